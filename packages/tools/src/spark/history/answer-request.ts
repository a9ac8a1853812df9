import type { Application, Stage } from '../model/application.ts';
import {
  endOf,
  groupAttempts,
  startOf,
  viewApplication,
  viewAttempt,
  type Attempts,
  type LoggedApplication,
} from './application-view.ts';
import { viewEnvironment } from './environment-view.ts';
import { lastExecutors, viewExecutor, viewProcess } from './executor-view.ts';
import { viewJob } from './job-view.ts';
import {
  dateParameter,
  flagParameter,
  quantilesParameter,
  upperParameters,
  wholeParameter,
} from './parameters.ts';
import { HistoryRefusal, notFound } from './refusal.ts';
import type { RestValue } from './rest-json.ts';
import { viewExecution } from './sql-view.ts';
import { viewStage, type StageQuery } from './stage-view.ts';
import { viewStoredRdd } from './storage-view.ts';
import { viewProgress, viewStreamingQuery } from './streaming-view.ts';
import { viewTaskSummary } from './task-summary.ts';
import { viewTaskList, type TaskContext } from './task-view.ts';

/** Whose answers these are: those of the server of this version (`bench/spark/compare-history-server.ts`). */
const restVersion = '4.1.4';

/**
 * What the History Server answers to `GET /api/v1/...`.
 * @param path below `/api/v1`, such as `/applications/ID/jobs`
 * @param now for `maxEndDate`, which asks about the future
 * @throws HistoryRefusal with the status and the sentence of the History Server
 */
export async function answerHistoryRequest(
  logs: readonly LoggedApplication[],
  path: string,
  query: URLSearchParams,
  now: number,
): Promise<RestValue> {
  const [kind, id, ...rest] = path.split('/').filter(Boolean);
  if (kind === 'version' && id === undefined) return { spark: restVersion };
  if (kind !== 'applications') throw notFound(`/api/v1${path}`);
  const all = groupAttempts(logs);
  if (id === undefined) return listApplications(all, query, now);
  const attempts = all.find(([first]) => first.id === id);
  const [head, ...tail] = rest;
  if (head === undefined) {
    if (!attempts) throw notFound(`unknown app: ${id}`);
    return viewApplication(attempts);
  }
  const isAttempt = !resources.has(head);
  const attemptId = isAttempt ? head : null;
  const log = attempts?.find(({ summary }) => summary.attemptId === attemptId);
  if (isAttempt && tail.length === 0) {
    if (!log) throw notFound(`unknown app ${id}, attempt ${head}`);
    return viewAttempt(log);
  }
  if (!log) throw notFound(`no such app: ${id}`);
  const opened = { application: await log.application(), lastUpdated: log.lastUpdated };
  const answer = answerResource(opened, isAttempt ? tail : rest, query);
  if (answer === undefined) throw notFound(`/api/v1${path}`);
  return answer;
}

interface OpenedApplication {
  readonly application: Application;
  readonly lastUpdated: number;
}

const resources: ReadonlySet<string> = new Set([
  'jobs',
  'stages',
  'executors',
  'allexecutors',
  'allmiscellaneousprocess',
  'storage',
  'environment',
  'sql',
  'streaming',
  'logs',
]);

function answerResource(
  log: OpenedApplication,
  path: readonly string[],
  query: URLSearchParams,
): RestValue {
  const { application, lastUpdated } = log;
  const [kind, ...rest] = path;
  switch (kind) {
    case 'jobs':
      return answerJobs(application, rest, query);
    case 'stages':
      return answerStages(log, rest, query);
    case 'executors':
      if (rest.length > 0) throw noThreads(rest);
      return lastExecutors(application)
        .filter(({ isActive }) => isActive)
        .reverse()
        .map((executor) => viewExecutor(executor, log));
    case 'allexecutors':
      return lastExecutors(application).map((executor) => viewExecutor(executor, log));
    case 'allmiscellaneousprocess':
      return application.processes.map(viewProcess);
    case 'storage':
      return answerStorage(application, rest);
    case 'environment':
      return viewEnvironment(application);
    case 'sql':
      return answerSql(application, rest, query, lastUpdated);
    case 'streaming':
      return answerStreaming(application, rest, query);
    default:
      return undefined;
  }
}

