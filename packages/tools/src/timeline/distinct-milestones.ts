import { momentOf, onceOf } from './happens-before.ts';
import type { OrderedMilestone } from './order-milestones.ts';

/** One moment, whoever reports it. */
export interface DistinctMilestone {
  each: OrderedMilestone;
  count: number;
  /** Other files that report it. */
  readonly alsoIn: Set<number>;
}

/** The line of Spark's event log, which says less than the driver's. */
const isEventLog = ({ milestone }: OrderedMilestone): boolean =>
  milestone.matched.startsWith('{"Event"');

/** Takes records of one moment together: those of several files, and those that one program repeats. A line of a log is kept rather than one of an event log. */
export function distinctMilestones(ordered: readonly OrderedMilestone[]): DistinctMilestone[] {
  const moments = new Map<string, DistinctMilestone>();
  const once = new Set<string>();
  const all = new Set<DistinctMilestone>();
  for (const each of ordered) {
    const moment = momentOf(each);
    const same = moment === null ? undefined : moments.get(moment);
    if (same && same.each.file !== each.file) {
      same.alsoIn.add(each.file);
      if (!isEventLog(same.each) || isEventLog(each)) continue;
      same.alsoIn.add(same.each.file).delete(each.file);
      same.each = each;
      // The line has its own place in the order.
      all.delete(same);
      all.add(same);
      continue;
    }
    const repeat = onceOf(each);
    if (repeat !== null && once.has(repeat)) continue;
    if (repeat !== null) once.add(repeat);
    const shown: DistinctMilestone = { each, count: 1, alsoIn: new Set() };
    if (moment !== null) moments.set(moment, shown);
    all.add(shown);
  }
  return [...all];
}
