import { expect, test } from 'vitest';
import { splitTexts } from './split-texts.ts';

const marked = (text: string, wanted: readonly string[]) =>
  splitTexts(text, wanted).map((part) => (part.isMatch ? `[${part.text}]` : part.text));

test.each([
  ['Lost executor 3: lost', ['lost', 'executor'], ['[Lost]', ' ', '[executor]', ' 3: ', '[lost]']],
  ['executors', ['exec', 'executor'], ['[executor]', 's']],
  ['a.b axb', ['a.b'], ['[a.b]', ' axb']],
  ['nothing', ['lost'], ['nothing']],
  ['nothing', [], ['nothing']],
  ['nothing', [''], ['nothing']],
  ['İstanbul lost', ['lost'], ['İstanbul lost']],
])('%j with %j', (text, wanted, parts) => expect(marked(text, wanted)).toEqual(parts));

test('parts put together are the text, however many there are', () => {
  const text = 'ab'.repeat(5000);
  const parts = splitTexts(text, ['a']);
  expect(parts.map((part) => part.text).join('')).toBe(text);
  expect(parts.length).toBeLessThan(300);
});
