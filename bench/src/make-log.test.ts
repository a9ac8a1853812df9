import { expect, test } from 'vitest';
import { demoLines, randomLines } from './make-log.ts';

const take = (lines: Generator<string>, count: number): string[] =>
  Array.from({ length: count }, () => lines.next().value as string);

test.each([
  ['lines of the demo', demoLines],
  ['random lines', randomLines],
])('%s are the same for the same seed, and others for another', (_, make) => {
  expect(take(make(7), 3000)).toEqual(take(make(7), 3000));
  expect(take(make(7), 3000)).not.toEqual(take(make(8), 3000));
});

test('a run that comes again has other times and other numbers', () => {
  const lines = take(demoLines(1), 20_000).filter((line) => line.includes('(TID '));
  expect(new Set(lines).size).toBeGreaterThan(lines.length * 0.9);
});

test('no random line is like another', () => {
  expect(new Set(take(randomLines(1), 5000)).size).toBe(5000);
});
