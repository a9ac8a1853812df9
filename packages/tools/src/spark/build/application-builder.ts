import {
  listOf,
  longOf,
  numberOf,
  objectOf,
  textOf,
  textPairs,
  type Json,
  type JsonObject,
} from '../events/json.ts';
import type { TaskEvent } from '../events/task-event.ts';
import type {
  Application,
  Environment,
  Exclusion,
  LogPlace,
  ResourceProfile,
} from '../model/application.ts';
import { peakNames } from '../model/peaks.ts';
import type { ReadLimit, ReadReport } from '../read-report.ts';
import { Executors } from './executors.ts';
import { JobsAndStages } from './jobs-and-stages.ts';
import { SqlExecutions } from './sql-executions.ts';
import { Storage } from './storage.ts';
import { Streams } from './streams.ts';

type Handler = (event: JsonObject, place: LogPlace) => void;

const maxExclusions = 10_000;

/** Takes the events of one log, in order, and gives the application they tell of. */
export class ApplicationBuilder {
  readonly #profiles = new Map<number, ResourceProfile>();
  readonly #executors = new Executors(this.#profiles);
  readonly #work = new JobsAndStages(this.#executors);
  readonly #storage = new Storage(this.#executors);
  readonly #sql = new SqlExecutions();
  readonly #streams = new Streams();
  readonly #exclusions: Exclusion[] = [];
  #environment: Environment | null = null;
  #version = '';
  #id: string | null = null;
  #name: string | null = null;
  #attemptId: string | null = null;
  #user: string | null = null;
  #startTime: number | null = null;
  #endTime: number | null = null;
  #first: number | null = null;
  #last: number | null = null;

