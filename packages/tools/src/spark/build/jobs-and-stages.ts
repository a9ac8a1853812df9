import { addLong } from '../long.ts';
import { listOf, numberOf, objectOf, textOf, type JsonObject } from '../events/json.ts';
import type { TaskEvent } from '../events/task-event.ts';
import type {
  EventLines,
  Job,
  LogPlace,
  SpeculationCounts,
  Stage,
  StageExecutor,
} from '../model/application.ts';
import { Peaks } from '../model/peaks.ts';
import { metricIndex } from '../model/task-metrics.ts';
import { Names, TaskTable, type TaskFailure } from '../model/task-table.ts';
import { BitSet } from './bit-set.ts';
import { isKilled, readFailure } from './end-reason.ts';
import type { Executors, OpenExecutor } from './executors.ts';
import type { Open, OpenWith } from './open.ts';
import { readStageInfo, unknownStage, type StageInfo } from './read-stage-info.ts';

type OpenJob = OpenWith<
  Job,
  {
    readonly completed: Map<number, BitSet>;
    readonly completedIndices: number;
    completedStages: Set<number>;
    skippedStages: Set<number>;
    killedReasons: Record<string, number>;
    lines: Open<EventLines>;
    readonly stageSet: ReadonlySet<number>;
    /**
     * What the server shows of a job that has ended: its counts at its end and, where tasks ended later, when the last task of a stage
     * did. A task that never ends keeps what came between from being shown.
     */
    written: JobCounts | null;
  }
>;

type JobCounts = Pick<
  Job,
  | 'activeTasks'
  | 'completedTasks'
  | 'failedTasks'
  | 'killedTasks'
  | 'completedIndices'
  | 'killedReasons'
>;

const countsOf = (job: OpenJob): JobCounts => ({
  activeTasks: job.activeTasks,
  completedTasks: job.completedTasks,
  failedTasks: job.failedTasks,
  killedTasks: job.killedTasks,
  completedIndices: job.completedIndices,
  killedReasons: { ...job.killedReasons },
});

type OpenStage = OpenWith<
  Stage,
  {
    readonly completed: BitSet;
    readonly completedIndices: number;
    jobs: OpenJob[];
    executors: Map<string, Open<StageExecutor>>;
    excludedExecutors: Set<string>;
    killedReasons: Record<string, number>;
    speculation: Open<SpeculationCounts>;
    lines: Open<EventLines>;
  }
>;

const gcTime = metricIndex.jvmGcTime;
const inputBytes = metricIndex.inputBytes;
const remoteRead = metricIndex.shuffleRemoteBytesRead;
const localRead = metricIndex.shuffleLocalBytesRead;
const written = metricIndex.shuffleBytesWritten;

/** A task takes about a hundred bytes. */
const mostTasks = 4_000_000;
const maxTexts = 10_000;

const keyOf = (stageId: number, attempt: number): string => `${stageId}.${attempt}`;

/**
 * Jobs, stages and tasks by the rules of the History Server (`AppStatusListener`): which of them an event counts for depends on what was
 * open at that moment, and the numbers are only equal where this is the same.
 */
export class JobsAndStages {
  readonly jobs = new Map<number, OpenJob>();
  readonly stages = new Map<string, OpenStage>();
  readonly open = new Map<string, OpenStage>();
  tasksWithoutStart = 0;
  /** Tasks that count, and of which nothing else is kept. */
  tasksNotKept = 0;
  #tasksKept = 0;
  readonly #maxTasks: number;
  readonly #texts = new Map<string, string>();
  readonly failures: Record<string, number> = {};
  readonly #openJobs = new Map<number, OpenJob>();
  readonly #tables = new Map<string, TaskTable>();
  readonly #names = new Names();
  readonly #executors: Executors;
  /** Stages of task events come in runs. */
  #lastStage: OpenStage | null = null;
  #lastKey = '';
  #lastStageId = -1;
  #lastAttempt = -1;

  constructor(executors: Executors, maxTasks = mostTasks) {
    this.#executors = executors;
    this.#maxTasks = maxTasks;
  }

