import type { Column, Profile } from '../profile-file.ts';
import { Scan } from '../scan.ts';
import { isNumber, readPlan, sameKey, type Plan } from './plan-query.ts';
import {
  isMeasure,
  type Condition,
  type Key,
  type Measure,
  type Order,
  type Query,
} from './query.ts';
import { readConditions } from './read-conditions.ts';
import { readPhrases } from './read-hints.ts';
import { isDuration, measurable } from './read-order.ts';
import { readShape, takeForm } from './read-shape.ts';
import { contradictions, lineNouns, sameMeasure, takeAnyCase } from './read-query.ts';

type Item = Plan['items'][number];

/**
 * Reads a question about the lines of files, in whatever order its parts stand: first how the result is to look and which lines are
 * meant, then, from left to right, what is grouped, measured, shown, ordered and cut.
 */
export function askQuery(
  scan: Scan,
  profile: Profile,
  sample: string,
  stems: readonly string[],
): Query {
  const shape = readShape(scan);
  takeForm(scan);
  scan.take('(?:and )?(?:in|as) (?:this|that|the given|the named|the following) order(?! of)');
  // Lines come in the order of the file anyway.
  scan.takeAll(
    '(?:,? ?(?:and )?)(?:in |keep(?:ing)? |by )?(?:the )?(?:file|log|original|source|input|given|existing|column) order(?: of (?:the )?(?:file|{lines}))?',
    '(?:,? ?)(?:in )?the order of (?:the )?(?:file|·+|{lines})',
  );
  // "(YYYY-MM-DD HH:MM)" shows a form and is looked for nowhere.
  for (const [at, { kind, value }] of scan.literals.entries())
    if (kind === 'Q' && /YYYY|MM|HH|dd|yyyy/.test(value) && /^[YMDHSymdhs\s:./T,-]+$/.test(value))
      scan.takeAll(`,? ?\\(?(?:(?:in the form(?:at)?|as|like|form) )?<Q${at}>\\)?`);
  const hint = scan.take('\\((?:by |the |in )*(?:column|field|key)s? (<C>)\\)');
  const hinted = hint ? profile.columns[Number(scan.literal(hint.groups[1])!.value)]! : null;
  const shortHour =
    scan.sees('(?:two|<N>)[- ]digit hours?') !== null &&
    scan.sees('(?:the )?(?:date|day)s?') === null;
  const missing = takeMissing(scan);
  const whole = takeWhole(scan);
  const anyCase = takeAnyCase(scan);
  const ties = scan.take(
    '(?:,? ?(?:and |with |in case of )?)?(?:ties|equal (?:counts?|values?|numbers?|sums?|totals?|ones)|(?:those|ones|with) (?:the )?(?:same|equal) (?:count|number|value|sum|total)s?|same counts?)[^.;,]*',
  );
  scan.takeAll('(?:two|four|<N>)[- ]digit');
  const onceEach =
    scan.take(
      '(?:{show} )?(?:each|every)(?: \\w+| <C>| one| of them)? (?:only )?once|no (?:duplicates|repeats|repetitions)|without (?:duplicates|repeats|repetitions)|(?:only )?once each|de-?duplicated',
    ) !== null;
  const share =
    scan.take(
      '(?:what )?(?:is )?(?:the )?(?:share|percentage|percent|fraction|proportion|rate) of(?: the| all)?',
    ) !== null;
  if (share) scan.takeAll('(?:in|as|just|only|and)? ?(?:the )?(?:percent|%|(?:a )?percentage)');
  const examples = scan.take(
    '\\((?:such as |like |e\\.?g\\.? |for example )?(<[IVQ]\\d+>)(?:, ?<[IVQ]\\d+>)*,? ?(?:\\.\\.\\.?|…|etc\\.?|and so on)\\)',
  );
  const ofAll = scan.take('(?:of|for) (?:all|each)(?: of them)?(?=[.,;]|$)|all of them') !== null;
  const conditions = [
    ...readExceptions(scan, profile, sample),
    ...readFlags(scan, profile),
    ...readConditions(scan, profile, sample, false),
  ];
  if (conditions.length > 0) scan.takeAll('only|just');
  const nouns = [
    ...stems.flatMap((stem) => [stem, stem.replace(/ies$/, 'y').replace(/s$/, '')]),
    lineNouns[profile.form],
    'runs?|jobs?|tasks?|attempts?|executions?|events?|calls?|quer(?:y|ies)|transactions?|sessions?|batch(?:es)?|requests?|operations?',
  ];
  const plan = readPlan(scan, profile, nouns);
  conditions.push(...plan.conditions);
  const once = new Map(conditions.map((each) => [JSON.stringify(each), each]));
  conditions.splice(0, conditions.length, ...once.values());
  const decimals = whole ? 0 : plan.decimals;
  if (ofAll) plan.limit = null;
  const shownExample = examples && scan.literal(examples.groups[1]);
  if (shownExample && !plan.items.some(({ is }) => is === 'key'))
    plan.items.push({ is: 'key', key: { kind: 'match', pattern: patternOf(shownExample.value) } });
  if ('level' in profile || profile.form === 'text')
    readPhrases(scan, sample, (condition) => conditions.push(condition));

  const short = (key: Key): Key =>
    shortHour && key.kind === 'time' && key.unit === 'hour' ? { ...key, full: false } : key;
  const group = plan.group.map(short);
  const measures: Measure[] = [];
  const averaged = plan.items.some(
    (item) =>
      (item.is === 'measure' && item.measure.kind === 'average') ||
      (item.is === 'aggregate' && item.kind === 'average'),
  );
  const measure = (wanted: Measure): Measure => {
    const made =
      decimals === null ||
      // Decimals are meant for what has them by nature, where it is there.
      (['max', 'min'].includes(wanted.kind) && averaged) ||
      wanted.decimals !== undefined ||
      wanted.kind === 'count' ||
      wanted.kind === 'distinct'
        ? wanted
        : { ...wanted, decimals };
    const known = measures.find((each) => sameMeasure(each, made));
    if (!known) measures.push(made);
    return known ?? made;
  };
  const grouped = (key: Key): boolean => group.some((each) => sameKey(each, key));
  const { extreme, entity } = plan;
  const overall = /\b(?:overall|in total|altogether|together|in all|most|combined)\b/i;

  // Which things are at the end of an order: "which driver carried the most passengers".
  const wanted = extreme?.item ?? null;
  const counting = wanted?.is === 'count' || extreme?.often === true;
  const summed =
    wanted?.is === 'key' &&
    entity !== null &&
    wanted.key.kind === 'column' &&
    isNumber(wanted.key) &&
    overall.test(scan.original) &&
    extreme!.most
      ? wanted.key.column
      : null;
  const first =
    plan.list.find((item) => item.is === 'key') ?? plan.items.find((item) => item.is === 'key');
  const thing: Key | null = entity ?? (first?.is === 'key' ? first.key : null);
  if (
    !plan.best &&
    (counting ||
      plan.having !== null ||
      summed ||
      (wanted && (wanted.is === 'measure' || wanted.is === 'aggregate'))) &&
    group.length === 0 &&
    thing
  )
    group.push(short(thing));
  for (const item of plan.items) {
    if (item.is === 'measure') measure(item.measure);
    if (item.is === 'amount') measureOf(item);
  }
  if (summed) measure({ kind: 'sum', column: summed });
  if (wanted?.is === 'measure') measure(wanted.measure);
  // "bytes per client": a number per group is its sum.
  if (group.length > 0 && measures.length === 0 && !plan.best)
    for (const item of plan.items)
      if (item.is === 'key' && isNumber(item.key) && !grouped(item.key)) {
        measure({ kind: 'sum', column: item.key.column });
        scan.assumptions.push(`The sum of ${item.key.column.name} is meant.`);
        break;
      }
  // A product that is put together per group is summed.
  for (const item of plan.items)
    if (
      group.length > 0 &&
      item.is === 'key' &&
      item.key.kind === 'column' &&
      item.key.column.product &&
      measures.length === 0
    )
      measure({ kind: 'sum', column: item.key.column });
  const numbers = measurable(profile);
  for (const item of plan.items)
    if (
      item.is === 'aggregate' &&
      measures.length === 0 &&
      !plan.items.some(({ is }) => is === 'count')
    ) {
      const said = plan.items.flatMap((each) =>
        each.is === 'key' && isNumber(each.key) && !grouped(each.key) ? [each.key.column] : [],
      );
      const column = said[0] ?? (numbers.length === 1 ? numbers[0] : undefined);
      if (column) measure({ kind: item.kind, column });
      else scan.gaps.push('It is not clear of which field the measure is meant.');
    } else if (
      item.is === 'aggregate' &&
      item.kind !== 'sum' &&
      !measures.some(({ kind }) => kind === item.kind)
    ) {
      const column = measures.find((each) => each.column)?.column;
      if (column) measure({ kind: item.kind, column });
    }
  const counts = plan.items.some(({ is }) => is === 'count');
  const distinctOnly =
    plan.distinct && counts && measures.length === 0 && group.length === 0 && thing;
  if (distinctOnly && thing.kind === 'column') measure({ kind: 'distinct', column: thing.column });
  else if (
    measures.length === 0 &&
    !plan.best &&
    (counts || counting || plan.having !== null || (group.length > 0 && !plan.distinct))
  )
    measure({ kind: 'count' });
  else if (
    counts &&
    measures.length > 0 &&
    plan.items.filter(({ is }) => is === 'count').length > 0 &&
    countBesides(plan, measures)
  )
    measure({ kind: 'count' });

  function measureOf(item: Item & { is: 'amount' }): void {
    const { column, asked } = item;
    const key: Key = { kind: 'column', column };
    if (grouped(key)) measure({ kind: 'count' });
    else if (isNumber(key)) {
      if (group.length > 0 || asked) measure({ kind: 'sum', column });
    } else if (plan.items.some((each) => each.is === 'measure' && each.measure.column))
      measure({ kind: 'count' });
    else if (group.length > 0 || asked || !plan.items.some(({ is }) => is === 'key'))
      measure(
        /(?:^|_)id$|^id$/i.test(column.name) && group.length === 0
          ? { kind: 'count' }
          : { kind: 'distinct', column },
      );
  }
  const main = measures.find(({ column }) => column) ?? measures[0];
  const resolve = (item: Item): Key | Measure | null => {
    switch (item.is) {
      case 'key':
        return measures.length > 0 && !grouped(item.key) && item.key.kind === 'column'
          ? (measures.find(({ column }) => column === (item.key as { column: Column }).column) ??
              item.key)
          : (group.find((each) => sameKey(each, item.key)) ?? item.key);
      case 'measure':
        return measures.find((each) => sameMeasure(each, item.measure)) ?? item.measure;
      case 'aggregate':
        return measures.find(({ kind }) => kind === item.kind) ?? main ?? null;
      case 'amount':
        return (
          measures.find(({ column }) => column === item.column) ??
          (isNumber({ kind: 'column', column: item.column })
            ? { kind: 'column', column: item.column }
            : (measures.find(({ kind }) => kind === 'count') ?? null))
        );
      default:
        return (
          measures.find(({ kind }) => kind === 'count') ??
          measures.find(({ kind }) => kind === 'distinct') ??
          main ??
          null
        );
    }
  };
  if (missing !== null)
    for (const item of [...plan.items, ...plan.list])
      if (
        item.is === 'key' &&
        item.key.kind === 'column' &&
        (missing.column === undefined || profile.columns[missing.column] === item.key.column)
      )
        (item as { key: Key }).key = { ...item.key, missing: missing.text };
  const list =
    plan.list.length > 0
      ? plan.list
      : plan.items.filter(
          (item) =>
            !(group.length > 0 && item.is === 'key' && !grouped(item.key) && measures.length > 0),
        );
  let output: (Key | Measure)[] = [];
  for (const item of list) {
    const what = resolve(item);
    if (
      what &&
      !output.some(
        (each) => each === what || (!isMeasure(each) && !isMeasure(what) && sameKey(each, what)),
      )
    )
      output.push(what);
  }
  if (plan.best && group.length > 0) return perKey();
  // A measure beside a name is the measure of each.
  if (measures.length > 0 && group.length === 0 && plan.list.length > 0 && output.some(isMeasure))
    group.push(
      ...output.filter((item): item is Key => !isMeasure(item) && item.kind !== 'lineNumber'),
    );
  if (measures.length > 0) {
    if (group.length === 0) output = output.filter(isMeasure);
    // "the date and the hour" of a group by hour stand in one.
    const finest = group.find((key) => key.kind === 'time' && key.full);
    output = output.filter(
      (item) =>
        isMeasure(item) ||
        item.kind !== 'time' ||
        !finest ||
        sameKey(item, finest) ||
        grouped(item),
    );
    for (const item of output) if (!isMeasure(item) && !grouped(item)) group.push(item);
    const shown = output.filter(isMeasure);
    const oneOnly = plan.limit?.count === 1 && output.length > 0 && shown.length === 0;
    if (output.length === 0) output = oneOnly ? [...group] : [...group, ...measures];
    else if (
      shown.length === 0 &&
      !(plan.limit?.count === 1 || (plan.having !== null && plan.list.length > 0) || onceEach)
    )
      output = [...output, ...measures];
    else if (shown.length > 0 && shown.length === output.length && group.length > 0)
      output = [...group, ...output];
  } else if (plan.items.length > 0 && output.length === 0) output = [];
  // "the order with the highest amount": the field says which, the whole line is wanted.
  for (const said of contradictions(conditions)) scan.gaps.push(said);
  const order = orderOf();
  const duplicates = plan.repeated && measures.every(({ kind }) => kind === 'count');
  if (duplicates) {
    const key = thing ?? group[0] ?? null;
    return {
      conditions,
      group: key ? [key] : [],
      measures: [],
      output: [],
      order: null,
      limit: plan.limit,
      distinct: false,
      repeated: true,
      showCount: counts && !plan.asksCount,
      ...(plan.asksCount && { counted: true }),
      ...(anyCase && { anyCase: true }),
      shape: { separator: ' ', decimals: null, header: false },
    };
  }
  const measured = measures.length > 0;
  const unique = !measured && (plan.distinct || onceEach);
  if (share && group.length === 0) {
    const made: Measure = { kind: 'share', ...(decimals !== null && { decimals }) };
    return {
      conditions,
      group: [],
      measures: [made],
      output: [made],
      order: null,
      limit: null,
      distinct: false,
      shape: { separator: ' ', decimals: null, header: false },
    };
  }
  return {
    conditions,
    group,
    measures,
    output,
    order,
    limit: plan.limit,
    distinct: unique,
    ...(plan.having !== null && { having: plan.having }),
    ...(anyCase && { anyCase: true }),
    ...(shape.keepOrder && { keepOrder: true }),
    ...(shape.keepHeader && { names: true }),
    shape: {
      separator: separator(measured),
      decimals: null,
      header:
        profile.form === 'delimited' &&
        profile.header &&
        !shape.noHeader &&
        !measured &&
        !(unique && output.length > 0) &&
        (shape.keepHeader ||
          (conditions.length === 0 &&
            plan.limit === null &&
            order === null &&
            (output.length === 0 ||
              (output.length > 1 && output.every(({ kind }) => kind === 'column'))))),
    },
  };

  function separator(measured: boolean): string {
    return (
      shape.separator ??
      (shape.commas
        ? ','
        : measured
          ? group.some(mayHoldBlanks) && measures.length > 0
            ? '\t'
            : ' '
          : profile.form === 'delimited'
            ? profile.separator
            : profile.form.startsWith('json')
              ? ','
              : ' ')
    );
  }

  /** The field that an adjective is about: "the slowest" by the only duration. */
  function fieldOf(field: RegExp | null): Key | null {
    if (hinted) return { kind: 'column', column: hinted };
    const said = plan.items.flatMap((item) =>
      item.is === 'key' && isNumber(item.key)
        ? [item.key.column]
        : item.is === 'amount' && item.column.numeric
          ? [item.column]
          : [],
    );
    const fitting = (
      field === null ? [] : [...said, ...numbers, ...profile.columns.filter(({ dated }) => dated)]
    ).find(
      ({ name, aliases = [] }) =>
        field!.test(name) ||
        aliases.some((alias) => field!.test(alias)) ||
        (/dur/.test(field!.source) && isDuration({ name } as Column)),
    );
    const column =
      fitting ??
      (said.length === 1 ? said[0] : undefined) ??
      (numbers.length === 1 ? numbers[0] : undefined);
    return column ? { kind: 'column', column } : null;
  }

  function orderOf(): Order | null {
    const tie: { ties?: Key } = {};
    if (extreme) {
      const by =
        wanted === null
          ? (measured0() ?? fieldOf(extreme.field))
          : counting
            ? (measures.find(({ kind }) => kind === 'count') ?? main ?? null)
            : wanted.is === 'key' && summed
              ? main!
              : resolve(wanted);
      if (!by) {
        scan.gaps.push('It is not clear by what to order.');
        return null;
      }
      return { by, descending: extreme.most, ...tie };
    }
    const [term, next] = plan.terms;
    if (!term) {
      if (plan.top && main) return { by: main, descending: true };
      return ties && main && group.length > 0 ? { by: main, descending: true } : null;
    }
    if (next && next.item && next.item !== 'line' && next.item.is === 'key')
      tie.ties = next.item.key;
    if (term.item === 'line')
      return {
        by: main && group[0] ? group[0] : 'line',
        descending:
          term.descending ??
          plan.terms.find(({ descending }) => descending !== null)?.descending ??
          false,
        ...tie,
      };
    if (term.item === null) {
      const by = main ?? keyInOutput() ?? fieldOf(null);
      if (!by) {
        scan.gaps.push('It is not clear by what to order.');
        return null;
      }
      return { by, descending: term.descending ?? true, ...tie };
    }
    const by =
      term.item.is === 'count' && measures.length > 0
        ? (measures.find(({ kind }) => kind === 'count') ?? main!)
        : resolve(term.item);
    if (!by) return main ? { by: main, descending: true } : null;
    // "worst line first": lines are put in order by what is measured.
    const ordered =
      !isMeasure(by) &&
      main &&
      term.descending !== null &&
      group.some((key) => sameKey(key, by)) &&
      !isNumber(by) &&
      by.kind === 'column' &&
      !by.column.dated &&
      plan.terms.length === 1 &&
      !/\b(?:sort|order)/i.test(scan.original)
        ? main
        : by;
    const own = !isMeasure(ordered)
      ? (output.find((item): item is Key => !isMeasure(item) && sameKey(item, ordered)) ?? ordered)
      : ordered;
    return {
      by: own,
      descending:
        term.descending ??
        plan.terms.find(({ descending, item }) => item === null && descending !== null)
          ?.descending ??
        isMeasure(own),
      ...tie,
    };
  }
  function measured0(): Measure | null {
    return main && group.length > 0 ? main : null;
  }
  function keyInOutput(): Key | null {
    const found = output.filter(
      (item): item is Key & { kind: 'column' } => !isMeasure(item) && isNumber(item),
    );
    return found.length === 1 ? found[0]! : null;
  }
  function perKey(): Query {
    const by = wanted?.is === 'key' ? wanted.key : extreme ? fieldOf(extreme.field) : null;
    if (!by && extreme) scan.gaps.push('It is not clear by what to choose.');
    const [term] = plan.terms;
    const orderBy = term
      ? term.item === null
        ? by
        : term.item === 'line'
          ? group[0]!
          : term.item.is === 'key'
            ? term.item.key
            : by
      : null;
    return {
      conditions,
      group: [],
      measures: [],
      output: output.every((item) => !isMeasure(item) && grouped(item))
        ? []
        : output.filter((item): item is Key => !isMeasure(item)),
      best: { keys: group, ...(by && { by }), descending: extreme?.most ?? true },
      order: orderBy ? { by: orderBy, descending: term!.descending ?? false } : null,
      limit: null,
      distinct: false,
      shape: { separator: separator(false), decimals: null, header: shape.keepHeader },
    };
  }
}

