import { Damage } from './damage.ts';

const firstCapacity = 1 << 16;

/**
 * A stream in the pieces that a format asks for. Bytes that were given out are never changed. Damage of the stream below is kept until
 * all bytes before it were read; any other error is thrown at once.
 */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #bytes: Uint8Array = new Uint8Array(0);
  #from = 0;
  #to = 0;
  /** False where `#bytes` is a chunk of the source, which is not ours to write in. */
  #owned = false;
  #ended = false;
  #damage: Damage | null = null;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** What can be read without waiting. */
  get buffered(): Uint8Array {
    return this.#bytes.subarray(this.#from, this.#to);
  }

  /** Waits until `count` bytes are buffered; false where fewer are left. */
  async fill(count: number): Promise<boolean> {
    while (this.#to - this.#from < count) {
      if (this.#ended) return false;
      try {
        const next = await this.#source.next();
        if (next.done) this.#ended = true;
        else this.#append(next.value);
      } catch (error) {
        this.#ended = true;
        if (!(error instanceof Damage)) throw error;
        this.#damage = error;
      }
    }
    return true;
  }

  /** @throws Damage where fewer bytes are left */
  async take(count: number): Promise<Uint8Array> {
    if (!(await this.fill(count))) throw this.#damage ?? Damage.cut();
    this.#from += count;
    return this.#bytes.subarray(this.#from - count, this.#from);
  }

  /** At least one byte and at most `most`; null at the end. @throws Damage of the stream below */
  async some(most: number): Promise<Uint8Array | null> {
    if (await this.fill(1)) return this.take(Math.min(most, this.#to - this.#from));
    if (this.#damage) throw this.#damage;
    return null;
  }

  /** @throws Damage where fewer bytes are left */
  async skip(count: number): Promise<void> {
    for (let left = count; left > 0;) {
      const piece = await this.some(left);
      if (!piece) throw Damage.cut();
      left -= piece.length;
    }
  }

  /** True at the end, also after bytes 0, with which tapes and blocks are filled up. @throws Damage of the stream below */
  async isAtEnd(): Promise<boolean> {
    for (;;) {
      if (!(await this.fill(1))) {
        if (this.#damage) throw this.#damage;
        return true;
      }
      if (this.#bytes[this.#from] !== 0) return false;
      this.#from += 1;
    }
  }

  /** Makes the last `count` bytes of the piece that was read last unread. */
  giveBack(count: number): void {
    this.#from -= count;
  }

  /** Ends the stream below where it did not end by itself. */
  async close(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.#source.return?.();
  }

  async *rest(): AsyncGenerator<Uint8Array> {
    for (let piece = await this.some(Infinity); piece; piece = await this.some(Infinity))
      yield piece;
  }

  #append(chunk: Uint8Array): void {
    const length = this.#to - this.#from;
    if (length === 0) {
      this.#bytes = chunk;
      this.#from = 0;
      this.#to = chunk.length;
      this.#owned = false;
      return;
    }
    if (!this.#owned || this.#bytes.length - this.#to < chunk.length) {
      const grown = new Uint8Array(Math.max(firstCapacity, 2 * (length + chunk.length)));
      grown.set(this.buffered);
      this.#bytes = grown;
      this.#from = 0;
      this.#to = length;
      this.#owned = true;
    }
    this.#bytes.set(chunk, this.#to);
    this.#to += chunk.length;
  }
}

/** Little-endian, unsigned. */
export const uint32 = (bytes: Uint8Array, at: number): number =>
  (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;

/** Big-endian, unsigned. */
export const uint32BigEndian = (bytes: Uint8Array, at: number): number =>
  ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;

export const startsWith = (bytes: Uint8Array, prefix: readonly number[], at = 0): boolean =>
  prefix.every((byte, index) => bytes[at + index] === byte);