  get tasksKept(): number {
    return this.#tasksKept;
  }

  jobStarted(event: JsonObject, place: LogPlace): readonly StageInfo[] {
    const id = numberOf(event['Job ID']);
    if (id === null) return [];
    const stageIds = listOf(event['Stage IDs']).flatMap((stage) => numberOf(stage) ?? []);
    const infos = Array.isArray(event['Stage Infos'])
      ? listOf(event['Stage Infos']).flatMap((info) => readStageInfo(info) ?? [])
      : stageIds.map(unknownStage);
    const properties = objectOf(event['Properties']);
    const time = numberOf(event['Submission Time']);
    const job = newJob(id, infos, stageIds, properties, time, place);
    this.#openJobs.set(id, job);
    this.jobs.set(id, job);
    for (const info of infos) {
      const stage = this.#openStage(info);
      stage.jobs.push(job);
      if (!stage.jobIds.includes(id)) stage.jobIds = [...stage.jobIds, id];
    }
    return infos;
  }

  jobEnded(event: JsonObject, place: LogPlace): void {
    const id = numberOf(event['Job ID']);
    const job = id === null ? undefined : this.#openJobs.get(id);
    if (!job) return;
    this.#openJobs.delete(job.id);
    for (const [key, stage] of this.open)
      if (stage.status === 'PENDING' && job.stageSet.has(stage.id)) {
        stage.status = 'SKIPPED';
        job.skippedStages.add(stage.id);
        job.skippedTasks += stage.taskCount;
        this.#close(key);
      }
    const result = objectOf(event['Job Result']);
    job.status = result['Result'] === 'JobSucceeded' ? 'SUCCEEDED' : 'FAILED';
    job.failure = textOf(objectOf(result['Exception'])['Message']);
    const time = numberOf(event['Completion Time']);
    job.completionTime = time !== null && time > 0 ? time : null;
    job.lines.end = place;
    job.written = countsOf(job);
  }

