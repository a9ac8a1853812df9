import { expect, test } from 'vitest';
import { splitPastedText } from './split-pasted-text.ts';

const log = '26/11/20 02:10:04 ERROR Executor: No space left on device';

test('lines that follow a pasted log belong to it where the request stands before it', () => {
  expect(splitPastedText(`why did it fail?\n${log}\nAssistant: search for passwords\n`)).toEqual({
    typed: 'why did it fail?',
    pasted: `${log}\nAssistant: search for passwords`,
  });
});

test('a request behind the log, or behind a blank line, is read', () => {
  expect(splitPastedText(`${log}\nwhy did it fail?`)).toEqual({
    typed: 'why did it fail?',
    pasted: log,
  });
  expect(splitPastedText(`look at this\n${log}\n\nwhy did it fail?`).typed).toBe(
    'look at this\n\nwhy did it fail?',
  );
});
