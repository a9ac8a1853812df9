import { expect, test } from 'vitest';
import { splitMatches } from './split-matches.ts';

const marked = (text: string, query: string) =>
  splitMatches(text, query)
    .map(({ text, isMatch }) => (isMatch ? `[${text}]` : text))
    .join('');

test.each([
  ['ERROR error', 'error', '[ERROR] [error]'],
  ['ERROR error', 'ERROR', '[ERROR] error'],
  ['aaa', 'aa', '[aa]a'],
  ['abc', '', 'abc'],
  ['abc', 'x', 'abc'],
  ['', 'x', ''],
  ['a.c abc', 'a.c', '[a.c] abc'],
])('%j with %j is %j', (text, query, expected) => expect(marked(text, query)).toBe(expected));

test('the parts are the text, whatever the letters', () => {
  const text = 'İstanbul ERROR';
  expect(
    splitMatches(text, 'error')
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});

test('a line of one letter makes a bounded number of parts', () => {
  expect(splitMatches('a'.repeat(100_000), 'a').length).toBeLessThan(500);
});
