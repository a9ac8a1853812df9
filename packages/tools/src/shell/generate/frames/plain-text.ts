import { command, literalPattern, pathWord, pipe, type Word } from '../quote.ts';
import type { Draft, Frame } from '../frame.ts';
import { profileFile } from '../profile-file.ts';
import { separatorFlag } from '../records/awk-fields.ts';
import type { Scan } from '../scan.ts';
import { filesBehind, findSeen, type Surroundings } from '../surroundings.ts';
import { valueOf } from '../tools/slots.ts';
import { inPlaceEdit } from './convert.ts';
import { takeOneFile } from './one-file.ts';
import { readTarget } from './records.ts';
import { signFor, signWords } from './signs.ts';

/** The everyday about one text: letters, signs, headers, encodings, lines with or without a word. */
export const plainText: Frame = {
  name: 'edit-text',
  build(scan, { seen }) {
    for (const task of [
      letterCase,
      signs,
      header,
      firstSight,
      fieldCount,
      encoding,
      deleteLines,
      linesWith,
    ]) {
      const made = task(scan.copy(), seen);
      if (made) return made;
    }
    return null;
  },
};

/** The text comes from the file, or from what unpacks it. */
function reading(
  seen: Surroundings,
  path: string,
): { readonly before: string | null; readonly on: readonly Word[] } {
  const packed = filesBehind(seen, path).some(({ compression }) => compression === 'gzip');
  return packed
    ? { before: command('zcat', '--', pathWord(path)), on: [] }
    : { before: null, on: [pathWord(path)] };
}

const isOne = (seen: Surroundings, path: string): boolean =>
  !/[*?]/.test(path) && findSeen(seen, path)?.kind !== 'folder';

function written(scan: Scan, made: string): Draft {
  const target = readTarget(scan);
  scan.takeAll('{show}|(?:the )?(?:result|rest|output)|contents?');
  return { scan, command: target === null ? made : `${made} > ${command(pathWord(target))}` };
}

function letterCase(scan: Scan, seen: Surroundings): Draft | null {
  const taken = scan.take(
    '(?:convert|change|turn|put|make|print|show)(?: all)?(?: (?:letters|text|characters))?(?: (?:of|in))? (?:the )?(?:text of |contents? of |file )*<P> (?:in)?(?:to )?(?:all )?(lower|upper)[- ]?case(?: letters)?',
  );
  if (!taken) return null;
  const path = taken.literals.find(({ kind }) => kind === 'P')!.value;
  if (!isOne(seen, path)) return null;
  const [from, to] = /upper/i.test(taken.groups[1]!)
    ? ['[:lower:]', '[:upper:]']
    : ['[:upper:]', '[:lower:]'];
  return written(scan, `tr ${command(from, to)} < ${command(pathWord(path))}`);
}

/** "replace the commas by semicolons" */
function signs(scan: Scan, seen: Surroundings): Draft | null {
  const change = scan.take(
    `(?:replace|change|turn|convert|substitute)(?: (?:all|every|each|the|any))*(?: (?:characters?|signs?))? (${signWords})(?: (?:in|of) (?:the )?(?:file )?<P>)? (?:by|with|to|into)(?: an?)? (${signWords})`,
  );
  const drop = change
    ? null
    : scan.take(
        `(?:remove|delete|strip|drop)(?: (?:all|every|each|the|any))+ (${signWords})(?: characters?)?(?= (?:from|in|of) )`,
      );
  const taken = change ?? drop;
  if (!taken) return null;
  const path = taken.literals.find(({ kind }) => kind === 'P')?.value ?? takeOneFile(scan);
  if (path === null || !isOne(seen, path)) return null;
  const groups = taken.groups
    .slice(1)
    .filter((group) => group !== undefined && !group.startsWith('<'));
  const from = signFor(groups[0]!);
  const to = change ? signFor(groups.at(-1)!) : '';
  if (from === undefined || to === undefined) return null;
  const shown = (sign: string): string =>
    sign.replace('\t', String.raw`\t`).replace('\n', String.raw`\n`);
  return written(
    scan,
    `tr ${command(...(change ? [shown(from), shown(to)] : ['-d', shown(from)]))} < ${command(pathWord(path))}`,
  );
}

function header(scan: Scan, seen: Surroundings): Draft | null {
  const taken = scan.take(
    '(?:remove|drop|strip|skip|delete|cut off)(?: the)? {header}(?: {lines})?(?: (?:of|from|in))?(?: the)?(?: file)? <P>',
    '<P> without (?:its|the|a)? ?{header}(?: {lines})?',
  );
  if (!taken) return null;
  const path = taken.literals.find(({ kind }) => kind === 'P')!.value;
  if (!isOne(seen, path) || scan.sees('in[- ]place')) return null;
  scan.takeAll('(?:,? ?(?:and )?)?{show} (?:the )?(?:rest|remaining {lines}|other {lines}|result)');
  const { before, on } = reading(seen, path);
  return written(scan, pipe(before, command('tail', '-n', '+2', ...on)));
}

