import { awkText, literalPattern } from '../quote.ts';
import type { Scan } from '../scan.ts';

const not =
  '(?:without|no|not|excluding|except(?: for)?|ignor(?:e|ing)|leav(?:e|ing) out|skip(?:ping)?|omit(?:ting)?|remov(?:e|ing)|delet(?:e|ing)|dropp?(?:ing)?|stripp?(?:ing)?|throw(?:ing)? (?:away|out)|disregard(?:ing)?|neither|nor)(?: (?:any|all|the|out|every))*';
const comment =
  '(?:comment(?:ed)?(?:[- ]out)? {lines}|{lines} (?:that |which )?(?:are )?(?:commented(?: out)?|comments?)|comments?)';
const sign =
  '(?:,? ?\\(?(?:i\\.e\\. )?(?:those |{lines} |that |which )*(?:start(?:s|ing)?|begin(?:s|ning)?) with (?:an? )?(<Q>|#|;|--|\\/\\/|%|!|hash)\\)?)?';
const blank = '(?:blank|empty)(?: {lines}| ones)?';

/** Conditions on single lines, in awk. Their order is that of the request. */
export function readFilters(scan: Scan, path: string): string[] {
  const tests: string[] = [];
  const marks = /\.sql$/i.test(path) ? '--' : /\.ini$/i.test(path) ? '[#;]' : '#';
  const drop = (said: string): void => {
    if (/comment/i.test(said)) {
      const given = /<Q\d+>/.exec(said);
      const mark = given ? literalPattern(scan.literal(given[0])!.value) : marks;
      tests.push(`!/^[[:space:]]*${mark.replaceAll('/', String.raw`\/`)}/`);
    }
    if (/blank|empty/i.test(said)) tests.push('/[^[:space:]]/');
  };
  for (const taken of scan.takeAll(
    `(?:,? ?;? ?(?:and |but )?)?${not} ${comment}${sign}(?:,? (?:and|or|nor)(?: (?:${not}))? ${blank})?`,
    `(?:,? ?;? ?(?:and |but )?)?${not} ${blank}(?:,? (?:and|or|nor)(?: (?:${not}))? ${comment}${sign})?`,
    `(?:,? ?;? ?(?:and )?)?(?:the )?(?:${comment}|${blank})(?:,? (?:and|or|nor) (?:${comment}|${blank}))? (?:do not|don't|must not|should not|are not to)(?: be)? (?:count(?:ed)?|matter|wanted|included|printed)`,
    `(?:,? ?;? ?(?:and )?)?(?:the )?(?:${comment}|${blank})(?:,? (?:and|or|nor) (?:${comment}|${blank}))? (?:are|is|to be) (?:ignored|left out|skipped|dropped|removed|excluded)`,
    '(?:non-?(?:blank|empty)|(?:that are |which are )?not (?:blank|empty))(?: (?:and|or) (?:not |non-?)?comment(?:ed|s)?)?(?= |[.,;]|$)',
  ))
    drop(taken.text);
  const text = String.raw`(<[QIL]\d+>)`;
  // "start with a or end with b": one of them is enough.
  const either =
    scan.sees(
      `(?:start|begin|end|contain|includ|mention)(?:s|ing|es)? (?:(?:with|in|the) )*<[QIL]\\d+> or (?:that |which )?(?:start|begin|end|contain|includ|mention)`,
    ) !== null;
  const said: string[] = [];
  const matched = scan.takeAll(
    `(?:or |and )?(?:{lines} )?(?:that |which |do |does )*(not |don't |doesn't |never )?(start|begin|end)(?:s|ing|ning)? (?:with|in) (?:the (?:word|text|string) |an? )?${text}`,
    `{lines} (?:that |which |do |does )*(not |don't |doesn't |never )?(contain|includ|mention|hav|with|match)(?:s|ing|es|e)?(?: the)?(?: (?:word|text|string))? ${text}`,
    `{lines} (without)( )(?:the )?(?:(?:word|text|string) )?${text}`,
    `{lines} (?:that |which |do |does )*(not |don't |doesn't )?(consist|equal|are|is|say)(?:s|ing)?(?: of| to)?(?: (?:exactly|only|just))? ${text}`,
  );
  for (const { groups, text: whole } of matched) {
    const negative = groups.some((group) =>
      /^(?:not|don't|doesn't|never|without)/i.test(group?.trim() ?? ''),
    );
    const value = scan.literal(/<[QIL]\d+>/.exec(whole)![0])!.value;
    const verb = (groups[2] ?? '').trim().toLowerCase();
    const positive = /^(?:start|begin)/.test(verb)
      ? `index($0,${awkText(value)})==1`
      : verb === 'end'
        ? `$0 ~ /${literalPattern(value)}$/`
        : /^(?:consist|equal|are|is|say)/.test(verb)
          ? `$0==${awkText(value)}`
          : `index($0,${awkText(value)})`;
    said.push(
      negative
        ? positive.startsWith('index($0') && !positive.includes('==')
          ? `!${positive}`
          : `!(${positive})`
        : positive,
    );
  }
  tests.push(...(either && said.length > 1 ? [`(${said.join(' || ')})`] : said));
  for (const taken of scan.takeAll(
    '{lines} (?:that |which )?(?:are |have |with |of )*({over}|{below}|{least_or}|{most_or}|exactly)(?: than)? <N> characters?(?: long)?',
    '{lines} (?:that |which )?(?:are )?(longer|shorter) than <N>(?: characters?)?',
  )) {
    const said = taken.groups[1]!.toLowerCase();
    const n = taken.literals[0]!.value;
    tests.push(
      `length($0)${/least/.test(said) ? '>=' : /most|up to/.test(said) ? '<=' : /exact/.test(said) ? '==' : /short|less|fewer|below|under|small/.test(said) ? '<' : '>'}${n}`,
    );
  }
  return [...new Set([...readPlaces(scan), ...tests])];
}

