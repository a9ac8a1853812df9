import { awkText, command, pathWord, pipe } from '../quote.ts';
import type { Draft, Frame } from '../frame.ts';
import type { Scan } from '../scan.ts';
import { filesBehind, type Surroundings } from '../surroundings.ts';
import { valueOf } from '../tools/slots.ts';
import { takeOneFile } from './one-file.ts';

const text = String.raw`(<[QLI]\d+>|traceback)`;
const ordinals: Readonly<Record<string, number>> = {
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
};
const ordinal = `<N>(?:st|nd|rd|th)?|other|${Object.keys(ordinals).join('|')}`;

/** Lines by what stands near them: around a match, from a mark to the end, every n-th. */
export const lineContext: Frame = {
  name: 'line-context',
  build: (scan, { seen }) =>
    around(scan.copy(), seen) ?? fromMark(scan.copy(), seen) ?? everyNth(scan.copy(), seen),
};

/** "the ERROR line and the 2 lines that follow it" */
function around(scan: Scan, seen: Surroundings): Draft | null {
  const context = scan.take(
    `(?:,? ?(?:and|with|plus|together with|as well as|including|followed by)?)?(?: also)?(?: the)?(?: next| previous| following| preceding)? ?(<N>|one) (?:more )?{lines} (?:that |which |directly |immediately |right )*(follow(?:s|ing)?|after|behind|below|before|preced(?:e|es|ing)|above|around|on (?:each|either|both) sides?(?: of)?|before and after|above and below)(?: (?:it|them|that|this|each(?: of them| match| one| occurrence)?|every (?:match|one|occurrence)))?`,
    '(?:,? ?(?:and|with|plus|together with|as well as|including|followed by) )(?:also )?(?:the )?(next|following|previous|preceding) (<N>|one)? ?{lines}',
    '(?:,? ?(?:and )?(?:with|plus|including) )(<N>) {lines} of (context)(?: before and after| around (?:it|them|each))?',
    '(?:the )?(<N>) {lines} (after|before|following|preceding|around|above|below)(?= (?:each |every |the |a )?<[QLI])',
  );
  if (!context) return null;
  const match = scan.take(
    `(?:the |each |every |all |any )*${text} (?:entry|entries|{lines})`,
    `(?:the |each |every |all |any )*(?:{lines} )?{contains} (?:the )?(?:word |text |string |message )?${text}`,
    `(?:of |for |after |before |around |above |below |following |preceding )?(?:the |each |every |all |any )*${text}`,
  );
  const path = takeOneFile(scan);
  if (!match || path === null) return null;
  const tag = match.groups.find((group) => group !== undefined && /^<[QLI]\d+>$/.test(group));
  if (tag === undefined) return null;
  const literal = scan.literal(tag)!;
  const count = context.literals.find(({ kind }) => kind === 'N')?.value ?? '1';
  const where = context.groups.slice(1).join(' ').toLowerCase();
  const flag = /around|side|context|before and after|above and below/.test(where)
    ? '-C'
    : /before|preced|previous|above/.test(where)
      ? '-B'
      : '-A';
  scan.takeAll('{show}|{lines}|all|every|each|occurrences?(?: of)?|match(?:es)?');
  const packed = filesBehind(seen, path).some(({ compression }) => compression === 'gzip');
  return {
    scan,
    command: command(
      packed ? 'zgrep' : 'grep',
      literal.kind === 'L' ? '-w' : '-F',
      flag,
      count,
      ...(literal.value.startsWith('-') ? ['-e'] : []),
      literal.value,
      pathWord(path),
    ),
  };
}

/** "everything from the last "Starting" line to the end", "the lines before the first "END"" */
function fromMark(scan: Scan, seen: Surroundings): Draft | null {
  const what =
    '(?:everything|all(?: {lines})?|(?:all )?(?:the )?{lines}|(?:the )?(?:part|text|section|content|rest))';
  const mark = `(?:the )?(first|last|final|latest|most recent)?(?: occurrence of)? ?(?:the )?(?:{lines} )?(?:(?:that |which )?{contains} |with |saying )?(?:the )?(?:word |text |string )?${text}(?: {lines}| marker| line)?`;
  const place = '(?: (?:in|of|from) (?:the )?(?:file |log )?<P>)?';
  const taken = scan.take(
    `${what}${place}(?: that (?:comes?|stands?|follows?))? (from|after|before|up to|until|starting (?:with|at|from)|beginning (?:with|at)|following|preceding) ${mark}(?: (?:on(?:wards?)?|to (?:the )?end(?: of (?:the )?(?:file|log))?|until (?:the )?end(?: of (?:the )?(?:file|log))?|inclusive|included))*`,
  );
  if (!taken) return null;
  // The file may have stood between.
  const inside = taken.literals.find(({ kind }) => kind === 'P')?.value;
  const path = inside ?? takeOneFile(scan);
  if (path === null) return null;
  scan.takeAll(
    'to (?:the )?end(?: of (?:the )?(?:file|log))?',
    'of the (?:file|log)',
    '{show}|only',
  );
  const groups = taken.groups.slice(1).filter((group) => group !== undefined);
  const tag = groups.find((group) => /^<[QLI]\d+>$/.test(group));
  if (tag === undefined) return null;
  const here = `index($0,${awkText(valueOf(scan, tag))})`;
  const last = groups.some((group) => /^(?:last|final|latest|most recent)$/i.test(group));
  const word = groups[0]!.toLowerCase();
  const program = /before|preceding|until|up to/.test(word)
    ? last
      ? `{line[NR]=$0} ${here}{n=NR} END{for(i=1;i<n;i++)print line[i]}`
      : /up to|until/.test(word) && /inclusive|included/i.test(taken.text)
        ? `{print} ${here}{exit}`
        : `${here}{exit} {print}`
    : /after|following/.test(word)
      ? last
        ? `{if(on)rest=rest $0 ORS} ${here}{rest="";on=1} END{printf "%s",rest}`
        : `on; ${here}{on=1}`
      : last
        ? `${here}{rest="";on=1} on{rest=rest $0 ORS} END{printf "%s",rest}`
        : `${here}{on=1} on`;
  return { scan, command: onText(seen, path, program) };
}

/** "every third line, beginning with line 2" */
function everyNth(scan: Scan, seen: Surroundings): Draft | null {
  const taken = scan.take(`(?:every|each) (${ordinal}) {lines}`);
  if (!taken) return null;
  const step = taken.literals[0]?.value ?? String(ordinals[taken.groups[1]!.toLowerCase()] ?? 2);
  const start = scan.take(
    `(?:,? ?(?:and )?)?(?:beginning|starting|counting|start|begin) (?:with|at|from|on)(?: the)?(?: {lines})?(?: number)? (<N>|first|second|third)(?:st|nd|rd|th)?(?: {lines}| one)?`,
  );
  const path = takeOneFile(scan);
  if (path === null) return null;
  const from =
    start === null
      ? step
      : (start.literals[0]?.value ??
        String({ first: 1, ...ordinals }[start.groups[1]!.toLowerCase()] ?? 1));
  scan.takeAll('{show}|only');
  return {
    scan,
    command: onText(
      seen,
      path,
      from === step ? `NR%${step}==0` : `NR>=${from} && (NR-${from})%${step}==0`,
    ),
  };
}

function onText(seen: Surroundings, path: string, program: string): string {
  const packed = filesBehind(seen, path).some(({ compression }) => compression === 'gzip');
  return packed
    ? pipe(command('zcat', '--', pathWord(path)), command('awk', program))
    : command('awk', program, pathWord(path));
}
