import type { Long } from '../long.ts';
import type { ReadReport } from '../read-report.ts';
import type { Peaks } from './peaks.ts';
import type { TaskTable } from './task-table.ts';

/**
 * What an event log says about one attempt of an application. Everything that explains or advises reads this and nothing else.
 *
 * Times are milliseconds since 1970 (UTC), null where the log does not say. Sizes are bytes, durations milliseconds, except metrics
 * whose name ends in `CpuTime` and `shuffleWriteTime`, which are nanoseconds. `Long` values are a `bigint` only beyond 2^53.
 * What did not happen is empty, what the log does not say is null: the two are never the same.
 */
export interface Application {
  /** From "ApplicationStart"; null in logs without one. */
  readonly id: string | null;
  readonly name: string | null;
  /** Where the cluster manager counts attempts, such as YARN. */
  readonly attemptId: string | null;
  readonly user: string | null;
  /** Empty where the log has no "LogStart". */
  readonly sparkVersion: string;
  readonly startTime: number | null;
  /** Null where the application did not end, or its log is cut. */
  readonly endTime: number | null;
  /** The earliest and latest time of any event, also in logs without start or end. */
  readonly firstEventTime: number | null;
  readonly lastEventTime: number | null;
  readonly environment: Environment | null;
  readonly resourceProfiles: readonly ResourceProfile[];
  /** By id. */
  readonly jobs: readonly Job[];
  /** By id, then attempt; stages that were skipped too. */
  readonly stages: readonly Stage[];
  /** Tasks of stages that the log does not have, as in the later files of a rolled log. */
  readonly orphans: readonly {
    readonly stageId: number;
    readonly attempt: number;
    readonly tasks: TaskTable;
  }[];
  /** Ends of tasks other than success, by reason and class: `ExceptionFailure:java.lang.OutOfMemoryError`. Resubmitted tasks too. */
  readonly taskFailures: Readonly<Record<string, number>>;
  /** In the order of their coming, with the driver, those that were lost, and those that came back. */
  readonly executors: readonly Executor[];
  readonly processes: readonly MiscellaneousProcess[];
  /** Cached RDDs by id; what they hold is known only where `spark.eventLog.logBlockUpdates.enabled` was on. */
  readonly storage: readonly StoredRdd[];
  /** By id. */
  readonly executions: readonly SqlExecution[];
  readonly streams: readonly StreamingQuery[];
  /** Events about exclusion of nodes and executors, in order. */
  readonly exclusions: readonly Exclusion[];
  readonly read: ReadReport;
}

/** Pairs as the log has them, in its order; secrets were already replaced by the writer where it knew them. */
export interface Environment {
  readonly jvm: readonly (readonly [string, string])[];
  readonly spark: readonly (readonly [string, string])[];
  readonly hadoop: readonly (readonly [string, string])[];
  readonly system: readonly (readonly [string, string])[];
  readonly metrics: readonly (readonly [string, string])[];
  readonly classpath: readonly (readonly [string, string])[];
}

export interface ResourceProfile {
  readonly id: number;
  readonly executorResources: Readonly<Record<string, ExecutorResource>>;
  readonly taskResources: Readonly<Record<string, TaskResource>>;
}
interface ExecutorResource {
  readonly resourceName: string;
  readonly amount: Long;
  readonly discoveryScript: string;
  readonly vendor: string;
}
interface TaskResource {
  readonly resourceName: string;
  readonly amount: number;
}

export type JobStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED';

export interface Job {
  readonly id: number;
  /** Name of its last stage: what the program called, and where. */
  readonly name: string;
  readonly description: string | null;
  readonly group: string | null;
  readonly tags: readonly string[];
  readonly status: JobStatus;
  readonly submissionTime: number | null;
  readonly completionTime: number | null;
  /** In the order of the log. */
  readonly stageIds: readonly number[];
  /** The SQL execution it belongs to. */
  readonly executionId: number | null;
  /** Of the stages that were not complete when it began. */
  readonly taskCount: number;
  readonly activeTasks: number;
  readonly completedTasks: number;
  readonly failedTasks: number;
  readonly killedTasks: number;
  readonly skippedTasks: number;
  /** Different (stage, partition) pairs that succeeded. */
  readonly completedIndices: number;
  readonly activeStages: number;
  readonly failedStages: number;
  readonly completedStages: ReadonlySet<number>;
  readonly skippedStages: ReadonlySet<number>;
  readonly killedReasons: Readonly<Record<string, number>>;
  /** What the driver said when it failed. */
  readonly failure: string | null;
  /** Lines of the log that tell of its start and end. */
  readonly lines: EventLines;
}

