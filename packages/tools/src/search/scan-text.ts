import type { LineMatcher, RequiredText } from './line-matcher.ts';
import type { LineHit, ScanResult } from './scan-lines.ts';

/** Where an event begins: its line and its first byte. */
interface EventStart {
  readonly line: number;
  readonly start: number;
}

export interface ScanTextOptions<Event extends EventStart> {
  /** How many hits are given back; all are counted. */
  readonly keep: number;
  /** The last event that begins at or before a byte, so that lines need not be counted from the start of the source; null where there is none. */
  readonly eventAt?: (byte: number) => Event | null | Promise<Event | null>;
  /** Whether a line that matches counts; `start` is its first byte. */
  readonly accept?: (event: Event | null, start: number) => boolean;
  /** Reads bytes [from, to) of the source, for lines and events that lie over several chunks. */
  readonly read: (from: number, to: number) => Promise<Uint8Array>;
  readonly signal?: AbortSignal;
}

const lineFeed = 10;
/** Bytes that are looked through at once: longer texts would live where collecting them is costly. */
const windowBytes = 1 << 16;
/** Bytes of a line that a matcher is tried on. */
const maxLineBytes = 65_536;
/** Characters before a match deep inside a line that are shown with it. */
const shownBefore = 80;
/** Share of the worst line after which other work, and the wish to stop, get their turn. */
const workBetweenTurns = 0.1;
const yieldToOthers = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One character a byte, so that places in the text are places in the bytes. */
const bytewise = new TextDecoder('latin1');
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Lines of a source that match, with the number of all that do, for a matcher that knows a text without which no line matches: whole
 * chunks are looked through for that text, which costs a fraction of looking at each line. Memory is bounded by one chunk,
 * however long the lines are.
 */
export async function scanText<Event extends EventStart>(
  chunks: AsyncIterable<Uint8Array>,
  matcher: LineMatcher & { readonly required: RequiredText },
  options: ScanTextOptions<Event>,
): Promise<ScanResult> {
  const scan = new TextScan(matcher, options);
  for await (const chunk of chunks) {
    options.signal?.throwIfAborted();
    for (let at = 0; at < chunk.length; at += windowBytes)
      await scan.push(chunk.subarray(at, at + windowBytes));
  }
  options.signal?.throwIfAborted();
  return scan.finish();
}

type OpenHit = { -readonly [Key in keyof LineHit]: LineHit[Key] };

class TextScan<Event extends EventStart> {
  readonly #matcher: LineMatcher & { readonly required: RequiredText };
  readonly #options: ScanTextOptions<Event>;
  readonly #find: (text: string, from: number) => number;
  /** Bytes of the required text. */
  readonly #length: number;
  readonly #result: ScanResult = { hits: [], total: 0, longLines: 0 };
  #chunk: Uint8Array = new Uint8Array(0);
  #text = '';
  /** Offset of the first byte of the chunk. */
  #from = 0;
  /** Offset of the line that is open at the start of the chunk. */
  #lineStart = 0;
  /** The end of what came before, too short for the required text: it may go on into the chunk. */
  #tail = '';
  /** True where the line that is open was decided already; its hit, where there is one, still needs its end. */
  #decided = false;
  #openHit: OpenHit | null = null;
  /** A line whose number is known, from the last match. */
  #known: EventStart = { line: 1, start: 0 };
  #work = 0;

  constructor(
    matcher: LineMatcher & { readonly required: RequiredText },
    options: ScanTextOptions<Event>,
  ) {
    this.#matcher = matcher;
    this.#options = options;
    const { text, anyCase } = matcher.required;
    const bytes = new TextEncoder().encode(text);
    this.#length = bytes.length;
    this.#find = anyCase ? anyCaseFinder(text) : finderOf(bytewise.decode(bytes));
  }

  async push(chunk: Uint8Array): Promise<void> {
    const text = bytewise.decode(chunk);
    this.#chunk = chunk;
    this.#text = text;
    let from = 0;
    if (this.#decided) {
      from = this.#endOpenLine();
    } else if (this.#tail !== '') {
      const joint = this.#find(this.#tail + text.slice(0, this.#length - 1), 0);
      if (joint >= 0) from = await this.#match(joint - this.#tail.length);
    }
    while (from < text.length) {
      const at = this.#find(text, from);
      if (at < 0) break;
      from = await this.#match(at);
    }
    const lastBreak = text.lastIndexOf('\n');
    if (lastBreak >= 0) this.#lineStart = this.#from + lastBreak + 1;
    const most = this.#length - 1;
    const end = text.length < most ? this.#tail + text : text;
    this.#tail = most > 0 ? end.slice(-most) : '';
    this.#from += chunk.length;
  }

