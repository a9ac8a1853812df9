import { expect, test } from 'vitest';
import { requiredText } from './required-text.ts';

test.each<[string, string | null]>([
  ['stage \\d+\\.\\d', 'stage '],
  ['disk.*is full', 'is full'],
  ['a\\.b\\/c', 'a.b/c'],
  ['abcd?', 'abc'],
  ['abc*', null],
  ['abcd{0,3}x', 'abc'],
  ['abcde+f', 'abcde'],
  ['[abc]def]', 'def]'],
  ['^failed$', 'failed'],
  ['one|two', null],
  ['(one)?two', 'two'],
  ['(one|two three)', null],
  ['failed (once|twice) in total', ' in total'],
  ['abc(d|e)fg|hij', null],
  ['\\w+', null],
  ['\\x41bcd', null],
  ['\\p{Lu}abc', null],
  ['ab\u{1F600}?cdef', null],
])('%s needs %s', (pattern, expected) => {
  expect(requiredText(pattern)).toBe(expected);
});
