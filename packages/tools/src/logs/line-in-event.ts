import type { LogEvent } from './event.ts';

/** The line of the file that holds a character of the text of an event, and what of the text is on it: [from, to). */
export function lineInEvent(
  { line, text, joins = [] }: Pick<LogEvent, 'line' | 'text' | 'joins'>,
  index: number,
): { readonly line: number; readonly from: number; readonly to: number } {
  let from = index === 0 ? 0 : text.lastIndexOf('\n', index - 1) + 1;
  const newline = text.indexOf('\n', index);
  let to = newline < 0 ? text.length : newline;
  let number = line;
  for (let at = text.indexOf('\n'); at >= 0 && at < from; at = text.indexOf('\n', at + 1))
    number += 1;
  for (const join of joins) {
    if (join <= index) {
      number += 1;
      from = Math.max(from, join);
    } else to = Math.min(to, join);
  }
  return { line: number, from, to };
}

/** What the event says on the line of the file that is `skip` lines behind its first one; joined lines are given whole. */
export function textOfLine(
  { text, joins = [] }: Pick<LogEvent, 'text' | 'joins'>,
  skip: number,
): string {
  let left = skip;
  let from = 0;
  for (const line of text.split('\n')) {
    const to = from + line.length;
    left -= 1 + joins.filter((join) => join >= from && join <= to).length;
    if (left < 0) return line;
    from = to + 1;
  }
  return '';
}
