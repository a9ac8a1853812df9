import { addLong, type Long } from '../long.ts';
import type { Application, Executor, Stage } from '../model/application.ts';
import type { TaskMetric } from '../model/task-metrics.ts';
import type { TaskTable } from '../model/task-table.ts';

/** What an application did and used, in numbers. Times in milliseconds, sizes in bytes, shares from 0 to 1. */
export interface Overview {
  /** From start to end; to the last event where it did not end. */
  readonly durationMs: number;
  readonly ended: boolean;
  /** Time in which no job ran: planning, listing, committing, waiting for executors. */
  readonly driverOnlyMs: number;
  readonly jobs: { readonly total: number; readonly failed: number };
  readonly stages: {
    readonly total: number;
    readonly failed: number;
    readonly skipped: number;
    /** Attempts after the first. */
    readonly repeated: number;
  };
  readonly tasks: {
    readonly total: number;
    readonly failed: number;
    readonly killed: number;
    readonly speculative: number;
    /** Succeeded, and had to run again because their executor was lost. */
    readonly resubmitted: number;
  };
  readonly executors: {
    readonly added: number;
    readonly lost: number;
    readonly mostAtOnce: number;
    readonly mostCoresAtOnce: number;
  };
  /** Cores times the time they were there. */
  readonly coreHours: number;
  /** Time that tasks ran, in core-hours. */
  readonly taskHours: number;
  /** Of the core-hours; null where no executor with cores is in the log. */
  readonly busyShare: number | null;
  /** Of the time that tasks ran. */
  readonly gcShare: number;
  readonly inputBytes: number;
  readonly outputBytes: number;
  readonly shuffleReadBytes: number;
  readonly shuffleWriteBytes: number;
  readonly memorySpilledBytes: number;
  readonly diskSpilledBytes: number;
  readonly queries: { readonly total: number; readonly failed: number };
}

/** A stage attempt that ran, with how its tasks are distributed. */
export interface StageOverview {
  readonly id: number;
  readonly attempt: number;
  readonly name: string;
  readonly status: Stage['status'];
  readonly wallMs: number;
  readonly tasks: number;
  readonly failedTasks: number;
  /** Durations of the tasks that succeeded, by the History Server's rule. */
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly longestMs: number;
  /** Longest by median; null for fewer than two tasks. */
  readonly skew: number | null;
  readonly gcShare: number;
  readonly inputBytes: number;
  readonly shuffleReadBytes: number;
  readonly shuffleWriteBytes: number;
  readonly diskSpilledBytes: number;
}

export function overviewOf(application: Application): Overview {
  const tables = tablesOf(application);
  const sum = (...metrics: TaskMetric[]): number => Number(sumOver(tables, metrics));
  const start = application.startTime ?? application.firstEventTime ?? 0;
  const end = application.endTime ?? application.lastEventTime ?? start;
  const durationMs = Math.max(0, end - start);
  const runMs = sum('executorRunTime');
  const { executors } = application;
  const coreMs = executors.reduce((total, executor) => total + coreTime(executor, start, end), 0);
  const count = (is: (tasks: TaskTable, row: number) => boolean): number => countRows(tables, is);
  return {
    durationMs,
    ended: application.endTime !== null,
    driverOnlyMs: Math.max(0, durationMs - jobTime(application, start, end)),
    jobs: {
      total: application.jobs.length,
      failed: application.jobs.filter(({ status }) => status === 'FAILED').length,
    },
    stages: {
      total: application.stages.length,
      failed: application.stages.filter(({ status }) => status === 'FAILED').length,
      skipped: application.stages.filter(({ status }) => status === 'SKIPPED').length,
      repeated: application.stages.filter(({ attempt }) => attempt > 0).length,
    },
    tasks: {
      total: count(() => true),
      failed: count((tasks, row) => tasks.status(row) === 'FAILED'),
      killed: count((tasks, row) => tasks.status(row) === 'KILLED'),
      speculative: count((tasks, row) => tasks.isSpeculative(row)),
      resubmitted: count((tasks, row) => tasks.isResubmitted(row)),
    },
    executors: {
      added: executors.filter(({ cores }) => cores > 0).length,
      lost: executors.filter(({ removeTime }) => removeTime !== null && removeTime < end).length,
      ...mostAtOnce(executors, end),
    },
    coreHours: coreMs / 3_600_000,
    taskHours: runMs / 3_600_000,
    busyShare: coreMs > 0 ? shareOf(runMs, coreMs) : null,
    gcShare: shareOf(sum('jvmGcTime'), runMs),
    inputBytes: sum('inputBytes'),
    outputBytes: sum('outputBytes'),
    shuffleReadBytes: sum('shuffleLocalBytesRead', 'shuffleRemoteBytesRead'),
    shuffleWriteBytes: sum('shuffleBytesWritten'),
    memorySpilledBytes: sum('memoryBytesSpilled'),
    diskSpilledBytes: sum('diskBytesSpilled'),
    queries: {
      total: application.executions.length,
      failed: application.executions.filter(({ status }) => status === 'FAILED').length,
    },
  };
}

