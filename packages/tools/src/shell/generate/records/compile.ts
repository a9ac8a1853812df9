import { awkText, command, literalPattern, pathWord, pipe, raw, type Word } from '../quote.ts';
import type { Userland } from '../surroundings.ts';
import { AwkFields } from './awk-fields.ts';
import { compileMeasures } from './compile-measures.ts';
import { jsonRows, jsonSorted, jsonWhole } from './compile-json.ts';
import type { Column } from '../profile-file.ts';
import {
  isMeasure,
  type Measure,
  type Condition,
  type Key,
  type Query,
  type Source,
} from './query.ts';

/** Makes the pipeline for a question about the lines of files. */
export function compileQuery(query: Query, source: Source, userland: Userland): string {
  const json = source.profile.form === 'json' || source.profile.form === 'json-lines';
  const hidden = query.order?.by;
  // What is sorted by a measure that is not shown: it stands in front until all is sorted.
  if (
    query.measures.length > 0 &&
    hidden !== undefined &&
    hidden !== 'line' &&
    isMeasure(hidden) &&
    query.group.length > 0 &&
    !query.output.some(isMeasure)
  )
    return pipe(
      compileQuery(
        { ...query, output: [hidden, ...query.output], shape: { ...query.shape, separator: '\t' } },
        source,
        userland,
      ),
      'cut -f 2-',
    );
  if (query.best) return bestRows(query, source, userland);
  if (query.repeated) return repeatedLines(query, source, userland);
  if (json) return compileJson(query, source, userland);
  const plain = plainSearch(query, source, userland);
  if (plain !== null) return plain;
  const input = inputOf(source, userland);
  const many = isMany(source);
  const fields = new AwkFields(source.profile, many && input.before ? 'joined' : many);
  if (query.measures.length > 0)
    return pipe(
      input.before,
      compileMeasures(query, fields, input.words, (condition) => fields.condition(condition)),
      ...tail(query),
    );
  return pipe(input.before, ...wholeOrColumns(query, source, fields, input.words));
}

interface Input {
  /** A command that unpacks, before the one that reads. */
  readonly before: string | null;
  readonly words: readonly Word[];
}

const isMany = ({ paths, find }: Source): boolean =>
  find !== undefined || paths.length > 1 || /[*?]/.test(paths[0] ?? '');

function inputOf({ paths, packed, find }: Source, userland: Userland): Input {
  const words = paths.map(pathWord);
  if (find !== undefined) {
    const read = packed ? (userland === 'gnu' ? 'zcat -f' : 'gzip -cdf') : 'cat';
    return { before: `${find} -exec ${read} {} +`, words: [] };
  }
  if (!packed) return { before: null, words };
  // BusyBox unpacks only what is packed.
  if (userland === 'busybox' && (paths.length > 1 || /[*?]/.test(paths[0] ?? '')))
    return {
      before: `for f in ${command(...words)}; do gzip -dc "$f" 2>/dev/null || cat "$f"; done`,
      words: [],
    };
  // BSD's zcat wants a file that ends in .Z, BusyBox's has no -f.
  return {
    before:
      userland === 'gnu' ? command('zcat', '-f', ...words) : command('gzip', '-cdf', ...words),
    words: [],
  };
}

