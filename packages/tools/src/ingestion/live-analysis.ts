import {
  createDiagnosisCollector,
  diagnose,
  quoteLine,
  verifyEvidence,
  type Evidence,
  type ReadBytes,
  type Sha256,
} from '../diagnosis/index.ts';
import { SherpaError } from '../errors.ts';
import { readEvents, type Level, type LogEvent } from '../logs/index.ts';
import type { LiveAlert } from './live-alert.ts';
import { createFamiliarity } from './live-familiarity.ts';
import { createLevelWatch } from './live-levels.ts';

/** Events after which the usual messages are taken as known. */
const learningEvents = 200;
/** Bytes that wait for the end of their event; an event is at most this long for the reader too. */
const maxPending = 1 << 17;
/** New templates that are told of each so many events; what is beyond is counted. */
const templatesInWindow = 10;
const window = 500;
/** Bytes at the start that tell whether it is text. */
const headBytes = 4096;
/** Events after which causes that were not sure before are weighed again. */
const weighEvery = 200;

export interface LiveCounts {
  readonly lines: number;
  readonly bytes: number;
  readonly events: number;
  readonly errors: number;
  /** Whether the usual messages are still being learned. */
  readonly learning: boolean;
  /** New templates that were too many to be told one by one. */
  readonly untold: number;
}

export interface LiveAnalysis {
  /** Takes bytes that were stored behind the others; gives what is to be told. @throws FILE_BINARY */
  push(bytes: Uint8Array): Promise<LiveAlert[]>;
  /** Takes what waits for the end of its event as complete: nothing came for a while, or nothing comes any more. */
  flush(): Promise<LiveAlert[]>;
  counts(): LiveCounts;
}

/**
 * Watches a log while it grows: new templates after a learning period, changes of level, and causes as soon as they are found, each
 * with evidence that was compared with the stored bytes. Memory is bounded however long the log becomes.
 */
