import { expect, test } from 'vitest';
import { aligned, positionOfLine, scrolled, scrollMap, topLine } from './scroll-map.ts';

const short = scrollMap(1000, 20, 600, false);
const long = scrollMap(50_000_000, 20, 600, false);

test('a file that fits is scrolled as it is', () => {
  expect(short.height).toBe(20_000);
  const there = scrolled(short, { physical: 0, virtual: 0 }, 7000);
  expect(there).toEqual({ physical: 7000, virtual: 7000 });
  expect(topLine(short, there.virtual)).toEqual({ line: 351, hidden: 0 });
});

test('the element of a long file stays below the limit of browsers', () => {
  expect(long.height).toBeLessThanOrEqual(16_000_000);
  expect(long.maxVirtual).toBe(50_000_000 * 20 - 600);
});

test('the ends of the scroll bar are the ends of the file', () => {
  const last = scrolled(long, { physical: 0, virtual: 0 }, long.maxPhysical);
  expect(topLine(long, last.virtual).line).toBe(50_000_000 - 30 + 1);
  expect(scrolled(long, last, 0).virtual).toBe(0);
});

test('a small movement moves the lines by as much, a large one goes to its share of the file', () => {
  const middle = positionOfLine(long, 25_000_000, 0);
  const wheel = scrolled(long, middle, middle.physical + 100);
  expect(wheel.virtual - middle.virtual).toBeCloseTo(100);
  const dragged = scrolled(long, wheel, long.maxPhysical / 4);
  expect(topLine(long, dragged.virtual).line / 50_000_000).toBeCloseTo(0.25, 4);
});

test('the end of the scroll bar after many small movements is still the end of the file', () => {
  let position = positionOfLine(long, 49_999_000, 0);
  while (position.physical < long.maxPhysical)
    position = scrolled(long, position, Math.min(long.maxPhysical, position.physical + 500));
  expect(position.virtual).toBe(long.maxVirtual);
});

test.each([1, 2, 999_999, 25_000_000, 49_999_999, 50_000_000])(
  'line %i comes into view',
  (line) => {
    for (const share of [0, 0.4, 1]) {
      const { virtual } = positionOfLine(long, line, share);
      const { line: top } = topLine(long, virtual);
      expect(line).toBeGreaterThanOrEqual(top);
      expect(line).toBeLessThan(top + 31);
    }
  },
);

test('aligning moves the handle, not the lines', () => {
  const { physical, virtual } = aligned(long, 123_456_789);
  expect(virtual).toBe(123_456_789);
  expect(physical / long.maxPhysical).toBeCloseTo(virtual / long.maxVirtual, 9);
});

test('with an open end the last line can come to the top', () => {
  const open = scrollMap(1000, 20, 600, true);
  expect(topLine(open, open.maxVirtual)).toEqual({ line: 1000, hidden: 0 });
});

test.each([0, 1])('%i lines do not scroll', (lines) => {
  const map = scrollMap(lines, 20, 600, false);
  expect(map.maxPhysical).toBe(0);
  expect(topLine(map, scrolled(map, { physical: 0, virtual: 0 }, 0).virtual).line).toBe(1);
});