const opposites: Readonly<Record<string, string>> = {
  enabled: 'disabled|switched off|turned off',
  active: 'inactive',
  success: 'unsuccessful|failed',
  succeeded: 'failed',
  valid: 'invalid',
  paid: 'unpaid',
  open: 'closed',
  public: 'private',
  running: 'stopped',
  online: 'offline',
};

/** "the disabled pipelines": a field that is true or false, by its opposite. */
function readFlags(scan: Scan, profile: Profile): Condition[] {
  const made: Condition[] = [];
  for (const column of profile.columns.filter(({ flag }) => flag)) {
    const name = column.name.split(/[._]/).at(-1)!.toLowerCase();
    if (
      /^[a-z]+$/.test(name) &&
      scan.take(
        `(?:that |which )?(?:are |is )?(?:${opposites[name] === undefined ? '' : `${opposites[name]}|`}(?:un|in|dis|non-)${name})`,
      )
    )
      made.push({ kind: 'equals', column: { ...column, values: [] }, value: 'false', not: false });
  }
  return made;
}

/** "ignore rows without a total": what is left out is described like what is meant, and turned round. */
function readExceptions(scan: Scan, profile: Profile, sample: string): Condition[] {
  const made: Condition[] = [];
  const plainRule =
    '(?:,? ?(?:and |but )?)?\\(?ignore (?:(?:the|all|any|those|every|such) )*([^.;()]{1,100}?)\\)?(?=[.;)]|, (?:and )?(?:{show}|sort|order|highest|largest|most|count)|$)';
  const inBrackets = 'ignore (?:[a-z]+ ){0,3}\\(([^()]+)\\)';
  const rule = scan.sees(inBrackets) ? inBrackets : plainRule;
  const seen = scan.sees(rule);
  if (!seen) return made;
  const inner = new Scan({ text: seen.groups[1]!, literals: scan.literals });
  const conditions = readConditions(inner, profile, sample, false);
  inner.takeAll('{lines}|ones|empty|those|values?');
  if (conditions.length === 0 || inner.leftover().some((word) => !word.endsWith('s'))) return made;
  scan.take(rule);
  for (const condition of conditions) {
    const turned = turnedRound(condition);
    if (turned) made.push(turned);
    else scan.gaps.push(`It is not clear what "${scan.plain(seen.text).trim()}" leaves out.`);
  }
  // Several things that are left out together would have to be turned round as one.
  if (conditions.length > 1 && !/\bor\b/.test(seen.groups[1]!))
    scan.gaps.push(`It is not clear what "${scan.plain(seen.text).trim()}" leaves out.`);
  return made;
}

