import type { Column, Profile } from '../profile-file.ts';
import type { Scan } from '../scan.ts';
import { readConditions } from './read-conditions.ts';
import { readGroups } from './read-groups.ts';
import { kindOf, readItems, type Item } from './read-items.ts';
import { measurable, readOrder } from './read-order.ts';
import { readShape, takeForm } from './read-shape.ts';
import { isMeasure, type Key, type Measure, type Order, type Query } from './query.ts';

/** Nouns for the lines of a file, besides what the file itself is called. */
export const lineNouns: Readonly<Record<Profile['form'], string>> = {
  access: 'requests?|hits?|calls?|responses?|access(?:es)?|clients?|web|http|server',
  log: 'messages?|events?|occurrences?|log|logged',
  pairs: 'messages?|events?|occurrences?|log|logged',
  delimited: 'csv|tsv|data rows?|observations?|data',
  'json-lines': 'json|objects?|documents?|jsonl|ndjson|json objects?',
  json: 'json|objects?|documents?|elements?|array|members?',
  list: 'ids?|names?|words?|values?|keys?|hosts?|users?|entries',
  words: 'values?',
  text: '',
};

/**
 * Reads a question about the lines of files of one form.
 * @param stems what the file is called: `orders` for `orders.csv`; as a noun it stands for its lines.
 */
