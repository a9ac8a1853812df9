import { isTime, monthNumber, readTime, type Instant } from './times.ts';
import { filesBehind, findSeen, type Surroundings } from './surroundings.ts';

/**
 * A request with everything that is not plain language taken out: paths, names in quotes, numbers with units, times, levels. Each
 * stands as a tag such as `<P0>` in `text`, so that rules read the grammar of a request and not its names.
 */
export interface TaggedRequest {
  readonly text: string;
  readonly literals: readonly Literal[];
}

/**
 * P path or file name; E file ending; Q text in quotes; B size in bytes; A span of time in seconds; D day; T time of day or instant;
 * L level; K key=value; U address with a scheme; I name written as one (`load_orders`, `order-sync`); N number; X columns written as a list; R percentage; J a JSON object.
 */
type LiteralKind =
  | 'P'
  | 'E'
  | 'Q'
  | 'B'
  | 'A'
  | 'D'
  | 'T'
  | 'L'
  | 'K'
  | 'U'
  | 'I'
  | 'N'
  | 'X'
  | 'C'
  | 'V'
  | 'R'
  | 'J';

export interface Literal {
  readonly kind: LiteralKind;
  /** As the user wrote it. */
  readonly source: string;
  /** Without quotes; number, bytes or seconds as digits. */
  readonly value: string;
  readonly instant?: Instant;
}

const units: Readonly<Record<string, number>> = {
  b: 1,
  byte: 1,
  bytes: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  megabytes: 1e6,
  megabyte: 1e6,
  gigabytes: 1e9,
  gigabyte: 1e9,
  kilobytes: 1e3,
  kilobyte: 1e3,
  terabytes: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
  k: 2 ** 10,
  m: 2 ** 20,
  g: 2 ** 30,
};
const spans: Readonly<Record<string, number>> = {
  second: 1,
  sec: 1,
  s: 1,
  minute: 60,
  min: 60,
  hour: 3600,
  hr: 3600,
  h: 3600,
  day: 86_400,
  d: 86_400,
  week: 604_800,
  month: 2_592_000,
  year: 31_536_000,
};
const small: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  twenty: 20,
  hundred: 100,
  thousand: 1000,
};

/** Endings that make a bare word a file name. */
const endings =
  'log|csv|tsv|psv|json|jsonl|ndjson|txt|gz|zip|tar|tgz|zst|bz2|xz|parquet|orc|avro|py|sql|sh|yaml|yml|xml|conf|cfg|ini|properties|env|toml|md|dat|tmp|bak|out|err|html|pid|lst|list|md5|sha256|sha1|db|sqlite|duckdb|jar|whl|ipynb|hql|scala|java|part|crc|done|ok|bin|old|orig|pem|key|lock|swp|dump|pgdump|patch|diff|rst|proto|avsc|ps1|bat|tmpl|j2|tf';
const fileName = new RegExp(
  String.raw`^[\w%@+{}-][\w%@+{}.-]*\.(?:${endings})(?:\.\d+)?(?:\.(?:gz|zst|bz2|xz))?$`,
  'i',
);
const aloneEnding = new RegExp(
  String.raw`^\*?\.(?:${endings}|[a-z][a-z0-9]{1,9})(?:\.(?:gz|zst|bz2|xz))?$`,
  'i',
);
const notPaths =
  /^(?:(?:d{1,2}|m{1,3}|y{2,4})(?:\/(?:d{1,2}|m{1,3}|y{2,4})){1,2}|and\/or|read\/write|i\/o|input\/output|client\/server|tcp\/ip|n\/a|key\/value|start\/stop|yes\/no|true\/false|on\/off)$/i;
const levels = /^(?:ERROR|WARN|WARNING|INFO|DEBUG|TRACE|FATAL|CRITICAL|SEVERE|NOTICE)$/;

const months =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const time = String.raw`(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,6})?(?:\s?[ap]\.?m\.?\b)?(?:Z|\s?UTC\b)?|\b(?:1[0-2]|0?[1-9])\s?[ap]\.?m\b\.?`;
const isoDay = String.raw`\d{4}[-/]\d{2}[-/]\d{2}`;

