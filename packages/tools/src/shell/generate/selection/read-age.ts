import { raw, type Word } from '../quote.ts';
import type { Scan } from '../scan.ts';
import type { Literal } from '../lex-request.ts';
import { joining, takeAround } from './words.ts';

const verbs =
  'modified|changed|touched|updated|edited|altered|written(?: to)?|accessed|opened|read|used|created|made';
const before = `${joining}|${verbs}|(?:last )?(?:modification|change|access|write)(?: (?:time|date|timestamp)s?)?|mtimes?|time ?stamps?|dates?|dated|last|lastly|recently|ages?|aged|older|newer|younger|more recent(?:ly)?|more|less|fewer|longer|later|earlier|at|least|most|than|over|above|under|below|within|in|during|for|from|on|or|past|previous|since|before|after|until|till|up to|by|ago|beyond|go(?:es|ing)? back|dat(?:es?|ing) back|lies?|between|to|not|no|never|haven't|hasn't|hadn't|weren't|wasn't|aren't|isn't|didn't|nobody|no one|anybody|anyone|untouched|unchanged|unmodified|stale|exceed(?:s|ing)?|inclusive`;
const after =
  'old|ago|of age|back|or (?:older|more|longer|newer|less|earlier|later|before|after)|and (?:older|newer)|onwards?|on|inclusive|exclusive|in age|earlier|prior';

/** `m` for modification, `a` for the last reading. */
const clockOf = (words: string): 'm' | 'a' =>
  /\b(?:access(?:ed)?|opened|read|used)\b/i.test(words) ? 'a' : 'm';

/** `+` for more than the span, `-` for less; whether the span itself belongs to it. Null: no words of age. */
function direction(words: string): { sign: '+' | '-'; inclusive: boolean } | null {
  const not =
    /\b(?:not|no|nobody|never|untouched|unchanged|unmodified|stale|(?:have|has|had|were|was|are|is|did)n't)\b/i.test(
      words,
    );
  if (/\b(?:not|no)(?: been)? (?:more|older|longer|earlier) /i.test(words))
    return { sign: '-', inclusive: true };
  if (
    /\b(?:not|no) (?:newer|younger|less|fewer|later) |at least|\bor (?:older|more|longer|earlier)|and older/i.test(
      words,
    )
  )
    return { sign: '+', inclusive: true };
  if (/\bat most|up to|\bor (?:newer|less)/i.test(words))
    return { sign: not ? '+' : '-', inclusive: true };
  if (/more recent|newer|younger|less|fewer|\bunder|\bbelow|later/i.test(words))
    return { sign: not ? '+' : '-', inclusive: false };
  if (
    /older|longer|earlier|\bmore\b|\bover\b|above|beyond|exceed|\bbefore\b|prior|dat\w+ back|go\w* back/i.test(
      words,
    )
  )
    // "over the last 3 days" is within them.
    return /over the (?:last|past|previous) $/i.test(words) && !not
      ? { sign: '-', inclusive: false }
      : { sign: '+', inclusive: false };
  if (not) return { sign: '+', inclusive: false };
  if (
    /within|during|\b(?:last|past|previous) (?:$|\S*ago|old)|\b(?:last|past|previous) *$|\bin $|since/i.test(
      words,
    )
  )
    return { sign: '-', inclusive: false };
  if (/\b(?:old|ago|of age)\b/i.test(words)) return { sign: '+', inclusive: true };
  return null;
}

function ageTest(
  { sign, inclusive }: { sign: '+' | '-'; inclusive: boolean },
  clock: 'm' | 'a',
  seconds: number,
  scan: Scan,
): Word[] {
  if (seconds % 86_400 === 0) {
    const days = seconds / 86_400 + (inclusive ? (sign === '+' ? -1 : 1) : 0);
    if (sign === '+')
      scan.assumptions.push(
        `Age counts in whole days: -${clock}time +${days} means at least ${days + 1} full days.`,
      );
    return [`-${clock}time`, `${sign}${days}`];
  }
  return [`-${clock}min`, `${sign}${Math.max(1, Math.round(seconds / 60))}`];
}

/** The day or instant as `find -newermt` reads it. */
const instantOf = ({ instant, value }: Literal): string =>
  [instant?.day, instant?.time].filter((part) => part !== undefined).join(' ') || value;

