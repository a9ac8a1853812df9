/** Stands for a value in a template. */
export const wildcard = '<*>';

export const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code > 127;
const isHexDigit = (code: number): boolean =>
  isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);

/** Signs that join numbers to one value: addresses, times, dates, fractions, ids. */
export const joins = new Set('.:,-_/#+*'.split('').map((sign) => sign.charCodeAt(0)));

/**
 * Replaces what can only be a value inside the word at [start, end) of the text: numbers, addresses, hexadecimal ids, hashes.
 * What is left are the signs and letters around it, as in `rdd_<*>` or `(TID<*>)`.
 */
export function maskWord(text: string, start: number, end: number): string {
  let masked = '';
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (!isDigit(code) && !isLetter(code)) {
      masked += text[at]!;
      at += 1;
      continue;
    }
    if (at + 36 <= end && isUuid(text, at)) {
      masked = appendValue(masked);
      at += 36;
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

/** Whether a UUID begins there: 32 hexadecimal digits, 8-4-4-4-12 (RFC 9562). */
function isUuid(text: string, from: number): boolean {
  if (text.charCodeAt(from + 8) !== 45 /* - */) return false;
  for (let at = 0; at < 36; at++) {
    const code = text.charCodeAt(from + at);
    const dash = at === 8 || at === 13 || at === 18 || at === 23;
    if (dash ? code !== 45 : !isHexDigit(code)) return false;
  }
  return true;
}

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
    (hex && length >= 6) || (hex && length >= 4 && changes >= 2) || (changes >= 3 && length >= 8)
  );
}

function appendValue(before: string): string {
  if (before === '') return wildcard;
  const last = before.charCodeAt(before.length - 1);
  if (last === 62 && before.endsWith(wildcard)) return before;
  if (joins.has(last)) {
    if (before.endsWith(wildcard, before.length - 1)) return before.slice(0, -1);
    // A sign belongs to its number at the start and behind an opening sign.
    if ((last === 45 || last === 43) && /^$|[=([{:,"'_]$/.test(before.slice(0, -1)))
      return before.slice(0, -1) + wildcard;
  }
  return before + wildcard;
}
