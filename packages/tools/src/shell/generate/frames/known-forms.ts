import { awkText, command, pathWord } from '../quote.ts';
import type { Draft, Frame } from '../frame.ts';
import { profileFile } from '../profile-file.ts';
import type { Scan } from '../scan.ts';
import { filesBehind, type Surroundings } from '../surroundings.ts';
import { name, valueOf } from '../tools/slots.ts';
import { inPlaceEdit } from './convert.ts';
import { takeOneFile } from './one-file.ts';
import { readTarget } from './records.ts';

/** Parts of lines that have a form of their own: mail and network addresses, dates, numbers, empty fields. */
export const knownForms: Frame = {
  name: 'edit-text',
  build: (scan, { seen, request }) =>
    dates(scan.copy(), seen, scan.plain(request.text)) ??
    replaceForm(scan.copy(), seen) ??
    emptyFields(scan.copy(), seen),
};

const forms: readonly (readonly [string, string])[] = [
  [
    '(?:e-?)?mail(?: addresses| address)?|email addresses',
    String.raw`[[:alnum:]._%+-]+@[[:alnum:]-]+(\.[[:alnum:]-]+)+`,
  ],
  [
    'ip(?:v4)?(?: addresses| address|s)?|network addresses',
    String.raw`\b([0-9]{1,3}\.){3}[0-9]{1,3}\b`,
  ],
  ['uuids?|guids?', String.raw`\b[[:xdigit:]]{8}(-[[:xdigit:]]{4}){3}-[[:xdigit:]]{12}\b`],
  ['urls?|web addresses|links', String.raw`https?://[^[:space:]"'<>]+`],
  ['(?:iso )?dates?', String.raw`\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b`],
  ['numbers?', String.raw`\b[0-9]+(\.[0-9]+)?\b`],
  ['digits?', '[0-9]'],
  ['tabs?|tab characters?', '\t'],
];

function finish(
  scan: Scan,
  seen: Surroundings,
  script: string,
  path: string,
  changes: boolean,
): Draft {
  const target = readTarget(scan);
  const shown = command('sed', '-E', script, pathWord(path));
  scan.takeAll(
    '{show}|(?:the )?result|contents?',
    '(?:,? ?;? ?)?(?:the )?file itself (?:must |should )?(?:stays?|remains?|is left)(?: as it is| unchanged| untouched)?',
    'as it is|unchanged',
  );
  if (target !== null) return { scan, command: `${shown} > ${command(pathWord(target))}` };
  return changes
    ? { scan, command: inPlaceEdit(seen.userland, script, path, true, ''), lookFirst: shown }
    : { scan, command: shown };
}

const inPlace = (scan: Scan): boolean =>
  scan.take('(?:directly )?in[- ]place|in the file itself') !== null;

const part = { YYYY: '[0-9]{4}', MM: '[0-9]{2}', DD: '[0-9]{2}' } as const;
type Part = keyof typeof part;
const dateForm = /\b(YYYY|MM|DD)([./-])(YYYY|MM|DD)\2(YYYY|MM|DD)\b/g;

/** "changed from DD/MM/YYYY to YYYY-MM-DD" */
function dates(scan: Scan, seen: Surroundings, request: string): Draft | null {
  const [from, to] = [...request.matchAll(dateForm)];
  if (!from || !to || !scan.sees('dates?|days?|column|field|convert|change|rewrite|turn'))
    return null;
  const old = [from[1], from[3], from[4]] as Part[];
  const made = [to[1], to[3], to[4]] as Part[];
  const here = inPlace(scan);
  const paths = scan
    .takeAll('(?:(?:in|of|from) )?(?:the )?(?:file )?<P>')
    .flatMap(({ literals }) => literals.map(({ value }) => value));
  const path = paths.find((each) => !/^(?:YYYY|MM|DD)\b/.test(each));
  if (path === undefined) return null;
  scan.takeAll(
    '(?:,? ?;? ?)?(?:but |and )?(?:keep(?:ing)? )?(?:the )?{header} (?:stays|remains|is kept|line stays)(?: as it is| unchanged)?',
    '(?:yyyy|mm|dd)(?:[./-](?:yyyy|mm|dd))*|<[ID]>',
    '(?:changed|converted|rewritten|turned|reformatted|change|convert|rewrite|turn|reformat)(?: (?:from|to|into|in))*',
    '(?:with )?(?:all |the |every )*(?:dates?|days?)(?: (?:in|of) (?:the )?(?:form|format))?',
    'format|form|from|to|into',
  );
  const column = scan.take(
    '(?:in |of )?(?:the )?(?:(<N>)(?:st|nd|rd|th)?|(first|second|third|fourth|fifth|last)) (?:column|field)|(?:in |of )?(?:the )?(?:column|field) (<N>)',
  );
  const profile = profileFile(filesBehind(seen, path).find(({ head }) => head !== undefined));
  const number =
    column?.literals[0]?.value ??
    (column?.groups[2] === undefined
      ? null
      : String(
          ({ first: 1, second: 2, third: 3, fourth: 4, fifth: 5 } as Record<string, number>)[
            column.groups[2].toLowerCase()
          ] ?? 'NF',
        ));
  const sign = from[2]!;
  if (number !== null && profile?.form === 'delimited' && !profile.quoted && !here) {
    const field = number === 'NF' ? '$NF' : `$${number}`;
    const pattern = old
      .map((each) =>
        part[each].replace(/\{(\d)\}/, (_, n: string) => '[0-9]'.repeat(Number(n) - 1)),
      )
      .join(sign === '/' ? String.raw`\/` : sign === '.' ? String.raw`\.` : sign);
    const order = made.map((each) => `d[${old.indexOf(each) + 1}]`).join(` ${awkText(to[2]!)} `);
    const separator = awkText(profile.separator);
    scan.takeAll('{show}|contents?');
    return {
      scan,
      sampled: true,
      command: command(
        'awk',
        `BEGIN{FS=OFS=${separator}} ${field} ~ /^${pattern}$/{split(${field},d,${awkText(sign)});${field}=${order}} 1`,
        pathWord(path),
      ),
    };
  }
  const pattern = old.map((each) => `(${part[each]})`).join(sign === '.' ? String.raw`\.` : sign);
  const order = made.map((each) => `\\${old.indexOf(each) + 1}`).join(to[2]!);
  return finish(scan, seen, `s#\\b${pattern}\\b#${order}#g`, path, here);
}

