import type { Column, Profile } from '../profile-file.ts';
import type { Scan, Taken } from '../scan.ts';
import { timeColumn } from './read-groups.ts';
import type { Key, Measure } from './query.ts';

/** A word, or a few that belong together, with the part that it can play in a question about lines. */
export type Chunk = { readonly at: number; readonly end: number; readonly text: string } & (
  | { readonly is: 'stop' | 'comma' | 'and' | 'of' | 'show' | 'count' | 'often' | 'lines' }
  | { readonly is: 'per' | 'by' | 'distinct' | 'first' | 'ask' | 'with' | 'verb' | 'word' }
  | { readonly is: 'repeated' }
  | { readonly is: 'key'; readonly key: Key }
  | { readonly is: 'fields'; readonly names: readonly string[] }
  | { readonly is: 'aggregate'; readonly kind: Measure['kind']; readonly percentile?: number }
  /** `field`: what kind of field the adjective is about; `often`: how often something is there. */
  | {
      readonly is: 'extreme';
      readonly most: boolean;
      readonly field: RegExp | null;
      readonly often?: boolean;
      readonly quality?: boolean;
    }
  /** A number of decimals. */
  | { readonly is: 'decimals'; readonly places: number }
  | { readonly is: 'direction'; readonly descending: boolean }
  | { readonly is: 'alphabetical' }
  | { readonly is: 'sort'; readonly descending: boolean | null }
  | { readonly is: 'compare'; readonly sign: string }
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'place'; readonly end_: 'first' | 'last' }
);

const time = /dur|time|elapsed|second|latency|(?:^|_)ms$|_s$|minutes|took|runtime/i;
const money = /price|cost|fare|amount|fee|total|revenue|value|salary|charge/i;
const adjectives: readonly (readonly [string, boolean, RegExp | null])[] = [
  ['longest(?:[- ](?:running|lasting))?|slowest|most time[- ]consuming', true, time],
  ['shortest|fastest|quickest|briefest', false, time],
  ['heaviest', true, /weight|kg|mass|bytes|size/i],
  ['lightest', false, /weight|kg|mass|bytes|size/i],
  ['most expensive|dearest|costliest|priciest|best[- ]paid', true, money],
  ['cheapest|least expensive', false, money],
  ['newest|latest|most recent|youngest', true, /date|day|time|stamp|(?:^|_)at$|ts$/i],
  ['oldest|earliest', false, /date|day|time|stamp|(?:^|_)at$|ts$/i],
  ['biggest|largest|hugest', true, null],
  ['smallest|tiniest', false, null],
  ['highest|greatest|most|maximum|top', true, null],
  [
    'worst|best|busiest|strongest|hottest|richest|hungriest|fullest|widest|deepest|farthest|furthest|tallest|loudest|noisiest|commonest',
    true,
    null,
  ],
  [
    'lowest|least|fewest|minimum|weakest|poorest|emptiest|rarest|coldest|nearest|closest',
    false,
    null,
  ],
];

const measureWords: readonly (readonly [string, Measure['kind']])[] = [
  ['averages?|means?|avg|arithmetic mean', 'average'],
  ['medians?', 'median'],
  ['maximum|max|maxima|peak', 'max'],
  ['minimum|min|minima', 'min'],
  ['sums?(?: up)?|totals?|grand total|summed(?: up)?|total up|add up|overall sum|summing', 'sum'],
];

