import { certainPairs, momentOf, onOneHost } from './happens-before.ts';
import type { PlacedMilestone, TimelineFile } from './join-entities.ts';

/** What was found out about the clock of one file. All figures are estimates; times themselves are never changed. */
export interface Clock {
  /** Its times have no zone, so that they were read as UTC. */
  readonly zoneAssumed: boolean;
  /** Where its times fit another zone: minutes east of UTC. 0 otherwise. */
  readonly zoneMinutes: number;
  /** How far the clock is ahead of the reference beyond that zone, in milliseconds; negative where it is behind. */
  readonly skewMs: number;
  /** Pairs of milestones whose order is certain that link it to other files. */
  readonly pairs: number;
  /** The pairs contradict each other, so that nothing was estimated. */
  readonly contradictory: boolean;
}

/** Log4j writes whole seconds: what is written later may be up to this much earlier. */
const resolution = 1000;
/** Two records of one moment are written within this time. */
const sameMoment = 2000;
/** Clocks of one site are rarely further apart; more is a zone. */
const besideZone = 120_000;
/** Bounds that lie closer together than this are two sides of one measurement. */
const tight = 120_000;
const minute = 60_000;
/** Offsets from UTC that are in use (IANA tz database), in minutes. */
const zones: readonly number[] = [
  ...Array.from({ length: 27 }, (_, hour) => (hour - 12) * 60),
  -570,
  -210,
  -150,
  210,
  270,
  330,
  345,
  390,
  525,
  570,
  630,
  765,
  825,
];

interface Bound {
  readonly from: number;
  readonly to: number;
  /** offset(to) - offset(from) is at most this. */
  readonly most: number;
}

/**
 * Estimates how far the clocks of files are apart, from milestones whose order is certain: a worker sees an executor exit before
 * the driver hears of it. Each pair bounds the difference of two clocks; the bounds of all pairs together give an interval for
 * each file (difference constraints, Cormen et al., Introduction to Algorithms, 24.4). A clock is only called wrong when no
 * difference is impossible; then the middle of a narrow interval is the estimate, else the end that is nearest to none.
 */
export function estimateClocks(
  files: readonly Pick<TimelineFile, 'collected'>[],
  placed: readonly PlacedMilestone[],
): Clock[] {
  const pairs = files.map(() => 0);
  const tightest = new Map<string, Bound>();
  const add = (from: number, to: number, most: number): void => {
    const name = `${from} ${to}`;
    const known = tightest.get(name);
    if (!known || most < known.most) tightest.set(name, { from, to, most });
  };
  const link = (before: PlacedMilestone, after: PlacedMilestone, slack: number): void => {
    const { time: first, timeIsEstimated: firstEstimated } = before.milestone;
    const { time: second, timeIsEstimated: secondEstimated } = after.milestone;
    if (first === null || second === null || firstEstimated || secondEstimated) return;
    add(before.file, after.file, second - first + slack);
    pairs[before.file]! += 1;
    pairs[after.file]! += 1;
  };
  for (const [before, after] of certainPairs(placed))
    link(placed[before]!, placed[after]!, resolution);
  const moments = new Map<string, PlacedMilestone>();
  for (const each of placed) {
    const moment = momentOf(each);
    if (moment === null) continue;
    const other = moments.get(moment);
    if (!other) moments.set(moment, each);
    else if (other.file !== each.file) {
      link(other, each, sameMoment);
      link(each, other, sameMoment);
    }
  }

  // One host has one clock, unless what is certain says otherwise (a program that writes another zone).
  for (const [one, other] of onOneHost(placed)) {
    const most = tightest.get(`${one} ${other}`)?.most ?? Infinity;
    const least = -(tightest.get(`${other} ${one}`)?.most ?? Infinity);
    if (least > 0 || most < 0) continue;
    add(one, other, 0);
    add(other, one, 0);
  }

  const contradictory = new Set<number>();
  for (const { from, to, most } of tightest.values()) {
    const back = tightest.get(`${to} ${from}`);
    if (back && most + back.most < 0) contradictory.add(from).add(to);
  }
  const bounds = [...tightest.values()].filter(
    ({ from, to }) => !(contradictory.has(from) && contradictory.has(to)),
  );
  const clocks = files.map(({ collected }, file): Clock => ({
    zoneAssumed: collected.zoneAssumed,
    zoneMinutes: 0,
    skewMs: 0,
    pairs: pairs[file]!,
    contradictory: contradictory.has(file),
  }));
  const agreement = agreementOf(files.length, bounds);
  const groupOf = new Map<number, Bound[]>();
  const groups = linkedGroups(files.length, bounds);
  groups.forEach((group) => {
    const own: Bound[] = [];
    for (const file of group) groupOf.set(file, own);
  });
  for (const bound of bounds) groupOf.get(bound.from)!.push(bound);
  for (const group of groups) {
    const reference = group.toSorted(
      (a, b) =>
        Number(clocks[a]!.zoneAssumed) - Number(clocks[b]!.zoneAssumed) ||
        agreement[b]! - agreement[a]! ||
        pairs[b]! - pairs[a]! ||
        a - b,
    )[0]!;
    const own = groupOf.get(group[0]!)!;
    const most = farthest(reference, group, own);
    const least = farthest(
      reference,
      group,
      own.map(({ from, to, most }) => ({ from: to, to: from, most })),
    );
    for (const file of group) {
      const high = most?.get(file) ?? Infinity;
      const low = -(least?.get(file) ?? Infinity);
      if (!most || !least || low > high) clocks[file] = { ...clocks[file]!, contradictory: true };
      else if (file !== reference)
        clocks[file] = { ...clocks[file]!, ...estimate(low, high, clocks[file]!.zoneAssumed) };
    }
  }
  return clocks;
}

