import { field, type PythonSyntax, type PythonTree } from '../../airflow/index.ts';
import type { SqlDialect } from '../lineage/sql-parser.ts';
import { argumentAt, type Link } from './python-syntax.ts';

interface Value {
  readonly value: string;
  readonly sure: boolean;
}

export type DataCall =
  | { readonly kind: 'reads' | 'writes'; readonly value: Value | null; readonly by: string }
  | {
      readonly sql: string;
      readonly node: PythonSyntax | undefined;
      readonly dialect: SqlDialect;
      readonly by: string;
    };

const formats =
  'csv|parquet|json|excel|orc|feather|pickle|fwf|xml|stata|sas|hdf|avro|delta|ndjson|ipc|html';
/** pandas, polars, Dask, cuDF and pyarrow.csv name their readers and writers alike. */
const reader = new RegExp(`^(?:read|scan)_(?:${formats})$`);
const writer = new RegExp(`^(?:to|write|sink)_(?:${formats})$`);
/** Methods that take SQL: DB-API cursors, SQLAlchemy, pandas and Airflow's hooks. */
const sqlMethods = new Set([
  'execute',
  'executemany',
  'run',
  'read_sql',
  'read_sql_query',
  'get_pandas_df',
  'get_df',
  'get_records',
  'get_first',
  'query',
  'read_gbq',
]);
const startsAsSql =
  /^\s*(?:--[^\n]*\n\s*)*(?:select|insert|update|delete|merge|with|create|drop|truncate|alter|copy|replace|unload|call)\b/i;
/** Which SQL a hook sends, by the start of its class name. */
const hookDialects: readonly (readonly [RegExp, SqlDialect])[] = [
  [/^Postgres/, 'postgresql'],
  [/^MySql/, 'mysql'],
  [/^Snowflake/, 'snowflake'],
  [/^BigQuery/, 'bigquery'],
  [/^Redshift/, 'redshift'],
  [/^Trino/, 'trino'],
  [/^Hive/, 'hive'],
  [/^Sqlite/, 'sqlite'],
];

/** What a chain of calls reads or writes without Spark; null where it does not. A value that is null is not a constant of the file. */
export function dataCall(
  chain: readonly Link[],
  tree: PythonTree,
  text: (node: PythonSyntax | undefined) => Value | null,
): DataCall | null {
  const last = chain.at(-1)!;
  const { name, call } = last;
  if (!call) return null;
  const first = chain[0]!;
  const by =
    chain.length > 1 && first !== last && /^\w+$/.test(first.name) ? `${first.name}.${name}` : name;
  const argument = (at: number, ...keywords: readonly string[]): Value | null => {
    for (const keyword of keywords) {
      const value = text(argumentAt(call, tree, 1000, keyword));
      if (value) return value;
    }
    return text(argumentAt(call, tree, at));
  };
  if (chain.length > 1 && reader.test(name))
    return { kind: 'reads', value: argument(0, 'filepath_or_buffer', 'path', 'source', 'io'), by };
  if (chain.length > 1 && writer.test(name) && argumentAt(call, tree, 0))
    return { kind: 'writes', value: argument(0, 'path_or_buf', 'path'), by };
  if (name === 'to_sql') return { kind: 'writes', value: argument(0, 'name'), by };
  if (name === 'to_gbq') return { kind: 'writes', value: argument(0, 'destination_table'), by };
  if (name === 'read_sql_table') return { kind: 'reads', value: argument(0, 'table_name'), by };
  if (
    /^(?:pq|pyarrow)$/.test(first.name) &&
    /^(?:read_table|ParquetFile|ParquetDataset)$/.test(name)
  )
    return { kind: 'reads', value: argument(0, 'source'), by };
  if (/^(?:pq|pyarrow)$/.test(first.name) && /^write_(?:table|to_dataset)$/.test(name))
    return { kind: 'writes', value: argument(1, 'where', 'root_path'), by };
  if (chain.length === 1 && name === 'open') {
    const path = argument(0, 'file');
    if (!path) return null;
    const mode = argument(1, 'mode')?.value ?? 'r';
    return { kind: /[wax]/.test(mode) ? 'writes' : 'reads', value: path, by };
  }
  if (first.name === 'Path' && first.call && /^(?:read|write)_(?:text|bytes)$/.test(name)) {
    const path = text(argumentAt(first.call, tree, 0));
    return path && { kind: name.startsWith('read') ? 'reads' : 'writes', value: path, by };
  }
  const stored = storedObject(name, call, tree, text);
  if (stored) return { ...stored, by };
  if (first.name === 'requests' && name === 'get') {
    const url = argument(0, 'url');
    return url && { kind: 'reads', value: url, by };
  }
  if (sqlMethods.has(name)) {
    const node = argumentAt(call, tree, 1000, 'sql') ?? argumentAt(call, tree, 0);
    const inner = node && unwrapped(node, tree);
    const sql = text(inner);
    if (!sql) return null;
    if (startsAsSql.test(sql.value)) {
      const dialect = chain.flatMap(
        (each) => hookDialects.find(([hook]) => hook.test(each.name))?.[1] ?? [],
      )[0];
      return { sql: sql.value, node: inner, dialect: dialect ?? 'generic', by };
    }
    if (name.startsWith('read_sql') && /^[\w.]+$/.test(sql.value))
      return { kind: 'reads', value: sql, by };
  }
  return null;
}

/** `text("SELECT 1")` of SQLAlchemy: the string in it. */
function unwrapped(node: PythonSyntax, tree: PythonTree): PythonSyntax {
  const called = node.type === 'call' ? field(node, 'function') : undefined;
  return called && /(^|\.)text$/.test(tree.source.slice(called.start, called.end))
    ? (argumentAt(node, tree, 0) ?? node)
    : node;
}

/** boto3: the object of a bucket that is loaded up or down. */
function storedObject(
  name: string,
  call: PythonSyntax,
  tree: PythonTree,
  text: (node: PythonSyntax | undefined) => Value | null,
): { kind: 'reads' | 'writes'; value: Value } | null {
  const places: Readonly<Record<string, readonly ['reads' | 'writes', number, number]>> = {
    upload_file: ['writes', 1, 2],
    upload_fileobj: ['writes', 1, 2],
    download_file: ['reads', 0, 1],
    download_fileobj: ['reads', 0, 1],
    put_object: ['writes', 1000, 1000],
    get_object: ['reads', 1000, 1000],
  };
  const place = Object.hasOwn(places, name) ? places[name] : undefined;
  if (!place) return null;
  const [kind, bucketAt, keyAt] = place;
  const bucket = text(argumentAt(call, tree, bucketAt, 'Bucket'));
  const key = text(argumentAt(call, tree, keyAt, 'Key'));
  if (!bucket || !key) return null;
  return {
    kind,
    value: { value: `s3://${bucket.value}/${key.value}`, sure: bucket.sure && key.sure },
  };
}
