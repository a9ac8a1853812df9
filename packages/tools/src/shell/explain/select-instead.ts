import type { SeenCommand } from '../effects/interpreter.ts';
import { splitStatements } from '../effects/sql/sql-statements.ts';
import type { Edit } from './edits.ts';

/** Statements that change or delete rows become a count of the rows that they would touch. */
export function selectInstead(seen: SeenCommand, text: string): Edit | null {
  const { tool, invocation } = seen;
  if (!tool) return null;
  const option = invocation.options.find(({ option }) => option?.marks.includes('sql'))?.values[0];
  const operand = tool.operands.findIndex(({ marks }) => marks.includes('sql'));
  const statement = option ?? (operand >= 0 ? invocation.operands[operand] : undefined);
  if (!statement || statement.verbatim === undefined) return null;
  const { verbatim, text: sql } = statement;
  const pieces = splitStatements(sql).map(
    ({ start, end }) => countOf(sql.slice(start, end).trim()) ?? sql.slice(start, end).trim(),
  );
  const edited = pieces.join('; ');
  if (edited === sql.trim()) return null;
  const span = { start: verbatim, end: verbatim + sql.length };
  return text.slice(span.start, span.end) === sql ? { span, text: edited } : null;
}

function countOf(statement: string): string | null {
  const name = String.raw`((?:[\w$."\`-]+|\[[^\]]+\])+)`;
  const update = new RegExp(
    String.raw`^update\s+(?:only\s+)?${name}(?:\s+(?:as\s+)?(?!set\b)\w+)?\s+set\b`,
    'i',
  ).exec(statement);
  const deletion = new RegExp(String.raw`^delete\s+from\s+(?:only\s+)?${name}`, 'i').exec(
    statement,
  );
  const table = update?.[1] ?? deletion?.[1];
  if (table) {
    const condition = /\bwhere\b[^]*$/i.exec(statement)?.[0] ?? '';
    return `SELECT count(*) FROM ${table} ${condition.replace(/\b(?:returning|limit|order\s+by)\b[^]*$/i, '')}`.trim();
  }
  const gone = new RegExp(
    String.raw`^(?:drop\s+table(?:\s+if\s+exists)?|truncate(?:\s+table)?)\s+${name}`,
    'i',
  ).exec(statement)?.[1];
  if (gone) return `SELECT count(*) FROM ${gone}`;
  return null;
}
