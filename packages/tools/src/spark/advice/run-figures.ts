import type { Application, Executor, SqlExecution } from '../model/application.ts';
import { settingsOf, type Settings } from './settings.ts';
import { figuresOf, type StageFigures } from './stage-figures.ts';

/** What all rules look at, computed once. */
export interface RunFigures {
  readonly application: Application;
  readonly settings: Settings;
  readonly start: number;
  readonly end: number;
  /** Wall-clock time of the application; 0 where no event has a time. */
  readonly wallMs: number;
  /** Stage attempts that ran, in the order of the log. */
  readonly stages: readonly StageFigures[];
  /** Executors without the driver. */
  readonly executors: readonly Executor[];
  /** Most cores at one time. */
  readonly cores: number;
  /** Cores x time over all executors. */
  readonly allocatedCoreMs: number;
  /** Time of tasks. */
  readonly busyCoreMs: number;
  /** Time in which no job ran. */
  readonly driverMs: number;
  /** Time for which the first stage waited until an executor was there. */
  readonly waitMs: number;
  /** Gaps between jobs, longest first. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
  readonly executionOf: ReadonlyMap<number, SqlExecution>;
  /** When the first task of an executor ended well, by its id. */
  readonly firstEndOf: ReadonlyMap<string, number>;
  /** Cores that were there on average while a stage ran; at least 1. */
  slotsDuring(figures: StageFigures): number;
  /** The part of a stage's time in which no other stage ran. */
  exclusiveMs(figures: StageFigures): number;
}

export function figuresOfRun(application: Application): RunFigures {
  const settings = settingsOf(application);
  const start = application.startTime ?? application.firstEventTime ?? 0;
  const end = application.endTime ?? application.lastEventTime ?? start;
  const stages = application.stages
    .filter(({ status, tasks }) => status !== 'SKIPPED' && tasks.count > 0)
    .map(figuresOf);
  const isLocal =
    (settings.get('spark.master') ?? '').startsWith('local[') ||
    settings.get('spark.master') === 'local';
  const executors = application.executors.filter(({ id }) => id !== 'driver' || isLocal);
  const cpus = settings.number('spark.task.cpus') ?? 1;
  const spans = executors.map((executor) => ({
    from: Math.max(start, executor.addTime),
    to: Math.max(executor.addTime, executor.removeTime ?? end),
    cores: executor.cores,
  }));
  const executionOf = new Map<number, SqlExecution>();
  for (const execution of application.executions)
    for (const stage of execution.stageIds) executionOf.set(stage, execution);
  const gaps = gapsBetween(application, start, end);
  const first = firstSubmission(application);
  const added = spans.reduce<number | null>(
    (earliest, { from }) => Math.min(earliest ?? from, from),
    null,
  );
  const firstEndOf = new Map<string, number>();
  for (const { rows, stage } of stages)
    for (const row of rows) {
      const executor = stage.tasks.executorId(row);
      const end = stage.tasks.finishTime(row);
      if (end < (firstEndOf.get(executor) ?? Number.POSITIVE_INFINITY))
        firstEndOf.set(executor, end);
    }
  const windows = stages.filter(({ wallMs }) => wallMs > 0);
  return {
    application,
    settings,
    start,
    end,
    wallMs: Math.max(0, end - start),
    stages,
    executors,
    cores: mostAtOnce(spans),
    allocatedCoreMs: spans.reduce((sum, { from, to, cores }) => sum + (to - from) * cores, 0),
    busyCoreMs: stages.reduce((sum, { busyMs }) => sum + busyMs, 0) * cpus,
    driverMs: gaps.reduce((sum, { from, to }) => sum + (to - from), 0),
    waitMs: first === null || added === null ? 0 : Math.max(0, added - first),
    gaps,
    executionOf,
    firstEndOf,
    slotsDuring({ start: from, end: to, wallMs }) {
      if (wallMs === 0) return Math.max(1, mostAtOnce(spans) / cpus);
      const coreMs = spans.reduce(
        (sum, span) =>
          sum + Math.max(0, Math.min(span.to, to) - Math.max(span.from, from)) * span.cores,
        0,
      );
      return Math.max(1, coreMs / wallMs / cpus);
    },
    exclusiveMs(figures) {
      const others = windows
        .filter(
          (other) => other !== figures && other.end > figures.start && other.start < figures.end,
        )
        .map((other) => ({
          from: Math.max(other.start, figures.start),
          to: Math.min(other.end, figures.end),
        }));
      return Math.max(0, figures.wallMs - unionLength(others));
    },
  };
}

/** When the first stage was ready to run; null where the log has none. */
export const firstSubmission = ({ stages }: Application): number | null =>
  stages.reduce<number | null>(
    (earliest, { submissionTime }) =>
      submissionTime === null ? earliest : Math.min(earliest ?? submissionTime, submissionTime),
    null,
  );

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Length of the union of spans. */
export function unionLength(spans: readonly Span[]): number {
  let length = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    if (to <= reached) continue;
    length += to - Math.max(from, reached);
    reached = to;
  }
  return length;
}

function gapsBetween(application: Application, start: number, end: number): Span[] {
  const spans = application.jobs
    .flatMap(({ submissionTime, completionTime }) =>
      submissionTime === null
        ? []
        : [{ from: submissionTime, to: Math.min(end, completionTime ?? end) }],
    )
    .toSorted((a, b) => a.from - b.from);
  const gaps: Span[] = [];
  let reached = start;
  for (const { from, to } of spans) {
    if (from > reached) gaps.push({ from: reached, to: from });
    reached = Math.max(reached, to);
  }
  if (end > reached) gaps.push({ from: reached, to: end });
  return gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from));
}

function mostAtOnce(spans: readonly (Span & { readonly cores: number })[]): number {
  const changes = spans
    .flatMap(({ from, to, cores }) => [
      { at: from, by: cores },
      { at: to, by: -cores },
    ])
    .toSorted((a, b) => a.at - b.at || a.by - b.by);
  let now = 0;
  let most = 0;
  for (const { by } of changes) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}
