import { expect, test } from 'vitest';
import { NumberColumn } from './number-column.ts';

const columnOf = (values: readonly number[]): NumberColumn => {
  const column = new NumberColumn();
  for (const [row, value] of values.entries()) column.set(row, value, 16);
  return column;
};
const valuesOf = (column: NumberColumn, count: number): number[] =>
  Array.from({ length: count }, (_, row) => column.get(row));

const kinds: readonly (readonly [string, readonly number[]])[] = [
  ['all zero', [0, 0, 0]],
  ['all the same', [7, 7, 7]],
  ['one byte above the least', [1_700_000_000_255, 1_700_000_000_000, 1_700_000_000_001]],
  ['two bytes', [65_535, 0, 3]],
  ['four bytes', [4_294_967_295 + 9, 9, 10]],
  ['more than four bytes', [1_700_000_000_000, 0, 5]],
  ['negative', [-5, 0, 250]],
  ['beyond 2^53', [2 ** 60, 1, 2]],
];

test.each(kinds)('a packed column has the same values: %s', (_, values) => {
  const column = columnOf(values);
  const isEmpty = column.isEmpty;
  column.pack(values.length);
  expect(valuesOf(column, values.length)).toEqual(values);
  expect(column.get(values.length)).toBe(0);
  expect(column.isEmpty).toBe(isEmpty);
});

test.each(kinds)('a packed column can be written, and packed again: %s', (_, values) => {
  const column = columnOf(values);
  column.pack(values.length);
  column.set(1, 123_456, 16);
  column.set(20, 8, 32);
  column.set(0, values[0]!, 32);
  const expected = [values[0]!, 123_456, values[2]!];
  expect(valuesOf(column, 3)).toEqual(expected);
  expect([column.get(19), column.get(20)]).toEqual([0, 8]);
  column.pack(21);
  expect(valuesOf(column, 3)).toEqual(expected);
  expect(column.get(20)).toBe(8);
});

test('a value beyond 2^53 stays exact, also in a column that was packed', () => {
  const column = columnOf([3, 4]);
  column.pack(2);
  column.setExact(1, 2n ** 60n + 1n, 16);
  column.pack(2);
  expect([column.exact(0), column.exact(1)]).toEqual([3, 2n ** 60n + 1n]);
  column.set(1, 5, 16);
  expect(column.exact(1)).toBe(5);
});
