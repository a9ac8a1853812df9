import type { Scan } from '../scan.ts';

/** In which order, and how many of the first. */
export interface Order {
  readonly by: 'size' | 'time' | 'name' | 'count' | null;
  readonly descending: boolean;
  readonly limit: number | null;
}

const most =
  'largest|biggest|greatest|heaviest|highest|most|newest|latest|most recent(?:ly)?(?: modified| changed| written| updated)?|youngest|last modified';
const least =
  'smallest|tiniest|lowest|fewest|least|oldest|earliest|least recent(?:ly)?(?: modified| changed)?|shortest';
const fileNouns =
  '(?: (?:regular|plain|empty|hidden|non-hidden|first-level|top-level|immediate|direct))*(?: (?:{files}|{folders}|<E>(?: {files})?|parquet|csv|log|dump|tar|backup|one)s?)';

const byOf = (word: string): Order['by'] =>
  /new|recent|latest|oldest|young|earliest|age|time|date|modif|changed|day|last/i.test(word)
    ? 'time'
    : /count|number|files|entries|duplicates|fewest/i.test(word)
      ? 'count'
      : /name|path|alphabet|extension|ending|directory|folder|owner/i.test(word)
        ? 'name'
        : 'size';
const fallsOf = (word: string): boolean => !/small|tini|low|few|least|old|earl|short/i.test(word);

/**
 * Reads the rank that is asked for ("the 3 largest", "which 2 … are the newest") and the order that is said ("biggest first", "sorted
 * by name"). The number may stand apart from the adjective.
 */
export function readOrder(scan: Scan): Order {
  scan.takeAll(
    '(?:[,;] ?)?(?:and )?(?:with )?(?:ties|equal (?:counts?|sizes?|numbers?|ones))(?: (?:are|being|broken|ordered|sorted|in|resolved))* (?:by|order of|in order of)(?: the| their)* (?:{folders}|[a-z]+)(?: (?:name|path|number))?',
  );
  let by: Order['by'] = null;
  let descending = true;
  let limit: number | null = null;
  const first = scan.take(
    `(?:,? ?(?:and |with )?)?(?:the )?(${most}|${least})(?: (?!first\\b)[a-z]+){0,3} (?:first|on top|at the top)`,
    `(?:,? ?)?from (?:the )?(${most}|${least})(?: [a-z]+)? (?:down |up )?to (?:the )?(?:${most}|${least})`,
    `(?:,? ?)?(?:the )?(${most}|${least})(?: [a-z]+)? to (?:the )?(?:${most}|${least})`,
  );
  const sorted = scan.take(
    '(?:,? ?(?:and )?)?(?:{sorted})(?: numerically| alphabetically)? by (?:their |the )?(?:file |total |number of )?(size|modification (?:time|date)|age|time|date|day|file ?names?|names?|paths?|extension|ending|owner|{folders}(?: names?| paths?)?|count|number|files)(?: of (?:{files}|bytes))?',
    'by (?:their |the )?(size|modification time|age|file ?name|count)(?=[ ,.;]|$)',
  );
  const down = scan.take(
    '(?:,? ?)?(?:in )?(?:descending|decreasing|reverse)(?: (?:order|sequence))?(?: of)?',
  );
  const up = down
    ? null
    : scan.take('(?:,? ?)?(?:in )?(?:ascending|increasing)(?: (?:order|sequence))?(?: of)?');
  if (first) {
    const word = first.groups.slice(1).find((group) => group !== undefined)!;
    by = byOf(`${word} ${first.text}`);
    descending = fallsOf(word);
  }
  if (sorted) {
    const said = byOf(sorted.groups.slice(1).find((group) => group !== undefined)!);
    if (!first) descending = false;
    by = said;
  }
  if (down) descending = true;
  if (up) descending = false;
  if (
    scan.take(
      '(?:,? ?)?(?:in )?(?:alphabetical(?:ly)?(?: order)?|(?:{sorted})(?: alphabetically)?)',
    )
  ) {
    by ??= 'name';
    if (!first && !down) descending = false;
  }
  const ranked = scan.take(
    `(?:the |top )?<N> (${most}|${least})(?:${fileNouns})?`,
    `(?<!at )(?:the )?(${most}|${least}) <N>(?:${fileNouns})?`,
    `(?:the )?(?:top|first) <N>(?:${fileNouns})? by (?:their |the )?(size|age|modification time|date|space)`,
    `(?:is|are|was|were|has been|been|being) (?:the )?(${most}|${least})(?: (?:modified|changed|written|updated))?(?: (?:one|ones|of (?:all|them)))?(?=[·\\s]*(?:[.,?;]|$)| (?:in|under|of|there|below|within|inside)\\b)`,
    '(?:was |were |is |has been )?(?:modified|changed|written|updated|touched) (most recently|last|least recently)',
    `(?:take|takes|use|uses|occup(?:y|ies)|need|needs)(?: up)?(?: the)? (most|least)(?: disk)?(?: space)?`,
    `(?<!at |the last )(?:the )?(?:single )?(${most}|${least})(?= {files}| {folders}| <E>| regular| file| parquet| csv| log| ones?|(?: [a-z]+)? {files}| first-level)(?! first)`,
  );
  if (ranked) {
    const word = ranked.groups
      .slice(1)
      .find((group) => group !== undefined && !group.startsWith('<'))!;
    // "the 3 largest, smallest first" is chosen by one order and shown by another: only the first is kept.
    by ??= byOf(/least$|most$/i.test(word) ? 'size' : word);
    if (by === 'time' || by === 'size') {
      const falls = /age/i.test(word) ? false : fallsOf(word);
      if (!first) descending = falls;
    }
    const n = ranked.literals.find(({ kind }) => kind === 'N');
    limit = n ? Number(n.value) : null;
    const number =
      limit === null
        ? scan.take(
            `(?:which|what|the|top|first|only|just|those|these)? ?<N>(?=(?: [a-z-]+){0,2} (?:{files}|{folders}|<E>|ones)|[ ·]*·)`,
          )
        : null;
    if (number) limit = Number(number.literals[0]!.value);
    else if (
      limit === null &&
      !/\b(?:are|were|have|take|use|occupy|need)\b/i.test(ranked.text) &&
      !scan.sees(
        '(?<=·[·\\s]*)(?:[a-z-]+ )?(?:files|directories|folders|sub-?directories|ones|<E> files)',
      )
    )
      limit = 1;
  }
  const cut =
    limit === null
      ? scan.take(
          '(?:only |just )?(?:the )?(?:top|first) <N>(?: of (?:them|these))?',
          '(?:at most|up to|no more than) <N> (?:results|{lines}|{files}|entries)',
          'limit(?:ed)? (?:it |the (?:output|list|result) )?to (?:the )?(?:first )?<N>(?: {lines}| {files}| entries)?',
        )
      : null;
  if (cut) limit = Number(cut.literals[0]!.value);
  return { by, descending, limit };
}