/** Lines by their text alone: grep. */
function plainSearch(query: Query, source: Source, userland: Userland): string | null {
  const { conditions, measures, output, order, limit, distinct, context } = query;
  const input = inputOf(source, userland);
  const counted =
    measures.length === 1 && measures[0]!.kind === 'count' && query.group.length === 0;
  if (
    output.some((item) => !isMeasure(item) && item.kind !== 'lineNumber') ||
    order ||
    distinct ||
    query.group.length > 0 ||
    (measures.length > 0 && !counted)
  )
    return null;
  const numbered = output.some((item) => !isMeasure(item) && item.kind === 'lineNumber');
  const many = isMany(source);
  const cut = limit
    ? command(limit.end === 'first' ? 'head' : 'tail', '-n', String(limit.count))
    : null;
  if (conditions.length === 0) {
    const header =
      (source.profile.form === 'delimited' || source.profile.form === 'words') &&
      source.profile.header === true;
    if (counted) {
      if (header && !many)
        return pipe(input.before, command('tail', '-n', '+2', ...input.words), command('wc', '-l'));
      if (header) return null;
      if (source.profile.form === 'json') return null;
      return many && !input.before
        ? pipe(command('cat', ...input.words), 'wc -l')
        : input.before
          ? pipe(input.before, 'wc -l')
          : `wc -l < ${command(...input.words)}`;
    }
    if (limit && !header)
      return pipe(
        input.before,
        command(limit.end === 'first' ? 'head' : 'tail', '-n', String(limit.count), ...input.words),
      );
    return null;
  }
  const tests = conditions.map((condition) => grepTest(condition, source));
  if (tests.some((test) => test === null)) return null;
  if (tests.length > 1 && (context || numbered)) return null;
  const commands = tests.map((test, at) => {
    const last = at === tests.length - 1;
    const flags = [
      ...(last && counted ? ['-c'] : []),
      ...(numbered && at === 0 ? ['-n'] : []),
      ...(many && !input.before && at === 0 ? ['-h'] : []),
      ...(context
        ? context.before === context.after
          ? ['-C', String(context.before)]
          : [
              ...(context.before ? ['-B', String(context.before)] : []),
              ...(context.after ? ['-A', String(context.after)] : []),
            ]
        : []),
      ...test!,
    ];
    return command('grep', ...flags, ...(at === 0 ? input.words : []));
  });
  if (counted && many && !input.before)
    return pipe(
      command('cat', ...input.words),
      ...commands.map((each, at) =>
        at === 0 ? command('grep', ...(tests.length === 1 ? ['-c'] : []), ...tests[0]!) : each,
      ),
    );
  return pipe(input.before, ...commands, counted ? null : cut);
}

/** Options and pattern of a grep that makes the test; null where grep cannot. */
function grepTest(condition: Condition, { profile }: Source): string[] | null {
  if (condition.kind === 'text') {
    const flags = [...(condition.not ? ['-v'] : []), ...(condition.anyCase ? ['-i'] : [])];
    if (condition.pattern || condition.place !== 'anywhere') {
      const source = condition.pattern ? condition.text : literalPattern(condition.text);
      return [
        ...flags,
        '-E',
        '-e',
        condition.place === 'start'
          ? `^${source}`
          : condition.place === 'end'
            ? `${source}$`
            : source,
      ];
    }
    return [...flags, '-F', ...(condition.text.startsWith('-') ? ['-e'] : []), condition.text];
  }
  if (condition.kind === 'level' && 'level' in profile && profile.level) {
    const { field, open, close } = profile.level;
    const name =
      condition.levels.length === 1 ? condition.levels[0]! : `(${condition.levels.join('|')})`;
    const before = field > 1 ? `([^ ]+ +){${field - 1}}` : '';
    return [
      ...(condition.not ? ['-v'] : []),
      '-E',
      `^${before}${literalPattern(open)}${name}${close === '' ? '( |$)' : literalPattern(close)}`,
    ];
  }
  if (condition.kind === 'level' && profile.form !== 'delimited') {
    const names =
      condition.levels.length === 1 ? condition.levels[0]! : `(${condition.levels.join('|')})`;
    return [
      ...(condition.not ? ['-v'] : []),
      '-w',
      ...(condition.levels.length > 1 ? ['-E'] : []),
      names,
    ];
  }
  return null;
}

function allConditions(query: Query, fields: AwkFields): string[] {
  return query.conditions
    .map((condition) => fields.condition(condition))
    .map((test, _, all) =>
      all.length > 1 && test.includes('||') && !test.startsWith('(') ? `(${test})` : test,
    );
}

