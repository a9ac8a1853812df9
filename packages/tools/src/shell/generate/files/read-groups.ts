import type { Scan } from '../scan.ts';

/** What files are put together by. */
export type Grouping =
  | 'extension'
  | 'top-folder'
  | 'folder'
  | 'partition'
  | 'owner'
  | 'group'
  | 'day'
  | 'month'
  | 'year';

const each =
  '(?:per|by|for each|for every|grouped by|group by|in each|in every|under each|below each|of each|each|every|broken down by|split by|separately for each)';

/** "per extension", "for each first-level directory", "for each team (the directory right below x)". */
export function readGrouping(scan: Scan): Grouping | null {
  if (
    scan.take(
      `${each}(?: file)? (?:extensions?|ending|suffix|file type|type)(?:,? \\(?(?:the )?(?:part|text|letters|everything) (?:after|behind|following) (?:the|its) (?:last |final )?dot(?: (?:of|in) (?:the|its|their) (?:file ?)?names?)?\\)?)?`,
    )
  )
    return 'extension';
  const day = scan.take(
    `${each}(?: (?:modification|calendar|last modification))? (day|date|month|year)(?: (?:of|when|on which) (?:the |their |its )?(?:last )?(?:modification|change|(?:it|they) (?:was|were) (?:last )?(?:modified|changed)))?`,
  );
  if (day)
    return /month/i.test(day.groups[1]!) ? 'month' : /year/i.test(day.groups[1]!) ? 'year' : 'day';
  const owner = scan.take(`${each}(?: file)? (owner|user|group)`);
  if (owner) return /group/i.test(owner.groups[1]!) ? 'group' : 'owner';
  const partition = scan.take(
    `(?:of |does |do |has |in )?${each} (?:partition|date|day|data)(?: {folders})?(?= (?:of|under|below|in|hold|contain|have|take|occup|\\(|<)|[ ,.;?])(?! of (?:last )?(?:modif|change))`,
  );
  if (partition) {
    scan.takeAll('(?:hold|contain|have)s?(?= |[.,?])', '\\(?<K>\\)?');
    return scan.take('partition names?|names? of the partitions?') ? 'partition' : 'folder';
  }
  const alias = scan.take(
    `${each} ([a-z]+) \\(?,? ?(?:which is |that is |being |= ?)?(?:the )?(?:name of the )?(?:first[- ]level |top[- ]level |first |immediate )?(?:{folders})(?: name)?(?: (?:directly|right|immediately))? (?:under|below|in|beneath|inside)(?= <P>)`,
    `${each} ([a-z]+),? \\(?(?:the )?(?:first|top) (?:path )?(?:level|component|part)(?: (?:of the path|below|under|in)(?= <P>)?)?\\)?`,
  );
  if (alias) {
    scan.takeAll(alias.groups[1]!, `${alias.groups[1]!}s`);
    return 'top-folder';
  }
  const top = scan.take(
    `${each} (?:of the )?(?:first[- ]level|top[- ]level|immediate|direct)(?: sub)? ?{folders}(?: (?:of|under|below|in)(?= <P>))?`,
    `${each} (?:of the )?(?:{folders}),? (?:that (?:is|lies) |which (?:is|lies) |located |lying )?(?:directly|right|immediately) (?:under|below|in|beneath|inside)(?= <P>)`,
    `${each} (?:of the )?(?:sub-?{folders}) (?:of|under|below|in|beneath|inside)(?= <P>)`,
  );
  if (top) return 'top-folder';
  return scan.take(
    `(?:directly |immediately |right )?${each} (?:of the )?(?:single |parent |containing )?{folders}(?! first)`,
  )
    ? 'folder'
    : null;
}
