import { datasetOf } from './read-tables.ts';
import type { ColumnLineage } from './statement-lineage.ts';
import {
  identifier,
  isNode,
  isTableReference,
  listAt,
  nodeAt,
  tableName,
  type TreeNode,
} from './tree.ts';

/** What a name in FROM stands for: a table, or a query with known columns. */
interface Source {
  readonly alias: string;
  readonly table: string | null;
  readonly columns: readonly ColumnLineage[];
}

/** Queries that have a name (WITH), by lower-case name. */
type Named = ReadonlyMap<string, readonly ColumnLineage[]>;

const maxDepth = 60;
const setOperations = ['union', 'intersect', 'except'] as const;

/**
 * The columns of a query and where each comes from, through subqueries and WITH. What cannot be said (a column without a table where
 * several could have it) is given without a table; a query that is nested too deep has no columns.
 */
export function columnsOf(query: unknown): ColumnLineage[] {
  return resolve(query, new Map(), 0).map(({ column, from }) => ({
    column,
    from: [...new Set(from)],
  }));
}

function resolve(query: unknown, named: Named, depth: number): ColumnLineage[] {
  if (!isNode(query) || depth > maxDepth) return [];
  const outer = isNode(query['outer']) ? withNames(query['outer'], named, depth) : named;
  const select = nodeAt(query, 'select');
  if (select) return ofSelect(select, withNames(select['with'], outer, depth), depth);
  for (const kind of setOperations) {
    const operation = nodeAt(query, kind);
    if (!operation) continue;
    const scope = withNames(operation['with'], outer, depth);
    const left = resolve(operation['left'], scope, depth + 1);
    const right = resolve(operation['right'], scope, depth + 1);
    return left.map(({ column, from }, at) => ({
      column,
      from: kind === 'except' ? from : [...from, ...(right[at]?.from ?? [])],
    }));
  }
  const inner = nodeAt(query, 'subquery') ?? nodeAt(query, 'paren');
  return inner ? resolve(inner['this'], withNames(inner['with'], outer, depth), depth + 1) : [];
}

function withNames(clause: unknown, named: Named, depth: number): Named {
  if (!isNode(clause)) return named;
  const names = new Map(named);
  for (const each of listAt(clause, 'ctes')) {
    const name = isNode(each) ? identifier(each['alias']) : null;
    if (name === null || !isNode(each)) continue;
    const renamed = listAt(each, 'columns').map(identifier);
    const columns = resolve(each['this'], names, depth + 1);
    names.set(
      name.toLowerCase(),
      columns.map((column, at) => ({ ...column, column: renamed[at] ?? column.column })),
    );
  }
  return names;
}

function ofSelect(select: TreeNode, named: Named, depth: number): ColumnLineage[] {
  const sources = [
    ...listAt(nodeAt(select, 'from') ?? {}, 'expressions'),
    ...listAt(select, 'joins').map((join) => (isNode(join) ? join['this'] : null)),
  ].flatMap((item) => sourceOf(item, named, depth) ?? []);
  return listAt(select, 'expressions').flatMap((expression, at) =>
    columnOf(expression, at, sources, named, depth),
  );
}

function sourceOf(item: unknown, named: Named, depth: number): Source | null {
  if (!isNode(item)) return null;
  if (isTableReference(item['table'])) {
    const table = item['table'];
    const name = datasetOf(table)?.name ?? tableName(table);
    const alias = (identifier(table['alias']) ?? identifier(table['name']) ?? name).toLowerCase();
    const query = identifier(table['schema']) === null ? named.get(name.toLowerCase()) : undefined;
    return query ? { alias, table: null, columns: query } : { alias, table: name, columns: [] };
  }
  const inner = nodeAt(item, 'subquery');
  if (inner)
    return {
      alias: (identifier(inner['alias']) ?? '').toLowerCase(),
      table: null,
      columns: resolve(inner['this'], named, depth + 1),
    };
  const wrapped =
    nodeAt(item, 'pivot') ??
    nodeAt(item, 'unpivot') ??
    nodeAt(item, 'alias') ??
    nodeAt(item, 'paren');
  return wrapped ? sourceOf(wrapped['this'], named, depth + 1) : null;
}

function columnOf(
  expression: unknown,
  at: number,
  sources: readonly Source[],
  named: Named,
  depth: number,
): ColumnLineage[] {
  if (!isNode(expression)) return [];
  const star = nodeAt(expression, 'star');
  if (star) {
    const of = (identifier(star['table']) ?? '').toLowerCase();
    return sources
      .filter(({ alias }) => of === '' || alias === of)
      .flatMap(({ table, columns }) =>
        table === null ? columns : [{ column: '*', from: [`${table}.*`] }],
      );
  }
  const alias = nodeAt(expression, 'alias');
  const value = alias ? alias['this'] : expression;
  const column = nodeAt(expression, 'column');
  const name =
    (alias && identifier(alias['alias'])) ??
    (column && identifier(column['name'])) ??
    `column ${at + 1}`;
  return [{ column: name, from: originsIn(value, sources, named, depth) }];
}

/** Where the columns of an expression come from; subqueries in it bring theirs. */
function originsIn(
  value: unknown,
  sources: readonly Source[],
  named: Named,
  depth: number,
): string[] {
  if (depth > maxDepth) return [];
  if (Array.isArray(value))
    return value.flatMap((each) => originsIn(each, sources, named, depth + 1));
  if (!isNode(value)) return [];
  if ('select' in value || 'union' in value || 'subquery' in value)
    return resolve(value, named, depth + 1).flatMap(({ from }) => from);
  const column = nodeAt(value, 'column');
  const name = column && identifier(column['name']);
  if (column && name !== null) return origin(name, identifier(column['table']), sources);
  return Object.values(value).flatMap((each) => originsIn(each, sources, named, depth + 1));
}

function origin(name: string, qualifier: string | null, sources: readonly Source[]): string[] {
  const of = qualifier?.toLowerCase();
  const candidates = of === undefined ? sources : sources.filter(({ alias }) => alias === of);
  const known = candidates.flatMap(({ columns }) =>
    columns.filter(({ column }) => column.toLowerCase() === name.toLowerCase()),
  );
  if (known.length > 0) return known.flatMap(({ from }) => from);
  const [only] = candidates;
  if (candidates.length !== 1 || !only) return [name];
  if (only.table !== null) return [`${only.table}.${name}`];
  // The query passes on all columns of its tables.
  const stars = only.columns.filter(({ column }) => column === '*').flatMap(({ from }) => from);
  return stars.map((star) => `${star.slice(0, -1)}${name}`);
}
