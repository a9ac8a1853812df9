import type { Level } from './event.ts';
import type { Header } from './header.ts';

/** Spark's own events and those of its SQL, streaming and vendors' listeners. */
const event =
  /^\{\s*"Event"\s*:\s*"(?:[\w.]+\.)?((?:SparkListener|DBCEventLogging|StreamingQueryListener\$)\w+)"/;

/** Where an event stands in time, the surest first; the finish of a task is inside "Task Info". */
const times = [
  'Finish Time',
  'Timestamp',
  'Completion Time',
  'Submission Time',
  'Launch Time',
  'time',
].map((key) => new RegExp(`"${key}"\\s*:\\s*([1-9][0-9]{11,12})[,}]`));
const ids = ['Job ID', 'Stage ID', 'Task ID', 'Executor ID', 'executionId'].map(
  (key) => [key, new RegExp(`"${key}"\\s*:\\s*"?([\\w-]{1,40})"?[,}]`)] as const,
);
/** What of an event is looked at: ids, times and reasons stand at its beginning, behind them stacks and metrics. */
const headCharacters = 4096;

const reason =
  /"Task End Reason"\s*:\s*\{\s*"Reason"\s*:\s*"(\w+)"(?:\s*,\s*"(?:Class Name|Message|Loss Reason|Kill Reason)"\s*:\s*"((?:[^"\\]|\\.){0,300}))?/;
const failure =
  /"(?:Failure Reason|Removed Reason|errorMessage)"\s*:\s*"((?:[^"\\]|\\.){1,300})|"Result"\s*:\s*"(JobFailed)"/;

/** A line of a Spark event log: which event, of which job, stage and task, and what failed. Null for other JSON. */
export function parseSparkEvent(text: string): Header | null {
  const name = event.exec(text)?.[1];
  if (name === undefined) return null;
  const head = text.length > headCharacters ? text.slice(0, headCharacters) : text;
  const parts = [name];
  for (const [key, pattern] of ids) {
    const id = pattern.exec(head)?.[1];
    if (id !== undefined) parts.push(`${key} ${id}`);
  }
  const { level, why } = outcomeOf(name, head, text);
  if (why !== '') parts.push(why);
  return {
    format: 'spark-event-log',
    time: timeOf(head),
    zoneAssumed: false,
    yearAssumed: false,
    level,
    component: name,
    message: parts.join(' '),
  };
}

function timeOf(head: string): number | null {
  for (const pattern of times) {
    const time = pattern.exec(head)?.[1];
    if (time !== undefined) return Number(time);
  }
  return null;
}

function outcomeOf(name: string, head: string, text: string): { level: Level; why: string } {
  if (name === 'SparkListenerTaskEnd') {
    const found = reason.exec(head);
    if (!found || found[1] === 'Success') return { level: 'info', why: '' };
    const why = [found[1], found[2] ?? ''].join(' ').trim();
    return { level: found[1] === 'TaskKilled' ? 'warn' : 'error', why };
  }
  if (!mayFail.has(name)) return { level: 'info', why: '' };
  const found = failure.exec(text);
  if (!found) return { level: 'info', why: '' };
  return {
    level: name === 'SparkListenerExecutorRemoved' ? 'warn' : 'error',
    why: found[1] ?? found[2] ?? '',
  };
}

const mayFail: ReadonlySet<string> = new Set([
  'SparkListenerJobEnd',
  'SparkListenerStageCompleted',
  'SparkListenerExecutorRemoved',
  'SparkListenerSQLExecutionEnd',
]);
