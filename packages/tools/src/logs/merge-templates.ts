import { wildcard, type Shape, type Vocabulary } from './mask-message.ts';

/** One template while it is mined: word numbers, and where any word may stand. */
export interface Draft {
  readonly id: number;
  tokens: Int32Array;
  /** 1 where the word is a pattern found by comparison: `rhost=<*>` stands for any word that fits. */
  open: Uint8Array;
  count: number;
  readonly exemplar: string;
}

/*
 * Messages that differ in one place either come from one statement with a parameter there, or from statements that differ
 * in a word. Shapes decide: two different numbers, paths or ids are values; words need many different ones (Brain and
 * IPLoM use the same idea with a threshold per column); names in capitals are states, and states are worth telling apart.
 */
const weights = { value: 2.5, path: 2.5, dotted: 1.7, word: 1, constant: 0.2 } as const;
const enough = 5;
/** The first word names what the message is about, so it is rarely a parameter (Drain's tree rests on the same). */
const enoughAtStart = 15;
/** Words in front of a name: what follows differs because the named things do. */
const namedThings = new Set([
  'user',
  'username',
  'host',
  'hostname',
  'node',
  'database',
  'schema',
  'table',
  'topic',
  'queue',
  'pool',
  'bucket',
  'namespace',
  'pod',
  'dag',
]);

const valueShapes = new Set<Shape>(['value', 'path']);

/** Rounds of comparing; each makes templates that the next can compare. */
const maxRounds = 6;
/** Two places are compared at once only among so many templates of one length, since that costs the square. */
const maxForPairs = 1500;
const maxPairWords = 32;

const hashAt = (token: number, at: number): number =>
  Math.imul(Math.imul(token + 1, 0x9e37_79b1) ^ Math.imul(at + 1, 0x85eb_ca6b), 0xc2b2_ae35);

const hashOf = (tokens: Int32Array): number => {
  let hash = tokens.length;
  for (let at = 0; at < tokens.length; at++) hash = (hash + hashAt(tokens[at]!, at)) | 0;
  return hash;
};

/**
 * Merges templates of the same statement. Pure in its effect on `drafts`' identity: returns the survivors (the first seen of
 * each group) and tells every merge through `merged`.
 */
export function mergeTemplates(
  drafts: readonly Draft[],
  vocabulary: Vocabulary,
  merged: (from: Draft, into: Draft) => void,
): Draft[] {
  const byLength = new Map<number, Draft[]>();
  for (const draft of drafts) {
    const group = byLength.get(draft.tokens.length);
    if (group) group.push(draft);
    else byLength.set(draft.tokens.length, [draft]);
  }
  const survivors: Draft[] = [];
  for (const group of byLength.values()) {
    const merger = new Merger(group, vocabulary, merged);
    survivors.push(...merger.run());
  }
  return mergeSameText(survivors, vocabulary, merged).toSorted((a, b) => a.id - b.id);
}

/** Templates of one length. */
class Merger {
  #drafts: Draft[];
  readonly #vocabulary: Vocabulary;
  readonly #merged: (from: Draft, into: Draft) => void;

  constructor(drafts: Draft[], vocabulary: Vocabulary, merged: (from: Draft, into: Draft) => void) {
    this.#drafts = drafts;
    this.#vocabulary = vocabulary;
    this.#merged = merged;
  }

