import type { Application } from '../model/application.ts';
import { readEventLog } from '../read-event-log.ts';
import {
  missingIn,
  stageWithout,
  type DescribedStage,
  type JobDescription,
} from './job-description.ts';
import { readCount } from './quantities.ts';

/** Tasks that are made for all stages together; a description with more has each task stand for several. */
const maxTasks = 100_000;
/** Executors that are made; they do not differ. */
const maxExecutors = 10_000;
/** Of `spark.sql.shuffle.partitions`. */
const defaultPartitions = 200;
const begin = 1_000_000_000_000;

export interface DescribedRun {
  readonly application: Application;
  /** What was not said, and is not known. */
  readonly missing: readonly string[];
  /** What was said in larger numbers than it is worked out with, in words. */
  readonly cut: readonly string[];
}

/**
 * The run that a description speaks of, in the form of one that was read from its log: what was said of a stage is shared evenly among
 * its tasks, with one that is as long as the longest. So totals, medians and longest tasks are those that were said, and everything
 * else about single tasks is made up; `missing` says so.
 */
export async function applicationOfDescription(description: JobDescription): Promise<DescribedRun> {
  const text = new TextEncoder().encode(`${[...eventsOf(description)].join('\n')}\n`);
  const application = await readEventLog([
    {
      name: 'description',
      content: (async function* () {
        yield text;
      })(),
    },
  ]);
  return { application, missing: missingIn(description), cut: cutOf(description) };
}

function cutOf(description: JobDescription): string[] {
  const executors = description.executors ?? 0;
  const tasks = completed(description, slotsOf(description)).reduce(
    (sum, stage) => sum + (stage.tasks ?? 1),
    0,
  );
  return [
    ...(executors > maxExecutors
      ? [
          `${executors.toLocaleString('en')} executors are worked out as ${maxExecutors.toLocaleString('en')}`,
        ]
      : []),
    ...(tasks > maxTasks
      ? [
          `${tasks.toLocaleString('en')} tasks are worked out as ${maxTasks.toLocaleString('en')}, each of which stands for several`,
        ]
      : []),
  ];
}

const slotsOf = ({ executors, executorCores }: JobDescription): number =>
  Math.max(1, Math.trunc((executors ?? 1) * (executorCores ?? 1)));

function* eventsOf(description: JobDescription): Generator<string> {
  const { executors, executorCores } = description;
  const slots = slotsOf(description);
  const stages = completed(description, slots);
  const walls = stages.map((stage) => wallOf(stage, slots));
  const stagesMs = walls.reduce((sum, wall) => sum + wall, 0);
  const end = begin + Math.max(description.durationMs ?? 0, stagesMs);
  const event = (Event: string, fields: object): string => JSON.stringify({ Event, ...fields });
  yield event('SparkListenerLogStart', { 'Spark Version': description.sparkVersion ?? '' });
  yield event('SparkListenerEnvironmentUpdate', { 'Spark Properties': description.configuration });
  yield event('SparkListenerApplicationStart', {
    'App Name': description.name ?? 'description',
    Timestamp: begin,
  });
  for (let id = 0; id < Math.min(executors ?? 0, maxExecutors); id += 1)
    yield event('SparkListenerExecutorAdded', {
      Timestamp: begin,
      'Executor ID': String(id),
      'Executor Info': { Host: `host-${id}`, 'Total Cores': executorCores ?? 1 },
    });
  // Settings of SQL are named where the job is SQL; without a query those settings would have nothing to act on.
  const isSql = Object.keys(description.configuration).some((key) => key.startsWith('spark.sql.'));
  const sql = 'org.apache.spark.sql.execution.ui.SparkListenerSQLExecution';
  if (isSql) yield event(`${sql}Start`, { executionId: 0, description: '', time: begin });
  const asked = stages.reduce((sum, { tasks }) => sum + (tasks ?? 1), 0);
  let at = begin;
  let taskId = 0;
  for (const [index, stage] of stages.entries()) {
    const count = Math.max(1, Math.floor((stage.tasks ?? 1) * Math.min(1, maxTasks / asked)));
    const info = {
      'Stage ID': stage.id,
      'Stage Attempt ID': 0,
      'Stage Name': stage.name,
      'Number of Tasks': stage.tasks ?? count,
      'Submission Time': at,
    };
    const wall = walls[index]!;
    const job = {
      'Job ID': index,
      ...(isSql && { Properties: { 'spark.sql.execution.id': '0' } }),
    };
    yield event('SparkListenerJobStart', {
      ...job,
      'Submission Time': at,
      'Stage IDs': [stage.id],
      'Stage Infos': [info],
    });
    yield event('SparkListenerStageSubmitted', { 'Stage Info': info });
    for (const { row, launch, finish } of placed(stage, count, slots, wall, at))
      yield* taskEvents(stage, count, {
        row,
        taskId: taskId + row,
        launch,
        finish,
        executors: executors ?? 1,
      });
    taskId += count;
    at += wall;
    yield event('SparkListenerStageCompleted', {
      'Stage Info': { ...info, 'Completion Time': at },
    });
    yield event('SparkListenerJobEnd', {
      ...job,
      'Completion Time': at,
      'Job Result': { Result: 'JobSucceeded' },
    });
  }
  if (isSql) yield event(`${sql}End`, { executionId: 0, time: Math.round(end), errorMessage: '' });
  yield event('SparkListenerApplicationEnd', { Timestamp: Math.round(end) });
}