type StageStatus = 'ACTIVE' | 'COMPLETE' | 'FAILED' | 'PENDING' | 'SKIPPED';

export interface Stage {
  readonly id: number;
  readonly attempt: number;
  readonly status: StageStatus;
  readonly name: string;
  /** The stack of the call in the program. */
  readonly details: string;
  readonly description: string | null;
  readonly schedulingPool: string;
  readonly taskCount: number;
  readonly submissionTime: number | null;
  readonly firstTaskLaunchedTime: number | null;
  readonly completionTime: number | null;
  readonly failureReason: string | null;
  readonly parentIds: readonly number[];
  readonly rdds: readonly RddInfo[];
  readonly jobIds: readonly number[];
  readonly resourceProfileId: number;
  readonly shufflePushEnabled: boolean;
  readonly shuffleMergers: number;
  readonly activeTasks: number;
  readonly completedTasks: number;
  readonly failedTasks: number;
  readonly killedTasks: number;
  readonly completedIndices: number;
  readonly killedReasons: Readonly<Record<string, number>>;
  readonly excludedExecutors: ReadonlySet<string>;
  /** Accumulables of the user's own, last values. */
  readonly accumulables: readonly Accumulable[];
  /** Last value of every accumulator the stage knows, by id: also those of SQL plans and Spark's internal ones. */
  readonly accumulatorValues: ReadonlyMap<number, Long>;
  readonly peaks: Peaks;
  /** What ran on each executor, as counted by events; sums of metrics are in `tasks`. */
  readonly executors: ReadonlyMap<string, StageExecutor>;
  readonly speculation: SpeculationCounts;
  /** Its tasks with their metrics; shared by two stages only where a stage was begun anew under the same id and attempt. */
  readonly tasks: TaskTable;
  /** Which tasks of `tasks` are its own; see `TaskTable.generation`. */
  readonly generation: number;
  readonly lines: EventLines;
}

export interface StageExecutor {
  readonly executorId: string;
  readonly taskTime: Long;
  readonly succeededTasks: number;
  readonly failedTasks: number;
  readonly killedTasks: number;
  readonly isExcluded: boolean;
  readonly peaks: Peaks;
}

export interface SpeculationCounts {
  readonly tasks: number;
  readonly active: number;
  readonly completed: number;
  readonly failed: number;
  readonly killed: number;
}

/** 1-based line numbers in the file of `read.files[file]`. */
export interface EventLines {
  readonly start: LogPlace | null;
  readonly end: LogPlace | null;
}
export interface LogPlace {
  readonly file: number;
  readonly line: number;
  /** Offset of the first byte of the line. */
  readonly start: number;
}

export interface RddInfo {
  readonly id: number;
  readonly name: string;
  /** Name of the operation it came from, such as "Exchange" or "mapPartitions". */
  readonly scope: string | null;
  readonly callsite: string;
  readonly parentIds: readonly number[];
  readonly partitions: number;
  readonly storage: StorageLevel;
}
export interface StorageLevel {
  readonly useDisk: boolean;
  readonly useMemory: boolean;
  readonly useOffHeap: boolean;
  readonly deserialized: boolean;
  readonly replication: number;
}

/** As text, because accumulators of users may hold anything. */
export interface Accumulable {
  readonly id: number;
  readonly name: string | null;
  /** What one task added. */
  readonly update: string | null;
  readonly value: string | null;
}

export interface Executor {
  readonly id: string;
  readonly host: string | null;
  readonly hostPort: string | null;
  readonly isActive: boolean;
  readonly cores: number;
  readonly maxTasks: number;
  readonly addTime: number;
  readonly removeTime: number | null;
  readonly removeReason: string | null;
  readonly resourceProfileId: number;
  readonly logs: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, string>>;
  readonly resources: Readonly<
    Record<string, { readonly name: string; readonly addresses: readonly string[] }>
  >;
  /** Storage memory: what the block manager may use. */
  readonly maxMemory: Long;
  /** Null in logs before Spark 2.2. */
  readonly memory: ExecutorMemory | null;
  readonly rddBlocks: number;
  readonly memoryUsed: Long;
  readonly diskUsed: Long;
  readonly activeTasks: number;
  readonly completedTasks: number;
  readonly failedTasks: number;
  readonly totalTasks: number;
  readonly totalDuration: Long;
  readonly totalGcTime: Long;
  readonly totalInputBytes: Long;
  readonly totalShuffleRead: Long;
  readonly totalShuffleWrite: Long;
  readonly isExcluded: boolean;
  readonly excludedInStages: ReadonlySet<number>;
  readonly peaks: Peaks;
  readonly lines: EventLines;
}
interface ExecutorMemory {
  readonly usedOnHeap: Long;
  readonly usedOffHeap: Long;
  readonly totalOnHeap: Long;
  readonly totalOffHeap: Long;
}

