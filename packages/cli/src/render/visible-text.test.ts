import { expect, test } from 'vitest';
import { visibleText } from './visible-text.ts';

test('plain text, tabs and line breaks stay as they are', () => {
  expect(visibleText('ERROR\tdisk full\nü 漢')).toBe('ERROR\tdisk full\nü 漢');
});

test('colour codes go, every other escape sequence loses its power', () => {
  expect(visibleText('\u001b[31mred\u001b[0m')).toBe('red');
  expect(visibleText('\u001b]0;title\u0007\u001b[2J')).toBe('␛]0;title␇␛[2J');
});

test('a carriage return cannot overwrite what was printed', () => {
  expect(visibleText('all good\rfailed')).toBe('all good␍failed');
});

test('direction overrides and zero-width characters are named', () => {
  expect(visibleText('a\u202eb\u200bc')).toBe('a<U+202E>b<U+200B>c');
});

test('C1 controls and NUL', () => {
  expect(visibleText('\u009b2J\u0000')).toBe('<U+009B>2J␀');
});

test.each([
  ['tag', '\u{e0041}'],
  ['variation selector of the supplement', '\u{e0101}'],
  ['deprecated direction', '\u206a'],
  ['annotation', '\ufff9'],
  ['Hangul filler', '\u3164'],
  ['Mongolian vowel separator', '\u180e'],
  ['combining joiner', '\u034f'],
  ['blank Braille', '\u2800'],
])('no text hides in a %s', (_, character) => {
  expect(visibleText(`a${character}b`)).toMatch(/^a<U\+[0-9A-F]{4,5}>b$/);
});

test('emoji of logs stay', () => {
  expect(visibleText('⚠️ ✅')).toBe('⚠️ ✅');
});

test('what is left when a colour code goes is no sequence', () => {
  expect(visibleText('\u001b[\u001b[0m31mred')).not.toContain('\u001b');
});
