interface Counted<Place> {
  count: number;
  readonly first: Place;
}

/** Shared by the counters of one answer: values that may be kept in all. */
export interface ValueRoom {
  left: number;
}

const maxValues = 16_384;
/** So many a counter may always keep, also where others took all room. */
const sureValues = 256;

/**
 * Counts values in bounded memory. Where there is no more room, the count of the median is taken off all and what has nothing left
 * is forgotten (Misra and Gries, 1982, as in the frequent items sketch of Apache DataSketches): what is frequent stays, and
 * a count is at most `missed` too low.
 */
export class FrequentValues<Place> {
  readonly #values = new Map<string, Counted<Place>>();
  readonly #room: ValueRoom;
  #missed = 0;
  #most = 0;

  constructor(room: ValueRoom) {
    this.#room = room;
  }

  add(text: string, place: Place): void {
    const known = this.#values.get(text);
    if (known) {
      known.count += 1;
      return;
    }
    if (this.#values.size >= maxValues || (this.#room.left <= 0 && this.#values.size >= sureValues))
      this.#makeRoom();
    // A copy, for a part of a text keeps the whole text in memory.
    this.#values.set(text.length < 13 ? text : String(JSON.parse(JSON.stringify(text))), {
      count: 1,
      first: place,
    });
    this.#room.left -= 1;
    this.#most = Math.max(this.#most, this.#values.size);
  }

  /** How many different values there are: exactly, or at least where some were forgotten. */
  get distinct(): { readonly count: number; readonly orMore: boolean } {
    return { count: this.#most, orMore: this.#missed > 0 };
  }

  /** How much too low a count may be. */
  get missed(): number {
    return this.#missed;
  }

  /** The most frequent values, equal counts in the order of their first line; `rare`: the least frequent ones. */
  top(limit: number, which: 'frequent' | 'rare' = 'frequent') {
    const sign = which === 'frequent' ? 1 : -1;
    return [...this.#values]
      .map(([text, { count, first }]) => ({ text, count, first }))
      .toSorted((a, b) => sign * (b.count - a.count))
      .slice(0, limit);
  }

  #makeRoom(): void {
    const counts = [...this.#values.values()].map(({ count }) => count).toSorted((a, b) => a - b);
    const off = counts[counts.length >> 1]!;
    this.#missed += off;
    for (const [text, counted] of this.#values) {
      counted.count -= off;
      if (counted.count > 0) continue;
      this.#values.delete(text);
      this.#room.left += 1;
    }
  }
}
