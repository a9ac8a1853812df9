import type { DescribedStage } from './job-description.ts';
import { fieldOf, readStage, type Refuse } from './stage-fields.ts';

/** A table of stages: Markdown, tabs, commas, or columns set apart by two blanks; its first row names the columns. */
export function tableAt(
  lines: readonly string[],
  at: number,
  refuse: Refuse,
): { readonly stages: DescribedStage[]; readonly end: number } | null {
  const header = cellsOf(lines[at]!);
  if (header.length < 3 || header.filter((cell) => fieldOf(cell) !== null).length < 2) return null;
  const stages: DescribedStage[] = [];
  let end = at + 1;
  for (; end < lines.length; end += 1) {
    const line = lines[end]!;
    if (/^[\s|:+-]*$/.test(line) && line.trim() !== '') continue;
    const cells = cellsOf(line);
    if (cells.length < 2 || !/\d/.test(line)) break;
    const stage = readStage(
      header.map((name, column) => [name, cells[column] ?? ''] as const),
      stages.length,
      refuse,
    );
    if (stage) stages.push(stage);
  }
  return stages.length === 0 ? null : { stages, end };
}

function cellsOf(line: string): string[] {
  const separator = line.includes('|')
    ? /\s*\|\s*/
    : line.includes('\t')
      ? /\t/
      : / {2,}/.test(line.trim())
        ? / {2,}/
        : /\s*,\s*/;
  return line
    .trim()
    .replaceAll(/^\||\|$/g, '')
    .split(separator)
    .map((cell) => cell.trim());
}
