import { isDigit, joins, maskWord, wildcard } from './mask-word.ts';
import { shapeOfWord, type Shape } from './word-shape.ts';

/** Beyond so many characters, messages differ in what they carry and not in their statement. */
const maxCharacters = 4000;
/** Words of a message that are looked at. */
export const maxWords = 120;
const maxWordLength = 200;

/** Names of days and months: in front of a number they are part of a date. */
const dateNames =
  'Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Mon, Tue, Wed, Thu, Fri, Sat, Sun,'.split(
    ' ',
  );

/** Places of the table that are tried for a word. More are needed only by words that were made to collide. */
const maxProbes = 64;

/** Each number's word, null where it is free; the free numbers in the order in which they are given again; how many were refused. */
export interface VocabularySnapshot {
  readonly words: readonly (string | null)[];
  readonly free: readonly number[];
  readonly refused: number;
}

/**
 * Words as small numbers, so that messages are compared by numbers. Number 0 is the bare wildcard. The number of different words
 * is bounded: when it is full, a new word counts as a value until `keepOnly` has made room.
 *
 * The table is our own (open addressing, linear probing), since most words are looked up where they stand in a message, without
 * being cut out, and since a built-in map leaves megabytes to be collected whenever many words go.
 */
export class Vocabulary {
  readonly #max: number;
  /** Number of a word + 1 at the place of its hash or behind it; 0 where empty. */
  #table = new Int32Array(1024);
  readonly #words: (string | undefined)[] = [];
  readonly #hashes: number[] = [];
  readonly #shapes: (Shape | undefined)[] = [];
  readonly #dateNames: ReadonlySet<number>;
  readonly #free: number[] = [];
  #size = 0;
  #refused = 0;

  constructor(max: number, from?: VocabularySnapshot) {
    this.#max = max;
    if (from) this.#restore(from);
    this.numberOf(wildcard);
    this.#dateNames = new Set(dateNames.map((word) => this.numberOf(word)));
  }

  /** How many words are known. */
  get size(): number {
    return this.#size;
  }

  /** How many times a word was taken for a value because there was no room. */
  get refused(): number {
    return this.#refused;
  }

  snapshot(): VocabularySnapshot {
    return {
      words: Array.from(this.#words, (word) => word ?? null),
      free: [...this.#free],
      refused: this.#refused,
    };
  }

  #restore({ words, free, refused }: VocabularySnapshot): void {
    for (const [number, word] of words.entries()) {
      this.#words[number] = word ?? undefined;
      this.#hashes[number] = word === null ? 0 : hashOf(word, 0, word.length);
      this.#shapes[number] = undefined;
      if (word !== null) this.#size += 1;
    }
    this.#free.push(...free);
    this.#refused = refused;
    let length = this.#table.length;
    while (this.#size * 2 > length) length *= 2;
    this.#rebuild(length);
  }

  numberOf(word: string): number {
    return this.#numberAt(word, 0, word.length);
  }

  /** The number of the word at [start, end) of the text. */
  #numberAt(text: string, start: number, end: number): number {
    const hash = hashOf(text, start, end);
    const mask = this.#table.length - 1;
    for (let probe = 0; probe < maxProbes; probe++) {
      const place = (hash + probe) & mask;
      const kept = this.#table[place]!;
      if (kept === 0) return this.#insert(text.slice(start, end), hash, place);
      if (this.#hashes[kept - 1] === hash && isAt(text, start, end, this.#words[kept - 1]!))
        return kept - 1;
    }
    this.#refused += 1;
    return 0;
  }

  #insert(word: string, hash: number, place: number): number {
    if (this.#size >= this.#max) {
      this.#refused += 1;
      return 0;
    }
    const number = this.#free.pop() ?? this.#words.length;
    this.#words[number] = detached(word);
    this.#hashes[number] = hash;
    this.#shapes[number] = undefined;
    this.#table[place] = number + 1;
    this.#size += 1;
    if (this.#size * 2 > this.#table.length) this.#rebuild(this.#table.length * 2);
    return number;
  }

  #rebuild(length: number): void {
    this.#table = new Int32Array(length);
    for (let number = 0; number < this.#words.length; number++) {
      if (this.#words[number] === undefined) continue;
      let place = this.#hashes[number]! & (length - 1);
      while (this.#table[place] !== 0) place = (place + 1) & (length - 1);
      this.#table[place] = number + 1;
    }
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
      this.#words[number] = undefined;
      this.#free.push(number);
      this.#size -= 1;
    }
    this.#rebuild(this.#table.length);
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
        : this.#numberAt(message, start, end);
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

/** FNV-1a over UTF-16 code units. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c_9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  return hash ^ (hash >>> 15);
}

function isAt(text: string, start: number, end: number, word: string): boolean {
  if (word.length !== end - start) return false;
  for (let at = start; at < end; at++)
    if (text.charCodeAt(at) !== word.charCodeAt(at - start)) return false;
  return true;
}

/** A copy that does not keep the text alive that it was cut from: engines share the characters of long slices. */
export const detached = (text: string): string =>
  text.length < 13 ? text : String(JSON.parse(JSON.stringify(text)));
