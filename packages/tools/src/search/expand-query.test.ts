import { expect, test } from 'vitest';
import { expandQuery } from './expand-query.ts';

test('a word is not its own synonym, and words of the question are not repeated', () => {
  const { words, synonyms } = expandQuery('memory memory heap');
  expect(words).toEqual(['memori', 'heap']);
  expect(synonyms).toContain('oom');
  expect(synonyms).not.toContain('heap');
});

test('two words are looked for as one, too', () => {
  expect(expandQuery('the name node is in safe mode').synonyms).toEqual(
    expect.arrayContaining(['namenod', 'safemod']),
  );
});

test('a question without known words has no synonyms', () => {
  expect(expandQuery('zebra').synonyms).toEqual([]);
});