/** Whole lines, or some fields of each. */
function wholeOrColumns(
  query: Query,
  source: Source,
  fields: AwkFields,
  words: readonly Word[],
): string[] {
  const { profile } = source;
  const keys = query.output.filter((item): item is Key => !isMeasure(item));
  const onlyNumbers =
    keys.length > 0 && keys.every(({ kind }) => kind === 'lineNumber' || kind === 'fieldCount');
  const header =
    (profile.form === 'delimited' || profile.form === 'words') && profile.header === true;
  const showsHeader = header && query.shape.header;
  const tests = allConditions(query, fields);
  const wrongFields = query.conditions.some(({ kind }) => kind === 'fields');
  const separator = onlyNumbers ? ' ' : query.shape.separator;
  const printed = keys.map((key) =>
    profile.form === 'delimited' &&
    profile.quoted &&
    key.kind === 'column' &&
    separator === ',' &&
    keys.length > 1
      ? fields.quotedCell(fields.key(key))
      : fields.key(key),
  );
  const { order } = query;
  const orderAt =
    order && order.by !== 'line' && !isMeasure(order.by)
      ? keys.findIndex((key) => same(key, order.by as Key))
      : -1;
  const decorated = order !== null && order.by !== 'line' && !isMeasure(order.by) && orderAt === -1;
  // Sorting moves the first line away: the header is printed on its own.
  const headerApart = showsHeader && (order !== null || query.limit !== null || query.distinct);
  const skip =
    header && !(showsHeader && !headerApart && tests.length === 0) && !wrongFields
      ? fields.skipsHeader
      : null;
  // Lines that have nothing to print are left out.
  if (
    keys.length === 1 &&
    (keys[0]!.kind === 'match' || (keys[0]!.kind === 'column' && mayLack(keys[0]!.column)))
  )
    tests.push(`${fields.key(keys[0]!)}!=""`);
  const wanted = tests.join(' && ');
  const condition =
    showsHeader && !headerApart && tests.length > 0
      ? `NR==1 || ${tests.length > 1 ? `(${wanted})` : wanted}`
      : [
          skip,
          ...(skip && wanted.includes('||') && tests.length === 1 ? [`(${wanted})`] : [wanted]),
        ]
          .filter(Boolean)
          .join(' && ');
  const tieKey = decorated && order.ties !== undefined ? order.ties : null;
  const decoration = decorated
    ? `${fields.key(order.by as Key)} "\\t" ${tieKey ? `${fields.key(tieKey)} "\\t" ` : ''}`
    : '';
  const action =
    keys.length === 0
      ? decorated
        ? `{print ${decoration}$0}`
        : ''
      : `{print ${decoration}${printed.join(decorated ? ` ${awkText(separator)} ` : ',')}}`;
  const traces = traceRule(query, source, fields);
  const separatorFlags =
    keys.length > 1 && !decorated && separator !== ' '
      ? ['-v', `OFS=${separator === '\t' ? String.raw`\t` : separator}`]
      : [];
  const program = traces ?? `${fields.prologue}${condition}${action}`;
  const bare =
    program === ''
      ? command('cat', ...words)
      : command('awk', ...fields.flags, ...separatorFlags, program, ...words);
  const sorts: (string | null)[] = [];
  if (order) {
    const numeric =
      order.by !== 'line' &&
      !isMeasure(order.by) &&
      order.by.kind === 'column' &&
      order.by.column.numeric;
    const reverse = order.descending ? 'r' : '';
    const tie =
      order.ties === undefined ? undefined : keys.findIndex((key) => same(key, order.ties!));
    if (order.by === 'line')
      sorts.push(
        command(
          'sort',
          ...(query.distinct ? ['-u'] : []),
          ...(allNumeric(keys) || (keys.length === 0 && isNumberList(profile))
            ? [`-n${reverse}`]
            : reverse
              ? ['-r']
              : []),
        ),
      );
    else if (decorated)
      sorts.push(
        command(
          'sort',
          '-t',
          raw("$'\\t'"),
          '-s',
          `-k1,1${numeric ? 'n' : ''}${reverse}`,
          ...(tieKey ? [`-k2,2${isNumericKey(tieKey) ? 'n' : ''}`] : []),
        ),
        tieKey ? 'cut -f 3-' : 'cut -f 2-',
      );
    else
      sorts.push(
        command(
          'sort',
          ...(separator === ' ' ? [] : ['-t', separator === '\t' ? raw("$'\\t'") : separator]),
          '-s',
          `-k${orderAt + 1},${orderAt + 1}${numeric ? 'n' : ''}${reverse}`,
          ...(tie === undefined || tie === -1
            ? []
            : [`-k${tie + 1},${tie + 1}${isNumericKey(order.ties!) ? 'n' : ''}`]),
        ),
      );
  } else if (query.distinct) {
    sorts.push(
      query.keepOrder || (keys.length === 0 && source.profile.form === 'delimited')
        ? "awk '!seen[$0]++'"
        : command('sort', allNumeric(keys) ? '-nu' : '-u'),
    );
  }
  const steps = [bare, ...sorts, ...tail(query)].filter((each): each is string => each !== null);
  if (!headerApart) return steps;
  const first =
    keys.length === 0
      ? command('head', '-n', '1', ...words)
      : command(
          'awk',
          ...fields.flags,
          ...separatorFlags,
          `${fields.prologue}NR==1{print ${printed.join(',')};exit}`,
          ...words,
        );
  return [`{ ${first}; ${steps.join(' | ')}; }`];
}

