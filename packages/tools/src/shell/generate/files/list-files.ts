import type { Draft, Frame } from '../frame.ts';
import { command, pathWord, pipe, raw } from '../quote.ts';
import type { Scan } from '../scan.ts';
import {
  findCommand,
  readContent,
  readFileQuery,
  type ContentTest,
  type FileQuery,
} from '../selection/index.ts';
import type { Userland } from '../surroundings.ts';
import { withFacts, type Fact } from './facts.ts';
import { folderSizes } from './folder-sizes.ts';
import { groupedFiles } from './grouped-files.ts';
import { readLineCount } from './line-count.ts';
import { readColumns, type ColumnWord } from './read-columns.ts';
import { readGrouping } from './read-groups.ts';
import { readOrder, type Order } from './read-order.ts';

const subject =
  /\b(?:files?|director(?:y|ies)|folders?|sub-?director(?:y|ies)|links?|symlinks?|parquet|csvs?|logs?|biggest|largest|bytes|space|newest|oldest|latest|anything|everything|things|items|who owns)\b|<E\d+>/i;

/** Questions about files: which, how many, how large, how old, by what. Changes nothing. */
export const listFiles: Frame = {
  name: 'list-files',
  build(scan, { seen, request }) {
    if (!subject.test(request.text)) return null;
    const { userland } = seen;
    // What is asked of the files, each by itself; then which files.
    const total = readTotal(scan);
    const lines = total ? null : readLineCount(scan);
    const said = readGrouping(scan);
    const order = readOrder(scan);
    const asksNumber =
      total || lines
        ? false
        : scan.take(
            'how many(?: of the)?(?= |$)',
            '(?:the |total )*(?:number|count) of(?: all)?(?: the)?(?= )',
            'count(?: up)?(?: of)?(?: the| all)?(?= )',
          ) !== null;
    const points =
      scan.take(
        '(?:,? ?(?:and |together with |with )*)(?:where they point(?: to)?|(?:the|their) targets?(?! (?:do|does|is|are|exist))|what they point to)',
      ) !== null;
    const itself = takeWithoutItself(scan);
    const mostFiles = scan.take(
      '(?:which |that )?(?:contains?|has|have|holds?|with) (?:the )?(most|fewest|least|largest number of|highest number of|smallest number of) (?={files})',
    );
    if (mostFiles) scan.take('{files}');
    scan.takeAll('\\((?:(?:[a-z]+|<N>),? ){0,4}(?:like|such as|e\\.g\\.) <[NQI]\\d+>\\)');
    const columns = readColumns(scan);
    const one = !/\b(?:directories|folders)\b/i.test(request.text);
    if (mostFiles) {
      scan.take('(?:which|what|the)? ?(?:first[- ]level )?(?:{folders})');
    }
    const content = said || !lines ? readContents(scan) : [];
    const owns = scan.take('who owns (?:the |all )*(?={files})') !== null;
    scan.takeAll('anything|everything|things|items', '(?:,? ?)?{folders} (?:are )?not counted');
    // "owner and count" asks for groups as well as "per owner".
    const grouping =
      said ??
      (columns.includes('count') && !asksNumber && !lines
        ? ((columns.find(
            (column) => column === 'owner' || column === 'group' || column === 'day',
          ) as 'owner' | 'group' | 'day' | undefined) ?? (owns ? 'owner' : null))
        : null);
    const withEnding =
      grouping === 'extension' &&
      scan.take(
        '(?:[,;.] ?)?(?:skip(?:ping)?|leav(?:e|ing) out|ignor(?:e|ing)|without|exclud(?:e|ing)|omit(?:ting)?)(?: the| any| all)? (?:{files} )?(?:without|that have no|with no|having no) (?:an? |any )?(?:extension|ending|suffix|dot)s?',
      ) !== null;
    const read = readFileQuery(scan, seen, 'f');
    const query: FileQuery = {
      ...read,
      ...(content.length > 0 && { content, asked: true }),
      ...(withEnding && { tests: [...read.tests, '-name', '*.*'] }),
      ...(itself && { depth: { min: 1, ...read.depth } }),
    };
    if (query.roots.length === 0 && !query.asked && order.limit === null) return null;
    if (query.roots.length === 0)
      scan.assumptions.push('The current directory is meant: none was named.');
    scan.takeAll(
      '(?:,? ?)?(?:one|each) (?:\\w+ )?(?:per|on (?:a|its own)) line|in (?:human[- ]readable|bytes)(?: units| form| format)?',
      '(?:are |is )?(?:there|in total|altogether|together|overall|combined)(?= |[.,?]|$)|do we have|were there|(?:does|do) (?:it|they) (?:contain|have|hold)|exist',
      '(?:[,;] ?)?only (?:the )?(?:{folders}|those|ones|groups|[a-z]+s) (?:that |which |with )(?:contain |have |hold )?(?:at least )?(?:<N>|one|any|some)(?: such)?(?: {files})?',
      '(?:leav(?:e|ing) out|omit(?:ting)?|skip(?:ping)?|without|no|ignor(?:e|ing)) (?:the )?(?:{folders}|hosts?|ones|groups|lines|those|[a-z]+s) (?:without|that have no|with no|with zero|with 0)(?: any| such)?(?: {files})?',
    );
    scan.takeAll(
      '(?:{show} )?(?:only|just) (?:the |that )?(?:{number}|(?:number|count) of (?:{files}|{folders}|{lines}))',
      '(?:{show} )?(?:only|just) (?:the |their |its )?(?:(?:file |relative |full |directory )?(?:paths?|names?))|paths? only|names? only',
    );
    const draft = (made: string | null): Draft | null =>
      made === null ? null : { scan, command: made };
    if (mostFiles && query.roots.length > 0) {
      scan.takeAll('{files}');
      return draft(
        pipe(
          findCommand({ ...query, type: 'f' }, userland),
          command('sed', 's#/[^/]*$##'),
          'sort',
          'uniq -c',
          /few|least|small/i.test(mostFiles.text) ? 'sort -k1,1n -k2' : 'sort -k1,1nr -k2',
          one || order.limit !== null ? `head -n ${order.limit ?? 1}` : null,
          columns.includes('path') || columns.includes('key')
            ? columns.includes('count')
              ? null
              : command('sed', 's/^ *[0-9]* //')
            : null,
        ),
      );
    }
    const human =
      scan.take(
        '(?:,? ?)?(?:in |as |with )?human[- ]readable(?: (?:units?|form|format|sizes?|numbers?))?',
      ) !== null && userland === 'gnu'
        ? 'numfmt --to=iec'
        : null;
    const asksSpace = /\bspace|\bsize/i.test(request.text);
    if (
      query.type === 'd' &&
      (total || (order.by === 'size' && asksSpaceOrRank(request.text)) || asksSpace)
    )
      return folderSizes(scan, query, userland, order, columns);
    if (
      grouping === 'top-folder' &&
      !total &&
      columns.includes('size') &&
      !columns.includes('count') &&
      !asksNumber
    )
      return folderSizes(scan, query, userland, order, columns);
    if (grouping && lines === null)
      return draft(
        groupedFiles(query, userland, {
          grouping,
          measure: total ? 'bytes' : 'count',
          order,
          columns,
        }),
      );
    if (
      total &&
      query.tests.length === 0 &&
      query.roots.length > 0 &&
      /\b(?:disk space|space|disk usage)\b/i.test(request.text)
    )
      return draft(spaceOf(scan, query, userland, request.text));
    if (lines)
      return draft(
        lines.make(query, userland, grouping === 'folder' ? false : lines.perFile, order),
      );
    if (total) return draft(piped(sumOf(withFacts(query, userland, 'size')), human));
    if (points && userland === 'gnu')
      return draft(findCommand(query, userland, '-printf', String.raw`%p -> %l\n`));
    if (asksNumber)
      return draft(
        userland === 'gnu' && content.length === 0
          ? pipe(findCommand(query, userland, '-printf', raw(String.raw`'.\n'`)), 'wc -l')
          : pipe(findCommand(query, userland), 'wc -l'),
      );
    if (!query.asked && !/\b(?:find|list|which|files?)\b/i.test(request.text)) return null;
    const facts = factsOf(columns);
    const made = listed(scan, query, userland, order, facts);
    const sizes = facts.length === 0 && order.by === 'size' ? 0 : facts.indexOf('size');
    return draft(piped(made, human && sizes !== -1 ? `${human} --field=${sizes + 1}` : null));
  },
};

