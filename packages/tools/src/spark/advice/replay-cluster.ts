/** The slots of all executors, by the time at which they are free. */
export class Cluster {
  readonly #heap: SlotHeap;
  readonly #slotsEach: number;
  readonly #idleMs: number;
  readonly #arrived: Float64Array;
  readonly #lastEnd: Float64Array;
  readonly #held: Float64Array;
  #now = 0;

  constructor(arrivals: readonly number[], executors: number, slotsEach: number, idleMs: number) {
    this.#slotsEach = slotsEach;
    this.#idleMs = idleMs;
    // More executors than there were come with the last of them: a cluster starts them side by side.
    this.#arrived = Float64Array.from(
      { length: executors },
      (_, at) => arrivals[Math.min(at, arrivals.length - 1)]!,
    );
    this.#lastEnd = this.#arrived.slice();
    this.#held = new Float64Array(executors);
    this.#heap = new SlotHeap(
      Float64Array.from(
        { length: executors * slotsEach },
        (_, slot) => this.#arrived[this.executorOf(slot)]!,
      ),
    );
  }

  executorOf = (slot: number): number => Math.floor(slot / this.#slotsEach);

  get slots(): number {
    return this.#heap.size;
  }

  /** The slot that is free first, and when. */
  next(): { readonly slot: number; readonly at: number } {
    const { slot, at } = this.#heap.first();
    return { slot, at: Math.max(at, this.#now) };
  }

  /** Lets time pass, for all slots at once: no task begins before. */
  wait(until: number): void {
    this.#now = Math.max(this.#now, until);
  }

  /** Gives the first slot a task. */
  run(from: number, to: number, betweenMs: number): void {
    const executor = this.executorOf(this.#heap.first().slot);
    this.#hold(executor, from);
    this.#lastEnd[executor] = Math.max(this.#lastEnd[executor]!, to);
    this.#heap.moveFirst(to + betweenMs);
  }

  /** Sum over executors of the time for which they were held until the end of the run. */
  heldMs(end: number): number {
    for (let executor = 0; executor < this.#held.length; executor += 1) this.#hold(executor, end);
    return this.#held.reduce((sum, each) => sum + each, 0);
  }

  #hold(executor: number, until: number): void {
    const since = this.#arrived[executor]!;
    if (until <= since) return;
    // After its idle time an executor is given back, and held again from its next task on.
    const left = Math.min(until, this.#lastEnd[executor]! + this.#idleMs);
    this.#held[executor]! += Math.max(0, left - since);
    this.#arrived[executor] = until;
  }
}

/** Slots by the time at which they are free, the lowest number first among equals. */
class SlotHeap {
  readonly #free: Float64Array;
  readonly #slots: Int32Array;

  constructor(free: Float64Array) {
    const order = Array.from(free.keys()).toSorted((a, b) => free[a]! - free[b]! || a - b);
    this.#free = Float64Array.from(order, (slot) => free[slot]!);
    this.#slots = Int32Array.from(order);
  }

  get size(): number {
    return this.#slots.length;
  }

  first(): { readonly slot: number; readonly at: number } {
    return { slot: this.#slots[0]!, at: this.#free[0]! };
  }

  moveFirst(free: number): void {
    const slot = this.#slots[0]!;
    const { length } = this.#slots;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= length) break;
      const child = left + 1 < length && this.#isBefore(left + 1, left) ? left + 1 : left;
      if (this.#free[child]! > free || (free === this.#free[child] && this.#slots[child]! > slot))
        break;
      this.#free[at] = this.#free[child]!;
      this.#slots[at] = this.#slots[child]!;
      at = child;
    }
    this.#free[at] = free;
    this.#slots[at] = slot;
  }

  #isBefore(one: number, other: number): boolean {
    return (
      this.#free[one]! < this.#free[other]! ||
      (this.#free[other] === this.#free[one] && this.#slots[one]! < this.#slots[other]!)
    );
  }
}
