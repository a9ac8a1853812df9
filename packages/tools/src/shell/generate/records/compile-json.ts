import { command, type Word } from '../quote.ts';
import type { Column } from '../profile-file.ts';
import type { Condition, Key, Query, Source } from './query.ts';

const path = (name: string): string =>
  name
    .split('.')
    .map((part) => (/^[A-Za-z_]\w*$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`))
    .join('')
    .replace(/^\[/, '.[');

const literal = (value: string, column: Column): string =>
  (column.numeric && /^-?\d+(?:\.\d+)?$/.test(value)) ||
  (/^(?:true|false|null)$/.test(value) && !column.values.includes(value))
    ? value
    : JSON.stringify(value);

function test(condition: Condition): string {
  switch (condition.kind) {
    case 'equals':
      return `${path(condition.column.name)} ${condition.not ? '!=' : '=='} ${literal(condition.value, condition.column)}`;
    case 'compare':
      // In jq nothing is less than any number.
      return `${condition.sign.startsWith('<') ? `${path(condition.column.name)} != null and ` : ''}${path(condition.column.name)} ${condition.sign} ${condition.value}`;
    case 'oneOf':
      return `(${condition.ranges.map(([low]) => `${path(condition.column.name)} == ${literal(low!, condition.column)}`).join(' or ')})`;
    case 'empty':
      return condition.not
        ? `(${path(condition.column.name)} // "") != ""`
        : `(${path(condition.column.name)} // "") == ""`;
    case 'text':
      return `(tostring | ${condition.anyCase ? `ascii_downcase | contains(${JSON.stringify(condition.text.toLowerCase())})` : `contains(${JSON.stringify(condition.text)})`}${condition.not ? ' | not' : ''})`;
    case 'level':
      return `(tostring | test("\\"(${condition.levels.join('|')})\\"")${condition.not ? ' | not' : ''})`;
    case 'time': {
      const field = condition.column ? path(condition.column.name) : '.';
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
    default:
      return 'true';
  }
}

const selection = ({ conditions }: Query, { profile }: Source): string[] => [
  ...(profile.form === 'json' && profile.array ? ['.[]'] : []),
  ...(conditions.length > 0 ? [`select(${conditions.map(test).join(' and ')})`] : []),
];

/** Whole objects, one a line. */
export const jsonWhole = (query: Query, source: Source, words: readonly Word[]): string =>
  command('jq', '-c', selection(query, source).join(' | ') || '.', ...words);

/** Some fields of each object, one line each; a cell is quoted only where the separator or a quote is in it. */
export function jsonRows(
  query: Query,
  source: Source,
  keys: readonly Key[],
  separator: string,
  words: readonly Word[],
): string {
  const before = selection(query, source);
  const cells = keys.map((key) => keyPath(key));
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

const keyPath = (key: Key): string =>
  key.kind === 'column'
    ? `${path(key.column.name)}${key.column.list ? '[]' : ''}`
    : key.kind === 'time' && key.column
      ? `${path(key.column.name)}[0:${key.unit === 'day' ? 10 : key.unit === 'hour' ? 13 : 16}]`
      : '.';
