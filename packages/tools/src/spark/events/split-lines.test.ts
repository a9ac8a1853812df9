import { expect, test } from 'vitest';
import { LineSplitter } from './split-lines.ts';

interface Seen {
  readonly text: string;
  readonly number: number;
  readonly start: number;
  readonly length: number;
}

function split(text: string, chunkBytes: number, maxLineBytes = 1 << 20): Seen[] {
  const seen: Seen[] = [];
  const splitter = new LineSplitter(maxLineBytes, ({ bytes, from, to, number, start, length }) => {
    seen.push({ text: new TextDecoder().decode(bytes.subarray(from, to)), number, start, length });
  });
  const bytes = new TextEncoder().encode(text);
  for (let from = 0; from < bytes.length; from += chunkBytes)
    splitter.push(bytes.subarray(from, from + chunkBytes));
  splitter.finish();
  return seen;
}

test('lines are the same however the bytes arrive', () => {
  const text = 'first\n\nthird ä\r\nlast without end';
  const whole = split(text, 1000);
  expect(whole.map((line) => line.text)).toEqual(['first', '', 'third ä', 'last without end']);
  expect(whole.map((line) => line.start)).toEqual([0, 6, 7, 17]);
  for (let chunkBytes = 1; chunkBytes < 40; chunkBytes += 1)
    expect(split(text, chunkBytes), `${chunkBytes} bytes`).toEqual(whole);
});

test('of a line that is too long the head is kept, and the lines behind it are right', () => {
  const long = 'x'.repeat(50_000);
  for (const chunkBytes of [7, 1000, 4096, 100_000]) {
    const [before, cut, after] = split(`before\n${long}\nafter\n`, chunkBytes, 10_000);
    expect(before?.text).toBe('before');
    expect(cut?.length).toBe(50_000);
    expect(cut!.text.length).toBeLessThanOrEqual(10_000);
    expect(after).toEqual({ text: 'after', number: 3, start: 50_008, length: 5 });
  }
});
