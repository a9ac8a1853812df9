import type { SqlDataset } from './statement-lineage.ts';
import { identifier, isNode, isTableReference, listAt, tableName, type TreeNode } from './tree.ts';

/** Names that stand for a query and not for a table, at one place of the tree. */
type Scope = ReadonlySet<string>;

/** Formats of files, as Spark names them. */
export const fileFormats: ReadonlySet<string> = new Set([
  'parquet',
  'orc',
  'json',
  'csv',
  'text',
  'avro',
  'delta',
  'iceberg',
  'binaryfile',
]);

/** A dataset of a reference; Spark reads files with ``parquet.`/path` ``. */
export function datasetOf(table: TreeNode): SqlDataset | null {
  const name = tableName(table);
  if (name === '' || name.startsWith('@')) return null;
  const file = identifier(table['name']) ?? '';
  const schema = identifier(table['schema'])?.toLowerCase() ?? '';
  return fileFormats.has(schema) && file.includes('/')
    ? { name: file, kind: 'path' }
    : { name, kind: 'table' };
}

/**
 * All tables that a tree reads: every reference that is not a common table expression in scope and not a column of a table that stands
 * before it in the same FROM (BigQuery's `FROM t, t.items`).
 */
export function readTables(tree: unknown, scope: Scope = new Set()): SqlDataset[] {
  const found: SqlDataset[] = [];
  walk(tree, scope, found);
  return found;
}

function walk(value: unknown, scope: Scope, found: SqlDataset[]): void {
  if (Array.isArray(value)) {
    for (const each of value) walk(each, scope, found);
    return;
  }
  if (!isNode(value)) return;
  const inner = withExpressions(value, scope, found);
  const table = value['table'];
  if (isTableReference(table)) {
    const dataset = datasetOf(table);
    const name = identifier(table['name'])!.toLowerCase();
    const isQuery = identifier(table['schema']) === null && inner.has(name);
    if (dataset && !isQuery) found.push(dataset);
  }
  const streamed = streamOf(value);
  if (streamed) found.push(streamed);
  const before = aliasesBefore(value);
  for (const [key, child] of Object.entries(value)) {
    // A procedure is no table.
    if (key === 'with' || key === 'execute' || identifier(child) !== null) continue;
    if (key === 'insert' && isNode(child)) {
      // What a nested INSERT writes is not read.
      walk({ ...child, table: null }, inner, found);
      continue;
    }
    if (before && (key === 'from' || key === 'joins')) {
      for (const item of itemsOf(key, child)) {
        if (!isColumnOf(item, before)) walk(item, inner, found);
        remember(item, before);
      }
    } else walk(child, inner, found);
  }
}

/** Databricks' `FROM STREAM(table)` reads the table. */
function streamOf(node: TreeNode): SqlDataset | null {
  const call = node['function'];
  if (!isNode(call) || String(call['name']).toLowerCase() !== 'stream') return null;
  const [first] = listAt(call, 'args');
  const column = isNode(first) ? first['column'] : null;
  if (!isNode(column)) return null;
  const name = [identifier(column['table']), identifier(column['name'])].filter(Boolean).join('.');
  return name === '' ? null : { name, kind: 'table' };
}

/** Walks the common table expressions of a node; gives the scope in which the node itself stands. */
function withExpressions(node: TreeNode, scope: Scope, found: SqlDataset[]): Scope {
  const clause = node['with'];
  if (!isNode(clause)) return scope;
  const names = new Set(scope);
  const recursive = clause['recursive'] === true;
  for (const each of listAt(clause, 'ctes')) {
    if (!isNode(each)) continue;
    const name = identifier(each['alias'])?.toLowerCase() ?? '';
    walk(each['this'], recursive ? new Set([...names, name]) : names, found);
    names.add(name);
  }
  return names;
}

const aliasesBefore = (node: TreeNode): Set<string> | null =>
  'from' in node ? new Set<string>() : null;

const itemsOf = (key: string, child: unknown): readonly unknown[] =>
  key === 'from'
    ? isNode(child)
      ? listAt(child, 'expressions')
      : []
    : Array.isArray(child)
      ? child
      : [];

const tableIn = (item: unknown): TreeNode | null => {
  if (!isNode(item)) return null;
  const table = item['table'] ?? (isNode(item['this']) ? item['this']['table'] : null);
  return isTableReference(table) ? table : null;
};

function isColumnOf(item: unknown, before: ReadonlySet<string>): boolean {
  const table = tableIn(item);
  const schema = table && table['catalog'] == null ? identifier(table['schema']) : null;
  return schema !== null && before.has(schema.toLowerCase());
}

function remember(item: unknown, before: Set<string>): void {
  const table = tableIn(item);
  if (!table) return;
  const name = identifier(table['alias']) ?? identifier(table['name']);
  if (name !== null) before.add(name.toLowerCase());
}
