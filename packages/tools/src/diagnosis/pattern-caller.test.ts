import { expect, test } from 'vitest';
import { LiteralFinder } from './literal-finder.ts';
import { PatternCaller } from './pattern-caller.ts';

test('finds each text wherever it stands, in any case, also inside and across others', () => {
  const texts = ['error', 'terror', 'rror', 'out of memory', 'memory', '(410)', 'a_b'];
  const finder = new LiteralFinder(texts);
  const found = (text: string): string[] => {
    const all = new Set<string>();
    finder.find(text, (index) => all.add(texts[index]!));
    return [...all].toSorted();
  };
  for (const text of [
    'TERROR',
    'an Error out of Memor',
    'xx out of memory',
    'gone (410) a_b',
    'err\u00e9or',
    'out of out of memory',
    '',
    'A-B a.b A_B',
  ])
    expect(found(text)).toEqual(
      texts.filter((each) => text.toLowerCase().includes(each)).toSorted(),
    );
});

test('calls a pattern once, and only where a text that it needs occurs', () => {
  const caller = new PatternCaller([/disk (?:is )?full/, /full disk|no space/, /\d+/, /full/]);
  expect([...caller.called('disk full, FULL disk')].toSorted((a, b) => a - b)).toEqual([
    0, 1, 2, 3,
  ]);
  expect([...caller.called('no space')].toSorted((a, b) => a - b)).toEqual([1, 2]);
  expect([...caller.called('')]).toEqual([2]);
});
