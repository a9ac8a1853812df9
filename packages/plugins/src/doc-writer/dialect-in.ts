import type { SqlDialect } from '@datasherpa/tools/docs';

const words: Readonly<Record<string, SqlDialect>> = {
  spark: 'spark',
  databricks: 'databricks',
  hive: 'hive',
  bigquery: 'bigquery',
  snowflake: 'snowflake',
  redshift: 'redshift',
  trino: 'trino',
  presto: 'presto',
  athena: 'athena',
  postgres: 'postgresql',
  postgresql: 'postgresql',
  mysql: 'mysql',
  sqlite: 'sqlite',
  duckdb: 'duckdb',
  clickhouse: 'clickhouse',
  oracle: 'oracle',
  teradata: 'teradata',
};

/** The SQL dialect that a request names; null where it names none. */
export function dialectIn(text: string): SqlDialect | null {
  for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
    const dialect = Object.hasOwn(words, word) ? words[word] : undefined;
    if (dialect) return dialect;
  }
  return null;
}
