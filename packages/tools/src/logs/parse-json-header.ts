import type { FormatId, Level } from './event.ts';
import type { Header } from './header.ts';
import { levelOfNumber, levelOfSeverity, levelOfWord } from './level-words.ts';
import { parseOpenTelemetryRecord } from './parse-open-telemetry.ts';
import { readTimestamp, timeOfNumber } from './read-timestamp.ts';

type Json = Readonly<Record<string, unknown>>;

const timeKeys = [
  'timestamp',
  'ts',
  'time',
  '@timestamp',
  'asctime',
  'datetime',
  'date',
  'created',
  'eventTime',
  '__REALTIME_TIMESTAMP',
];
/** The word comes first where there is a number beside it: numbers mean different things in Python and in Node. */
const levelKeys = ['levelname', 'level', 'severity', 'log.level', 'lvl', 'loglevel', 'PRIORITY'];
const messageKeys = ['event', 'message', 'msg', 'log', 'MESSAGE', 'textPayload', 'short_message'];
const componentKeys = [
  'logger',
  'logger_name',
  'loggerName',
  'log.logger',
  'name',
  'component',
  'module',
  'filename',
  'caller',
  'SYSLOG_IDENTIFIER',
  '_COMM',
  'chan',
  'service.name',
];

const asObject = (value: unknown): Json | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;

function firstText(record: Json, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = record[key];
    if (typeof value === 'string') return value;
  }
  return null;
}

/** ECS may be written with dots or as objects. */
const nestedComponent = (record: Json): string =>
  firstText(asObject(record['log']) ?? {}, ['logger']) ??
  firstText(asObject(record['service']) ?? {}, ['name']) ??
  '';

interface JsonTime {
  readonly time: number | null;
  readonly zoneAssumed: boolean;
}

function readTime(record: Json, referenceYear: number): JsonTime {
  for (const key of timeKeys) {
    const value = record[key];
    if (typeof value === 'number') return { time: timeOfNumber(value), zoneAssumed: false };
    if (typeof value !== 'string') continue;
    const stamp = readTimestamp(value, 0, referenceYear);
    if (stamp) return { time: stamp.time, zoneAssumed: !stamp.zoned };
    if (/^\d{9,19}(?:\.\d+)?$/.test(value))
      return { time: timeOfNumber(Number(value)), zoneAssumed: false };
  }
  return { time: null, zoneAssumed: false };
}

function readLevel(record: Json): Level {
  for (const key of levelKeys) {
    const value = record[key];
    if (key === 'PRIORITY' && value !== undefined) return levelOfSeverity(Number(value));
    if (typeof value === 'string') {
      const level = levelOfWord(value.trim());
      if (level) return level;
    } else if (typeof value === 'number') return levelOfNumber(value);
  }
  const nested = asObject(record['log']);
  return nested ? readLevel(nested) : 'unknown';
}

function formatOf(record: Json): FormatId {
  if (typeof record['event'] === 'string' && ('timestamp' in record || 'level' in record))
    return 'airflow3-json';
  // The 2.x formatter for Elasticsearch.
  if ('task_id' in record && 'dag_id' in record && 'message' in record) return 'airflow3-json';
  if ('__REALTIME_TIMESTAMP' in record) return 'journald';
  if (isSpark(record)) return 'spark-json';
  if ('ecs.version' in record || asObject(record['ecs'])) return 'ecs-json';
  if ('@timestamp' in record && ('log.level' in record || asObject(record['log'])?.['level']))
    return 'ecs-json';
  return 'json-lines';
}

/** Spark's `SparkLayout.json`: `ts`, `level`, `msg`, `context`, `exception`, `logger`. */
const isSpark = (record: Json): boolean =>
  typeof record['ts'] === 'string' &&
  typeof record['msg'] === 'string' &&
  typeof record['logger'] === 'string' &&
  (record['logger'].startsWith('org.apache.spark') ||
    asObject(record['context']) !== null ||
    typeof asObject(record['exception'])?.['class'] === 'string');

