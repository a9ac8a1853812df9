/** A node of a Python parse tree, as tree-sitter-python names them; anonymous tokens are kept only where they carry a field. */
export interface PythonSyntax {
  readonly type: string;
  /** UTF-16 offsets into the source, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly line: number;
  readonly endLine: number;
  /** The field of the parent that this node fills. */
  readonly field: string | null;
  readonly named: boolean;
  readonly children: readonly PythonSyntax[];
}

export interface PythonTree {
  readonly root: PythonSyntax;
  readonly source: string;
  /** Places that are no Python (ERROR and MISSING nodes), first line of each. */
  readonly errorLines: readonly number[];
}

/** Made by an adapter around a grammar. `parse` throws PYTHON_TOO_COMPLEX where the time or depth limit is reached. */
export interface PythonParser {
  parse(source: string): PythonTree;
}

/** Lines of a source that a fact or finding stands on; 1-based, inclusive. */
export interface Span {
  readonly line: number;
  readonly endLine: number;
}

export const spanOf = ({ line, endLine }: PythonSyntax): Span => ({ line, endLine });

/** First child with this field. */
export const field = (node: PythonSyntax, name: string): PythonSyntax | undefined =>
  node.children.find((child) => child.field === name);

export const fields = (node: PythonSyntax, name: string): PythonSyntax[] =>
  node.children.filter((child) => child.field === name);

/** Named children without comments. */
export const parts = (node: PythonSyntax): PythonSyntax[] =>
  node.children.filter((child) => child.named && child.type !== 'comment');

export const textOf = (tree: { readonly source: string }, node: PythonSyntax): string =>
  tree.source.slice(node.start, node.end);

/** All nodes below and including `node`, in source order, without recursion. */
export function* walk(node: PythonSyntax): Generator<PythonSyntax> {
  const open = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    for (let at = next.children.length - 1; at >= 0; at -= 1) open.push(next.children[at]!);
  }
}
