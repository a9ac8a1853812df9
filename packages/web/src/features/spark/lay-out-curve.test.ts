import { expect, test } from 'vitest';
import { layOutCurve } from './lay-out-curve.ts';

const point = (executors: number, wallMs: number) => ({
  executors,
  wallMs,
  coreHours: 1,
  utilization: 1,
});

test('the longest run is at the top, the most executors at the right', () => {
  expect(layOutCurve([point(16, 25), point(4, 100)]).map(({ x, y }) => [x, y])).toEqual([
    [0.5, 0],
    [1, 0.75],
  ]);
});

test('no points and empty runs are no fault', () => {
  expect(layOutCurve([])).toEqual([]);
  expect(layOutCurve([point(0, 0)])[0]).toMatchObject({ x: 0, y: 1 });
});
