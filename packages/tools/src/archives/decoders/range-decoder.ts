import { Damage } from '../damage.ts';

/** Half of 2^11: neither bit is more probable. */
export const evenOdds = 1 << 10;

const topValue = 2 ** 24;

/** The range decoder of LZMA over one chunk: bits whose probabilities are learned. */
export class RangeDecoder {
  readonly #bytes: Uint8Array;
  #at = 5;
  #range = 0xffffffff;
  #code: number;

  /** @throws Damage where the chunk cannot begin so */
  constructor(bytes: Uint8Array) {
    if (bytes.length < 5 || bytes[0] !== 0) throw Damage.broken();
    this.#bytes = bytes;
    this.#code = ((bytes[1]! << 24) | (bytes[2]! << 16) | (bytes[3]! << 8) | bytes[4]!) >>> 0;
  }

  /** One bit by the probability at `index`, which learns from it. */
  bit(odds: Uint16Array, index: number): number {
    this.#normalize();
    const probability = odds[index]!;
    const bound = (this.#range >>> 11) * probability;
    if (this.#code < bound) {
      this.#range = bound;
      odds[index] = probability + ((2048 - probability) >> 5);
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    odds[index] = probability - (probability >> 5);
    return 1;
  }

  /** Bits of equal odds, the highest first. */
  direct(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left--) {
      this.#normalize();
      this.#range >>>= 1;
      const isOne = this.#code >= this.#range;
      if (isOne) this.#code -= this.#range;
      value = value * 2 + (isOne ? 1 : 0);
    }
    return value;
  }

  /** `bits` bits along a tree of probabilities, the highest first. */
  tree(odds: Uint16Array, from: number, bits: number): number {
    let node = 1;
    for (let left = bits; left > 0; left--) node = (node << 1) | this.bit(odds, from + node);
    return node - (1 << bits);
  }

  /** The same with the lowest bit first. */
  reverseTree(odds: Uint16Array, from: number, bits: number): number {
    let node = 1;
    let value = 0;
    for (let place = 0; place < bits; place++) {
      const bit = this.bit(odds, from + node);
      node = (node << 1) | bit;
      value |= bit << place;
    }
    return value;
  }

  /** Whether the chunk was read to its last byte and ends as an encoder ends it. */
  isAtEnd(): boolean {
    this.#normalize();
    return this.#at === this.#bytes.length && this.#code === 0;
  }

  #normalize(): void {
    if (this.#range >= topValue) return;
    if (this.#at >= this.#bytes.length) throw Damage.broken();
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | this.#bytes[this.#at++]!) >>> 0;
  }
}
