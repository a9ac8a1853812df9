import type { Word } from '../quote.ts';
import { raw } from '../quote.ts';
import type { Scan } from '../scan.ts';
import { excludes, excludingWords, joining, takeAround } from './words.ts';

export interface Names {
  /** Patterns of which one must fit. */
  readonly wanted: string[];
  /** Patterns of which none may fit. */
  readonly unwanted: string[];
  /** Further patterns that must all fit. */
  readonly further: string[];
  readonly anyCase: boolean;
}

const nouns =
  'files?|file ?names?|base ?names?|names?|extensions?|suffix(?:es)?|endings?|type|kind';
/** What a name may have in it that is no text of its own. */
const signs: Readonly<Record<string, string>> = {
  blank: ' ',
  space: ' ',
  digit: '[0-9]',
  number: '[0-9]',
  'upper case letter': '[A-Z]',
  'uppercase letter': '[A-Z]',
  'capital letter': '[A-Z]',
  underscore: '_',
  hyphen: '-',
  dash: '-',
  dot: '.',
  comma: ',',
  colon: ':',
  date: '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]',
};
const signWord =
  '(?:blank|space|digit|number|upper ?case letter|capital letter|underscore|hyphen|dash|dot|comma|colon|date)s?(?: characters?)?';

const fileKinds: Readonly<Record<string, string>> = {
  text: 'txt',
  python: 'py',
  gzip: 'gz',
  temp: 'tmp',
  temporary: 'tmp',
  markdown: 'md',
  shell: 'sh',
};

const escaped = (text: string): string => text.replaceAll(/[*?[\]\\]/g, String.raw`\$&`);

