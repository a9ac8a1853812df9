import { expect, test } from 'vitest';
import { readLogComparison } from './log-comparison.ts';

const comparison = { foundCauses: { before: [], after: [] }, lines: { gone: [] }, slower: [] };

test('a comparison is found as the data itself and inside of a diagnosis', () => {
  expect(readLogComparison(comparison)).toBe(comparison);
  expect(readLogComparison({ causes: [], comparison })).toBe(comparison);
});

test('other data is none, a comparison of Spark runs neither', () => {
  for (const other of [
    null,
    'x',
    {},
    { causes: [], comparison: null },
    { comparison: { contributions: [], differenceMs: 1 } },
  ])
    expect(readLogComparison(other)).toBeNull();
});
