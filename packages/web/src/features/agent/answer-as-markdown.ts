import type { Answer } from '@datasherpa/agent/plugin';
import { visibleText } from '../../components/ui/visible-text.ts';

/**
 * An answer as Markdown for a ticket or a chat: the words, the quoted lines with their places, the next steps, and what was not seen.
 * Quotes stand in fences that are longer than any run of backticks in them, so that a line of a log cannot get out.
 */
export function answerAsMarkdown(answer: Answer): string {
  const evidence = answer.evidence.map(
    ({ id, source, lines: [from, to], quote }) =>
      `${id}: ${inline(`${source}:${from}${to > from ? `-${to}` : ''}`)}\n\n${fenced(quote)}`,
  );
  const reservations = [
    ...answer.degraded.map(({ what, why, effect }) => `${inline(what)}: ${why} ${effect}`),
    ...answer.limits.map(
      ({ what, total, shown, why }) => `${shown} of ${total} ${what} shown. ${why}`,
    ),
  ];
  return [
    visibleText(answer.summary),
    ...(evidence.length > 0 ? ['## Evidence', ...evidence] : []),
    ...list('What to do next', answer.next),
    ...list('What this answer did not see', reservations),
  ].join('\n\n');
}

const list = (title: string, points: readonly string[]): string[] =>
  points.length > 0
    ? [`## ${title}`, points.map((point) => `- ${visibleText(point)}`).join('\n')]
    : [];

const inline = (text: string): string => {
  const fence = fenceFor(text, 1);
  return `${fence} ${visibleText(text)} ${fence}`;
};

const fenced = (text: string): string => {
  const fence = fenceFor(text, 3);
  return `${fence}\n${visibleText(text)}\n${fence}`;
};

const fenceFor = (text: string, least: number): string =>
  '`'.repeat(Math.max(least, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length + 1)));
