/** A value after a name: where it stands, and how it was written. */
export interface Value {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

const longest = 4096;
/** What ends a value without quotes whatever follows. */
const enders = new Set([' ', '\t', '\n', '\r', '"', "'", '<', '>', '`']);
/** Another pair follows: this one has ended, though passwords may hold these characters. */
const nextPair = /(?:[;&,]|%26)(?=[\w.-]{1,100}(?:=|%3D))/gi;
/** Punctuation of the sentence or the structure around. */
const trailing = /[;,)\]}.:]+$/;

/**
 * Reads the value at `at`: in quotes, in escaped quotes, or up to white space.
 * @returns null where there is none.
 */
export function readValue(text: string, at: number): Value | null {
  const escaped = text[at] === '\\' && (text[at + 1] === '"' || text[at + 1] === "'");
  const quote = escaped ? text.slice(at, at + 2) : text[at];
  if (escaped || quote === '"' || quote === "'" || quote === '`') {
    const start = at + (escaped ? 2 : 1);
    const end = closingQuote(text, start, quote!);
    return end > start ? { start, end, quoted: true } : null;
  }
  let end = at;
  while (end < text.length && end - at < longest && !enders.has(text[end]!)) {
    // An escaped line end or quote of the text around.
    if (text[end] === '\\' && /["'nrtu\\]/.test(text[end + 1] ?? '')) break;
    end++;
  }
  let value = text.slice(at, end);
  nextPair.lastIndex = 0;
  const next = nextPair.exec(value);
  if (next) value = value.slice(0, next.index);
  value = value.replace(trailing, '');
  return value === '' ? null : { start: at, end: at + value.length, quoted: false };
}

/** The end of the value; of the line where the quote is never closed. */
function closingQuote(text: string, start: number, quote: string): number {
  let at = start;
  for (; at < text.length && at - start < longest; at++) {
    if (text.startsWith(quote, at)) return at;
    if (text[at] === '\n') return at;
    if (text[at] === '\\' && quote.length === 1) at++;
  }
  return Math.min(at, text.length);
}
