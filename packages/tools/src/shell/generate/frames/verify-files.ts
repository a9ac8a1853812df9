import { command, pathWord, raw } from '../quote.ts';
import type { Draft, Frame } from '../frame.ts';
import { filesBehind } from '../surroundings.ts';
import { findLoop, readFileQuery } from '../selection/index.ts';

/** What tests a file of each kind without unpacking it to disk. */
const testers: readonly (readonly [RegExp, string])[] = [
  [/\.(?:tar\.gz|tgz|tar)$/, 'tar -tf "$f" >/dev/null 2>&1'],
  [/\.gz$/, 'gzip -t -- "$f" 2>/dev/null'],
  [/\.bz2$/, 'bzip2 -t -- "$f" 2>/dev/null'],
  [/\.xz$/, 'xz -t -- "$f" 2>/dev/null'],
  [/\.zst$/, 'zstd -tq -- "$f" 2>/dev/null'],
  [/\.zip$/, 'unzip -tqq -- "$f" >/dev/null 2>&1'],
  [/\.json$/, 'jq empty -- "$f" >/dev/null 2>&1'],
];

/** Which files of a kind are damaged. */
export const verifyFiles: Frame = {
  name: 'verify-files',
  build(scan, { seen }) {
    const broken =
      '(?:corrupt(?:ed)?|broken|damaged|truncated|unreadable|invalid|defective|not valid|not intact|incomplete|(?:do|does) not (?:unpack|decompress|parse)|fail(?:s|ed)?(?: the test)?|cannot be (?:unpacked|decompressed|parsed|read))';
    const taken = scan.take(
      `(?:those |the ones |any |which |all )?(?:that |which )?(?:are|is) ${broken}`,
      `${broken} (?:<E> )?(?=(?:<E> )?{files}|<E>|ones)`,
      `(?:those |the ones |which )?(?:that |which )?${broken}`,
    );
    if (!taken) return null;
    scan.takeAll(
      '(?:test|check|verify|validate)(?: the integrity of)?|integrity|(?:and )?{show}(?: only| just)?(?: the)?(?: file)? (?:paths?|names?)(?: of)?(?: those| the ones)?|of those|those|ones|only',
    );
    const query = readFileQuery(scan, seen, 'f');
    const name = query.names[0];
    const tester = testers.find(
      ([ending]) => name !== undefined && ending.test(name.replace(/\*/, 'x')),
    );
    if (!tester || query.names.length !== 1 || query.tests.length !== 2) return null;
    scan.takeAll('(?:the )?(?:file )?(?:paths?|names?)|valid|json');
    const root = (query.roots[0] ?? '.').replace(/(?<=.)\/$/, '');
    const body = `${tester[1]} || printf '%s\\n' "$f"`;
    const deep =
      query.depth.max !== 1 &&
      filesBehind(seen, root).some(({ path }) =>
        (root === '.' ? path : path.slice(root.length + 1)).includes('/'),
      );
    if (deep)
      return {
        scan,
        command: findLoop(query, seen.userland, body),
      } satisfies Draft;
    const words = pathWord(root === '.' ? name! : `${root}/${name!}`);
    return {
      scan,
      command: `for f in ${command(typeof words === 'string' ? raw(words) : words)}; do ${body}; done`,
    };
  },
};