export function readQuery(
  scan: Scan,
  profile: Profile,
  sample: string,
  stems: readonly string[],
): Query {
  const columnOf = (tag: string | undefined): Column | undefined => {
    const literal = scan.literal(tag);
    return literal ? profile.columns[Number(literal.value)] : undefined;
  };
  const shape = readShape(scan);
  takeForm(scan);
  const deduplicate =
    scan.take(
      '(?:remove|drop|delete|eliminat(?:e|ing)|skip|filter out|discard|removing|without|dropping|ignoring)(?: all| the| any| exact)* (?:duplicates?|duplicated|repeated)(?: {lines})?',
      'de-?duplicat(?:e|ing|ed)(?: the)?(?: {lines})?',
    ) !== null;
  const share =
    scan.take(
      '(?:what )?(?:is )?(?:the )?(?:share|percentage|percent|fraction|proportion|rate) of(?: the| all)?',
      'what percentage of',
    ) !== null;
  if (share) scan.takeAll('(?:in|as) (?:percent|%|a percentage)');
  if ('message' in profile)
    scan.take(
      '(?:,? ?)(?:without|ignoring|leaving out|regardless of)(?: the| their)? (?:time ?stamps?|times?|dates?|levels?|threads?|logger|<C>)(?:(?:,| and|, and)(?: the)? (?:time ?stamps?|times?|dates?|levels?|threads?|loggers?|components?|<C>))*',
    );
  // Names shown by example say what is meant, not what to look for.
  const examples = scan.take(
    '\\((?:such as |like |e\\.?g\\.? |for example )?(<[IVQ]\\d+>)(?:, ?<[IVQ]\\d+>)*,? ?(?:\\.\\.\\.?|…|etc\\.?|and so on)\\)',
  );
  if (scan.sees('(?:running|cumulative|cumulated)'))
    scan.take('(?:next to|beside|for|after|behind|with) (?:each|every)(?= <C>)');
  scan.take('(?:and )?(?:in|as) (?:this|that|the given|the named|the following) order(?! of)');
  const whole =
    scan.take(
      '(?:,? ?)?\\(?(?:rounded|round(?: it)?)(?: off| down| up)? to (?:an? |the (?:nearest )?)?(?:whole number|integer|full number)s?\\)?|(?:as|to) (?:an? )?integers?|without decimals|(?:with )?no decimals',
    ) !== null;
  const messages = /\bmessages?\b/i.test(scan.left);
  const anyCase = takeAnyCase(scan);
  const onlyKey =
    scan.take(
      '(?:and )?(?:{show} )?(?:only|just) (?:its|the|their|that) (?:names?|ids?|values?|keys?)(?=[.,;]|$)',
    ) !== null;
  const onlyColumn =
    scan.sees('(?:{show} )(?:only|just) (?:its |the |their )?<C>(?=[.,;]|$)') !== null;
  const wholeLine =
    scan.sees('(?:the )?(?:entry|object|row|line|record|event|document|element) with (?:the )?') !==
    null;
  scan.take('as (?:compact )?json(?: objects?)?(?! array)|(?:as |in )compact(?: json| form)?');
  const having = readHaving(scan, profile, stems);
  const order = readOrder(scan, profile);
  const conditions = readConditions(scan, profile, sample);
  const duplicates = scan.take(
    '{duplicate}(?: (<C>)(?: values?)?)?',
    '(<C>)(?: values?| that)? {duplicate}',
  );
  const single =
    scan.take(
      '(?:unique |distinct )?(?:{lines} |values |ids |keys )?(?:that |which )?(?:occur|appear|are there|exist|are listed)(?:s)? (?:exactly|only|just) once',
      '(?:occurring|appearing) (?:exactly |only )once',
    ) !== null;
  const group = readGroups(scan, profile);

  const lineCounts =
    group.some(({ kind }) => kind === 'line') &&
    scan.take('(?:{show} )?(?:the )?(?:counts?|number) and (?:the )?{lines}') !== null;
  const leading = scan.left;
  const distinct =
    deduplicate ||
    scan.take(
      '(?:and )?(?:{show} )?(?:each|every)(?: \\w+| <C>| one| of them)? (?:only )?once',
      '(?:each )?(?:only )?once(?: each)?(?: only)?',
    ) !== null;
  const rest = scan.take(
    '(?:remove|drop|delete|without|except(?: for)?|all (?:columns |fields )?(?:but|except)|omit|leave out|leaving out|excluding|everything (?:but|except))(?: the)?(?: columns?| fields?)? <C>(?:(?:,| and|, and) <C>)*(?: columns?| fields?)?',
  );
  const read = readItems(scan, profile);
  // "the average with two decimals", where the field was named before.
  const ownDecimals = scan.take(
    '(?:the |its )?(average|mean|sum|total|maximum|minimum|median) (?:with|to|rounded to) (<N>|one) (?:decimals?|decimal places?|digits after the decimal point)',
  );
  const decimals = scan.take(
    '(?:,? ?(?:all |both )?)?\\(?(?:with |to |rounded to |using )(<N>|one) (?:decimals?|decimal places?|decimal digits?|digits after the decimal point)\\)?',
  );
  const trailing = whole
    ? 0
    : decimals
      ? decimals.literals[0]
        ? Number(decimals.literals[0].value)
        : 1
      : null;
  const listed = scan.take('(?:all |the )?(?:{distinct})(?: values of| values)?') !== null;
  takeNouns(scan, profile, stems);
  if (conditions.length > 0) scan.takeAll('only|just');
  const shown = examples && scan.literal(examples.groups[1]);
  if (shown && !read.some(({ what }) => what.kind === 'column'))
    read.push({
      at: leading.length,
      end: leading.length,
      what: {
        kind: 'match',
        pattern: shown.value
          .replace(/^\d+:/, '')
          .replaceAll(/[.*+?^${}()|[\]\\]/g, '[$&]')
          .replaceAll(/\d+/g, '[0-9]+'),
      },
    });
  const items = withTrailingDecimals(
    ownDecimals
      ? read.map((item) =>
          isMeasure(item.what) && item.what.kind === kindOf(ownDecimals.groups[1]!.toLowerCase())
            ? {
                ...item,
                what: { ...item.what, decimals: Number(ownDecimals.literals[0]?.value ?? 1) },
              }
            : item,
        )
      : read,
    trailing,
  );

  if (rest) {
    const dropped = new Set(rest.literals.map(({ value }) => profile.columns[Number(value)]!));
    scan.take(
      '(?:and )?(?:{show} )?(?:the )?(?:rest|remaining|others?|all other)(?: columns| fields)?',
    );
    return plain({
      conditions,
      output: profile.columns
        .filter((column) => !dropped.has(column))
        .map((column) => ({ kind: 'column', column })),
      limit: order.limit,
      separator: shape.separator ?? (profile.form === 'delimited' ? profile.separator : ','),
      header: profile.form === 'delimited' && profile.header && !shape.noHeader,
    });
  }
  if (share) {
    const measure: Measure = { kind: 'share', ...(trailing !== null && { decimals: trailing }) };
    return {
      ...plain({ conditions, output: [], limit: null, separator: ' ', header: false }),
      measures: [measure],
      output: [measure],
    };
  }
  if (single) {
    const column = items.map(({ what }) => what).find((what) => what.kind === 'column')?.column;
    scan.take('{distinct}');
    return {
      ...plain({ conditions, output: [], limit: order.limit, separator: ' ', header: false }),
      group: column ? [{ kind: 'column', column }] : [],
      repeated: true,
      once: true,
    };
  }
  if (duplicates) {
    const column =
      columnOf(duplicates.literals[0] && /<C\d+>/.exec(duplicates.text)?.[0]) ??
      items.map(({ what }) => what).find((what) => what.kind === 'column')?.column;
    const counted = items.some(({ what }) => what.kind === 'count');
    if (anyCase) scan.take('(?:(?:each )?(?:only )?once )?in lower[- ]?case|lower[- ]?cased');
    return {
      ...plain({ conditions, output: [], limit: order.limit, separator: ' ', header: false }),
      group: column
        ? [{ kind: 'column', column: anyCase ? { ...column, cut: { kind: 'lower' } } : column }]
        : [],
      repeated: true,
      showCount: counted && !/how many|number of/i.test(leading),
      ...(counted && /how many|number of/i.test(leading) && { counted: true }),
    };
  }
  const measures: Measure[] = [];
  // A product that is put together per group is summed.
  for (const { what } of items)
    if (group.length > 0 && what.kind === 'column' && what.column.product)
      measures.push({
        kind: 'sum',
        column: what.column,
        ...(trailing !== null && { decimals: trailing }),
      });
  for (const { what } of items)
    if (isMeasure(what) && !measures.some((each) => sameMeasure(each, what))) measures.push(what);
  let output = outputRun(items, leading).filter(
    (item) => !(measures.length > 0 && item.kind === 'column' && item.column?.product),
  );
  const keysOf = (list: readonly (Key | Measure)[]): Key[] =>
    list.filter((item): item is Key => !isMeasure(item));

  // "the 3 users with the most …", "IPs with more than 10 requests": what is counted is grouped by.
  if (
    group.length === 0 &&
    (having !== null ||
      order.by === 'count' ||
      (order.extreme !== null && measures.some(({ column }) => column)))
  ) {
    const key =
      keysOf(output)[0] ??
      keysOf(items.map(({ what }) => what))[0] ??
      ('message' in profile && profile.message !== null && messages
        ? ({ kind: 'message' } as const)
        : ({ kind: 'line' } as const));
    if (key.kind !== 'lineNumber') {
      group.push(key);
      if (measures.length === 0) measures.push({ kind: 'count' });
    }
  }
  // A count beside a name is the count of each.
  if (group.length === 0 && measures.length > 0 && output.some(isMeasure))
    group.push(
      ...keysOf(output).filter(({ kind }) => kind !== 'lineNumber' && kind !== 'fieldCount'),
    );
  // "print region and total" after a measure of a field: the total is that measure.
  const main = measures.find(({ column }) => column);
  if (main && !/\b(?:count|number|how many)\b/i.test(leading)) {
    output = output.map((item) => (isMeasure(item) && item.kind === 'count' ? main : item));
    const at = measures.findIndex(({ kind }) => kind === 'count');
    if (at !== -1) measures.splice(at, 1);
  }
  if (main)
    scan.take('(?:the )?(?:totals?|sums?|averages?|means?|medians?|maximum|minimum|results?)');
  if (group.length > 0 && measures.length === 0 && !distinct && !listed && order.extreme === null)
    measures.push({ kind: 'count' });
  if (listed && measures.length === 1 && measures[0]!.kind === 'count' && group.length === 0) {
    const key = keysOf(items.map(({ what }) => what))[0];
    measures[0] = { kind: 'distinct', ...(key?.kind === 'column' && { column: key.column }) };
    output = [];
  }
  if (measures.length > 0) {
    // The field that is measured stands for its measure.
    output = output.map((item) =>
      item.kind === 'column'
        ? (measures.find(
            ({ column }) =>
              column !== undefined &&
              column === item.column &&
              !group.some((each) => sameKey(each, item)),
          ) ?? item)
        : item,
    );
    // "each with its count": other fields that are printed belong to the group.
    if (group.length > 0)
      for (const key of keysOf(output))
        if (!group.some((each) => sameKey(each, key))) group.push(key);
    if (group.length === 0) output = output.filter(isMeasure);
    output = output.map((item) =>
      isMeasure(item) ? item : (group.find((each) => sameKey(each, item)) ?? item),
    );
    if (lineCounts) output = [...measures, ...group];
    // A number without its name says nothing.
    if (
      group.length > 0 &&
      output.length > 0 &&
      output.every(isMeasure) &&
      order.limit?.count !== 1
    )
      output = [...group, ...output];
    const shownMeasures = output.filter(isMeasure);
    if (shownMeasures.length === 0)
      output =
        output.length > 0
          ? [...output, ...(order.extreme !== null && order.limit?.count === 1 ? [] : measures)]
          : [...group, ...measures];
    output = output.map((item) =>
      isMeasure(item) ? (measures.find((each) => sameMeasure(each, item)) ?? item) : item,
    );
    if ((onlyKey || onlyColumn) && group.length > 0 && order.limit?.count === 1)
      output = [...group];
  } else if (
    output.length === 0 &&
    order.extreme !== null &&
    items.length === 1 &&
    (profile.form === 'delimited' ||
      profile.form === 'pairs' ||
      (profile.form.startsWith('json') && wholeLine))
  ) {
    // "the order with the highest amount": the field says which, the whole line is wanted.
    output = [];
  } else if (output.length === 0) output = keysOf(items.map(({ what }) => what));

  for (const said of contradictions(conditions)) scan.gaps.push(said);
  output = output.filter(
    (item, at) =>
      output.findIndex((each) =>
        isMeasure(item)
          ? isMeasure(each) && sameMeasure(each, item)
          : !isMeasure(each) && sameKey(each, item),
      ) === at,
  );
  const made = orderOf(order, measures, main, group, output, items, profile);
  if (made === undefined) scan.gaps.push('It is not clear by what to sort.');
  const hasHeader = profile.form === 'delimited' && profile.header;
  const measured = measures.length > 0;
  const unique = distinct || (listed && !measured);
  return {
    conditions,
    group,
    measures,
    output,
    order: made ?? null,
    limit: order.limit,
    distinct: unique,
    ...(having !== null && { having }),
    ...(anyCase && { anyCase: true }),
    ...(shape.keepOrder && { keepOrder: true }),
    ...(shape.keepHeader && { names: true }),
    shape: {
      separator:
        shape.separator ??
        (shape.commas
          ? ','
          : measured
            ? ' '
            : profile.form === 'delimited'
              ? profile.separator
              : profile.form.startsWith('json')
                ? ','
                : ' '),
      decimals: null,
      header:
        hasHeader &&
        !shape.noHeader &&
        !measured &&
        !(unique && output.length > 0) &&
        (shape.keepHeader ||
          (conditions.length === 0 &&
            order.limit === null &&
            (output.length === 0 ||
              (output.length > 1 && output.every(({ kind }) => kind === 'column'))))),
    },
  };
}

