import type { MetadataStore, SparkRunRecord } from '../ports/index.ts';
import { jobOfName, measuresOfRun, type RunMeasures, type RunOfJob } from '../spark/index.ts';
import type { EventLog } from './event-logs.ts';

/** Runs of a Spark job that are remembered, in the order in which they began. */
interface RunsOfJob {
  readonly job: string;
  readonly runs: readonly RunOfJob[];
  /** How many there are; `runs` are the last of them. */
  readonly total: number;
}

interface JobsOfProject {
  readonly jobs: readonly {
    readonly job: string;
    readonly runs: number;
    readonly lastStartedAt: number;
  }[];
  readonly total: number;
}

/** What runs of Spark jobs took, one row for each attempt of an application, whatever its log is called and how often it is sent. */
export interface SparkRuns {
  /** The job that a log is of a run of. */
  jobOf(log: EventLog): string;
  /** Whether the run is remembered as this log tells it. */
  isKnown(log: EventLog): Promise<boolean>;
  /** Reads the log unless it was read before, and remembers the run. A log without a start is of no run in time, and left out. */
  remember(log: EventLog, signal?: AbortSignal): Promise<void>;
  ofJob(job: string, limit: number): Promise<RunsOfJob>;
  jobs(limit: number): Promise<JobsOfProject>;
}

/** What a key of the store takes. */
const longest = 190;
const longestAttempt = 64;
/** The last one that a date can name. */
const lastMoment = 8.64e15;

export function createSparkRuns(store: MetadataStore['sparkRuns'], project: string): SparkRuns {
  const keyOf = ({ summary }: EventLog) => ({
    applicationId: summary.id.slice(-longest),
    attemptId: (summary.attemptId ?? '').slice(0, longestAttempt),
  });
  return {
    jobOf: ({ summary }) => jobOfName(summary.name ?? ''),
    async isKnown(log) {
      const { applicationId, attemptId } = keyOf(log);
      return (await store.get(project, applicationId, attemptId))?.log === contentsOf(log);
    },
    async remember(log, signal) {
      const { startTime } = log.summary;
      if (startTime === null || startTime < 0) return;
      const key = keyOf(log);
      const known = await store.get(project, key.applicationId, key.attemptId);
      if (known?.log === contentsOf(log)) return;
      // An earlier copy of the log, from before the run ended, says less.
      if (known?.measures['ended'] === 1 && log.summary.endTime === null) return;
      const application = await log.application(signal);
      await store.keep({
        project,
        job: jobOfName(log.summary.name ?? ''),
        ...key,
        uploadId: log.files[0]!.uploadId,
        log: contentsOf(log),
        startedAt: Math.min(startTime, lastMoment),
        measures: measuresOfRun(application),
      });
    },
    async ofJob(job, limit) {
      const { runs, total } = await store.listByJob(project, job, limit);
      return { job, runs: runs.map(runOf), total };
    },
    jobs: (limit) => store.jobs(project, limit),
  };
}

const runOf = ({ applicationId, attemptId, startedAt, measures }: SparkRunRecord): RunOfJob => ({
  applicationId,
  attemptId: attemptId === '' ? null : attemptId,
  startedAt,
  // Rows of a version that measured less have nothing there.
  measures: { ...nothing, ...measures },
});

const nothing: RunMeasures = {
  durationMs: 0,
  coreHours: 0,
  diskSpilledBytes: 0,
  failedTasks: 0,
  failedJobs: 0,
  inputBytes: 0,
  shuffleReadBytes: 0,
  gcShare: 0,
  ended: 0,
};

/** Which contents a log has: the first and last of its files, and how many. */
const contentsOf = ({ files }: EventLog): string =>
  `${files.length} ${files[0]!.sha256} ${files.at(-1)!.sha256}`;
