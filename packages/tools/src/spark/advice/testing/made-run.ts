import type { Application } from '../../model/application.ts';
import { readEventLog } from '../../read-event-log.ts';

/** A run that never was, as an event log, for tests of rules: each field of a task is one that the log of Spark has. */
export interface MadeTask {
  readonly ms: number;
  readonly executor?: string;
  readonly gcMs?: number;
  readonly cpuMs?: number;
  readonly runMs?: number;
  readonly deserializeMs?: number;
  readonly fetchWaitMs?: number;
  readonly shuffleRead?: number;
  readonly records?: number;
  readonly shuffleWrite?: number;
  readonly input?: number;
  readonly diskSpilled?: number;
  readonly memorySpilled?: number;
  readonly peakMemory?: number;
  readonly resultSize?: number;
  readonly speculative?: boolean;
  /** `PROCESS_LOCAL` where nothing is said. */
  readonly locality?: string;
  readonly reason?: object;
}

interface MadeStage {
  readonly tasks: readonly MadeTask[];
  readonly attempt?: number;
  readonly id?: number;
  /** Milliseconds without a job before it. */
  readonly gapMs?: number;
  /** Whether it failed, or why. */
  readonly failed?: boolean | string;
  /** Whether it reads what is cached. */
  readonly cached?: boolean;
}

export interface MadeRun {
  readonly stages: readonly MadeStage[];
  readonly version?: string;
  readonly conf?: Readonly<Record<string, string>>;
  readonly executors?: number;
  readonly cores?: number;
  /** When executors come, after the start. */
  readonly executorDelayMs?: number;
  readonly removed?: Readonly<
    Record<string, { readonly afterMs: number; readonly reason: string }>
  >;
  /** The plan of one SQL execution that holds all stages; metrics by name. */
  readonly plan?: MadeNode;
  /** Why that execution failed. */
  readonly queryError?: string;
}

interface MadeNode {
  readonly name: string;
  readonly text?: string;
  readonly metrics?: Readonly<Record<string, number>>;
  readonly children?: readonly MadeNode[];
}

const start = 1_770_000_000_000;

const cachedRdd = {
  'RDD ID': 1,
  Name: 'rows',
  Callsite: '',
  'Parent IDs': [],
  'Storage Level': {
    'Use Disk': true,
    'Use Memory': true,
    Deserialized: true,
    Replication: 1,
  },
  'Number of Partitions': 8,
};