  run(): Draft[] {
    this.#mergeValues();
    for (let round = 0; round < maxRounds; round++) {
      const before = this.#drafts.length;
      this.#mergeSingles();
      if (this.#drafts.length === before) this.#mergePairs();
      if (this.#drafts.length === before) break;
    }
    return this.#drafts;
  }

  /** Paths, addresses and ids are values, however many of them a message has. */
  #mergeValues(): void {
    const vocabulary = this.#vocabulary;
    const groups = new Map<string, Draft[]>();
    for (const draft of this.#drafts) {
      let key = '';
      let values = false;
      for (const token of draft.tokens) {
        if (token !== 0 && valueShapes.has(vocabulary.shapeOf(token))) {
          key += `${patternOf([vocabulary.wordOf(token)])} `;
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
    const buckets = new Map<number, Draft[]>();
    const length = this.#drafts[0]!.tokens.length;
    for (let place = 0; place < length; place++) {
      buckets.clear();
      for (const draft of this.#drafts) {
        if (this.#gone.has(draft)) continue;
        const hash = (hashOf(draft.tokens) - hashAt(draft.tokens[place]!, place)) | 0;
        const bucket = buckets.get(hash);
        if (!bucket) buckets.set(hash, [draft]);
        else if (sameBut(bucket[0]!.tokens, draft.tokens, place, -1)) bucket.push(draft);
      }
      for (const bucket of buckets.values())
        if (bucket.length > 1 && this.#isParameter(bucket, place)) this.#join(bucket);
    }
    this.#forgetMerged();
  }

  #mergePairs(): void {
    const length = this.#drafts[0]!.tokens.length;
    if (this.#drafts.length > maxForPairs || length > maxPairWords || length < 4) return;
    const buckets = new Map<number, Draft[]>();
    for (let first = 0; first < length; first++) {
      for (let second = first + 1; second < length; second++) {
        buckets.clear();
        for (const draft of this.#drafts) {
          if (this.#gone.has(draft)) continue;
          const { tokens } = draft;
          const hash =
            (hashOf(tokens) - hashAt(tokens[first]!, first) - hashAt(tokens[second]!, second)) | 0;
          const bucket = buckets.get(hash);
          if (!bucket) buckets.set(hash, [draft]);
          else if (sameBut(bucket[0]!.tokens, tokens, first, second)) bucket.push(draft);
        }
        for (const bucket of buckets.values())
          if (
            bucket.length > 1 &&
            this.#isParameter(bucket, first) &&
            this.#isParameter(bucket, second)
          )
            this.#join(bucket);
      }
    }
    this.#forgetMerged();
  }

  readonly #gone = new Set<Draft>();

  #forgetMerged(): void {
    if (this.#gone.size === 0) return;
    this.#drafts = this.#drafts.filter((draft) => !this.#gone.has(draft));
    this.#gone.clear();
  }

  #isParameter(bucket: readonly Draft[], place: number): boolean {
    const vocabulary = this.#vocabulary;
    const first = bucket[0]!;
    if (!this.#saysSomething(first.tokens, place)) return false;
    const values = new Set<number>();
    let pattern = 0;
    for (const draft of bucket) {
      values.add(draft.tokens[place]!);
      if (draft.open[place] === 1) pattern = draft.tokens[place]!;
    }
    if (bucket.some(({ open }) => open[place] === 1)) {
      const fits = fitting(vocabulary.wordOf(pattern));
      if ([...values].every((value) => fits(vocabulary.wordOf(value)))) return true;
    }
    const named =
      place > 0 &&
      namedThings.has(
        vocabulary
          .wordOf(first.tokens[place - 1]!)
          .toLowerCase()
          .replace(/\W+$/, ''),
      );
    let weight = 0;
    for (const value of values)
      weight += named ? weights.value : weights[vocabulary.shapeOf(value)];
    const valuesOnly = [...values].every((value) => valueShapes.has(vocabulary.shapeOf(value)));
    return weight >= (place > 0 || valuesOnly ? enough : enoughAtStart);
  }

  /** A template needs at least one word of its own besides the parameter. */
  #saysSomething(tokens: Int32Array, place: number): boolean {
    for (let at = 0; at < tokens.length; at++) {
      if (at === place || tokens[at] === 0) continue;
      if (/[A-Za-z]{2}/.test(this.#vocabulary.wordOf(tokens[at]!).replaceAll(wildcard, '')))
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

/** Signs behind which a value begins, and before which one ends. */
const opening = /^(.*[=:([{<"'/@,#])/;
const closing = /([)\]}>"'/,;:.=]*)$/;

/** `rhost=<*>` of `rhost=a.org` and `rhost=b.net`: the common edges, cut at a sign, around a wildcard. */
export function patternOf(words: readonly string[]): string {
  const [first = '', ...others] = words;
  let prefix = first;
  let suffix = behindMask(first);
  for (const word of others) {
    let same = 0;
    while (same < prefix.length && prefix[same] === word[same]) same += 1;
    prefix = prefix.slice(0, same);
    const end = behindMask(word);
    let tail = 0;
    while (tail < suffix.length && suffix[suffix.length - 1 - tail] === end[end.length - 1 - tail])
      tail += 1;
    suffix = tail === 0 ? '' : suffix.slice(-tail);
  }
  const masked = prefix.indexOf(wildcard);
  if (masked >= 0) prefix = prefix.slice(0, masked);
  if (others.length === 0)
    prefix = /^\W*(?:\w+[=:]["'([]?)?/.exec(first)![0].replace(/[/\\<]+$/, '');
  const head = opening.exec(prefix)?.[1] ?? '';
  const tail = closing.exec(suffix)?.[1] ?? '';
  const room = Math.min(...words.map((word) => word.length));
  return head.length + tail.length > room ? wildcard : `${head}${wildcard}${tail}`;
}

/** Tests whether a word can stand where the pattern stands. */
export function fitting(pattern: string): (word: string) => boolean {
  if (pattern === wildcard) return () => true;
  const at = pattern.indexOf(wildcard);
  const head = pattern.slice(0, at);
  const tail = pattern.slice(at + wildcard.length);
  return (word) =>
    word.length >= head.length + tail.length && word.startsWith(head) && word.endsWith(tail);
}

const behindMask = (word: string): string => {
  const at = word.lastIndexOf(wildcard);
  return at < 0 ? word : word.slice(at + wildcard.length);
};

const wildcardRun = /<\*>(?: <\*>)+/g;

/** The words of a template with `<*>` for parameters; neighbouring parameters are shown as one. */
export const textOf = (tokens: Int32Array, vocabulary: Vocabulary): string =>
  Array.from(tokens, (token) => vocabulary.wordOf(token))
    .join(' ')
    .replaceAll(wildcardRun, wildcard);

/** Templates of different length can show the same text, for a parameter may have several words. */
function mergeSameText(
  drafts: readonly Draft[],
  vocabulary: Vocabulary,
  merged: (from: Draft, into: Draft) => void,
): Draft[] {
  const byText = new Map<string, Draft>();
  for (const draft of drafts.toSorted((a, b) => a.id - b.id)) {
    const text = textOf(draft.tokens, vocabulary);
    const first = byText.get(text);
    if (!first) {
      byText.set(text, draft);
      continue;
    }
    first.count += draft.count;
    merged(draft, first);
  }
  return [...byText.values()];
}
