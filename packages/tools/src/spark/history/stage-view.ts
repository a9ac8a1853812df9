import { addLong, type Long } from '../long.ts';
import type { Stage } from '../model/application.ts';
import type { TaskMetric } from '../model/task-metrics.ts';
import { optional, optionalDate, type RestValue } from './rest-json.ts';
import { hashOfWhole, mutableMapOrder } from '../scala-order.ts';
import { viewExecutorDistributions, viewPeaks, viewStageExecutors } from './stage-executors.ts';
import { viewTaskSummary } from './task-summary.ts';
import { rowsById, viewAccumulable, viewTask, type TaskContext } from './task-view.ts';

export interface StageQuery {
  readonly details: boolean;
  readonly withSummaries: boolean;
  readonly quantiles: readonly number[];
  readonly taskStatuses: readonly string[];
}

export function viewStage(stage: Stage, query: StageQuery, context: TaskContext): RestValue {
  const { tasks, generation } = stage;
  const sum = (metric: TaskMetric): Long =>
    tasks.sum(metric, (row) => tasks.isCounted(row, generation));
  const remote = sum('shuffleRemoteBytesRead');
  const local = sum('shuffleLocalBytesRead');
  return {
    status: stage.status,
    stageId: stage.id,
    attemptId: stage.attempt,
    numTasks: stage.taskCount,
    numActiveTasks: stage.activeTasks,
    numCompleteTasks: stage.completedTasks,
    numFailedTasks: stage.failedTasks,
    numKilledTasks: stage.killedTasks,
    numCompletedIndices: stage.completedIndices,
    submissionTime: optionalDate(stage.submissionTime),
    firstTaskLaunchedTime: optionalDate(stage.firstTaskLaunchedTime),
    completionTime: optionalDate(stage.completionTime),
    failureReason: optional(stage.failureReason),
    executorDeserializeTime: sum('executorDeserializeTime'),
    executorDeserializeCpuTime: sum('executorDeserializeCpuTime'),
    executorRunTime: sum('executorRunTime'),
    executorCpuTime: sum('executorCpuTime'),
    resultSize: sum('resultSize'),
    jvmGcTime: sum('jvmGcTime'),
    resultSerializationTime: sum('resultSerializationTime'),
    memoryBytesSpilled: sum('memoryBytesSpilled'),
    diskBytesSpilled: sum('diskBytesSpilled'),
    peakExecutionMemory: sum('peakExecutionMemory'),
    inputBytes: sum('inputBytes'),
    inputRecords: sum('inputRecords'),
    outputBytes: sum('outputBytes'),
    outputRecords: sum('outputRecords'),
    shuffleRemoteBlocksFetched: sum('shuffleRemoteBlocksFetched'),
    shuffleLocalBlocksFetched: sum('shuffleLocalBlocksFetched'),
    shuffleFetchWaitTime: sum('shuffleFetchWaitTime'),
    shuffleRemoteBytesRead: remote,
    shuffleRemoteBytesReadToDisk: sum('shuffleRemoteBytesReadToDisk'),
    shuffleLocalBytesRead: local,
    shuffleReadBytes: addLong(local, remote),
    shuffleReadRecords: sum('shuffleRecordsRead'),
    shuffleCorruptMergedBlockChunks: sum('shuffleCorruptMergedBlockChunks'),
    shuffleMergedFetchFallbackCount: sum('shuffleMergedFetchFallbackCount'),
    shuffleMergedRemoteBlocksFetched: sum('shuffleMergedRemoteBlocksFetched'),
    shuffleMergedLocalBlocksFetched: sum('shuffleMergedLocalBlocksFetched'),
    shuffleMergedRemoteChunksFetched: sum('shuffleMergedRemoteChunksFetched'),
    shuffleMergedLocalChunksFetched: sum('shuffleMergedLocalChunksFetched'),
    shuffleMergedRemoteBytesRead: sum('shuffleMergedRemoteBytesRead'),
    shuffleMergedLocalBytesRead: sum('shuffleMergedLocalBytesRead'),
    shuffleRemoteReqsDuration: sum('shuffleRemoteReqsDuration'),
    shuffleMergedRemoteReqsDuration: sum('shuffleMergedRemoteReqsDuration'),
    shuffleWriteBytes: sum('shuffleBytesWritten'),
    shuffleWriteTime: sum('shuffleWriteTime'),
    shuffleWriteRecords: sum('shuffleRecordsWritten'),
    name: stage.name,
    description: optional(stage.description),
    details: stage.details,
    schedulingPool: stage.schedulingPool,
    rddIds: stage.rdds.map((rdd) => rdd.id),
    accumulatorUpdates: mutableMapOrder(stage.accumulables, ({ id }) => hashOfWhole(id)).map(
      viewAccumulable,
    ),
    tasks: query.details ? viewTasks(stage, query.taskStatuses, context) : undefined,
    executorSummary: query.details ? viewStageExecutors(stage) : undefined,
    speculationSummary: query.details ? viewSpeculation(stage) : undefined,
    killedTasksSummary: stage.killedReasons,
    resourceProfileId: stage.resourceProfileId,
    peakExecutorMetrics: viewPeaks(stage.peaks),
    taskMetricsDistributions: query.withSummaries
      ? optional(viewTaskSummary(tasks, query.quantiles, context.lastUpdated))
      : undefined,
    executorMetricsDistributions: query.withSummaries
      ? viewExecutorDistributions(stage, query.quantiles)
      : undefined,
    isShufflePushEnabled: stage.shufflePushEnabled,
    shuffleMergersCount: stage.shuffleMergers,
  };
}

function viewTasks(stage: Stage, statuses: readonly string[], context: TaskContext): RestValue {
  const { tasks } = stage;
  return Object.fromEntries(
    rowsById(tasks)
      .filter((row) => statuses.length === 0 || statuses.includes(tasks.status(row)))
      .map((row) => [String(tasks.taskId(row)), viewTask(tasks, row, context)]),
  );
}

function viewSpeculation({ speculation }: Stage): RestValue {
  if (speculation.tasks === 0) return undefined;
  return {
    numTasks: speculation.tasks,
    numActiveTasks: speculation.active,
    numCompletedTasks: speculation.completed,
    numFailedTasks: speculation.failed,
    numKilledTasks: speculation.killed,
  };
}
