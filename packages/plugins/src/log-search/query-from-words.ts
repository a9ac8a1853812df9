import type { Situation } from '@datasherpa/agent/plugin';
import {
  areFacets,
  isAsking,
  valueQuestion,
  type ValueKind,
  type ValueQuestion,
} from '@datasherpa/tools/search';
import { timesIn } from './times-in.ts';

/** What a request in words narrows a search by; each part is in the query language. */
interface Narrowing {
  /** Texts that a line has to have. */
  texts: readonly string[];
  levels: readonly string[];
  times: readonly string[];
  /** Words that are searched by meaning. */
  words: string;
}

const queryLanguage =
  /(?:^|\s)-?(?:level|severity|source|file|logger|component|template|after|since|before|until|near)(?:[:=]|[<>]=?)\S|(?:^|\s)\/[^/\s][^/]*\/[gimu]*(?=\s|$)/i;
const quoted =
  /"([^"\n]{1,300})"|\u201C([^\u201D\n]{1,300})\u201D|`([^`\n]{1,300})`|(?<![\p{L}\p{N}])'([^'\n]{2,300})'(?![\p{L}\p{N}])/gu;
/** Ids of applications, containers, blocks and requests; addresses. */
const identifier =
  /(?<![\w./-])(?:(?:application|app|container|attempt|appattempt|task|job|blk|driver|executor|query|trace|req)[_-][\w-]*\d[\w-]*|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?|[\da-f]{16,64})(?![\w-])/gi;
