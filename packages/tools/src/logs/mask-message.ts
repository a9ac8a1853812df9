/** Splits messages into words, with `<*>` where a part can only be a value (a number, an address, an id). */

export const wildcard = '<*>';

/** What a word looks like, and so how readily differing words at one place are taken for a parameter. */
export type Shape = 'value' | 'path' | 'dotted' | 'word' | 'constant';

const maxCharacters = 4000;
const maxWords = 120;
/** Different words that are kept; later ones count as values, so that memory is bounded. */
const maxVocabulary = 100_000;
const maxWordLength = 400;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code > 127;

/** Signs that join numbers to one value: addresses, times, dates, fractions, ids. */
const joins = new Set('.:,-_/#+*'.split('').map((sign) => sign.charCodeAt(0)));

/** A copy that does not keep the text alive that it was cut from. */
export const detached = (text: string): string => {
  const codes = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  return String.fromCharCode(...codes);
};

const dateWords =
  'Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Mon, Tue, Wed, Thu, Fri, Sat, Sun,'.split(
    ' ',
  );

/** Words as small numbers. Number 0 is the bare wildcard. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>([[wildcard, 0]]);
  readonly #words: string[] = [wildcard];
  readonly #shapes: (Shape | undefined)[] = ['value'];
  readonly #dateWords = new Set(dateWords.map((word) => this.numberOf(word)));
  #refused = 0;

  /** How many words were taken for values because the vocabulary was full. */
  get refused(): number {
    return this.#refused;
  }

  numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    if (this.#words.length >= maxVocabulary) {
      this.#refused += 1;
      return 0;
    }
    const number = this.#words.length;
    const kept = detached(word);
    this.#words.push(kept);
    this.#numbers.set(kept, number);
    return number;
  }

  wordOf(number: number): string {
    return this.#words[number]!;
  }

  shapeOf(number: number): Shape {
    return (this.#shapes[number] ??= shapeOfWord(this.#words[number]!));
  }

  /**
   * Writes the numbers of the message's words into `into`.
   * @returns how many there are. A run of bare values counts once, so that lists of any length look alike.
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
      if (number === 0) {
        // `Fri Jun 17 07:07:00 2005` is one value: names of days and months belong to the number behind them.
        while (count > 0 && this.#dateWords.has(into[count - 1]!)) count -= 1;
      }
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

/** Short letters between two masked parts of an id, as in `task_<*>_m_<*>`. */
const idMiddle = /<\*>[_-][a-z]{1,2}[_-]$/;

function maskWord(text: string, start: number, end: number): string {
  let masked = '';
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (!isDigit(code) && !isLetter(code)) {
      masked += text[at]!;
      at += 1;
      continue;
    }
    const from = at;
    let digits = 0;
    for (; at < end; at++) {
      const next = text.charCodeAt(at);
      if (isDigit(next)) digits += 1;
      else if (!isLetter(next)) break;
    }
    if (digits === 0) masked += text.slice(from, at);
    else masked = appendRun(masked, text, from, at, digits);
  }
  return masked;
}

const isHexDigit = (code: number): boolean =>
  isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);

/** Appends a run of letters and digits that has at least one digit. */
function appendRun(before: string, text: string, from: number, to: number, digits: number): string {
  const length = to - from;
  if (digits === length || isRandom(text, from, to)) return appendValue(before);
  let out = before;
  let at = from;
  while (at < to) {
    if (!isDigit(text.charCodeAt(at))) {
      out += text[at]!;
      at += 1;
      continue;
    }
    const first = at;
    while (at < to && isDigit(text.charCodeAt(at))) at += 1;
    // A lone digit in a word is part of its name (ssh2, log4j, IPv6); where it varies, merging finds it.
    if (at - first === 1 && first > from) out += text[first]!;
    else out = appendValue(out);
  }
  return out;
}

/** Hexadecimal numbers, hashes and ids: letters and digits mixed as no word is. */
function isRandom(text: string, from: number, to: number): boolean {
  const length = to - from;
  if (text.charCodeAt(from) === 48 && (text.charCodeAt(from + 1) | 32) === 120) return true;
  let hex = true;
  let changes = 0;
  let digit = isDigit(text.charCodeAt(from));
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (!isHexDigit(code)) hex = false;
    if (isDigit(code) !== digit) {
      digit = !digit;
      changes += 1;
    }
  }
  return (
    (hex && length >= 8) || (hex && length >= 4 && changes >= 2) || (changes >= 3 && length >= 8)
  );
}

function appendValue(before: string): string {
  if (before === '') return wildcard;
  const last = before.charCodeAt(before.length - 1);
  if (last === 62 && before.endsWith(wildcard)) return before;
  if (joins.has(last)) {
    if (before.endsWith(wildcard, before.length - 1)) return before.slice(0, -1);
    const middle = idMiddle.exec(before);
    if (middle) return before.slice(0, middle.index) + wildcard;
    // A sign belongs to its number at the start and behind an opening sign.
    if ((last === 45 || last === 43) && /^$|[=([{:,"'_]$/.test(before.slice(0, -1)))
      return before.slice(0, -1) + wildcard;
  }
  return before + wildcard;
}

const sizeUnit = /^\(?(?:B|[KMGTP]i?B|bytes)[,;.)]*$/;
const literal = /^\W*(?:\w+[=:])?(?:true|false|null|None|True|False|nil|NaN|N\/A)\W*$/;
const pathLike = /^\W*(?:\w+[=:]\W*)?(?:\/|[A-Za-z]:\\|\\\\|\w+:\/\/)[\w<]|\/.*\/|\\.*\\|\w@\w/;
const dottedName = /[A-Za-z0-9>]\.[A-Za-z<]/;
/** Host names by a common last label or a port, file names by a common extension. */
const hostOrFile =
  /\.(?:com|org|net|edu|gov|io|local|internal|log|txt|csv|json|xml|yaml|yml|sql|py|jar|conf|properties|parquet|avro|gz|zip|tmp)(?::<\*>)?\W*$|[A-Za-z]:<\*>\W*$/;
/** `android.intent.action.SCREEN_ON`: a name in capitals is a constant of a program. */
const constantName = /\.[A-Z][A-Z_]+\W*$/;
/** `broadcast_<*>_piece0`, `rdd_<*>`: a number with a name, and nothing else. */
const identifier = /^\W*[A-Za-z_-]*<\*>[\w<>*-]*\W*$/;
const capitals = /^[^a-z]*[A-Z][^a-z]*$/;
const masks = /<\*>/g;

function shapeOfWord(word: string): Shape {
  if (pathLike.test(word)) return 'path';
  if (sizeUnit.test(word) || literal.test(word) || identifier.test(word)) return 'value';
  if (dottedName.test(word)) {
    if (hostOrFile.test(word) || word.includes(wildcard)) return 'value';
    return constantName.test(word) ? 'constant' : 'dotted';
  }
  if (/\d/.test(word)) return 'value';
  const bare = word.replace(masks, '');
  if (bare !== word && !/[A-Za-z]/.test(bare)) return 'value';
  if (capitals.test(bare) && bare.length > 1) return 'constant';
  return 'word';
}
