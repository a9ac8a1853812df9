import { isDigit, joins, maskWord, wildcard } from './mask-word.ts';
import { shapeOfWord, type Shape } from './word-shape.ts';

/** A message longer than this differs in what it carries, not in its statement; ByteBrain and Drain3 cut likewise. */
const maxCharacters = 4000;
/** Words of a message that are looked at. */
export const maxWords = 120;
const maxWordLength = 200;

/** Names of days and months: in front of a number they are part of a date. */
const dateNames =
  'Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Mon, Tue, Wed, Thu, Fri, Sat, Sun,'.split(
    ' ',
  );

/**
 * Words as small numbers, so that messages are compared by numbers. Number 0 is the bare wildcard. The number of different words
 * is bounded: when it is full, a new word counts as a value until `keepOnly` has made room.
 */
export class Vocabulary {
  readonly #max: number;
  readonly #numbers = new Map<string, number>([[wildcard, 0]]);
  readonly #words: (string | undefined)[] = [wildcard];
  readonly #shapes: (Shape | undefined)[] = ['value'];
  readonly #dateNames: ReadonlySet<number>;
  #free: number[] = [];
  #refused = 0;

  constructor(max: number) {
    this.#max = max;
    this.#dateNames = new Set(dateNames.map((word) => this.numberOf(word)));
  }

  /** How many words are known. */
  get size(): number {
    return this.#numbers.size;
  }

  /** How many times a word was taken for a value because there was no room. */
  get refused(): number {
    return this.#refused;
  }

  numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    if (this.#numbers.size >= this.#max) {
      this.#refused += 1;
      return 0;
    }
    const number = this.#free.pop() ?? this.#words.length;
    const kept = detached(word);
    this.#words[number] = kept;
    this.#shapes[number] = undefined;
    this.#numbers.set(kept, number);
    return number;
  }

  wordOf(number: number): string {
    return this.#words[number]!;
  }

  shapeOf(number: number): Shape {
    return (this.#shapes[number] ??= shapeOfWord(this.#words[number]!));
  }

  /** Forgets the words that none of the templates has; their numbers will be given again, so whoever holds one must drop it. */
  keepOnly(templates: Iterable<Int32Array>): void {
    const used = new Uint8Array(this.#words.length);
    for (const tokens of templates) for (const token of tokens) used[token] = 1;
    for (let number = 1; number < this.#words.length; number++) {
      const word = this.#words[number];
      if (word === undefined || used[number] === 1 || this.#dateNames.has(number)) continue;
      this.#numbers.delete(word);
      this.#words[number] = undefined;
      this.#free.push(number);
    }
  }

  /**
   * Writes the numbers of the message's words into `into`, which has room for `maxWords`.
   * @returns how many there are. A run of equal values counts once, so that lists of any length look alike.
   */
  tokenize(message: string, into: Int32Array): number {
    const length = Math.min(message.length, maxCharacters);
    let count = 0;
    let at = 0;
    while (at < length && count < maxWords) {
      while (at < length && message.charCodeAt(at) <= 32) at += 1;
      if (at >= length) break;
      const start = at;
      let digits = false;
      for (; at < length; at++) {
        const code = message.charCodeAt(at);
        if (code <= 32) break;
        if (code <= 57 && code >= 48) digits = true;
      }
      const end = at - start > maxWordLength ? start + maxWordLength : at;
      const number = digits
        ? this.#masked(message, start, end)
        : this.numberOf(message.slice(start, end));
      // `Fri Jun 17 07:07:00 2005` is one value.
      if (number === 0) while (count > 0 && this.#dateNames.has(into[count - 1]!)) count -= 1;
      if (count > 0 && into[count - 1] === number && this.shapeOf(number) === 'value') continue;
      into[count++] = number;
    }
    return count;
  }

  #masked(message: string, start: number, end: number): number {
    // Nothing but digits and joining signs: by far the most frequent kind.
    let plain = true;
    for (let at = start; at < end && plain; at++) {
      const code = message.charCodeAt(at);
      plain = isDigit(code) || (joins.has(code) && at + 1 < end && at > start);
    }
    return plain ? 0 : this.numberOf(maskWord(message, start, end));
  }
}

/** A copy that does not keep the text alive that it was cut from: engines share the characters of long slices. */
export const detached = (text: string): string =>
  text.length < 13 ? text : String(JSON.parse(JSON.stringify(text)));
