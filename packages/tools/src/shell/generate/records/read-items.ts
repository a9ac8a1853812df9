import type { Column, Profile } from '../profile-file.ts';
import { findColumn } from '../tag-columns.ts';
import type { Scan } from '../scan.ts';
import { timeColumn } from './read-groups.ts';
import type { Key, Measure } from './query.ts';

/** Things that a request wants printed or measured, with their places in its text. */
export interface Item {
  readonly at: number;
  readonly end: number;
  readonly what: Key | Measure;
}

const measureWords =
  'sum|total|average|mean|avg|maximum|max|largest|highest|biggest|longest|latest|minimum|min|smallest|lowest|shortest|earliest|median';
export const kindOf = (word: string): Measure['kind'] =>
  /^(?:sum|total)/.test(word)
    ? 'sum'
    : /^(?:av|mean)/.test(word)
      ? 'average'
      : word.startsWith('med')
        ? 'median'
        : /^(?:max|larg|high|big|long|late)/.test(word)
          ? 'max'
          : 'min';

const decimals =
  '(?:,? ?\\(?(?:with|to|rounded to|using) (?:exactly )?(<N>|one|1) (?:decimals?(?: places?| digits?)?|digits after the (?:decimal )?point)\\)?)?';

/** `count` and the like in a list of names such as `store,count`. */
const measureNamed = (word: string): Measure | null =>
  /^(?:count|number|n|total|sum|cnt)$/i.test(word) ? { kind: 'count' } : null;

/**
 * Takes measures ("the average duration with two decimals"), fields, times and counts, in the order in which they stand. Runs after
 * conditions, grouping and order took their words.
 */
