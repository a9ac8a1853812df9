import type { FailureMemory } from './remember-failure.ts';

const maxNote = 300;

/** One sentence of Markdown about what is remembered; '' where it was never seen before and has no note. */
export function describeMemory({
  status,
  occurrences,
  firstSeen,
  note,
}: Pick<FailureMemory, 'status' | 'occurrences' | 'firstSeen' | 'note'>): string {
  const seen =
    occurrences > 1 ? `This failure was seen ${occurrences} times since ${day(firstSeen)}` : '';
  if (!note) return seen === '' ? '' : `${seen}.`;
  const start =
    status === 'regressed'
      ? `${seen}, also after it was noted as fixed on ${day(note.at)}`
      : seen === ''
        ? 'This failure is known'
        : seen;
  return `${start}; the note on what fixed it says: ${asCode(note.text)}.`;
}

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** A note is text of a user: inside a code span nothing is markup, no link and no citation. */
function asCode(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const shown = line.length > maxNote ? `${line.slice(0, maxNote)} …` : line;
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${shown}${fence}` : `${fence} ${shown} ${fence}`;
}
