import type { Scan } from '../scan.ts';
import { findSeen, type Surroundings } from '../surroundings.ts';
import { excludes, excludingWords } from './words.ts';

export interface Places {
  readonly roots: string[];
  /** Patterns of names that came as paths (`logs/*.gz`). */
  readonly names: string[];
  /** Folders whose content is not meant. */
  readonly excluded: string[];
  readonly depth: { readonly min?: number; readonly max?: number };
}

const prepositions = '{under}|out of|and|or|on|for|to|into|here in';
const before = `${prepositions}|${excludingWords}|but|the|those|these|ones?|anything|everything|all|any|each|contents?|of|that|which|what|are|is|was|were|{files}|{folders}|paths?|tree|sub-?tree|whole|entire|local|lies?|lying|liv(?:e|es|ing)|resid(?:e|es|ing)|sit(?:s|ting)?|stored|kept|found|located|contained|somewhere|anywhere|also|even|at any depth|deep|only`;

/** In which folders, how deep, and where not. */
export function readPlaces(scan: Scan, seen: Surroundings): Places {
  const roots: string[] = [];
  const names: string[] = [];
  const excluded: string[] = [];
  const depth = readDepth(scan);
  if (
    scan.take(
      '(?:{under}) (?:the )?(?:current (?:working )?{folders}|working {folders}|present {folders}|this {folders})(?: tree)?',
      '(?:here|in here)(?= |[.,?]|$)',
    )
  )
    roots.push('.');
  for (const taken of scan.takeAll(
    `(?:,? ?(?:and |but )?)(?:${excludingWords})(?: (?:those|anything|everything|the ones|ones|all|any|the|every|{files}|content|looking|going|descending|searching))*(?: (?:below|under|in|inside|within|from|into))?(?: (?:the|any|all))* (?:{folders} )?(?:called |named )?(<[IQ]\\d+>|[._a-z][\\w.-]*) (?:{folders})`,
    `(?:,? ?(?:and |but )?)(?:${excludingWords})(?: (?:those|anything|everything|the ones|ones|all|any|the|every|{files}|content|looking|going|descending|searching))*(?: (?:below|under|in|inside|within|from|into))?(?: (?:the|any|all))* (?:{folders}) (?:called |named )?(<[IQ]\\d+>)`,
  )) {
    const name = scan.literal(taken.groups[1])?.value ?? taken.groups[1]!;
    if (/^(?:first|top|sub|any|the|all|hidden|empty|other|parent|same|their|its)\b/i.test(name)) {
      scan.left += ` ${taken.text.replaceAll(/[·]/g, '')}`;
      break;
    }
    excluded.push(name.replace(/\/$/, ''));
  }
  for (const taken of scan.takeAll(
    `((?:(?:${before}),? )*)(<P>)((?:(?:,|,? and|,? or|,? nor)(?: (?:in|under|below|from))?(?: the)? <P>)*)(?: {folders}| tree| sub-?tree)?`,
  )) {
    const not = excludes(taken.groups[1] ?? '');
    for (const { kind, value } of taken.literals) {
      if (kind !== 'P') continue;
      const path = value.replace(/(?<=.)\/+$/, '');
      if (not) excluded.push(path);
      else if (/[*?]/.test(path)) {
        const cut = path.lastIndexOf('/');
        if (cut > 0 && !/[*?]/.test(path.slice(0, cut))) roots.push(path.slice(0, cut));
        names.push(path.slice(cut + 1));
      } else if (
        /\.[a-z0-9]{1,8}$/i.test(path) &&
        findSeen(seen, path)?.kind !== 'folder' &&
        !path.includes('/')
      )
        names.push(path);
      else roots.push(path);
    }
  }
  return { roots, names, excluded, depth };
}

function readDepth(scan: Scan): Places['depth'] {
  let depth: Places['depth'] = {};
  if (
    scan.take(
      '(?:(?:that|which) )?(?:(?:are|is|lie|lies|lying|sit|sits|live) )?(?:directly|immediately|right|located directly|only directly|exactly) (?:in|inside|under|below|within|beneath)(?= (?:the |that |it|this )?(?:<P>|{folders}|current|·))',
      'only (?:in|inside)(?= (?:the )?(?:{folders} )?<P>(?! and below))',
    )
  )
    depth = { max: 1 };
  if (
    scan.take(
      ",? ?\\(?(?:but |and )?(?:not (?:in |into |from |looking (?:in|into) |those in |the ones in |including |recursing into |descending into )?(?:any |its |the |deeper |further |lower )*{folders}|without (?:descending|looking|going|recursing)(?: into)?(?: any| the| its)?(?: {folders}| deeper)?|without (?:the |any |its )?{folders}|non-?recursive(?:ly)?|not recursive(?:ly)?|(?:excluding|ignoring|skip(?:ping)?|leav(?:e|ing) out)(?: the| any| its| all)? (?:sub-?){folders}|top[- ]level only|only (?:at |on )?the (?:top|first) level|(?:do not|don't|never|no) (?:recurse|descend|recursion|go deeper)(?: into(?: the| any| its)? {folders})?|not deeper|no deeper|nothing deeper|not (?:below|further down)|(?:the )?(?:sub-?{folders}) (?:are |is )?(?:not (?:included|meant|wanted|searched|to be searched)|excluded|ignored|left out|do not count|don't count))(?: of it| below it| below| there)?\\)?",
      '(?:at|on) (?:the )?(?:top|first) level(?: only)?(?: of)?',
      'top[- ]level(?= (?:{files}|<E>))',
      '(?<=<[P]\\d+> )itself(?= |[.,;]|$)',
    )
  )
    depth = { max: 1 };
  scan.takeAll(
    '\\(?(?:,? ?(?:and |also |even )?)?(?:recursively|recursive|including (?:all )?(?:its |the |any )?(?:sub-?)?{folders}|and (?:all )?(?:its |their |the )?sub-?{folders}(?! (?:with|without|that|named|called))|(?:at|on|in) (?:any|every|all|whatever) (?:depth|levels?)|however deep|no matter how deep|and below|and deeper|in all {folders}|anywhere|somewhere|(?:in )?the whole tree|all the way down)\\)?',
    '\\(?(?:,? ?(?:and )?)?(?:also )?(?:in|of|inside)(?: all| any| its| their| the)* {folders} (?:too|also|as well)\\)?',
    '\\(?(?:,? ?(?:and |with |including |include )?)?(?:all |the |its )?(?:sub-?)?{folders} (?:too|also|as well|included)\\)?',
    '\\(?(?:<P>|it|·+) itself (?:too|also|as well|included)\\)?',
    '(?:,? ?(?:and )?)?(?:also|even) (?:in|of|inside)(?: all| any| its| their| the)* {folders}',
  );
  const levels = scan.take(
    '(?:at most|up to|no more than|not more than|to a depth of|down to|max(?:imum)? depth(?: of)?) (<N>)(?: levels?)?(?: (?:deep|below|down))?',
    '(<N>) levels? (?:deep|below|down)(?: at most)?',
  );
  if (levels) depth = { max: Number(levels.literals[0]!.value) };
  const exact = scan.take('(?:exactly )?(?:at|on) (?:depth|level) (<N>)');
  if (exact)
    depth = { min: Number(exact.literals[0]!.value), max: Number(exact.literals[0]!.value) };
  return depth;
}
