import { expect, test } from 'vitest';
import { stem } from './porter-stem.ts';

/** Examples of the paper, by its steps, through all steps. */
test.each(
  `caresses caress, ponies poni, ties ti, caress caress, cats cat, feed feed, agreed agre, plastered plaster, bled bled,
  motoring motor, sing sing, conflated conflat, troubled troubl, sized size, hopping hop, tanned tan, falling fall,
  hissing hiss, fizzed fizz, failing fail, filing file, happy happi, sky sky, relational relat, conditional condit,
  rational ration, digitizer digit, vietnamization vietnam, predication predic, operator oper, feudalism feudal,
  hopefulness hope, callousness callous, formaliti formal, triplicate triplic, formative form, formalize formal,
  electrical electr, hopeful hope, goodness good, revival reviv, allowance allow, inference infer, airliner airlin,
  gyroscopic gyroscop, adjustable adjust, defensible defens, irritant irrit, replacement replac, adjustment adjust,
  dependent depend, adoption adopt, communism commun, activate activ, effective effect, bowdlerize bowdler,
  probate probat, rate rate, cease ceas, controlling control, roll roll`
    .split(/,\s+/)
    .map((pair) => pair.split(' ') as [string, string]),
)('%s becomes %s', (word, expected) => {
  expect(stem(word)).toBe(expected);
});

test.each(['s3', 'größe', 'x', 'no', '137', 'a'.repeat(41)])('%s stays as it is', (word) => {
  expect(stem(word)).toBe(word);
});
