import { expect, test } from 'vitest';
import { bySeverity, readRunComparison, readSparkAdvice, stageLabel } from './spark.ts';
import type { SparkFinding } from './spark.ts';

test('data of other tools is neither advice nor a comparison of Spark runs', () => {
  for (const other of [null, 'x', 7, {}, { causes: [] }, { stages: [], advice: {} }]) {
    expect(readSparkAdvice(other)).toBeNull();
    expect(readRunComparison(other)).toBeNull();
  }
  const advice = { advice: { findings: [] }, stages: [], settings: {} };
  expect(readSparkAdvice(advice)).toBe(advice);
  expect(readRunComparison({ contributions: [], differenceMs: 0 })).not.toBeNull();
});

test('stages are named as Spark names them', () => {
  expect(stageLabel({ id: 6, attempt: 0 })).toBe('6');
  expect(stageLabel({ id: 6, attempt: 2 })).toBe('6.2');
});

test('the gravest finding comes first, then what saves most', () => {
  const finding = (severity: SparkFinding['severity'], savedMs: number | null) =>
    ({ severity, savedMs }) as SparkFinding;
  expect(
    bySeverity([
      finding('info', 900),
      finding('warning', null),
      finding('critical', 1),
      finding('warning', 5),
    ]).map(({ severity, savedMs }) => [severity, savedMs]),
  ).toEqual([
    ['critical', 1],
    ['warning', 5],
    ['warning', null],
    ['info', 900],
  ]);
});
