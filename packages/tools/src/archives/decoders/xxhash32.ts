const prime1 = 0x9e3779b1;
const prime2 = 0x85ebca77;
const prime3 = 0xc2b2ae3d;
const prime4 = 0x27d4eb2f;
const prime5 = 0x165667b1;

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
const round = (lane: number, word: number): number =>
  Math.imul(rotate((lane + Math.imul(word, prime2)) | 0, 13), prime1);
const wordAt = (bytes: Uint8Array, at: number): number =>
  bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);

/** XXH32 (xxHash fast digest algorithm, version 0.1.1) over pieces. */
export class XxHash32 {
  readonly #lanes: [number, number, number, number];
  readonly #seed: number;
  readonly #held = new Uint8Array(16);
  #heldLength = 0;
  #length = 0;

  constructor(seed = 0) {
    this.#seed = seed;
    this.#lanes = [
      (seed + prime1 + prime2) | 0,
      (seed + prime2) | 0,
      seed | 0,
      (seed - prime1) | 0,
    ];
  }

  update(bytes: Uint8Array): this {
    this.#length += bytes.length;
    let at = 0;
    if (this.#heldLength > 0) {
      at = Math.min(16 - this.#heldLength, bytes.length);
      this.#held.set(bytes.subarray(0, at), this.#heldLength);
      this.#heldLength += at;
      if (this.#heldLength < 16) return this;
      this.#stripes(this.#held, 0, 16);
      this.#heldLength = 0;
    }
    const end = at + ((bytes.length - at) & ~15);
    this.#stripes(bytes, at, end);
    this.#held.set(bytes.subarray(end));
    this.#heldLength = bytes.length - end;
    return this;
  }

  /** Unsigned. */
  digest(): number {
    const [a, b, c, d] = this.#lanes;
    let hash =
      this.#length >= 16
        ? (rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18)) | 0
        : (this.#seed + prime5) | 0;
    hash = (hash + this.#length) | 0;
    let at = 0;
    for (; at + 4 <= this.#heldLength; at += 4)
      hash = Math.imul(rotate((hash + Math.imul(wordAt(this.#held, at), prime3)) | 0, 17), prime4);
    for (; at < this.#heldLength; at++)
      hash = Math.imul(rotate((hash + Math.imul(this.#held[at]!, prime5)) | 0, 11), prime1);
    hash = Math.imul(hash ^ (hash >>> 15), prime2);
    hash = Math.imul(hash ^ (hash >>> 13), prime3);
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  #stripes(bytes: Uint8Array, from: number, to: number): void {
    let [a, b, c, d] = this.#lanes;
    for (let at = from; at < to; at += 16) {
      a = round(a, wordAt(bytes, at));
      b = round(b, wordAt(bytes, at + 4));
      c = round(c, wordAt(bytes, at + 8));
      d = round(d, wordAt(bytes, at + 12));
    }
    this.#lanes[0] = a;
    this.#lanes[1] = b;
    this.#lanes[2] = c;
    this.#lanes[3] = d;
  }
}
