import { command, pathWord, type Word } from '../quote.ts';
import type { Draft } from '../frame.ts';
import type { Scan } from '../scan.ts';
import { findCommand, readFileQuery, type FileQuery } from '../selection/index.ts';
import { findSeen, type Surroundings } from '../surroundings.ts';
import { inPlaceEdit } from './convert.ts';
import { takeFile } from './text-file.ts';

/** The one file that is edited, or which files of a tree; null where none is named. */
export function takeFiles(scan: Scan, seen: Surroundings): string | FileQuery | null {
  const single = scan.sees('<P>')?.literals[0]?.value;
  const many =
    scan.sees('<E>|{files}(?! <P)') !== null &&
    (single === undefined ||
      findSeen(seen, single)?.kind === 'folder' ||
      /[*?]/.test(single) ||
      scan.sees('<E>') !== null);
  if (!many) return takeFile(scan);
  const query = readFileQuery(scan, seen, 'f');
  return query.roots.length === 0 && query.names.length === 0 ? null : query;
}

/** A script of sed that changes the files themselves; the look-first form prints what it makes of them. */
export function editInPlace(
  seen: Surroundings,
  files: string | FileQuery,
  script: string,
  { extended, kept, look }: { extended: boolean; kept: string | null; look: readonly Word[] },
): Pick<Draft, 'command' | 'lookFirst'> {
  if (typeof files === 'string')
    return {
      command: inPlaceEdit(seen.userland, script, files, extended, kept ?? ''),
      lookFirst: command('sed', ...look, pathWord(files)),
    };
  const edit: Word[] = [
    'sed',
    ...(seen.userland === 'bsd' ? ['-i', kept ?? ''] : [`-i${kept ?? ''}`]),
    ...(extended ? ['-E'] : []),
    script,
  ];
  return {
    command: findCommand(files, seen.userland, '-exec', ...edit, '{}', '+'),
    lookFirst: findCommand(files, seen.userland, '-exec', 'sed', ...look, '{}', '+'),
  };
}
