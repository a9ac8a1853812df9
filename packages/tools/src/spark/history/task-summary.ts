import type { TaskMetric } from '../model/task-metrics.ts';
import type { TaskTable } from '../model/task-table.ts';
import type { RestValue } from './rest-json.ts';
import { gettingResult, rowsById, runningDuration, schedulerDelay } from './task-view.ts';

/**
 * The value at each quantile of ascending values: the one at floor(q * n), the last at most; nothing is interpolated. This is the
 * History Server's rule, so numbers can be compared.
 */
export const atQuantiles = (sorted: Float64Array, quantiles: readonly number[]): number[] =>
  quantiles.map(
    (quantile) =>
      sorted[Math.max(0, Math.min(Math.trunc(quantile * sorted.length), sorted.length - 1))] ?? 0,
  );

/**
 * Distribution of each metric over the tasks that succeeded, each metric sorted by itself; null where none did. As in the History Server,
 * duration and delays are those of all tasks, while the places of the quantiles are counted on the tasks that succeeded.
 */
export function viewTaskSummary(
  tasks: TaskTable,
  asked: readonly number[],
  lastUpdated: number,
): RestValue | null {
  const rows = rowsById(tasks);
  const successful = rows.filter((row) => tasks.isSuccessful(row) && tasks.isMeasured(row));
  const count = successful.length;
  if (count === 0) return null;
  const quantiles = [...asked].sort((a, b) => a - b);
  const places = quantiles.map((quantile) =>
    Math.max(0, Math.min(Math.trunc(quantile * count), count - 1)),
  );
  const zeros = places.map(() => 0);
  const over = (of: readonly number[], value: (row: number) => number): number[] => {
    const sorted = Float64Array.from(of, value).sort();
    return places.map((place) => sorted[place]!);
  };
  const metric = (name: TaskMetric): number[] =>
    tasks.isZero(name) ? zeros : over(successful, (row) => tasks.metric(name, row));
  const sumOf = (a: TaskMetric, b: TaskMetric): number[] =>
    tasks.isZero(a) && tasks.isZero(b)
      ? zeros
      : over(successful, (row) => tasks.metric(a, row) + tasks.metric(b, row));
  const measured = rows.filter((row) => tasks.isMeasured(row));
  return {
    quantiles,
    duration: over(rows, (row) => runningDuration(tasks, row, lastUpdated)),
    executorDeserializeTime: metric('executorDeserializeTime'),
    executorDeserializeCpuTime: metric('executorDeserializeCpuTime'),
    executorRunTime: metric('executorRunTime'),
    executorCpuTime: metric('executorCpuTime'),
    resultSize: metric('resultSize'),
    jvmGcTime: metric('jvmGcTime'),
    resultSerializationTime: metric('resultSerializationTime'),
    gettingResultTime: over(measured, (row) => gettingResult(tasks, row)),
    schedulerDelay: over(measured, (row) => schedulerDelay(tasks, row)),
    peakExecutionMemory: metric('peakExecutionMemory'),
    memoryBytesSpilled: metric('memoryBytesSpilled'),
    diskBytesSpilled: metric('diskBytesSpilled'),
    inputMetrics: { bytesRead: metric('inputBytes'), recordsRead: metric('inputRecords') },
    outputMetrics: { bytesWritten: metric('outputBytes'), recordsWritten: metric('outputRecords') },
    shuffleReadMetrics: {
      readBytes: sumOf('shuffleLocalBytesRead', 'shuffleRemoteBytesRead'),
      readRecords: metric('shuffleRecordsRead'),
      remoteBlocksFetched: metric('shuffleRemoteBlocksFetched'),
      localBlocksFetched: metric('shuffleLocalBlocksFetched'),
      fetchWaitTime: metric('shuffleFetchWaitTime'),
      remoteBytesRead: metric('shuffleRemoteBytesRead'),
      remoteBytesReadToDisk: metric('shuffleRemoteBytesReadToDisk'),
      totalBlocksFetched: sumOf('shuffleLocalBlocksFetched', 'shuffleRemoteBlocksFetched'),
      remoteReqsDuration: metric('shuffleRemoteReqsDuration'),
      shufflePushReadMetricsDist: {
        corruptMergedBlockChunks: metric('shuffleCorruptMergedBlockChunks'),
        mergedFetchFallbackCount: metric('shuffleMergedFetchFallbackCount'),
        remoteMergedBlocksFetched: metric('shuffleMergedRemoteBlocksFetched'),
        localMergedBlocksFetched: metric('shuffleMergedLocalBlocksFetched'),
        remoteMergedChunksFetched: metric('shuffleMergedRemoteChunksFetched'),
        localMergedChunksFetched: metric('shuffleMergedLocalChunksFetched'),
        remoteMergedBytesRead: metric('shuffleMergedRemoteBytesRead'),
        localMergedBytesRead: metric('shuffleMergedLocalBytesRead'),
        remoteMergedReqsDuration: metric('shuffleMergedRemoteReqsDuration'),
      },
    },
    shuffleWriteMetrics: {
      writeBytes: metric('shuffleBytesWritten'),
      writeRecords: metric('shuffleRecordsWritten'),
      writeTime: metric('shuffleWriteTime'),
    },
  };
}
