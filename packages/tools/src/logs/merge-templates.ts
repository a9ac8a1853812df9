import { wildcard } from './mask-word.ts';
import { fitting, patternOf, patternOfValue } from './template-pattern.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Shape } from './word-shape.ts';

/** One template while it is mined: word numbers, and where other words may stand. */
export interface Draft {
  readonly id: number;
  tokens: Int32Array;
  /** `hashOf(tokens)`. */
  hash: number;
  /** 1 where the word is a pattern found by comparison: `rhost=<*>` stands for any word that fits. */
  open: Uint8Array;
  count: number;
}

/** Work of merging, in comparisons of one word of one template. */
export interface Effort {
  steps: number;
  /** Merging leaves templates as they are rather than take more steps than this. */
  limit: number;
}

/**
 * Messages that differ in one place come from one statement with a parameter there, or from statements that differ in a word.
 * How many different words there must be to take them for a parameter depends on what they look like: two different numbers,
 * paths or ids are values already; words of a language need more, as many statements differ in one word; participles say what happened; and names in capitals
 * are states and commands, which a reader wants to see apart. Where shapes are mixed, each word counts its share.
 */
const needed: Readonly<Record<Shape, number>> = {
  value: 2,
  path: 2,
  dotted: 3,
  word: 4,
  participle: 6,
  constant: 10,
};
/** The first word names what the message is about, so it is seldom a parameter (Drain's tree rests on the same). */
const startFactor = 3;

/** Words in front of a name: what follows differs because the named things do. */
const namedThings = new Set(
  'user username host hostname node database schema table topic queue pool bucket namespace pod dag'.split(
    ' ',
  ),
);

const valueShapes = new Set<Shape>(['value', 'path']);

/** `user=` of `user=root`. */
const givenName = /^\W*(\w+)=/;
/** `user=null`, `list=[]`, `done=false`. */
const givenNothing =
  /^\W*\w+[=:](?:null|none|nil|true|false|\[\]|\{\}|""|N\/A|<none>|\(null\))\W*$/i;

/** Rounds of comparing; each makes templates that the next can compare. */
const maxRounds = 6;
/** Two places at once are compared only in messages of up to so many words, since that costs the square. */
const maxPairWords = 32;

const hashAt = (token: number, at: number): number =>
  Math.imul(Math.imul(token + 1, 0x9e37_79b1) ^ Math.imul(at + 1, 0x85eb_ca6b), 0xc2b2_ae35);

/** A sum over places, so that the hash without some place is a subtraction. */
export function hashOf(tokens: Int32Array, count = tokens.length): number {
  let hash = count;
  for (let at = 0; at < count; at++) hash = (hash + hashAt(tokens[at]!, at)) | 0;
  return hash;
}

/**
 * Merges templates of the same statement by comparing templates of equal length: first those that differ in values only, then
 * those that differ in one place, then in two; in the end those that read the same, for a parameter may have several words.
 *
 * Comparing columns of messages of one length is IPLoM (Makanju, Zincir-Heywood, Milios, KDD 2009); deciding per place by how
 * many different words follow the same constant words is Brain (Yu, He, Chen, Wu, TSC 2023). What is ours: the decision looks at
 * the shape of the words, and works on templates instead of lines, so its cost does not grow with the file.
 *
 * @returns the survivors in order of first sight; every merge is told through `merged`, into the one first seen.
 */
export function mergeTemplates(
  drafts: readonly Draft[],
  vocabulary: Vocabulary,
  merged: (from: Draft, into: Draft) => void,
  effort: Effort,
): Draft[] {
  const survivors = mergeEqualLengths(drafts, vocabulary, merged, effort);
  return mergeSameText(survivors, merged).toSorted((a, b) => a.id - b.id);
}

function mergeEqualLengths(
  drafts: readonly Draft[],
  vocabulary: Vocabulary,
  merged: (from: Draft, into: Draft) => void,
  effort: Effort,
): Draft[] {
  const byLength = new Map<number, Draft[]>();
  for (const draft of drafts) {
    const group = byLength.get(draft.tokens.length);
    if (group) group.push(draft);
    else byLength.set(draft.tokens.length, [draft]);
  }
  // Small groups first: if the effort runs out, it is the flood of one length that stays unmerged.
  const size = (group: readonly Draft[]): number => group.length * group[0]!.tokens.length;
  const groups = [...byLength.values()].toSorted((a, b) => size(a) - size(b));
  return groups.flatMap((group) => new Merger(group, vocabulary, merged, effort).run());
}