/** Upper and lower case are the same, where values are compared. */
export const takeAnyCase = (scan: Scan): boolean =>
  scan.take(
    '(?:,? ?)?(?:compared |counted |taken )?(?:without regard to|regardless of|ignoring|not distinguishing|irrespective of)(?: the)? (?:upper(?: case)? (?:and|or) lower|letter) case',
    '(?:,? ?)?(?:compared )?case[- ]insensitive(?:ly)?',
  ) !== null;

/** "that sent more than 2 requests", "with at least 3 lines": groups by their size. */
function readHaving(
  scan: Scan,
  profile: Profile,
  stems: readonly string[],
): { sign: string; value: string } | null {
  const nouns = [
    'times',
    '{lines}',
    lineNouns[profile.form],
    ...stems.flatMap((stem) => [stem, stem.replace(/s$/, '')]),
  ].join('|');
  const taken = scan.take(
    `(?:that |which |who |whose )?(?:(?:occur|appear|exist|happen|send|made|make|have|had|with|having|caused?|produced?|sent|got|were|was|are|is|with|logged|in)(?:red|s|ed|ing)?(?: there| listed| found| seen| logged| used)? )(?:in )?(more than|at least|fewer than|less than|exactly|over|at most) (<N>|one|twice|three times)(?: (?:${nouns}))?(?= |[.,;?]|$)(?! (?:<C>|fields|columns|characters|days?|hours?))`,
  );
  if (!taken) return null;
  const word = taken.groups[1]!.toLowerCase();
  const said = taken.groups[2]!.toLowerCase();
  // Duplicates have a rule of their own.
  const value = said.startsWith('<')
    ? scan.literal(taken.groups[2])!.value
    : ({ one: '1', twice: '2' }[said] ?? '3');
  const sign = /more|over/.test(word)
    ? '>'
    : /least/.test(word)
      ? '>='
      : /most/.test(word)
        ? '<='
        : /exactly/.test(word)
          ? '=='
          : '<';
  return { sign, value };
}

