import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findChanges, type ChangeOptions } from './change-points.ts';
import { jobOfName } from './job-name.ts';
import { trendsOf, type RunOfJob } from './trends-of.ts';

test.each([
  ['load_orders', 'load_orders'],
  ['load_orders 2026-11-24', 'load_orders *'],
  ['load_orders_20261124T020000', 'load_orders_*'],
  ['etl/2026/11/24 run 1795518715964', 'etl/* run *'],
  ['job 0c8f7a1e-1111-4222-8333-abcdefabcdef', 'job *'],
  ['build 9fceb02d0ae598e95dc970b74767f19372d61af8', 'build *'],
  ['Spark Pi 3', 'Spark Pi 3'],
  ['tpcds q72 sf100', 'tpcds q72 sf100'],
  ['facade', 'facade'],
  ['', '(no name)'],
])('%s is a run of %s', (name, job) => {
  expect(jobOfName(name)).toBe(job);
});

const ratio: ChangeOptions = { scale: Math.log, leastStep: Math.log(1.1) };
/** Noise that is the same each time. */
const noisy = (level: number, count: number, share = 0.03): number[] =>
  Array.from({ length: count }, (_, at) => level * (1 + share * Math.sin(at * 2.3 + level)));

test('a new level is found at its first value, with the medians of both', () => {
  const { changes, outliers } = findChanges([...noisy(100, 12), ...noisy(150, 8)], ratio);
  expect(outliers).toEqual([]);
  expect(changes).toHaveLength(1);
  expect(changes[0]!.at).toBe(12);
  expect(changes[0]!.before).toBeCloseTo(100, -1);
  expect(changes[0]!.after).toBeCloseTo(150, -1);
});

test('two changes, there and back', () => {
  const { changes } = findChanges([...noisy(100, 8), ...noisy(200, 6), ...noisy(100, 8)], ratio);
  expect(changes.map(({ at }) => at)).toEqual([8, 14]);
});

test('one slow run is no new level, but it is named', () => {
  const values = noisy(100, 20);
  values[9] = 500;
  expect(findChanges(values, ratio)).toEqual({ changes: [], outliers: [9] });
});

test('noise, and steps that are too small to tell, are no change', () => {
  expect(findChanges(noisy(100, 40, 0.2), ratio)).toEqual({ changes: [], outliers: [] });
  expect(findChanges([...noisy(100, 20, 0), ...noisy(103, 20, 0)], ratio).changes).toEqual([]);
});

test('few values say nothing', () => {
  for (const values of [[], [1], [1, 100], [1, 1, 100], [100, 1, 100, 1]])
    expect(findChanges(values, ratio).changes).toEqual([]);
});

test('any values: the same answer twice, changes in order and inside', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1, max: 1e9, noNaN: true }), { maxLength: 60 }),
      (values) => {
        const first = findChanges(values, ratio);
        expect(findChanges(values, ratio)).toEqual(first);
        const places = first.changes.map(({ at }) => at);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        for (const at of places) expect(at > 0 && at < values.length).toBe(true);
      },
    ),
  );
});

const run = (at: number, change: Partial<RunOfJob['measures']> = {}): RunOfJob => ({
  applicationId: `app-${at}`,
  attemptId: null,
  startedAt: at * 86_400_000,
  measures: {
    durationMs: 60_000 + 500 * (at % 3),
    coreHours: 1 + 0.01 * (at % 2),
    diskSpilledBytes: 0,
    failedTasks: 0,
    failedJobs: 0,
    inputBytes: 1e9,
    shuffleReadBytes: 1e8,
    gcShare: 0.02,
    ended: 1,
    ...change,
  },
});

test('what changed together is named; runs without an end do not count', () => {
  const runs = [
    ...Array.from({ length: 7 }, (_, at) => run(at)),
    run(7, { ended: 0, durationMs: 5 }),
    ...Array.from({ length: 5 }, (_, at) =>
      run(8 + at, { durationMs: 120_000, inputBytes: 2e9, diskSpilledBytes: 5e9 }),
    ),
  ];
  const { changes, comparedRuns } = trendsOf(runs);
  expect(comparedRuns).toBe(12);
  expect(changes.map(({ measure }) => measure).sort()).toEqual([
    'diskSpilledBytes',
    'durationMs',
    'inputBytes',
  ]);
  expect(changes[0]).toMatchObject({
    applicationId: 'app-8',
    before: 60_500,
    after: 120_000,
    together: ['diskSpilledBytes', 'inputBytes'],
  });
});