/** In the order in which they are tried at each place; the first that fits wins. */
const patterns: readonly (readonly [
  RegExp,
  (m: RegExpExecArray) => Omit<Literal, 'source'> | null,
])[] = [
  [/\{\s?"[^{}\n]*\}/y, (m) => ({ kind: 'J', value: m[0] })],
  [
    /"([^"\n]*)"|“([^”\n]*)”|`([^`\n]*)`|(?<![\p{L}\p{N}])'([^'\n]*)'(?![\p{L}\p{N}])|‘([^’\n]*)’/uy,
    (m) => ({ kind: 'Q', value: m.slice(1).find((each) => each !== undefined) ?? '' }),
  ],
  // A path into JSON, as jq writes it: `.jobs[].name`.
  [
    /\.?[A-Za-z_@]\w*(?:\[\]|\.[A-Za-z_]\w*)*\[\](?:\.?[A-Za-z_]\w*(?:\[\])?)*/y,
    (m) => ({ kind: 'I', value: m[0].replace(/^\./, '').replaceAll('[]', '') }),
  ],
  [/[a-z][a-z0-9+]*:\/\/(?:[^\s,;)'"]*[^\s,;.)?!:'"])?/iy, (m) => ({ kind: 'U', value: m[0] })],
  [
    new RegExp(String.raw`${isoDay}[T ](?:${time})`, 'iy'),
    (m) => ({ kind: 'T', value: m[0], instant: readTime(m[0]) }),
  ],
  [
    new RegExp(String.raw`${isoDay}(?![\w/-])`, 'y'),
    (m) => ({ kind: 'D', value: m[0].replaceAll('/', '-'), instant: readTime(m[0]) }),
  ],
  [
    new RegExp(
      String.raw`(?:\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?(?:${months})|(?:${months})\s\d{1,2}(?:st|nd|rd|th)?),?\s\d{4}\b`,
      'iy',
    ),
    (m) => ({ kind: 'D', value: m[0], instant: readTime(m[0]) }),
  ],
  // "3 August"
  [
    new RegExp(String.raw`\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?(?:${months})(?![\w])`, 'iy'),
    (m) => {
      const month = monthNumber(/[a-z]{3,}$/i.exec(m[0])![0]);
      return month === null || /\b(?:may|mar|sec)$/.test(m[0])
        ? null
        : {
            kind: 'D',
            value: m[0],
            instant: { day: `-${month}-${/\d{1,2}/.exec(m[0])![0].padStart(2, '0')}` },
          };
    },
  ],
  // "Aug 12": a day of no year in particular. The verb "may" is written small.
  [
    new RegExp(String.raw`(?:${months})\s\d{1,2}(?:st|nd|rd|th)?(?![\d:-]|\.\d)`, 'iy'),
    (m) => {
      const month = monthNumber(m[0]);
      const day = /\d{1,2}/.exec(m[0])![0].padStart(2, '0');
      return month === null || m[0].startsWith('may') || m[0].startsWith('mar ')
        ? null
        : { kind: 'D', value: m[0], instant: { day: `-${month}-${day}` } };
    },
  ],
  [new RegExp(time, 'iy'), (m) => ({ kind: 'T', value: m[0], instant: readTime(m[0]) })],
  [/(\d+(?:[.,]\d+)*)\s?(?:%|percent\b)/iy, (m) => ({ kind: 'R', value: number(m[1]!) })],
  [
    /(\d+(?:[.,]\d+)*)\s?-?(bytes?|[kmgt]i?b|[kmg](?![\w-])|(?:kilo|mega|giga|tera)bytes?|b)\b/iy,
    (m) => ({
      kind: 'B',
      value: String(Math.round(Number(number(m[1]!)) * units[m[2]!.toLowerCase()]!)),
    }),
  ],
  [
    /(\d+(?:[.,]\d+)*|a|one|two|three|four|five|six|seven|eight|nine|ten)\s(hundred|thousand|million|billion)\b/iy,
    (m) => ({
      kind: 'N',
      value: String(
        Number(small[m[1]!.toLowerCase()] ?? (/^(?:a|one)$/i.test(m[1]!) ? 1 : number(m[1]!))) *
          ({ hundred: 1e2, thousand: 1e3, million: 1e6, billion: 1e9 } as Record<string, number>)[
            m[2]!.toLowerCase()
          ]!,
      ),
    }),
  ],
  // "one per minute" is no span of time.
  [
    /one\s(second|minute|hour|day|week|month|year)\b/iy,
    (m) => ({ kind: 'A', value: String(spanOf(m[1]!)) }),
  ],
  [
    /(\d+)[\s-]?(seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|[hd])\b(?! per\b)/iy,
    (m) => ({ kind: 'A', value: String((Number(m[1]) || 1) * spanOf(m[2]!)) }),
  ],
];

const number = (text: string): string => text.replaceAll(/,(?=\d{3})/g, '').replace(',', '.');
const spanOf = (unit: string): number =>
  spans[unit.toLowerCase()] ?? spans[unit.toLowerCase().replace(/s$/, '')] ?? 1;

/** Words that only ask for a command say nothing of what it should do. */
const leadIn =
  /^(?:(?:please|hi|hello|hey)[,!]? )?(?:(?:can|could|would) you (?:please )?|i(?:'d| would)? (?:need|want|like)(?: to have| to know)? |how (?:do|can|would|could|should) (?:i|we|one) |what(?: is|'s| would be) |help me (?:to )?|show me |give me |write (?:me )?|make (?:me )?|create |generate |suggest )?(?:(?:an?|the|one|me)? ?(?:(?:shell|bash|linux|unix|terminal|command[- ]line|cli) )*(?:command|one-?liner|script|line|way)(?: line)?,? (?:that (?:will |would |can )?|which (?:will |would |can )?|to |for |i can use to ))?/i;

/** "a command that deletes …" asks to delete. */
function withoutLeadIn(request: string): string {
  const found = leadIn.exec(request)![0];
  const rest = request.slice(found.length);
  if (found === '' || !/\b(?:command|one-?liner|script|line|way)\b/i.test(found))
    return /^(?:(?:can|could|would) you|how |help me|please)/i.test(found) ? rest : request;
  if (!/(?:that|which) $/i.test(found)) return rest;
  return rest
    .replace(/^([a-z]+?)(?:(?<=ss|x|ch|sh)es|s)(?= )/i, '$1')
    .replace(/^(copi|appli)(?= )/i, (verb) => `${verb.slice(0, -1)}y`);
}

/** What is too long is cut; the caller says so. */
export const maxRequest = 2000;

/** Takes names, numbers and times out of a request (see `TaggedRequest`). */
export function lexRequest(request: string, seen: Surroundings): TaggedRequest {
  const source = withoutLeadIn(request.slice(0, maxRequest).trim())
    .normalize('NFC')
    // An arrow says what becomes of something, or what is printed.
    .replaceAll(/ (?:->|=>|→) (?=mode\b|owner\b|permissions?\b)/g, ' to ')
    .replaceAll(/ ?(?:->|=>|→) /g, ': ')
    // `<mail>` and brackets in quotes are text; tags of ours are written with them too, so they wait under other names.
    .replaceAll(/<([A-Za-z][\w-]*)>/g, '"\u0001$1\u0002"')
    .replaceAll(
      /"[^"\n]*"|“[^”\n]*”|\x60[^\x60\n]*\x60|(?<![\p{L}\p{N}])'[^'\n]*'(?![\p{L}\p{N}])/gu,
      (quoted) => quoted.replaceAll('<', '\u0001').replaceAll('>', '\u0002'),
    )
    // "qty*price", "cents/100": what is counted, not what is named.
    .replaceAll(
      /(?<![\w./*-])([A-Za-z_]\w*) ?[*×] ?([A-Za-z_]\w*)(?![\w./*-])/g,
      (whole, a: string, b: string) =>
        filesBehind(seen, whole).length > 0 ? whole : `${a} times ${b}`,
    )
    .replaceAll(
      /(?<![\w./*-])((?:\w+_)?(?:cents|bytes|kb|mb|ms|seconds|minutes)) ?\/ ?(\d+)(?![\w./*-])/gi,
      '$1 divided by $2',
    )
    .replaceAll(/[<>]/g, (sign) => (sign === '<' ? ' less than ' : ' greater than '))
    .replaceAll(/\s+/g, ' ')
    .trim();
  const literals: Literal[] = [];
  let text = '';
  let at = 0;
  const add = (literal: Literal): void => {
    text += `<${literal.kind}${literals.length}>`;
    literals.push({
      ...literal,
      source: bracketed(literal.source),
      value: bracketed(literal.value),
    });
  };
  while (at < source.length) {
    const literal = literalAt(source, at, text, seen);
    if (literal) {
      add(literal);
      at += literal.source.length;
      continue;
    }
    const word = /[\p{L}\p{N}_]+(?:['’][\p{L}]+)?|./uy;
    word.lastIndex = at;
    const plain = word.exec(source)![0];
    text += plain;
    at += plain.length;
  }
  return { text, literals };
}

const bracketed = (text: string): string =>
  text.replaceAll('\u0001', '<').replaceAll('\u0002', '>');

function literalAt(source: string, at: number, before: string, seen: Surroundings): Literal | null {
  if (/[\p{L}\p{N}_]/u.test(source[at - 1] ?? ' ') || source[at] === ' ') return null;
  for (const [pattern, make] of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    // A number that goes on as a name is a name.
    if (
      match &&
      !/^[\w/*]/.test(source.slice(at + match[0].length)) &&
      !(/^\d/.test(match[0]) && /^\.\w/.test(source.slice(at + match[0].length)))
    ) {
      const made = make(match);
      if (made) return { ...made, source: match[0] };
    }
  }
  const word = /^[^\s"“”,;]+/.exec(source.slice(at))?.[0] ?? '';
  return wordLiteral(word, before, source.slice(at), seen);
}

/** A run of characters without blanks: a path, a name, a pair, a level, a number or nothing of these. */
function wordLiteral(
  run: string,
  before: string,
  rest: string,
  seen: Surroundings,
): Literal | null {
  const opened = run.replace(/^[([]+(?=.*[^)\]]$)|^\(+/, '');
  if (opened !== run) return null;
  let word = run
    .replace(/[.:?!]+$/, '')
    .replace(/[)\]]+$/, (closing) => (/[([]/.test(run) ? closing : ''))
    .replace(/[.:?!]+$/, '');
  if (/^\.\.?$/.test(run)) word = run;
  word = word.replace(/['’]s$/, '');
  if (word === '')
    return run === '.' && / (?:under|in|below|of) $/.test(before)
      ? { kind: 'P', source: '.', value: '.' }
      : null;
  const literal = (kind: LiteralKind, value = word): Literal => ({ kind, source: word, value });
  const list = /^[A-Za-z_][\w.]*(?:,\s?[A-Za-z_][\w.]*)+(?![\w./])/.exec(rest)?.[0];
  if (list && /_|,\S/.test(list) && !/,\s/.test(list))
    return { kind: 'X', source: list, value: list };
  if (aloneEnding.test(word) && !findSeen(seen, word))
    return literal('E', word.replace(/^\*/, '').slice(1));
  if (/^[A-Za-z_][\w.-]*=(?:\S*)$/.test(word) && !word.includes('/'))
    return /=\.\.\.?$/.test(run)
      ? { kind: 'K', source: run.replace(/[)\]]+$/, ''), value: `${run.split('=')[0]}=` }
      : literal('K');
  if (findSeen(seen, word) && (/[./_-]/.test(word) || namesFolder(before, rest.slice(word.length))))
    return literal('P');
  if (/^(?:~|\.{1,2})?\/|^~$|^\.\.$/.test(word)) return literal('P');
  if (/[*?]/.test(word.slice(0, -1)) || word.endsWith('*')) return literal('P');
  if (
    word.includes('/') &&
    !notPaths.test(word) &&
    /^[\w@%+=:,.{}-]+(?:\/[\w@%+=:,.{}-]*)+$/.test(word) &&
    !isTime(word)
  )
    return literal('P');
  if (fileName.test(word) && !/^(?:tar|csv|json|log|txt)\.(?:gz|bz2|xz|zst)$/i.test(word))
    return literal('P');
  if (levels.test(word)) return literal('L');
  if (/^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^-?\d+(?:\.\d+)?$/.test(word))
    return literal('N', number(word));
  if (/^\d+(?:st|nd|rd|th)$/i.test(word)) return literal('N', String(parseInt(word, 10)));
  if (small[word.toLowerCase()]) return literal('N', String(small[word.toLowerCase()]));
  if (
    namesFolder(before, rest.slice(word.length)) &&
    /^[a-z][\w-]*$/i.test(word) &&
    filesBehind(seen, word).length > 0
  )
    return literal('P');
  if (isUnseenFolder(before, word, seen)) return literal('P');
  if (
    /^[A-Za-z]\w*(?:[_.-]\w+)+$/.test(word) &&
    /[_.\d]|-/.test(word) &&
    !/^(?:e\.g|i\.e|etc)$/i.test(word) &&
    !hyphenated.test(word) &&
    !/^(?:YYYY|YY|HH|MM|DD)(?![a-z])/.test(word)
  )
    return literal('I');
  if (
    /^[A-Za-z]+\d[\w-]*$|^\d+[A-Za-z][\w-]*$/.test(word) &&
    !/^(?:p|s3|md5|sha\d+|utf\d+|gzip\d|k8s|h2|ec2)/i.test(word)
  )
    return literal('I');
  return null;
}

/** English words with a hyphen, and terms of the trade, which are no names. */
const hyphenated =
  /^(?:sub|non|first|second|third|pretty|run|roll|clean|pull|check|high|low|large|long|short|top|human|read|zero|up|world|case|comma|tab|semicolon|pipe|space|dry|key|line|long|last|newline|null|one|two|per|re|pre|post|well|in|out|day|date|time|name|base|full|real|old|empty|single|double|block|data|self|same|multi|tail|then|lower|upper|most|right|left|current|world|group|owner|user|dead|head|utf|iso|byte|word|file|white|x|e|md5|start|end|de|co|auto|back|log|plain|clean|built|three|four|five|set|wide|deep|hard|soft|symbolic|gzip|gz|level|max|min|spark-submit|kube|docker-compose|read-only)-|-(?:like|digits?|based|separated|delimited|readable|level|only|in|out|up|off|by|file|files|line|wise|insensitive|sensitive|specific|friendly|style|submit|consumer)$/i;

/** Where nothing was seen, the word behind "under" is a folder. */
const isUnseenFolder = (before: string, word: string, seen: Surroundings): boolean =>
  (seen.files.length === 0 || seen.partial) &&
  /(?:^|\s)(?:under|below|beneath|inside)\s(?:the (?:directory|folder) )?$/i.test(
    before.slice(-30),
  ) &&
  /^[a-z][\w-]*$/i.test(word) &&
  !/^(?:the|a|an|this|that|these|those|it|them|all|each|every|any|my|our|your|current|hdfs|which|control|way|load)$/i.test(
    word,
  );

/** Words after which a bare word that exists as a folder is meant as one. */
const namesFolder = (before: string, after: string): boolean =>
  /(?:^|\s)(?:in|under|below|beneath|inside|within|of|from|into|to|and|or|at|across|both|either|between|against|only|director(?:y|ies)|folders?|trees?|clean|for|with|on|the)\s$/i.test(
    before.slice(-14),
  ) || /^\s(?:directory|folder|dir|tree)\b/i.test(after);
