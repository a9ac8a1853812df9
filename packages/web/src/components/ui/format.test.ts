import { expect, test } from 'vitest';
import {
  formatAge,
  formatBytes,
  formatCount,
  formatDuration,
  formatTime,
  formatTimeRange,
  plural,
  sentences,
} from './format.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [25_377, '25.4 kB'],
  [999_400, '999 kB'],
  [999_950, '1.0 MB'],
  [162_000_000, '162 MB'],
  [5e15, '5000 TB'],
])('%i bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test.each([
  [0, '0 ms'],
  [1400, '1.4 s'],
  [9960, '10 s'],
  [99_400, '99 s'],
  [180_000, '3 min'],
  [19_200_000, '5 h 20 min'],
  [400_000_000, '5 days'],
])('%i milliseconds are %s', (time, text) => expect(formatDuration(time)).toBe(text));

test('sentences are joined as sentences', () => {
  expect(sentences('no zone', 'Taken as UTC.', '')).toBe('No zone. Taken as UTC.');
});

test('a range of time says the day once where it is the same', () => {
  expect(formatTimeRange(0, 61_000)).toBe('1970-01-01 00:00:00 to 00:01:01 UTC');
  expect(formatTimeRange(0, 86_400_000)).toBe('1970-01-01 00:00:00 to 1970-01-02 00:00:00 UTC');
  expect(formatTimeRange(0, 10)).toBe('1970-01-01 00:00:00 UTC');
});

test('counts, times and ages', () => {
  expect(formatCount(1_000_000)).toBe('1,000,000');
  expect(plural(1, 'file')).toBe('1 file');
  expect(plural(0, 'match', 'matches')).toBe('0 matches');
  expect(formatTime(0)).toBe('1970-01-01 00:00:00 UTC');
  expect(formatAge(0, 59_000)).toBe('now');
  expect(formatAge(0, 3_600_000)).toBe('1 h ago');
  expect(formatAge(0, 86_400_000)).toBe('1 day ago');
});