  finish(): ScanResult {
    if (this.#openHit) this.#openHit.end = this.#from;
    return this.#result;
  }

  /** @returns where in the chunk the next line begins; the length of the chunk where the open line goes on. */
  #endOpenLine(): number {
    const end = this.#text.indexOf('\n');
    if (end < 0) return this.#text.length;
    if (this.#openHit) this.#openHit.end = this.#from + end;
    this.#openHit = null;
    this.#decided = false;
    return end + 1;
  }

  /**
   * Decides the line that has the required text there, a place in the chunk, before it where the text began in an earlier one.
   * @returns where in the chunk the next line begins.
   */
  async #match(at: number): Promise<number> {
    const before = at > 0 ? this.#text.lastIndexOf('\n', at - 1) : -1;
    const start = before < 0 ? this.#lineStart : this.#from + before + 1;
    const found = this.#text.indexOf('\n', Math.max(0, at + this.#length));
    const next = found < 0 ? this.#text.length : found + 1;
    const hit = this.#matcher.required.enough
      ? this.#hitAt(at, start, found)
      : await this.#tryLine(start, found);
    const counts = hit !== null && (await this.#counts(start));
    if (counts) {
      this.#result.total += 1;
      if (this.#result.hits.length < this.#options.keep) {
        hit.number = await this.#numberOf(start);
        this.#result.hits.push(hit);
      }
    }
    if (found < 0) {
      this.#decided = true;
      this.#openHit = counts ? hit : null;
    }
    return next;
  }

  /** `#counts` and `#numberOf` ask for the event at one place after the other. */
  #event: Event | null = null;

  async #counts(start: number): Promise<boolean> {
    const { accept, eventAt } = this.#options;
    const event = eventAt?.(start) ?? null;
    this.#event = event instanceof Promise ? await event : event;
    return accept?.(this.#event, start) ?? true;
  }

  /** The number of the line that begins there, counted from the event that it belongs to or from the last one that was counted. */
  async #numberOf(start: number): Promise<number> {
    const event = this.#event;
    const near = event && event.start >= this.#known.start ? event : this.#known;
    let line = near.line;
    if (near.start >= this.#from) line += this.#breaks(near.start - this.#from, start - this.#from);
    else
      for (let from = near.start; from < start; from += 1 << 20) {
        const part = await this.#options.read(from, Math.min(start, from + (1 << 20)));
        for (const byte of part) if (byte === lineFeed) line += 1;
      }
    this.#known = { line, start };
    return line;
  }

  #breaks(from: number, to: number): number {
    let breaks = 0;
    for (let at = from; at < to; at++) if (this.#chunk[at] === lineFeed) breaks += 1;
    return breaks;
  }

  #hitAt(at: number, start: number, lineEnd: number): OpenHit {
    const { text, anyCase } = this.#matcher.required;
    let near = start;
    if (this.#from + at - start > maxLineBytes) {
      let from = at < 0 ? at : Math.max(0, at - shownBefore);
      // Not in the middle of a character.
      while (from >= 0 && from < at && (this.#chunk[from]! & 0xc0) === 0x80) from += 1;
      near = Math.max(start, this.#from + from);
    }
    const asWritten = (): string =>
      at < 0
        ? (this.#tail + this.#text.slice(0, this.#length)).slice(at + this.#tail.length)
        : this.#text.slice(at);
    // Only ASCII is looked for in any case, so that bytes are characters.
    const matched = anyCase ? asWritten().slice(0, this.#length) : text;
    return {
      number: 0,
      start,
      end: lineEnd < 0 ? start : this.#from + lineEnd,
      near,
      matched: matched.slice(0, 200),
    };
  }

  async #tryLine(start: number, lineEnd: number): Promise<OpenHit | null> {
    let bytes: Uint8Array;
    if (start >= this.#from && lineEnd >= 0)
      bytes = this.#chunk.subarray(start - this.#from, lineEnd);
    else {
      bytes = await this.#options.read(start, start + maxLineBytes + 2);
      const end = bytes.indexOf(lineFeed);
      if (end >= 0) bytes = bytes.subarray(0, end);
    }
    if (bytes.at(-1) === 13 && bytes.length <= maxLineBytes + 1) bytes = bytes.subarray(0, -1);
    const cut = bytes.length > maxLineBytes;
    let text = utf8.decode(cut ? bytes.subarray(0, maxLineBytes) : bytes);
    if (start === 0 && text.startsWith('\uFEFF')) text = text.slice(1);
    this.#work += this.#matcher.work?.(text.length) ?? 0;
    if (this.#work > workBetweenTurns) {
      this.#work = 0;
      await yieldToOthers();
      this.#options.signal?.throwIfAborted();
    }
    const match = this.#matcher.match(text);
    if (!match) {
      if (cut || text.length > this.#matcher.reach) this.#result.longLines += 1;
      return null;
    }
    return {
      number: 0,
      start,
      end: lineEnd < 0 ? start : this.#from + lineEnd,
      near: start,
      matched: text.slice(match.at, match.at + Math.min(match.length, 200)),
    };
  }
}

const finderOf =
  (bytes: string) =>
  (text: string, from: number): number =>
    text.indexOf(bytes, from);

/** ASCII letters in any case. A letter that only Unicode folds to one of them (the sign of kelvin) is none. */
function anyCaseFinder(ascii: string): (text: string, from: number) => number {
  const pattern = new RegExp(ascii.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'gi');
  return (text, from) => {
    pattern.lastIndex = from;
    return pattern.test(text) ? pattern.lastIndex - ascii.length : -1;
  };
}
