import { hashOf } from '../render/markdown.ts';
import { splitNotes, withNotes } from './split-notes.ts';

export interface Drift {
  /** Statements of the existing document that the code does not bear out, with their line in it. */
  readonly stale: readonly { readonly line: number; readonly text: string }[];
  /** Statements that the code gives and the document lacks. */
  readonly missing: readonly string[];
  /** Statements that are right but stand at other lines of the code now. */
  readonly moved: number;
  /** The document as it would be written now, with the notes of the existing one. */
  readonly fresh: string;
}

/** A place in the code at the end of a statement, or in the last cell of a row. */
const place = /`[^`\s]+:\d+(?:-\d+)?`/g;
/** What differs between two runs over the same facts, and says nothing about the pipeline. */
const provenance = /^- (Source: |Written by )/;
const isStatement = (line: string): boolean =>
  line.trim() !== '' &&
  !line.startsWith('<!--') &&
  !/^\|(?: ?:?-+:? ?\|)+$/.test(line) &&
  !provenance.test(line);
const withoutPlace = (line: string): string => line.replaceAll(place, '`-`');
/** A sentence that a model worded carries a hash of the one that it stands for. */
const worded = / <!-- worded: ([0-9a-f]{8}) -->$/;
const placeBehind = / \(`[^`\s]+:\d+(?:-\d+)?`\)$/;

/** Compares a document on disk with what the code gives now, statement by statement; notes are left alone. */
export function compareDocuments(existing: string, markdown: string): Drift {
  const { notes, generated } = splitNotes(existing);
  const now = splitNotes(markdown)
    .generated.map(({ text }) => text)
    .filter(isStatement);
  const count = (lines: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
    return counts;
  };
  const wanted = count(now.map(withoutPlace));
  const exact = count(now);
  const stale: { line: number; text: string }[] = [];
  let moved = 0;
  const templates = new Map(
    now.map((line) => [hashOf(line.replace(/^- /, '').replace(placeBehind, '')), line]),
  );
  for (const each of generated) {
    const text = templates.get(worded.exec(each.text)?.[1] ?? '') ?? each.text;
    if (!isStatement(text)) continue;
    const key = withoutPlace(text);
    const left = wanted.get(key) ?? 0;
    if (left === 0) stale.push(each);
    else {
      wanted.set(key, left - 1);
      const same = exact.get(text) ?? 0;
      if (same === 0) moved += 1;
      else exact.set(text, same - 1);
    }
  }
  const missing: string[] = [];
  for (const line of now) {
    const left = wanted.get(withoutPlace(line)) ?? 0;
    if (left > 0) {
      missing.push(line);
      wanted.set(withoutPlace(line), left - 1);
    }
  }
  return { stale, missing, moved, fresh: withNotes(markdown, notes) };
}
