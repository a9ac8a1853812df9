/** A cache is small until so many messages came; both are powers of two. */
const firstSlots = 256;
const maxSlots = 16_384;
/** Longer messages are not kept. */
const slotWords = 64;
const slotLength = slotWords + 2;

/**
 * The templates of messages seen with exactly the same words: most messages of a log are. A newer message takes the place of an
 * older one with the same slot, so that the size is fixed.
 */
export class MessageCache {
  /** Each slot: number of words + 1 (0 where empty), id of the template, words. */
  #slots = new Int32Array(firstSlots * slotLength);
  #mask = firstSlots - 1;
  #kept = 0;

  /** The id kept for these words; -1 where there is none. */
  get(words: Int32Array, count: number, hash: number): number {
    const kept = this.#slots;
    const from = this.#from(hash);
    if (kept[from] !== count + 1) return -1;
    for (let at = 0; at < count; at++) if (kept[from + 2 + at] !== words[at]) return -1;
    return kept[from + 1]!;
  }

  set(words: Int32Array, count: number, hash: number, id: number): void {
    if (count > slotWords) return;
    this.#kept += 1;
    if (this.#kept > this.#mask && this.#mask < maxSlots - 1) this.#grow();
    const from = this.#from(hash);
    this.#slots[from] = count + 1;
    this.#slots[from + 1] = id;
    this.#slots.set(words.subarray(0, count), from + 2);
  }

  clear(): void {
    this.#slots.fill(0);
  }

  /** What was kept is forgotten: it comes again with the next messages. */
  #grow(): void {
    const slots = (this.#mask + 1) * 4;
    this.#slots = new Int32Array(slots * slotLength);
    this.#mask = slots - 1;
    this.#kept = 0;
  }

  #from(hash: number): number {
    return (hash & this.#mask) * slotLength;
  }
}
