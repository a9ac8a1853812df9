import { sqlTokens } from './sql-tokens.ts';

export interface SqlStatement {
  readonly text: string;
  /** Characters from the start of the whole text. */
  readonly start: number;
  /** Number of its first line, from 1. */
  readonly line: number;
  readonly lastLine: number;
}

/** Cuts a script at the semicolons that are outside strings, comments and dollar-quoted bodies. Empty statements are left out. */
export function splitStatements(sql: string): SqlStatement[] {
  const statements: SqlStatement[] = [];
  let first: number | null = null;
  let last = 0;
  let line = 1;
  let counted = 0;
  const lineOf = (offset: number): number => {
    for (; counted < offset; counted += 1) if (sql.charCodeAt(counted) === 10) line += 1;
    return line;
  };
  const close = (): void => {
    if (first === null) return;
    const startLine = lineOf(first);
    statements.push({
      text: sql.slice(first, last),
      start: first,
      line: startLine,
      lastLine: lineOf(Math.max(first, last - 1)),
    });
    first = null;
  };
  for (const { kind, text, start, end } of sqlTokens(sql)) {
    if (kind === 'sign' && text === ';') {
      close();
      continue;
    }
    first ??= start;
    last = end;
  }
  close();
  return statements;
}
