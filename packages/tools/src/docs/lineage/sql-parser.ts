/** SQL dialects that the parser knows; `generic` reads what most of them share. */
export const sqlDialects = [
  'generic',
  'spark',
  'databricks',
  'hive',
  'bigquery',
  'snowflake',
  'redshift',
  'trino',
  'presto',
  'athena',
  'postgresql',
  'mysql',
  'sqlite',
  'duckdb',
  'clickhouse',
  'tsql',
  'oracle',
  'teradata',
  'materialize',
  'exasol',
] as const;
export type SqlDialect = (typeof sqlDialects)[number];

/**
 * Turns one SQL statement into a syntax tree: objects with a single key that names the node. Implementations bound time and size;
 * what they cannot read is an answer, not an exception.
 */
export interface SqlParser {
  parse(
    statement: string,
    dialect: SqlDialect,
    signal?: AbortSignal,
  ): Promise<{ readonly tree: unknown } | { readonly problem: string }>;
}