/** Names in capitals that programs write: POST, SIGTERM, NODE_LOST. */
const inCapitals = /(?<![\w"'-])[A-Z][A-Z_]{2,}(?![\w-])/g;
const levelWords: readonly (readonly [level: string, words: RegExp])[] = [
  ['fatal', /\b(?:FATAL|CRITICAL|fatals?|critical)\b/],
  [
    'error',
    /\b(?:ERROR|[Ee]rrors|[Ff]ehler|[Ee]rreurs?|[Ee]rrores)\b|\berror (?:lines?|entries|messages|events|level)\b/,
  ],
  [
    'warn',
    /\b(?:WARN(?:ING)?S?|[Ww]arnings|[Ww]arnungen|[Aa]vertissements?|[Aa]dvertencias?)\b|\bwarn(?:ing)? (?:lines?|entries|messages|events|level)\b/,
  ],
  ['info', /\bINFO\b|\binfo (?:lines?|entries|messages|events|level)\b/],
  ['debug', /\bDEBUG\b|\bdebug (?:lines?|entries|messages|events|level)\b/],
];
const levelNames = /^(?:FATAL|CRITICAL|ERRORS?|WARN(?:ING)?S?|INFO|DEBUG|TRACE)$/;
/** Words of the request itself, not of what is looked for. */
const requestWords = new Set(
  'a about again all an and any are as at be been but by can count did do does each entries entry ever every events file find first for from get give had has have here how i in is it its just last level lines line list log logs many matching mention mentioned mentions messages me my no not now of often on only or other out over overall please pls say says search see show shows sorry than that the their them then there these they this those time times to too total up us was we were what when where which whole will with you your meant instead hour same und die der das mir nur zeig zeige alle wie viele oft es les des combien de las los el la'.split(
    ' ',
  ),
);
const goesOn =
  /^(?:(?:ok(?:ay)?|sorry|no|hm+)[,.]?\s+)*(?:and|also|only|just|but|now|then|those|these|that|over|same|without|instead|when|what about|how about|the (?:first|last|other)|i meant|und|nur|jetzt|et|y)\b|\b(?:of (?:them|those|these)|instead|the same (?:hour|time|day|window))\b/i;
const everywhere =
  /\b(?:over|in|of|for) (?:the )?(?:whole|entire|all)\b|\boverall\b|\bin total\b|\ball days\b/i;

const otherQuestion = /\b(?:different|new|another|other|next) question\b|\bsomething else\b/i;
const speaksOfFound =
  /\b(?:it|them|these|those|they)\b|\bof (?:that|the (?:lines|matches|hits))\b/i;

interface SearchInput {
  readonly query: string;
  readonly ask?: string;
}

/**
 * A search in the query language from a request in words: what stands in quotes, ids and names in capitals as texts, levels, times; and
 * what is asked of the values of the lines ("which host most?"). A request that goes on from the last search keeps what it does not
 * say anew. Words alone stay as they are: they are searched by meaning.
 */
export function queryFromWords(text: string, { now, earlier }: Situation): SearchInput {
  const shown = text.trim();
  if (shown.length > 1000 || shown.includes('\n') || queryLanguage.test(shown))
    return { query: text };
  const last = earlier ? lastSearch(earlier) : null;
  const said = narrowingOf(shown, now, last?.times ?? [], newestTime(earlier?.data) ?? now);
  const question = isAsking(shown) || goesOn.test(shown) ? valueQuestion(shown) : null;
  const before = earlier ? askedBefore(earlier.input) : null;
  if (question) {
    const ask = question.about.length === 0 && before ? askedOn(before.question, shown) : shown;
    const goesOnHere =
      earlier !== null &&
      !otherQuestion.test(shown) &&
      (goesOn.test(shown) ||
        speaksOfFound.test(shown) ||
        everywhere.test(shown) ||
        (said.texts.length === 0 && areFacets(facetsIn(earlier.data), question.about)));
    if (!goesOnHere) return { query: isNarrow(said) ? written(said) : text, ask };
    return { query: goneOn(earlier, last, said, shown), ask };
  }
  const continues = last !== null && (goesOn.test(shown) || said.words === '');
  if (
    !isNarrow(said) &&
    !(
      continues &&
      (said.words === '' ||
        everywhere.test(shown) ||
        (/^(?:and |when )/i.test(shown) && said.words.split(' ').length < 2))
    )
  )
    return { query: text };
  if (!continues) return { query: written(said) };
  // Another time or level for what was asked asks it again.
  const again = before && said.texts.length === 0 && said.words === '';
  return again
    ? { query: goneOn(earlier, last, said, shown), ask: before.text }
    : { query: narrowedFrom(last, said, shown) };
}

const isNarrow = ({ texts, levels, times }: Narrowing): boolean =>
  texts.length + levels.length + times.length > 0;

/** The last search with what is said anew. */
function narrowedFrom(last: Narrowing, said: Narrowing, shown: string): string {
  // Another text or level takes the place of the one before.
  const other = said.texts.length > 0 || said.levels.length > 0;
  return written({
    texts: other ? said.texts : last.texts,
    levels: other ? said.levels : last.levels,
    times: said.times.length > 0 || everywhere.test(shown) ? said.times : last.times,
    words: other ? '' : last.words,
  });
}

/** The query for another question about what was found; one by meaning that was asked about before stays as it was. */
function goneOn(
  earlier: Situation['earlier'],
  last: Narrowing | null,
  said: Narrowing,
  shown: string,
): string {
  const query = queryOf(earlier?.input);
  const words = query.replaceAll(timeCondition, ' ').trim();
  const byMeaning = !words.startsWith('"') && !/(?:^|\s)(?:level|template):/.test(words);
  if (!last || (byMeaning && earlier && askedBefore(earlier.input))) {
    if (said.texts.length + said.levels.length > 0) return written(said);
    const times = [...query.matchAll(timeCondition)].map(([, inside]) => inside!);
    return [words, ...(said.times.length > 0 || everywhere.test(shown) ? said.times : times)].join(
      ' ',
    );
  }
  return narrowedFrom(last, said, shown);
}

const timeCondition = /(?:^|\s)((?:after|before):\S+)/g;

const queryOf = (input: Readonly<Record<string, unknown>> | undefined): string =>
  typeof input?.['query'] === 'string' ? input['query'] : '';

/** A question that names nothing, about what was asked before. */
function askedOn({ subject, about }: ValueQuestion, shown: string): string {
  const others = about.filter((word) => !subject.includes(word));
  return others.length === 0
    ? `${subject.join(' ')}: ${shown}`
    : `which ${subject.join(' ')}, ${others.join(' ')}: ${shown}`;
}

/** What the last search asked of values. */
function askedBefore(input: Readonly<Record<string, unknown>>) {
  const text = input['ask'];
  const question = typeof text === 'string' ? valueQuestion(text) : null;
  return question && { text: text as string, question };
}

const facetsIn = (data: unknown): readonly { name: string; kind: ValueKind }[] =>
  (data as { values?: { facets?: readonly { name: string; kind: ValueKind }[] } } | null)?.values
    ?.facets ?? [];

function narrowingOf(
  text: string,
  now: number,
  lastTimes: readonly string[],
  newest: number,
): Narrowing {
  const texts: string[] = [];
  let rest = text.replaceAll(quoted, (_, ...groups: (string | undefined)[]) => {
    const inside =
      groups
        .slice(0, 4)
        .find((group) => group !== undefined)
        ?.trim() ?? '';
    if (inside !== '') texts.push(inside);
    return ' ';
  });
  rest = rest.replaceAll(identifier, (id) => {
    texts.push(id);
    return ' ';
  });
  const { times, without } = timesIn(rest, { now, newest, last: lastTimes });
  rest = without;
  const levels =
    texts.length > 0
      ? []
      : levelWords.filter(([, words]) => words.test(rest)).map(([level]) => level);
  for (const [, words] of levelWords) rest = rest.replaceAll(new RegExp(words, 'g'), ' ');
  if (texts.length === 0)
    rest = rest.replaceAll(inCapitals, (name) => {
      if (!levelNames.test(name)) texts.push(name);
      return ' ';
    });
  const words = (rest.match(/[\p{L}\p{N}_.-]+/gu) ?? []).filter(
    (word) => !requestWords.has(word.toLowerCase().replaceAll(/^[.-]+|[.-]+$/g, '')),
  );
  return { texts, levels, times, words: words.join(' ') };
}

/** Beside a text, words would only rank: it says what is wanted. */
const written = ({ texts, levels, times, words }: Narrowing): string =>
  [
    ...texts.map((each) => (each.startsWith('template:') ? each : `"${each.replaceAll('"', '')}"`)),
    ...(levels.length > 0 ? [`level:${levels.join(',')}`] : []),
    ...times,
    ...(texts.length === 0 && words !== '' ? [words] : []),
  ].join(' ');

/** What was searched before, with the kind of line that was found first where it was searched by meaning. */
function lastSearch({ input, data }: NonNullable<Situation['earlier']>): Narrowing | null {
  const query = queryOf(input);
  const texts = [...query.matchAll(/"([^"]+)"/g)].map(([, inside]) => inside!);
  const pinned = [...query.matchAll(/(?:^|\s)(template:\S+)/g)].map(([, inside]) => inside!);
  const levels = /(?:^|\s)level:(\S+)/.exec(query)?.[1]?.split(',') ?? [];
  const times = [...query.matchAll(/(?:^|\s)((?:after|before):\S+)/g)].map(([, inside]) => inside!);
  if (texts.length > 0 || pinned.length > 0 || levels.length > 0)
    return { texts: [...texts, ...pinned], levels, times, words: '' };
  const found = firstTemplate(data);
  return found === null ? null : { texts: [`template:${found}`], levels, times, words: '' };
}

/** When the newest of the lines was written that were found before. */
const newestTime = (data: unknown): number | null =>
  (data as { counts?: { lastTime?: number | null } } | null | undefined)?.counts?.lastTime ?? null;

function firstTemplate(data: unknown): string | null {
  const { hits = [], counts } = (data ?? {}) as {
    hits?: readonly { template?: string | null }[];
    counts?: { templates?: readonly { id: string; text: string | null }[] };
  };
  const text = hits[0]?.template;
  if (!text) return null;
  return counts?.templates?.find((each) => each.text === text)?.id ?? null;
}
