import type { Literal, TaggedRequest } from '../lex-request.ts';
import type { Column, Profile } from '../profile-file.ts';

const signs: Readonly<Record<string, string>> = {
  slash: '/',
  bar: '|',
  pipe: '|',
  colon: ':',
  dot: '.',
  dash: '-',
  hyphen: '-',
  underscore: '_',
  comma: ',',
  equals: '=',
  'equals sign': '=',
  'at sign': '@',
  hash: '#',
};
const ordinals = ['first', 'second', 'third', 'fourth'];
const sign = `(?:"?(?<char>[@/|:#=])"?|<Q(?<quoted>\\d+)>|(?<word>${Object.keys(signs).join('|')}))`;
const base = `(?: (?:in|of) (?:the )?(?:(?<ordinal>${ordinals.join('|')}) )?(?:pair of |square )?(?<brackets>brackets)| (?:in|of) (?:the )?(?:field|column|word) <N(?<field>\\d+)>| (?:in|of) <[IPC]\\d+>)?`;
const noun = String.raw`(?<noun>[a-z][a-z'-]*(?: [a-z][a-z'-]*)?)`;
const rule = new RegExp(
  String.raw`(?:(?<=^|[.;,] ?)(?:the )?${noun} (?<is>is|means|=) |${noun.replace('noun', 'before')} ?\((?:the |i\.e\. |that is )?|, )?(?:the )?(?:part|name|text|word|value|number|id|piece|what (?:is|stands|comes)) (?<side>before|after|behind|in front of) (?:the )?(?:first |last )?${sign}${base}(?<close>\))?`,
  'gi',
);

/** "database (the part after @)", "the connector is the name before the bar in the second pair of brackets": parts of words. */
export function namePartPlaces(
  request: TaggedRequest,
  profile: Profile,
  sample: string,
): { request: TaggedRequest; profile: Profile } {
  if (profile.form === 'delimited' || profile.form.startsWith('json')) return { request, profile };
  const lines = sample.split(/\r?\n/).filter((line) => line.trim() !== '');
  const columns: Column[] = [...profile.columns];
  const literals: Literal[] = [...request.literals];
  const text = request.text.replaceAll(rule, (...found: unknown[]) => {
    const whole = found[0] as string;
    const groups = found.at(-1) as Record<string, string | undefined>;
    const mark =
      groups['char'] ??
      (groups['quoted'] === undefined
        ? signs[groups['word']!.toLowerCase()]!
        : literals[Number(groups['quoted'])]!.value);
    const side = /before|front/i.test(groups['side']!) ? ('before' as const) : ('after' as const);
    const said = (groups['noun'] ?? groups['before'] ?? '').replace(
      /^(?:per|by|each|every|the|of|for|and|print|show) /i,
      '',
    );
    const place: Pick<Column, 'word' | 'bracket'> | null =
      groups['brackets'] !== undefined
        ? { bracket: Math.max(1, ordinals.indexOf(groups['ordinal']?.toLowerCase() ?? '') + 1) }
        : groups['field'] !== undefined
          ? { word: { at: Number(literals[Number(groups['field'])]!.value), brackets: false } }
          : wordWith(lines, mark);
    if (said === '' || !place) return whole;
    columns.push({
      name: said,
      at: 0,
      numeric: false,
      values: [],
      ...place,
      cut: { kind: side, text: mark },
      aliases: [said.split(' ').at(-1)!],
    });
    // A sentence that only explains is read; a noun that is explained in brackets stays.
    if (groups['is'] !== undefined) return whole.replaceAll(/\S/g, '·');
    literals.push({ kind: 'C', source: said, value: String(columns.length - 1) });
    const kept = (groups['before'] ?? '').slice(0, (groups['before'] ?? '').length - said.length);
    return `${kept}<C${literals.length - 1}>`;
  });
  return { request: { text, literals }, profile: { ...profile, columns } as Profile };
}

/** The word of a line that has the sign inside in most lines. */
function wordWith(lines: readonly string[], mark: string): Pick<Column, 'word'> | null {
  const rows = lines.map((line) => line.trim().split(/\s+/));
  for (let at = 1; at <= 20; at++) {
    const having = rows.filter((row) => {
      const place = row[at - 1]?.indexOf(mark) ?? -1;
      return place > 0 && place < row[at - 1]!.length - 1 && !/^\[?\d+[-/:]/.test(row[at - 1]!);
    });
    if (having.length > rows.length * 0.5) return { word: { at, brackets: false } };
  }
  return null;
}