/** By file, how many bounds it agrees with without any difference, less those it does not: the odd one out is no reference. */
function agreementOf(files: number, bounds: readonly Bound[]): number[] {
  const agreement = Array.from({ length: files }, () => 0);
  for (const { from, to, most } of bounds)
    for (const file of [from, to]) agreement[file]! += most >= 0 ? 1 : -1;
  return agreement;
}

/** The estimate in the interval [low, high] of possible differences. */
function estimate(
  low: number,
  high: number,
  zoneAssumed: boolean,
): Pick<Clock, 'zoneMinutes' | 'skewMs'> {
  if (low <= 0 && high >= 0) return { zoneMinutes: 0, skewMs: 0 };
  const nearest = low > 0 ? low : high;
  const raw = high - low <= tight ? Math.round((low + high) / 2) : nearest;
  if (!zoneAssumed) return { zoneMinutes: 0, skewMs: raw };
  const zone = zones
    .filter(
      (each) =>
        each !== 0 && each * minute >= low - besideZone && each * minute <= high + besideZone,
    )
    .toSorted((a, b) => Math.abs(a * minute - raw) - Math.abs(b * minute - raw))[0];
  if (zone === undefined) return { zoneMinutes: 0, skewMs: raw };
  const inside = zone * minute >= low && zone * minute <= high;
  return { zoneMinutes: zone, skewMs: inside ? 0 : raw - zone * minute };
}

/** Shortest sums of bounds from one file to the others of its group (Bellman and Ford); null where they contradict each other. */
function farthest(
  from: number,
  group: readonly number[],
  bounds: readonly Bound[],
): Map<number, number> | null {
  const distance = new Map([[from, 0]]);
  for (let round = 0; round <= group.length; round++) {
    let changed = false;
    for (const bound of bounds) {
      const base = distance.get(bound.from);
      if (base === undefined || base + bound.most >= (distance.get(bound.to) ?? Infinity)) continue;
      distance.set(bound.to, base + bound.most);
      changed = true;
    }
    if (!changed) return distance;
  }
  return null;
}

function linkedGroups(files: number, bounds: readonly Bound[]): number[][] {
  const leader = Array.from({ length: files }, (_, file) => file);
  const find = (file: number): number => {
    let at = file;
    while (leader[at] !== at) at = leader[at]!;
    leader[file] = at;
    return at;
  };
  for (const { from, to } of bounds) leader[find(from)] = find(to);
  const groups = new Map<number, number[]>();
  for (let file = 0; file < files; file++) {
    const group = groups.get(find(file));
    if (group) group.push(file);
    else groups.set(find(file), [file]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
