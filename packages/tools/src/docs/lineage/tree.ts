/** Reading of the parser's syntax trees, of which we know only the parts that we look at. */

export type TreeNode = Readonly<Record<string, unknown>>;

export const isNode = (value: unknown): value is TreeNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const nodeAt = (node: TreeNode, ...path: readonly string[]): TreeNode | null => {
  let value: unknown = node;
  for (const key of path) {
    if (!isNode(value)) return null;
    value = value[key];
  }
  return isNode(value) ? value : null;
};

export const listAt = (node: TreeNode, key: string): readonly unknown[] => {
  const value = node[key];
  return Array.isArray(value) ? value : [];
};

/** The text of an identifier: `{ name: 'orders', quoted: false }`; a call also has a name. */
export const identifier = (value: unknown): string | null =>
  isNode(value) && typeof value['name'] === 'string' && 'quoted' in value && !('args' in value)
    ? value['name']
    : null;

/** A reference to a table has an identifier as its name: `{ name: { name: 'orders' }, schema, catalog }`. */
export const isTableReference = (value: unknown): value is TreeNode =>
  isNode(value) &&
  identifier(value['name']) !== null &&
  !('args' in value) &&
  !('data_type' in value);

/** `catalog.schema.table`. */
export const tableName = (table: TreeNode): string =>
  ['catalog', 'schema', 'name']
    .flatMap((part) => identifier(table[part]) ?? [])
    .filter((part) => part !== '')
    .join('.');