/** Reads the words of a request that nothing has taken yet into chunks, from left to right. */
export function readChunks(scan: Scan, profile: Profile, nouns: readonly string[]): Chunk[] {
  const chunks: Chunk[] = [];
  const timed = timeColumn(profile);
  const noun = nouns
    .filter((each) => each !== '')
    .map((each) => each.replaceAll(/[.*+?^${}()[\]\\]/g, String.raw`\$&`))
    .join('|');
  const columnOf = (tag: string | undefined): Column =>
    profile.columns[Number(scan.literal(tag)!.value)]!;
  type Made = { is: Chunk['is'] } & Record<string, unknown>;
  const rules: [string, (taken: Taken) => Made | null][] = [
    [
      '(?:the |each |its |their )*(?:line|row) numbers?',
      () => ({ is: 'key', key: { kind: 'lineNumber' } }),
    ],
    [
      `(?:the )?(?:very )?(first|last)(?= (?:data )?(?:{lines}${noun === '' ? '' : `|${noun}`})(?: |$|[.,;]))`,
      ({ groups }) => ({ is: 'place', end_: groups[1] }),
    ],
    [
      '(?:(?:all|both|each) )?\\(?(?:with |to |rounded to |using |at )?(?:exactly )?(<N>|one|1) (?:decimals?(?: places?| digits?)?|digits after the (?:decimal )?point|places)\\)?',
      ({ literals }) => ({ is: 'decimals', places: Number(literals[0]?.value ?? 1) }),
    ],
    [
      'how (?:often|many times|frequently)|(?:the )?frequenc(?:y|ies)(?: of)?|(?:the )?number of (?:times|occurrences)(?: of)?|occurrences(?: of)?',
      () => ({ is: 'often' }),
    ],
    [
      'how many(?: of)?|how much|(?:the )?(?:total |overall )?(?:number|amount|quantity) of|(?:the )?(?:total )?counts? of|count(?: up)?(?= (?:the|all|of|·)| <|s? (?:\\w+ ){0,3}(?:per|by))|tally(?: up)?',
      () => ({ is: 'count' }),
    ],
    [
      '(?:the )?(?:row |line )?(?:counts?|tall(?:y|ies))|(?:the |their |its |how )?(?:number|how many)',
      () => ({ is: 'count' }),
    ],
    [
      '(?:the )?(?:p|pct )?(<N>)(?:th|st|nd|rd)?[- ]?percentiles?',
      ({ literals }) => ({
        is: 'aggregate',
        kind: 'percentile',
        percentile: Number(literals[0]!.value),
      }),
    ],
    [
      '(?:the )?<I>[- ]percentiles?|(?:the )?<I>(?= (?:of )?(?:the )?<C>)',
      ({ literals }) => {
        const number = /^p?(\d\d(?:\.\d+)?)(?:th)?$/i.exec(literals[0]!.value)?.[1];
        return number === undefined
          ? null
          : { is: 'aggregate', kind: 'percentile', percentile: Number(number) };
      },
    ],
    ...measureWords.map(([words, kind]): [string, () => Made] => [
      `(?:the |their |its |an? )*(?:overall |combined |respective )?(?:${words})(?: values?)?`,
      () => ({ is: 'aggregate', kind }),
    ]),
    [
      '(?:the )?(?:(most)|least) (?:frequent|common|often|frequently|commonly|popular|active|used|repeated|occurring)(?:ly)?(?: (?:used|occurring|seen|logged|requested|ones?|values?|called))*',
      ({ groups }) => ({ is: 'extreme', most: groups[1] !== undefined, field: null, often: true }),
    ],
    ...adjectives.map(([words, most, field]): [string, () => Made] => [
      `(?:the |its |their |whose )*(?:single |very )?(?:${words})`,
      () => ({ is: 'extreme', most, field, quality: field !== null || words.startsWith('worst') }),
    ]),
    [
      'first|(?:at|on|to|from) (?:the )?top|(?:at|in) the (?:beginning|front)',
      () => ({ is: 'first' }),
    ],
    [
      '(?:in )?(?:descending|decreasing|falling|reverse[d]?)(?: order)?|desc|(?:from )?(?:high|highest|largest|biggest|most|big) to (?:low|lowest|smallest|least|small)',
      () => ({ is: 'direction', descending: true }),
    ],
    [
      '(?:in )?(?:ascending|increasing|rising|growing)(?: order)?|asc|(?:from )?(?:low|lowest|smallest|least|small) to (?:high|highest|largest|most|big)',
      () => ({ is: 'direction', descending: false }),
    ],
    [
      '(?:in )?(?:alphabetical|chronological|numerical|numeric|time|date|natural|lexical)(?:ly)?(?: order)?|alphabetically|numerically|chronologically|in (?:the )?order|by (?:name|time)(?=[.,;]|$)',
      () => ({ is: 'alphabetical' }),
    ],
    [
      '(?:and |then )?(?:sort(?:ed|ing)?|order(?:ed|ing)?|rank(?:ed|ing)?|arrange[d]?)(?: (?:them|it|these|the (?:result|output|list|rows|lines)|everything|numerically|alphabetically|first))*(?: (?:in )?(descending|ascending)(?: order)?)?',
      ({ groups }) => ({
        is: 'sort',
        descending: groups[1] === undefined ? null : groups[1] === 'descending',
      }),
    ],
    [
      '(?:for|in|of|from|on|at|within|with)? ?(?:each|every)(?: of)?(?: (?:the|single|individual|different|distinct))*(?: (?:combination|pair|group)s? of)?|per(?: (?:each|every|single))?(?: (?:combination|pair) of)?|grouped by|group by|broken down by|split by|(?:separately|individually) (?:for|by)(?: each)?',
      () => ({ is: 'per' }),
    ],
    [
      'by(?: the| their| its| each)?|according to(?: the)?|in (?:the )?order of(?: the)?',
      () => ({ is: 'by' }),
    ],
    ['(?:all |the )*(?:distinct|unique|different|deduplicated)', () => ({ is: 'distinct' })],
    [
      '(?:more|greater|higher|larger|bigger|longer|slower|heavier) than|over|above|exceeding|in excess of',
      () => ({ is: 'compare', sign: '>' }),
    ],
    [
      '(?:less|fewer|lower|smaller|shorter|faster) than|below|under',
      () => ({ is: 'compare', sign: '<' }),
    ],
    [
      'at least|no (?:less|fewer) than|not (?:less|fewer) than|a minimum of',
      () => ({ is: 'compare', sign: '>=' }),
    ],
    [
      'at most|no more than|not more than|up to|a maximum of',
      () => ({ is: 'compare', sign: '<=' }),
    ],
    ['exactly|precisely', () => ({ is: 'compare', sign: '==' })],
    ['more than once|several times|multiple times|repeatedly', () => ({ is: 'repeated' })],
    ['(?:the )?(?:first|top|leading)(?= <N>)', () => ({ is: 'place', end_: 'first' })],
    ['(?:the )?(?:last|bottom|final)(?= <N>)', () => ({ is: 'place', end_: 'last' })],
    ['twice', () => ({ is: 'number', value: 2 })],
    [
      '<[NR]\\d+>(?: (?:times|occurrences))?',
      ({ literals }) => ({ is: 'number', value: Number(literals[0]!.value) }),
    ],
    [
      '(?:the |their |its )?<X>',
      ({ literals }) => ({ is: 'fields', names: literals[0]!.value.split(/,\s?/) }),
    ],
    [
      '(?:the |their |its |his |a |an |this |that |these |those |all |any |only |just |whole )*<C>(?: (?:columns?|fields?|values?|keys?|itself|names?|ids?|ips?|address(?:es)?|codes?|numbers?|expressions?|lists?))?',
      ({ literals }) => ({
        is: 'key',
        key: {
          kind: 'column',
          column: columnOf(`<C${String(scan.literals.indexOf(literals[0]!))}>`),
        },
      }),
    ],
    ...(timed
      ? (['month', 'day', 'hour', 'minute'] as const).map(
          (unit): [string, (taken: Taken) => Made] => [
            `(?:the )?(?:(?:calendar|clock|whole|full) )?(?:${unit === 'day' ? 'day|date|calendar day' : unit})s?(?: (of (?:the )?day))?`,
            ({ groups }) => ({
              is: 'key',
              key: { kind: 'time', unit, full: groups[1] === undefined, ...timed },
            }),
          ],
        )
      : []),
    ...('level' in profile && profile.level
      ? [
          [
            '(?:the )?(?:log )?(?:levels?|severit(?:y|ies))',
            () => ({ is: 'key', key: { kind: 'level' } }),
          ] as [string, () => Made],
        ]
      : []),
    ...(timed && !timed.column
      ? [
          [
            '(?:the |their |its )?(?:whole |full )?(?:time ?stamps?|times?)',
            () => ({ is: 'key', key: { kind: 'stamp' } }),
          ] as [string, () => Made],
        ]
      : []),
    ...(timed?.column
      ? [
          [
            '(?:the |their |its )?(?:whole |full )?(?:time ?stamp|time)s?',
            () => ({ is: 'key', key: { kind: 'column', column: timed.column } }),
          ] as [string, () => Made],
        ]
      : []),
    ...('message' in profile && profile.message !== null
      ? [
          [
            '(?:the |their |its )?(?:(?:error|warning|log) )?(?:messages?|texts?)(?: texts?| parts?| itself)?',
            () => ({ is: 'key', key: { kind: 'message' } }),
          ] as [string, () => Made],
        ]
      : []),
    [
      '(?:the )?(?:java |python )?exceptions?(?: (?:class(?:es)?|types?|names?|class names?))*',
      () => ({
        is: 'key',
        key: { kind: 'match', pattern: '[A-Za-z_][A-Za-z0-9_.$]*(Exception|Error)' },
      }),
    ],
    [
      '(?:the )?(?:number of fields|field count)',
      () => ({ is: 'key', key: { kind: 'fieldCount' } }),
    ],
    [
      `(?:the |all |those |these |any |whole |full |complete |entire |matching |data |log |its |their |only )*(?:{lines}${noun === '' ? '' : `|${noun}`})(?: (?:themselves|there))?`,
      () => ({ is: 'lines' }),
    ],
    [
      '(?:and |then |,? ?please )*(?:{show}|give|tell|name|emit|produce|provide|select|pick|take|return|want|need|know|work out|figure out|calculate|compute|present|what(?: is| are| was| were)|keep)(?: (?:me|us|out|just|only|also))*',
      () => ({ is: 'show' }),
    ],
    [
      '(?:in |of |for |from |to |on |at )?(?:which|what|who)(?: (?:single|one))?',
      () => ({ is: 'ask' }),
    ],
    [
      '(?:with|having|that have|which have|has|have|had|who have|that had|of)(?= (?:the |an? )?(?:{big}|{most}|{least}|highest|lowest|most|least|fewest|best|worst|more|at|less|fewer|exactly|over|up))',
      () => ({ is: 'with' }),
    ],
    [
      '(?:were |was |are |is |been |be |have |has |had |get |gets |got |did |does |do )*(?:made|sold|caused|generated|sent|received|used|spent|transferred|served|handled|processed|written|wrote|read|logged|recorded|seen|occur(?:s|red)?|appear(?:s|ed)?|happen(?:s|ed)?|exist(?:s|ed)?|took|take[s]?|consume[ds]?|carried|carries|produced?s?|write[s]?|send[s]?|make[s]?|moved|delivered|earned|ran|run[s]?|issued|come[s]?|came|there|found|present|listed|mentioned|reached|got|spoken|ended|had|bought)(?: (?:up|in|by|from|there))?',
      () => ({ is: 'verb' }),
    ],
    [
      'together|overall|in total|altogether|in all|combined|all in all|as a whole|across all(?: of them)?|over all',
      () => ({ is: 'verb' }),
    ],
    ['(?:does|do|did|is|are|was|were|has|have|had|been|be|being)', () => ({ is: 'verb' })],
    ['(?:the )?values?(?: (?:of|in))?|of|in|for|from|on', () => ({ is: 'of' })],
    ['and(?: also| then)?|then|plus|or|&', () => ({ is: 'and' })],
  ];
  const text = scan.left;
  let at = 0;
  while (at < text.length) {
    const sign = text[at]!;
    if (/[\s·"']/.test(sign)) {
      at += 1;
      continue;
    }
    if (sign === ',') {
      chunks.push({ is: 'comma', at, end: at + 1, text: sign });
      at += 1;
      continue;
    }
    if (/[.;:!?—–(){}[\]/-]/.test(sign)) {
      chunks.push({ is: 'stop', at, end: at + 1, text: sign });
      at += 1;
      continue;
    }
    let made: { chunk: Chunk; length: number } | null = null;
    for (const [rule, make] of rules) {
      const taken = scan.at(at, rule);
      if (!taken || taken.text === '') continue;
      const what = make(taken);
      if (what === null) continue;
      made = {
        chunk: { ...what, at, end: taken.end, text: taken.text } as Chunk,
        length: taken.end - at,
      };
      break;
    }
    if (made) {
      chunks.push(made.chunk);
      at = made.chunk.end;
      continue;
    }
    const word = /^(?:<[A-Z]\d+>|[\p{L}\p{N}_'’-]+|.)/u.exec(text.slice(at))![0];
    chunks.push({ is: 'word', at, end: at + word.length, text: word });
    at += word.length;
  }
  return chunks;
}
