import { wildcard } from './mask-word.ts';
import { hashOf, mergeTemplates, type Draft, type Effort } from './merge-templates.ts';
import { OpenTemplates } from './open-templates.ts';
import { patternOf } from './template-pattern.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Longer templates are left as they are, since each of their places is tried. */
const maxLength = 40;
/** Words of one parameter. */
const maxWordsOfParameter = 12;
/** Different texts that make a parameter of what stands between signs: a text in brackets often is a remark of the statement. */
const neededQuoted = 3;
const neededInBrackets = 4;

const pairs: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '{': '}',
  '[': ']',
  '(': ')',
};
const key = /^\W*\w+[=:]/;
const signsOnly = /^[^\p{L}\p{N}\s()[\]{}"'=:<>,;.]+$/u;
/** `3 sec`: a unit behind a number belongs to it. */
const timeUnit = /^(?:ns|us|ms|s|secs?|seconds?|mins?|minutes?|hours?|days?)[,;.]?$/;

/** Rounds of comparing templates of different lengths. */
const maxLengthRounds = 3;

/** Where a parameter of several words may stand: [from, to) of the words. */
interface Gap {
  readonly from: number;
  readonly to: number;
  /** How many different texts there must be. */
  readonly needed: number;
  /** What all of them must begin and end with. */
  readonly frame: string;
}

/**
 * As `mergeTemplates`, and merges templates of different lengths, too. A message that is placed later only fits a template of its
 * own length, so this is for the end.
 */
export function mergeTemplatesOfAllLengths(
  drafts: readonly Draft[],
  vocabulary: Vocabulary,
  merged: (from: Draft, into: Draft) => void,
  effort: Effort,
): Draft[] {
  let survivors = mergeTemplates(drafts, vocabulary, merged, effort);
  for (let round = 0; round < maxLengthRounds; round++) {
    const before = survivors.length;
    survivors = mergeLengths(survivors, vocabulary, merged, effort);
    if (survivors.length === before) break;
    survivors = mergeTemplates(survivors, vocabulary, merged, effort);
  }
  return survivors;
}

/**
 * Merges templates of different lengths that are alike but for one parameter, which has one word here and several there: a list of
 * values (`( <*> *** <*> )`), a number with its unit, or a text between quotes or brackets. Other texts are left apart: where
 * words of a language differ in number, they are mostly statements of their own.
 *
 * @returns the survivors; every merge is told through `merged`, into the one first seen.
 */
function mergeLengths(
  drafts: readonly Draft[],
  vocabulary: Vocabulary,
  merged: (from: Draft, into: Draft) => void,
  effort: Effort,
): Draft[] {
  const buckets = new Map<string, { draft: Draft; gap: Gap }[]>();
  for (const draft of drafts) {
    const length = draft.tokens.length;
    if (length > maxLength) continue;
    if ((effort.steps += length) > effort.limit) return [...drafts];
    for (const gap of gapsOf(draft.tokens, vocabulary)) {
      const before = draft.tokens.subarray(0, gap.from);
      const behind = draft.tokens.subarray(gap.to);
      if (!saysSomething(before, vocabulary) && !saysSomething(behind, vocabulary)) continue;
      effort.steps += length;
      const bucket = `${before.join(' ')}|${gap.frame}|${behind.join(' ')}`;
      const members = buckets.get(bucket);
      if (members) members.push({ draft, gap });
      else buckets.set(bucket, [{ draft, gap }]);
    }
  }
  const gone = new Set<Draft>();
  const changed = new Set<Draft>();
  for (const all of buckets.values()) {
    const members = all.filter(({ draft }) => !gone.has(draft) && !changed.has(draft));
    const lengths = new Set(members.map(({ draft }) => draft.tokens.length));
    if (lengths.size < 2) continue;
    const texts = new Set(members.map((member) => textOf(member, vocabulary)));
    // A place that is known to be a parameter needs no more proof.
    const known = members.some(({ draft, gap }) => gap.to === gap.from + 1 && draft.open[gap.from]);
    if (texts.size < (known ? 2 : Math.max(...members.map(({ gap }) => gap.needed)))) continue;
    const { draft: into, gap } = members.reduce((a, b) => (b.draft.id < a.draft.id ? b : a));
    const pattern = patternOf([...texts]);
    const parameter = vocabulary.numberOf(/\s/.test(pattern) ? wildcard : pattern);
    const { tokens, open } = into;
    into.tokens = Int32Array.of(
      ...tokens.subarray(0, gap.from),
      parameter,
      ...tokens.subarray(gap.to),
    );
    into.open = Uint8Array.of(...open.subarray(0, gap.from), 1, ...open.subarray(gap.to));
    into.hash = hashOf(into.tokens);
    changed.add(into);
    for (const { draft } of members) {
      if (draft === into) continue;
      into.count += draft.count;
      gone.add(draft);
      merged(draft, into);
    }
  }
  const alive = drafts.filter((draft) => !gone.has(draft));
  const open = new OpenTemplates(alive, vocabulary);
  for (const draft of alive) {
    const { tokens } = draft;
    if (tokens.length > maxLength || changed.has(draft)) continue;
    if ((effort.steps += tokens.length) > effort.limit) break;
    for (const short of shortened(tokens, vocabulary)) {
      const into = open.find(short, short.length);
      if (!into || into === draft || gone.has(into)) continue;
      into.count += draft.count;
      gone.add(draft);
      changed.add(into);
      merged(draft, into);
      break;
    }
  }
  return gone.size === 0 ? [...drafts] : drafts.filter((draft) => !gone.has(draft));
}

/** The words as they are, then with one of their longer parameters as one word. */
function* shortened(tokens: Int32Array, vocabulary: Vocabulary): Generator<Int32Array> {
  yield tokens;
  for (const { from, to, frame } of gapsOf(tokens, vocabulary)) {
    if (to - from < 2) continue;
    const parameter = vocabulary.numberOf(frame.replace(' ', wildcard));
    yield Int32Array.of(...tokens.subarray(0, from), parameter, ...tokens.subarray(to));
  }
}

const textOf = ({ draft, gap }: { draft: Draft; gap: Gap }, vocabulary: Vocabulary): string =>
  Array.from(draft.tokens.subarray(gap.from, gap.to), (token) => vocabulary.wordOf(token)).join(
    ' ',
  );

const saysSomething = (tokens: Int32Array, vocabulary: Vocabulary): boolean =>
  tokens.some((token) => /\p{L}{2}/u.test(vocabulary.wordOf(token).replaceAll(wildcard, '')));

function* gapsOf(tokens: Int32Array, vocabulary: Vocabulary): Generator<Gap> {
  const words = Array.from(tokens, (token) => vocabulary.wordOf(token));
  const isValue = (at: number): boolean => {
    const shape = vocabulary.shapeOf(tokens[at]!);
    return shape === 'value' || shape === 'path' || signsOnly.test(words[at]!);
  };
  const isUnit = (at: number): boolean =>
    timeUnit.test(words[at]!) && at > 0 && words[at - 1]!.endsWith(wildcard);
  const isListed = (at: number): boolean =>
    at >= 0 &&
    at < words.length &&
    (isUnit(at) || (isValue(at) && !key.test(words[at]!) && !/[()]|bytes/.test(words[at]!)));
  for (let from = 0; from < words.length; from++) {
    const word = words[from]!;
    const name = key.exec(word)?.[0] ?? '';
    const starts = name === '' ? isListed(from) && !isListed(from - 1) : isValue(from);
    if (starts) {
      let to = from + 1;
      while (isListed(to)) to += 1;
      const tail = /[,;.]?$/.exec(words[to - 1]!)![0];
      if (to - from <= maxWordsOfParameter) yield { from, to, needed: 2, frame: `${name} ${tail}` };
    }
    const enclosed = enclosedFrom(words, from);
    if (enclosed) yield enclosed;
  }
}

/** From the first sign that opens in a word to the word where it closes. */
function enclosedFrom(words: readonly string[], from: number): Gap | null {
  const word = words[from]!;
  const at = word.search(/["'{[(]/);
  if (at < 0 || (word[at] === "'" && /\w/.test(word[at - 1] ?? ''))) return null;
  const open = word[at]!;
  const close = pairs[open]!;
  let depth = 0;
  for (let to = from; to < Math.min(words.length, from + maxWordsOfParameter); to++) {
    const text = words[to]!;
    for (let place = to === from ? at : 0; place < text.length; place++) {
      const sign = text[place]!;
      if (sign === close && (open !== close || to > from || place > at)) depth -= 1;
      else if (sign === open) depth += 1;
      if (depth > 0 || (to === from && place === at)) continue;
      const frame = `${word.slice(0, at + 1)} ${text.slice(place)}`;
      const named = key.test(word) || open === close;
      return { from, to: to + 1, needed: named ? neededQuoted : neededInBrackets, frame };
    }
  }
  return null;
}
