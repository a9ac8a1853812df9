import { expect, test } from 'vitest';
import { port, serverUrl, time, wholeNumber } from './option-values.ts';

test.each([
  ['2026-11-24', '2026-11-24T00:00:00.000Z'],
  ['2026-11-24T02:10', '2026-11-24T02:10:00.000Z'],
  ['2026-11-24 02:10:05,123', '2026-11-24T02:10:05.123Z'],
  ['2026-11-24T02:10:05+02:00', '2026-11-24T00:10:05.000Z'],
  ['1795486205000', '2026-11-24T02:10:05.000Z'],
])('the time %s', (text, expected) => {
  expect(new Date(time(text)).toISOString()).toBe(expected);
});

test.each(['yesterday', '', '24.11.2026', '2026-13-01', '2026-11-24T25:00', '12'])(
  'no time: "%s"',
  (text) => {
    expect(() => time(text)).toThrow(/must be a time/);
  },
);

test.each(['', ' ', 'a', '-1', '1.5', '1e400'])('no whole number: "%s"', (text) => {
  expect(() => wholeNumber(text)).toThrow(/whole number/);
});

test('a port', () => {
  expect(port('0')).toBe(0);
  expect(port('65535')).toBe(65_535);
  expect(() => port('65536')).toThrow(/from 0 to 65535/);
});

test.each(['nonsense', 'ftp://x', '127.0.0.1:7171', 'file:///etc/passwd'])(
  'no server: %s',
  (text) => {
    expect(() => serverUrl(text)).toThrow(/address like/);
  },
);
