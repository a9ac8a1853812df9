import { overviewOf } from '../measure/overview.ts';
import type { Application } from '../model/application.ts';

/** What is followed from run to run: milliseconds, core-hours, bytes, counts. */
export const trendMeasures = [
  'durationMs',
  'coreHours',
  'diskSpilledBytes',
  'failedTasks',
  'failedJobs',
  'inputBytes',
  'shuffleReadBytes',
  'gcShare',
] as const;
export type TrendMeasure = (typeof trendMeasures)[number];
export type RunMeasures = Readonly<Record<TrendMeasure, number>> & {
  /** 1 where the log has an end. */
  readonly ended: number;
};

export function measuresOfRun(application: Application): RunMeasures {
  const { durationMs, coreHours, diskSpilledBytes, tasks, jobs, ended, ...overview } =
    overviewOf(application);
  return {
    durationMs,
    coreHours,
    diskSpilledBytes,
    failedTasks: tasks.failed,
    failedJobs: jobs.failed,
    inputBytes: overview.inputBytes,
    shuffleReadBytes: overview.shuffleReadBytes,
    gcShare: overview.gcShare,
    ended: ended ? 1 : 0,
  };
}