function replaceForm(scan: Scan, seen: Surroundings): Draft | null {
  for (const [words, pattern] of forms) {
    const taken = scan.take(
      `(?:with |where )?(?:all |every |each |any |the )*(?:${words}) (?:is |are |being )?(?:replaced|masked|hidden|substituted|changed)(?: (?:by|with|to|into)(?: the)?(?: (?:word|text|string))? ${name})?`,
      `(?:replace|mask|hide|substitute|anonymi[sz]e|redact|change)(?: (?:all|every|each|any|the))*(?: occurrences? of)? (?:${words})(?:[^<]{0,20}<P>)?(?: (?:by|with|to|into)(?: the)?(?: (?:word|text|string))? ${name})?`,
    );
    if (!taken) continue;
    // "by 4 spaces" is a number of signs.
    if (scan.sees('(?<=·) ?(?:spaces|blanks|dots|dashes|underscores)')) return null;
    const given = taken.groups.slice(1).find((group) => group !== undefined);
    const inside = taken.literals.find(({ kind }) => kind === 'P')?.value;
    const here = inPlace(scan);
    const path = inside ?? takeOneFile(scan);
    if (path === null) return null;
    if (given === undefined)
      scan.assumptions.push('Nothing was said of what to put there: *** is put there.');
    const to = (given === undefined ? '***' : valueOf(scan, given)).replaceAll(
      /[\\&#]/g,
      String.raw`\$&`,
    );
    return finish(scan, seen, `s#${pattern}#${to}#g`, path, here);
  }
  return null;
}

/** "with NULL in place of every empty field" */
function emptyFields(scan: Scan, seen: Surroundings): Draft | null {
  const empty =
    '(?:all |every |each |any |the )*(?:empty|missing|blank) (?:fields?|values?|cells?|columns?)';
  const word = String.raw`(<[QINKLXC]\d+>|[a-z][\w-]*)`;
  const taken = scan.take(
    `(?:with )?${word} (?:in place of|instead of|for|where there (?:are|is)) ${empty}`,
    `(?:replace|fill|change|set)(?: in)? ${empty}(?:[^<]{0,20}<P>)? (?:with|by|to|into) ${word}`,
    `${empty} (?:is |are )?(?:replaced|filled|shown|written|printed)(?: (?:with|by|as|to))? ${word}`,
  );
  if (!taken) return null;
  const inside = taken.literals.find(({ kind }) => kind === 'P')?.value;
  const target = readTarget(scan);
  const path = inside ?? takeOneFile(scan);
  if (path === null) return null;
  const profile = profileFile(filesBehind(seen, path).find(({ head }) => head !== undefined));
  if (profile?.form !== 'delimited' || profile.quoted) return null;
  const given = taken.groups.slice(1).find((group) => group !== undefined)!;
  scan.takeAll('{show}|contents?|(?:the )?result');
  const made = command(
    'awk',
    `BEGIN{FS=OFS=${awkText(profile.separator)}} {for(i=1;i<=NF;i++) if($i=="") $i=${awkText(valueOf(scan, given))}} 1`,
    pathWord(path),
  );
  return {
    scan,
    sampled: true,
    command: target === null ? made : `${made} > ${command(pathWord(target))}`,
  };
}