export interface MiscellaneousProcess {
  readonly id: string;
  readonly hostPort: string;
  readonly cores: number;
  readonly addTime: number;
  readonly logs: Readonly<Record<string, string>>;
}

export interface StoredRdd {
  readonly id: number;
  readonly name: string;
  readonly partitions: number;
  readonly level: StorageLevel;
  readonly memoryUsed: Long;
  readonly diskUsed: Long;
  /** By block name, in the order they came. */
  readonly blocks: readonly StoredBlock[];
  readonly distribution: readonly StoredShare[];
}
export interface StoredBlock {
  readonly name: string;
  readonly memoryUsed: Long;
  readonly diskUsed: Long;
  readonly executors: readonly string[];
}
/** What one executor holds of an RDD. */
export interface StoredShare {
  readonly executor: Executor;
  readonly memoryUsed: Long;
  readonly diskUsed: Long;
  readonly onHeapUsed: Long;
  readonly offHeapUsed: Long;
  /** What the executor had left when a block of it changed last. */
  readonly memoryRemaining: Long;
  readonly onHeapRemaining: Long;
  readonly offHeapRemaining: Long;
}

export interface SqlExecution {
  readonly id: number;
  /** The outer execution of a nested one; its own id otherwise. */
  readonly rootId: number;
  readonly description: string;
  readonly details: string;
  /** The text of the last plan that adaptive execution made. */
  readonly plan: string;
  readonly submissionTime: number | null;
  readonly completionTime: number | null;
  /** Spark 3.4 and later; empty where it ended well. */
  readonly errorMessage: string | null;
  readonly status: 'RUNNING' | 'COMPLETED' | 'FAILED';
  /** Configuration of the session that differs from the application's: Spark 3.2 and later. */
  readonly modifiedConfigs: readonly (readonly [string, string])[];
  readonly jobs: ReadonlyMap<number, JobStatus>;
  readonly stageIds: ReadonlySet<number>;
  /** The last plan as a tree; null where it could not be read. */
  readonly tree: PlanNode | null;
  /** How often adaptive execution changed the plan. */
  readonly planUpdates: number;
  /** The first plan, where adaptive execution changed it. */
  readonly initialTree: PlanNode | null;
  /** By accumulator id, as the History Server shows them: "total (min, med, max (stageId: taskId))". */
  readonly metricTexts: ReadonlyMap<number, string>;
  /** By accumulator id: totals over tasks and driver; of averages and the like the sum is kept as it is. */
  readonly metricTotals: ReadonlyMap<number, Long>;
  readonly lines: EventLines;
}

/** A node of a physical plan. Vendors add kinds of their own (GPU, Photon, Velox, Comet), which are read like all others. */
export interface PlanNode {
  readonly name: string;
  /** One line with its arguments. */
  readonly text: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly metrics: readonly PlanMetric[];
  readonly children: readonly PlanNode[];
}
export interface PlanMetric {
  readonly name: string;
  readonly accumulatorId: number;
  /** `sum`, `size`, `timing`, `nsTiming`, `average`, or a vendor's. */
  readonly type: string;
}

export interface StreamingQuery {
  readonly id: string;
  readonly runId: string;
  readonly name: string | null;
  readonly startTime: number | null;
  readonly endTime: number | null;
  readonly exception: string | null;
  /** At most the last 1,000; `progressCount` is how many there were. */
  readonly progress: readonly StreamingProgress[];
  readonly progressCount: number;
}
export interface StreamingProgress {
  readonly batchId: number;
  readonly timestamp: string;
  readonly batchDuration: number | null;
  readonly inputRows: number;
  readonly inputRowsPerSecond: number | null;
  readonly processedRowsPerSecond: number | null;
  readonly durations: Readonly<Record<string, number>>;
  readonly stateRows: number;
  readonly stateBytes: number;
  readonly sources: readonly { readonly description: string; readonly inputRows: number }[];
}

export interface Exclusion {
  readonly time: number | null;
  readonly what: 'executor' | 'node';
  readonly name: string;
  readonly excluded: boolean;
  /** Null where it is for the whole application. */
  readonly stage: number | null;
}