const piped = (made: string | null, more: string | null): string | null =>
  made === null ? null : pipe(made, more);

const asksSpaceOrRank = (text: string): boolean =>
  /\bspace|\bsize|largest|biggest|smallest|heaviest|bytes/i.test(text);

const sumOf = (sizes: string | null): string | null =>
  sizes === null ? null : pipe(sizes, 'awk \'{s+=$1} END{printf "%d\\n", s}\'');

function readContents(scan: Scan): ContentTest[] {
  // A quoted word behind "named" or in a name is no content.
  if (
    scan.sees(
      'names?(?: that| which)? (?:contain|start|begin|end|match|includ)|(?:named|called|matching|like) <[QPI]\\d+>',
    )
  )
    return [];
  if (
    !scan.sees(
      '(?:contain|mention|includ|lack|match|referenc|refer|depend|quer|import|call|us(?:e|es|ing)|say|hold|with the (?:text|word|string)|in (?:which|whose)|whose (?:content|text))[a-z]*',
    )
  )
    return [];
  const first = readContent(scan);
  if (!first) return [];
  const second = readContent(scan);
  return second ? [first, second] : [first];
}

function readTotal(scan: Scan): boolean {
  const total = scan.take(
    "(?:what is |what's )?(?:the )?(?:total|combined|overall|summed|cumulative|sum of(?: the)?|joint|aggregate) (?:size|sizes|bytes|space|file size|disk space|volume|amount of data)(?: in bytes)?(?: of| taken(?: up)? by| used by| occupied by)?",
    'how many bytes(?: do| are in| are)?',
    'how much (?:disk space|space|data|room) (?:do|does|is taken(?: up)? by|is used by|are used by|are|is in|is occupied by)',
    '(?:size|bytes) in total',
    'how (?:large|big) (?:are|is)(?: all| the)*(?=.*(?:together|in total|altogether|combined))',
    '(?:the )?sum of (?:the |all )?(?:bytes|sizes|file sizes)(?: of| for)?',
    '(?:add|sum) up (?:the )?(?:sizes?|bytes)(?: of)?',
    '(?:total )?(?:bytes|size)(?= (?:per|by) (?:file )?(?:extension|ending|suffix|owner|user|day|month|first-level|top-level|{folders}))',
  );
  if (total)
    scan.takeAll(
      'in bytes|take(?: up)?(?: in total)?|occupy|use|have in total|have|in total|together|altogether|combined',
    );
  return total !== null;
}

