import type { FileDigest } from './digest.ts';
import { orderRotated } from './order-rotated.ts';
import type { ReadyFile } from './search-ranked.ts';

/** A fact that makes an answer less sure, or that was assumed to give it. */
export type ReadingNote = FileDigest['degraded'][number];

/** What was assumed or left out while the files were read, once for all files with the same; never their names, which are text of others. */
export function notesOfFiles(files: readonly ReadyFile[]): ReadingNote[] {
  const groups = new Map<string, { note: ReadingNote; files: number; differs: boolean }>();
  for (const file of files)
    for (const note of notesOf(file)) {
      const key = `${note.what}\n${note.effect}`;
      const known = groups.get(key);
      if (!known) groups.set(key, { note, files: 1, differs: false });
      else {
        known.files += 1;
        known.differs ||= known.note.why !== note.why;
      }
    }
  const assumed = orderRotated(files.map(({ record }) => record)).find(
    ({ rotation }) => rotation?.assumed,
  );
  if (assumed?.rotation?.assumed)
    groups.set('order', {
      note: {
        what: 'order of rotated files',
        why: `It is taken from their names: ${assumed.rotation.assumed}.`,
        effect: 'Where lines have no time, what came first may be wrong.',
      },
      files: assumed.rotation.parts,
      differs: false,
    });
  return [...groups.values()].map(({ note, files: with_, differs }) =>
    files.length === 1
      ? note
      : {
          ...note,
          why: `In ${with_} of ${files.length} files${differs ? ', here of one of them' : ''}: ${note.why}`,
        },
  );
}

function notesOf({ record, digest }: ReadyFile): readonly ReadingNote[] {
  if (!record.error) return digest.degraded;
  const note =
    record.error.code === 'FILE_ENCODING_ASSUMED'
      ? {
          what: 'encoding',
          why: 'The text is not UTF-8, and its encoding was assumed.',
          effect: 'It was stored as UTF-8; letters outside of English may be wrong.',
        }
      : {
          what: 'damaged file',
          why: 'What was sent is damaged.',
          effect: 'It was read up to there; what stands behind is missing.',
        };
  return [note, ...digest.degraded];
}
