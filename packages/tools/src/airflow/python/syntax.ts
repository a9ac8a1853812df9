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
  readonly origin: Origin;
}

/** The text that a node stands in, and what is known of it. */
export interface Origin {
  readonly text: string;
  /** Path of a file that another one imports; null for the file that is read. */
  readonly file: string | null;
  /** Its name as a module, as it was imported; null for the file that is read. */
  readonly module: string | null;
}

export interface PythonTree {
  readonly root: PythonSyntax;
  readonly source: string;
  /** Places that are no Python (ERROR and MISSING nodes), first line of each. */
  readonly errorLines: readonly number[];
}

/** Made by an adapter around a grammar. `parse` throws PYTHON_TOO_COMPLEX where the time or depth limit is reached. */
export interface PythonParser {
  parse(source: string, origin?: Omit<Origin, 'text'>): PythonTree;
}

/** Lines of a source that a fact or finding stands on; 1-based, inclusive. */
export interface Span {
  readonly line: number;
  readonly endLine: number;
  /** Path of the imported file that the lines are of; without it they are of the file that is read. */
  readonly file?: string;
}

export const spanOf = ({ line, endLine, origin: { file } }: PythonSyntax): Span =>
  file === null ? { line, endLine } : { line, endLine, file };

/** First child with this field. */
export const field = (node: PythonSyntax, name: string): PythonSyntax | undefined =>
  node.children.find((child) => child.field === name);

export const fields = (node: PythonSyntax, name: string): PythonSyntax[] =>
  node.children.filter((child) => child.field === name);

/** Named children without comments. */
export const parts = (node: PythonSyntax): PythonSyntax[] =>
  node.children.filter((child) => child.named && child.type !== 'comment');

export const textOf = ({ origin, start, end }: PythonSyntax): string =>
  origin.text.slice(start, end);

/** All nodes below and including `node`, in source order, without recursion. */
export function* walk(node: PythonSyntax): Generator<PythonSyntax> {
  const open = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    for (let at = next.children.length - 1; at >= 0; at -= 1) open.push(next.children[at]!);
  }
}