  readonly #handlers: Readonly<Record<string, Handler>> = {
    SparkListenerLogStart: (event) => {
      this.#version = textOf(event['Spark Version']) ?? this.#version;
    },
    SparkListenerApplicationStart: (event) => this.#applicationStarted(event),
    SparkListenerApplicationEnd: (event) => {
      this.#endTime = numberOf(event['Timestamp']);
    },
    SparkListenerEnvironmentUpdate: (event) => this.#environmentUpdated(event),
    SparkListenerResourceProfileAdded: (event) => this.#profileAdded(event),
    SparkListenerExecutorAdded: (event, place) => this.#executors.added(event, place),
    SparkListenerExecutorRemoved: (event, place) => this.#executorRemoved(event, place),
    SparkListenerBlockManagerAdded: (event) => this.#executors.blockManagerAdded(event),
    SparkListenerMiscellaneousProcessAdded: (event) => this.#executors.processAdded(event),
    SparkListenerJobStart: (event, place) => this.#jobStarted(event, place),
    SparkListenerJobEnd: (event, place) => this.#jobEnded(event, place),
    SparkListenerStageSubmitted: (event, place) => {
      const info = this.#work.stageSubmitted(event, place);
      if (!info) return;
      this.#storage.stageSubmitted(info);
      this.#sql.stageSubmitted(info);
    },
    SparkListenerStageCompleted: (event, place) => this.#work.stageCompleted(event, place),
    SparkListenerStageExecutorMetrics: (event) =>
      this.#work.stageExecutorMetrics(
        textOf(event['Executor ID']) ?? '',
        event,
        readPeaks(event['Executor Metrics']),
      ),
    SparkListenerExecutorMetricsUpdate: (event) => {
      const id = textOf(event['Executor ID']) ?? '';
      for (const update of listOf(event['Executor Metrics Updated']).map(objectOf))
        this.#work.stageExecutorMetrics(id, update, readPeaks(update['Executor Metrics']));
    },
    SparkListenerUnpersistRDD: (event) => this.#storage.unpersisted(event),
    SparkListenerBlockUpdated: (event) => this.#storage.blockUpdated(event),
    SparkListenerSQLExecutionStart: (event, place) => this.#sql.started(event, place),
    SparkListenerSQLExecutionEnd: (event, place) => this.#sql.ended(event, place),
    SparkListenerSQLAdaptiveExecutionUpdate: (event) => this.#sql.planChanged(event),
    SparkListenerSQLAdaptiveSQLMetricUpdates: (event) => this.#sql.metricsAdded(event),
    SparkListenerDriverAccumUpdates: (event) => this.#sql.driverUpdated(event),
    StreamingQueryListener$QueryStartedEvent: (event) => this.#streams.started(event),
    StreamingQueryListener$QueryProgressEvent: (event) => this.#streams.progressed(event),
    StreamingQueryListener$QueryTerminatedEvent: (event) => this.#streams.ended(event, this.#last),
    ...exclusionHandlers((event, what, excluded, isForStage) =>
      this.#excluded(event, what, excluded, isForStage),
    ),
  };

  /** Names of events that are read; others are counted. */
  knows(name: string): boolean {
    return Object.hasOwn(this.#handlers, shortName(name));
  }

  event(name: string, event: JsonObject, place: LogPlace): void {
    this.#see(timeOf(event));
    const key = shortName(name);
    if (Object.hasOwn(this.#handlers, key)) this.#handlers[key]!(event, place);
  }

  taskStarted(task: TaskEvent): void {
    if (!task.hasInfo) return;
    this.#see(task.launchTime);
    this.#work.taskStarted(task);
  }

  taskEnded(task: TaskEvent, place: LogPlace): void {
    this.#see(task.finishTime);
    this.#work.taskEnded(task, place);
    this.#sql.taskEnded(task);
  }

  /** What there was too much of. */
  limits(): ReadLimit[] {
    const limits: ReadLimit[] = [];
    const { tasksKept, tasksNotKept } = this.#work;
    if (tasksNotKept > 0)
      limits.push({
        what: 'tasks',
        total: tasksKept + tasksNotKept,
        kept: tasksKept,
        why: 'Of the others only how many they are is known.',
      });
    if (this.#sql.plansNotKept > 0)
      limits.push({
        what: 'query plans',
        total: this.#sql.all.size,
        kept: this.#sql.all.size - this.#sql.plansNotKept,
        why: 'The plans of the oldest queries were left out.',
      });
    return limits;
  }

  get tasksWithoutStart(): number {
    return this.#work.tasksWithoutStart;
  }

  get hasStart(): boolean {
    return this.#startTime !== null;
  }

  get hasEnd(): boolean {
    return this.#endTime !== null;
  }

  finish(read: ReadReport): Application {
    this.#sql.finish();
    return {
      id: this.#id,
      name: this.#name,
      attemptId: this.#attemptId,
      user: this.#user,
      sparkVersion: this.#version,
      startTime: this.#startTime,
      endTime: this.#endTime,
      firstEventTime: this.#first,
      lastEventTime: this.#last,
      environment: this.#environment,
      resourceProfiles: [...this.#profiles.values()].sort((a, b) => a.id - b.id),
      jobs: this.#work.finishedJobs(),
      stages: [...this.#work.stages.values()].sort((a, b) => a.id - b.id || a.attempt - b.attempt),
      orphans: this.#work.orphans(),
      taskFailures: this.#work.failures,
      executors: this.#executors.all,
      processes: this.#executors.processes,
      storage: [...this.#storage.rdds.values()].sort((a, b) => a.id - b.id),
      executions: [...this.#sql.all.values()].sort((a, b) => a.id - b.id),
      streams: [...this.#streams.all.values()],
      exclusions: this.#exclusions,
      read,
    };
  }

  #see(time: number | null): void {
    // Times of 0 stand for "not yet".
    if (time === null || time <= 0) return;
    if (this.#first === null || time < this.#first) this.#first = time;
    if (this.#last === null || time > this.#last) this.#last = time;
  }

  #applicationStarted(event: JsonObject): void {
    this.#id = textOf(event['App ID']);
    this.#name = textOf(event['App Name']);
    this.#attemptId = textOf(event['App Attempt ID']);
    this.#user = textOf(event['User']);
    this.#startTime = numberOf(event['Timestamp']);
    const driver = this.#executors.live.get('driver');
    if (!driver || event['Driver Logs'] === undefined) return;
    driver.logs = Object.fromEntries(textPairs(event['Driver Logs']));
    driver.attributes = Object.fromEntries(textPairs(event['Driver Attributes']));
  }

  #environmentUpdated(event: JsonObject): void {
    this.#environment = {
      jvm: textPairs(event['JVM Information']),
      spark: textPairs(event['Spark Properties']),
      hadoop: textPairs(event['Hadoop Properties']),
      system: textPairs(event['System Properties']),
      metrics: textPairs(event['Metrics Properties']),
      classpath: textPairs(event['Classpath Entries']),
    };
    const cpus = this.#environment.spark.findLast(([key]) => key === 'spark.task.cpus')?.[1];
    if (cpus !== undefined && /^[0-9]{1,9}$/.test(cpus)) this.#executors.cpusPerTask = Number(cpus);
  }

  #profileAdded(event: JsonObject): void {
    const id = numberOf(event['Resource Profile Id']);
    if (id === null) return;
    const executor = Object.entries(objectOf(event['Executor Resource Requests'])).map(
      ([name, value]) => {
        const request = objectOf(value);
        return [
          name,
          {
            resourceName: textOf(request['Resource Name']) ?? name,
            amount: longOf(request['Amount']) ?? 0,
            discoveryScript: textOf(request['Discovery Script']) ?? '',
            vendor: textOf(request['Vendor']) ?? '',
          },
        ] as const;
      },
    );
    const task = Object.entries(objectOf(event['Task Resource Requests'])).map(([name, value]) => {
      const { 'Resource Name': resource, Amount: amount } = objectOf(value);
      return [
        name,
        { resourceName: textOf(resource) ?? name, amount: typeof amount === 'number' ? amount : 0 },
      ] as const;
    });
    this.#profiles.set(id, {
      id,
      executorResources: Object.fromEntries(executor),
      taskResources: Object.fromEntries(task),
    });
  }

  #executorRemoved(event: JsonObject, place: LogPlace): void {
    const removed = this.#executors.removed(event, place, (executor) =>
      this.#work.ranFor(executor),
    );
    if (removed) this.#storage.executorRemoved(removed.id);
  }

  #jobStarted(event: JsonObject, place: LogPlace): void {
    const infos = this.#work.jobStarted(event, place);
    const job = this.#work.jobs.get(numberOf(event['Job ID']) ?? -1);
    if (job && job.executionId !== null)
      this.#sql.jobStarted(job.id, job.executionId, infos, job.stageIds);
  }

  #jobEnded(event: JsonObject, place: LogPlace): void {
    this.#work.jobEnded(event, place);
    const id = numberOf(event['Job ID']);
    const result = objectOf(event['Job Result'])['Result'];
    if (id !== null) this.#sql.jobEnded(id, result === 'JobSucceeded' ? 'SUCCEEDED' : 'FAILED');
  }

  /** Spark 3 writes the event twice, under its old name and its new one. */
  #noteExclusion(exclusion: Exclusion): void {
    const isKnown = this.#exclusions
      .slice(-20)
      .some((each) => JSON.stringify(each) === JSON.stringify(exclusion));
    if (!isKnown && this.#exclusions.length < maxExclusions) this.#exclusions.push(exclusion);
  }

  #excluded(
    event: JsonObject,
    what: 'executor' | 'node',
    excluded: boolean,
    isForStage: boolean,
  ): void {
    const name =
      textOf(event[what === 'executor' ? 'executorId' : 'hostId'] ?? event['Executor ID']) ?? '';
    const stage = isForStage ? (numberOf(event['stageId']) ?? -1) : null;
    this.#noteExclusion({ time: numberOf(event['time']), what, name, excluded, stage });
    const live = [...this.#executors.live.values()];
    // A node that is excluded still has the driver, where that runs on it.
    const hit = live.filter((executor) =>
      what === 'executor'
        ? executor.id === name
        : executor.id !== 'driver' && hostOf(executor) === name,
    );
    if (stage === null) for (const executor of hit) executor.isExcluded = excluded;
    else {
      const ids =
        what === 'executor' ? [name] : hit.flatMap(({ id, host }) => (host === name ? [id] : []));
      this.#work.excludeInStage(stage, numberOf(event['stageAttemptId']) ?? 0, ids);
      for (const executor of hit) executor.excludedInStages.add(stage);
    }
  }
}

