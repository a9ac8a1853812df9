import { nodesOf } from './plan.ts';
import type { RunFigures } from './run-figures.ts';
import type { StageFigures } from './stage-figures.ts';

/** Durations of the tasks of a stage when the run has so many cores; in milliseconds. */
export type TasksAtSize = (cores: number) => readonly number[];

const mebibyte = 1024 ** 2;

/**
 * The tasks of a stage on other cores. Spark makes their number from the number of cores in two places, and the work is then shared by more
 * or fewer of them: where adaptive execution coalesces partitions of a shuffle (ShufflePartitionsUtil, with `parallelismFirst`), and where
 * files are split (FilePartition.maxSplitBytes). Everywhere else there are as many tasks as there were.
 */
export function tasksAtSize(
  figures: StageFigures,
  durations: readonly number[],
  run: RunFigures,
): TasksAtSize {
  const countAt = coalescedCount(figures, run) ?? splitCount(figures, run);
  if (countAt === null || durations.length === 0) return () => durations;
  const now = countAt(run.cores);
  // A number that was not made this way is not changed.
  if (Math.abs(now - durations.length) > Math.max(1, 0.25 * durations.length))
    return () => durations;
  return (cores) => {
    const wanted = Math.max(1, Math.round((durations.length * countAt(cores)) / now));
    return wanted === durations.length ? durations : sharedBy(durations, wanted);
  };
}

type CountAt = (cores: number) => number;

function coalescedCount(
  { stage, tasks, shuffleReadBytes, inputBytes }: StageFigures,
  run: RunFigures,
): CountAt | null {
  const execution = run.executionOf.get(stage.id);
  const { settings } = run;
  if (!execution || shuffleReadBytes <= inputBytes) return null;
  const { id } = execution;
  const most = settings.number('spark.sql.shuffle.partitions', id);
  if (
    most === null ||
    tasks >= most ||
    settings.isOn('spark.sql.adaptive.enabled', id) !== true ||
    settings.isOn('spark.sql.adaptive.coalescePartitions.enabled', id) !== true ||
    settings.isOn('spark.sql.adaptive.coalescePartitions.parallelismFirst', id) !== true ||
    settings.get('spark.sql.adaptive.coalescePartitions.minPartitionNum', id) !== null
  )
    return null;
  const advisory =
    settings.bytes('spark.sql.adaptive.advisoryPartitionSizeInBytes', id) ?? 64 * mebibyte;
  const smallest =
    settings.bytes('spark.sql.adaptive.coalescePartitions.minPartitionSize', id) ?? mebibyte;
  return (cores) => {
    const target = Math.max(
      smallest,
      Math.min(advisory, Math.ceil(shuffleReadBytes / parallelism(cores, run))),
    );
    return Math.min(most, Math.max(1, Math.ceil(shuffleReadBytes / target)));
  };
}

function splitCount(
  { stage, inputBytes, shuffleReadBytes }: StageFigures,
  run: RunFigures,
): CountAt | null {
  const execution = run.executionOf.get(stage.id);
  const { settings } = run;
  if (!execution || inputBytes <= shuffleReadBytes) return null;
  if (settings.get('spark.sql.files.minPartitionNum', execution.id) !== null) return null;
  const scans = nodesOf(execution).filter(({ metric }) => (metric('size of files read') ?? 0) > 0);
  // With several scans nobody knows which of them this stage is.
  const [scan] = scans;
  if (!scan || scans.length > 1) return null;
  const openCost = settings.bytes('spark.sql.files.openCostInBytes', execution.id) ?? 4 * mebibyte;
  const largest =
    settings.bytes('spark.sql.files.maxPartitionBytes', execution.id) ?? 128 * mebibyte;
  const bytes =
    scan.metric('size of files read')! + (scan.metric('number of files read') ?? 1) * openCost;
  return (cores) =>
    Math.max(
      1,
      Math.ceil(bytes / Math.min(largest, Math.max(openCost, bytes / parallelism(cores, run)))),
    );
}

/** `spark.default.parallelism` of a cluster: what is set, or its cores and at least 2 (CoarseGrainedSchedulerBackend). */
const parallelism = (cores: number, { settings }: RunFigures): number =>
  settings.number('spark.default.parallelism') ?? Math.max(2, cores);

/** The same work in the same order, cut into equal parts. */
function sharedBy(durations: readonly number[], count: number): number[] {
  const total = durations.reduce((sum, each) => sum + each, 0);
  return Array.from({ length: count }, () => total / count);
}
