/** What Spark samples of an executor, by the names of the log. */
export const peakNames = [
  'JVMHeapMemory',
  'JVMOffHeapMemory',
  'OnHeapExecutionMemory',
  'OffHeapExecutionMemory',
  'OnHeapStorageMemory',
  'OffHeapStorageMemory',
  'OnHeapUnifiedMemory',
  'OffHeapUnifiedMemory',
  'DirectPoolMemory',
  'MappedPoolMemory',
  'ProcessTreeJVMVMemory',
  'ProcessTreeJVMRSSMemory',
  'ProcessTreePythonVMemory',
  'ProcessTreePythonRSSMemory',
  'ProcessTreeOtherVMemory',
  'ProcessTreeOtherRSSMemory',
  'MinorGCCount',
  'MinorGCTime',
  'MajorGCCount',
  'MajorGCTime',
  'TotalGCTime',
  'ConcurrentGCCount',
  'ConcurrentGCTime',
] as const;

export type PeakName = (typeof peakNames)[number];

/**
 * Highest values that were sampled while tasks ran ("Task Executor Metrics", Spark 3.0 and later) or stages ran ("StageExecutorMetrics",
 * off by default). Sampling is at heartbeats, so 0 is "not sampled" and never "nothing used".
 */
export class Peaks {
  readonly #values = new Float64Array(peakNames.length);
  /** False where no task ended that could tell; the first one is -1 where a task was lost with its executor. */
  isSet = false;

  raise(values: Float64Array): void {
    if (values[0]! >= 0) this.isSet = true;
    const own = this.#values;
    for (let index = 0; index < own.length; index += 1)
      if (values[index]! > own[index]!) own[index] = values[index]!;
  }

  get(name: PeakName): number {
    return this.#values[peakNames.indexOf(name)]!;
  }
}
