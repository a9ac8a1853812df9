import type { Draft } from './merge-templates.ts';
import { fitting } from './template-pattern.ts';
import { maxWords, type Vocabulary } from './vocabulary.ts';

type Fit = number | ((word: string) => boolean);

interface OpenTemplate {
  readonly draft: Draft;
  /** For each place the number of its word, or a test of the word there. */
  readonly fits: readonly Fit[];
}

/** Templates that are tried for one message. More than this share their first word only in input that is made to. */
const maxTried = 64;

/** Finds the template with open places that a message fits, by the number of its words and one constant word. */
export class OpenTemplates {
  readonly #vocabulary: Vocabulary;
  readonly #byAnchor = new Map<number, OpenTemplate[]>();
  /** For each number of words, the places where some template has its anchor; -1 for those without a constant word. */
  readonly #places = new Map<number, number[]>();

  constructor(drafts: Iterable<Draft>, vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    for (const draft of drafts) if (draft.open.includes(1)) this.#add(draft);
  }

  #add(draft: Draft): void {
    const { tokens, open } = draft;
    const place = tokens.findIndex((token, at) => token !== 0 && open[at] === 0);
    const places = this.#places.get(tokens.length) ?? [];
    if (!places.includes(place)) places.push(place);
    this.#places.set(tokens.length, places);
    const key = keyOf(tokens.length, place, tokens[place] ?? 0);
    const bucket = this.#byAnchor.get(key) ?? [];
    bucket.push({
      draft,
      fits: Array.from(tokens, (token, at) =>
        open[at] === 1 ? fitting(this.#vocabulary.wordOf(token)) : token,
      ),
    });
    this.#byAnchor.set(key, bucket);
  }

  /** The first template that the `count` words fit; null where none does. */
  find(words: Int32Array, count: number): Draft | null {
    let tried = 0;
    for (const place of this.#places.get(count) ?? []) {
      for (const { draft, fits } of this.#byAnchor.get(keyOf(count, place, words[place] ?? 0)) ??
        []) {
        if ((tried += 1) > maxTried) return null;
        if (this.#fitsAll(fits, words)) return draft;
      }
    }
    return null;
  }

  #fitsAll(fits: readonly Fit[], words: Int32Array): boolean {
    for (let at = 0; at < fits.length; at++) {
      const fit = fits[at]!;
      if (typeof fit === 'number' ? fit !== words[at] : !fit(this.#vocabulary.wordOf(words[at]!)))
        return false;
    }
    return true;
  }
}

const keyOf = (count: number, place: number, word: number): number =>
  (word * (maxWords + 2) + place + 1) * (maxWords + 2) + count;