export function readItems(scan: Scan, profile: Profile): Item[] {
  const items: Item[] = [];
  const columnAt = (tag: string | undefined): Column | undefined => {
    const literal = scan.literal(tag);
    return literal ? profile.columns[Number(literal.value)] : undefined;
  };
  const collect = (
    rule: string,
    make: (groups: readonly (string | undefined)[]) => Key | Measure | null,
  ): void => {
    for (let seen = scan.sees(rule); seen; seen = scan.sees(rule)) {
      const at = scan.left.indexOf(seen.text);
      scan.take(rule);
      const what = make(seen.groups);
      if (what) items.push({ at, end: at + seen.text.length, what });
    }
  };
  const places = (tag: string | undefined): { decimals?: number } =>
    tag === undefined
      ? {}
      : { decimals: tag.startsWith('<') ? Number(scan.literal(tag)!.value) : 1 };
  const onlyNumeric = profile.columns.filter(
    ({ numeric, name }) => numeric && !/(?:^|_)id$|^id/i.test(name),
  );

  collect(
    '(?:the )?(?:(?:full |whole )?time ?stamps?|(?:date and )?times?(?= and |, |,| of (?:the )?(?:first|last|every|each|·|lines?)))(?: of(?: the)?(?: {lines})?)?',
    () => (timeColumn(profile) ? { kind: 'stamp' } : null),
  );
  if ('message' in profile && profile.message !== null)
    collect(
      '(?:only |just )?(?:the )?(?:error |warning |log )?messages?(?: texts?| parts?)?(?: of)?(?=[\\s.,;?]|$)(?! contain)',
      () => ({ kind: 'message' }),
    );
  collect(
    '(?:the )?(?:java |python )?exceptions?(?: (?:class(?:es)?|types?|names?|class names?))*|(?:the )?class names?',
    () => ({ kind: 'match', pattern: '[A-Za-z_][A-Za-z0-9_.$]*(Exception|Error)' }),
  );
  if (!profile.columns.some(({ name }) => name === 'ip'))
    collect('(?:the )?(?:client |source )?ip(?:v4)?(?: address(?:es)?)?s?', () => ({
      kind: 'match',
      pattern: '[0-9][0-9]?[0-9]?[.][0-9][0-9]?[0-9]?[.][0-9][0-9]?[0-9]?[.][0-9][0-9]?[0-9]?',
    }));
  collect('(?:the )?e-?mail addresses|(?:the )?emails', () => ({
    kind: 'match',
    pattern: '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+[.][A-Za-z][A-Za-z]+',
  }));
  collect(
    '(?:the )?(?:(s3 |http )?(?:urls|links|s3 paths|paths beginning with s3)|<[U]\\d+> (?:paths|urls|addresses))(?: mentioned)?',
    (groups) => ({
      kind: 'match',
      pattern: /s3/i.test(groups[0]!) ? 's3a?://[^ ,;"\')]+' : '[a-z][a-z0-9+]*://[^ ,;"\')]+',
    }),
  );
  collect(
    `(?:the )?(?:p|P)?(<N>|<I>)(?:th|st|nd|rd)?[- ]percentile(?: of)?(?: the| all)?(?: <C>)?${decimals}`,
    (groups) => {
      const percentile = Number(/\d+(?:\.\d+)?/.exec(scan.literal(groups[1])!.value)?.[0]);
      const column =
        columnAt(/<C\d+>/.exec(groups[0]!)?.[0]) ??
        (onlyNumeric.length === 1 ? onlyNumeric[0] : undefined);
      return column ? { kind: 'percentile', percentile, column, ...places(groups[2]) } : null;
    },
  );
  collect(`(?:the )?p(\\d\\d(?:\\.\\d+)?)(?: of)?(?: the)? <C>${decimals}`, (groups) => ({
    kind: 'percentile',
    percentile: Number(groups[1]),
    column: columnAt(/<C\d+>/.exec(groups[0]!)?.[0])!,
    ...places(groups[2]),
  }));
  collect(`(?:the |their |its |an? |overall )*<I>(?: of)?(?: the)? <C>${decimals}`, (groups) => {
    const percentile = /^[pP](\d\d(?:\.\d+)?)$/.exec(
      scan.literal(/<I\d+>/.exec(groups[0]!)![0])!.value,
    )?.[1];
    return percentile === undefined
      ? null
      : {
          kind: 'percentile',
          percentile: Number(percentile),
          column: columnAt(/<C\d+>/.exec(groups[0]!)?.[0])!,
          ...places(groups[1]),
        };
  });
  collect('(?:the )?(?:number|count|amount) of (?:{distinct}) (<C>)(?: values?)?', (groups) => ({
    kind: 'distinct',
    column: columnAt(groups[1])!,
  }));
  collect(
    'how many (?:{distinct}) (<C>)(?: values?)?(?: are there| occur| appear| exist)?',
    (groups) => ({ kind: 'distinct', column: columnAt(groups[1])! }),
  );
  collect(
    `(?:the )?(?:difference|range|span) (?:between|of|from)(?: the)? (?:largest|highest|maximum|biggest|longest|max)(?: value)?(?: and| to)(?: the)? (?:smallest|lowest|minimum|shortest|min)(?: values?)?(?: of| in)?(?: the)? (<C>)(?: values?| column| field)?`,
    (groups) => ({ kind: 'range', column: columnAt(groups[1])! }),
  );
  collect(
    '(?:the )?(?:running|cumulative|cumulated) (?:total|sum)s?(?: of)?(?: the)? (<C>)(?: values?)?(?: (?:next to|beside|after|behind|for|of|with)(?: each| every| the)?)?',
    (groups) => ({ kind: 'running', column: columnAt(groups[1])! }),
  );
  collect(
    `(?:the |their |its |an? |overall |combined )*(${measureWords})(?: up)?(?: of)?(?: the| all| all the)?(?: values? (?:of|in)(?: the)?)?(?: values?)? (<C>)(?: values?| column| field)?${decimals}`,
    (groups) => ({
      kind: kindOf(groups[1]!.toLowerCase()),
      column: columnAt(groups[2])!,
      ...places(groups[3]),
    }),
  );
  collect(
    `(?:the )?(<C>)(?:'s)? (sum|total|average|mean|maximum|minimum|median|max|min)${decimals}`,
    (groups) => ({
      kind: kindOf(groups[2]!.toLowerCase()),
      column: columnAt(groups[1])!,
      ...places(groups[3]),
    }),
  );
  collect(
    '(?:and )?how (?:often|many times)(?: (?:they|it|each|each one|each of them) (?:occurs?|appears?|is there|was logged))?',
    () => ({ kind: 'count' }),
  );
  collect(
    '(?:the )?total (?:number|amount) of (<C>)(?: sent| transferred| written| processed)?',
    (groups) =>
      columnAt(groups[1])!.numeric
        ? { kind: 'sum', column: columnAt(groups[1])! }
        : { kind: 'count' },
  );
  collect(
    'how many (<C>) (?:were|was|are|have been) (?:sent|transferred|written|read|processed)(?: in total)?',
    (groups) =>
      columnAt(groups[1])!.numeric
        ? { kind: 'sum', column: columnAt(groups[1])! }
        : { kind: 'count' },
  );
  // "the average and maximum duration": the field stands once.
  for (const item of items.slice()) {
    const before =
      /(?:the )?(sum|total|average|mean|maximum|max|largest|highest|longest|minimum|min|smallest|lowest|shortest|median)(?: values?)?(?:,| and|, and|\/) (?:the )?$/i;
    let start = item.at;
    for (
      let match = before.exec(scan.left.slice(0, start));
      match;
      match = before.exec(scan.left.slice(0, start))
    ) {
      const what = item.what as Measure;
      if (!what.column) break;
      scan.take(match[0].trim().replace(/,$/, '').replace(/ and$/, ''));
      start = match.index;
      items.push({
        at: start,
        end: item.at - 1,
        what: {
          kind: kindOf(match[1]!.toLowerCase()),
          column: what.column,
          ...(what.decimals !== undefined && { decimals: what.decimals }),
        },
      });
    }
  }
  if (profile.columns.some(({ list }) => list))
    collect(
      '(?:the )?(?:number|count|length)s? of (?:elements (?:in|of) |entries (?:in|of) )?(?:the |its |their )?(<C>)(?=.*)',
      (groups) => {
        const column = columnAt(groups[1])!;
        return column.list
          ? {
              kind: 'column',
              column: { ...column, list: false, length: true as const, numeric: true },
            }
          : { kind: 'count' };
      },
    );
  collect(
    '(?<=(?:line|row) numbers? (?:and|with) )(?:the |its )?(?:whole |entire |full |complete )?(?:line|row|text)s?(?: itself)?(?=[.,;]|$)',
    () => ({ kind: 'line' }),
  );
  collect(`(?:the |each )?(?:line numbers?|row numbers?)`, () => ({ kind: 'lineNumber' }));
  collect('(?:the )?(?:number of fields|field count|number of columns)', () => ({
    kind: 'fieldCount',
  }));
  collect(
    'how many(?: of)?(?: the)?(?: {lines}| times| <C>)?(?: are there| were there| is| there are)?',
    () => ({ kind: 'count' }),
  );
  collect(
    '(?:the |their |its |total |overall )*(?:number|count|amount)(?: of(?: the)?(?: {lines}| occurrences| times| <C>)?)?',
    () => ({ kind: 'count' }),
  );
  collect('(?:the )?(?:total )?counts?(?: up)?(?: the| all)?(?: {lines})?|tally', () => ({
    kind: 'count',
  }));
  for (const unit of ['month', 'day', 'hour', 'minute'] as const)
    collect(`(?:the )?(?:date and )?${unit === 'day' ? '(?:day|date)' : unit}s?`, (groups) =>
      timeColumn(profile)
        ? {
            kind: 'time',
            unit,
            full: /date and/.test(groups[0]!) || unit === 'day' || unit === 'month',
            ...timeColumn(profile),
          }
        : null,
    );
  if ('level' in profile && profile.level)
    collect('(?:the )?(?:log )?(?:levels?|severity|severities)', () => ({ kind: 'level' }));
  collect(
    '(?:the |its |their |only (?:the )?|just (?:the )?)*(<C>)(?: columns?| fields?| values?| names?| keys?)?(?: in (?:seconds|milliseconds|ms|bytes|minutes))?',
    (groups) => ({ kind: 'column', column: columnAt(groups[1])! }),
  );
  collect('(?:the )?(?:columns? |fields? )?<X>', (groups) => {
    const tag = /<X\d+>/.exec(groups[0]!)![0];
    const names = scan.literal(tag)!.value.split(/,\s?/);
    const at = scan.left.length;
    const found = names.map((name) => findColumn(profile.columns, name));
    found.forEach((column, index) => {
      const measure = measureNamed(names[index]!);
      if (measure) items.push({ at: at + index * 3, end: at + index * 3 + 1, what: measure });
      else if (column)
        items.push({
          at: at + index * 3,
          end: at + index * 3 + 1,
          what: { kind: 'column', column },
        });
      else scan.gaps.push(`There is no field "${names[index]}" in the sample.`);
    });
    return null;
  });
  return items.sort((a, b) => a.at - b.at);
}
