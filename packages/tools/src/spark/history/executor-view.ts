import type { Application, Executor, MiscellaneousProcess } from '../model/application.ts';
import { optional, optionalDate, restDate, type RestValue } from './rest-json.ts';
import { viewPeaks } from './stage-executors.ts';

/** The last executor of each id: one that came back takes the place of what was lost. */
export function lastExecutors(application: Application): Executor[] {
  const last = new Map(application.executors.map((executor) => [executor.id, executor]));
  return [...last.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function viewExecutor(
  executor: Executor,
  log: { readonly application: Application; readonly lastUpdated: number },
): RestValue {
  const { memory, peaks } = executor;
  const isDriver = executor.id === 'driver';
  const excludedInStages = [...executor.excludedInStages].sort((a, b) => a - b);
  return {
    id: executor.id,
    hostPort: executor.hostPort ?? executor.host ?? '',
    isActive: executor.isActive,
    rddBlocks: executor.rddBlocks,
    memoryUsed: executor.memoryUsed,
    diskUsed: executor.diskUsed,
    totalCores: executor.cores,
    maxTasks: executor.maxTasks,
    activeTasks: executor.activeTasks,
    failedTasks: executor.failedTasks,
    completedTasks: executor.completedTasks,
    totalTasks: executor.totalTasks,
    // The driver runs as long as the application does, and its collections are only known from samples.
    totalDuration: isDriver ? driverDuration(log) : executor.totalDuration,
    totalGCTime: isDriver && peaks.isSet ? peaks.get('TotalGCTime') : executor.totalGcTime,
    totalInputBytes: executor.totalInputBytes,
    totalShuffleRead: executor.totalShuffleRead,
    totalShuffleWrite: executor.totalShuffleWrite,
    isBlacklisted: executor.isExcluded,
    maxMemory: executor.maxMemory,
    addTime: restDate(executor.addTime),
    removeTime: optionalDate(executor.removeTime),
    removeReason: optional(executor.removeReason),
    executorLogs: executor.logs,
    memoryMetrics: memory
      ? {
          usedOnHeapStorageMemory: memory.usedOnHeap,
          usedOffHeapStorageMemory: memory.usedOffHeap,
          totalOnHeapStorageMemory: memory.totalOnHeap,
          totalOffHeapStorageMemory: memory.totalOffHeap,
        }
      : undefined,
    blacklistedInStages: excludedInStages,
    peakMemoryMetrics: viewPeaks(peaks),
    attributes: executor.attributes,
    resources: executor.resources,
    resourceProfileId: executor.resourceProfileId,
    isExcluded: executor.isExcluded,
    excludedInStages,
  };
}

const driverDuration = ({
  application: { startTime, endTime },
  lastUpdated,
}: {
  readonly application: Application;
  readonly lastUpdated: number;
}): number => (startTime === null ? 0 : (endTime ?? lastUpdated) - startTime);

export const viewProcess = (process: MiscellaneousProcess): RestValue => ({
  id: process.id,
  hostPort: process.hostPort,
  isActive: true,
  totalCores: process.cores,
  addTime: restDate(process.addTime),
  processLogs: process.logs,
});
