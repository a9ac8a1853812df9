import { expect, test } from 'vitest';
import { cutPieces, readCommand } from './command.ts';

const piece = (start: number, end: number, text: string) => ({
  span: { start, end },
  text,
  source: 'table' as const,
});

test('the innermost explanation counts, and blanks have none', () => {
  expect(
    cutPieces('ls -l $X', [piece(0, 2, 'lists'), piece(3, 8, 'words'), piece(6, 8, 'a variable')]),
  ).toEqual([
    { start: 0, text: 'ls', meaning: 'lists' },
    { start: 2, text: ' ', meaning: null },
    { start: 3, text: '-l ', meaning: 'words' },
    { start: 6, text: '$X', meaning: 'a variable' },
  ]);
});

test('places outside of the command do no harm, and other data is no command', () => {
  expect(cutPieces('ls', [piece(-3, 99, 'all')])).toEqual([
    { start: 0, text: 'ls', meaning: 'all' },
  ]);
  expect(cutPieces('', [piece(0, 2, 'x')])).toEqual([]);
  for (const other of [null, 'x', {}, { command: 'ls' }, { causes: [] }])
    expect(readCommand(other)).toBeNull();
});
