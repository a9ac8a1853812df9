import { notesEnd } from '../render/markdown.ts';

/** The hand-written parts of a document by section, and the document without them. */
export interface WithNotes {
  readonly notes: ReadonlyMap<string, string>;
  /** Lines outside the notes, with the markers and their numbers from 1. */
  readonly generated: readonly { readonly line: number; readonly text: string }[];
}

const start = /^<!-- notes: ([a-z-]+) -->$/;

/** Splits a document that was written before. Notes without an end reach to the next marker or the end, so that none is lost. */
export function splitNotes(markdown: string): WithNotes {
  const notes = new Map<string, string>();
  const generated: { line: number; text: string }[] = [];
  let section: string | null = null;
  let kept: string[] = [];
  const close = (): void => {
    if (section !== null && kept.some((line) => line.trim() !== ''))
      notes.set(section, kept.join('\n'));
    section = null;
    kept = [];
  };
  for (const [at, line] of markdown.replaceAll('\r\n', '\n').split('\n').entries()) {
    const placed = { line: at + 1, text: line };
    const begins = start.exec(line);
    if (begins) {
      close();
      section = begins[1]!;
      generated.push(placed);
    } else if (line === notesEnd) {
      close();
      generated.push(placed);
    } else if (section === null) generated.push(placed);
    else kept.push(line);
  }
  close();
  return { notes, generated };
}

/** Puts the notes into a newly written document. Notes of a section that is gone come at the end, under their old name. */
export function withNotes(markdown: string, notes: ReadonlyMap<string, string>): string {
  const left = new Map(notes);
  const lines = markdown.split('\n').flatMap((line) => {
    const section = start.exec(line)?.[1];
    const note = section === undefined ? undefined : left.get(section);
    if (section === undefined || note === undefined) return [line];
    left.delete(section);
    return [line, note];
  });
  const rest = [...left].flatMap(([section, note]) => [
    `<!-- notes: ${section} -->`,
    note,
    notesEnd,
    '',
  ]);
  return rest.length === 0 ? lines.join('\n') : `${[...lines, ...rest].join('\n').trimEnd()}\n`;
}