function turnedRound(condition: Condition): Condition | null {
  switch (condition.kind) {
    case 'text':
    case 'level':
    case 'equals':
    case 'empty':
    case 'form':
    case 'fields':
      return { ...condition, not: !condition.not };
    case 'compare':
      return {
        ...condition,
        sign: ({ '>': '<=', '>=': '<', '<': '>=', '<=': '>' } as const)[condition.sign],
      };
    default:
      return null;
  }
}

/** Names of the same kind as an example: "job-17" stands for `job-[0-9]+`. */
const patternOf = (example: string): string =>
  example
    .replace(/^\d+:/, '')
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '[$&]')
    .replaceAll(/\d+/g, '[0-9]+');

/** A count that is asked for beside another measure, and no other name of it. */
const countBesides = (plan: Plan, measures: readonly Measure[]): boolean => {
  if (measures.some(({ kind }) => kind === 'distinct' || kind === 'count')) return false;
  return (
    plan.items.findIndex(({ is }) => is === 'count') !== -1 &&
    (plan.asksCount ||
      plan.list.some(({ is }) => is === 'count') ||
      plan.items.some(({ is }) => is === 'count'))
  );
};

/** Where a value may hold blanks, blanks between fields could not be told from them. */
const mayHoldBlanks = (key: Key): boolean =>
  ['line', 'message'].includes(key.kind) ||
  (key.kind === 'column' &&
    (key.column.rest === true || key.column.values.some((value) => value.includes(' '))));

