import { expect, test } from 'vitest';
import { expandQuery } from './expand-query.ts';
import { prepareWords } from './prepare-words.ts';

const weightOf = (question: string, word: string) =>
  expandQuery(question).get(prepareWords(word)[0]!) ?? 0;

test('words of the question weigh most, and are not repeated', () => {
  const weights = expandQuery('memory memory heap');
  expect([...weights.keys()].slice(0, 2)).toEqual(['memori', 'heap']);
  expect(weights.get('heap')).toBe(1);
  expect(weights.get('oom')).toBeGreaterThan(0);
  expect(weights.get('oom')).toBeLessThan(1);
});

test('two words are looked for as one, too', () => {
  const words = [...expandQuery('the name node is in safe mode').keys()];
  expect(words).toEqual(expect.arrayContaining(['namenod', 'safemod']));
});

test('a question without known words has no synonyms', () => {
  expect([...expandQuery('zebra')]).toEqual([['zebra', 1]]);
});

test.each([
  ['we ran out of file handles', 'descriptors'],
  ['the certificate of the proxy has expired', 'validity'],
  ['someone is not allowed to list the folder', 'denied'],
  ['clocks differ between the hosts', 'skew'],
  ['host name lookup fails at times', 'resolution'],
  ['both jobs wait forever for each other', 'deadlock'],
])('"%s" also looks for "%s"', (question, word) => {
  expect(weightOf(question, word)).toBeGreaterThan(0);
});

test('a saying is found with other words between its own, but not across the question', () => {
  expect(weightOf('the disk of the node is full', 'enospc')).toBeGreaterThan(0);
  expect(weightOf('full scan of one table after another while the old disk', 'emfile')).toBe(0);
  expect(weightOf('lookup is done first and only then the other table', 'broadcast')).toBe(0);
});

test('what several reasons speak for never weighs more than a little above a typed word', () => {
  const question = 'killed by the kernel, process was killed, exit code 137, out of memory';
  expect(Math.max(...expandQuery(question).values())).toBeLessThanOrEqual(1.2);
});