/** Stacks of threads are those of a process that runs: a history has none. */
function noThreads([id, what, ...more]: readonly string[]): HistoryRefusal {
  if (what !== 'threads' || more.length > 0) return notFound(`executors/${id}`);
  return id === 'driver' || /^\d+$/.test(id!)
    ? new HistoryRefusal(503, 'Thread dumps not available through the history server.')
    : new HistoryRefusal(400, "Invalid executorId: neither 'driver' nor number.");
}

function listApplications(
  all: readonly Attempts[],
  query: URLSearchParams,
  now: number,
): RestValue {
  const statuses = upperParameters(query, 'status');
  const minDate = dateParameter(query, 'minDate', '2010-01-01');
  const maxDate = dateParameter(query, 'maxDate', '3000-01-01');
  const minEndDate = dateParameter(query, 'minEndDate', '2010-01-01');
  const maxEndDate = dateParameter(query, 'maxEndDate', '3000-01-01');
  const limit = wholeParameter(query, 'limit', Number.MAX_SAFE_INTEGER);
  return all
    .filter((attempts) => {
      const isRunning = attempts[0].summary.endTime === null;
      if (statuses.length > 0 && !statuses.includes(isRunning ? 'RUNNING' : 'COMPLETED'))
        return false;
      return attempts.some((attempt) => {
        const start = startOf(attempt);
        const end = endOf(attempt);
        const isEndRight = isRunning ? maxEndDate > now : end >= minEndDate && end <= maxEndDate;
        return start >= minDate && start <= maxDate && isEndRight;
      });
    })
    .slice(0, Math.max(0, limit))
    .map(viewApplication);
}

function answerJobs(
  application: Application,
  [id]: readonly string[],
  query: URLSearchParams,
): RestValue {
  if (id !== undefined) {
    const job = application.jobs.find((each) => String(each.id) === id);
    if (!job) throw notFound(`unknown job: ${id}`);
    return viewJob(job);
  }
  const statuses = upperParameters(query, 'status');
  return application.jobs
    .filter(({ status }) => statuses.length === 0 || statuses.includes(status))
    .toReversed()
    .map(viewJob);
}

const summaryQuantiles = [0.05, 0.25, 0.5, 0.75, 0.95];

function answerStages(
  log: OpenedApplication,
  path: readonly string[],
  query: URLSearchParams,
): RestValue {
  const { stages } = log.application;
  const [id, attempt, kind] = path;
  const context = contextOf(log);
  if (id === undefined) {
    const statuses = upperParameters(query, 'status');
    const asked = stageQuery(query, false);
    return stages
      .filter(({ status }) => statuses.length === 0 || statuses.includes(status))
      .filter((stage) => !asked.details || hasTasks(stage, asked.taskStatuses))
      .toReversed()
      .map((stage) => viewStage(stage, asked, context));
  }
  const own = stages.filter((stage) => String(stage.id) === id);
  if (attempt === undefined) {
    if (own.length === 0) throw notFound(`unknown stage: ${id}`);
    return own.map((stage) => viewStage(stage, stageQuery(query, true), context));
  }
  const stage = own.find((each) => String(each.attempt) === attempt);
  if (kind === 'taskSummary') {
    const quantiles = quantilesParameter(query, summaryQuantiles);
    const summary = stage ? viewTaskSummary(stage.tasks, quantiles, context.lastUpdated) : null;
    if (summary === null) throw notFound(`No tasks reported metrics for ${id} / ${attempt} yet.`);
    return summary;
  }
  if (kind === 'taskList') return stage ? answerTaskList(stage, query, context) : [];
  if (!stage)
    throw notFound(
      own.length > 0
        ? `unknown attempt for stage ${id}.  Found attempts: [${own.map((each) => each.attempt).join(',')}]`
        : `unknown stage: ${id}`,
    );
  return viewStage(stage, stageQuery(query, true), context);
}

