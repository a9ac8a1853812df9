export interface Place {
  readonly line: number;
  readonly endLine?: number;
  /** Where it is not the pipeline's own file. */
  readonly file?: string | undefined;
}

/** Lines to look through, downwards first: an argument stands above the lines of its value. */
const [below, above] = [300, 300];

/**
 * The place itself where its lines hold the name; else the nearest line that does. Strings that are put together over several lines,
 * and constants that stand elsewhere in the file, have their names on other lines than the argument that they are given to.
 */
export function nearestPlace(lines: readonly string[], value: string, stated: Place): Place {
  const last = stated.endLine ?? stated.line;
  const [firstLine = '', ...more] = value.split('\n');
  const pieces = value
    .split(/\{\{.*?\}\}|\{[^{}]*\}|\$\{?\w+\}?|\s+/)
    .filter((piece) => piece.length > 1);
  const telling =
    more.length > 0
      ? [firstLine]
      : [
          ...[value, ...pieces.toSorted((a, b) => b.length - a.length)].slice(0, 3),
          // `daily_items` may be made by f"daily_{name}" or f"{day}_items".
          ...(/^.{2,}[_-]/.exec(value) ?? []),
          ...(/[_-].{2,}$/.exec(value) ?? []),
        ];
  for (const text of telling) {
    // SQL writes names with quotes around their parts, which the names do not have.
    const holds = (line: number): boolean => {
      const held = lines[line - 1];
      return (
        held !== undefined &&
        (holdsName(held, text) || holdsName(held.replaceAll(/[`"]/g, ''), text))
      );
    };
    for (let line = stated.line; line <= last; line += 1) if (holds(line)) return stated;
    for (let line = last + 1; line <= Math.min(lines.length, last + below); line += 1)
      if (holds(line)) return { ...stated, line, endLine: line + more.length };
    for (let line = stated.line - 1; line >= Math.max(1, stated.line - above); line -= 1)
      if (holds(line)) return { ...stated, line, endLine: line + more.length };
  }
  return stated;
}

/** Is the text there, and not as a part of a longer name? */
function holdsName(line: string, text: string): boolean {
  const isPart = (character: string | undefined, edge: string | undefined): boolean =>
    character !== undefined && edge !== undefined && /\w/.test(character) && /\w/.test(edge);
  for (let at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + 1))
    if (!isPart(line[at - 1], text[0]) && !isPart(line[at + text.length], text.at(-1))) return true;
  return false;
}
