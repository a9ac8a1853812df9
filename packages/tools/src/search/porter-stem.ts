/** The stemmer of M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980. */

const vowelIn = /^(?:[^aeiou][^aeiouy]*)?[aeiouy]/;
const measureOver0 = /^(?:[^aeiou][^aeiouy]*)?[aeiouy][aeiou]*[^aeiou][^aeiouy]*/;
const measureIs1 =
  /^(?:[^aeiou][^aeiouy]*)?[aeiouy][aeiou]*[^aeiou][^aeiouy]*(?:[aeiouy][aeiou]*)?$/;
const measureOver1 =
  /^(?:[^aeiou][^aeiouy]*)?[aeiouy][aeiou]*[^aeiou][^aeiouy]*[aeiouy][aeiou]*[^aeiou][^aeiouy]*/;
const endsShort = /^[^aeiou][^aeiouy]*[aeiouy][^aeiouwxy]$/;
const plainWord = /^[a-z]{3,40}$/;

const step2 = new Map(
  Object.entries({
    ational: 'ate',
    tional: 'tion',
    enci: 'ence',
    anci: 'ance',
    izer: 'ize',
    bli: 'ble',
    alli: 'al',
    entli: 'ent',
    eli: 'e',
    ousli: 'ous',
    ization: 'ize',
    ation: 'ate',
    ator: 'ate',
    alism: 'al',
    iveness: 'ive',
    fulness: 'ful',
    ousness: 'ous',
    aliti: 'al',
    iviti: 'ive',
    biliti: 'ble',
    logi: 'log',
  }),
);
const step3 = new Map(
  Object.entries({
    icate: 'ic',
    ative: '',
    alize: 'al',
    iciti: 'ic',
    ical: 'ic',
    ful: '',
    ness: '',
  }),
);
const suffix2 =
  /(ational|tional|enci|anci|izer|bli|alli|entli|eli|ousli|ization|ation|ator|alism|iveness|fulness|ousness|aliti|iviti|biliti|logi)$/;
const suffix3 = /(icate|ative|alize|iciti|ical|ful|ness)$/;
const suffix4 = /(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/;

/** Stem of one lower-case word; words with other characters than a to z stay as they are. */
export function stem(word: string): string {
  if (!plainWord.test(word)) return word;
  let w = word;
  if (/(?:ss|i)es$/.test(w)) w = w.slice(0, -2);
  else if (/[^s]s$/.test(w)) w = w.slice(0, -1);
  if (w.endsWith('eed')) {
    if (measureOver0.test(w.slice(0, -3))) w = w.slice(0, -1);
  } else {
    const cut = /^(.+?)(?:ed|ing)$/.exec(w);
    if (cut && vowelIn.test(cut[1]!)) {
      w = cut[1]!;
      if (/(?:at|bl|iz)$/.test(w)) w += 'e';
      else if (/([^aeiouylsz])\1$/.test(w)) w = w.slice(0, -1);
      else if (measureIs1.test(w) && endsShort.test(w)) w += 'e';
    }
  }
  if (w.endsWith('y') && vowelIn.test(w.slice(0, -1))) w = `${w.slice(0, -1)}i`;
  w = replaceSuffix(w, suffix2, step2);
  w = replaceSuffix(w, suffix3, step3);
  const four = suffix4.exec(w);
  const ion = /^(.+[st])ion$/.exec(w);
  if (four && measureOver1.test(w.slice(0, four.index))) w = w.slice(0, four.index);
  else if (ion && measureOver1.test(ion[1]!)) w = ion[1]!;
  if (w.endsWith('e')) {
    const base = w.slice(0, -1);
    if (
      measureOver1.test(base) ||
      (measureOver0.test(base) && !(measureIs1.test(base) && endsShort.test(base)))
    )
      w = base;
  }
  if (w.endsWith('ll') && measureOver1.test(w)) w = w.slice(0, -1);
  return w;
}

function replaceSuffix(word: string, suffix: RegExp, by: ReadonlyMap<string, string>): string {
  const found = suffix.exec(word);
  if (!found) return word;
  const base = word.slice(0, found.index);
  return measureOver0.test(base) ? base + by.get(found[1]!)! : word;
}