/** Whether a stage has tasks of one of the states that are asked for. */
function hasTasks(stage: Stage, statuses: readonly string[]): boolean {
  const { taskCount, activeTasks, completedTasks, failedTasks, killedTasks } = stage;
  const counts: Readonly<Record<string, number>> = {
    FAILED: failedTasks,
    KILLED: killedTasks,
    RUNNING: activeTasks,
    SUCCESS: completedTasks,
    UNKNOWN: taskCount - failedTasks - killedTasks - activeTasks - completedTasks,
  };
  return statuses.length === 0 || statuses.some((status) => (counts[status] ?? 0) > 0);
}

const stageQuery = (query: URLSearchParams, details: boolean): StageQuery => ({
  details: flagParameter(query, 'details', details),
  withSummaries: flagParameter(query, 'withSummaries', false),
  quantiles: quantilesParameter(query, [0, 0.25, 0.5, 0.75, 1]),
  taskStatuses: upperParameters(query, 'taskStatus'),
});

const sorts: Readonly<Record<string, 'ID' | 'INCREASING_RUNTIME' | 'DECREASING_RUNTIME'>> = {
  ID: 'ID',
  RUNTIME: 'INCREASING_RUNTIME',
  '+RUNTIME': 'INCREASING_RUNTIME',
  INCREASING_RUNTIME: 'INCREASING_RUNTIME',
  '-RUNTIME': 'DECREASING_RUNTIME',
  DECREASING_RUNTIME: 'DECREASING_RUNTIME',
};

function answerTaskList(stage: Stage, query: URLSearchParams, context: TaskContext): RestValue {
  const name = (query.get('sortBy') ?? 'ID').trim().toUpperCase();
  const sort = sorts[name];
  if (!sort) throw notFound(`unknown sort: ${name}`);
  return viewTaskList(
    stage,
    {
      offset: wholeParameter(query, 'offset', 0),
      length: wholeParameter(query, 'length', 20),
      sort,
      statuses: upperParameters(query, 'status'),
    },
    context,
  );
}

function contextOf({ application, lastUpdated }: OpenedApplication): TaskContext {
  const logs = new Map(application.executors.map((executor) => [executor.id, executor.logs]));
  return { logsOf: (id) => logs.get(id) ?? {}, lastUpdated };
}

function answerStorage({ storage }: Application, [kind, id]: readonly string[]): RestValue {
  if (kind !== 'rdd') return undefined;
  if (id === undefined) return storage.filter(({ blocks }) => blocks.length > 0).map(viewStoredRdd);
  const rdd = storage.find((each) => String(each.id) === id);
  if (!rdd) throw notFound(`no rdd found w/ id ${id}`);
  return viewStoredRdd(rdd);
}

/**
 * Statistics of the older streams are not in event logs, so the server knows none. Queries of structured streaming are, and `queries`
 * shows them, beyond what the server has.
 */
function answerStreaming(
  { name, streams }: Application,
  [kind, id, part, ...more]: readonly string[],
  query: URLSearchParams,
): RestValue {
  if (kind !== 'queries' || more.length > 0)
    throw notFound(`no streaming listener attached to ${name ?? ''}`);
  if (id === undefined) return streams.map(viewStreamingQuery);
  const stream = streams.findLast((each) => each.runId === id || each.id === id);
  if (!stream) throw notFound(`unknown streaming query: ${id}`);
  if (part === undefined) return viewStreamingQuery(stream);
  if (part !== 'progress') return undefined;
  const offset = wholeParameter(query, 'offset', 0);
  const length = wholeParameter(query, 'length', 20);
  return stream.progress
    .toReversed()
    .slice(offset, offset + length)
    .map(viewProgress);
}

function answerSql(
  { executions }: Application,
  [id]: readonly string[],
  query: URLSearchParams,
  lastUpdated: number,
): RestValue {
  const details = flagParameter(query, 'details', true);
  const planDescription = flagParameter(query, 'planDescription', true);
  const view = (execution: (typeof executions)[number]): RestValue =>
    viewExecution(execution, { details, planDescription, lastUpdated });
  if (id !== undefined) {
    const execution = executions.find((each) => String(each.id) === id);
    if (!execution) throw notFound(`unknown query execution id: ${id}`);
    return view(execution);
  }
  const offset = wholeParameter(query, 'offset', 0);
  const length = wholeParameter(query, 'length', -1);
  return (length > 0 ? executions.slice(offset, offset + length) : executions).map(view);
}
