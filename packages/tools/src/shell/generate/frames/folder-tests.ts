import { command, pathWord, pipe, raw, type Word } from '../quote.ts';
import type { Draft, Frame } from '../frame.ts';
import type { Scan } from '../scan.ts';
import type { Surroundings } from '../surroundings.ts';
import { findCommand, readFileQuery } from '../selection/index.ts';

const kinds =
  '(?:(?:first[- ]level |immediate |direct |top[- ]level )?(?:partition |date |day |data |run |job |dag )?{folders}|partitions)';
const file = String.raw`(<[PQI]\d+>|_[A-Za-z]\w*)`;

/** Folders by what is in them: those with or without a file of a name, and how many files each holds. */
export const folderTests: Frame = {
  name: 'folder-tests',
  build: (scan, { seen }) =>
    byMarker(scan.copy()) ?? byDay(scan.copy(), seen) ?? countPerFolder(scan.copy(), seen),
};

/** "(dt=...)" says how the folders are called. */
function namePattern(scan: Scan): string | null {
  const taken = scan.take('\\(?(?:named |called |like |such as )?(<K>)\\)?');
  return taken ? `${taken.literals[0]!.value.split('=')[0]}=*` : null;
}

function byMarker(scan: Scan): Draft | null {
  const head = scan.take(
    `(?:which|what|list|find|show|print|get)?(?: the| all| those)* ?${kinds}(?: <P>(?= (?:that|which|without|with|lacking|where)))?`,
  );
  if (!head) return null;
  const placed = head.literals[0]?.value;
  const key = namePattern(scan);
  const lacks = scan.take(
    `(?:that |which )?(?:have no|has no|have not|without|lacking|lacks?|do(?:es)? not (?:have|contain|hold|include)|don't (?:have|contain)|(?:are|is) missing|miss(?:es|ing)?|contain(?:s|ing)? no|with no)(?: an?| any| the)? ${file}(?: {files}| marker)*`,
    `where(?: the| an?)? ${file}(?: {files}| marker)* (?:is missing|does not exist|is not there|is absent)`,
  );
  const has = lacks
    ? null
    : scan.take(
        `(?:that |which )?(?:have|has|with|having|contain(?:s|ing)?|hold(?:s|ing)?)(?: an?| the)? ${file}(?: {files}| marker)*(?= |$|[.?])`,
      );
  const taken = lacks ?? has;
  if (!taken) return null;
  const marker = scan.literal(taken.groups[1])?.value ?? taken.groups[1]!;
  if (/[*?/]/.test(marker)) return null;
  const said = [
    ...(placed === undefined ? [] : [placed]),
    ...scan
      .takeAll('(?:{under} )?(?:the )?<P>')
      .flatMap(({ literals }) => literals.map(({ value }) => value)),
  ].map((path) => path.replace(/\/+$/, ''));
  // "x/dt=*" are the folders of x that are called so.
  const globs = said.filter((path) => /\/[^/]*[*?][^/]*$/.test(path));
  const roots = [
    ...said.filter((path) => !globs.includes(path)),
    ...globs.map((path) => path.slice(0, path.lastIndexOf('/'))),
  ];
  if (roots.length === 0) return null;
  const pattern = globs[0]?.slice(globs[0].lastIndexOf('/') + 1) ?? key;
  const deep = scan.take('at any depth|recursively|anywhere|at all levels') !== null;
  scan.takeAll(
    '(?:,? ?(?:and )?)?(?:{show} )?(?:only )?(?:the |their )?(?:{folders} )?(?:paths?|names?)(?: only)?',
    '{sorted}(?: by (?:name|path))?',
  );
  const tests: Word[] = [
    '-mindepth',
    '1',
    ...(deep ? [] : ['-maxdepth', '1']),
    '-type',
    'd',
    ...(pattern === null ? [] : ['-name', pattern]),
    ...(lacks ? ['!'] : []),
    '-exec',
    'test',
    '-e',
    `{}/${marker}`,
    raw(String.raw`\;`),
    '-print',
  ];
  return {
    scan,
    command: pipe(command('find', ...roots.map((root) => pathWord(root)), ...tests), 'sort'),
  };
}

