import { expect, test } from 'vitest';
import { candidateRanges } from './candidate-ranges.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

async function rangesOf(text: string, chunkBytes: number): Promise<string[]> {
  const bytes = encode(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  const found: string[] = [];
  let behind = 0;
  for await (const { from, to } of candidateRanges(chunks(), (lines) => lines.includes('needle'))) {
    expect(from).toBeGreaterThanOrEqual(behind);
    expect(from === 0 || bytes[from - 1] === 10).toBe(true);
    expect(to === bytes.length || bytes[to - 1] === 10).toBe(true);
    found.push(new TextDecoder().decode(bytes.subarray(from, to)));
    behind = to;
  }
  return found;
}

const plain = (lines: number): string => 'a plain line of text é\n'.repeat(lines);

test.each([1009, 1 << 16, 1 << 18, 1 << 20, 1 << 24])(
  'every line with the text lies in one range, in chunks of %d bytes',
  async (chunkBytes) => {
    const text = [
      'needle at the start\n',
      plain(30_000),
      'needle in the middle\n',
      plain(30_000),
      `${'long '.repeat(200_000)}needle in a long line\n`,
      plain(30_000),
      'needle at the end',
    ].join('');
    const found = await rangesOf(text, chunkBytes);
    expect(found.join('').match(/needle/g)).toHaveLength(4);
    expect(found.join('').length).toBeLessThan(text.length * 0.75);
  },
);

test('what cannot match gives no range; a line without an end is one', async () => {
  expect(await rangesOf('', 10)).toEqual([]);
  expect(await rangesOf(plain(50_000), 1 << 16)).toEqual([]);
  expect(await rangesOf('needle', 2)).toEqual(['needle']);
  const endless = 'x'.repeat(1 << 20);
  expect(await rangesOf(`a\n${endless}`, 1 << 16)).toEqual([endless]);
});

test('stops when it is told to', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  async function* chunks() {
    yield encode('a\n');
  }
  await expect(Array.fromAsync(candidateRanges(chunks(), () => true, signal))).rejects.toThrow(
    'enough',
  );
});