/** Duplicates go, the order stays. */
function firstSight(scan: Scan, seen: Surroundings): Draft | null {
  const taken = scan.take(
    '(?:remove|delete|drop|eliminate)(?: all| the| any)* (?:duplicate|duplicated|repeated) {lines}',
    'deduplicate(?: the)?(?: {lines})?',
    '(?:each|every) distinct {lines}(?: only)? once',
  );
  if (!taken) return null;
  const order = scan.take(
    '(?:,? ?(?:but |and |while )?)?(?:without sorting(?: (?:it|them|the (?:file|lines)))?|(?:keep(?:ing)?|preserv(?:e|ing))(?: the)?(?: original| first)? (?:order|sequence)(?: of(?: the)? {lines})?|in(?: the)?(?: original| file)? order(?: of(?: first)? (?:appearance|occurrence))?|(?:keep(?:ing)?)(?: only)? the first(?: (?:occurrence|one))?(?: of each)?)',
  );
  if (!order) return null;
  const path = takeOneFile(scan);
  if (path === null || !isOne(seen, path)) return null;
  const { before, on } = reading(seen, path);
  return written(scan, pipe(before, command('awk', '!seen[$0]++', ...on)));
}

/** "every line with more than 3 fields" */
function fieldCount(scan: Scan, seen: Surroundings): Draft | null {
  const taken = scan.take(
    '(?:{lines} )?(?:that |which )?(?:with|have|has|having|contain(?:s|ing)?)(?: (exactly|more than|fewer than|less than|at least|at most|not(?: exactly)?|other than))? <N> (?:columns?|fields?|values?)',
    '(?:the )?number of (?:columns?|fields?) (?:is )?(not|other than|more than|less than) <N>',
  );
  if (!taken) return null;
  const counted = scan.take('how many|(?:the )?(?:number|count) of|count(?: the)?') !== null;
  const path = takeOneFile(scan);
  if (path === null || !isOne(seen, path)) return null;
  scan.takeAll('{show}|{lines}|every|each|all|only|are there');
  const profile = profileFile(filesBehind(seen, path).find(({ head }) => head !== undefined));
  if (profile?.form === 'delimited' && profile.quoted) return null;
  const separator =
    profile?.form === 'delimited'
      ? ['-F', separatorFlag(profile.separator)]
      : /\.csv/.test(path)
        ? ['-F', ',']
        : /\.tsv/.test(path)
          ? ['-F', String.raw`\t`]
          : [];
  const said = (taken.groups[1] ?? 'exactly').toLowerCase();
  const sign = /more/.test(said)
    ? '>'
    : /fewer|less/.test(said)
      ? '<'
      : /least/.test(said)
        ? '>='
        : /most/.test(said)
          ? '<='
          : /not|other/.test(said)
            ? '!='
            : '==';
  const { before, on } = reading(seen, path);
  return {
    scan,
    command: pipe(
      before,
      command('awk', ...separator, `NF${sign}${taken.literals[0]!.value}`, ...on),
      counted ? 'wc -l' : null,
    ),
  };
}

/** iconv, by the names of the encodings. */
function encoding(scan: Scan, seen: Surroundings): Draft | null {
  const code = String.raw`((?:iso|utf|windows|cp|latin|koi8|ascii|shift)[-_ ]?(?:<[IN]\d+>|[\w-]*)(?:-<N>)?|<I>)`;
  const taken = scan.take(
    `(?:convert|re-?encode|recode|transcode|change)(?: the)?(?: (?:file|encoding of|text))* <P> from ${code} (?:to|into) ${code}`,
    `(?:convert|re-?encode|recode|transcode)(?: the)?(?: file)? <P> (?:to|into) ${code} from ${code}`,
  );
  if (!taken) return null;
  const path = taken.literals.find(({ kind }) => kind === 'P')!.value;
  const [first, second] = taken.groups
    .slice(1)
    .filter((group) => group !== undefined)
    .map((group) =>
      scan
        .plain(group)
        .toUpperCase()
        .replace(/^LATIN-?1$/, 'ISO-8859-1'),
    );
  const swapped = / from /.test(taken.text.slice(taken.text.search(/ (?:to|into) /)));
  const [from, to] = swapped ? [second!, first!] : [first!, second!];
  if (!/^[A-Z0-9][\w-]+$/.test(from) || !/^[A-Z0-9][\w-]+$/.test(to) || !isOne(seen, path))
    return null;
  return written(scan, command('iconv', '-f', from, '-t', to, pathWord(path)));
}

