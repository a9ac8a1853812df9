import type { Contribution } from './spark.ts';

interface WaterfallStep {
  readonly part: Contribution;
  /** Where the bar begins and ends on the axis, 0..1, the lesser first. */
  readonly from: number;
  readonly to: number;
}

export interface Waterfall {
  readonly steps: readonly WaterfallStep[];
  /** Where the run before stands on the axis, 0..1. */
  readonly zero: number;
  /** Where the parts end: at the run after, as far as they add up. */
  readonly end: number;
}

/** Parts of a difference one behind the other, each beginning where the last one ended. The axis holds the difference alone. */
export function layOutWaterfall(parts: readonly Contribution[]): Waterfall {
  const sums = [0];
  for (const { ms } of parts) sums.push(sums.at(-1)! + ms);
  const lowest = Math.min(...sums);
  const width = Math.max(...sums) - lowest || 1;
  const place = (ms: number): number => (ms - lowest) / width;
  return {
    steps: parts.map((part, at) => {
      const [start, stop] = [place(sums[at]!), place(sums[at + 1]!)];
      return { part, from: Math.min(start, stop), to: Math.max(start, stop) };
    }),
    zero: place(0),
    end: place(sums.at(-1)!),
  };
}
