const maxBits = 1 << 24;

/** A set of small whole numbers, a bit each; of numbers beyond 16 million, and negative ones, one by one. */
export class BitSet {
  #bits = new Uint32Array(4);
  readonly #others = new Set<number>();
  #size = 0;

  get size(): number {
    return this.#size + this.#others.size;
  }

  has(value: number): boolean {
    if (!(value >= 0 && value < maxBits)) return this.#others.has(value);
    return ((this.#bits[value >>> 5] ?? 0) & (1 << (value & 31))) !== 0;
  }

  add(value: number): void {
    if (!(value >= 0 && value < maxBits)) {
      this.#others.add(value);
      return;
    }
    const word = value >>> 5;
    if (word >= this.#bits.length) {
      const grown = new Uint32Array(Math.max(word + 1, 2 * this.#bits.length));
      grown.set(this.#bits);
      this.#bits = grown;
    }
    const bit = 1 << (value & 31);
    if ((this.#bits[word]! & bit) !== 0) return;
    this.#bits[word]! |= bit;
    this.#size += 1;
  }
}
