import { awkText, command, pipe, raw, type Word } from '../quote.ts';
import type { AwkFields } from './awk-fields.ts';
import { isMeasure, type Condition, type Key, type Measure, type Query } from './query.ts';
import { sameMeasure } from './read-query.ts';

/** Measures, for all lines or for each group of them, as awk (and sort) commands. */
export function compileMeasures(
  query: Query,
  fields: AwkFields,
  words: readonly Word[],
  condition: (each: Condition) => string,
): string {
  const measured = [
    ...new Map(query.measures.map((measure) => [JSON.stringify(measure), measure])).values(),
  ];
  const tests = [
    fields.skipsHeader,
    ...query.conditions.map(condition),
    ...presence(query, fields),
  ].filter((test): test is string => test !== null);
  const where = tests
    .map((test) =>
      tests.length > 1 && test.includes('||') && !test.startsWith('(') ? `(${test})` : test,
    )
    .join(' && ');
  if (measured.some(({ kind }) => kind === 'median' || kind === 'percentile'))
    return ranked(query, fields, words, where);
  const grouped = query.group.length > 0;
  const separator =
    query.shape.separator === ',' && query.output.length > 1
      ? ','
      : query.shape.separator === '\t'
        ? '\t'
        : query.shape.separator;
  const groupText = query.group.map((key) => fields.key(key)).join(` ${awkText(separator)} `);
  const parts = measured.map((measure, at) => accumulator(measure, `m${at}`, grouped, fields));
  const set = parts.map(({ collect }) => collect).filter((each) => each !== '');
  const share = measured.find(({ kind }) => kind === 'share');
  if (share) {
    // "of the finished tasks … failed": the last condition is the part, those before it are the whole.
    const tests = query.conditions.map(condition);
    const wanted = tests.join(' && ');
    const whole = [fields.skipsHeader, ...tests.slice(0, -1)].filter(Boolean).join(' && ');
    return command(
      'awk',
      ...fields.flags,
      `${fields.prologue}${whole}{t++} ${[fields.skipsHeader, wanted].filter(Boolean).join(' && ')}{n++} END{printf "%.${share.decimals ?? 1}f\\n", t ? 100*n/t : 0}`,
      ...words,
    );
  }
  const collect = `${where}{${grouped ? `k=${groupText};` : ''}${[...new Set(set)].join(';')}}`;
  const value = (item: Key | Measure): string => {
    if (!isMeasure(item)) return query.group.length > 1 ? '' : 'k';
    const at = measured.findIndex((measure) => sameMeasure(measure, item));
    return parts[at]!.value;
  };
  // Keys of a group of several fields stand together, in the order in which they were asked for.
  const order: (Key | Measure | 'keys')[] = [];
  for (const item of query.output) {
    if (isMeasure(item)) order.push(item);
    else if (query.group.length === 1) order.push(item);
    else if (!order.includes('keys')) order.push('keys');
  }
  const printed = order.map((item) => (item === 'keys' ? 'k' : value(item)));
  const formats = order.map((item) => (item !== 'keys' && isMeasure(item) ? formatOf(item) : '%s'));
  const line = formats.every((format) => format === '%s')
    ? `print ${printed.join(` ${awkText(separator)} `)}`
    : `printf ${awkText(`${formats.join(separator)}\n`).replaceAll('\\\\n', '\\n')},${printed.join(',')}`;
  // Large sums are printed in full, not as 1.2e+07.
  const exact = measured.some(({ kind, decimals }) => kind === 'sum' && decimals === undefined)
    ? ['-v', 'OFMT=%.15g', '-v', 'CONVFMT=%.15g']
    : [];
  const { having } = query;
  const kept = having ? `if(${value(measured[0]!)}${having.sign}${having.value})` : '';
  const program = `${fields.prologue}${collect} END{${grouped ? `for(k in ${parts[0]!.array})${kept}` : ''}${line}}`;
  return pipe(
    command('awk', ...fields.flags, ...exact, program, ...words),
    grouped ? sortGroups(query, separator) : null,
  );
}