/**
 * Where tasks of a stage were not counted, there are as many as a shuffle has partitions, or as there are cores; where no stage has a
 * duration, they share that of the run: nothing is idle, and nothing is the driver's, unless somebody said so.
 */
function completed(description: JobDescription, slots: number): readonly DescribedStage[] {
  const partitions =
    readCount(description.configuration['spark.sql.shuffle.partitions']) ?? defaultPartitions;
  const stages = description.stages.length > 0 ? description.stages : [stageWithout];
  const isTimed = stages.some(({ durationMs, medianMs }) => durationMs ?? medianMs);
  return stages.map((stage) => ({
    ...stage,
    tasks: stage.tasks ?? (stage.shuffleReadBytes === null ? slots : partitions),
    durationMs:
      stage.durationMs ??
      (isTimed || description.durationMs === null ? null : description.durationMs / stages.length),
  }));
}

/** As said; else so long that all slots are busy with tasks of the median; else as long as its longest task. */
function wallOf(stage: DescribedStage, slots: number): number {
  const { durationMs, medianMs, longestMs, tasks } = stage;
  const byTasks = medianMs === null ? 0 : Math.ceil((tasks ?? 1) / slots) * medianMs;
  return Math.round(durationMs ?? Math.max(byTasks, longestMs ?? 0));
}

function* placed(
  { medianMs, longestMs }: DescribedStage,
  count: number,
  slots: number,
  wall: number,
  start: number,
): Generator<{ row: number; launch: number; finish: number }> {
  const usual = medianMs ?? Math.max(1, Math.min(wall, (wall * slots) / count));
  const longest = Math.max(usual, longestMs ?? usual);
  // Where nobody said how many cores there are, there are as many as the tasks needed.
  const needed = wall > 0 ? Math.ceil((usual * (count - 1) + longest) / wall) : 1;
  const free = new Float64Array(Math.max(1, Math.min(Math.max(slots, needed), count))).fill(start);
  // Not the first task of its core, which has reasons of its own to be slow.
  const slow = Math.min(free.length, count - 1);
  for (let row = 0; row < count; row += 1) {
    const slot = row % free.length;
    const length = row === slow ? longest : usual;
    const launch = Math.round(free[slot]!);
    const finish = Math.max(launch + 1, Math.round(free[slot]! + length));
    free[slot] = finish;
    yield { row, launch, finish };
  }
}

function* taskEvents(
  stage: DescribedStage,
  count: number,
  task: { row: number; taskId: number; launch: number; finish: number; executors: number },
): Generator<string> {
  const { row, taskId, launch, finish } = task;
  const share = (total: number | null): number => Math.round((total ?? 0) / count);
  const isFailed = row < (stage.failedTasks ?? 0);
  const where = {
    'Stage ID': stage.id,
    'Stage Attempt ID': 0,
  };
  const info = {
    'Task ID': taskId,
    Index: row,
    Attempt: 0,
    'Launch Time': launch,
    'Executor ID': String(row % Math.min(task.executors, maxExecutors)),
    Host: `host-${row % Math.min(task.executors, maxExecutors)}`,
    Locality: 'PROCESS_LOCAL',
    Speculative: false,
    'Getting Result Time': 0,
    'Finish Time': 0,
    Failed: false,
    Killed: false,
    Accumulables: [],
  };
  yield JSON.stringify({ Event: 'SparkListenerTaskStart', ...where, 'Task Info': info });
  yield JSON.stringify({
    Event: 'SparkListenerTaskEnd',
    ...where,
    'Task End Reason': isFailed ? { Reason: 'UnknownReason' } : { Reason: 'Success' },
    'Task Info': { ...info, 'Finish Time': finish, Failed: isFailed },
    'Task Metrics': {
      'Executor Run Time': finish - launch,
      'JVM GC Time': Math.round((finish - launch) * (stage.gcShare ?? 0)),
      'Memory Bytes Spilled': share(stage.memorySpilledBytes),
      'Disk Bytes Spilled': share(stage.diskSpilledBytes),
      'Shuffle Read Metrics': { 'Remote Bytes Read': share(stage.shuffleReadBytes) },
      'Shuffle Write Metrics': { 'Shuffle Bytes Written': share(stage.shuffleWriteBytes) },
      'Input Metrics': { 'Bytes Read': share(stage.inputBytes) },
      'Output Metrics': { 'Bytes Written': share(stage.outputBytes) },
    },
  });
}
