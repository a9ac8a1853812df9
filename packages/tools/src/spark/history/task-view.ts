import type { Long } from '../long.ts';
import type { Accumulable, Stage } from '../model/application.ts';
import type { TaskMetric } from '../model/task-metrics.ts';
import type { TaskTable } from '../model/task-table.ts';
import { optional, restDate, type RestValue } from './rest-json.ts';

export interface TaskContext {
  readonly logsOf: (executorId: string) => Readonly<Record<string, string>>;
  /** When the log was written last: running tasks ran until then. */
  readonly lastUpdated: number;
}

export interface TaskListQuery {
  readonly offset: number;
  readonly length: number;
  readonly sort: 'ID' | 'INCREASING_RUNTIME' | 'DECREASING_RUNTIME';
  readonly statuses: readonly string[];
}

/** Rows of the tasks that the History Server knows, by task id. */
export function rowsById(tasks: TaskTable): number[] {
  const rows: number[] = [];
  for (let row = 0; row < tasks.count; row += 1) if (tasks.isStarted(row)) rows.push(row);
  return rows.sort((a, b) => tasks.taskId(a) - tasks.taskId(b));
}

export function viewTaskList(
  stage: Stage,
  query: TaskListQuery,
  context: TaskContext,
): RestValue[] {
  const { tasks } = stage;
  let rows = rowsById(tasks);
  if (query.sort !== 'ID') {
    rows.sort((a, b) => sortedRunTime(tasks, a) - sortedRunTime(tasks, b));
    if (query.sort === 'DECREASING_RUNTIME') rows.reverse();
  }
  if (query.statuses.length > 0)
    rows = rows.filter((row) => query.statuses.includes(tasks.status(row)));
  return rows
    .slice(query.offset, query.offset + query.length)
    .map((row) => viewTask(tasks, row, context));
}

/** Spark keeps the metrics of tasks that did not succeed below zero, and sorts by that. */
function sortedRunTime(tasks: TaskTable, row: number): number {
  if (!tasks.isMeasured(row)) return -1;
  const runTime = tasks.metric('executorRunTime', row);
  return tasks.isSuccessful(row) ? runTime : -runTime - 1;
}

export function viewTask(tasks: TaskTable, row: number, context: TaskContext): RestValue {
  const executorId = tasks.executorId(row);
  const fetchStart = tasks.gettingResultTime(row);
  const duration = runningDuration(tasks, row, context.lastUpdated);
  return {
    taskId: tasks.taskId(row),
    index: tasks.index(row),
    attempt: tasks.attempt(row),
    partitionId: tasks.partition(row),
    launchTime: restDate(tasks.launchTime(row)),
    resultFetchStart: fetchStart > 0 ? restDate(fetchStart) : undefined,
    duration: duration > 0 ? duration : undefined,
    executorId,
    host: tasks.host(row),
    status: tasks.status(row),
    taskLocality: tasks.locality(row),
    speculative: tasks.isSpeculative(row),
    accumulatorUpdates: tasks.accumulables(row).map(viewAccumulable),
    errorMessage: optional(tasks.failure(row)?.message ?? null),
    taskMetrics: tasks.isMeasured(row)
      ? viewMetrics((metric) => tasks.exactMetric(metric, row))
      : undefined,
    executorLogs: context.logsOf(executorId),
    schedulerDelay: duration > 0 && tasks.isMeasured(row) ? schedulerDelay(tasks, row) : 0,
    gettingResultTime: gettingResultTime(tasks, row, duration),
  };
}

/** Of a task that still ran when the log was written last: until then. */
export function runningDuration(tasks: TaskTable, row: number, lastUpdated: number): number {
  return tasks.finishTime(row) === 0 ? lastUpdated - tasks.launchTime(row) : tasks.duration(row);
}

/** Milliseconds from the moment its result was fetched to its end; 0 where it came with the status. */
function gettingResultTime(tasks: TaskTable, row: number, duration: number): number {
  const fetchStart = tasks.gettingResultTime(row);
  return fetchStart > 0 && duration > 0 ? tasks.launchTime(row) + duration - fetchStart : 0;
}

/** Milliseconds of a finished task that are neither running, nor reading and writing itself. */
export function schedulerDelay(tasks: TaskTable, row: number): number {
  const duration = tasks.duration(row);
  return Math.max(
    0,
    duration -
      tasks.metric('executorRunTime', row) -
      tasks.metric('executorDeserializeTime', row) -
      tasks.metric('resultSerializationTime', row) -
      gettingResultTime(tasks, row, duration),
  );
}

export const gettingResult = (tasks: TaskTable, row: number): number =>
  gettingResultTime(tasks, row, tasks.duration(row));

export const viewAccumulable = ({ id, name, update, value }: Accumulable): RestValue => ({
  id,
  name: optional(name),
  update: optional(update),
  value: optional(value),
});

function viewMetrics(of: (metric: TaskMetric) => Long): RestValue {
  return {
    executorDeserializeTime: of('executorDeserializeTime'),
    executorDeserializeCpuTime: of('executorDeserializeCpuTime'),
    executorRunTime: of('executorRunTime'),
    executorCpuTime: of('executorCpuTime'),
    resultSize: of('resultSize'),
    jvmGcTime: of('jvmGcTime'),
    resultSerializationTime: of('resultSerializationTime'),
    memoryBytesSpilled: of('memoryBytesSpilled'),
    diskBytesSpilled: of('diskBytesSpilled'),
    peakExecutionMemory: of('peakExecutionMemory'),
    inputMetrics: { bytesRead: of('inputBytes'), recordsRead: of('inputRecords') },
    outputMetrics: { bytesWritten: of('outputBytes'), recordsWritten: of('outputRecords') },
    shuffleReadMetrics: {
      remoteBlocksFetched: of('shuffleRemoteBlocksFetched'),
      localBlocksFetched: of('shuffleLocalBlocksFetched'),
      fetchWaitTime: of('shuffleFetchWaitTime'),
      remoteBytesRead: of('shuffleRemoteBytesRead'),
      remoteBytesReadToDisk: of('shuffleRemoteBytesReadToDisk'),
      localBytesRead: of('shuffleLocalBytesRead'),
      recordsRead: of('shuffleRecordsRead'),
      remoteReqsDuration: of('shuffleRemoteReqsDuration'),
      shufflePushReadMetrics: {
        corruptMergedBlockChunks: of('shuffleCorruptMergedBlockChunks'),
        mergedFetchFallbackCount: of('shuffleMergedFetchFallbackCount'),
        remoteMergedBlocksFetched: of('shuffleMergedRemoteBlocksFetched'),
        localMergedBlocksFetched: of('shuffleMergedLocalBlocksFetched'),
        remoteMergedChunksFetched: of('shuffleMergedRemoteChunksFetched'),
        localMergedChunksFetched: of('shuffleMergedLocalChunksFetched'),
        remoteMergedBytesRead: of('shuffleMergedRemoteBytesRead'),
        localMergedBytesRead: of('shuffleMergedLocalBytesRead'),
        remoteMergedReqsDuration: of('shuffleMergedRemoteReqsDuration'),
      },
    },
    shuffleWriteMetrics: {
      bytesWritten: of('shuffleBytesWritten'),
      writeTime: of('shuffleWriteTime'),
      recordsWritten: of('shuffleRecordsWritten'),
    },
  };
}
