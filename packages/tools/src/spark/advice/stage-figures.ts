import type { Stage } from '../model/application.ts';
import type { TaskMetric } from '../model/task-metrics.ts';

/** Figures of one stage attempt, over its tasks that succeeded unless it says otherwise. */
export interface StageFigures {
  readonly stage: Stage;
  /** Successful tasks. */
  readonly tasks: number;
  /** Rows of successful tasks, by rising duration. */
  readonly rows: readonly number[];
  /** Milliseconds; 0 without tasks. */
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** Sum of durations of all tasks that ended, also failed ones. */
  readonly busyMs: number;
  readonly runMs: number;
  readonly gcMs: number;
  readonly shuffleReadBytes: number;
  readonly shuffleWriteBytes: number;
  readonly inputBytes: number;
  readonly outputBytes: number;
  readonly memorySpilled: number;
  readonly diskSpilled: number;
  readonly fetchWaitMs: number;
  /** First launch to completion, clipped to what the log shows; 0 where it is not known. */
  readonly start: number;
  readonly end: number;
  readonly wallMs: number;
}

/** The element of rising values at q, as the History Server takes it: no interpolation. */
export const quantile = (sorted: readonly number[] | Float64Array, q: number): number =>
  sorted.length === 0 ? 0 : sorted[Math.min(Math.floor(q * sorted.length), sorted.length - 1)]!;

export function figuresOf(stage: Stage): StageFigures {
  const { tasks, generation } = stage;
  const rows: number[] = [];
  let busyMs = 0;
  let firstLaunch = Number.POSITIVE_INFINITY;
  let lastFinish = 0;
  for (let row = 0; row < tasks.count; row += 1) {
    if (tasks.generation(row) !== generation) continue;
    const launch = tasks.launchTime(row);
    if (launch > 0) firstLaunch = Math.min(firstLaunch, launch);
    lastFinish = Math.max(lastFinish, tasks.finishTime(row));
    busyMs += tasks.duration(row);
    if (tasks.isSuccessful(row)) rows.push(row);
  }
  rows.sort((a, b) => tasks.duration(a) - tasks.duration(b));
  const isOwn = (row: number): boolean =>
    tasks.generation(row) === generation && tasks.isSuccessful(row);
  const sum = (...metrics: readonly TaskMetric[]): number =>
    metrics.reduce((total, metric) => total + Number(tasks.sum(metric, isOwn)), 0);
  const durations = rows.map((row) => tasks.duration(row));
  const start = Number.isFinite(firstLaunch) ? firstLaunch : (stage.submissionTime ?? 0);
  const end = Math.max(lastFinish, stage.completionTime ?? 0);
  return {
    stage,
    tasks: rows.length,
    rows,
    medianMs: quantile(durations, 0.5),
    p95Ms: quantile(durations, 0.95),
    maxMs: durations.at(-1) ?? 0,
    busyMs,
    runMs: sum('executorRunTime'),
    gcMs: sum('jvmGcTime'),
    shuffleReadBytes: sum('shuffleLocalBytesRead', 'shuffleRemoteBytesRead'),
    shuffleWriteBytes: sum('shuffleBytesWritten'),
    inputBytes: sum('inputBytes'),
    outputBytes: sum('outputBytes'),
    memorySpilled: sum('memoryBytesSpilled'),
    diskSpilled: sum('diskBytesSpilled'),
    fetchWaitMs: sum('shuffleFetchWaitTime'),
    start,
    end,
    wallMs: start > 0 && end > start ? end - start : 0,
  };
}

/** Bytes that one task took in. */
export const bytesIn = ({ stage: { tasks } }: StageFigures, row: number): number =>
  tasks.metric('shuffleLocalBytesRead', row) +
  tasks.metric('shuffleRemoteBytesRead', row) +
  tasks.metric('inputBytes', row);

/** Records that one task took in. */
export const recordsIn = ({ stage: { tasks } }: StageFigures, row: number): number =>
  tasks.metric('shuffleRecordsRead', row) + tasks.metric('inputRecords', row);