/** "write - when there is no owner": what stands for a value that is not there. */
function takeMissing(scan: Scan): { text: string; column?: number } | null {
  const taken = scan.take(
    '(?:[,;] ?)?(?:and |with )?(?:(?:write|print|show|put|use|give|writing|printing|showing|using|with) )?(?:an? |the )?(<[QINL]\\d+>|-|empty(?: value| field| string)?|nothing|zero|unknown|none|null)(?: there| instead)? (?:when|where|if|for)(?: there is no| it has no| the| a)* <C>(?: (?:is )?(?:missing|null|empty|absent|not (?:there|set|known|given)))?',
    '(?:[,;] ?)?(?:and |with )?(?:the |its )?<C> (?:stays|is left|left|remains) (empty)(?: (?:when|where|if) (?:it|<C>|there|that)(?: is (?:null|missing|absent|none))?)?',
  );
  if (!taken) return null;
  const said = taken.groups.slice(1).find((group) => group !== undefined)!;
  const literal = scan.literal(/^<[QINL]\d+>$/.exec(said)?.[0]);
  const column = taken.literals.find(({ kind }) => kind === 'C');
  return {
    text: literal
      ? literal.value
      : /^empty|^nothing/i.test(said)
        ? ''
        : /^zero$/i.test(said)
          ? '0'
          : said,
    ...(column && { column: Number(column.value) }),
  };
}

/** No decimals are wanted. */
const takeWhole = (scan: Scan): boolean =>
  scan.take(
    '(?:,? ?)?\\(?(?:rounded|round(?: it| them)?)(?: off| down| up)? to (?:an? |the (?:nearest )?)?(?:whole number|integer|full number)s?\\)?|(?:as|to) (?:an? )?(?:integers?|whole numbers?)|without decimals|(?:with )?no decimals|(?:a )?whole numbers?(?=[.,;)]|$)',
  ) !== null;
