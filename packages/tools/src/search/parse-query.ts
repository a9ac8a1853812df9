import { SherpaError } from '../errors.ts';
import { levels, type Level } from '../logs/event.ts';
import { levelOfWord } from '../logs/level-words.ts';
import { parseHeader } from '../logs/parse-header.ts';
import { readQueryTime } from './query-time.ts';
import type { Query, QueryPart } from './query.ts';

const key =
  /^(level|severity|source|file|logger|component|template|after|since|before|until|near)/i;
const comparison = /^(?:>=|<=|[:=><])/;
const quotePairs: Readonly<Record<string, string>> = { '"': '"', '\u201C': '\u201D' };
const patternFlags = /^[gimu]*(?=\s|$)/;
/** Options of a Java machine begin with a minus and exclude nothing: `-Xmx4g`, `-XX:+UseG1GC`, `-Dkey=value`. */
const javaOption = /^-(?:X[a-z]|XX:|D[\w.]+=)/;

type Fields = QueryPart extends infer Part
  ? Part extends QueryPart
    ? Omit<Part, 'negated' | 'written' | 'span'>
    : never
  : never;

/**
 * Reads what a person typed: words, `"phrases"`, `/patterns/i`, `level:error`, `level>=warn`, `source:`, `file:`, `logger:`,
 * `template:`, `after:`, `before:`, `near:`, each with `-` before it for the opposite. Whatever has none of these forms is words, and
 * so is a whole line that was copied from a log.
 * @throws QUERY_INVALID where a known key has a value that it cannot have; the reason says where and what to write.
 */
export function parseQuery(text: string): Query {
  if (isCopiedLine(text)) return { text, parts: wordsOf(text), copiedLine: true };
  const parts: QueryPart[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at += 1;
      continue;
    }
    const negated =
      text[at] === '-' &&
      /^-[\p{L}"\u201C/]/u.test(text.slice(at, at + 3)) &&
      !javaOption.test(text.slice(at, at + 200));
    const from = negated ? at + 1 : at;
    const { end, fields } = readPart(text, from, negated);
    parts.push({ ...fields, negated, written: text.slice(at, end), span: [at, end] });
    at = end;
  }
  return { text, parts, copiedLine: false };
}

