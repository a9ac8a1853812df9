import { columnsOf } from './columns-of.ts';
import { datasetOf, readTables } from './read-tables.ts';
import { distinct, type SqlDataset, type StatementLineage } from './statement-lineage.ts';
import { isNode, isTableReference, listAt, nodeAt, type TreeNode } from './tree.ts';

type Effects = Pick<StatementLineage, 'action' | 'reads' | 'writes' | 'columns'>;

/** Statements that move no data between tables: what they name is neither read nor written (sqllineage's convention). */
const withoutLineage = new Set([
  'alter_view',
  'analyze',
  'cache',
  'comment',
  'describe',
  'drop_schema',
  'drop_table',
  'drop_view',
  'grant',
  'refresh',
  'revoke',
  'set',
  'show',
  'uncache',
  'use',
]);

/**
 * Tables and columns of one parsed statement.
 * @returns null for a statement whose tree has no structure (the parser keeps some as plain text).
 */
export function lineageOfTree(tree: unknown): Effects | null {
  const statement = Array.isArray(tree) ? tree[0] : tree;
  if (!isNode(statement)) return null;
  const [kind = '', body] = Object.entries(statement).find(([, value]) => isNode(value)) ?? [];
  if (kind === 'command' || kind === 'raw' || !isNode(body)) return null;
  const action = kind.replaceAll('_', ' ');
  const effects = (
    writes: readonly (SqlDataset | null)[],
    reads: readonly unknown[],
    query?: unknown,
  ): Effects => ({
    action,
    writes: distinct([...writes.flatMap((each) => each ?? []), ...writesInside(body)]),
    reads: distinct(readTables(reads.length === 0 ? [] : scoped(body, reads))),
    columns: query === undefined ? [] : columnsOf(withOf(body, query)),
  });

  if (withoutLineage.has(kind)) return nothing(action);
  switch (kind) {
    case 'insert':
      // What the parser kept as plain text inside is read from its words.
      if (nodeAt(body, 'query', 'command')) return null;
      return effects(
        [directory(body) ?? target(body['table'])],
        [body['query'], body['values'], body['source'], body['on_conflict']],
        body['query'],
      );
    case 'multitable_inserts':
      return effects(
        listAt(body, 'expressions').map((each) =>
          isNode(each)
            ? target(nodeAt(each, 'conditional_insert', 'this', 'insert', 'table'))
            : null,
        ),
        [body['source']],
        body['source'],
      );
    case 'merge':
      return effects([target(unwrapped(body['this']))], [body['using']]);
    case 'update':
      return effects(
        [target(body['table'])],
        [
          body['from_clause'],
          body['from'],
          body['table_joins'],
          body['joins'],
          body['from_joins'],
          // MySQL's UPDATE a, b SET a.x = b.y
          references(listAt(body, 'extra_tables')),
          body['set'],
          body['where_clause'],
        ],
      );
    case 'delete':
      // A plain DELETE moves nothing; what it reads besides its own table is read.
      return effects([], [references(listAt(body, 'using')), body['where_clause'], body['joins']]);
    case 'create_table':
      return effects(
        [target(body['name'])],
        [body['as_select'], references([body['clone_source'], ...likeSources(body)])],
        body['as_select'],
      );
    case 'create_task': {
      // Snowflake: a statement that is kept and run by a schedule.
      const inner = lineageOfTree(body['body']);
      return inner ? { ...inner, action } : nothing(action);
    }
    case 'create_view':
      return effects([target(body['name'])], [body['query']], body['query']);
    case 'alter_table':
      return { action, ...swapped(body), columns: [] };
    case 'copy':
      return body['is_into'] === true ||
        (body['kind'] === true && isNode(body['this']) && 'table' in body['this'])
        ? effects([target(body['this'])], [body['files']])
        : effects([], [body['this']]);
    case 'load_data':
      return effects([target(body['table'])], []);
    case 'truncate':
    case 'create_schema':
    case 'create_function':
      return nothing(action);
    default:
      return effects([target(nodeAt(body, 'into', 'this'))], [withoutInto(statement)], statement);
  }
}

const nothing = (action: string): Effects => ({ action, reads: [], writes: [], columns: [] });

/** `INSERT OVERWRITE DIRECTORY`. */
function directory(body: TreeNode): SqlDataset | null {
  const path = nodeAt(body, 'directory')?.['path'];
  return typeof path === 'string' ? { name: path, kind: 'path' } : null;
}

/** References that stand in the tree without a `table` above them. */
const references = (values: readonly unknown[]): unknown[] =>
  values.filter(isTableReference).map((table) => ({ table }));

/** The dataset of a reference, also below `{ table }` or an alias. */
function target(value: unknown): SqlDataset | null {
  if (!isNode(value)) return null;
  if (isTableReference(value)) return datasetOf(value);
  // `t (a, b)` is a schema around the table.
  return target(value['table'] ?? value['this'] ?? value['schema']);
}

const unwrapped = (value: unknown): unknown =>
  nodeAt(isNode(value) ? value : {}, 'alias', 'this') ?? value;

/** Parts of a statement in the scope of its WITH clause. */
const scoped = (body: TreeNode, parts: readonly unknown[]): unknown =>
  body['with'] === undefined || body['with'] === null ? parts : { with: body['with'], parts };

const withOf = (body: TreeNode, query: unknown): unknown =>
  isNode(query) && isNode(body['with']) ? { ...query, outer: body['with'] } : query;

const withoutInto = (statement: TreeNode): unknown =>
  isNode(statement['select']) ? { select: { ...statement['select'], into: null } } : statement;

/** `CREATE TABLE a LIKE b` takes the structure of b. */
const likeSources = (body: TreeNode): unknown[] =>
  listAt(body, 'constraints').flatMap((each) =>
    isNode(each) ? (nodeAt(each, 'Like', 'source') ?? []) : [],
  );

/** Snowflake's `ALTER TABLE a SWAP WITH b`: b's rows come into a. Renaming moves nothing. */
function swapped(body: TreeNode): Pick<Effects, 'reads' | 'writes'> {
  for (const each of listAt(body, 'actions')) {
    const other = isNode(each) ? nodeAt(each, 'SwapWith') : null;
    const read = other && target(other);
    const written = target(body['name']);
    if (read && written) return { reads: [read], writes: [written] };
    const moved = isNode(each) ? exchanged(each) : null;
    if (moved && written) return { reads: [moved], writes: [written] };
  }
  return { reads: [], writes: [] };
}

/** `ALTER TABLE a EXCHANGE PARTITION ... WITH TABLE b` moves rows of b into a. */
function exchanged(action: TreeNode): SqlDataset | null {
  const exchange = nodeAt(action, 'ExchangePartition');
  return exchange
    ? target(exchange['source'] ?? exchange['table'] ?? exchange['with_table'])
    : null;
}

/** Statements that write inside a WITH clause (PostgreSQL): `WITH gone AS (DELETE ... RETURNING *)` takes rows out of its table. */
function writesInside(body: TreeNode): SqlDataset[] {
  const clause = body['with'];
  if (!isNode(clause)) return [];
  return listAt(clause, 'ctes').flatMap((each) => {
    const inner = isNode(each) && isNode(each['this']) ? each['this'] : {};
    for (const kind of ['delete', 'insert', 'update', 'merge']) {
      const written = isNode(inner[kind])
        ? target(inner[kind]['table'] ?? inner[kind]['this'])
        : null;
      if (written) return [written];
    }
    return [];
  });
}
