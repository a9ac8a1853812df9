/** The metrics of a task in the order of the History Server, with the keys of an event log that lead to each. */
export const metricPaths = {
  executorDeserializeTime: ['Task Metrics', 'Executor Deserialize Time'],
  executorDeserializeCpuTime: ['Task Metrics', 'Executor Deserialize CPU Time'],
  executorRunTime: ['Task Metrics', 'Executor Run Time'],
  executorCpuTime: ['Task Metrics', 'Executor CPU Time'],
  resultSize: ['Task Metrics', 'Result Size'],
  jvmGcTime: ['Task Metrics', 'JVM GC Time'],
  resultSerializationTime: ['Task Metrics', 'Result Serialization Time'],
  memoryBytesSpilled: ['Task Metrics', 'Memory Bytes Spilled'],
  diskBytesSpilled: ['Task Metrics', 'Disk Bytes Spilled'],
  peakExecutionMemory: ['Task Metrics', 'Peak Execution Memory'],
  inputBytes: ['Input Metrics', 'Bytes Read'],
  inputRecords: ['Input Metrics', 'Records Read'],
  outputBytes: ['Output Metrics', 'Bytes Written'],
  outputRecords: ['Output Metrics', 'Records Written'],
  shuffleRemoteBlocksFetched: ['Shuffle Read Metrics', 'Remote Blocks Fetched'],
  shuffleLocalBlocksFetched: ['Shuffle Read Metrics', 'Local Blocks Fetched'],
  shuffleFetchWaitTime: ['Shuffle Read Metrics', 'Fetch Wait Time'],
  shuffleRemoteBytesRead: ['Shuffle Read Metrics', 'Remote Bytes Read'],
  shuffleRemoteBytesReadToDisk: ['Shuffle Read Metrics', 'Remote Bytes Read To Disk'],
  shuffleLocalBytesRead: ['Shuffle Read Metrics', 'Local Bytes Read'],
  shuffleRecordsRead: ['Shuffle Read Metrics', 'Total Records Read'],
  shuffleRemoteReqsDuration: ['Shuffle Read Metrics', 'Remote Requests Duration'],
  shuffleCorruptMergedBlockChunks: ['Push Based Shuffle', 'Corrupt Merged Block Chunks'],
  shuffleMergedFetchFallbackCount: ['Push Based Shuffle', 'Merged Fetch Fallback Count'],
  shuffleMergedRemoteBlocksFetched: ['Push Based Shuffle', 'Merged Remote Blocks Fetched'],
  shuffleMergedLocalBlocksFetched: ['Push Based Shuffle', 'Merged Local Blocks Fetched'],
  shuffleMergedRemoteChunksFetched: ['Push Based Shuffle', 'Merged Remote Chunks Fetched'],
  shuffleMergedLocalChunksFetched: ['Push Based Shuffle', 'Merged Local Chunks Fetched'],
  shuffleMergedRemoteBytesRead: ['Push Based Shuffle', 'Merged Remote Bytes Read'],
  shuffleMergedLocalBytesRead: ['Push Based Shuffle', 'Merged Local Bytes Read'],
  shuffleMergedRemoteReqsDuration: ['Push Based Shuffle', 'Merged Remote Requests Duration'],
  shuffleBytesWritten: ['Shuffle Write Metrics', 'Shuffle Bytes Written'],
  shuffleWriteTime: ['Shuffle Write Metrics', 'Shuffle Write Time'],
  shuffleRecordsWritten: ['Shuffle Write Metrics', 'Shuffle Records Written'],
} as const;

export type TaskMetric = keyof typeof metricPaths;
export type MetricGroup = (typeof metricPaths)[TaskMetric][0];

export const taskMetrics = Object.keys(metricPaths) as readonly TaskMetric[];

/** Where each metric stands in arrays of all of them. */
export const metricIndex = Object.fromEntries(
  taskMetrics.map((metric, index) => [metric, index]),
) as Readonly<Record<TaskMetric, number>>;

/** The keys of one group in an event log and the metrics they hold. */
export function keysOfGroup(
  group: MetricGroup,
): { readonly key: string; readonly metric: number }[] {
  return taskMetrics.flatMap((metric, index) =>
    metricPaths[metric][0] === group ? [{ key: metricPaths[metric][1], metric: index }] : [],
  );
}
