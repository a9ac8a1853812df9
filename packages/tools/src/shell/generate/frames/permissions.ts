import { command, pathWord } from '../quote.ts';
import type { Draft, Frame } from '../frame.ts';
import type { Scan } from '../scan.ts';
import { findSeen } from '../surroundings.ts';
import { findCommand, readFileQuery } from '../selection/index.ts';

const whom =
  '(?:the |its |their )?(?:(?:owner|user|group|everyone|everybody|anyone|all(?: users)?|others?|other users|world)(?: only| alone)?)';

/** chmod: in octal, or for whom which right is given or taken. */
export const permissions: Frame = {
  name: 'change-files',
  build(scan, { seen, request }) {
    if (
      !/\b(?:permissions?|executable|execute|mode|readable|writable|writeable|chmod|rights|write access|read access|read-only)\b/i.test(
        request.text,
      ) ||
      (!/^(?:please |recursively )*(?:make|set|change|give|remove|add|chmod|allow|grant|take|revoke|deny|drop|turn|protect|let|mark)\b/i.test(
        request.text,
      ) &&
        !/\bto (?:mode|permissions?) <N\d+>/i.test(request.text))
    )
      return null;
    const octal = scan.take(
      '(?:the )?(?:permissions?|mode|access rights|chmod)(?: (?:bits?))?(?: (?:of|for|on))?[\\s·]*(?:to |mode |as )<N>',
      '(?:the )?(?:permissions?|mode|chmod) <N>(?: to| on| for)?',
      '(?:to )?(?:mode|permissions?) <N>',
      '(?:to|mode) <N>',
    );
    const mode =
      octal && /^[0-7]{3,4}$/.test(octal.literals[0]!.source)
        ? octal.literals[0]!.source
        : symbolicMode(scan);
    scan.takeAll('\\(?(?:but )?not (?:the |any )?{folders}\\)?');
    const apart = scan.take('{folders} (?:and|,) {files}|{files} and {folders}');
    scan.takeAll(
      'make|set|change|give|remove|add|allow|grant|take(?: away)?|away|revoke|to|permissions?(?: bits?)?|mode|of|for|on|from|bits?|(?:that|which) have (?:it|them)',
    );
    if (!mode) return null;
    const query = readFileQuery(scan, seen, null);
    if (query.roots.length === 0 && query.names.length === 0) return null;
    const single = query.roots.every((root) => findSeen(seen, root)?.kind !== 'folder');
    if (!query.asked && query.type === null && single)
      return {
        scan,
        command: command('chmod', mode, '--', ...query.roots.map(pathWord)),
      };
    const folders = /director|folder/i.test(request.text) && !/files?\b/i.test(request.text);
    const type = apart ? null : (query.type ?? (folders ? 'd' : 'f'));
    const meant = { ...query, type };
    return {
      scan,
      command: findCommand(meant, seen.userland, '-exec', 'chmod', mode, '{}', '+'),
      lookFirst: findCommand(meant, seen.userland),
    } satisfies Draft;
  },
};

const letters = (text: string): string =>
  [...text.matchAll(/owner|user(?!s)|group|everyone|everybody|anyone|all|others?|world/gi)]
    .map(([each]) =>
      /owner|user/i.test(each)
        ? 'u'
        : /group/i.test(each)
          ? 'g'
          : /other|world/i.test(each)
            ? 'o'
            : 'a',
    )
    .filter((letter, at, every) => every.indexOf(letter) === at)
    .join('');

/** `u+x`, `go-w`: null where no right was named. */
function symbolicMode(scan: Scan): string | null {
  const readOnly = scan.take('read[- ]only');
  const people = `(?: away)?(?: (?:for|to|by|from|of) ${whom}(?:(?:,| and| or|, and) (?:for |by |from )?${whom})*)?`;
  const right = scan.take(
    `(?:the )?(not |non-?|no longer )?(?:executable|execut(?:e|ion)|writ(?:e|able|eable)|read(?:able)?)(?:(?:,| and|, and) (?:executable|execut(?:e|ion)|writ(?:e|able|eable)|read(?:able)?))*(?: (?:permission|access|right|bit)s?)*${people}`,
  );
  const who = right ? null : scan.take(`(?:for|to|by|from) ${whom}`);
  if (readOnly)
    return `${letters(scan.take(`(?:for|to|by) ${whom}(?: and ${whom})*`)?.text ?? '') || 'a'}-w`;
  if (!right) return null;
  const text = right.text.replace(/ (?:for|to|by|from|of) .*/, '');
  const rights = [
    ...(/read/i.test(text) ? ['r'] : []),
    ...(/writ/i.test(text) ? ['w'] : []),
    ...(/exec/i.test(text) ? ['x'] : []),
  ].join('');
  const taken =
    right.groups[1] !== undefined || scan.take('remove|revoke|take away|take|deny|drop') !== null;
  const people2 = letters(/ (?:for|to|by|from|of) .*/i.exec(right.text)?.[0] ?? who?.text ?? '');
  const given = people2 || letters(scan.take(`(?:for|to|by|from) ${whom}`)?.text ?? '');
  return `${given || (rights === 'x' && !taken ? 'u' : 'a')}${taken ? '-' : '+'}${rights}`;
}
