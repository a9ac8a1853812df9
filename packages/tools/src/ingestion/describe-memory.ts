import { inCodeSpan } from '../diagnosis/index.ts';
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
  return `${start}; the note on what fixed it says: ${inCodeSpan(note.text, maxNote)}.`;
}

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