const mayLack = ({ behind }: Column): boolean => behind !== undefined;
const isNumberList = ({ form, columns }: Source['profile']): boolean =>
  form === 'list' && columns[0]?.numeric === true;
const isNumericKey = (key: Key): boolean => key.kind === 'column' && key.column.numeric;
const allNumeric = (keys: readonly Key[]): boolean =>
  keys.length === 1 && keys[0]!.kind === 'column' && keys[0]!.column.numeric;
const same = (a: Key, b: Key): boolean =>
  a.kind === b.kind && (a.kind !== 'column' || a.column === (b as { column: unknown }).column);

/** Lines of a trace belong to the line before them that has a time. */
function traceRule(query: Query, { profile }: Source, fields: AwkFields): string | null {
  if (
    query.output.length > 0 ||
    query.conditions.length !== 1 ||
    query.conditions[0]!.kind !== 'time' ||
    query.conditions[0]!.column
  )
    return null;
  const stamp = 'stamp' in profile ? profile.stamp : null;
  if (!stamp || stamp.everyLine) return null;
  return `${fields.stamped}{on=(${fields.condition(query.conditions[0]!)})} on`;
}

const tail = ({ limit }: Query): string[] =>
  limit ? [command(limit.end === 'first' ? 'head' : 'tail', '-n', String(limit.count))] : [];

/** One line for each key: its first, or the one with the most or the least of a field. */
function bestRows({ best, ...query }: Query, source: Source, userland: Userland): string {
  const { keys, by, descending } = best!;
  const { profile } = source;
  const json = profile.form.startsWith('json');
  const shown: readonly (Key | Measure)[] =
    query.output.length > 0 ? query.output : [{ kind: 'line' }];
  if (!by && query.output.length === 0 && !json && query.order === null && !isMany(source)) {
    const fields = new AwkFields(profile, false);
    const input = inputOf(source, userland);
    const tests = [
      `!seen[${keys.map((key) => fields.key(key)).join(',')}]++`,
      ...allConditions(query, fields),
    ];
    const header = profile.form === 'delimited' && profile.header;
    const wanted = tests.reverse().join(' && ');
    return pipe(
      input.before,
      command(
        'awk',
        ...fields.flags,
        `${fields.prologue}${header ? (query.shape.header ? `NR==1 || ${tests.length > 1 ? `(${wanted})` : wanted}` : `NR>1 && ${wanted}`) : wanted}`,
        ...input.words,
      ),
    );
  }
  const rows = compileQuery(
    {
      ...query,
      output: [...keys, ...(by ? [by] : []), ...shown],
      order: null,
      limit: null,
      shape: { ...query.shape, separator: '\t', header: false },
    },
    source,
    userland,
  );
  const tab = raw("$'\\t'");
  const front = keys.length + (by ? 1 : 0);
  const names = [...keys, ...(by ? [by] : [])];
  const place =
    query.order === null || query.order.by === 'line'
      ? 1
      : names.findIndex((key) => same(key, query.order!.by as Key)) + 1;
  const sorted = query.order !== null && place > 0;
  return pipe(
    rows,
    by
      ? command(
          'sort',
          '-t',
          tab,
          '-s',
          `-k${front},${front}${isNumericKey(by) ? 'n' : ''}${descending ? 'r' : ''}`,
        )
      : null,
    command('awk', '-F', String.raw`\t`, `!seen[${keys.map((_, at) => `$${at + 1}`).join(',')}]++`),
    sorted
      ? command(
          'sort',
          '-t',
          tab,
          '-s',
          `-k${place},${place}${isNumericKey(names[place - 1]!) ? 'n' : ''}${query.order!.descending ? 'r' : ''}`,
        )
      : null,
    command('cut', '-f', `${front + 1}-`),
    query.shape.separator !== '\t' && shown.length > 1
      ? command('tr', String.raw`\t`, query.shape.separator)
      : null,
  );
}