/** Which lines by their number; "delete lines 2 to 4" keeps the others. */
function readPlaces(scan: Scan): string[] {
  const dropped = scan.take(
    '(?:{show} )?(?:all (?:{lines} )?)?(?:delete|remove|drop|cut(?: out)?|except(?: for)?|without|but(?: not)?|leave out|skip)(?: the)?(?= {lines} (?:number(?:s)? )?<N>)',
  );
  const kept = readKept(scan);
  return dropped && kept.length > 0 ? [`!(${kept.join(' && ')})`] : kept;
}

function readKept(scan: Scan): string[] {
  const range = scan.take(
    '{lines} (?:number(?:s|ed)? )?(?:from )?<N> ?(?:to|through|until|up to|till|-|–|\\.\\.) ?<N>(?:,? ?\\(?(?:inclusive|included|both (?:inclusive|included))\\)?)?',
    '(?:from |between )(?:the )?{lines} (?:number )?<N> (?:to|and|until|through)(?: {lines}| number)* <N>(?:,? ?\\(?(?:inclusive|included)\\)?)?',
  );
  if (range) return [`NR>=${range.literals[0]!.value}`, `NR<=${range.literals[1]!.value}`];
  const from = scan.take(
    '(?:everything |all (?:{lines} )?)?(?:from|starting (?:at|with|from)) (?:the )?{lines} (?:number )?<N>(?: (?:on(?:wards?)?|to the end(?: of the file)?|until the end))?',
    '(?:everything|all {lines}) (?:after|behind) (?:the )?{lines} <N>',
  );
  if (from) {
    const n = Number(from.literals[0]!.value) + (/after|behind/i.test(from.text) ? 1 : 0);
    return [`NR>=${n}`];
  }
  const every = scan.take(
    '(?:only )?(?:every|each) <N>(?:st|nd|rd|th)? {lines}(?:,? (?:begin(?:ning)?|start(?:ing)?) (?:with|at|from) (?:the )?(?:{lines} )?<N>(?: {lines})?)?',
    '(?:only )?(?:every|each) (second|other|third|fourth|fifth|tenth) {lines}(?:,? (?:begin(?:ning)?|start(?:ing)?) (?:with|at|from) (?:the )?(?:{lines} )?(?:<N>|first)(?: {lines})?)?',
  );
  if (every) {
    const word = every.groups[1]?.toLowerCase();
    const known: Readonly<Record<string, number>> = {
      second: 2,
      other: 2,
      third: 3,
      fourth: 4,
      fifth: 5,
      tenth: 10,
    };
    const n = word && known[word] !== undefined ? known[word] : Number(every.literals[0]!.value);
    const first =
      every.literals.length > (word ? 0 : 1)
        ? Number(every.literals.at(-1)!.value)
        : /first/i.test(every.text)
          ? 1
          : null;
    return [
      `NR%${n}==${(first ?? 0) % n}`,
      ...(first !== null && first > n ? [`NR>=${first}`] : []),
    ];
  }
  const skip = scan.take(
    '(?:(?:all|everything|{lines}) )*(?:but|except(?: for)?|without|skip(?:ping)?|omit(?:ting)?|leav(?:e|ing) out|dropp?(?:ing)?|not) the first (?:(<N>) )?{lines}',
    '(?:skip(?:ping)?|ignor(?:e|ing)) the first (<N>)',
  );
  if (skip) return [`NR>${skip.literals[0]?.value ?? 1}`];
  const one = scan.take(
    '(?:only )?(?:the )?{lines} (?:number )<N>',
    '(?:the )?<N>(?:st|nd|rd|th) {lines}',
    '(?:only )(?:the )?{lines} <N>',
  );
  return one ? [`NR==${one.literals[0]!.value}`] : [];
}
