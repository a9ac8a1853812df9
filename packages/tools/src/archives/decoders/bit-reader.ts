import { Damage } from '../damage.ts';

/** Bits of bytes, the highest first. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at: number;

  /** Begins at bit `bit` of the bytes. */
  constructor(bytes: Uint8Array, bit: number) {
    this.#bytes = bytes;
    this.#at = bit;
  }

  /** Up to 32 bits as an unsigned number. @throws Damage at the end */
  read(count: number): number {
    let value = 0;
    if (this.#at + count > this.#bytes.length * 8) throw Damage.cut();
    for (let left = count; left > 0;) {
      const within = this.#at & 7;
      const taken = Math.min(8 - within, left);
      const byte = this.#bytes[this.#at >> 3]!;
      value = (value << taken) | ((byte >> (8 - within - taken)) & ((1 << taken) - 1));
      this.#at += taken;
      left -= taken;
    }
    return value >>> 0;
  }

  /** Bytes that were read to their last bit. */
  get wholeBytes(): number {
    return this.#at >> 3;
  }

  /** Bytes that were begun. */
  get endByte(): number {
    return (this.#at + 7) >> 3;
  }

  /** Bits read of the byte after the whole ones. */
  get bit(): number {
    return this.#at & 7;
  }
}