/** Lines with a time or a level at their start, JSON, several fields of logfmt, frames of a trace, and text of several lines. */
function isCopiedLine(text: string): boolean {
  const line = text.trim();
  if (/^[{[]["{[]|[\r\n]|^(?:at [\w$.<>]+\(|File ")/.test(line)) return true;
  if ((line.match(/(?:^|\s)[\w.]+=/g)?.length ?? 0) >= 3) return true;
  const header = parseHeader(line, 1970);
  return header !== null && header.message !== '' && header.time !== null;
}

const wordsOf = (text: string): QueryPart[] =>
  [...text.matchAll(/\S+/g)].map((match) => ({
    kind: 'word',
    text: match[0],
    negated: false,
    written: match[0],
    span: [match.index, match.index + match[0].length],
  }));

function readPart(text: string, from: number, negated: boolean): { end: number; fields: Fields } {
  return (
    readQuoted(text, from) ??
    readPattern(text, from) ??
    readField(text, from, negated) ?? {
      end: endOfWord(text, from),
      fields: { kind: 'word', text: text.slice(from, endOfWord(text, from)) },
    }
  );
}

function endOfWord(text: string, from: number): number {
  const space = text.slice(from).search(/\s/);
  return space < 0 ? text.length : from + space;
}

/** A quote that is not closed, or has nothing in it, is no phrase. */
function readQuoted(text: string, from: number): { end: number; fields: Fields } | null {
  const closing = quotePairs[text[from]!];
  if (!closing) return null;
  const end = text.indexOf(closing, from + 1);
  const quoted = text.slice(from + 1, end);
  if (end < 0 || quoted.trim() === '') return null;
  return { end: end + 1, fields: { kind: 'phrase', text: quoted } };
}

/** From a slash to the next one that is not escaped, with flags and a space behind it; `/opt/spark/jars` is a path. */
function readPattern(text: string, from: number): { end: number; fields: Fields } | null {
  if (text[from] !== '/' || /^\/[\s/]/.test(text.slice(from, from + 2))) return null;
  let inClass = false;
  for (let at = from + 1; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '\\') at += 1;
    else if (sign === '[') inClass = true;
    else if (sign === ']') inClass = false;
    else if (sign === '/' && !inClass) {
      const flags = patternFlags.exec(text.slice(at + 1, at + 10));
      if (!flags) return null;
      return {
        end: at + 1 + flags[0].length,
        fields: {
          kind: 'pattern',
          pattern: text.slice(from + 1, at),
          anyCase: flags[0].includes('i'),
        },
      };
    }
  }
  return null;
}

function readField(
  text: string,
  from: number,
  negated: boolean,
): { end: number; fields: Fields } | null {
  const named = key.exec(text.slice(from, from + 10));
  if (!named) return null;
  const name = named[1]!.toLowerCase();
  const behind = from + named[1]!.length;
  const sign = comparison.exec(text.slice(behind, behind + 2))?.[0];
  // Only levels are in an order; `file=x` and `source=x` are what programs print.
  if (!sign || (sign !== ':' && name !== 'level' && name !== 'severity')) return null;
  const valueFrom = behind + sign.length;
  const quoted = readQuoted(text, valueFrom);
  const end = quoted?.end ?? endOfWord(text, valueFrom);
  const value = quoted ? text.slice(valueFrom + 1, end - 1) : text.slice(valueFrom, end);
  // `Error in file: x` and `file:/tmp/x` are no filters.
  if (value === '' || /^["\u201C]/.test(value) || (name === 'file' && value.startsWith('/')))
    return null;
  const where = { name, value, from, written: text.slice(from, end) };
  return { end, fields: fieldOf(where, sign, negated) };
}

interface Written {
  readonly name: string;
  readonly value: string;
  readonly from: number;
  readonly written: string;
}

function fieldOf(written: Written, sign: string, negated: boolean): Fields {
  const { name, value } = written;
  switch (name) {
    case 'level':
    case 'severity':
      return { kind: 'level', levels: levelsOf(written, sign) };
    case 'after':
    case 'since':
    case 'before':
    case 'until': {
      const time = readQueryTime(value);
      if (!time)
        throw invalid(
          written,
          'needs a time: -2h or 30m before the newest event, 02:10 of its day, or 2026-11-24T02:10',
        );
      const isAfter = name === 'after' || name === 'since';
      return { kind: isAfter !== negated ? 'after' : 'before', time };
    }
    case 'near': {
      if (negated || !/^[1-9]\d{0,14}$/.test(value))
        throw invalid(written, 'needs the number of a line, as in near:1234');
      return { kind: 'near', line: Number(value) };
    }
    case 'template':
      if (!/^[0-9a-f]{12}$/.test(value))
        throw invalid(
          written,
          'needs the id of a template as answers give it, as in template:3fa9c1d2b07e',
        );
      return { kind: 'template', text: value };
    case 'source':
    case 'file':
      return { kind: name, text: value };
    default:
      return { kind: 'logger', text: value };
  }
}

function levelsOf(written: Written, sign: string): Level[] {
  const named = written.value.split(/[,|]/).map((word) => levelOfQuery(word));
  if (named.some((level) => level === null) || (named.length > 1 && sign !== ':' && sign !== '='))
    throw invalid(
      written,
      'takes trace, debug, info, warn, error, fatal or unknown, as in level:error, level:warn,error or level>=warn',
    );
  if (sign === ':' || sign === '=') return [...new Set(named as Level[])];
  const rank = levels.indexOf(named[0]!);
  return levels.filter((level, at) => {
    if (level === 'unknown') return false;
    if (sign === '>=') return at >= rank;
    if (sign === '>') return at > rank;
    return sign === '<' ? at < rank : at <= rank;
  });
}

const levelOfQuery = (word: string): Level | null => {
  const small = word.toLowerCase();
  return small === 'unknown' ? 'unknown' : levelOfWord(small);
};

const invalid = ({ written, from }: Written, needs: string): SherpaError =>
  new SherpaError(
    'QUERY_INVALID',
    {
      reason: `"${written.slice(0, 60)}" at character ${from + 1} ${needs}; in double quotes it is searched as text`,
    },
    { field: 'query' },
  );