/** How old, or from which days, the files are. */
export function readAge(scan: Scan): Word[] {
  const tests: Word[] = [];
  for (const taken of scan.takeAll(
    `((?:(?:${before}) )*)(?:newer|more recent(?:ly)?|later|younger|after|since)(?: (?:${verbs}|than|the|file|marker|reference|time ?stamp|modification time|of|was|last|·+))* <P>`,
  ))
    tests.push('-newer', taken.literals[0]!.value);
  for (const taken of scan.takeAll(
    `((?:(?:${before}) )*)(?:older|earlier|before)(?: (?:${verbs}|than|the|file|marker|reference|time ?stamp|modification time|of|was|last|·+))* <P>`,
  ))
    tests.push('!', '-newer', taken.literals[0]!.value);
  for (const taken of scan.takeAll(
    `(?:(?:${before}) )*(?:between|from) (?:<N>|<A>) (?:and|to) <A>(?: (?:${after}))*`,
  )) {
    const [low, high] = taken.literals as [Literal, Literal];
    const unit = Number(high.value) / (Number.parseFloat(high.source) || 1);
    const clock = clockOf(taken.text);
    tests.push(
      ...ageTest(
        { sign: '+', inclusive: true },
        clock,
        low.kind === 'N' ? Number(low.value) * unit : Number(low.value),
        scan,
      ),
      ...ageTest({ sign: '-', inclusive: true }, clock, Number(high.value), scan),
    );
  }
  takeAround(scan, { literal: '<A>', before, after }, (found) => {
    const words = `${found.before}${found.after}`;
    const said = direction(words);
    if (!said) return false;
    if (/\bcreated|\bmade\b/i.test(words))
      scan.assumptions.push('When a file was made is not kept everywhere: its last change counts.');
    tests.push(...ageTest(said, clockOf(words), Number(found.literals[0]!.value), scan));
    return true;
  });
  for (const taken of scan.takeAll(
    `(?:(?:${before}) )*(?:between|from) (?:the )?(<D>|<T>) (?:and|to|until|through) (?:the )?(<D>|<T>)(?: (?:${after}))*`,
  )) {
    const [from, to] = taken.literals as [Literal, Literal];
    tests.push('-newermt', instantOf(from), '!', '-newermt');
    if (to.kind === 'D') {
      tests.push(raw(`"$(date -d '${instantOf(to)} + 1 day' +%F)"`));
      scan.assumptions.push(`${instantOf(to)} belongs to the range.`);
    } else tests.push(instantOf(to));
  }
  takeAround(scan, { literal: '<[DT]\\d+>', before, after }, (found) => {
    const words = `${found.before}${found.after}`;
    const literal = found.literals[0]!;
    const at = instantOf(literal);
    if (
      /\b(?:since|after|newer|later|younger|from|onwards?)\b/i.test(words) &&
      !/\bnot\b/i.test(words)
    )
      tests.push('-newermt', at);
    else if (/\b(?:since|after|newer|later)\b/i.test(words)) tests.push('!', '-newermt', at);
    else if (/\b(?:before|older|earlier|until|till|prior|by|up to)\b/i.test(words))
      tests.push('!', '-newermt', at);
    else if (literal.kind === 'D' && new RegExp(`\\b(?:on|dated|${verbs})\\b`, 'i').test(words))
      tests.push('-newermt', at, '!', '-newermt', raw(`"$(date -d '${at} + 1 day' +%F)"`));
    else return false;
    return true;
  });
  const verb = `(?:that |which )?(?:(?:were|was|are|have been|has been|last|be) )*(?:${verbs})(?: last)?`;
  if (scan.take(`${verb} yesterday|from yesterday|yesterday's`))
    tests.push(
      '-newermt',
      raw('"$(date -d yesterday +%F)"'),
      '!',
      '-newermt',
      raw('"$(date +%F)"'),
    );
  else if (scan.take(`(not )?${verb} since yesterday`))
    tests.push('-newermt', raw('"$(date -d yesterday +%F)"'));
  if (scan.take(`${verb} (?:since )?today|from today|today's|(?:since|after) midnight`))
    tests.push('-newermt', raw('"$(date +%F)"'));
  return tests;
}
