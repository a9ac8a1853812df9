import { readLines, type LogLine } from '../logs/read-lines.ts';
import type { LineMatcher, Match } from './line-matcher.ts';

export interface LineHit {
  readonly number: number;
  /** Byte range of the line in the source. */
  readonly start: number;
  readonly end: number;
  /** Where to begin to quote the line: its start, or shortly before a match that is deep inside. */
  readonly near: number;
  /** The text that matched, at most 200 characters. */
  readonly matched: string;
}

export interface ScanResult {
  readonly hits: LineHit[];
  total: number;
  /** Lines longer than the matcher reaches that did not match in the part it saw. */
  longLines: number;
}

export interface ScanOptions {
  /** How many hits are given back; all are counted. */
  readonly keep: number;
  /** Whether a line that matches counts; `start` is its first byte. */
  readonly accept?: (line: number, start: number) => Promise<boolean>;
  /** Reads bytes [from, to) of the source, for lines that are longer than what is decoded at once. */
  readonly read: (from: number, to: number) => Promise<Uint8Array>;
  /** Number and first byte of the first line, for a source that is read from its middle. Default 1 and 0. */
  readonly firstLine?: number;
  readonly firstByte?: number;
  readonly signal?: AbortSignal;
}

/** Share of the worst line after which other work, and the wish to stop, get their turn. */
const workBetweenTurns = 0.1;
const yieldToOthers = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Bytes of a long line that are decoded at once. */
const windowBytes = 1 << 20;

/** Lines of a source that match, with the number of all that do; memory is bounded whatever the length of lines. */
export async function scanLines(
  chunks: AsyncIterable<Uint8Array>,
  matcher: LineMatcher,
  options: ScanOptions,
): Promise<ScanResult> {
  const hits: LineHit[] = [];
  let total = 0;
  let longLines = 0;
  let work = 0;
  const { accept, signal, firstLine = 1, firstByte = 0 } = options;
  const place = { firstLine, firstByte, ...(signal && { signal }) };
  for await (const batch of readLines(chunks, place)) {
    for (const line of batch) {
      work += matcher.work?.(line.text.length) ?? 0;
      if (work > workBetweenTurns) {
        work = 0;
        await yieldToOthers();
        signal?.throwIfAborted();
      }
      const match = matcher.match(line.text);
      let hit: LineHit | null = null;
      if (match) hit = hitOf(line, line.start, line.text, match);
      else if (line.cut && matcher.reach === Infinity)
        hit = await matchRest(line, matcher, options);
      else if (line.cut || line.text.length > matcher.reach) longLines += 1;
      if (!hit || (accept && !(await accept(line.number, line.start)))) continue;
      total += 1;
      if (hits.length < options.keep) hits.push(hit);
    }
  }
  return { hits, total, longLines };
}

/** Characters before a match deep inside a line that are shown with it. */
const shownBefore = 80;

/** Looks at a long line window by window; they overlap, so that a match at a border lies whole in one of them. */
async function matchRest(
  line: LogLine,
  matcher: LineMatcher,
  { read, signal }: ScanOptions,
): Promise<LineHit | null> {
  // A character takes at most four bytes.
  const overlap = matcher.longest * 4 + 4;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (let from = line.start; from < line.end; from += windowBytes) {
    signal?.throwIfAborted();
    const text = decoder.decode(await read(from, Math.min(line.end, from + windowBytes + overlap)));
    const match = matcher.match(text);
    if (!match) continue;
    const skipped = text.slice(0, Math.max(0, match.at - shownBefore));
    const near = Math.min(line.end, from + new TextEncoder().encode(skipped).length);
    return hitOf(line, near, text, match);
  }
  return null;
}

const hitOf = (line: LogLine, near: number, text: string, { at, length }: Match): LineHit => ({
  number: line.number,
  start: line.start,
  end: line.end,
  near,
  matched: text.slice(at, at + Math.min(length, 200)),
});
