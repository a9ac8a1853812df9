interface ChangePoint {
  /** Index of the first value after the change. */
  readonly at: number;
  /** Medians of the values between this change and the ones beside it. */
  readonly before: number;
  readonly after: number;
}

export interface Changes {
  readonly changes: readonly ChangePoint[];
  /** Indices of values that stand alone: far from those on both sides. */
  readonly outliers: readonly number[];
}

export interface ChangeOptions {
  /** How values are compared: times and sizes by their ratio. */
  readonly scale: (value: number) => number;
  /** A step of the scale that is too small to tell. */
  readonly leastStep: number;
}

/** A level must hold for so many values before it is one. */
const shortest = 3;
/** Steps that are so many times the noise make a value stand alone. */
const alone = 5;

/**
 * Where a series changes its level: the partition with the least squared error plus a penalty for each level, found exactly by dynamic
 * programming (the problem that PELT solves; Killick, Fearnhead, Eckley 2012), with the penalty of the Bayesian information criterion,
 * 3 log(n) times the noise squared. The noise is the median absolute difference of neighbours, so that levels themselves do not count as
 * noise. Values that stand alone are set aside first: one slow run is no new level. The same values give the same answer.
 */
export function findChanges(values: readonly number[], options: ChangeOptions): Changes {
  const { scale, leastStep } = options;
  const scaled = values.map(scale);
  const noise = Math.max(leastStep / 4, noiseOf(scaled));
  const outliers = scaled.flatMap((_, at) => (standsAlone(scaled, at, noise) ? [at] : []));
  const lonely = new Set(outliers);
  const kept = scaled.flatMap((_, at) => (lonely.has(at) ? [] : [at]));
  const starts = levelsOf(
    kept.map((at) => scaled[at]!),
    3 * Math.log(Math.max(2, kept.length)) * noise ** 2,
  );
  const levels = starts.map((start, level) => kept.slice(start, starts[level + 1]));
  const merged = withoutSmallSteps(levels, scaled, leastStep);
  return {
    changes: merged.slice(1).map((level, index) => ({
      at: level[0]!,
      before: median(merged[index]!.map((at) => values[at]!)),
      after: median(level.map((at) => values[at]!)),
    })),
    outliers,
  };
}

/** Standard deviation of the differences between neighbours, robust, as that of one value. */
function noiseOf(scaled: readonly number[]): number {
  const steps = scaled.slice(1).map((value, at) => Math.abs(value - scaled[at]!));
  return steps.length === 0 ? 0 : (1.4826 * median(steps)) / Math.SQRT2;
}

function standsAlone(scaled: readonly number[], at: number, noise: number): boolean {
  const before = scaled.slice(Math.max(0, at - shortest), at);
  const after = scaled.slice(at + 1, at + 1 + shortest);
  // The last values may be the start of a new level: nobody knows yet.
  if (before.length === 0 || after.length < 2) return false;
  const far = (others: readonly number[]): number => scaled[at]! - median(others);
  const [left, right] = [far(before), far(after)];
  return (
    Math.sign(left) === Math.sign(right) &&
    Math.min(Math.abs(left), Math.abs(right)) > alone * noise
  );
}

/** Where levels begin, the first at 0: the least sum of squared errors and penalties. */
function levelsOf(scaled: readonly number[], penalty: number): number[] {
  const count = scaled.length;
  const sums = [0];
  const squares = [0];
  for (const value of scaled) {
    sums.push(sums.at(-1)! + value);
    squares.push(squares.at(-1)! + value * value);
  }
  const error = (from: number, to: number): number =>
    squares[to]! - squares[from]! - (sums[to]! - sums[from]!) ** 2 / (to - from);
  const best = [-penalty];
  const start = [0];
  for (let to = 1; to <= count; to += 1) {
    best[to] = error(0, to);
    start[to] = 0;
    for (let from = shortest; from <= to - shortest; from += 1) {
      const whole = best[from]! + error(from, to) + penalty;
      if (whole < best[to]!) {
        best[to] = whole;
        start[to] = from;
      }
    }
  }
  const starts: number[] = [];
  for (let to = count; to > 0; to = start[to]!) starts.unshift(start[to]!);
  return starts.length === 0 ? [0] : starts;
}

/** Levels that differ by too little are one. */
function withoutSmallSteps(
  levels: readonly (readonly number[])[],
  scaled: readonly number[],
  leastStep: number,
): number[][] {
  const merged: number[][] = [];
  for (const level of levels) {
    const last = merged.at(-1);
    const middle = (indices: readonly number[]): number => median(indices.map((at) => scaled[at]!));
    if (last && Math.abs(middle(level) - middle(last)) < leastStep) last.push(...level);
    else merged.push([...level]);
  }
  return merged;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]!
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