function readPeaks(value: Json | undefined): Float64Array {
  const metrics = objectOf(value);
  return Float64Array.from(peakNames, (name) => numberOf(metrics[name]) ?? 0);
}

const hostOf = (executor: {
  readonly host: string | null;
  readonly hostPort: string | null;
}): string => executor.host ?? (executor.hostPort ?? '').replace(/:[0-9]+$/, '');

/** Events of other packages are written with the name of their class: the last part is enough. */
const shortName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

const timeOf = (event: JsonObject): number | null =>
  numberOf(
    event['Timestamp'] ?? event['Submission Time'] ?? event['Completion Time'] ?? event['time'],
  );

/** Exclusion was called blacklisting before Spark 3.1, and old logs still say so. */
function exclusionHandlers(
  handle: (
    event: JsonObject,
    what: 'executor' | 'node',
    excluded: boolean,
    isForStage: boolean,
  ) => void,
): Record<string, Handler> {
  const handlers: Record<string, Handler> = {};
  for (const [what, title] of [
    ['executor', 'Executor'],
    ['node', 'Node'],
  ] as const)
    for (const [on, off] of [
      ['Blacklisted', 'Unblacklisted'],
      ['Excluded', 'Unexcluded'],
    ] as const) {
      handlers[`SparkListener${title}${on}`] = (event) => handle(event, what, true, false);
      handlers[`SparkListener${title}${on}ForStage`] = (event) => handle(event, what, true, true);
      handlers[`SparkListener${title}${off}`] = (event) => handle(event, what, false, false);
    }
  return handlers;
}
