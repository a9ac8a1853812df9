import type { RunFigures } from './run-figures.ts';
import type { StageFigures } from './stage-figures.ts';
import { tasksAtSize, type TasksAtSize } from './tasks-at-size.ts';

/** A stage as it can be run again: the time that its tasks need, and what their first ones on an executor need more. */
export interface ReplayStage {
  readonly id: number;
  /** Stages of the same job that must be done before. */
  readonly parents: readonly number[];
  /** Milliseconds of each task on a warm executor, in the order of their launch, on so many cores. */
  readonly tasks: TasksAtSize;
  /** What the first task on a slot takes longer: the code comes, classes are loaded, workers are started. */
  readonly warmUpMs: number;
  /** What passes on a slot between the end of a task and the start of the next one. */
  readonly betweenMs: number;
}

/** @param attempts all attempts of one stage @param inJob stages that run in the same job */
export function replayStage(
  attempts: readonly StageFigures[],
  inJob: ReadonlySet<number>,
  run: RunFigures,
): ReplayStage {
  const [first] = attempts;
  const { stage } = first!;
  const durations: number[] = [];
  const lostMs = failedTimes(attempts);
  let warmUpMs = 0;
  let betweenMs = 0;
  for (const figures of attempts) {
    const { tasks } = figures.stage;
    const ordered = figures.rows.toSorted((a, b) => tasks.launchTime(a) - tasks.launchTime(b));
    const warmUp = warmUpOf(figures, ordered);
    warmUpMs = Math.max(warmUpMs, warmUp.ms);
    betweenMs = Math.max(betweenMs, betweenTasks(figures, ordered));
    for (const row of ordered) {
      const took = tasks.duration(row);
      const partition = partitionOf(figures, row);
      durations.push(
        (warmUp.rows.has(row)
          ? Math.max(Math.min(took, warmUp.steadyMs), took - warmUp.ms)
          : took) + (lostMs.get(partition) ?? 0),
      );
      lostMs.delete(partition);
    }
  }
  durations.push(...lostMs.values());
  return {
    id: stage.id,
    parents: stage.parentIds.filter((id) => inJob.has(id)),
    tasks: tasksAtSize(first!, durations, run),
    warmUpMs,
    betweenMs,
  };
}

const partitionOf = ({ stage: { tasks } }: StageFigures, row: number): number =>
  tasks.partition(row) === -1 ? tasks.index(row) : tasks.partition(row);

/**
 * Milliseconds that failed attempts of a partition took, of all attempts of a stage. The next attempt begins when one has failed, so they are
 * run as one task with the one that went well, if there was one.
 */
function failedTimes(attempts: readonly StageFigures[]): Map<number, number> {
  const times = new Map<number, number>();
  for (const figures of attempts) {
    const { tasks, generation } = figures.stage;
    for (let row = 0; row < tasks.count; row += 1) {
      if (tasks.status(row) !== 'FAILED' || tasks.generation(row) !== generation) continue;
      const partition = partitionOf(figures, row);
      times.set(partition, (times.get(partition) ?? 0) + tasks.duration(row));
    }
  }
  return times;
}

/** Fewer later tasks than this say too little about what a warm task takes. */
const minLater = 3;
/** What a cold executor costs is of the order of the time in which it fetched and read the code; far more has another reason, such as skew. */
export const mostPerDeserialization = 10;

/**
 * The first tasks of a stage on an executor, those that began before another one ended there, and how much longer they took than later
 * ones: the middle of both is compared, so that one large first task is not taken for a cold start. Where all tasks were first ones, only
 * the time in which the executor fetched and read their code is known.
 */
function warmUpOf({ stage: { tasks } }: StageFigures, ordered: readonly number[]) {
  const firstEnd = new Map<string, number>();
  for (const row of ordered) {
    const executor = tasks.executorId(row);
    firstEnd.set(
      executor,
      Math.min(firstEnd.get(executor) ?? Number.POSITIVE_INFINITY, tasks.finishTime(row)),
    );
  }
  const first: number[] = [];
  const later: number[] = [];
  // The next task is launched a few milliseconds before the end of the last one is noted.
  for (const row of ordered)
    (tasks.launchTime(row) < firstEnd.get(tasks.executorId(row))! - 50 ? first : later).push(row);
  const middle = (rows: readonly number[], of: (row: number) => number): number =>
    rows.length === 0
      ? 0
      : rows.map(of).toSorted((a, b) => a - b)[Math.floor((rows.length - 1) / 2)]!;
  const duration = (row: number): number => tasks.duration(row);
  const reading = middle(first, (row) => tasks.metric('executorDeserializeTime', row));
  if (later.length < minLater) return { rows: new Set(first), ms: reading, steadyMs: 0 };
  const steadyMs = middle(later, duration);
  const longer = Math.max(0, middle(first, duration) - steadyMs);
  return {
    rows: new Set(first),
    ms: Math.min(longer, mostPerDeserialization * reading),
    steadyMs,
  };
}

/** The middle of the pauses on a slot, where its next task was launched as soon as one had ended. */
function betweenTasks({ stage: { tasks } }: StageFigures, ordered: readonly number[]): number {
  const ends = new Map<string, number[]>();
  const pauses: number[] = [];
  for (const row of ordered) {
    const executor = tasks.executorId(row);
    const open = ends.get(executor) ?? [];
    const launch = tasks.launchTime(row);
    // The slot that has been free for longest is taken; nobody knows which one it was.
    const at = open.findIndex((end) => end <= launch + 20);
    if (at !== -1) pauses.push(Math.max(0, launch - open.splice(at, 1)[0]!));
    open.push(tasks.finishTime(row));
    open.sort((a, b) => a - b);
    ends.set(executor, open);
  }
  return pauses.length === 0
    ? 0
    : pauses.toSorted((a, b) => a - b)[Math.floor((pauses.length - 1) / 2)]!;
}
