import { findChanges, type ChangeOptions } from './change-points.ts';
import { trendMeasures, type RunMeasures, type TrendMeasure } from './run-measures.ts';

export interface RunOfJob {
  readonly applicationId: string;
  readonly attemptId: string | null;
  readonly startedAt: number;
  readonly measures: RunMeasures;
}

interface TrendChange {
  readonly measure: TrendMeasure;
  /** The first run that has the new level. */
  readonly applicationId: string;
  readonly attemptId: string | null;
  readonly startedAt: number;
  /** Medians of the runs before and from then on, up to the changes beside this one. */
  readonly before: number;
  readonly after: number;
  /** Other measures that changed at the same run. */
  readonly together: readonly TrendMeasure[];
}

export interface Trends {
  readonly changes: readonly TrendChange[];
  /** Single runs that are far from those before and after them. */
  readonly outliers: readonly {
    readonly measure: TrendMeasure;
    readonly applicationId: string;
    readonly startedAt: number;
    readonly value: number;
  }[];
  /** Runs that the changes were looked for in; those without an end in their log are left out. */
  readonly comparedRuns: number;
}

const byRatio = (least: number): ChangeOptions => ({
  scale: (value) => Math.log(Math.max(value, 1)),
  leastStep: Math.log(least),
});
const mebibyte = 1024 ** 2;
/** Sizes that are often nothing: some megabytes are as little as none. */
const bySize: ChangeOptions = {
  scale: (value) => Math.log1p(value / (64 * mebibyte)),
  leastStep: Math.LN2,
};
const byCount: ChangeOptions = { scale: (value) => Math.log1p(value), leastStep: Math.LN2 };

const options: Readonly<Record<TrendMeasure, ChangeOptions>> = {
  durationMs: byRatio(1.1),
  coreHours: { scale: (value) => Math.log(Math.max(value, 1e-4)), leastStep: Math.log(1.1) },
  diskSpilledBytes: bySize,
  failedTasks: byCount,
  failedJobs: byCount,
  inputBytes: byRatio(1.1),
  shuffleReadBytes: byRatio(1.1),
  gcShare: { scale: (value) => value, leastStep: 0.03 },
};

/** What changed over the runs of a job, in the order in which they began. See `findChanges` for how. */
export function trendsOf(runs: readonly RunOfJob[]): Trends {
  // A run without an end took as long as somebody looked.
  const ended = runs.filter(({ measures }) => measures.ended === 1);
  const found = trendMeasures.map((measure) => ({
    measure,
    ...findChanges(
      ended.map(({ measures }) => measures[measure]),
      options[measure],
    ),
  }));
  const changedAt = Map.groupBy(
    found.flatMap(({ measure, changes }) => changes.map(({ at }) => ({ at, measure }))),
    ({ at }) => at,
  );
  return {
    changes: found
      .flatMap(({ measure, changes }) =>
        changes.map(({ at, before, after }) => ({
          measure,
          applicationId: ended[at]!.applicationId,
          attemptId: ended[at]!.attemptId,
          startedAt: ended[at]!.startedAt,
          before,
          after,
          together: changedAt
            .get(at)!
            .map((each) => each.measure)
            .filter((each) => each !== measure),
        })),
      )
      .sort((a, b) => b.startedAt - a.startedAt),
    outliers: found.flatMap(({ measure, outliers }) =>
      outliers.map((at) => ({
        measure,
        applicationId: ended[at]!.applicationId,
        startedAt: ended[at]!.startedAt,
        value: ended[at]!.measures[measure],
      })),
    ),
    comparedRuns: ended.length,
  };
}
