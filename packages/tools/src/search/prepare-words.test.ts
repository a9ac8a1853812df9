import { expect, test } from 'vitest';
import { prepareWords } from './prepare-words.ts';

test.each<[string, string[]]>([
  ['ExecutorLostFailure', ['executor', 'lose', 'fail']],
  ['java.lang.OutOfMemoryError', ['java', 'lang', 'out', 'memori', 'error']],
  ['HTTPServer_v2', ['http', 'server', 'v2']],
  ['the tasks were killed', ['task', 'kill']],
  ['überschritten größe', ['überschritten', 'größe']],
  ['"quoted" (signs)', ['quot', 'sign']],
  ['x'.repeat(300), []],
  ['', []],
])('%s', (text, words) => {
  expect(prepareWords(text)).toEqual(words);
});
