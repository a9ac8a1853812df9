import { expect, test } from 'vitest';
import { prepareWords } from './prepare-words.ts';

test.each([
  ['which connection broke', 'Connection broken for id 2'],
  ['what was thrown', 'the driver throws'],
  ['who sent it', 'sending'],
  ["it can't open", 'cannot open'],
  ["it doesn't run", 'does not run'],
  ['how many failures', 'it failed'],
  ['loss of a node', 'Lost executor'],
  ['was it a success', 'succeeded'],
  ['does it exceed', 'exceeded'],
  ['never initialised', 'Initializing'],
  ['it closed unexpectedly', 'Unexpected exception'],
])('"%s" has words of "%s"', (question, line) => {
  const there = prepareWords(line);
  expect(prepareWords(question).some((word) => there.includes(word))).toBe(true);
});

test('other words stay as they are', () => {
  expect(prepareWords('lefty lost+found bound_2 raise daily')).toEqual([
    'lefti',
    'lose',
    'find',
    'bind',
    '2',
    'rais',
    'daili',
  ]);
});
