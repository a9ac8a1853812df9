import { command, literalPattern, pipe } from '../quote.ts';
import type { Frame } from '../frame.ts';
import { findCommand, readFileQuery } from '../selection/index.ts';
import { valueOf } from '../tools/slots.ts';

const text = String.raw`(<[QLIKN]\d+>|[A-Z]{2,}(?: [A-Z]{2,})*)`;

/** "for every .gz file print the path and the number of lines that begin with INSERT" */
export const countPerFile: Frame = {
  name: 'search-files',
  build(scan, { seen, request }) {
    const each = scan.take(
      '(?:for|in|of|from) (?:each|every)(?: of the)?(?= (?:<E> |\\w+ )?{files})',
      '(?:{per}) (?=(?:<E> )?file\\b)',
    );
    if (!each) return null;
    const counted = scan.take(
      `(?:,? ?{show}(?: out)? )?(?:the |its |their )?(?:(?:file )?(?:path|name)s? and )?(?:the |how many |its )?(?:number|count)? ?(?:of )?(?:the )?{lines} (?:that |which )?(begin(?:s|ning)?|start(?:s|ing)?|end(?:s|ing)?|contain(?:s|ing)?|match(?:es|ing)?|mention(?:s|ing)?|with)(?: with| in)?(?: the)?(?: (?:word|text|string))? ${text}`,
    );
    if (!counted || !/\b(?:number|count|how many)\b/i.test(request.text)) return null;
    const tag = counted.groups.at(-1)!;
    const value = valueOf(scan, tag);
    const place = counted.groups[1]!.toLowerCase();
    const anchored = /^(?:begin|start|end)/.test(place);
    const pattern = anchored
      ? place.startsWith('end')
        ? `${literalPattern(value)}$`
        : `^${literalPattern(value)}`
      : value;
    const byCount = scan.take('{descending}|(?:{sorted} )?by (?:the )?(?:count|number)') !== null;
    scan.takeAll(
      '(?:,? ?(?:and )?)?{show} (?:the |its )?(?:(?:file )?(?:path|name))?(?: and)?(?: the)?(?: (?:number|count))?',
      '(?:{sorted} )?by (?:the )?(?:file )?(?:path|name)',
      '(?:the |its )?(?:file )?(?:path|name)s?(?: and)?|its|count|number',
    );
    const query = readFileQuery(scan, seen, 'f');
    if (query.roots.length === 0 && query.names.length === 0) return null;
    const packed = query.names.some((name) => name.endsWith('.gz'));
    const grep = command(packed ? 'zgrep' : 'grep', anchored ? '-cE' : '-cF', '--', pattern);
    const listed = pipe(
      findCommand(query, seen.userland),
      'sort',
      `while IFS= read -r f; do printf '%s %s\\n' "$f" "$(${grep} "$f")"; done`,
    );
    return { scan, command: pipe(listed, byCount ? 'sort -k2,2nr' : null) };
  },
};
