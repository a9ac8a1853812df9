import { createHash } from 'node:crypto';
import { array, assert, asyncProperty, integer } from 'fast-check';
import { expect, test } from 'vitest';
import type { LiveAlert } from './live-alert.ts';
import { createLiveAnalysis } from './live-analysis.ts';
import { createLevelWatch } from './live-levels.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Pushes the parts one after another, as they are stored, and flushes at the end. */
async function watch(parts: readonly Uint8Array[]) {
  let stored = new Uint8Array();
  const analysis = createLiveAnalysis({
    fileId: 'f',
    name: 'a.log',
    read: (_, from, to) => Promise.resolve(stored.subarray(from, to)),
    sha256,
    referenceYear: 2026,
  });
  const alerts: LiveAlert[] = [];
  for (const part of parts) {
    stored = Buffer.concat([stored, part]);
    alerts.push(...(await analysis.push(part)));
  }
  alerts.push(...(await analysis.flush()));
  return { alerts, counts: analysis.counts(), stored };
}

const line = (text: string, level = 'INFO'): string =>
  `26/11/20 02:10:04 ${level} Loader: ${text}\n`;
const ordinary = (count: number): string =>
  Array.from({ length: count }, (_, at) => line(`batch ${at} of table orders done`)).join('');
const diskFull = `${line('Exception in task 7.0', 'ERROR')}java.io.IOException: No space left on device\n\tat java.base/sun.nio.ch.X.write0(Native Method)\n`;
const log = Buffer.from(
  `${ordinary(120)}${line('grüße aus \u{1F600}')}${ordinary(100)}${line('the vault was opened by an operator')}${diskFull}${ordinary(3)}${line('late', 'ERROR').repeat(30)}`,
);

test('however the bytes are cut, the same is told, with quotes that stand in them', async () => {
  const whole = await watch([log]);
  expect(whole.alerts.map(({ kind }) => kind)).toEqual([
    'new-template',
    'new-template',
    'level-change',
    'new-cause',
    'new-template',
    'level-change',
  ]);
  for (const { evidence } of whole.alerts)
    for (const { bytes, quote, lines } of evidence) {
      expect(log.subarray(...bytes).toString()).toBe(quote);
      expect(log.toString().split('\n')[lines[0] - 1]).toContain(quote);
    }
  expect(whole.counts).toMatchObject({ lines: 258, bytes: log.length, learning: false });
  const cuts = array(integer({ min: 0, max: log.length }), { maxLength: 40 });
  await assert(
    asyncProperty(cuts, async (at) => {
      const places = [0, ...at.toSorted((a, b) => a - b), log.length];
      const parts = places.slice(1).map((end, index) => log.subarray(places[index], end));
      const cut = await watch(parts);
      expect(cut.alerts).toEqual(whole.alerts);
      expect(cut.counts).toEqual(whole.counts);
    }),
    { numRuns: 25 },
  );
});

test('a flood of forms is counted, and an endless line ends', async () => {
  const words = (seed: number): string =>
    Array.from({ length: 8 }, (_, at) =>
      ((seed + 1) * (at + 7) ** 5).toString(36).replaceAll(/\d/g, ''),
    ).join(' ');
  const flood = Array.from({ length: 3000 }, (_, at) => line(words(at))).join('');
  const { alerts, counts } = await watch([
    Buffer.from(ordinary(200) + flood),
    Buffer.alloc(1_000_000, 'x'),
  ]);
  expect(alerts.filter(({ kind }) => kind === 'new-template').length).toBeLessThan(80);
  expect(counts.untold).toBeGreaterThan(100);
  expect(counts.bytes).toBe(1_000_000 + ordinary(200).length + flood.length);
});

test('errors that are usual are no rise; a rise ends once', () => {
  const levels = createLevelWatch();
  const changes: string[] = [];
  const run = (count: number, every: number): void => {
    for (let at = 1; at <= count; at++) {
      const change = levels.add(at % every === 0 ? 'error' : 'info');
      if (change) changes.push(change.change);
    }
  };
  run(1000, 20);
  expect(changes).toEqual(['first']);
  run(300, 2);
  expect(changes).toEqual(['first', 'rise']);
  run(500, 20);
  expect(changes).toEqual(['first', 'rise', 'fall']);
});
