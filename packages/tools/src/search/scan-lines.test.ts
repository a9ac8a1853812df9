import { expect, test } from 'vitest';
import { lineMatcher } from './line-matcher.ts';
import { scanLines, type ScanOptions } from './scan-lines.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Scans a text in small chunks. */
function scan(
  text: string,
  query: string,
  options: Partial<ScanOptions> & { mode?: 'regex' } = {},
) {
  const bytes = encode(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += 10_007) yield bytes.subarray(at, at + 10_007);
  }
  return scanLines(chunks(), lineMatcher(query, options.mode ?? 'exact'), {
    keep: 10,
    read: async (from, to) => bytes.subarray(from, to),
    ...options,
  });
}

test('counts all and keeps some', async () => {
  const found = await scan('a1\nb\na2\na3\n', 'a', { keep: 2 });
  expect(found.total).toBe(3);
  expect(found.hits).toEqual([
    { number: 1, start: 0, end: 2, near: 0, matched: 'a' },
    { number: 3, start: 5, end: 7, near: 5, matched: 'a' },
  ]);
});

test('counts only what is accepted', async () => {
  const found = await scan('a\na\na\na\n', 'a', { accept: async (line) => line % 2 === 0 });
  expect(found.hits.map(({ number }) => number)).toEqual([2, 4]);
  expect(found.total).toBe(2);
});

test.each([
  ['just behind what is decoded with the line', 65_530],
  ['at the border of two windows', (1 << 20) - 3],
  ['deep inside', 2_500_000],
])('a text is found in a long line %s', async (_, before) => {
  const line = `${'é'.repeat(Math.floor(before / 2))}Needle${'y'.repeat(100_000)}`;
  const found = await scan(`first\n${line}\nlast Needle\n`, 'Needle');
  expect(found.hits.map(({ number }) => number)).toEqual([2, 3]);
  const [hit] = found.hits;
  const near = new TextDecoder().decode(encode(`first\n${line}`).subarray(hit!.near));
  expect(near.indexOf('Needle')).toBeLessThan(70_000);
  expect(near).not.toContain('\uFFFD');
});

test('a pattern counts the lines that it did not see to the end', async () => {
  const long = `${'z'.repeat(70_000)}needle`;
  const found = await scan(`${long}\nneedle ${long}\nneedle\n${long}\n`, 'needle', {
    mode: 'regex',
  });
  expect(found).toMatchObject({ total: 2, longLines: 2 });
});

test('stops when it is told to', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(scan('a\n', 'a', { signal })).rejects.toThrow('enough');
});

test('stops in the middle of lines that are costly for a pattern', async () => {
  const controller = new AbortController();
  // Each line is as costly as it may be, and nothing but the scan gives others a turn.
  const text = `${'x'.repeat(1100)}\n`.repeat(200);
  let accepted = 0;
  setImmediate(() => controller.abort(new Error('enough')));
  const scanning = scan(`x y\n${text}`, 'x.*x?.*y', {
    mode: 'regex',
    signal: controller.signal,
    accept: async () => (accepted += 1) > 0,
  });
  const started = performance.now();
  await expect(scanning).rejects.toThrow('enough');
  expect(accepted).toBe(1);
  expect(performance.now() - started).toBeLessThan(5000);
});