/** Two conditions that no line can fit: one of them was meant otherwise. */
export function contradictions(conditions: Query['conditions']): string[] {
  const levels = conditions.filter((each) => each.kind === 'level' && !each.not);
  const equal = conditions.flatMap((each) => (each.kind === 'equals' && !each.not ? [each] : []));
  return levels.length > 1 ||
    equal.some((each, at) =>
      equal.some(
        (other, index) => index > at && other.column === each.column && other.value !== each.value,
      ),
    )
    ? ['No line can fit all of these conditions: say how they belong together.']
    : [];
}

function orderOf(
  wanted: ReturnType<typeof readOrder>,
  measures: readonly Measure[],
  main: Measure | undefined,
  group: readonly Key[],
  output: readonly (Key | Measure)[],
  items: readonly Item[],
  profile: Profile,
): Order | null | undefined {
  const made = orderWithoutTies(wanted, measures, main, group, output, items, profile);
  return made && typeof wanted.ties === 'object' ? { ...made, ties: wanted.ties } : made;
}

function orderWithoutTies(
  { by, descending, extreme, top }: ReturnType<typeof readOrder>,
  measures: readonly Measure[],
  main: Measure | undefined,
  group: readonly Key[],
  output: readonly (Key | Measure)[],
  items: readonly Item[],
  profile: Profile,
): Order | null | undefined {
  const first = main ?? measures[0];
  if (by === 'count') return first ? { by: first, descending: descending ?? true } : null;
  if (by === 'line')
    return {
      by: measures.length > 0 && group[0] ? group[0] : 'line',
      descending: descending ?? false,
    };
  if (by !== null)
    return {
      by:
        (by.kind === 'column' && !group.some((key) => sameKey(key, by))
          ? measures.find(({ column }) => column === by.column)
          : undefined) ??
        group.find((key) => sameKey(key, by)) ??
        output.find((item): item is Key => !isMeasure(item) && sameKey(item, by)) ??
        by,
      descending: descending ?? false,
    };
  if (descending === null && extreme === null) return null;
  if (first) return { by: first, descending: descending ?? true };
  if (top && extreme === null) return null;
  const named = items
    .map(({ what }) => what)
    .findLast(
      (what): what is Key & { kind: 'column' } =>
        what.kind === 'column' && what.column.numeric && !/(?:^|_)id$/i.test(what.column.name),
    );
  const numeric = measurable(profile);
  const key: Key | undefined =
    named ?? (numeric.length === 1 ? { kind: 'column', column: numeric[0]! } : undefined);
  if (key)
    return {
      by: output.find((item): item is Key => !isMeasure(item) && sameKey(item, key)) ?? key,
      descending: descending ?? true,
    };
  return profile.form === 'list' ? { by: 'line', descending: descending ?? true } : undefined;
}

