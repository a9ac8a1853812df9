import type { Level } from './event.ts';
import type { Header } from './header.ts';
import { levelOfWord } from './level-words.ts';
import { readTimestamp, timeOfNumber } from './read-timestamp.ts';

type Json = Readonly<Record<string, unknown>>;

const asObject = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const asList = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.slice(0, 1000).map(asObject) : [];
const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Severity numbers of the OpenTelemetry log data model: four of each level, from trace to fatal. */
function levelOfSeverityNumber(value: unknown): Level {
  const number = Number(value);
  if (!(number >= 1 && number <= 24)) return 'unknown';
  return (['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const)[
    Math.floor((number - 1) / 4)
  ]!;
}

/** A value of OTLP: `{"stringValue":"…"}` or structured; what is structured is given as JSON. */
function textOfBody(body: unknown): string {
  if (typeof body === 'string') return body;
  const text = asObject(body)['stringValue'];
  if (typeof text === 'string') return text;
  return body === undefined || body === null ? '' : JSON.stringify(body);
}

function serviceOf(resource: unknown): string {
  for (const { key, value } of asList(asObject(resource)['attributes']))
    if (key === 'service.name') return textOfBody(value);
  return asText(asObject(resource)['service.name']);
}

interface Found {
  readonly record: Json;
  readonly component: string;
}

/** The most severe record of an export request, which holds as many as were sent at once; the first of those. */
function mostSevere(request: Json): Found | null {
  let best: Found | null = null;
  let severity = -1;
  for (const { resource, scopeLogs } of asList(request['resourceLogs']))
    for (const { scope, logRecords } of asList(scopeLogs))
      for (const record of asList(logRecords)) {
        const number = Number(record['severityNumber'] ?? 0);
        if (number <= severity) continue;
        severity = number;
        best = { record, component: serviceOf(resource) || asText(asObject(scope)['name']) };
      }
  return best;
}

/**
 * A log record of OpenTelemetry: one of OTLP (`timeUnixNano`, `body`), a whole export request as the file exporter of the
 * collector writes it, or one with the names of the data model (`Timestamp`, `SeverityText`, `Body`). Null for other objects.
 */
export function parseOpenTelemetryRecord(value: Json): Header | null {
  const found: Found | null =
    'resourceLogs' in value
      ? mostSevere(value)
      : 'body' in value && ('timeUnixNano' in value || 'observedTimeUnixNano' in value)
        ? { record: value, component: '' }
        : 'Body' in value && ('SeverityText' in value || 'SeverityNumber' in value)
          ? { record: value, component: serviceOf(value['Resource']) }
          : null;
  if (!found) return null;
  const { record, component } = found;
  // A time of 0 is one that is not known.
  const time = [record['timeUnixNano'], record['observedTimeUnixNano'], record['Timestamp']]
    .map(timeOfValue)
    .find((each) => each !== null);
  const named = levelOfWord(asText(record['severityText'] ?? record['SeverityText']));
  return {
    format: 'otlp-json',
    time: time ?? null,
    zoneAssumed: false,
    yearAssumed: false,
    level: named ?? levelOfSeverityNumber(record['severityNumber'] ?? record['SeverityNumber']),
    component,
    message: textOfBody(record['body'] ?? record['Body']),
  };
}

const timeOfValue = (value: unknown): number | null => {
  if (typeof value === 'string') {
    const stamp = readTimestamp(value, 0, 1970);
    if (stamp) return stamp.time;
  }
  return typeof value === 'string' || typeof value === 'number'
    ? timeOfNumber(Number(value))
    : null;
};