/** journald writes a message that is no valid UTF-8, or has control characters, as a list of bytes. */
function bytesAsText(value: unknown): string | null {
  if (!Array.isArray(value) || !value.every((each) => Number.isInteger(each))) return null;
  return new TextDecoder().decode(Uint8Array.from(value as number[]));
}

/** A line that is one JSON object with a message; null for anything else. */
export function parseJsonHeader(text: string, referenceYear: number): Header | null {
  const record = parseObject(text);
  if (!record) return readCutObject(text, referenceYear);
  const telemetry = parseOpenTelemetryRecord(record) ?? parseRunResult(record);
  if (telemetry) return telemetry;
  // dbt nests what matters under `info`, and old versions have `code` and `data` beside it.
  const info = asObject(record['info']);
  const payload = asObject(record['jsonPayload']);
  const source =
    info && typeof info['msg'] === 'string'
      ? info
      : payload && firstText(payload, messageKeys) !== null
        ? { ...record, ...payload }
        : record;
  const message = firstText(source, messageKeys) ?? bytesAsText(source['MESSAGE']);
  if (message === null) return null;
  const dbt =
    source === info ||
    ('invocation_id' in record && 'msg' in record) ||
    (record['channel'] === 'dbt' && 'levelname' in record);
  return {
    format: dbt ? 'dbt' : formatOf(record),
    ...readTime(source, referenceYear),
    yearAssumed: false,
    level: readLevel(source),
    component: firstText(source, componentKeys) ?? nestedComponent(source),
    message: message.trimEnd(),
  };
}

const levelOfResult: Readonly<Record<string, Level>> = {
  error: 'error',
  fail: 'error',
  'runtime error': 'error',
  'partial success': 'error',
  warn: 'warn',
};

/** One result of dbt's `run_results.json`, of any version: what became of a model, a test, a seed or a snapshot. */
function parseRunResult(record: Json): Header | null {
  const { status, unique_id: node, message, timing } = record;
  if (typeof status !== 'string' || typeof node !== 'string' || !Array.isArray(timing)) return null;
  const last = asObject(timing.at(-1))?.['completed_at'];
  const stamp = typeof last === 'string' ? readTimestamp(last, 0, 1970) : null;
  return {
    format: 'dbt',
    time: stamp?.time ?? null,
    zoneAssumed: stamp ? !stamp.zoned : false,
    yearAssumed: false,
    level: levelOfResult[status] ?? 'info',
    component: node,
    message: typeof message === 'string' && message !== '' ? message : status,
  };
}

/** The elements of a list that stands over lines have a comma behind them. */
const listed = /\},\s*$/;

function parseObject(text: string): Json | null {
  if (!text.endsWith('}') && !text.trimEnd().endsWith('}') && !listed.test(text.slice(-8)))
    return null;
  try {
    return asObject(JSON.parse(text.replace(/,\s*$/, '')));
  } catch {
    return null;
  }
}

const cutMessage = /"(?:event|message|msg)"\s*:\s*"((?:[^"\\]|\\.){1,4000})/;
const cutLevel = /"(?:level|severity|levelname)"\s*:\s*"(\w+)"/;
const cutTime = /"(?:timestamp|ts|time|@timestamp)"\s*:\s*"([^"]{10,40})"/;

/** A JSON line that was cut for its length or by a crash: what its head still says. */
function readCutObject(text: string, referenceYear: number): Header | null {
  if (!/^\{\s*"/.test(text)) return null;
  const head = text.slice(0, 8192);
  const message = cutMessage.exec(head);
  if (!message) return null;
  const time = cutTime.exec(head);
  const stamp = time ? readTimestamp(time[1]!, 0, referenceYear) : null;
  return {
    format: head.includes('"event"') ? 'airflow3-json' : 'json-lines',
    time: stamp?.time ?? null,
    zoneAssumed: stamp ? !stamp.zoned : false,
    yearAssumed: false,
    level: levelOfWord(cutLevel.exec(head)?.[1] ?? '') ?? 'unknown',
    component: '',
    message: unescapeJson(message[1]!),
  };
}

function unescapeJson(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}
