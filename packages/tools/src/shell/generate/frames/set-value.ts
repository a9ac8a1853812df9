import { command, literalPattern, pathWord } from '../quote.ts';
import type { Draft } from '../frame.ts';
import type { Scan } from '../scan.ts';
import { filesBehind, type Surroundings } from '../surroundings.ts';
import { name, valueOf } from '../tools/slots.ts';
import { editInPlace, takeFiles } from './edit-files.ts';
import { readTarget } from './records.ts';
import { backup, takeInPlace } from './text-file.ts';

/** A section of a configuration file, as requests name it. */
export const section =
  '(?:the )?(?:section |group |block )?(?:<Q>|\\[([\\w.-]+)\\]|<I>|([a-z][\\w-]*))(?: section| group| block)?';

/** What a section is called, from the groups of a match. */
export const sectionName = (scan: Scan, text: string): string | null => {
  const bracketed = /\[([^\]]+)\]/.exec(scan.plain(text))?.[1];
  if (bracketed !== undefined) return bracketed;
  const tag = /<[QI]\d+>/.exec(text)?.[0];
  if (tag) return scan.literal(tag)!.value.replace(/^\[|\]$/g, '');
  return (
    /(?:section |group |block )?([a-z][\w-]*)(?: section| group| block)?$/i.exec(text)?.[1] ?? null
  );
};

const value = String.raw`(<[NQIBAPUKLR]\d+>|(?!(?:the|a|an|every|each|all|lower|upper|be|be|its)\b)[\w.-]+)`;
const verb =
  '(?:set|change|update|switch|adjust|replace|raise|increase|lower|decrease|reduce|bump|make)';
const kind =
  '(?: (?:the|an?|all|new|current|value|setting|property|key|parameter|option|variable|entry|of|line|called|named))*';
/** What a name of a setting is not: these are facts of files, which other commands change. */
const notKeys =
  /^(?:permissions?|mode|owner|group|extensions?|endings?|suffix|prefix|names?|files?|director(?:y|ies)|dates?|time|separators?|line|lines|column|encoding|case|letters|words?|text|occurrences?|sure|all|every|each|comma|commas|blank|blanks|tabs?|spaces?)$/i;

/** Sets one key, of one `[section]` where one is named, in one file or in all files of a kind. */
export function setValue(scan: Scan, seen: Surroundings): Draft | null {
  // "which files set x" asks, it does not set.
  if (scan.sees('(?:which|what|how many|list|find|show)(?= [^.;]* (?:set|sets) )')) return null;
  const within =
    scan.take(
      '(?:(?:in|of|under|from|inside|within) )?(?:the )?(<Q>|\\[[\\w.-]+\\]|<I>|(?!(?:the|this|that|a|in|of|under)\\b)[a-z][\\w-]*) (?:section|group|block)',
      '(?:(?:in|of|under|from|inside|within) )?(?:the )?(?:section|group|block) (?:called |named )?(<Q>|\\[[\\w.-]+\\]|<I>|(?!(?:from|to|of|in|and|set|change|is|should|must|the)\\b)[a-z][\\w-]*)',
      '(?:in|of|under|from|inside|within) (?:the )?(\\[[\\w.-]+\\])',
    ) ?? null;
  const where = within && sectionName(scan, within.text.trim());
  const pair = scan.take(`${verb}${kind} <K>`);
  const parts = pair
    ? null
    : (scan.takeParts(
        `${verb}${kind} ${name}(?:'s value| value| setting)?`,
        `(?:to|=|equal to)(?: the value)? ${value}`,
      ) ?? scan.take(`(?:make|set)${kind} (<I>)(?: (?:be|equal))? ${value}`));
  if (!pair && !parts) return null;
  const literal = pair?.literals[0];
  const key = literal
    ? literal.value.slice(0, literal.value.indexOf('='))
    : valueOf(scan, parts!.groups[1]!);
  const said = parts && scan.literal(parts.groups[2]);
  const to = literal
    ? literal.value.slice(literal.value.indexOf('=') + 1)
    : said && 'BAR'.includes(said.kind)
      ? said.source
      : valueOf(scan, parts!.groups[2]!);
  if (notKeys.test(key)) return null;
  const old = scan.take(`from ${value}(?! and)`);
  void old;
  const kept = backup(scan);
  const target = readTarget(scan);
  takeInPlace(scan);
  scan.takeAll(
    '(?:,? ?;? ?)?(?:and |but )?only (?:the )?{lines} (?:that |which )?(?:begin|start)(?:s|ning|ing)? with (?:<[QIK]\\d+>|[a-z][\\w-]*)(?: (?:must|should|may|shall|are|is|do|be|to|will))*(?: (?:change[ds]?|touched|edited))?',
    '(?:,? ?;? ?)?(?:and |but )?only the (?:number|value|part|text)(?: (?:after|behind|to the right of) the (?:equals?|=|colon)(?: sign)?)?(?: (?:changes|is changed))?',
    '(?:,? ?;? ?)?(?:and |but )?(?:the )?(?:blanks|spaces|white ?space|indentation|comments?|quotes)(?: (?:around|before|after|behind) (?:it|them|the (?:number|value|equals? sign|sign)))? (?:stays?|remains?|(?:is|are) kept)(?: (?:as (?:it is|they are)|unchanged|in place))?',
    '\\(?(?:the )?{lines}? ?(?:looks?|reads?) like <[QK]\\d+>\\)?',
    'without touching (?:anything else|other lines|comments)',
    'only|accordingly|there',
  );
  const files = takeFiles(scan, seen);
  if (files === null) return null;
  const query = typeof files === 'string' ? null : files;
  const path = typeof files === 'string' ? files : null;
  const heads = (
    query ? query.roots.flatMap((root) => filesBehind(seen, root)) : filesBehind(seen, path!)
  ).flatMap(({ head }) => (head === undefined ? [] : [head]));
  const setting = new RegExp(
    `^[ \\t]*(?:export )?${literalPattern(key)}[ \\t]*([=:])[ \\t]*(.*)$`,
    'm',
  );
  const line = heads.map((head) => setting.exec(head)).find((found) => found !== null);
  if (!query && heads.length > 0 && !line)
    scan.gaps.push(`There is no line that sets ${key} in ${path!}.`);
  if (where && heads.length > 0 && !heads.some((head) => head.includes(`[${where}]`)))
    scan.gaps.push(`There is no section [${where}] there.`);
  const sign = line?.[1] ?? (/\.ya?ml$/.test(path ?? query!.names[0] ?? '') ? ':' : '=');
  // A comment behind the value stays.
  const rest = line && /^[^\s#;"']+(?:\s+[#;].*)?$/.test(line[2]!) ? '[^[:space:]#;]+' : '.*';
  const range = where ? `/^[[:space:]]*\\[${literalPattern(where)}\\]/,/^[[:space:]]*\\[/` : '';
  const script = `${range}s|^([[:space:]]*(export )?${literalPattern(key)}[[:space:]]*${sign}[[:space:]]*)${rest}|\\1${to.replaceAll(/[\\&|]/g, String.raw`\$&`)}|`;
  const sampled = heads.length > 0;
  if (path !== null && (target !== null || scan.readOnly))
    return {
      scan,
      sampled,
      command:
        command('sed', '-E', script, pathWord(path)) +
        (target === null ? '' : ` > ${command(pathWord(target))}`),
    };
  return {
    scan,
    sampled,
    ...editInPlace(seen, files, script, { extended: true, kept, look: ['-nE', `${script}p`] }),
  };
}