/** Lines that lack the measured field do not count as zero. */
function presence(query: Query, fields: AwkFields): string[] {
  const columns = [
    ...new Set([
      ...query.measures.flatMap(({ kind, column }) => (column && kind !== 'sum' ? [column] : [])),
      ...query.group.flatMap((key) => (key.kind === 'column' ? [key.column] : [])),
    ]),
  ];
  const more = query.group.flatMap((key) =>
    key.kind === 'match'
      ? [`${fields.key(key)}!=""`]
      : ['time', 'level', 'message', 'stamp'].includes(key.kind) &&
          !('column' in key && key.column) &&
          fields.stamped &&
          !query.conditions.some(({ kind }) => kind === 'level')
        ? [fields.stamped]
        : [],
  );
  const asked = new Set(
    query.conditions.flatMap((each) =>
      'column' in each && each.column && each.kind !== 'empty' && !('not' in each && each.not)
        ? [each.column]
        : [],
    ),
  );
  return [
    ...new Set(more),
    ...columns
      .filter((column) => !asked.has(column))
      .map((column) => fields.key({ kind: 'column', column }))
      .filter((expression) => /^(?:v|behind)\(/.test(expression))
      .map((expression) => `${expression}!=""`),
  ];
}

const formatOf = ({ kind, decimals }: Measure): string =>
  decimals !== undefined && kind !== 'count' && kind !== 'distinct'
    ? `%.${decimals}f`
    : kind === 'average'
      ? '%.2f'
      : '%s';

function accumulator(
  measure: Measure,
  name: string,
  grouped: boolean,
  fields: AwkFields,
): { collect: string; value: string; array: string } {
  const cell = grouped ? '[k]' : '';
  const x = measure.column ? fields.key({ kind: 'column', column: measure.column }) : '$0';
  switch (measure.kind) {
    case 'count':
      return { collect: `n${cell}++`, value: grouped ? `n${cell}` : 'n+0', array: 'n' };
    case 'sum':
      return {
        collect: `${name}${cell}+=${x}`,
        value: grouped ? `${name}${cell}` : `${name}+0`,
        array: name,
      };
    case 'average':
      return {
        collect: `${name}${cell}+=${x};${name}n${cell}++`,
        value: grouped ? `${name}${cell}/${name}n${cell}` : `(${name}n ? ${name}/${name}n : 0)`,
        array: name,
      };
    case 'range':
      return {
        collect: `if(!(${grouped ? `k in ${name}` : `${name}n++`})||${x}+0>${name}${cell})${name}${cell}=${x}+0;if(!(${grouped ? `k in ${name}l` : `${name}ln++`})||${x}+0<${name}l${cell})${name}l${cell}=${x}+0`,
        value: `${name}${cell}-${name}l${cell}`,
        array: name,
      };
    case 'distinct':
      return {
        collect: grouped
          ? `if(!((k,${x}) in seen)){seen[k,${x}];${name}${cell}++}`
          : `if(!(${x} in ${name}s)){${name}s[${x}];${name}++}`,
        value: grouped ? `${name}${cell}` : `${name}+0`,
        array: name,
      };
    case 'max':
    case 'min': {
      const sign = measure.kind === 'max' ? '>' : '<';
      const dated = measure.column?.dated === true || measure.column?.numeric === false;
      const test = dated ? `${x}${sign}${name}${cell}""` : `${x}+0${sign}${name}${cell}+0`;
      return {
        collect: grouped
          ? `if(!(k in ${name})||${test})${name}[k]=${x}`
          : `if(!${name}n++||${test})${name}=${x}`,
        value: grouped ? `${name}${cell}` : name,
        array: name,
      };
    }
    default:
      return { collect: '', value: '""', array: 'n' };
  }
}

function sortGroups(query: Query, separator: string): string {
  const places = printedPlaces(query);
  const flags = separator === ' ' ? [] : ['-t', separator === '\t' ? raw("$'\\t'") : separator];
  const { order } = query;
  const keyPlace = places.key;
  if (!order || order.by === 'line')
    return command(
      'sort',
      ...flags,
      ...(order?.descending ? ['-r'] : []),
      ...(keyPlace > 1 ? [`-k${keyPlace}`] : []),
    );
  const descending = order.descending ? 'r' : '';
  if (!isMeasure(order.by)) {
    const numeric = order.by.kind === 'column' && order.by.column.numeric ? 'n' : '';
    return command('sort', ...flags, `-k${keyPlace},${keyPlace}${numeric}${descending}`);
  }
  const by = order.by;
  const found = query.output.findIndex((item) => isMeasure(item) && sameMeasure(item, by));
  const place =
    found === -1 ? query.output.findIndex((item) => isMeasure(item)) + 1 : places.of(found);
  const single = query.group.length === 1 ? query.group[0]! : null;
  const numeric = single?.kind === 'column' && single.column.numeric ? 'n' : '';
  return command(
    'sort',
    ...flags,
    `-k${place},${place}n${descending}`,
    `-k${keyPlace},${keyPlace + Math.max(0, query.group.length - 1)}${numeric}`,
  );
}

/** Where things stand in a printed line, counted in fields. */
function printedPlaces(query: Query): { key: number; of: (index: number) => number } {
  let field = 1;
  let key = 0;
  const places: number[] = [];
  for (const item of query.output) {
    if (isMeasure(item)) places.push(field++);
    else if (query.group.length === 1 || key === 0) {
      key ||= field;
      places.push(field);
      field += Math.max(1, query.group.length);
    } else places.push(key);
  }
  return { key: key || 1, of: (index) => places[index]! };
}

/** Medians and percentiles need the values in order: they are sorted, then walked through. */
function ranked(query: Query, fields: AwkFields, words: readonly Word[], where: string): string {
  const column = query.measures.find(
    ({ kind }) => kind === 'median' || kind === 'percentile',
  )!.column!;
  const x = fields.key({ kind: 'column', column });
  const grouped = query.group.length > 0;
  const key = query.group.map((each) => fields.key(each)).join(' " " ');
  const values = command(
    'awk',
    ...fields.flags,
    `${fields.prologue}${where}{print ${grouped ? `${key} "\\t" ` : ''}${x}}`,
    ...words,
  );
  const value = (item: Key | Measure): string => {
    if (!isMeasure(item)) return 'g';
    const { kind, percentile } = item;
    if (kind === 'count') return 'n';
    if (kind === 'sum') return 's';
    if (kind === 'average') return 's/n';
    if (kind === 'max') return 'a[n]';
    if (kind === 'min') return 'a[1]';
    if (kind === 'median') return '(n%2 ? a[(n+1)/2] : (a[n/2]+a[n/2+1])/2)';
    return `a[rank(n*${(percentile ?? 95) / 100})]`;
  };
  const output = query.output.length > 0 ? query.output : [...query.group, ...query.measures];
  const formats = output.map((item) =>
    isMeasure(item)
      ? item.decimals !== undefined && item.kind !== 'count'
        ? `%.${item.decimals}f`
        : item.kind === 'average'
          ? '%.2f'
          : '%s'
      : '%s',
  );
  const print = `printf "${formats.join(query.shape.separator === '\t' ? '\\t' : query.shape.separator)}\\n",${output.map(value).join(',')}`;
  const rank = query.measures.some(({ kind }) => kind === 'percentile')
    ? 'function rank(r){return r>int(r) ? int(r)+1 : (r<1 ? 1 : r)} '
    : '';
  const at = grouped ? '$2' : '$1';
  const program = grouped
    ? `${rank}function flush(){if(n)${print}} $1!=g{flush();g=$1;n=0;s=0} {a[++n]=${at};s+=${at}} END{flush()}`
    : `${rank}{a[++n]=${at};s+=${at}} END{if(n)${print}}`;
  const sort = grouped ? command('sort', '-t', raw("$'\\t'"), '-k1,1', '-k2,2n') : 'sort -n';
  return pipe(
    values,
    sort,
    command('awk', ...(grouped ? ['-F', String.raw`\t`] : []), program),
    grouped && query.order && query.order.by !== 'line' && isMeasure(query.order.by)
      ? sortGroups({ ...query, output }, query.shape.separator)
      : null,
  );
}