/** Tasks run on the slots of the executors in order, each as soon as one is free. */
export async function madeRun(run: MadeRun): Promise<Application> {
  const { executors = 2, cores = 2, version = '3.5.3', executorDelayMs = 0 } = run;
  const lines: object[] = [
    { Event: 'SparkListenerLogStart', 'Spark Version': version },
    {
      Event: 'SparkListenerApplicationStart',
      'App Name': 'made',
      'App ID': 'app-1',
      Timestamp: start,
      User: 'u',
    },
    {
      Event: 'SparkListenerEnvironmentUpdate',
      'JVM Information': {},
      'Spark Properties': { 'spark.master': 'yarn', 'spark.executor.memory': '2g', ...run.conf },
      'Hadoop Properties': {},
      'System Properties': {},
      'Metrics Properties': {},
      'Classpath Entries': {},
    },
  ];
  for (let number = 1; number <= executors; number += 1)
    lines.push({
      Event: 'SparkListenerExecutorAdded',
      Timestamp: start + executorDelayMs,
      'Executor ID': String(number),
      'Executor Info': { Host: `host-${number}`, 'Total Cores': cores, 'Log Urls': {} },
    });
  let accumulator = 1000;
  const totals: (readonly [number, number])[] = [];
  const planOf = (node: MadeNode): object => ({
    nodeName: node.name,
    simpleString: node.text ?? node.name,
    children: (node.children ?? []).map(planOf),
    metadata: {},
    metrics: Object.entries(node.metrics ?? {}).map(([name, value]) => {
      accumulator += 1;
      totals.push([accumulator, value]);
      return { name, accumulatorId: accumulator, metricType: 'sum' };
    }),
  });
  const properties = run.plan ? { 'spark.sql.execution.id': '0' } : {};
  if (run.plan)
    lines.push({
      Event: 'org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart',
      executionId: 0,
      description: 'q',
      details: '',
      physicalPlanDescription: '',
      sparkPlanInfo: planOf(run.plan),
      time: start + 1,
      modifiedConfigs: {},
    });
  if (totals.length > 0)
    lines.push({
      Event: 'org.apache.spark.sql.execution.ui.SparkListenerDriverAccumUpdates',
      executionId: 0,
      accumUpdates: totals,
    });

  let now = start + Math.max(100, executorDelayMs);
  if (executorDelayMs > 0) now = start + executorDelayMs;
  let taskId = 0;
  for (const [at, stage] of run.stages.entries()) {
    now += stage.gapMs ?? 0;
    const id = stage.id ?? at;
    const info = {
      'Stage ID': id,
      'Stage Attempt ID': stage.attempt ?? 0,
      'Stage Name': `stage ${id}`,
      'Number of Tasks': stage.tasks.length,
      'RDD Info': stage.cached ? [cachedRdd] : [],
      'Parent IDs': [],
      Details: '',
      'Submission Time': executorDelayMs > 0 && at === 0 ? start + 50 : now,
    };
    lines.push({
      Event: 'SparkListenerJobStart',
      'Job ID': at,
      'Submission Time': info['Submission Time'],
      'Stage Infos': [info],
      'Stage IDs': [id],
      Properties: properties,
    });
    lines.push({
      Event: 'SparkListenerStageSubmitted',
      'Stage Info': info,
      Properties: properties,
    });
    const slots = Array.from({ length: executors * cores }, (_, slot) => ({
      free: now,
      executor: String((slot % executors) + 1),
    }));
    const ends: object[] = [];
    let last = now;
    for (const [index, task] of stage.tasks.entries()) {
      const candidates =
        task.executor === undefined
          ? slots
          : slots.filter(({ executor }) => executor === task.executor);
      const slot = candidates.reduce((best, each) => (each.free < best.free ? each : best));
      const launch = slot.free;
      slot.free = launch + task.ms;
      last = Math.max(last, slot.free);
      const taskInfo = {
        'Task ID': taskId,
        Index: index,
        Attempt: 0,
        'Launch Time': launch,
        'Executor ID': slot.executor,
        Host: `host-${slot.executor}`,
        Locality: task.locality ?? 'PROCESS_LOCAL',
        Speculative: task.speculative ?? false,
      };
      taskId += 1;
      const head = { 'Stage ID': id, 'Stage Attempt ID': stage.attempt ?? 0 };
      lines.push({
        Event: 'SparkListenerTaskStart',
        ...head,
        'Task Info': {
          ...taskInfo,
          'Getting Result Time': 0,
          'Finish Time': 0,
          Failed: false,
          Killed: false,
          Accumulables: [],
        },
      });
      const reason = task.reason ?? { Reason: 'Success' };
      const isKilled = (reason as { Reason: string }).Reason === 'TaskKilled';
      ends.push({
        Event: 'SparkListenerTaskEnd',
        ...head,
        'Task Type': 'ResultTask',
        'Task End Reason': reason,
        'Task Info': {
          ...taskInfo,
          'Getting Result Time': 0,
          'Finish Time': slot.free,
          Failed: task.reason !== undefined && !isKilled,
          Killed: isKilled,
          Accumulables: [],
        },
        'Task Executor Metrics': {},
        'Task Metrics': {
          'Executor Deserialize Time': task.deserializeMs ?? 0,
          'Executor Run Time': task.runMs ?? task.ms,
          'Executor CPU Time': (task.cpuMs ?? task.ms) * 1e6,
          'Result Size': task.resultSize ?? 1000,
          'JVM GC Time': task.gcMs ?? 0,
          'Memory Bytes Spilled': task.memorySpilled ?? 0,
          'Disk Bytes Spilled': task.diskSpilled ?? 0,
          'Peak Execution Memory': task.peakMemory ?? 0,
          'Input Metrics': {
            'Bytes Read': task.input ?? 0,
            'Records Read': task.input === undefined ? 0 : (task.records ?? 0),
          },
          'Output Metrics': { 'Bytes Written': 0, 'Records Written': 0 },
          'Shuffle Read Metrics': {
            'Remote Blocks Fetched': 0,
            'Local Blocks Fetched': 0,
            'Fetch Wait Time': task.fetchWaitMs ?? 0,
            'Remote Bytes Read': task.shuffleRead ?? 0,
            'Remote Bytes Read To Disk': 0,
            'Local Bytes Read': 0,
            'Total Records Read': task.input === undefined ? (task.records ?? 0) : 0,
          },
          'Shuffle Write Metrics': {
            'Shuffle Bytes Written': task.shuffleWrite ?? 0,
            'Shuffle Write Time': 0,
            'Shuffle Records Written': 0,
          },
          'Updated Blocks': [],
        },
      });
    }
    lines.push(...ends);
    now = last;
    lines.push({
      Event: 'SparkListenerStageCompleted',
      'Stage Info': {
        ...info,
        'Completion Time': now,
        ...(stage.failed && { 'Failure Reason': failureOf(stage.failed) }),
        Accumulables: [],
      },
    });
    lines.push({
      Event: 'SparkListenerJobEnd',
      'Job ID': at,
      'Completion Time': now,
      'Job Result': stage.failed
        ? {
            Result: 'JobFailed',
            Exception: { Message: failureOf(stage.failed), 'Stack Trace': [] },
          }
        : { Result: 'JobSucceeded' },
    });
  }
  for (const [executor, { afterMs, reason }] of Object.entries(run.removed ?? {}))
    lines.push({
      Event: 'SparkListenerExecutorRemoved',
      Timestamp: start + afterMs,
      'Executor ID': executor,
      'Removed Reason': reason,
    });
  if (run.plan)
    lines.push({
      Event: 'org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd',
      executionId: 0,
      time: now,
      ...(run.queryError !== undefined && { errorMessage: run.queryError }),
    });
  lines.push({ Event: 'SparkListenerApplicationEnd', Timestamp: now + 100 });
  const bytes = new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return readEventLog([
    {
      name: 'made',
      content: (async function* () {
        yield bytes;
      })(),
    },
  ]);
}

const failureOf = (failed: boolean | string): string =>
  `Job aborted due to stage failure${failed === true ? '' : `: ${failed}`}`;

/** The same task many times. */
export const times = (count: number, task: MadeTask): MadeTask[] =>
  Array.from({ length: count }, () => task);
