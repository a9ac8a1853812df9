import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSqlParser } from '@datasherpa/tools/adapters/sql';
import {
  lineageOfSql,
  sqlDialects,
  type SqlDataset,
  type SqlDialect,
} from '@datasherpa/tools/docs';
import type { Suite } from './suite.ts';

interface Case {
  readonly id: string;
  readonly dialects: readonly string[];
  readonly sql: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly origin: string;
}

/** Names that the data uses for dialects we know by another name, or by a relative. */
const dialectNames: Readonly<Record<string, SqlDialect>> = {
  ansi: 'generic',
  'non-validating': 'generic',
  sparksql: 'spark',
  postgres: 'postgresql',
  greenplum: 'postgresql',
  db2: 'generic',
  vertica: 'postgresql',
  mariadb: 'mysql',
  impala: 'hive',
  sqlserver: 'tsql',
};

/** Are the tables that a statement reads and writes exactly those of the case? One unit is a statement in a dialect. */
export const lineage: Suite = async ({ data, limit }) => {
  const { cases } = JSON.parse(await readFile(join(data, 'sql_lineage_cases.json'), 'utf8')) as {
    cases: readonly Case[];
  };
  const parser = createSqlParser();
  const failures: { id: string; why: string }[] = [];
  const count = {
    total: 0,
    exact: 0,
    own: 0,
    ownExact: 0,
    guessed: 0,
    guessedExact: 0,
    cteAsTable: 0,
  };
  for (const each of cases.slice(0, limit ?? cases.length))
    for (const name of each.dialects) {
      const dialect = dialectNames[name] ?? (name as SqlDialect);
      const statements = await lineageOfSql(
        each.sql,
        sqlDialects.includes(dialect) ? dialect : 'generic',
        parser,
      );
      const found = {
        inputs: namesOf(statements.flatMap(({ reads }) => reads)),
        outputs: namesOf(statements.flatMap(({ writes }) => writes)),
      };
      const expected = { inputs: normalised(each.inputs), outputs: normalised(each.outputs) };
      const exact = same(found.inputs, expected.inputs) && same(found.outputs, expected.outputs);
      const guessed = statements.some(({ confidence }) => confidence === 'guessed');
      const queries = namesOfQueries(each.sql);
      count.total += 1;
      if (exact) count.exact += 1;
      if (each.origin === 'own') count.own += 1;
      if (each.origin === 'own' && exact) count.ownExact += 1;
      if (guessed) count.guessed += 1;
      if (guessed && exact) count.guessedExact += 1;
      if (
        [...found.inputs, ...found.outputs].some(
          (table) =>
            queries.has(table) && ![...expected.inputs, ...expected.outputs].includes(table),
        )
      )
        count.cteAsTable += 1;
      if (!exact)
        failures.push({
          id: `${each.id} ${name}`,
          why: `${guessed ? 'guessed: ' : ''}read ${found.inputs.join(', ')} | wrote ${found.outputs.join(', ')}`,
        });
    }
  await parser.close();
  const share = (part: number, whole: number): number =>
    whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000;
  return {
    n: count.total,
    scores: {
      exact: share(count.exact, count.total),
      exactOwn: share(count.ownExact, count.own),
      exactOthers: share(count.exact - count.ownExact, count.total - count.own),
      cteAsTable: count.cteAsTable,
      guessed: count.guessed,
      guessedExact: count.guessedExact,
      total: count.total,
    },
    failures,
  };
};

const normalised = (names: readonly string[]): string[] =>
  [...new Set(names.map((name) => name.toLowerCase().replaceAll(/["'`[\]]/g, '')))].toSorted();
const namesOf = (datasets: readonly SqlDataset[]): string[] =>
  normalised(datasets.map(({ name }) => name));
const same = (a: readonly string[], b: readonly string[]): boolean => a.join('\n') === b.join('\n');

/** Names of common table expressions, by the words of the statement. */
const namesOfQueries = (sql: string): Set<string> =>
  new Set(
    [...sql.matchAll(/(?:\bwith|\brecursive|,)\s+(\w+)(?:\s*\([^)]*\))?\s+as\s*\(/giu)].map(
      ([, name]) => name!.toLowerCase(),
    ),
  );
