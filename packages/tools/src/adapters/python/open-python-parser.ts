import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { SherpaError } from '../../errors.ts';
import type { PythonOrigin, PythonParser, PythonSyntax } from '../../airflow/index.ts';
import type { Parser, Tree, TreeCursor } from 'web-tree-sitter';

/** Longest time one file may take. */
const maxMilliseconds = 5000;
/** Deeper trees come from generators that went wrong or from an attack. */
const maxDepth = 2000;

/** The grammar, loaded once per process: 40 ms. */
let loading: Promise<Parser> | undefined;

/** A Python parser (tree-sitter, WASM). Trees are copied into plain objects, so that no memory of the WASM stays behind. */
export async function openPythonParser(): Promise<PythonParser> {
  loading ??= loadParser();
  const parser = await loading;
  return {
    parse(source, { file, module } = { file: null, module: null }) {
      const tree = parseInTime(parser, source);
      try {
        return copyTree(tree, { text: source, file, module });
      } finally {
        tree.delete();
      }
    },
  };
}

async function loadParser(): Promise<Parser> {
  const { Language, Parser } = await import('web-tree-sitter');
  const require = createRequire(import.meta.url);
  await Parser.init();
  const grammar = await readFile(require.resolve('tree-sitter-python/tree-sitter-python.wasm'));
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  return parser;
}

function parseInTime(parser: Parser, source: string): Tree {
  const end = performance.now() + maxMilliseconds;
  const tree = parser.parse(source, null, {
    // True stops the parser; the type of the library says otherwise.
    progressCallback: (() => performance.now() > end) as () => void,
  });
  if (tree) return tree;
  parser.reset();
  throw new SherpaError('PYTHON_TOO_COMPLEX');
}

/** A node while its children are still being added. */
type Growing = PythonSyntax & { readonly children: PythonSyntax[] };

function copyTree(tree: Tree, origin: PythonOrigin): ReturnType<PythonParser['parse']> {
  const cursor = tree.walk();
  const errorLines = new Set<number>();
  const root = copyNode(cursor, errorLines, origin);
  const open: Growing[] = [root];
  try {
    for (;;) {
      if (cursor.gotoFirstChild()) {
        if (open.length > maxDepth) throw new SherpaError('PYTHON_TOO_COMPLEX');
        open.push(add(open.at(-1)!, cursor, errorLines, origin));
        continue;
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return { root, source: origin.text, errorLines: [...errorLines] };
        open.pop();
      }
      open.pop();
      open.push(add(open.at(-1)!, cursor, errorLines, origin));
    }
  } finally {
    cursor.delete();
  }
}

function add(
  parent: Growing,
  cursor: TreeCursor,
  errorLines: Set<number>,
  origin: PythonOrigin,
): Growing {
  const node = copyNode(cursor, errorLines, origin);
  // Brackets, commas and keywords say nothing that the type of their parent does not say.
  if (node.named || node.field !== null) parent.children.push(node);
  return node;
}

function copyNode(cursor: TreeCursor, errorLines: Set<number>, origin: PythonOrigin): Growing {
  const line = cursor.startPosition.row + 1;
  const type = cursor.nodeType;
  if (type === 'ERROR' || cursor.nodeIsMissing) errorLines.add(line);
  return {
    type,
    start: cursor.startIndex,
    end: cursor.endIndex,
    line,
    endLine: cursor.endPosition.row + 1,
    field: cursor.currentFieldName,
    named: cursor.nodeIsNamed,
    children: [],
    origin,
  };
}
