import { expect, test } from 'vitest';
import { safeFileName } from './safe-file-name.ts';

test.each([
  ['../../etc/passwd', 'etc/passwd'],
  ['C:\\logs\\..\\a.log', 'logs/a.log'],
  ['a\u0000b\u001b[2J.log', 'ab[2J.log'],
  ['a\u202egol.exe', 'agol.exe'],
  ['a\u{e0041}\u{e0101}\u3164\u206a.log', 'a.log'],
  ['.\u200b./x', 'x'],
  ['\u200b', 'unnamed'],
])('%j -> %s', (name, safe) => {
  expect(safeFileName(name)).toBe(safe);
});

test('a cut name is well formed', () => {
  expect(safeFileName(`${'😀'.repeat(200)}x`).isWellFormed()).toBe(true);
});
