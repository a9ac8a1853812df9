import type { Origin, PythonParser, PythonTree, Span } from './syntax.ts';

/** Lines of a statement with its block, 0-based, end exclusive. */
interface Chunk {
  readonly from: number;
  readonly to: number;
}

const maxDepth = 4;

/**
 * The tree of a source, and the lines that are no Python. An error in one statement makes a parser lose others around it; so each
 * statement is also parsed alone, those that cannot be read are blanked out, and the rest is parsed again. Lines stay where they are.
 */
export function readableTree(
  source: string,
  parser: PythonParser,
  origin?: Omit<Origin, 'text'>,
): { tree: PythonTree; unreadable: Span[] } {
  const text = source.startsWith('\uFEFF') ? ` ${source.slice(1)}` : source;
  const tree = parser.parse(text, origin);
  if (tree.errorLines.length === 0) return { tree, unreadable: [] };
  const lines = text.split('\n');
  const bad = badChunks(lines, { from: 0, to: lines.length }, 0, parser);
  if (bad.length === 0)
    return { tree, unreadable: tree.errorLines.map((line) => ({ line, endLine: line })) };
  const kept = lines.map((line, at) =>
    bad.some(({ from, to }) => at >= from && at < to) ? ' '.repeat(line.length) : line,
  );
  for (const { from } of bad) {
    const indent = indentOf(lines[from]!);
    // A block must not become empty.
    if (lines[from]!.length >= indent + 4)
      kept[from] = `${' '.repeat(indent)}pass${' '.repeat(lines[from]!.length - indent - 4)}`;
  }
  const unreadable = bad.map(({ from, to }) => ({
    line: from + 1,
    endLine: lastLine(lines, from, to),
  }));
  return { tree: parser.parse(kept.join('\n'), origin), unreadable };
}

function lastLine(lines: readonly string[], from: number, to: number): number {
  let at = to;
  while (at > from + 1 && lines[at - 1]!.trim() === '') at -= 1;
  return at;
}

/** Statements that cannot be read; of a statement with a block only those in the block, where the rest can. */
function badChunks(
  lines: readonly string[],
  within: Chunk,
  depth: number,
  parser: PythonParser,
): Chunk[] {
  const found: Chunk[] = [];
  for (const chunk of statementsIn(lines, within)) {
    if (isReadable(lines, chunk, parser)) continue;
    const body = bodyOf(lines, chunk);
    const inner = body && depth < maxDepth ? badChunks(lines, body, depth + 1, parser) : [];
    found.push(...(inner.length > 0 ? inner : [chunk]));
  }
  return found;
}

/** Cuts lines where one starts at the indentation of the first, brackets and decorators aside. */
function statementsIn(lines: readonly string[], { from, to }: Chunk): Chunk[] {
  const starts: number[] = [];
  let indent: number | null = null;
  let decorated = false;
  for (let at = from; at < to; at += 1) {
    const line = lines[at]!;
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    indent ??= indentOf(line);
    const continues = /^(?:[)\]}]|(?:elif|else|except|finally)\b)/.test(trimmed) || decorated;
    if (indentOf(line) <= indent) {
      if (!continues) starts.push(at);
      decorated = trimmed.startsWith('@');
    }
  }
  return starts.map((start, at) => ({ from: start, to: starts[at + 1] ?? to }));
}

/** The lines behind the header of a compound statement. */
function bodyOf(lines: readonly string[], { from, to }: Chunk): Chunk | null {
  const indent = indentOf(lines[from]!);
  for (let at = from; at < to - 1; at += 1) {
    if (!/:\s*(?:#.*)?$/.test(lines[at]!)) continue;
    for (let next = at + 1; next < to; next += 1)
      if (lines[next]!.trim() !== '')
        return indentOf(lines[next]!) > indent ? { from: next, to } : null;
  }
  return null;
}

function isReadable(lines: readonly string[], { from, to }: Chunk, parser: PythonParser): boolean {
  const indent = indentOf(lines[from]!);
  const text = lines
    .slice(from, to)
    .map((line) => (indentOf(line) >= indent ? line.slice(indent) : line))
    .join('\n');
  return parser.parse(`${text}\n`).errorLines.length === 0;
}

const indentOf = (line: string): number => /^[ \t]*/.exec(line)![0].length;