export function createLiveAnalysis(source: {
  readonly fileId: string;
  readonly name: string;
  /** Reads the stored bytes, up to the last that was pushed. */
  readonly read: ReadBytes;
  readonly sha256: Sha256;
  readonly referenceYear: number;
}): LiveAnalysis {
  const { fileId, name, read, sha256, referenceYear } = source;
  const collector = createDiagnosisCollector();
  const familiarity = createFamiliarity();
  const levels = createLevelWatch();
  const toldCauses = new Set<string>();
  let pending = new Uint8Array();
  /** Where the pending bytes begin. */
  let pendingLine = 1;
  let pendingByte = 0;
  const count = { events: 0, errors: 0, untold: 0, lines: 0 };
  let toldInWindow = 0;
  let weighed = 0;

  const quote = async (event: LogEvent, why: string): Promise<Evidence[]> => {
    const place = { line: event.line, eventLine: event.line, start: event.start, end: event.end };
    const evidence = await quoteLine(
      { ...place, fileId, source: name, matched: '' },
      { id: 'E1', why },
      read,
      sha256,
    );
    return evidence ? (await verifyEvidence([evidence], read, sha256)).kept : [];
  };

  async function take(event: LogEvent): Promise<LiveAlert[]> {
    const alerts: LiveAlert[] = [];
    const { level } = event;
    count.events += 1;
    if (isError(level)) count.errors += 1;
    if (count.events % window === 0) toldInWindow = 0;
    const isNew = familiarity.isNew(event.message);
    if (isNew && count.events > learningEvents) {
      if (toldInWindow < templatesInWindow) {
        toldInWindow += 1;
        const evidence = await quote(event, 'A message of this form was not seen before.');
        if (evidence.length > 0) alerts.push({ kind: 'new-template', level, evidence });
      } else count.untold += 1;
    }
    const change = levels.add(level);
    if (change) {
      const evidence = await quote(event, whyOf[change.change]);
      alerts.push({ kind: 'level-change', level, ...change, evidence });
    }
    collector.observe(event);
    const matched = collector.matched();
    if (matched > weighed || (matched > 0 && count.events % weighEvery === 0)) {
      weighed = matched;
      alerts.push(...(await weigh()));
    }
    return alerts;
  }

  /** The causes that are found now and were not before. */
  async function weigh(): Promise<LiveAlert[]> {
    const found = await diagnose([{ fileId, name, lines: count.lines, hits: collector.result() }], {
      read,
      sha256,
      mentions: () => Promise.resolve(false),
    });
    if (found.status !== 'found') return [];
    const alerts: LiveAlert[] = [];
    for (const { id, title, confidence, explanation, evidence } of found.causes) {
      if (toldCauses.has(id)) continue;
      const { kept } = await verifyEvidence(evidence, read, sha256);
      if (kept.length === 0) continue;
      toldCauses.add(id);
      alerts.push({ kind: 'new-cause', cause: id, title, confidence, explanation, evidence: kept });
    }
    return alerts;
  }

  /** Reads the pending bytes; the last event stays pending unless it is complete. */
  async function work(isComplete: boolean): Promise<LiveAlert[]> {
    const end = isComplete ? pending.length : pending.lastIndexOf(10) + 1;
    if (end === 0) return [];
    const part = pending.subarray(0, end);
    const events = await eventsOf(part, pendingByte < headBytes, name, referenceYear);
    const last = events.at(-1);
    const keep = !isComplete && last && (events.length > 1 || end < maxPending / 2);
    const done = keep ? events.slice(0, -1) : events;
    const doneBytes = keep ? last.start : end;
    const alerts: LiveAlert[] = [];
    for (const event of done) {
      const placed = {
        ...event,
        line: event.line + pendingLine - 1,
        start: event.start + pendingByte,
        end: event.end + pendingByte,
      };
      alerts.push(...(await take(placed)));
    }
    let lines = 0;
    for (let at = part.indexOf(10); at >= 0 && at < doneBytes; at = part.indexOf(10, at + 1))
      lines += 1;
    // A line that was taken without its end goes on as the same line.
    pendingLine += lines;
    count.lines = pendingLine - 1;
    pendingByte += doneBytes;
    pending = pending.slice(doneBytes);
    return alerts;
  }

  return {
    async push(bytes) {
      const alerts: LiveAlert[] = [];
      for (let from = 0; from < bytes.length; from += maxPending / 2) {
        pending = joined(pending, bytes.subarray(from, from + maxPending / 2));
        alerts.push(...(await work(false)));
        // One endless line.
        if (pending.length >= maxPending) alerts.push(...(await work(true)));
      }
      return alerts;
    },
    flush: () => work(true),
    counts: () => ({
      ...count,
      bytes: pendingByte + pending.length,
      learning: count.events < learningEvents,
    }),
  };
}

const whyOf = {
  first: 'It is the first error.',
  rise: 'Errors have become frequent here.',
  fall: 'From here on errors are as rare as before.',
} as const;

const isError = (level: Level): boolean => level === 'error' || level === 'fatal';

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}

/**
 * A file that is no text shows it at its start; later, such as behind a log that was emptied while it was written, it is a disturbance.
 * @throws FILE_BINARY
 */
async function eventsOf(
  part: Uint8Array,
  isHead: boolean,
  name: string,
  referenceYear: number,
): Promise<LogEvent[]> {
  async function* chunks() {
    yield part;
  }
  const events: LogEvent[] = [];
  let isBinary = false;
  const batches = readEvents(chunks(), {
    referenceYear,
    onReport: ({ binary }) => (isBinary = binary !== null),
  });
  for await (const batch of batches) events.push(...batch.events);
  if (!isBinary) return events;
  if (isHead) throw new SherpaError('FILE_BINARY', { name });
  return eventsOf(part.map(asText), false, name, referenceYear);
}

/** Of the same length, so that places stay what they are. */
const asText = (byte: number): number =>
  (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13 ? byte : 63;
