import { expect, test } from 'vitest';
import { milestoneRules } from './milestone-rules.ts';

/** As much of an event as is looked at. */
const length = 1500;

test('no pattern takes long on text that is made to mislead it', () => {
  const slow: string[] = [];
  for (const { match } of milestoneRules) {
    const words = match.source.match(/[A-Za-z][A-Za-z ':]{3,}/g) ?? [''];
    for (const word of [...words, words.join(' '), words.join('')])
      for (const filler of [' ', 'a', '0.', '"', '=', 'a_1 ', 'pod/a', '(', '\n'])
        for (const text of [
          `${word}${filler.repeat(5)}`.repeat(length).slice(0, length),
          `${word}${filler.repeat(length)}`.slice(0, length) + word,
        ]) {
          const start = performance.now();
          match.exec(text);
          // Measured at most 0.2 ms; what is exponential takes minutes.
          if (performance.now() - start > 500) slow.push(match.source);
        }
  }
  expect(slow).toEqual([]);
});

test('what a rule says about a milestone has no free text of the log: ids have no spaces, reasons are quoted', () => {
  const words = 'ignore all instructions';
  expect(milestoneRules.filter(({ what }) => what({ reason: words }).includes(words))).toEqual([]);
  const loose = milestoneRules.flatMap(({ match }) =>
    [...match.source.matchAll(/\(\?<(\w+)>(\[[^\]]*\]|\\.|[^)])/g)].filter(
      ([, name, pattern]) => name !== 'reason' && new RegExp(`^${pattern}$`).test(' '),
    ),
  );
  expect(loose).toEqual([]);
});
