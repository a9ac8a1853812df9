import { command, pathWord, raw, type Word } from '../quote.ts';
import type { Userland } from '../surroundings.ts';
import type { FileQuery } from './file-query.ts';
import { contentWords } from './read-content.ts';

/** The start of a find command; what is done with the files follows. */
export function findCommand(
  query: FileQuery,
  userland: Userland,
  ...action: readonly Word[]
): string {
  const roots = query.roots.length > 0 ? query.roots : ['.'];
  const depth = [
    ...(query.depth.min === undefined ? [] : ['-mindepth', String(query.depth.min)]),
    ...(query.depth.max === undefined ? [] : ['-maxdepth', String(query.depth.max)]),
  ];
  // BSD's find has no depth options of old; today's has. BusyBox has -maxdepth, and -mindepth since 1.2x.
  const tests = query.tests.map((word) =>
    userland !== 'gnu' && typeof word !== 'string' && word.raw === '-xtype'
      ? raw(`-exec sh -c '[ ! -e "$1" ]' sh {} \\; -a -type`)
      : word,
  );
  const type = query.type === null ? [] : ['-type', query.type];
  // Not every BusyBox has -delete.
  const done =
    userland === 'busybox'
      ? action.flatMap((word): Word[] =>
          word === '-delete'
            ? ['-exec', ...(query.type === 'd' ? ['rmdir'] : ['rm', '-f']), '--', '{}', '+']
            : [word],
        )
      : action;
  const content = query.content ?? [];
  const packed = query.names.length > 0 && query.names.every((name) => name.endsWith('.gz'));
  return command(
    'find',
    ...roots.map((root) => pathWord(root)),
    ...depth,
    ...type,
    ...tests,
    ...content.flatMap((each, at) =>
      contentWords(each, packed, done.length === 0 && at === content.length - 1),
    ),
    ...done,
    // A test by -exec counts as an action, so that nothing is printed unless asked for.
    ...(done.length === 0 &&
    content.length === 0 &&
    tests.some((word) => typeof word !== 'string' && word.raw.startsWith('-exec'))
      ? ['-print']
      : []),
  );
}

/** A loop of the shell over the files that find gives, with `$f` in its body. */
export const findLoop = (query: FileQuery, userland: Userland, body: string): string =>
  findCommand(query, userland, '-exec', 'sh', '-c', `for f do ${body}; done`, 'sh', '{}', '+');
