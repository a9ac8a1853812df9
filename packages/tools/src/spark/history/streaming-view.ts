import type { StreamingProgress, StreamingQuery } from '../model/application.ts';
import { optional, optionalDate, type RestValue } from './rest-json.ts';

/**
 * A query of structured streaming, which the pages of the History Server show and its REST interface does not. Fields are named as those
 * pages and the progress events name them; rates are rows a second, durations milliseconds.
 */
export function viewStreamingQuery(query: StreamingQuery): RestValue {
  const { progress } = query;
  const last = progress.at(-1);
  const durations = progress.flatMap(({ batchDuration }) => batchDuration ?? []);
  return {
    id: query.id,
    runId: query.runId,
    name: optional(query.name),
    isActive: query.endTime === null && query.exception === null,
    startTime: optionalDate(query.startTime),
    endTime: optionalDate(query.endTime),
    exception: optional(query.exception),
    numBatches: query.progressCount,
    // Rates and durations are those of the batches that are kept.
    numRecentBatches: progress.length,
    lastBatchId: last?.batchId,
    avgInputRate: mean(progress.flatMap(({ inputRowsPerSecond }) => inputRowsPerSecond ?? [])),
    avgProcessRate: mean(
      progress.flatMap(({ processedRowsPerSecond }) => processedRowsPerSecond ?? []),
    ),
    avgBatchDuration: mean(durations),
    maxBatchDuration:
      durations.length === 0 ? undefined : durations.reduce((a, b) => Math.max(a, b)),
    numRowsTotal: last?.stateRows,
    memoryUsedBytes: last?.stateBytes,
  };
}

export const viewProgress = (progress: StreamingProgress): RestValue => ({
  batchId: progress.batchId,
  timestamp: progress.timestamp,
  batchDuration: optional(progress.batchDuration),
  numInputRows: progress.inputRows,
  inputRowsPerSecond: optional(progress.inputRowsPerSecond),
  processedRowsPerSecond: optional(progress.processedRowsPerSecond),
  durationMs: progress.durations,
  stateOperators: { numRowsTotal: progress.stateRows, memoryUsedBytes: progress.stateBytes },
  sources: progress.sources.map(({ description, inputRows }) => ({
    description,
    numInputRows: inputRows,
  })),
});

const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, each) => sum + each, 0) / values.length;