/** How the files are called. Paths are read elsewhere. */
export function readNames(scan: Scan): Names {
  const wanted: string[] = [];
  const unwanted: string[] = [];
  const further: string[] = [];
  const anyCase =
    scan.take(
      '(?:,? ?(?:and )?)?\\(?(?:in any case|case[- ]insensitive(?:ly)?|no matter the case|(?:ignoring|regardless of|whatever the|in any|irrespective of|without regard to|disregarding)(?: the)?(?: (?:letter |upper (?:or|and) lower )?case)|(?:in )?(?:upper (?:or|and) lower|either|any) case)(?: of the (?:extension|ending|name|letters))?\\)?',
    ) !== null;
  for (const taken of scan.takeAll(
    '(?:csv|tsv|json|parquet|avro|orc|log|text|python|sql|gzip|xml|yaml|tmp|temp|temporary|markdown|pdf|png|jpg|zip|ini|conf|cfg|dump|tar|md|html|toml|properties|shell|jar|jsonl)(?: data)? {files}(?: \\(<[EP]\\d+>\\))?',
    '(?:csv|parquet|json|tsv|avro|orc)s(?= |$)',
  )) {
    const word = taken.text.split(' ')[0]!.toLowerCase().replace(/s$/, '');
    wanted.push(`*.${fileKinds[word] ?? word}`);
  }
  takeAround(
    scan,
    {
      literal: '<E>(?:(?:,|,? and|,? or|,? nor| \\/)(?: in)? <E>)*',
      before: `${joining}|${excludingWords}|${nouns}|end(?:s|ed|ing)?|in|called|named|like|matching|regular|plain|both|either`,
      after: `${nouns}|regular files?|data files?|ones|only`,
    },
    (found) => {
      const patterns = found.literals.map(({ value }) => `*.${value}`);
      (excludes(found.before) ? unwanted : wanted).push(...patterns);
      return true;
    },
  );
  // "whose names start with tmp_ or test_"
  const value = String.raw`(?:<[QIPNKE]\d+>|[\w.-]+)`;
  const values = `(${value}(?:(?:,|,? or|,? and) (?:with |in )?<[QIPNK]\\d+>)*)`;
  // What was taken between the noun and its verb ("names in x that …") does not part them.
  const name = '(?:file |base )?names?(?:[·\\s(),]*)(?: ?(?:that|which|is|are|has|have|do|does))*';
  const lead = `(?:(?:${joining}) )*`;
  const not = "(not |don't |doesn't |never )?";
  for (const taken of scan.takeAll(
    `${lead}(?:${name} ${not}|${not})(start|begin|prefixed)(?:s|ning|ing)? (?:with|by)(?: (?:an?|the|text|word|prefix|letters?|string))* ${values}`,
    `${lead}(?:${name} ${not}|${not})(end)(?:s|ing)? (?:with|in)(?: (?:an?|the|text|word|suffix|letters?|string))* (<[QIPNK]\\d+>(?:(?:,|,? or|,? and) (?:with |in )?<[QIPNK]\\d+>)*)`,
    `${lead}(?:${name} ${not})(contain|includ|hav|has|match|with|carr)(?:y|ies|s|es|ing|e)?(?: (?:an?|the|any|at least|one|text|word|part|string|substring|letters?))* ((?:${signWord}|<[QIPNK]\\d+>)(?:(?:,|,? or|,? and) <[QIPNK]\\d+>)*)`,
    `${lead}${not}(with|having|contain(?:ing|s)?|have|has|includ(?:ing|es?))(?: (?:an?|the|any|at least|one|text|word|part|string))* (${signWord}|<[QINK]\\d+>) (?:(?:anywhere|somewhere) )?in (?:the|their|its) (?:file ?)?names?`,
    `${lead}()(prefix)(?:ed)?(?: (?:is|with|of))* (<[QIPNK]\\d+>)`,
    `${lead}${not}(with)(?: (?:a|the))? prefix (<[QIPNK]\\d+>)`,
  )) {
    const negative = taken.groups.some((group) =>
      /^(?:not|don't|doesn't|never) $/i.test(group ?? ''),
    );
    const given = taken.groups.filter((group) => group !== undefined && group !== '');
    const verb = given.at(-2)!.toLowerCase();
    const said = given.at(-1)!;
    const literals =
      taken.literals.length > 0
        ? taken.literals.map(({ kind, value: text }) => escaped(kind === 'E' ? `.${text}` : text))
        : [];
    const word = said
      .toLowerCase()
      .replace(/ characters?$/, '')
      .replace(/s$/, '');
    const parts = literals.length > 0 ? literals : [signs[word] ?? escaped(scan.plain(said))];
    for (const part of parts)
      (negative ? unwanted : parts.length === 1 && wanted.length > 0 ? further : wanted).push(
        /^(?:start|begin|prefix)/.test(verb) || /prefix/i.test(taken.text)
          ? `${part}*`
          : verb === 'end'
            ? `*${part}`
            : `*${part}*`,
      );
  }
  if (
    scan.take(
      `${lead}${name} (?:is |are )?not (?:all |completely |entirely |fully |only )?(?:in )?(?:lower[- ]?case|small letters)`,
      `${lead}${name} (?:with|having|have|has|contain(?:s|ing)?) (?:an? |any |some )?(?:capital letters?|capitals|upper[- ]?case(?: letters?)?)`,
    )
  )
    further.push('*[A-Z]*');
  for (const taken of scan.takeAll(
    `${lead}((?:${excludingWords}) )?(?:named|called|matching|like|with (?:the )?name|(?:whose |with (?:a |the )?)?(?:file |base )?names? (?:is|are|matches|match)|of the name)(?: the| pattern| glob| exactly)* (<[QPI]\\d+>)(?:(?:,|,? or|,? and) (<[QPI]\\d+>))*`,
  ))
    for (const { value: pattern } of taken.literals)
      (taken.groups[1] === undefined ? wanted : unwanted).push(pattern.replace(/\/$/, ''));
  for (const taken of scan.takeAll('<Q> {files}')) wanted.push(taken.literals[0]!.value);
  return { wanted, unwanted, further, anyCase };
}

/** The tests of find for patterns of which one must fit. */
export function oneOf(patterns: readonly string[], test: string): Word[] {
  const unique = [...new Set(patterns)];
  if (unique.length === 0) return [];
  if (unique.length === 1) return [test, unique[0]!];
  return [
    raw(String.raw`\(`),
    ...unique.flatMap((name, at): Word[] => (at === 0 ? [test, name] : ['-o', test, name])),
    raw(String.raw`\)`),
  ];
}