function takeNouns(scan: Scan, profile: Profile, stems: readonly string[]): void {
  // "owner in meta": the names on the way to a field.
  if (profile.form.startsWith('json'))
    for (const part of new Set(profile.columns.flatMap(({ name }) => name.split('.').slice(0, -1))))
      if (/^\w+$/.test(part)) scan.takeAll(`(?:in|of|under|inside)(?: the)? ${part}(?: objects?)?`);
  for (const noun of [
    ...stems.flatMap((stem) => [stem, stem.replace(/ies$/, 'y').replace(/s$/, '')]),
    lineNouns[profile.form],
  ].filter((each) => each !== ''))
    scan.takeAll(noun);
  scan.takeAll(
    '(?:all |the )*(?:runs?|jobs?|tasks?|attempts?|executions?|events?|calls?|quer(?:y|ies)|transactions?|sessions?|batch(?:es)?)',
    'got|according(?: to)?|mentioned|including (?:that|this|the matching) {lines}|percentage|written(?: by)?|unchanged|as (?:they|it) (?:are|is|stands?|was|were) (?:written|there)?(?: in the file)?',
  );
  scan.takeAll(
    '(?:data )?(?:{lines})(?: themselves)?',
    'in total|overall|in all|altogether|together|total',
  );
  scan.takeAll(
    'are there|were there|there are|do we have|appear(?:s|ed)?|occur(?:s|red|ring)?|exist(?:s)?|ended|ends|resulted|returned|took|takes?|happen(?:s|ed)?|calculate|matching|found|sent|made|there',
  );
  scan.takeAll(
    '(?:the |whole |only |just )*(?:columns?|fields?|values?)(?: of| in)?',
    'whole|entire|full|complete|original|(?:and )?(?:{show} )?the result',
    'of all|all',
  );
}

