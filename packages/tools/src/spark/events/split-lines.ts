/** Where a line stands: bytes [from, to) of `bytes`, and its place in the file. */
export interface ByteLine {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** 1-based. */
  readonly number: number;
  /** Offset of its first byte in the file. */
  readonly start: number;
  /** Bytes of the whole line, without its end. */
  readonly length: number;
}

const newline = 10;

/**
 * Looks at the line that begins at `from`, and works it in where it can, without anybody having looked for its end before. There are
 * only whole lines before `to`.
 * @returns where the next line begins; -1 where it did nothing
 */
type ReadAhead = (
  bytes: Uint8Array,
  from: number,
  to: number,
  number: number,
  start: number,
) => number;

const doesNothing: ReadAhead = () => -1;

/**
 * Hands each line of a stream to a function without copying it, except where a chunk ends inside it. The line object is used again for
 * the next line. Of a line longer than `maxLineBytes` only its first 1,024 bytes are kept, and `length` says how long it is.
 * @returns false where the last line has no end
 */
export class LineSplitter {
  readonly #maxLineBytes: number;
  readonly #take: (line: ByteLine) => void;
  readonly #readAhead: ReadAhead;
  /** The begun line: pieces of earlier chunks, joined in one growing array. */
  #carry = new Uint8Array(0);
  #carried = 0;
  /** Bytes of the begun line that were not kept. */
  #dropped = 0;
  #number = 0;
  #offset = 0;

  constructor(
    maxLineBytes: number,
    take: (line: ByteLine) => void,
    readAhead: ReadAhead = doesNothing,
  ) {
    this.#maxLineBytes = maxLineBytes;
    this.#take = take;
    this.#readAhead = readAhead;
  }

  push(chunk: Uint8Array): void {
    let from = 0;
    const whole = chunk.lastIndexOf(newline) + 1;
    while (from < chunk.length) {
      if (from < whole && this.#carried === 0 && this.#dropped === 0) {
        const next = this.#readAhead(chunk, from, whole, this.#number + 1, this.#offset);
        if (next > from) {
          this.#number += 1;
          this.#offset += next - from;
          from = next;
          continue;
        }
      }
      const end = chunk.indexOf(newline, from);
      if (end === -1) {
        this.#keep(chunk, from, chunk.length);
        return;
      }
      if (this.#carried > 0 || this.#dropped > 0) {
        this.#keep(chunk, from, end);
        this.#giveCarried(1);
      } else {
        const length = end - from;
        const kept = length > this.#maxLineBytes ? headBytes : length;
        this.#give(chunk, from, from + kept, length, 1);
      }
      from = end + 1;
    }
  }

  /** Gives what stands behind the last line end. @returns whether there was something */
  finish(): boolean {
    if (this.#carried === 0 && this.#dropped === 0) return false;
    this.#giveCarried(0);
    return true;
  }

  get lines(): number {
    return this.#number;
  }

  #keep(chunk: Uint8Array, from: number, to: number): void {
    const count = to - from;
    if (this.#dropped > 0 || this.#carried + count > this.#maxLineBytes) {
      this.#dropped += count + Math.max(0, this.#carried - headBytes);
      if (this.#carried === 0) {
        this.#carry = chunk.slice(from, Math.min(to, from + headBytes));
        this.#dropped -= this.#carry.length;
        this.#carried = this.#carry.length;
      } else if (this.#carried > headBytes) {
        this.#carry = this.#carry.slice(0, headBytes);
        this.#carried = headBytes;
      }
      return;
    }
    if (this.#carried + count > this.#carry.length) {
      const wanted = Math.max(1 << 16, 2 * (this.#carried + count));
      const grown = new Uint8Array(Math.min(wanted, Math.max(1 << 16, this.#maxLineBytes)));
      grown.set(this.#carry.subarray(0, this.#carried));
      this.#carry = grown;
    }
    this.#carry.set(chunk.subarray(from, to), this.#carried);
    this.#carried += count;
  }

  #giveCarried(endBytes: number): void {
    const length = this.#carried + this.#dropped;
    this.#give(this.#carry, 0, this.#carried, length, endBytes);
    // One long line must not hold its memory for ever.
    if (this.#carry.length > 1 << 22) this.#carry = new Uint8Array(0);
    this.#carried = 0;
    this.#dropped = 0;
  }

  #give(bytes: Uint8Array, from: number, to: number, length: number, endBytes: number): void {
    this.#number += 1;
    const start = this.#offset;
    this.#offset += length + endBytes;
    const last = to > from && bytes[to - 1] === 13 ? to - 1 : to;
    this.#take({ bytes, from, to: last, number: this.#number, start, length });
  }
}

/** Of a line that is too long: enough to see what it was. */
const headBytes = 1024;
