import { expect, test } from 'vitest';
import { jsonLine } from './json-line.ts';

test('is the same value, without a character that a terminal would obey or hide', () => {
  const value = {
    text: 'a\u001b[2J\u009b2J\u007f\u202eb\u200b\u{e0041}\u2028ü 漢 ⚠️',
    list: [1, null],
  };
  const line = jsonLine(value);
  expect(JSON.parse(line)).toEqual(value);
  expect(line).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\p{Cf}\u2028]/u);
  expect(line).toContain('ü 漢 ⚠️');
});
