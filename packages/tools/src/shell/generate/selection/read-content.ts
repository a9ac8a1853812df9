import { raw, type Word } from '../quote.ts';
import type { Scan, Taken } from '../scan.ts';

/** What a file must have in it. */
export interface ContentTest {
  readonly text: string;
  readonly lacks: boolean;
  /** Flags of grep that say how the text is compared. */
  readonly flags: readonly string[];
}

/** Reads which text the files have in them; only where it is in quotes, a name, a level, or a word that is called one. */
export function readContent(scan: Scan): ContentTest | null {
  const lead =
    '(?:(?:that|which|where|whose contents?|whose text|with|in which|and|but|still|also|inside|they|it) )*';
  const lacking =
    "(do not |does not |don't |doesn't |without |not |never |lack(?:s|ing)? |no longer )?";
  const verb =
    '(?:actually )?(?:contain(?:s|ing)?|mention(?:s|ing)?|includ(?:e|es|ing)|hav(?:e|ing)|has|with|match(?:es|ing)?|referenc(?:e|es|ing)|refer(?:s|ring)? to|depend(?:s|ing)? on|read(?:s|ing)? from|select(?:s|ing)? from|quer(?:y|ies|ying)|import(?:s|ing)?|call(?:s|ing)?|us(?:e|es|ing)|say(?:s|ing)?|hold(?:s|ing)?)?';
  const line =
    '((?:(?:an?|any|the|at least one|some) )?{lines} (?:that |which )?(?:(?:is|are|reads?|says?|consists? of|equals?|equal to|being)(?: exactly| only| just| precisely)?|exactly|start(?:s|ing)? with|begin(?:s|ning)? with|end(?:s|ing)? (?:with|in)|contain(?:s|ing)?|with) )?';
  const noun =
    '((?:(?:the|an?|any|exact|literal|whole) )*(?:word|text|string|phrase|line|pattern|regex|regular expression|message|level|term|name|table|column|variable|function|import|occurrence of|mention of)s? )?';
  const taken =
    scan.take(
      `${lead}${lacking}${verb} ?${line}(?:the )?${noun}(<[QILU]\\d+>)(?: (?:anywhere|somewhere|in (?:it|them|their contents?|the contents?|its contents?|the text)|inside(?: them| it)?))*`,
    ) ??
    takeName(scan, `${lead}${lacking}(?:contain|mention|includ)(?:e?s|ing)? ([\\w.:-]+)`) ??
    takeName(scan, `(?:,? ?)?(?:but |and )(not )([\\w.:-]+)(?=[.,;?!]|$)`) ??
    scan.take(
      `${lead}${lacking}${verb} ?(?:the |an? )?(word|text|string|phrase|term|table|column|function|module|host|variable|topic|package|library) ([\\w-]+)(?: (?:anywhere|somewhere|in (?:it|them|their contents?)|inside(?: them| it)?))*`,
    );
  if (!taken) return null;
  const word = taken.literals[0]?.value ?? taken.groups.at(-1)!.replace(/[.:-]+$/, '');
  const kind = taken.literals[0]?.kind;
  const said = taken.text.toLowerCase();
  const whole =
    /line\w* (?:that |which )?(?:is|are|reads?|says?|consists?|equals?|equal|being|exactly)/.test(
      said,
    );
  const starts = /lines? (?:that |which )?(?:start|begin)/.test(said);
  const ends = /lines? (?:that |which )?end/.test(said);
  const pattern = /pattern|regex|regular expression/.test(said);
  const anyCase =
    scan.take(
      '(?:,? ?)?\\(?(?:ignoring case|case[- ]insensitive(?:ly)?|regardless of (?:the )?case|(?:in )?any (?:letter )?case|(?:in )?(?:upper|lower) or (?:upper|lower) case|no matter the case)\\)?(?=[ ,.;?)]|$)',
    ) !== null;
  // "x, and not x_old": the name itself and no longer one.
  const longer = '(?:,? ?)?(?:and |but )?not <[QI]\\d+>';
  const alone =
    scan.sees(longer)?.literals[0]?.value.includes(word) === true && scan.take(longer) !== null;
  const asWord =
    alone ||
    scan.take('(?:,? ?)?(?:as (?:a )?whole words?|whole words? only)') !== null ||
    /\bword [^ ]*$|\bword\b/.test(said.replace(/<.*/, '')) ||
    kind === 'L';
  const text =
    starts || ends
      ? `${starts ? '^' : ''}${word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}${ends ? '$' : ''}`
      : word;
  return {
    text,
    lacks:
      /\b(?:not|n't|without|lack\w*|never|no longer) ?/.test(said.replace(/<.*/, '')) ||
      /n't/.test(said),
    flags: [
      starts || ends || pattern ? '-E' : '-F',
      ...(whole ? ['-x'] : asWord ? ['-w'] : []),
      ...(anyCase ? ['-i'] : []),
    ],
  };
}

/** A word with a large letter in it ("OutOfMemory", "TODO") is a text although it stands in no quotes. */
function takeName(scan: Scan, rule: string): Taken | null {
  const said = scan.sees(rule)?.groups.at(-1);
  return said !== undefined && /[A-Z]{2}|[a-z][A-Z]|^[A-Z][a-z]+[A-Z]/.test(said)
    ? scan.take(rule)
    : null;
}

/** The test as a part of find: printing the fitting files itself, or quietly where something else is done with them. */
export function contentWords(content: ContentTest, packed: boolean, prints: boolean): Word[] {
  const program = packed ? 'zgrep' : 'grep';
  const text = content.text.startsWith('-') ? ['-e', content.text] : ['--', content.text];
  if (prints && !(packed && content.lacks))
    return ['-exec', program, content.lacks ? '-L' : '-l', ...content.flags, ...text, '{}', '+'];
  return [
    ...(content.lacks ? ['!'] : []),
    '-exec',
    program,
    '-q',
    ...content.flags,
    ...text,
    '{}',
    raw(String.raw`\;`),
    ...(prints ? ['-print'] : []),
  ];
}
