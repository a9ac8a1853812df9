import { command, type Word } from '../quote.ts';
import type { Column } from '../profile-file.ts';
import type { Condition, Key, Query, Source } from './query.ts';

const pathOf = (name: string): string =>
  name
    .split('.')
    .map((part) => (/^[A-Za-z_]\w*$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`))
    .join('')
    .replace(/^\[/, '.[');

/** A field of an element of a list stands at the element, others at the document around it. */
const path = (column: Column, each: string | undefined): string => {
  const bare =
    each === undefined || column.each !== undefined
      ? pathOf(column.name)
      : `$top${pathOf(column.name)}`;
  return column.length ? `(${bare} | length)` : bare;
};

const literal = (value: string, column: Column): string =>
  (column.numeric && /^-?\d+(?:\.\d+)?$/.test(value)) ||
  (/^(?:true|false|null)$/.test(value) && !column.values.includes(value))
    ? value
    : JSON.stringify(value);

function test(condition: Condition, each: string | undefined): string {
  switch (condition.kind) {
    case 'equals':
      if (condition.column.list)
        return `(${path(condition.column, each)} // [] | index(${JSON.stringify(condition.value)}) ${condition.not ? '==' : '!='} null)`;
      return `${path(condition.column, each)} ${condition.not ? '!=' : '=='} ${literal(condition.value, condition.column)}`;
    case 'compare':
      // In jq nothing is less than any number.
      return `${condition.sign.startsWith('<') ? `${path(condition.column, each)} != null and ` : ''}${path(condition.column, each)} ${condition.sign} ${condition.value}`;
    case 'oneOf':
      return `(${condition.ranges.map(([low]) => `${path(condition.column, each)} == ${literal(low!, condition.column)}`).join(' or ')})`;
    case 'empty':
      return condition.not
        ? `(${path(condition.column, each)} // "") != ""`
        : `(${path(condition.column, each)} // "") == ""`;
    case 'text':
      return `(tostring | ${condition.anyCase ? `ascii_downcase | contains(${JSON.stringify(condition.text.toLowerCase())})` : `contains(${JSON.stringify(condition.text)})`}${condition.not ? ' | not' : ''})`;
    case 'level':
      return `(tostring | test("\\"(${condition.levels.join('|')})\\"")${condition.not ? ' | not' : ''})`;
    case 'time': {
      const field = condition.column ? path(condition.column, each) : '.';
      const text = (moment: { day?: string; time?: string }): string =>
        JSON.stringify([moment.day, moment.time].filter(Boolean).join('T'));
      const { from, to } = condition;
      if (from && to && text(from) === text(to)) return `(${field} | startswith(${text(from)}))`;
      return [
        from ? `${field} ${from.inclusive ? '>=' : '>'} ${text(from)}` : null,
        to
          ? `${to.inclusive ? `${field}[0:${text(to).length - 2}] <=` : `${field} <`} ${text(to)}`
          : null,
      ]
        .filter(Boolean)
        .join(' and ');
    }
    case 'form':
      return `(${path(condition.column, each)} | tostring | test(${JSON.stringify(condition.pattern)})${condition.not ? ' | not' : ''})`;
    default:
      return 'true';
  }
}

const selection = (query: Query, { profile }: Source): string[] => {
  const { conditions } = query;
  const json = profile.form === 'json' || profile.form === 'json-lines' ? profile : null;
  const each = json?.each;
  const outer =
    each !== undefined &&
    [...query.output, ...query.group, ...query.measures, ...conditions, query.order?.by].some(
      (item) =>
        typeof item === 'object' &&
        'column' in item &&
        item.column &&
        item.column.each === undefined,
    );
  return [
    ...(json?.array ? ['.[]'] : json?.entries ? ['to_entries[]'] : []),
    ...(outer ? ['. as $top'] : []),
    ...(each === undefined ? [] : [`${pathOf(each)}[]`]),
    ...(conditions.length > 0
      ? [`select(${conditions.map((condition) => test(condition, each)).join(' and ')})`]
      : []),
  ];
};

const eachOf = ({ profile }: Source): string | undefined =>
  'each' in profile ? profile.each : undefined;

/** Whole objects, one a line. */
export const jsonWhole = (query: Query, source: Source, words: readonly Word[]): string =>
  command('jq', '-c', selection(query, source).join(' | ') || '.', ...words);

/** Whole objects in the order of a field. */
export function jsonSorted(query: Query, source: Source, words: readonly Word[]): string {
  const { order, limit } = query;
  const by = order?.by;
  if (typeof by !== 'object' || by.kind !== 'column') return jsonWhole(query, source, words);
  const lines = source.profile.form === 'json-lines';
  const key = path(by.column, eachOf(source));
  const sorted = by.column.numeric
    ? `sort_by(${order!.descending ? `-(${key} // 0)` : key})`
    : `sort_by(${key})${order!.descending ? ' | reverse' : ''}`;
  const rows = [...(lines ? ['.[]'] : []), ...selection(query, source)].join(' | ') || '.';
  const part =
    limit === null
      ? '.[]'
      : limit.end === 'first'
        ? `.[:${limit.count}][]`
        : `.[-${limit.count}:][]`;
  return command('jq', lines ? '-cs' : '-c', `[${rows}] | ${sorted} | ${part}`, ...words);
}

/** Some fields of each object, one line each; a cell is quoted only where the separator or a quote is in it. */
export function jsonRows(
  query: Query,
  source: Source,
  keys: readonly Key[],
  separator: string,
  words: readonly Word[],
): string {
  const before = selection(query, source);
  const cells = keys.map((key) => keyPath(key, eachOf(source)));
  if (cells.length === 1)
    return command(
      'jq',
      '-r',
      [...before, query.distinct ? `${cells[0]!} // empty` : cells[0]!].join(' | '),
      ...words,
    );
  const row = `[${cells.join(', ')}]`;
  const written =
    separator === '\t'
      ? '@tsv'
      : separator === ','
        ? 'map(if . == null then "" else tostring | if test("[,\\"\\n]") then @json else . end end) | join(",")'
        : `map(. // "" | tostring) | join(${JSON.stringify(separator)})`;
  return command('jq', '-r', [...before, row, written].join(' | '), ...words);
}

const keyPath = (key: Key, each: string | undefined): string =>
  key.kind === 'column'
    ? key.missing !== undefined
      ? `(${path(key.column, each)} // ${JSON.stringify(key.missing)})`
      : `${path(key.column, each)}${key.column.list && !key.column.length ? '[]' : ''}`
    : key.kind === 'time' && key.column
      ? `${path(key.column, each)}[0:${{ month: 7, day: 10, hour: 13, minute: 16 }[key.unit]}]`
      : '.';
