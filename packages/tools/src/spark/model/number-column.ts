import type { Long } from '../long.ts';

const maxUint8 = 0xff;
const maxUint16 = 0xff_ff;
const maxUint32 = 0xff_ff_ff_ff;

type Values = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/**
 * A column of whole numbers that takes no memory while all are 0, four bytes a value while none is negative or beyond 2^32, and eight
 * otherwise. Values beyond 2^53 are exact too. When its stage has ended it is packed: what differs from the smallest value, in as few bytes
 * as that needs, which for times, ids and places in the log is one or two.
 */
export class NumberColumn {
  #values: Values | null = null;
  /** Is added to each value; 0 while the column is open. */
  #base = 0;
  /** Rows of a packed column; -1 while it is open. */
  #packed = -1;
  #exact: Map<number, Long> | null = null;

  get(row: number): number {
    const values = this.#values;
    if (this.#packed === -1) return values !== null && row < values.length ? values[row]! : 0;
    if (row >= this.#packed) return 0;
    return values === null ? this.#base : this.#base + values[row]!;
  }

  exact(row: number): Long {
    return this.#exact?.get(row) ?? this.get(row);
  }

  /** True while every value is 0. */
  get isEmpty(): boolean {
    return this.#values === null && this.#base === 0;
  }

  get hasExact(): boolean {
    return this.#exact !== null;
  }

  /** `capacity` rows are made room for, at least. */
  set(row: number, value: number, capacity: number): void {
    if (this.#packed !== -1) {
      if (row < this.#packed && this.get(row) === value && this.#exact === null) return;
      this.#open(capacity);
    }
    let values = this.#values;
    if (values === null) {
      if (value === 0) return;
      values = new Uint32Array(capacity);
      this.#values = values;
    } else if (row >= values.length) {
      if (value === 0) return;
      const grown =
        values instanceof Uint32Array ? new Uint32Array(capacity) : new Float64Array(capacity);
      grown.set(values);
      values = grown;
      this.#values = values;
    }
    if (values instanceof Uint32Array && !(value >= 0 && value <= maxUint32)) {
      values = Float64Array.from(values);
      this.#values = values;
    }
    values[row] = value;
    if (this.#exact !== null) this.#exact.delete(row);
  }

  setExact(row: number, value: Long, capacity: number): void {
    this.set(row, Number(value), capacity);
    if (typeof value === 'bigint') (this.#exact ??= new Map()).set(row, value);
  }

  /** Makes it as small as its first `count` rows allow; there are no others. It may still be written: then it is opened again. */
  pack(count: number): void {
    if (this.#packed !== -1) return;
    const values = this.#values;
    if (values === null) return;
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < count; row += 1) {
      const value = this.get(row);
      // A sum with the smallest value must give the same number again.
      if (!Number.isSafeInteger(value)) return;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    const range = most - least;
    if (count === 0 || range > maxUint32) return;
    const packed =
      range === 0
        ? null
        : range <= maxUint8
          ? new Uint8Array(count)
          : range <= maxUint16
            ? new Uint16Array(count)
            : new Uint32Array(count);
    if (packed) for (let row = 0; row < count; row += 1) packed[row] = this.get(row) - least;
    this.#values = packed;
    this.#base = least;
    this.#packed = count;
  }

  #open(capacity: number): void {
    const packed = this.#values;
    const range =
      packed === null
        ? 0
        : packed instanceof Uint8Array
          ? maxUint8
          : packed instanceof Uint16Array
            ? maxUint16
            : maxUint32;
    const isNarrow = this.#base >= 0 && this.#base + range <= maxUint32;
    const values = isNarrow ? new Uint32Array(capacity) : new Float64Array(capacity);
    for (let row = 0; row < this.#packed; row += 1) values[row] = this.get(row);
    this.#values = values;
    this.#base = 0;
    this.#packed = -1;
  }
}
