/**
 * Text of others (a log, a user) for a sentence of ours, on one line and cut at `longest` characters. Inside a code span nothing is
 * markup, no link and no citation; a code span of several words is also what no model gets to read.
 */
export function inCodeSpan(text: string, longest: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const shown = line.length > longest ? `${line.slice(0, longest)} …` : line;
  const ticks = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(ticks + 1);
  return ticks === 0 ? `${fence}${shown}${fence}` : `${fence} ${shown} ${fence}`;
}
