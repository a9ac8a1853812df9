import type { Long } from '../long.ts';

const maxUint32 = 0xff_ff_ff_ff;

/**
 * A column of whole numbers that takes no memory while all are 0, four bytes a value while none is negative or beyond 2^32, and eight
 * otherwise. Values beyond 2^53 are exact too.
 */
export class NumberColumn {
  #values: Uint32Array | Float64Array | null = null;
  #exact: Map<number, Long> | null = null;

  get(row: number): number {
    const values = this.#values;
    return values !== null && row < values.length ? values[row]! : 0;
  }

  exact(row: number): Long {
    return this.#exact?.get(row) ?? this.get(row);
  }

  /** True while every value is 0. */
  get isEmpty(): boolean {
    return this.#values === null;
  }

  get hasExact(): boolean {
    return this.#exact !== null;
  }

  /** `capacity` rows are made room for, at least. */
  set(row: number, value: number, capacity: number): void {
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
}
