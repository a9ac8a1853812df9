import { expect, test } from 'vitest';
import { expandQuery } from './expand-query.ts';

test.each<[string, string[][]]>([
  ['why "lost executor" today', [['lost', 'executor']]],
  ['"a b" and “connection refused”', [['b'], ['connect', 'refus']]],
  ['one " alone', []],
  ['"the of"', []],
  ['""', []],
])('phrases of %s', (question, phrases) => {
  expect(expandQuery(question).phrases).toEqual(phrases);
});

test('a word is not its own synonym, and words of the question are not repeated', () => {
  const { words, synonyms } = expandQuery('memory memory heap');
  expect(words).toEqual(['memori', 'heap']);
  expect(synonyms).toContain('oom');
  expect(synonyms).not.toContain('heap');
});

test('a question without known words has no synonyms', () => {
  expect(expandQuery('zebra').synonyms).toEqual([]);
});
