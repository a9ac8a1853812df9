export interface SqlStatement {
  /** In capitals; strings, names in quotes and comments are blank. */
  readonly words: string;
  /** DELETE and UPDATE have a WHERE, LIMIT or the like that can leave rows out. */
  readonly conditional: boolean;
  /** As it is written. */
  readonly written: string;
  readonly start: number;
  readonly end: number;
}

const longestSql = 50_000;

/** Statements between semicolons. Strings, names in quotes, dollar quotes and comments hold none. */
export function splitStatements(sql: string): SqlStatement[] {
  const text = sql.slice(0, longestSql);
  const blank = blankQuoted(text);
  const statements: SqlStatement[] = [];
  let start = 0;
  for (const piece of blank.split(';')) {
    const end = start + piece.length;
    const words = piece.trim().replace(/\s+/g, ' ').toUpperCase();
    if (words !== '')
      statements.push({
        words,
        conditional: isConditional(words, text.slice(start, end)),
        written: text.slice(start, end),
        start,
        end,
      });
    start = end + 1;
  }
  return statements;
}

/** `WHERE 1=1` and `WHERE TRUE` leave no row out. */
function isConditional(words: string, written: string): boolean {
  const at = words.search(/\bWHERE\b/);
  if (at < 0) return /\bUSING\b|\bLIMIT\s+\d/.test(words) && /\b(?:JOIN|LIMIT)\b/.test(words);
  const condition = words
    .slice(at + 5)
    .replace(/\s*(?:RETURNING|ORDER BY|LIMIT)\b.*$/, '')
    .trim();
  if (
    /^\(*\s*(?:TRUE|1|NOT FALSE|(\d+)\s*=\s*\1|1\s*(?:<>|!=)\s*[02-9]|[2-9]\s*>\s*[01])\s*\)*$/.test(
      condition,
    )
  )
    return false;
  if (/\bOR\s+(?:TRUE|1\s*=\s*1|1)\b/.test(condition)) return false;
  // 'a'='a': the strings are blank in `words`.
  const literal = /\bwhere\s+(['"])(.*?)\1\s*=\s*\1(.*?)\1\s*$/i.exec(written.trim());
  return !(literal && literal[2] === literal[3]);
}

/** Quoted parts as blanks of the same length, so that positions stay. Comments of MySQL that run (`/*!`) stay. */
function blankQuoted(text: string): string {
  return text.replace(
    /'(?:[^'\\]|''|\\.)*(?:'|$)|"(?:[^"\\]|""|\\.)*(?:"|$)|`[^`]*(?:`|$)|\[[A-Za-z_][\w ]*\](?=[\s.,;)(]|$)|--[^\n]*|#[^\n]*|\/\*!\d*|\/\*[^]*?(?:\*\/|$)|\*\/|\$(\w*)\$[^]*?\$\1\$/g,
    (quoted) =>
      /^['"`[]/.test(quoted)
        ? ` ${'_'.repeat(Math.max(0, quoted.length - 2))} `.slice(0, quoted.length)
        : ' '.repeat(quoted.length),
  );
}
