import { guessLineage } from './guess-lineage.ts';
import { lineageOfTree } from './lineage-of-tree.ts';
import { splitStatements, type SqlStatement } from './split-statements.ts';
import type { SqlDialect, SqlParser } from './sql-parser.ts';
import { sqlTokens } from './sql-tokens.ts';
import type { StatementLineage } from './statement-lineage.ts';
import { withoutJinja } from './without-jinja.ts';

export interface PlacedLineage extends StatementLineage {
  /** Lines of the statement in the script, from 1. */
  readonly lines: readonly [first: number, last: number];
}

/**
 * Tables and columns of each statement of a script. Statements are read one by one, so that one that cannot be read costs only itself;
 * such a one is guessed from its words and says so. Jinja is replaced before.
 * @throws the abort reason.
 */
export async function lineageOfSql(
  script: string,
  dialect: SqlDialect,
  parser: SqlParser,
  signal?: AbortSignal,
): Promise<PlacedLineage[]> {
  const { sql } = withoutJinja(script);
  const found: PlacedLineage[] = [];
  for (const statement of splitStatements(sql)) {
    signal?.throwIfAborted();
    found.push({
      ...(await lineageOfStatement(statement, dialect, parser, signal)),
      lines: [statement.line, statement.lastLine],
    });
  }
  return found;
}

async function lineageOfStatement(
  { text }: SqlStatement,
  dialect: SqlDialect,
  parser: SqlParser,
  signal?: AbortSignal,
): Promise<StatementLineage> {
  const unloaded = unloadedQuery(text);
  const parsed = await parser.parse(unloaded ?? withoutData(text), dialect, signal);
  if ('tree' in parsed) {
    const effects = lineageOfTree(parsed.tree);
    if (effects)
      return {
        ...effects,
        ...(unloaded !== null && { action: 'unload' }),
        confidence: 'parsed',
        problem: null,
      };
  }
  const problem =
    'problem' in parsed ? parsed.problem : 'The parser keeps this statement as plain text.';
  return { ...guessLineage(text), columns: [], confidence: 'guessed', problem };
}

/** PostgreSQL's `CREATE ... AS SELECT ... WITH NO DATA`: the parser does not know its end, and it says nothing about where data comes from. */
const withoutData = (sql: string): string => sql.replace(/\bwith\s+(?:no\s+)?data[\s;]*$/i, '');

/** The query of Redshift's and Athena's `UNLOAD ('SELECT ...') TO ...`, which is given as a string or in parentheses. */
function unloadedQuery(sql: string): string | null {
  const [first, open, query, close] = firstTokens(sql, 4);
  if (first?.text.toLowerCase() !== 'unload' || open?.text !== '(' || query === undefined)
    return null;
  if (query.kind === 'string' && close?.text === ')') return query.text.replaceAll("''", "'");
  if (query.kind !== 'word') return null;
  let depth = 0;
  for (const token of sqlTokens(sql)) {
    if (token.kind !== 'sign') continue;
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (token.text === ')' && depth === 0) return sql.slice(open.end, token.start);
  }
  return null;
}

function firstTokens(sql: string, count: number) {
  const tokens = [];
  for (const token of sqlTokens(sql)) {
    tokens.push(token);
    if (tokens.length === count) break;
  }
  return tokens;
}
