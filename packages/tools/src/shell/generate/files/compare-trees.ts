import type { Frame } from '../frame.ts';
import { command, pathWord, pipe } from '../quote.ts';
import type { Scan } from '../scan.ts';
import { findCommand, readFileQuery, type FileQuery } from '../selection/index.ts';
import { findSeen, type Surroundings, type Userland } from '../surroundings.ts';

/** Two folders compared by the relative paths in them, or by content; two files by `diff`. */
export const compareTrees: Frame = {
  name: 'compare-trees',
  build(scan, { seen, request }) {
    const paths = scan.literals
      .filter(({ kind }) => kind === 'P')
      .map(({ value }) => value.replace(/(?<=.)\/+$/, ''));
    const folders = paths.filter((path) => isFolder(seen, path, request.text));
    if (folders.length === 2) return trees(scan, seen, request.text, folders as [string, string]);
    const pair = scan.take(
      '(?:compare|diff) (?:the )?(?:{files} )?(<P>) (?:and|with|to|against) (<P>)',
      '(?:the )?(?:differences?|diff) (?:between|of) (?:the )?(?:{files} )?(<P>) (?:and|with|to) (<P>)',
      '(?:how|where|in what|whether)? ?(?:do(?:es)? )?(?:the )?(?:{files} )?(<P>) (?:and|differs? from) (<P>) ?(?:differ)?(?=[.,?;]| |$)(?=.*(?:differ|line by line)|(?<=differ.*))',
    );
    if (!pair) return null;
    const [a, b] = pair.literals.map(({ value }) => value) as [string, string];
    const only =
      scan.take(
        '(?:{show} )?(?:only|just)? ?(?:whether|if) they (?:differ|are (?:the same|identical|equal))',
      ) !== null;
    const unified =
      scan.take('(?:as (?:a )?|in )?(?:unified|patch)(?: diff)?(?: format| form)?') !== null;
    scan.takeAll('{files}|{lines}|differ(?:ent|ences?)?|content|line by line');
    void unified;
    return { scan, command: command('diff', only ? '-q' : '-u', '--', pathWord(a), pathWord(b)) };
  },
};

const isFolder = (seen: Surroundings, path: string, text: string): boolean => {
  const found = findSeen(seen, path);
  return found
    ? found.kind === 'folder'
    : !/\.\w{1,8}$|[*?]/.test(path) && /\b(?:director(?:y|ies)|folders?|trees?)\b/i.test(text);
};

function trees(scan: Scan, seen: Surroundings, text: string, [one, two]: [string, string]) {
  const { userland } = seen;
  const tag = (path: string): number =>
    text.search(
      new RegExp(
        `<P${scan.literals.findIndex(({ kind, value }) => kind === 'P' && value.replace(/(?<=.)\/+$/, '') === path)}>`,
      ),
    );
  const lacks =
    "(?:but |and |that |which |is |are |do |does |were |was )*(?:not|no longer|missing|absent|never|lacking|isn't|aren't|without|lack(?:s|ing)?)(?: (?:present|exist|found|there|to be found|any more|occur|contained|a counterpart|(?:a )?(?:file|one)))*(?: (?:in|from|under|below|at))?(?: the)?(?: {folders})?";
  const missing = scan.take(`${lacks} (<P>)`);
  const only = missing
    ? null
    : scan.take(
        '(?:exist |exists |present |are |is |found |that are )?(?:only|just) (?:exist |present |found )?(?:in|under|below) (?:the )?(?:{folders} )?(<P>)',
      );
  const different = scan.take(
    '(?:but |and |whose |which |that |with |where |the )*(?:have |has |having |their |a )*(?:contents? )?(?:is |are )?(?:different|differ(?:s|ing)?|not (?:the same|identical|equal)|unequal|changed|other)(?: in| by)?(?: contents?| bytes?)?',
  );
  const same = different
    ? null
    : scan.take(
        '(?:but |and |whose |which |that |with |where )*(?:have |has |are |is )*(?:the )?(?:same|identical|equal) (?:contents?|bytes)|(?:byte for byte |completely )?identical(?: in both)?(?! (?:relative )?(?:path|name)s?)',
      );
  const both = scan.take(
    '(?:that |which )?(?:(?:exist|occur|are|is|present|found|there|common)s? )*(?:in|under|below|to) both(?: of)?(?: the)?(?: {folders}| trees)?|common(?: to)?|same (?:relative )?(?:paths?|names?)',
  );
  if (!missing && !only && !different && !same && !both) return null;
  const counted = scan.take('how many|(?:the )?(?:number|count) of|count(?: the)?') !== null;
  const anyDifference = different !== null && !both && !missing && !only;
  scan.takeAll(
    '\\(?(?:with |at |under )?(?:the )?(?:same|relative|equal)(?: relative)? (?:file )?(?:paths?|names?)(?: (?:in|under) both)?\\)?',
    'compar(?:e|ing)|diff|two|relative|(?:file )?(?:paths?|names?)(?: relative to (?:it|them))?|{sorted}|both|{folders}|trees?|(?:,? ?)?sub-?folders? (?:included|too)|names?|list|only|exist',
  );
  const from = missing
    ? missing.literals[0]!.value.replace(/(?<=.)\/+$/, '') === one
      ? two
      : one
    : only
      ? only.literals[0]!.value.replace(/(?<=.)\/+$/, '')
      : tag(one) <= tag(two)
        ? one
        : two;
  const to = from === one ? two : one;
  scan.takeAll('(?:(?:in|of|under|below|between|with|and|to|from|the|{folders}) )*<P>');
  const query = readFileQuery(scan, seen, 'f');
  const inside = (folder: string): string =>
    relativePaths({ ...query, roots: [folder] }, folder, userland);
  const end = counted ? 'wc -l' : null;
  if (missing || only)
    return { scan, command: pipe(`comm -23 <(${inside(from)}) <(${inside(to)})`, end) };
  if (anyDifference) {
    if (query.tests.length > 0) return null;
    return { scan, command: pipe(command('diff', '-rq', '--', pathWord(from), pathWord(to)), end) };
  }
  if (!different && !same)
    return { scan, command: pipe(`comm -12 <(${inside(one)}) <(${inside(two)})`, end) };
  const [a, b] = [from, to].map((folder) => command(pathWord(folder)));
  return {
    scan,
    command: pipe(
      inside(from),
      `while IFS= read -r f; do [ -f ${b}/"$f" ] && ${different ? '! ' : ''}cmp -s ${a}/"$f" ${b}/"$f" && printf '%s\\n' "$f"; done`,
      counted ? 'wc -l' : 'cat',
    ),
  };
}

/** The paths of the files in a folder, as seen from it, sorted. */
const relativePaths = (query: FileQuery, folder: string, userland: Userland): string =>
  userland === 'gnu'
    ? pipe(findCommand(query, userland, '-printf', String.raw`%P\n`), 'sort')
    : pipe(
        `(cd ${command(pathWord(folder))} && ${findCommand({ ...query, roots: ['.'] }, userland)})`,
        command('sed', String.raw`s#^\./##`),
        'sort',
      );
