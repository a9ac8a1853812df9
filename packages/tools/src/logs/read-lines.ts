import { detectBinary } from './detect-binary.ts';
import type { BinaryReason } from './detect-binary.ts';

/** One line of a source. */
export interface LogLine {
  /** 1-based. */
  readonly number: number;
  /** Byte range [start, end) without the `\n`; a `\r` before it is inside the range. */
  readonly start: number;
  readonly end: number;
  /**
   * Decoded as UTF-8 (invalid sequences become U+FFFD), without a byte order mark at the start of the
   * source and without the `\r` at the end. Only the first `maxLineBytes` bytes are decoded.
   */
  readonly text: string;
  /** True where the line is longer than `text` shows. */
  readonly cut: boolean;
}

export interface ReadLinesOptions {
  /** Bytes of one line that are kept; the rest is counted and skipped. Default 65,536. */
  readonly maxLineBytes?: number;
  /** Number of the first line, for reading from the middle of a source. Default 1. */
  readonly firstLine?: number;
  /** Offset of the first byte in the whole source. Default 0. */
  readonly firstByte?: number;
  /** Stops between two batches with the reason of the signal. */
  readonly signal?: AbortSignal;
  /** Called after each chunk with the bytes read so far. */
  readonly onProgress?: (bytes: number) => void;
  /**
   * Called when the head of the source is not text; reading ends then without a line.
   * Without it binary data is read as if it were text.
   */
  readonly onBinary?: (reason: BinaryReason) => void;
}

const headBytes = 4096;
/** Bytes that are worked on before other work gets its turn. */
const sliceBytes = 1 << 18;

const yieldToOthers = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Splits a byte stream into lines, in batches; memory is bounded by one chunk and one cut line,
 * however long the lines are. A `\n` at the very end does not start another line.
 * @throws the reason of the signal, or what the source throws.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadLinesOptions = {},
): AsyncGenerator<readonly LogLine[], void, undefined> {
  const { signal, onProgress, onBinary } = options;
  const splitter = new LineSplitter(
    options.maxLineBytes ?? 65_536,
    options.firstLine ?? 1,
    options.firstByte ?? 0,
  );
  let read = 0;
  for await (const chunk of onBinary ? withCheckedHead(chunks, onBinary) : chunks) {
    for (let from = 0; from < chunk.length; from += sliceBytes) {
      signal?.throwIfAborted();
      const batch = splitter.push(chunk.subarray(from, from + sliceBytes));
      if (batch.length > 0) yield batch;
      if (from > 0) await yieldToOthers();
    }
    read += chunk.length;
    onProgress?.(read);
  }
  signal?.throwIfAborted();
  const last = splitter.finish();
  if (last) yield [last];
}

/** Holds the head back until it can be judged; gives nothing at all for binary data. */
async function* withCheckedHead(
  chunks: AsyncIterable<Uint8Array>,
  onBinary: (reason: BinaryReason) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const held: Uint8Array[] = [];
  let bytes = 0;
  let judged = false;
  for await (const chunk of chunks) {
    if (judged) {
      yield chunk;
      continue;
    }
    // The source may use the memory of a chunk again.
    held.push(chunk.length < headBytes ? chunk.slice() : chunk);
    bytes += chunk.length;
    if (bytes < headBytes) continue;
    const reason = detectBinary(joinHead(held));
    if (reason) {
      onBinary(reason);
      return;
    }
    judged = true;
    yield* held.splice(0);
  }
  if (judged) return;
  const reason = detectBinary(joinHead(held));
  if (reason) onBinary(reason);
  else yield* held;
}

function joinHead(chunks: readonly Uint8Array[]): Uint8Array {
  const head = new Uint8Array(headBytes);
  let length = 0;
  for (const chunk of chunks) {
    const part = chunk.subarray(0, headBytes - length);
    head.set(part, length);
    length += part.length;
  }
  return head.subarray(0, length);
}

const lineFeed = 10;
const carriageReturn = 13;

class LineSplitter {
  readonly #maxLineBytes: number;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #number: number;
  /** Offset of the start of the line that is open. */
  #start: number;
  /** Offset of the next byte. */
  #offset: number;
  /** Head of a line that began in an earlier chunk, at most `maxLineBytes + 1` bytes. */
  #carry: Uint8Array | null = null;
  #carried = 0;

  constructor(maxLineBytes: number, firstLine: number, firstByte: number) {
    this.#maxLineBytes = maxLineBytes;
    this.#number = firstLine;
    this.#start = firstByte;
    this.#offset = firstByte;
  }

  push(chunk: Uint8Array): LogLine[] {
    const lines: LogLine[] = [];
    let from = 0;
    for (;;) {
      const at = chunk.indexOf(lineFeed, from);
      if (at < 0) break;
      const end = this.#offset + at;
      if (this.#carried > 0) {
        this.#keep(chunk.subarray(from, at));
        lines.push(this.#line(this.#carry!.subarray(0, this.#carried), end));
        this.#carried = 0;
      } else {
        lines.push(this.#line(chunk.subarray(from, at), end));
      }
      from = at + 1;
      this.#start = end + 1;
    }
    this.#offset += chunk.length;
    if (from < chunk.length) this.#keep(chunk.subarray(from));
    return lines;
  }

  finish(): LogLine | null {
    if (this.#offset === this.#start) return null;
    return this.#line(this.#carry!.subarray(0, this.#carried), this.#offset);
  }

  #keep(part: Uint8Array): void {
    // One byte more than is shown, so that a `\r` at the end of a line of just that length is seen.
    const room = this.#maxLineBytes + 1 - this.#carried;
    const kept = part.length > room ? part.subarray(0, room) : part;
    const needed = this.#carried + kept.length;
    if (!this.#carry || this.#carry.length < needed) {
      const grown = new Uint8Array(Math.min(this.#maxLineBytes + 1, Math.max(4096, needed * 2)));
      if (this.#carry) grown.set(this.#carry.subarray(0, this.#carried));
      this.#carry = grown;
    }
    this.#carry.set(kept, this.#carried);
    this.#carried = needed;
  }

  #line(bytes: Uint8Array, end: number): LogLine {
    const start = this.#start;
    let shown = bytes;
    if (end - start === bytes.length && bytes[bytes.length - 1] === carriageReturn)
      shown = bytes.subarray(0, -1);
    const cut = shown.length > this.#maxLineBytes || end - start > bytes.length;
    if (cut) shown = shown.subarray(0, this.#maxLineBytes);
    let text = this.#decoder.decode(shown);
    if (start === 0 && text.startsWith('\uFEFF')) text = text.slice(1);
    return { number: this.#number++, start, end, text, cut };
  }
}
