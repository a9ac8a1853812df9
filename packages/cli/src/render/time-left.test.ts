import { expect, test } from 'vitest';
import { timeLeft } from './time-left.ts';

test.each([
  [0, 100, 5000, ''],
  [50, 100, 500, ''],
  [50, 100, 5000, ', about 5 s left'],
  [1, 100, 5000, ', about 8 min left'],
  [1, 10_000, 5000, ', about 14 h left'],
  [100, 100, 5000, ''],
])('%d of %d after %d ms%s', (done, total, took, words) => {
  expect(timeLeft(done, total, took)).toBe(words);
});