/** Lines or values that are there more than once. */
function repeatedLines(query: Query, source: Source, userland: Userland): string {
  const rows = {
    ...query,
    repeated: false,
    measures: [],
    group: [],
    output: query.group,
    order: null,
    limit: null,
    distinct: false,
    shape: { ...query.shape, header: false },
  };
  const values =
    query.group.length === 0 &&
    query.conditions.length === 0 &&
    source.profile.form !== 'delimited' &&
    !source.packed
      ? null
      : compileQuery(rows, source, userland);
  const input = inputOf(source, userland);
  return pipe(
    values ?? command('sort', ...input.words),
    values ? 'sort' : null,
    query.once ? 'uniq -u' : query.showCount ? 'uniq -c' : 'uniq -d',
    query.showCount ? "awk '$1>1' | sort -k1,1nr -k2" : null,
    query.counted ? 'wc -l' : null,
    ...tail(query),
  );
}

function compileJson(query: Query, source: Source, userland: Userland): string {
  const input = inputOf(source, userland);
  if (query.measures.length === 0 && query.output.length === 0 && query.order && !query.distinct)
    return pipe(input.before, jsonSorted(query, source, input.words));
  if (query.measures.length === 0 && query.output.length === 0)
    return pipe(
      input.before,
      jsonWhole(query, source, input.words),
      query.distinct ? 'sort -u' : null,
      ...tail(query),
    );
  const keys = [
    ...new Set(
      [
        ...query.group,
        ...query.output.filter((item): item is Key => !isMeasure(item)),
        ...(query.order && query.order.by !== 'line' && !isMeasure(query.order.by)
          ? [query.order.by]
          : []),
      ].flatMap((key) => ('column' in key && key.column ? [key.column] : [])),
    ),
  ];
  const columns = [
    ...new Set([...keys, ...query.measures.flatMap(({ column }) => (column ? [column] : []))]),
  ];
  if (
    query.measures.length === 1 &&
    query.measures[0]!.kind === 'count' &&
    query.group.length === 0
  )
    return pipe(input.before, jsonWhole(query, source, input.words), 'wc -l');
  if (
    query.measures.length === 0 &&
    !columns.some(({ cut }) => cut) &&
    !query.output.some(({ kind }) => kind === 'running') &&
    (!query.order || (query.order.by === 'line' && query.distinct && !query.order.descending))
  )
    return pipe(
      input.before,
      jsonRows(query, source, keysIn(query), query.shape.separator, input.words),
      query.distinct ? command('sort', allNumeric(keysIn(query)) ? '-nu' : '-u') : null,
      ...tail(query),
    );
  // What jq gives is a table; the rest is the same as for any table.
  const placed = new Map(columns.map((column, at) => [column, { ...column, at: at + 1 }]));
  const moved = mapColumns(query, (column) => placed.get(column) ?? column);
  const table: Source = {
    paths: [],
    packed: false,
    profile: {
      form: 'delimited',
      separator: '\t',
      header: false,
      quoted: false,
      carriageReturns: false,
      columns: [...placed.values()],
    },
  };
  const fields = new AwkFields(table.profile, false);
  const rows = jsonRows(
    { ...query, distinct: false },
    source,
    columns.map((column) => ({ kind: 'column', column })),
    '\t',
    input.words,
  );
  const rest = { ...moved, conditions: [] };
  return rest.measures.length > 0
    ? pipe(
        input.before,
        rows,
        compileMeasures(rest, fields, [], (condition) => fields.condition(condition)),
        ...tail(rest),
      )
    : pipe(input.before, rows, ...wholeOrColumns(rest, table, fields, []));
}

/** The same question about other fields; one measure stays one. */
function mapColumns(query: Query, map: (column: Column) => Column): Query {
  const seen = new Map<object, object>();
  const one = <T extends Key | Measure>(item: T): T => {
    const known =
      seen.get(item) ??
      ('column' in item && item.column ? { ...item, column: map(item.column) } : item);
    seen.set(item, known);
    return known as T;
  };
  return {
    ...query,
    group: query.group.map(one),
    measures: query.measures.map(one),
    output: query.output.map(one),
    order: query.order && {
      ...query.order,
      by: query.order.by === 'line' ? 'line' : one(query.order.by),
    },
  };
}

const keysIn = (query: Query): Key[] =>
  query.output.filter((item): item is Key => !isMeasure(item));
