import type { SourceFile } from './source-file.ts';

interface Cell {
  readonly language: 'python' | 'sql' | 'shell' | 'markdown';
  readonly text: string;
  /** Line of the cell's first line in the text that `cellsAsFiles` gives. */
  readonly line: number;
}

const maxCells = 5000;

/**
 * The cells of a Jupyter notebook (format 4) by language: `%%sql` and `%sql` are SQL, `%%bash` and `!` shell. Each language becomes one
 * text, in which the cells keep their order; lines of others are left empty, so that a line means the same place in all of them.
 * @returns null where the text is no notebook.
 */
export function cellsOf(notebook: SourceFile): readonly Cell[] | null {
  let read: unknown;
  try {
    read = JSON.parse(notebook.text);
  } catch {
    return null;
  }
  const cells = (read as { cells?: unknown }).cells;
  if (!Array.isArray(cells)) return null;
  let line = 1;
  return cells.slice(0, maxCells).flatMap((each: unknown) => {
    const { cell_type: type, source } = (each ?? {}) as { cell_type?: unknown; source?: unknown };
    const lines = Array.isArray(source)
      ? source.filter((part) => typeof part === 'string').join('')
      : typeof source === 'string'
        ? source
        : '';
    if (type !== 'code' && type !== 'markdown') return [];
    const first = line;
    line += lines.split('\n').length + 1;
    if (type === 'markdown') return [{ language: 'markdown' as const, text: lines, line: first }];
    const magic = /^%%?(sql|bash|sh|spark\.sql)\b[^\n]*\n?/.exec(lines);
    const language = magic
      ? magic[1]!.includes('sql')
        ? 'sql'
        : 'shell'
      : lines.startsWith('!')
        ? 'shell'
        : 'python';
    const text = magic
      ? `${lines.startsWith('%%') ? '\n' : ''}${lines.slice(magic[0].length)}`
      : lines.replaceAll(/^[!%]/gm, '# ');
    return [{ language, text, line: first } as Cell];
  });
}

/** The text of one language of a notebook, with the cells at the lines that `cellsOf` gives them. */
export function textOfCells(cells: readonly Cell[], language: Cell['language']): string {
  const lines: string[] = [];
  for (const cell of cells) {
    if (cell.language !== language) continue;
    while (lines.length < cell.line - 1) lines.push('');
    lines.push(...cell.text.split('\n'));
  }
  return lines.join('\n');
}
