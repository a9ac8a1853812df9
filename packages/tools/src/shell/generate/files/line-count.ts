import { command, pipe, raw } from '../quote.ts';
import type { Scan } from '../scan.ts';
import { findCommand, findLoop, type FileQuery } from '../selection/index.ts';
import type { Userland } from '../surroundings.ts';
import type { Order } from './read-order.ts';

interface LineCount {
  readonly perFile: boolean;
  readonly make: (query: FileQuery, userland: Userland, perFile: boolean, order: Order) => string;
}

/** How many lines the files have together or each; where asked, only those that are not blank, or all but the headers. */
export function readLineCount(scan: Scan): LineCount | null {
  const kind = '(non-?(?:blank|empty) |not (?:blank|empty) |blank |empty )?';
  const lines = scan.take(
    `(?:what is )?(?:the )?(?:total )?(?:how many|number of|count(?: of| up)?)(?: the| all)* ${kind}(?:data )?(?:lines|rows|newlines|records)(?: of (?:code|text))?(?: do| are(?: there)?| in total)?`,
    '(?:total )?line count(?: of| in)?',
    `count(?: the)? ${kind}lines`,
  );
  if (!lines) return null;
  scan.takeAll(
    '(?:have |has |contain |do they have |are there )?(?:in total|altogether|together|overall|all together|combined)',
    'have|are there',
  );
  const said = scan.take(
    '(?:,? ?)?\\(?(?:that are |which are |without |excluding |not counting |ignoring |skipping |leaving out )?(not (?:blank|empty)|(?:the )?(?:blank|empty)(?: (?:lines|ones))?)(?: \\(?(?:empty|blank)(?: or)? (?:or )?(?:only |consist(?:s|ing)? (?:only )?of |just )?(?:white ?space|blanks|spaces)(?: only)?\\)?)?\\)?',
  );
  const blank = `${lines.groups[1] ?? ''} ${said?.text ?? ''}`;
  const filter = /non|not|without|exclud|ignor|skip|leav/i.test(blank)
    ? '[^[:space:]]'
    : /blank|empty/i.test(blank)
      ? '^[[:space:]]*$'
      : null;
  if (filter !== null)
    scan.take(
      '\\(?(?:(?:empty|blank|only|or|of|white ?space|blanks|spaces|just|consisting|nothing but) ?)+\\)?',
    );
  const perFile =
    scan.sees('(?:each|every|per)(?: of the)?(?: <E>)?') !== null &&
    scan.take(
      '(?:of |in |for |does |do )?(?:each|every|per)(?: of the)?(?= <E>| {files}|(?: [a-z]+)? file)',
    ) !== null;
  const noHeader =
    scan.take('(?:not counting|without|excluding|ignoring)(?: the)? {header}s?') !== null;
  return {
    perFile,
    make(query, userland, each, { by, descending }) {
      const order =
        by === 'count' || by === 'size'
          ? `sort -n${descending ? 'r' : ''}`
          : by === 'name'
            ? 'sort -k 2'
            : null;
      if (each && filter !== null)
        return pipe(
          findLoop(query, userland, `printf '%s %s\\n' "$(grep -c '${filter}' "$f")" "$f"`),
          order,
        );
      if (each)
        return pipe(
          findCommand(query, userland, '-exec', 'wc', '-l', '{}', raw(String.raw`\;`)),
          order,
        );
      const source = noHeader
        ? findCommand(query, userland, '-exec', 'awk', 'FNR>1', '{}', '+')
        : findCommand(query, userland, '-exec', 'cat', '{}', '+');
      return pipe(source, filter === null ? 'wc -l' : command('grep', '-c', filter));
    },
  };
}
