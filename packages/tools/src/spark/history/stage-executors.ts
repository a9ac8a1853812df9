import { addLong, type Long } from '../long.ts';
import type { Stage } from '../model/application.ts';
import { peakNames, type Peaks } from '../model/peaks.ts';
import type { TaskMetric } from '../model/task-metrics.ts';
import { atQuantiles } from './task-summary.ts';
import type { RestValue } from './rest-json.ts';

interface ExecutorSums {
  readonly taskTime: Long;
  readonly failedTasks: number;
  readonly succeededTasks: number;
  readonly killedTasks: number;
  readonly inputBytes: Long;
  readonly inputRecords: Long;
  readonly outputBytes: Long;
  readonly outputRecords: Long;
  readonly shuffleRead: Long;
  readonly shuffleReadRecords: Long;
  readonly shuffleWrite: Long;
  readonly shuffleWriteRecords: Long;
  readonly memoryBytesSpilled: Long;
  readonly diskBytesSpilled: Long;
}

/** What each executor did for a stage. */
export function viewStageExecutors(stage: Stage): RestValue {
  return Object.fromEntries(
    [...sumsByExecutor(stage)].map(([id, sums]) => {
      const { isExcluded, peaks } = stage.executors.get(id)!;
      const said = {
        ...sums,
        isBlacklistedForStage: isExcluded,
        peakMemoryMetrics: viewPeaks(peaks),
        isExcludedForStage: isExcluded,
      };
      return [id, said] as const;
    }),
  );
}

/** How what the executors did for a stage is distributed over them; undefined where none did. */
export function viewExecutorDistributions(stage: Stage, asked: readonly number[]): RestValue {
  const sums = [...sumsByExecutor(stage).values()];
  if (sums.length === 0) return undefined;
  const quantiles = [...asked].sort((a, b) => a - b);
  const of = (key: keyof ExecutorSums): number[] =>
    atQuantiles(Float64Array.from(sums, (each) => Number(each[key])).sort(), quantiles);
  const peaks = [...stage.executors.values()]
    .map((each) => each.peaks)
    .filter((each) => each.isSet);
  return {
    quantiles,
    ...Object.fromEntries(
      (Object.keys(sums[0]!) as (keyof ExecutorSums)[]).map((key) => [key, of(key)]),
    ),
    peakMemoryMetrics: Object.fromEntries(
      peakNames.map((name) => [
        name,
        atQuantiles(Float64Array.from(peaks, (each) => each.get(name)).sort(), quantiles),
      ]),
    ),
  };
}

export const viewPeaks = (peaks: Peaks): RestValue =>
  peaks.isSet ? Object.fromEntries(peakNames.map((name) => [name, peaks.get(name)])) : undefined;

function sumsByExecutor(stage: Stage): Map<string, ExecutorSums> {
  const rows = new Map<string, number[]>();
  const { tasks } = stage;
  for (let row = 0; row < tasks.count; row += 1) {
    if (!tasks.isCounted(row, stage.generation)) continue;
    const id = tasks.executorId(row);
    const known = rows.get(id);
    if (known) known.push(row);
    else rows.set(id, [row]);
  }
  return new Map(
    [...stage.executors.values()].map((executor) => {
      const own = rows.get(executor.executorId) ?? [];
      const sum = (...metrics: TaskMetric[]): Long => {
        let total: Long = 0;
        for (const metric of metrics)
          if (!tasks.isZero(metric))
            for (const row of own) total = addLong(total, tasks.exactMetric(metric, row));
        return total;
      };
      const sums: ExecutorSums = {
        taskTime: executor.taskTime,
        failedTasks: executor.failedTasks,
        succeededTasks: executor.succeededTasks,
        killedTasks: executor.killedTasks,
        inputBytes: sum('inputBytes'),
        inputRecords: sum('inputRecords'),
        outputBytes: sum('outputBytes'),
        outputRecords: sum('outputRecords'),
        shuffleRead: sum('shuffleRemoteBytesRead', 'shuffleLocalBytesRead'),
        shuffleReadRecords: sum('shuffleRecordsRead'),
        shuffleWrite: sum('shuffleBytesWritten'),
        shuffleWriteRecords: sum('shuffleRecordsWritten'),
        memoryBytesSpilled: sum('memoryBytesSpilled'),
        diskBytesSpilled: sum('diskBytesSpilled'),
      };
      return [executor.executorId, sums];
    }),
  );
}