/** Templates of one length. */
class Merger {
  #drafts: Draft[];
  readonly #length: number;
  readonly #vocabulary: Vocabulary;
  readonly #merged: (from: Draft, into: Draft) => void;
  readonly #effort: Effort;
  readonly #gone = new Set<Draft>();

  constructor(
    drafts: Draft[],
    vocabulary: Vocabulary,
    merged: (from: Draft, into: Draft) => void,
    effort: Effort,
  ) {
    this.#drafts = drafts;
    this.#length = drafts[0]!.tokens.length;
    this.#vocabulary = vocabulary;
    this.#merged = merged;
    this.#effort = effort;
  }

  run(): Draft[] {
    if (this.#drafts.length < 2) return this.#drafts;
    if (this.#affords(this.#length)) this.#mergeValues();
    for (let round = 0; round < maxRounds; round++) {
      const before = this.#drafts.length;
      if (!this.#affords(this.#length)) break;
      this.#mergeSingles();
      if (this.#drafts.length < before) continue;
      const pairs = (this.#length * (this.#length - 1)) / 2;
      if (this.#length < 4 || this.#length > maxPairWords || !this.#affords(pairs)) break;
      this.#mergePairs();
      if (this.#drafts.length === before) break;
    }
    return this.#drafts;
  }

  /** Takes the steps of a pass over all templates if they are left. */
  #affords(stepsPerDraft: number): boolean {
    const steps = this.#drafts.length * stepsPerDraft;
    if (this.#effort.steps + steps > this.#effort.limit) return false;
    this.#effort.steps += steps;
    return true;
  }

  /** Paths, addresses and ids are values, however many of them a message has. */
  #mergeValues(): void {
    const vocabulary = this.#vocabulary;
    const patterns = new Map<number, string>();
    const groups = new Map<string, Draft[]>();
    for (const draft of this.#drafts) {
      let key = '';
      let values = false;
      for (const token of draft.tokens) {
        if (token !== 0 && valueShapes.has(vocabulary.shapeOf(token))) {
          let pattern = patterns.get(token);
          if (pattern === undefined)
            patterns.set(token, (pattern = patternOfValue(vocabulary.wordOf(token))));
          key += `${pattern} `;
          values = true;
        } else key += `${token} `;
      }
      if (!values) continue;
      const group = groups.get(key);
      if (group) group.push(draft);
      else groups.set(key, [draft]);
    }
    for (const group of groups.values()) if (group.length > 1) this.#join(group);
    this.#forgetMerged();
  }

  #mergeSingles(): void {
    for (let place = 0; place < this.#length; place++)
      for (const bucket of this.#alikeBut(place, place))
        if (this.#isParameter(bucket, place)) this.#join(bucket);
    this.#forgetMerged();
  }

  #mergePairs(): void {
    for (let first = 0; first < this.#length; first++)
      for (let second = first + 1; second < this.#length; second++)
        for (const bucket of this.#alikeBut(first, second))
          if (this.#isParameter(bucket, first) && this.#isParameter(bucket, second))
            this.#join(bucket);
    this.#forgetMerged();
  }

  /** Groups of at least two templates with the same words in all places but these. */
  #alikeBut(first: number, second: number): Iterable<Draft[]> {
    const single = new Map<number, Draft>();
    const buckets = new Map<number, Draft[]>();
    for (const draft of this.#drafts) {
      if (this.#gone.has(draft)) continue;
      const { tokens } = draft;
      let hash = draft.hash - hashAt(tokens[first]!, first);
      if (second !== first) hash -= hashAt(tokens[second]!, second);
      hash |= 0;
      const other = single.get(hash);
      if (!other) single.set(hash, draft);
      else if (sameBut(other.tokens, tokens, first, second)) {
        const bucket = buckets.get(hash);
        if (bucket) bucket.push(draft);
        else buckets.set(hash, [other, draft]);
      }
    }
    return buckets.values();
  }

  #forgetMerged(): void {
    if (this.#gone.size === 0) return;
    this.#drafts = this.#drafts.filter((draft) => !this.#gone.has(draft));
    this.#gone.clear();
  }

  #isParameter(bucket: readonly Draft[], place: number): boolean {
    const vocabulary = this.#vocabulary;
    const first = bucket[0]!;
    if (!this.#saysSomething(first.tokens, place)) return false;
    const values = new Set(bucket.map(({ tokens }) => tokens[place]!));
    const known = bucket.find(({ open }) => open[place] === 1);
    if (known) {
      const fits = fitting(vocabulary.wordOf(known.tokens[place]!));
      if ([...values].every((value) => fits(vocabulary.wordOf(value)))) return true;
    }
    const names = new Set(
      [...values].map((value) => givenName.exec(vocabulary.wordOf(value))?.[1] ?? ''),
    );
    if (names.size > 1 && !names.has('')) return false;
    // Where nothing can be given, something can.
    const isNothing = (value: number): boolean => givenNothing.test(vocabulary.wordOf(value));
    if (names.size === 1 && [...values].some(isNothing)) return true;
    const shapes = [...values].map((value) => vocabulary.shapeOf(value));
    const named = place > 0 && this.#namesThing(first.tokens[place - 1]!);
    const share = shapes.reduce((sum, shape) => sum + 1 / (named ? 2 : needed[shape]), 0);
    const start = place === 0 && !shapes.every((shape) => valueShapes.has(shape));
    // A hair less than asked, since shares such as thirds do not add up exactly.
    return share > (start ? startFactor : 1) - 1e-9;
  }

  #namesThing(token: number): boolean {
    return namedThings.has(this.#vocabulary.wordOf(token).toLowerCase().replace(/\W+$/, ''));
  }

  /** A template needs at least one word of its own besides the parameter. */
  #saysSomething(tokens: Int32Array, place: number): boolean {
    for (let at = 0; at < tokens.length; at++) {
      if (at === place || tokens[at] === 0) continue;
      if (/\p{L}{2}/u.test(this.#vocabulary.wordOf(tokens[at]!).replaceAll(wildcard, '')))
        return true;
    }
    return false;
  }

  /** Makes one template of several: where they differ, the pattern that all have in common. */
  #join(group: readonly Draft[]): void {
    const into = group.reduce((first, draft) => (draft.id < first.id ? draft : first));
    const tokens = into.tokens.slice();
    const open = into.open.slice();
    for (let at = 0; at < tokens.length; at++) {
      const words = new Set<number>();
      for (const draft of group) {
        words.add(draft.tokens[at]!);
        if (draft.open[at] === 1) open[at] = 1;
      }
      if (words.size < 2) continue;
      open[at] = 1;
      const pattern = patternOf([...words].map((word) => this.#vocabulary.wordOf(word)));
      tokens[at] = this.#vocabulary.numberOf(pattern);
    }
    into.tokens = tokens;
    into.hash = hashOf(tokens);
    into.open = open;
    for (const draft of group) {
      if (draft === into) continue;
      into.count += draft.count;
      this.#gone.add(draft);
      this.#merged(draft, into);
    }
  }
}

function sameBut(a: Int32Array, b: Int32Array, first: number, second: number): boolean {
  for (let at = 0; at < a.length; at++)
    if (a[at] !== b[at] && at !== first && at !== second) return false;
  return true;
}

/** Neighbouring wildcards are shown as one. */
export function withoutRuns(tokens: Int32Array): Int32Array {
  return tokens.filter((token, at) => token !== 0 || tokens[at - 1] !== 0);
}

function mergeSameText(
  drafts: readonly Draft[],
  merged: (from: Draft, into: Draft) => void,
): Draft[] {
  const byHash = new Map<number, { readonly draft: Draft; readonly shown: Int32Array }>();
  const survivors: Draft[] = [];
  for (const draft of drafts.toSorted((a, b) => a.id - b.id)) {
    const shown = withoutRuns(draft.tokens);
    const hash = hashOf(shown);
    const first = byHash.get(hash);
    if (first && first.shown.length === shown.length && sameBut(first.shown, shown, -1, -1)) {
      first.draft.count += draft.count;
      merged(draft, first.draft);
      continue;
    }
    if (!first) byHash.set(hash, { draft, shown });
    survivors.push(draft);
  }
  return survivors;
}
