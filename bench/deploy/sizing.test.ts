import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readDeployFile } from './manifest.ts';
import { sizingRows } from './sizing.ts';

const results = JSON.parse(
  readFileSync(
    new URL('../results/2026-11-24-amd-epyc-2-cores-loaded.json', import.meta.url),
    'utf8',
  ),
) as Parameters<typeof sizingRows>[0];

test('the table of the guide is computed from the measured figures', () => {
  const readme = readDeployFile('README.md');
  // The formatter widens columns.
  const lines = new Set(readme.split('\n').map((line) => line.replaceAll(/ +/g, ' ')));
  expect(sizingRows(results).filter((row) => !lines.has(row))).toEqual([]);
});

test('twice the processor time needs twice the processors', () => {
  const of = (seconds: number): number[] =>
    sizingRows({
      figures: [
        { what: 'searchable, 1.0 GB, 6,000,000 lines', value: 1 },
        { what: 'its processor time', value: seconds },
      ],
    }).map((row) => Number(row.split('|')[2]));
  expect(of(1728)).toEqual([1, 10, 100, 1000]);
  expect(of(3456)).toEqual([2, 20, 200, 2000]);
  expect(() => sizingRows({ figures: [] })).toThrow('no processor time');
});