const takeWithoutItself = (scan: Scan): boolean =>
  scan.take(
    '(?:,? ?(?:but |and )?)?(?:not counting|without|excluding|not including|except(?: for)?|leaving out|not)(?: counting)? (?:<P>|it|{folders}|the root|the (?:top )?{folders}) ?(?:itself)?(?=[.,;?)]|$)',
    '(?:,? ?(?:but |and )?)?(?:<P>|it|the {folders}) itself (?:is |does )?(?:not (?:counted|included|count|to be counted|meant)|excluded|left out)',
  ) !== null;

function spaceOf(scan: Scan, query: FileQuery, userland: Userland, text: string): string {
  const human = /human/i.test(text);
  scan.takeAll('human[- ]readable|in total|altogether|use[sd]?|take[sn]?|disk usage');
  return command(
    'du',
    '-s',
    ...(human ? ['-h'] : userland === 'gnu' ? ['--apparent-size', '-B1'] : ['-k']),
    '--',
    ...query.roots.map((root) => pathWord(root)),
  );
}

/** The columns of a list of files. A name is printed as its path, unless it is asked for without. */
function factsOf(columns: readonly ColumnWord[]): Fact[] {
  const facts = columns.flatMap((column): Fact[] =>
    column === 'size' || column === 'mode' || column === 'owner' || column === 'group'
      ? [column]
      : column === 'path' || column === 'name'
        ? ['path']
        : column === 'base'
          ? ['name']
          : column === 'time'
            ? ['moment']
            : column === 'day'
              ? ['day']
              : [],
  );
  const unique = [...new Set(facts)];
  return unique.length === 0 || unique.includes('path') || unique.includes('name')
    ? unique
    : [...unique, 'path'];
}

/** One line per file, in the order that was asked for. */
function listed(
  scan: Scan,
  query: FileQuery,
  userland: Userland,
  { by, descending, limit }: Order,
  facts: readonly Fact[],
): string | null {
  const cut = limit === null ? null : `head -n ${limit}`;
  if (by === 'size' || by === 'time') {
    const printed: readonly Fact[] =
      facts.length > 0 ? facts : by === 'time' || limit === 1 ? ['path'] : ['size', 'path'];
    // The column that it is sorted by stands first; where it is not asked for there, it is cut off again.
    const first = printed[0] === by;
    const made = withFacts(query, userland, ...(first ? printed : [by, ...printed]));
    return made === null
      ? null
      : pipe(made, `sort -n${descending ? 'r' : ''}`, cut, first ? null : "cut -d ' ' -f 2-");
  }
  if (by === 'count') scan.gaps.push('By what should the files be sorted?');
  const order = by === 'name' ? `sort${descending ? ' -r' : ''}` : null;
  if (facts.length > 0 && !(facts.length === 1 && facts[0] === 'path')) {
    const made = withFacts(query, userland, ...facts);
    const key = facts.indexOf('path') + 1;
    return made === null
      ? null
      : pipe(made, order === null ? null : key > 1 ? `${order} -k ${key}` : order, cut);
  }
  return pipe(findCommand(query, userland), order, cut);
}
