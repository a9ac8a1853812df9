import { expect, test } from 'vitest';
import { lineMatcher, scanLines } from './scan-lines.ts';

test.each(['((a)+)+$', '(a|a)*$', 'x.*x.*x.*y', '(?=a)b', '(a)\\1', 'a{2,}b{2,}c{2,}', '('])(
  'refuses %s',
  (pattern) => {
    expect(() => lineMatcher(pattern, 'regex')).toThrow(
      expect.objectContaining({ code: 'QUERY_INVALID' }) as Error,
    );
  },
);

test.each([
  ['stage \\d+\\.\\d+', 'in Stage 12.0 (TID 1)', true],
  ['(?:error|fatal): ', 'ERROR: x', true],
  ['Error', 'error', false],
])('pattern %s on %s', (pattern, text, expected) => {
  expect(lineMatcher(pattern, 'regex')(text)).toBe(expected);
});

test('the worst pattern that is allowed ends soon on a hostile line', () => {
  const matches = lineMatcher('x.*x.*y', 'regex');
  const started = performance.now();
  expect(matches('x'.repeat(100_000))).toBe(false);
  expect(performance.now() - started).toBeLessThan(5000);
});

test('a text with a capital is matched with case, one without is not', () => {
  expect(lineMatcher('Error', 'exact')('error')).toBe(false);
  expect(lineMatcher('error', 'exact')('an Error')).toBe(true);
});

test('counts all and keeps some', async () => {
  async function* chunks() {
    yield new TextEncoder().encode('a1\nb\na2\na');
    yield new TextEncoder().encode('3\n');
  }
  const found = await scanLines(chunks(), lineMatcher('a', 'exact'), { keep: 2 });
  expect(found.total).toBe(3);
  expect(found.lines.map(({ number, text }) => [number, text])).toEqual([
    [1, 'a1'],
    [3, 'a2'],
  ]);
});