/** "delete the partition directories (dt=YYYY-MM-DD) with a date before 2025-05-01": the day is in the name. */
function byDay(scan: Scan, seen: Surroundings): Draft | null {
  const head = scan.take(
    `(delete|remove|drop|purge|list|show|find|print|which|count|how many)(?: (?:are )?(?:the|all|those|every))* ?${kinds}`,
  );
  if (!head || !/partition|date|day/i.test(head.text)) return null;
  const pattern = namePattern(scan);
  const when = scan.take(
    '(?:that are |which are |with an? |with |whose |dated |from )*(?:(?:date|day|partition date)s? )?(?:is |are |lies? |in (?:their|the) names? )*(before|earlier than|older than|after|later than|newer than|since|from|on or after|until|up to|on or before|on) (<D>)(?: on(?:wards?)?)?',
  );
  if (!when) return null;
  const day = when.literals.at(-1)!.instant?.day;
  if (day === undefined || !/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  const root = scan.take('(?:{under} )?(?:the )?<P>')?.literals[0]?.value.replace(/\/+$/, '');
  if (root === undefined) return null;
  const key = pattern?.split('=')[0] ?? dayKey(seen, root);
  if (key === null) return null;
  scan.takeAll(
    '(?:,? ?(?:and |along )?)?(?:with|including) (?:everything|all(?: the)?(?: {files}| contents)?|their contents?|the {files})(?: (?:in|inside|below|within) (?:them|it))?',
    '(?:,? ?(?:and )?)?{show} (?:only )?(?:the |their )?(?:{folders} )?(?:paths?|names?)',
  );
  const word = when.groups[1]!.toLowerCase();
  const test = /^(?:before|earlier than|older than)$/.test(word)
    ? `[[ $day < ${day} ]]`
    : /^(?:after|later than|newer than)$/.test(word)
      ? `[[ $day > ${day} ]]`
      : word === 'on'
        ? `[[ $day == ${day} ]]`
        : /since|from|on or after/.test(word)
          ? `[[ ! $day < ${day} ]]`
          : `[[ ! $day > ${day} ]]`;
  const loop = (body: string): string =>
    `for d in ${command(pathWord(root))}/${key}=????-??-??/; do day=\${d%/}; day=\${day##*${key}=}; if ${test}; then ${body}; fi; done`;
  const shown = loop(`printf '%s\\n' "\${d%/}"`);
  if (/^(?:count|how many)$/i.test(head.groups[1]!)) return { scan, command: pipe(shown, 'wc -l') };
  return /^(?:delete|remove|drop|purge)$/i.test(head.groups[1]!)
    ? { scan, command: loop('rm -r -- "$d"'), lookFirst: shown }
    : { scan, command: shown };
}

/** `dt` where folders called `dt=2025-05-01` are there. */
function dayKey(seen: Surroundings, root: string): string | null {
  for (const { path } of seen.files) {
    const found = path.startsWith(`${root}/`)
      ? /^([A-Za-z_]\w*)=\d{4}-\d\d-\d\d(?:\/|$)/.exec(path.slice(root.length + 1))
      : null;
    if (found) return found[1]!;
  }
  return null;
}

function countPerFolder(scan: Scan, seen: Surroundings): Draft | null {
  const asked = scan.take(
    `(?:how many|(?:the )?(?:number|count) of|count(?: the)?)(?= )(?=[^.]*(?:does|do|has|have|are in|is in|in|per|for|of) (?:each|every|the)? ?${kinds})`,
  );
  if (!asked || scan.sees('bytes|sizes?|{lines}')) return null;
  const each = scan.take(
    `(?:does|do|are there in|are in|is in|has|have|in|per|for) (?:each|every) ${kinds}`,
    `per ${kinds}`,
  );
  if (!each || !/partition|data|day|date|run|job|dag/i.test(each.text)) return null;
  namePattern(scan);
  const byCount =
    scan.take('{descending}|(?:{sorted} )?by (?:the )?(?:count|number)(?: of files)?') !== null;
  scan.takeAll(
    'contain|hold|have|are there',
    '(?:,? ?(?:and )?)?{show} (?:the )?(?:{folders}|path|name)?(?: path| name)? ?(?:and )?(?:the )?(?:count|number)?',
    '(?:{sorted} )?by (?:the )?(?:{folders}|name|path)(?: name| path)?',
    '(?:the )?(?:{folders}|count|number)',
  );
  const query = readFileQuery(scan, seen, 'f');
  if (query.roots.length === 0 || seen.userland !== 'gnu') return null;
  scan.takeAll('{folders}');
  return {
    scan,
    command: pipe(
      findCommand(query, seen.userland, '-printf', String.raw`%h\n`),
      "awk '{n[$0]++} END{for(d in n) print d, n[d]}'",
      byCount ? 'sort -k2,2nr -k1,1' : 'sort',
    ),
  };
}