/** Stage attempts that had tasks, the one that took longest first. */
export function stageOverviews({ stages, lastEventTime }: Application): StageOverview[] {
  return stages
    .filter(({ tasks, generation }) => rowsOf(tasks, generation).length > 0)
    .map((stage) => stageOverview(stage, lastEventTime ?? 0))
    .sort((a, b) => b.wallMs - a.wallMs || a.id - b.id || a.attempt - b.attempt);
}

function stageOverview(stage: Stage, lastEventTime: number): StageOverview {
  const { tasks, generation } = stage;
  const rows = rowsOf(tasks, generation);
  const durations = Float64Array.from(
    rows.filter((row) => tasks.isSuccessful(row)),
    (row) => tasks.duration(row),
  ).sort();
  const at = (quantile: number): number =>
    durations[Math.min(Math.trunc(quantile * durations.length), durations.length - 1)] ?? 0;
  const sum = (metric: TaskMetric): number =>
    rows.reduce((total, row) => total + tasks.metric(metric, row), 0);
  const begin = stage.submissionTime ?? stage.firstTaskLaunchedTime ?? 0;
  const median = at(0.5);
  const longest = durations.at(-1) ?? 0;
  return {
    id: stage.id,
    attempt: stage.attempt,
    name: stage.name,
    status: stage.status,
    wallMs: Math.max(0, (stage.completionTime ?? lastEventTime) - begin),
    tasks: rows.length,
    failedTasks: stage.failedTasks,
    medianMs: median,
    p95Ms: at(0.95),
    longestMs: longest,
    skew: durations.length > 1 && median > 0 ? longest / median : null,
    gcShare: shareOf(sum('jvmGcTime'), sum('executorRunTime')),
    inputBytes: sum('inputBytes'),
    shuffleReadBytes: sum('shuffleLocalBytesRead') + sum('shuffleRemoteBytesRead'),
    shuffleWriteBytes: sum('shuffleBytesWritten'),
    diskSpilledBytes: sum('diskBytesSpilled'),
  };
}

const tablesOf = ({ stages, orphans }: Application): TaskTable[] => [
  ...new Set([...stages, ...orphans].map(({ tasks }) => tasks)),
];

function rowsOf(tasks: TaskTable, generation: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < tasks.count; row += 1)
    if (tasks.generation(row) === generation) rows.push(row);
  return rows;
}

function sumOver(tables: readonly TaskTable[], metrics: readonly TaskMetric[]): Long {
  let sum: Long = 0;
  for (const tasks of tables)
    for (const metric of metrics)
      sum = addLong(
        sum,
        tasks.sum(metric, (row) => tasks.isMeasured(row)),
      );
  return sum;
}

function countRows(
  tables: readonly TaskTable[],
  is: (tasks: TaskTable, row: number) => boolean,
): number {
  let count = 0;
  for (const tasks of tables)
    for (let row = 0; row < tasks.count; row += 1) if (is(tasks, row)) count += 1;
  return count;
}

/** Milliseconds in which at least one job ran. */
function jobTime({ jobs }: Application, start: number, end: number): number {
  const intervals = jobs
    .map((job) => [job.submissionTime ?? start, job.completionTime ?? end] as const)
    .sort((a, b) => a[0] - b[0]);
  let total = 0;
  let until = start;
  for (const [from, to] of intervals) {
    total += Math.max(0, Math.min(to, end) - Math.max(from, until));
    until = Math.max(until, to);
  }
  return total;
}

const coreTime = (executor: Executor, start: number, end: number): number =>
  executor.cores *
  Math.max(0, Math.min(executor.removeTime ?? end, end) - Math.max(executor.addTime, start));

function mostAtOnce(
  executors: readonly Executor[],
  end: number,
): { mostAtOnce: number; mostCoresAtOnce: number } {
  const changes = executors
    .filter(({ cores }) => cores > 0)
    .flatMap(({ addTime, removeTime, cores }) => [
      { time: addTime, executors: 1, cores },
      { time: removeTime ?? end, executors: -1, cores: -cores },
    ])
    .sort((a, b) => a.time - b.time || a.executors - b.executors);
  let now = 0;
  let coresNow = 0;
  let most = 0;
  let mostCores = 0;
  for (const change of changes) {
    now += change.executors;
    coresNow += change.cores;
    most = Math.max(most, now);
    mostCores = Math.max(mostCores, coresNow);
  }
  return { mostAtOnce: most, mostCoresAtOnce: mostCores };
}

/** Small logs report more collection than running: a share is at most all. */
const shareOf = (part: number, whole: number): number =>
  whole > 0 ? Math.max(0, Math.min(1, part / whole)) : 0;
