import { expect, test } from 'vitest';
import { mayFit } from './rule-words.ts';

test.each([
  ['(?:the )?sum of <C>', 'sum of <C1>', true],
  ['(?:the )?sum of <C>', 'the sum of <N1>', false],
  ['(?:the )?sum of <C>', 'the total of <C1>', false],
  ['<[QI]\\d+>|nothing', 'nothing', true],
  ['<[QI]\\d+>|nothing', 'see <I3>', true],
  ['<[QI]\\d+>|nothing', 'see <N3>', false],
  ['{lines} with', 'rows with', true],
  ['{lines} with', 'cells with', false],
  ['colou?rs?', 'color', true],
  ['(?:in|at){0,2} most', 'most', true],
  ['(?:in|at){1,2} most', 'most', false],
  ['(?<!no )header(?! row)', 'header', true],
  ['[abc]+x(?:yz)*', 'bx', true],
  ['one line|\\(two\\)', '(two)', true],
] as const)('%s in "%s"', (rule, text, fits) => {
  expect(mayFit(rule, text)).toBe(fits);
});