const mark = String.raw`(<[QLIN]\d+>|#|;|//|--|hash(?: signs?)?)`;

/** "delete all lines that start with #, in place" */
function deleteLines(scan: Scan, seen: Surroundings): Draft | null {
  const taken = scan.take(
    `(?:delete|remove|drop)(?: all| the| every| any)* {lines}(?: (?:of|in|from) (?:the )?(?:file )?<P>)? (?:that |which )?(start(?:s|ing)?|begin(?:s|ning)?|end(?:s|ing)?|contain(?:s|ing)?|match(?:es|ing)?)(?: with| in)?(?: an?| the)?(?: (?:word|text|string))? ${mark}`,
  );
  if (!taken) return null;
  const here = scan.take('(?:directly )?in[- ]place|in the file itself') !== null;
  const path = taken.literals.find(({ kind }) => kind === 'P')?.value ?? takeOneFile(scan);
  if (path === null || !isOne(seen, path)) return null;
  const said = taken.groups.at(-1)!;
  const value = /^hash/i.test(said) ? '#' : valueOf(scan, said);
  const place = taken.groups.find(
    (group) => group !== undefined && /^(?:start|begin|end|contain|match)/i.test(group),
  )!;
  const literal = literalPattern(value);
  const pattern = /^(?:start|begin)/i.test(place)
    ? `^${literal}`
    : /^end/i.test(place)
      ? `${literal}$`
      : literal;
  const script = `/${pattern}/d`;
  const shown = command('sed', '-E', script, pathWord(path));
  return here
    ? { scan, command: inPlaceEdit(seen.userland, script, path, true, ''), lookFirst: shown }
    : written(scan, shown);
}

/** "how many lines do not contain INFO", "the last 20 lines that contain ERROR" */
function linesWith(scan: Scan, seen: Surroundings): Draft | null {
  const counted =
    scan.take('how many(?= )|(?:the )?(?:number|count) of(?= )|count(?: the| all)?(?= )') !== null;
  const cut = counted
    ? null
    : scan.take('(?:the )?(first|last|latest) <N>(?= )|(?:the )?<N> (first|last|latest)(?= )');
  const taken = scan.take(
    `(?:all |the |every |each )*{lines}(?: (?:are there )?(?:in|of|from) (?:the )?(?:file |log )?<P>)? (?:that |which |do |does )*(not |don't |doesn't )?(?:contain(?:s|ing)?|includ(?:es?|ing)|mention(?:s|ing)?|hav(?:e|ing)|with)(?: the)?(?: (?:word|text|string|level))? (<[QLI]\\d+>)`,
    `(?:all |the |every |each )*{lines}(?: (?:in|of|from) (?:the )?(?:file |log )?<P>)? (without)(?: the)?(?: (?:word|text|string|level))? (<[QLI]\\d+>)`,
  );
  if (!taken) return null;
  const path = taken.literals.find(({ kind }) => kind === 'P')?.value ?? takeOneFile(scan);
  if (path === null || !isOne(seen, path)) return null;
  const tag = taken.groups.findLast((group) => group !== undefined && /^<[QLI]\d+>$/.test(group))!;
  const literal = scan.literal(tag)!;
  const not = taken.groups.some(
    (group) => group !== undefined && /^(?:not |don't |doesn't |without)/i.test(group),
  );
  const anyCase =
    scan.take(
      '(?:,? ?)?(?:ignoring case|case[- ]insensitive(?:ly)?|regardless of case|in any case)',
    ) !== null;
  const numbered =
    scan.take('(?:,? ?(?:and )?)?(?:with|including|and)(?: the| their| its)? line numbers?') !==
    null;
  scan.takeAll('{show}|are there|only');
  const packed = filesBehind(seen, path).some(({ compression }) => compression === 'gzip');
  const flags = [
    ...(counted ? ['-c'] : []),
    ...(not ? ['-v'] : []),
    ...(numbered ? ['-n'] : []),
    ...(anyCase ? ['-i'] : []),
    literal.kind === 'L' ? '-w' : '-F',
  ];
  const found = command(
    packed ? 'zgrep' : 'grep',
    ...flags,
    ...(literal.value.startsWith('-') ? ['-e'] : []),
    literal.value,
    pathWord(path),
  );
  const limit = cut?.literals[0]?.value;
  return {
    scan,
    command: pipe(
      found,
      limit === undefined ? null : `${/first/i.test(cut!.text) ? 'head' : 'tail'} -n ${limit}`,
    ),
  };
}
