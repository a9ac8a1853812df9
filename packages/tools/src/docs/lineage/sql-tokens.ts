/** A piece of SQL text: a word, a quoted name, a string, a number, or a single sign. Comments and white space are left out. */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'sign';
  /** The text without its quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const word = /[\p{L}_@#$][\p{L}\p{N}_$@#]*/uy;
const number = /\d[\w.]*/y;
const dollar = /\$[A-Za-z_]*\$/y;
const space = /\s+/y;

/**
 * Cuts SQL of any dialect into tokens, in one pass and without going back, so that hostile text costs no more than its length.
 * Strings may have doubled quotes and backslashes; an unclosed string ends with the text.
 */
export function* sqlTokens(sql: string): Generator<SqlToken> {
  let at = 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(sql)?.[0] ?? null;
  };
  while (at < sql.length) {
    const blank = match(space);
    if (blank) {
      at += blank.length;
      continue;
    }
    const start = at;
    const sign = sql[at]!;
    const pair = sql.slice(at, at + 2);
    if (pair === '--') {
      at = endOf(sql.indexOf('\n', at), sql, 0);
    } else if (pair === '/*') {
      at = endOf(sql.indexOf('*/', at + 2), sql, 2);
    } else if (sign === "'" || sign === '"' || sign === '`') {
      at = closing(sql, at, sign);
      yield {
        kind: sign === "'" ? 'string' : 'name',
        text: sql.slice(start + 1, Math.max(start + 1, at - 1)),
        start,
        end: at,
      };
    } else if (sign === '[' && /[\p{L}_]/u.test(sql[at + 1] ?? '') && bracketed(sql, at)) {
      at = sql.indexOf(']', at) + 1;
      yield { kind: 'name', text: sql.slice(start + 1, at - 1), start, end: at };
    } else {
      const quote = sign === '$' ? match(dollar) : null;
      if (quote) {
        at = endOf(sql.indexOf(quote, at + quote.length), sql, quote.length);
        yield {
          kind: 'string',
          text: sql.slice(start + quote.length, at - quote.length),
          start,
          end: at,
        };
        continue;
      }
      const text = match(word);
      const digits = text === null ? match(number) : null;
      at += (text ?? digits ?? sign).length;
      yield {
        kind: text === null ? (digits === null ? 'sign' : 'number') : 'word',
        text: text ?? digits ?? sign,
        start,
        end: at,
      };
    }
  }
}

const endOf = (found: number, sql: string, length: number): number =>
  found < 0 ? sql.length : found + length;

/** T-SQL's `[name]`, which stands alone; an index such as `a[b]` follows a word directly. */
const bracketed = (sql: string, at: number): boolean =>
  !/[\p{L}\p{N}_)\]]/u.test(sql[at - 1] ?? ' ') &&
  /^\[[^\]\n,]{1,128}\]/u.test(sql.slice(at, at + 130));

function closing(sql: string, from: number, quote: string): number {
  for (let at = from + 1; at < sql.length; at += 1) {
    if (sql[at] === '\\' && quote === "'") at += 1;
    else if (sql[at] === quote) {
      if (sql[at + 1] === quote) at += 1;
      else return at + 1;
    }
  }
  return sql.length;
}
