import { prepareWords } from './prepare-words.ts';
import { sayings } from './sayings.ts';
import { wordGroups } from './word-groups.ts';

/** Weights of words beside those of the question, which weigh 1. */
const ofSynonym = 0.4;
const ofSaying = 0.8;
/** What several reasons speak for. */
const heaviest = 1.2;
/** Words that may stand between those of a saying. */
const maxBetween = 2;

const bySynonym = new Map<string, Set<string>>();
for (const group of wordGroups) {
  const stems = prepareWords(group);
  for (const word of stems) {
    const all = bySynonym.get(word) ?? new Set();
    for (const other of stems) if (other !== word) all.add(other);
    bySynonym.set(word, all);
  }
}

/** By the first word of what is said. */
const bySaid = new Map<string, { said: readonly string[]; written: readonly string[] }[]>();
for (const saying of sayings) {
  const [phrases = '', answer = ''] = saying.split(': ');
  const written = [...new Set(prepareWords(answer))];
  for (const phrase of phrases.split(', ')) {
    const said = prepareWords(phrase);
    const [first] = said;
    if (first === undefined) continue;
    const known = bySaid.get(first);
    if (known) known.push({ said, written });
    else bySaid.set(first, [{ said, written }]);
  }
}

/** Neighbouring words as one: products write `namenode` and `safemode` where people write two words. */
function joinedPairs(question: string): string[] {
  const tokens = question.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return tokens.slice(1).flatMap((token, at) => prepareWords(tokens[at]! + token));
}

/** Whether the words of a saying follow one another from there on, with few others between them. */
function isSaidAt(words: readonly string[], from: number, said: readonly string[]): boolean {
  let next = 0;
  const end = Math.min(words.length, from + said.length + maxBetween);
  for (let at = from; at < end && next < said.length; at++) if (words[at] === said[next]) next += 1;
  return next === said.length;
}

/** The words that answer to what is said somewhere in the question, each saying once. */
function writtenFor(words: readonly string[]): string[] {
  const answers = new Set<readonly string[]>();
  for (const [at, word] of words.entries())
    for (const { said, written } of bySaid.get(word) ?? [])
      if (isSaidAt(words, at, said)) answers.add(written);
  return [...answers].flat();
}

/**
 * The words of a question as they are searched, with their weights: those that were typed, neighbours as one word, words that mean
 * the same, and words that systems use for what people say. Typed words come first.
 */
export function expandQuery(question: string): ReadonlyMap<string, number> {
  const typed = prepareWords(question);
  const weights = new Map(typed.map((word) => [word, 1]));
  const words = [...weights.keys()];
  const add = (word: string, weight: number): void => {
    if (words.includes(word)) return;
    weights.set(word, Math.min(heaviest, (weights.get(word) ?? 0) + weight));
  };
  for (const name of joinedPairs(question)) add(name, 1);
  for (const word of words) for (const other of bySynonym.get(word) ?? []) add(other, ofSynonym);
  for (const word of writtenFor(typed)) add(word, ofSaying);
  return weights;
}
