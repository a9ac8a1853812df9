import { isObject, numberOf, parseJson, textOf, type JsonObject } from './events/json.ts';
import { LineSplitter } from './events/split-lines.ts';

/** What a list of applications shows of one attempt. */
export interface ApplicationSummary {
  /** From the log; null where it does not say. */
  readonly id: string | null;
  readonly name: string | null;
  readonly attemptId: string | null;
  readonly user: string | null;
  readonly sparkVersion: string;
  readonly startTime: number | null;
  readonly endTime: number | null;
}

/** Where the start of an application is looked for; it stands behind the environment, which has some hundred kilobytes. */
const headBytes = 8 * 1024 ** 2;
/** Bytes at the end of a log in which its end is looked for. */
export const summaryTailBytes = 1024 ** 2;

/**
 * Reads the start of a log until its application has started, and the end of it for its end: a list must not read whole logs.
 * @param first the first file, unpacked; only its beginning is asked for
 * @param tail the last `summaryTailBytes` of the last file
 */
export async function readSummary(
  first: AsyncIterable<Uint8Array>,
  tail: Uint8Array,
): Promise<ApplicationSummary> {
  let version = '';
  let started: JsonObject | null = null;
  let ended: JsonObject | null = null;
  const head = new LineSplitter(headBytes, ({ bytes, from, to }) => {
    if (started) return;
    const event = parseEvent(bytes.subarray(from, to));
    if (event?.['Event'] === 'SparkListenerLogStart')
      version = textOf(event['Spark Version']) ?? '';
    if (event?.['Event'] === 'SparkListenerApplicationStart') started = event;
  });
  let read = 0;
  for await (const chunk of first) {
    head.push(chunk);
    read += chunk.length;
    if (started !== null || read > headBytes) break;
  }
  head.finish();
  const end = new LineSplitter(headBytes, ({ bytes, from, to }) => {
    const event = parseEvent(bytes.subarray(from, to));
    if (event?.['Event'] === 'SparkListenerApplicationEnd') ended = event;
  });
  end.push(tail);
  end.finish();
  const start = started as JsonObject | null;
  return {
    id: textOf(start?.['App ID']),
    name: textOf(start?.['App Name']),
    attemptId: textOf(start?.['App Attempt ID']),
    user: textOf(start?.['User']),
    sparkVersion: version,
    startTime: numberOf(start?.['Timestamp']),
    endTime: numberOf((ended as JsonObject | null)?.['Timestamp']),
  };
}

const wanted = /^\uFEFF?\s*\{\s*"Event"\s*:\s*"SparkListener(?:LogStart|Application(?:Start|End))"/;

function parseEvent(line: Uint8Array): JsonObject | null {
  const decoder = new TextDecoder();
  if (!wanted.test(decoder.decode(line.subarray(0, 100)))) return null;
  try {
    const event = parseJson(decoder.decode(line));
    return isObject(event) ? event : null;
  } catch {
    return null;
  }
}
