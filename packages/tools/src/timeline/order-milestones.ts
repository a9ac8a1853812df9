import { estimateClocks, type Clock } from './estimate-clocks.ts';
import { certainPairs } from './happens-before.ts';
import { joinEntities, type PlacedMilestone, type TimelineFile } from './join-entities.ts';

/** A milestone in its place among all. */
export interface OrderedMilestone extends PlacedMilestone {
  /** The time that decided its place: the written one without the estimated zone and lead of its file's clock. */
  readonly corrected: number | null;
}

export interface OrderedMilestones {
  readonly milestones: readonly OrderedMilestone[];
  /** By file. */
  readonly clocks: readonly Clock[];
}

/** Lines of one file, and of those that it was rotated into, stand in the order in which things happened, unless its times jump back by more than this. */
const jumpsBack = 5000;

/**
 * Puts the milestones of all files into one order that holds whatever the clocks say: what must come before something else does
 * (`happens-before.ts`), lines of one file keep their order, and between those the corrected time decides.
 */
export function orderMilestones(files: readonly TimelineFile[]): OrderedMilestones {
  const placed = joinEntities(files);
  const clocks = estimateClocks(files, placed);
  const all = placed.map((each): OrderedMilestone => {
    const { time } = each.milestone;
    const { zoneMinutes, skewMs } = clocks[each.file]!;
    return { ...each, corrected: time === null ? null : time - zoneMinutes * 60_000 - skewMs };
  });
  const following = new Map<number, number[]>();
  const waits = all.map(() => 0);
  const precede = (before: number, after: number): void => {
    const list = following.get(before);
    if (list) list.push(after);
    else following.set(before, [after]);
    waits[after]! += 1;
  };
  for (const [before, after] of certainPairs(placed)) precede(before, after);
  /** Index of the last milestone of a file, or of the rotated one before it. */
  const lastOf = new Map<number, number>();
  all.forEach((after, at) => {
    const { follows } = files[after.file]!;
    const last = lastOf.get(after.file) ?? (follows == null ? undefined : lastBefore(follows));
    lastOf.set(after.file, at);
    if (last === undefined) return;
    const before = all[last]!;
    if (before.corrected !== null && after.corrected !== null)
      if (after.corrected < before.corrected - jumpsBack) return;
    precede(last, at);
  });
  function lastBefore(file: number): number | undefined {
    for (let at: number | null | undefined = file; at != null; at = files[at]!.follows) {
      const last = lastOf.get(at);
      if (last !== undefined) return last;
    }
    return undefined;
  }
  const key = all.map(({ corrected }) => corrected ?? -Infinity);
  const earlier = (a: number, b: number): boolean =>
    key[a] === key[b] ? a < b : key[a]! < key[b]!;
  const ready = new Ready(earlier);
  const left = new Set(all.keys());
  for (const index of left) if (waits[index] === 0) ready.push(index);
  const ordered: OrderedMilestone[] = [];
  while (left.size > 0) {
    // Orders that contradict each other (a joined id that was wrong) are broken at the earliest time.
    const next = ready.pop() ?? [...left].reduce((a, b) => (earlier(b, a) ? b : a));
    if (!left.delete(next)) continue;
    ordered.push(all[next]!);
    for (const after of following.get(next) ?? []) {
      waits[after]! -= 1;
      if (waits[after] === 0 && left.has(after)) ready.push(after);
    }
  }
  return { milestones: ordered, clocks };
}

/** A binary heap. */
class Ready {
  readonly #heap: number[] = [];
  readonly #earlier: (a: number, b: number) => boolean;

  constructor(earlier: (a: number, b: number) => boolean) {
    this.#earlier = earlier;
  }

  push(index: number): void {
    const heap = this.#heap;
    heap.push(index);
    for (let at = heap.length - 1; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.#earlier(heap[at]!, heap[parent]!)) break;
      [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
      at = parent;
    }
  }

  pop(): number | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || last === undefined) return top;
    heap[0] = last;
    for (let at = 0; ;) {
      const left = at * 2 + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && this.#earlier(heap[right]!, heap[left]!) ? right : left;
      if (!this.#earlier(heap[child]!, heap[at]!)) break;
      [heap[at], heap[child]] = [heap[child]!, heap[at]!];
      at = child;
    }
    return top;
  }
}
