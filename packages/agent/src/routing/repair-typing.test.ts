import { expect, test } from 'vitest';
import { repairTyping } from './repair-typing.ts';

test.each([
  ['serach the log', 'search the log'],
  ['give me a comand', 'give me a command'],
  ['documnet this', 'document this'],
  ['why did it fial', 'why did it fial'],
  // Words of their own, paths and names stay.
  ['the lines of /data/comand.sh', 'the lines of /data/comand.sh'],
  ['searches', 'searches'],
  ['reseach', 'reseach'],
])('%s -> %s', (typed, meant) => {
  expect(repairTyping(typed)).toBe(meant);
});
