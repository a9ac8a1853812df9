import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { renderValues } from './render-values.ts';

const facet = (name: string, distinct: number) => ({
  name,
  unit: null,
  distinct,
  orMore: distinct > 1000,
  numbers: null,
  top: Array.from({ length: Math.min(10, distinct) }, (_, at) => ({
    text: `${name}-${at}${'x'.repeat(90)}`,
    total: 1000 - at,
  })),
});

test('the first values that differ, each in one line', () => {
  const facets = [
    facet('host', 5000),
    facet('uid', 1),
    ...'abcdefgh'.split('').map((n) => facet(n, 4)),
  ];
  const lines = renderValues({ values: { facets } }).map(stripVTControlCharacters);
  expect(lines).toHaveLength(8);
  expect(lines[2]).toMatch(/^  host more than 5,000 different: host-0x+… \(1,000\), host-1/);
  expect(lines.join('\n')).not.toContain('uid');
});

test('answers of other tools have none', () => {
  expect(renderValues(null)).toEqual([]);
  expect(renderValues({ values: 3 })).toEqual([]);
});