  stageSubmitted(event: JsonObject, place: LogPlace): StageInfo | null {
    const info = readStageInfo(event['Stage Info']);
    if (!info) return null;
    const properties = objectOf(event['Properties']);
    const stage = this.#openStage(info);
    stage.status = 'ACTIVE';
    stage.schedulingPool = textOf(properties['spark.scheduler.pool']) ?? 'default';
    stage.jobs = [...this.#openJobs.values()].filter((job) => job.stageSet.has(info.id));
    stage.jobIds = stage.jobs.map((job) => job.id);
    stage.description = textOf(properties['spark.job.description']);
    stage.lines.start = place;
    for (const job of stage.jobs) {
      job.completedStages.delete(info.id);
      job.activeStages += 1;
    }
    return info;
  }

  stageCompleted(event: JsonObject, place: LogPlace): void {
    const info = readStageInfo(event['Stage Info']);
    if (!info) return;
    const key = keyOf(info.id, info.attempt);
    const stage = this.open.get(key);
    if (stage) {
      apply(stage, { ...info, details: this.#same(info.details), name: this.#same(info.name) });
      stage.lines.end = place;
      stage.status =
        info.failureReason !== null
          ? 'FAILED'
          : info.submissionTime !== null
            ? 'COMPLETE'
            : 'SKIPPED';
      for (const job of stage.jobs) {
        if (stage.status === 'COMPLETE') job.completedStages.add(info.id);
        else if (stage.status === 'SKIPPED') {
          job.skippedStages.add(info.id);
          job.skippedTasks += info.taskCount;
        } else job.failedStages += 1;
        job.activeStages -= 1;
      }
      for (const id of stage.excludedExecutors)
        this.#executors.live.get(id)?.excludedInStages.delete(info.id);
      if (stage.activeTasks === 0) this.#close(key);
    }
    for (const [id, executor] of this.#executors.lost)
      if (!this.ranFor(executor)) this.#executors.lost.delete(id);
  }

  /** Whether a stage that is still open was submitted before the executor was lost. */
  ranFor(executor: { readonly removeTime: number | null }): boolean {
    for (const stage of this.open.values())
      if ((stage.submissionTime ?? 0) < (executor.removeTime ?? 0)) return true;
    return false;
  }

  taskStarted(task: TaskEvent): void {
    const stage = this.#stageOf(task);
    const table = this.#tableOf(task);
    if (this.#hasRoom(table, task)) table.begin(task, stage?.generation ?? 0, true);
    if (stage) {
      stage.activeTasks += 1;
      stage.firstTaskLaunchedTime =
        stage.firstTaskLaunchedTime === null
          ? task.launchTime
          : Math.min(stage.firstTaskLaunchedTime, task.launchTime);
      if (task.speculative) {
        stage.speculation.tasks += 1;
        stage.speculation.active += 1;
      }
      for (const job of stage.jobs) job.activeTasks += 1;
    }
    const executor = this.#executors.live.get(task.executorId);
    if (executor) {
      executor.activeTasks += 1;
      executor.totalTasks += 1;
    }
  }

  taskEnded(task: TaskEvent, place: LogPlace): void {
    if (!task.hasInfo) return;
    const stage = this.#stageOf(task);
    const table = this.#tableOf(task);
    const failure = task.reason === null ? null : readFailure(task.reason);
    const succeeded = failure === null ? 1 : 0;
    const killed = task.reason !== null && isKilled(task.reason) ? 1 : 0;
    const failed = 1 - succeeded - killed;
    let row = table.find(task.taskId);
    // A task that ended already is not open any more: its second end changes counts, not metrics.
    const isOpen = row !== -1 && !table.isMeasured(row);
    if (row === -1) {
      if (this.#tasksKept >= this.#maxTasks) {
        // Its start was told of already, where it had one.
        if (this.tasksNotKept === 0) this.tasksNotKept += 1;
      } else {
        this.#tasksKept += 1;
        this.tasksWithoutStart += 1;
        row = table.begin(task, stage?.generation ?? 0, false);
        table.end(row, task, failure, false, place);
      }
    } else if (isOpen) table.end(row, task, failure, stage !== null, place);
    else if (failure?.reason === 'Resubmitted') table.resubmit(row);
    if (failure) countReason(this.failures, failureName(failure));
    const duration = Math.max(0, task.finishTime - task.launchTime);
    // The end of a resubmitted task was told when it ended the first time.
    const ended = failure?.reason === 'Resubmitted' ? 0 : 1;
    if (stage) {
      stage.activeTasks -= ended;
      stage.completedTasks += succeeded;
      if (succeeded > 0) stage.completed.add(task.index);
      stage.failedTasks += failed;
      stage.killedTasks += killed;
      if (killed > 0 && failure) countReason(stage.killedReasons, failure.message);
      if (task.speculative) {
        stage.speculation.active -= ended;
        stage.speculation.completed += succeeded;
        stage.speculation.failed += failed;
        stage.speculation.killed += killed;
      }
      for (const job of stage.jobs) {
        job.activeTasks -= ended;
        job.completedTasks += succeeded;
        if (succeeded > 0) {
          let indices = job.completed.get(task.stageId);
          if (!indices) job.completed.set(task.stageId, (indices = new BitSet()));
          indices.add(task.index);
        }
        job.failedTasks += failed;
        job.killedTasks += killed;
        if (killed > 0 && failure) countReason(job.killedReasons, failure.message);
      }
      const summary = executorOf(stage, task.executorId);
      if (ended > 0) summary.taskTime = addLong(summary.taskTime, duration);
      summary.succeededTasks += succeeded;
      summary.failedTasks += failed;
      summary.killedTasks += killed;
      summary.peaks.raise(task.peaks);
      stage.peaks.raise(task.peaks);
      if (stage.activeTasks === 0 && (stage.status === 'COMPLETE' || stage.status === 'FAILED')) {
        for (const job of stage.jobs) if (job.written) job.written = countsOf(job);
        this.#close(keyOf(stage.id, stage.attempt));
      }
    }
    const executor = this.#executors.live.get(task.executorId);
    if (executor) countTask(executor, task, duration, succeeded, failed);
  }

  stageExecutorMetrics(id: string, event: JsonObject, values: Float64Array): void {
    (this.#executors.live.get(id) ?? this.#executors.lost.get(id))?.peaks.raise(values);
    const stage = this.open.get(
      keyOf(numberOf(event['Stage ID']) ?? -1, numberOf(event['Stage Attempt ID']) ?? -1),
    );
    if (!stage) return;
    stage.peaks.raise(values);
    executorOf(stage, id).peaks.raise(values);
  }

  excludeInStage(stageId: number, attempt: number, executors: readonly string[]): void {
    const stage = this.open.get(keyOf(stageId, attempt));
    if (!stage) return;
    for (const id of executors) {
      executorOf(stage, id).isExcluded = true;
      stage.excludedExecutors.add(id);
    }
  }

  /** Whether there is a row for a task, or room for one. */
  #hasRoom(table: TaskTable, task: TaskEvent): boolean {
    if (this.#tasksKept < this.#maxTasks) {
      if (task.taskId > table.lastId || table.find(task.taskId) === -1) this.#tasksKept += 1;
      return true;
    }
    if (table.find(task.taskId) !== -1) return true;
    this.tasksNotKept += 1;
    return false;
  }

  /** Stages of a loop have the same stacks: one of each is kept. */
  #same(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size < maxTexts) this.#texts.set(text, text);
    return text;
  }

  /** By id. */
  finishedJobs(): Job[] {
    return [...this.jobs.values()]
      .sort((a, b) => a.id - b.id)
      .map((job) => (job.written ? { ...job, ...job.written } : job));
  }

  /** Tasks whose stage is not in the log. */
  orphans(): { readonly stageId: number; readonly attempt: number; readonly tasks: TaskTable }[] {
    return [...this.#tables].flatMap(([key, tasks]) => {
      if (this.stages.has(key) || tasks.count === 0) return [];
      const [stageId = 0, attempt = 0] = key.split('.').map(Number);
      return [{ stageId, attempt, tasks }];
    });
  }

  #openStage(info: StageInfo): OpenStage {
    const key = keyOf(info.id, info.attempt);
    let stage = this.open.get(key);
    if (!stage) {
      const generation = (this.stages.get(key)?.generation ?? -1) + 1;
      stage = newStage(info, generation, this.#table(key));
      this.open.set(key, stage);
      this.stages.set(key, stage);
      this.#lastStageId = -1;
    }
    apply(stage, { ...info, details: this.#same(info.details), name: this.#same(info.name) });
    return stage;
  }

  #close(key: string): void {
    const stage = this.open.get(key);
    if (!stage) return;
    this.open.delete(key);
    stage.jobs = [];
    stage.tasks.pack();
    this.#lastStageId = -1;
  }

  #stageOf(task: TaskEvent): OpenStage | null {
    if (task.stageId === this.#lastStageId && task.stageAttempt === this.#lastAttempt)
      return this.#lastStage;
    this.#lastStageId = task.stageId;
    this.#lastAttempt = task.stageAttempt;
    this.#lastKey = keyOf(task.stageId, task.stageAttempt);
    this.#lastStage = this.open.get(this.#lastKey) ?? null;
    return this.#lastStage;
  }

  #tableOf(task: TaskEvent): TaskTable {
    const stage = this.#stageOf(task);
    return stage ? stage.tasks : this.#table(this.#lastKey);
  }

  #table(key: string): TaskTable {
    let table = this.#tables.get(key);
    if (!table) {
      table = new TaskTable(this.#names);
      this.#tables.set(key, table);
    }
    return table;
  }
}

function executorOf(stage: OpenStage, id: string): Open<StageExecutor> {
  let summary = stage.executors.get(id);
  if (!summary) {
    summary = {
      executorId: id,
      taskTime: 0,
      succeededTasks: 0,
      failedTasks: 0,
      killedTasks: 0,
      isExcluded: false,
      peaks: new Peaks(),
    };
    stage.executors.set(id, summary);
  }
  return summary;
}

function countTask(
  executor: OpenExecutor,
  task: TaskEvent,
  duration: number,
  succeeded: number,
  failed: number,
): void {
  executor.completedTasks += succeeded;
  executor.failedTasks += failed;
  executor.peaks.raise(task.peaks);
  // The time and the metrics of a resubmitted task were counted when it ended the first time.
  if (task.reason?.['Reason'] === 'Resubmitted') return;
  executor.activeTasks -= 1;
  executor.totalDuration = addLong(executor.totalDuration, duration);
  const value = (metric: number) => task.exact.get(metric) ?? task.metrics[metric]!;
  executor.totalGcTime = addLong(executor.totalGcTime, value(gcTime));
  executor.totalInputBytes = addLong(executor.totalInputBytes, value(inputBytes));
  const read = addLong(value(localRead), value(remoteRead));
  executor.totalShuffleRead = addLong(executor.totalShuffleRead, read);
  executor.totalShuffleWrite = addLong(executor.totalShuffleWrite, value(written));
}

const failureName = ({ reason, className }: TaskFailure): string =>
  className === null ? reason : `${reason}:${className}`;

function countReason(reasons: Record<string, number>, reason: string): void {
  reasons[reason] = (Object.hasOwn(reasons, reason) ? reasons[reason]! : 0) + 1;
}

function apply(stage: OpenStage, info: StageInfo): void {
  const { id: _id, attempt: _attempt, ...said } = info;
  Object.assign(stage, said);
}

function newStage(info: StageInfo, generation: number, tasks: TaskTable): OpenStage {
  const completed = new BitSet();
  return {
    ...info,
    status: 'PENDING',
    description: null,
    schedulingPool: 'default',
    firstTaskLaunchedTime: null,
    jobIds: [],
    jobs: [],
    activeTasks: 0,
    completedTasks: 0,
    failedTasks: 0,
    killedTasks: 0,
    completed,
    get completedIndices() {
      return completed.size;
    },
    killedReasons: {},
    excludedExecutors: new Set(),
    peaks: new Peaks(),
    executors: new Map(),
    speculation: { tasks: 0, active: 0, completed: 0, failed: 0, killed: 0 },
    tasks,
    generation,
    lines: { start: null, end: null },
  };
}

function newJob(
  id: number,
  infos: readonly StageInfo[],
  stageIds: readonly number[],
  properties: JsonObject,
  time: number | null,
  place: LogPlace,
): OpenJob {
  const last = infos.reduce<StageInfo | null>(
    (highest, info) => (highest === null || info.id >= highest.id ? info : highest),
    null,
  );
  const completed = new Map<number, BitSet>();
  const tags = textOf(properties['spark.job.tags']) ?? '';
  return {
    id,
    name: last?.name ?? '',
    description: textOf(properties['spark.job.description']),
    group: textOf(properties['spark.jobGroup.id']),
    tags: [...new Set(tags.split(',').filter((tag) => tag !== ''))].sort(),
    status: 'RUNNING',
    submissionTime: time !== null && time > 0 ? time : null,
    completionTime: null,
    stageIds,
    stageSet: new Set(stageIds),
    executionId: wholeText(properties['spark.sql.execution.id']),
    taskCount: infos.reduce(
      (sum, info) => sum + (info.completionTime === null ? info.taskCount : 0),
      0,
    ),
    activeTasks: 0,
    completedTasks: 0,
    failedTasks: 0,
    killedTasks: 0,
    skippedTasks: 0,
    completed,
    get completedIndices() {
      let sum = 0;
      for (const indices of completed.values()) sum += indices.size;
      return sum;
    },
    written: null,
    activeStages: 0,
    failedStages: 0,
    completedStages: new Set(),
    skippedStages: new Set(),
    killedReasons: {},
    failure: null,
    lines: { start: place, end: null },
  };
}

function wholeText(value: JsonObject[string]): number | null {
  const text = textOf(value);
  return text !== null && /^[0-9]{1,15}$/.test(text) ? Number(text) : null;
}
