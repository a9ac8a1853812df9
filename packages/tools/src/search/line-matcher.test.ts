import { expect, test } from 'vitest';
import { lineMatcher } from './line-matcher.ts';

test.each([
  '((a)+)+$',
  '(a|a)*$',
  '(a{1,3}){2}',
  'x.*x.*x.*y',
  '(?=a)b',
  '(?<!a)b',
  '(a)\\1',
  '(?<n>a)\\k<n>',
  'a{2,}b{2,}c{2,}',
  'x{0,499}x{0,499}x{0,499}y',
  `${'a?'.repeat(30)}${'a'.repeat(30)}`,
  '(a|aa)'.repeat(20),
  'a'.repeat(501),
  '(',
])('refuses %s', (pattern) => {
  expect(() => lineMatcher(pattern, 'regex')).toThrow(
    expect.objectContaining({ code: 'QUERY_INVALID' }) as Error,
  );
});

test.each<[string, string, string | null]>([
  ['stage \\d+\\.\\d+', 'in Stage 12.0 (TID 1)', 'Stage 12.0'],
  ['(?:error|fatal): ', 'ERROR: x', 'ERROR: '],
  ['ERROR|WARN|FATAL|SEVERE|CRITICAL|EMERG|ALERT|PANIC', 'a WARN', 'WARN'],
  ['Error', 'error', null],
  ['[*+?{}()|]{2}', 'a)(b', ')('],
  ['a\\+b', 'a+b', 'a+b'],
  ['(?<year>\\d{4})-\\d{2}', 'on 2026-11', '2026-11'],
  ['.*?done', 'all done', 'all done'],
  ['^$', '', ''],
])('pattern %s on %s', (pattern, text, expected) => {
  const match = lineMatcher(pattern, 'regex').match(text);
  expect(match && text.slice(match.at, match.at + match.length)).toBe(expected);
});

test.each<[string, string, string | null]>([
  ['Error', 'error', null],
  ['error', 'an Error', 'Error'],
  ['a.b', 'axb', null],
  ['über', 'ÜBER', 'ÜBER'],
  ['key', 'İİİ KEY', 'KEY'],
])('text %s on %s', (query, text, expected) => {
  const match = lineMatcher(query, 'exact').match(text);
  expect(match && text.slice(match.at, match.at + match.length)).toBe(expected);
});

test('the more a pattern repeats, the less of a line it sees', () => {
  const reach = (pattern: string): number => lineMatcher(pattern, 'regex').reach;
  expect(reach('abc')).toBe(65_536);
  expect(reach('a.*b')).toBe(32_768);
  expect(reach('a.*b.*c')).toBeGreaterThan(1000);
  expect(reach('a.*b.*c')).toBeLessThan(1100);
  expect(reach('(?:a|b)(?:c|d).*')).toBe(16_384);
});

test('the worst pattern that is allowed ends soon on a hostile line', () => {
  const matcher = lineMatcher('x.*x.*y', 'regex');
  const started = performance.now();
  expect(matcher.match('x'.repeat(100_000))).toBeNull();
  expect(performance.now() - started).toBeLessThan(5000);
});