const plain = ({
  conditions,
  output,
  limit,
  separator,
  header,
}: {
  conditions: Query['conditions'];
  output: Query['output'];
  limit: Query['limit'];
  separator: string;
  header: boolean;
}): Query => ({
  conditions,
  group: [],
  measures: [],
  output,
  order: null,
  limit,
  distinct: false,
  shape: { separator, decimals: null, header },
});

const sameKey = (a: Key, b: Key): boolean =>
  a.kind === b.kind &&
  (a.kind !== 'column' || (b as { column: Column }).column === a.column) &&
  (a.kind !== 'match' || a.pattern === (b as { pattern: string }).pattern);
export const sameMeasure = (a: Measure, b: Measure): boolean =>
  a.kind === b.kind && a.column === b.column && a.percentile === b.percentile;

/** Decimals that stand at the end are meant for all measures but counts. */
const withTrailingDecimals = (items: readonly Item[], places: number | null): Item[] =>
  places === null
    ? [...items]
    : items.map((item) =>
        isMeasure(item.what) && item.what.kind !== 'count' && item.what.kind !== 'distinct'
          ? { ...item, what: { ...item.what, decimals: item.what.decimals ?? places } }
          : item,
      );

/** Words that may stand between two things of one list. */
const joining = new Set([
  '',
  'and',
  'then',
  'plus',
  'with',
  'its',
  'their',
  'the',
  'of',
  'as',
  'well',
  'by',
  'a',
  'each',
]);

/** The last list of things that stand side by side: what is to be printed. */
function outputRun(items: readonly Item[], text: string): (Key | Measure)[] {
  const runs: Item[][] = [];
  for (const item of items) {
    const last = runs.at(-1)?.at(-1);
    const between = last ? text.slice(last.end, item.at) : '';
    if (last && between.split(/[\s,·]+/).every((word) => joining.has(word.toLowerCase())))
      runs.at(-1)!.push(item);
    else runs.push([item]);
  }
  const printed = runs.filter(
    (run) =>
      run.length > 1 ||
      /(?:print|show|output|list|display|give|report|return|extract|:|columns?|fields?|only|just)\s*(?:me )?(?:the |only |just |each |its |all |distinct |unique |different |·+ )*$/i.test(
        text.slice(0, run[0]!.at),
      ),
  );
  return (printed.at(-1) ?? []).map(({ what }) => what);
}
