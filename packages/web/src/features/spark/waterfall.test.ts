import { expect, test } from 'vitest';
import { layOutWaterfall } from './waterfall.ts';

const part = (ms: number) => ({ what: 'stage', name: 'x', ms, why: [] });

test('each part begins where the last one ended, also below the start', () => {
  const { steps, zero, end } = layOutWaterfall([part(-20), part(100), part(-30)]);
  expect(zero).toBeCloseTo(0.2);
  expect(steps.map(({ from, to }) => [from, to])).toEqual([
    [0, 0.2],
    [0, 1],
    [0.7, 1],
  ]);
  expect(end).toBeCloseTo(0.7);
});

test('without a difference everything stands at one place', () => {
  expect(layOutWaterfall([])).toEqual({ steps: [], zero: 0, end: 0 });
  expect(layOutWaterfall([part(0)]).steps[0]).toMatchObject({ from: 0, to: 0 });
});
