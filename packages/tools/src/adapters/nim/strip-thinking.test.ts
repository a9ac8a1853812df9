import { expect, test } from 'vitest';
import { createThinkingStripper } from './strip-thinking.ts';

const strip = (thinks: boolean, parts: readonly string[]): string => {
  const stripper = createThinkingStripper(thinks);
  return parts.map((part) => stripper.push(part)).join('') + stripper.end();
};

const text = 'One <think>two <TOOLCALL></think>three</think> <TOOLCALL>[]</TOOLCALL>four <thin';

test('however the text is cut, the same is left', () => {
  const whole = strip(false, [text]);
  expect(whole).toBe('One three four <thin');
  for (let at = 0; at <= text.length; at++)
    for (let end = at; end <= text.length; end++)
      expect(strip(false, [text.slice(0, at), text.slice(at, end), text.slice(end)])).toBe(whole);
});

test('text is passed on as soon as it is certain', () => {
  const stripper = createThinkingStripper(false);
  expect(stripper.push('The disk <')).toBe('The disk ');
  expect(stripper.push('b>')).toBe('<b>');
});

test('where thinking was asked for, nothing is shown before it is known what it is', () => {
  const stripper = createThinkingStripper(true);
  expect(stripper.push('the disk')).toBe('');
  expect(stripper.push('</think>Full')).toBe('Full');
  expect(stripper.push('.')).toBe('.');
});

test('thinking without end costs no more with every part', () => {
  for (const [thinks, first] of [
    [true, ''],
    [false, '<think>'],
  ] as const) {
    const stripper = createThinkingStripper(thinks);
    stripper.push(first);
    const started = performance.now();
    for (let at = 0; at < 200_000; at++) stripper.push('hm, ');
    // Searching all of it again and again would take minutes.
    expect(performance.now() - started).toBeLessThan(5000);
  }
});
