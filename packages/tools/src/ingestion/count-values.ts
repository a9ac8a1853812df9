import { quoteLine, type Evidence, type Limit } from '../diagnosis/index.ts';
import { EventTable } from '../logs/index.ts';
import {
  chooseFacet,
  ValueCounter,
  type KindOfLine,
  type LineValue,
  type ValueFacet,
  type ValueQuestion,
} from '../search/index.ts';
import { linksOf } from './describe-hit.ts';
import { logsCollection, templateDocument } from './ingest-file.ts';
import type { MatchingLines } from './matching-lines.ts';
import { mergedOf, templateIdOf } from './plan-search.ts';
import type { Searchable } from './search-ranked.ts';
import type { FoundValues, HitLinks, ValueAnswer } from './workspace.ts';
import { SherpaError } from '../errors.ts';

const maxShown = 20;
/** A line is read so far. */
const maxLineBytes = 8192;
/** Lines that are this near to one another are read at once, up to a window. */
const nearBytes = 16_384;
const windowBytes = 262_144;
const maxKinds = 2000;
const maxEvidence = 3;
const maxBeside = 3;
const lineFeed = 10;

/** Places are numbers of lines in `MatchingLines`. */
type Facet = ValueFacet<number>;

/**
 * Counts the values of lines that match, and answers what is asked of them; each line that shows it is quoted from the stored bytes.
 * @param ask.context the query that the lines were searched by
 * @param ask.total how many lines match in all
 */
export async function countValues(
  places: Searchable,
  lines: MatchingLines,
  ask: {
    readonly question: ValueQuestion | null;
    readonly context: string;
    readonly total: number;
    readonly signal?: AbortSignal;
  },
): Promise<{ found: FoundValues; limits: Limit[] }> {
  const { question, context, total, signal } = ask;
  const counter = new ValueCounter<number>();
  const kindOf = await kindsOf(places, lines);
  await readAll(places, lines, signal, (text, at) =>
    counter.add(text, kindOf(at), at, ofEvent(lines, at, question?.subject ?? [])),
  );
  const all = counter.facets();
  const chosen = question && chooseFacet(all, question, context, counter.lines);
  const shown = all
    .toSorted((a, b) => Number(b.distinct.count > 1) - Number(a.distinct.count > 1))
    .slice(0, maxShown);
  const linkOf = await linksOfLines(
    places,
    lines,
    [...shown, ...(chosen ? [chosen.facet] : [])].flatMap(placesOf),
  );
  const view = viewOf(linkOf);
  return {
    found: {
      read: lines.length,
      of: Math.max(total, lines.length),
      facets: shown.map(view),
      answer: !question
        ? null
        : chosen
          ? await answerOf(places, lines, question, chosen, { view, linkOf })
          : { wish: question.wish, facet: null, others: [], value: null, beside: [], evidence: [] },
    },
    limits: [
      ...(lines.length < total
        ? [
            {
              what: 'lines whose values are counted',
              total,
              shown: lines.length,
              why: 'Values are counted in the first of the lines that match.',
              howToGetTheRest: 'Set "values", ask for a value, or narrow the query.',
            },
          ]
        : []),
      ...(all.length > shown.length
        ? [
            {
              what: 'values by name',
              total: all.length,
              shown: shown.length,
              why: 'Those that differ and that most lines have are shown.',
              howToGetTheRest: 'Narrow the query to one kind of line with template:.',
            },
          ]
        : []),
      ...(counter.namesLeftOut > 0
        ? [
            {
              what: 'values under more names',
              total: counter.namesLeftOut,
              shown: 0,
              why: 'At most 100 names are kept.',
              howToGetTheRest: 'Narrow the query to one kind of line with template:.',
            },
          ]
        : []),
    ],
  };
}

/** Words for what an event has beside its text: its value is counted where the question names it. */
const ofEvents: readonly (readonly [
  name: string,
  words: readonly string[],
  value: (lines: MatchingLines, at: number) => string,
])[] = [
  ['day', ['day', 'days', 'date', 'tag', 'jour', 'dia'], (lines, at) => timeOf(lines, at, 10)],
  ['hour', ['hour', 'hours', 'stunde', 'heure', 'hora'], (lines, at) => timeOf(lines, at, 13)],
  ['minute', ['minute', 'minutes', 'minuto'], (lines, at) => timeOf(lines, at, 16)],
  [
    'logger',
    ['logger', 'loggers', 'class', 'classes', 'component', 'components', 'process', 'service'],
    ({ logger }, at) => logger[at]!,
  ],
  [
    'log file',
    ['file', 'files', 'log', 'logfile', 'datei', 'fichier'],
    // In one file all lines are of it.
    ({ files, file }, at) => (files.length > 1 ? files[file[at]!]!.record.name : ''),
  ],
];

function ofEvent(lines: MatchingLines, at: number, subject: readonly string[]): LineValue[] {
  return ofEvents.flatMap(([name, words, value]) => {
    const text = words.some((word) => subject.includes(word)) ? value(lines, at) : '';
    return text === ''
      ? []
      : [{ name, text, kind: 'event' as const, amount: null, keyed: true, unit: null }];
  });
}

/** A time as far as it is asked for: `2026-11-24`, `2026-11-24T02`. */
const timeOf = ({ time }: MatchingLines, at: number, characters: number): string =>
  time[at] === null || time[at] === undefined
    ? ''
    : new Date(time[at]).toISOString().slice(0, characters);

/** The template of each line with its text, where the index has it. */
async function kindsOf(
  { stores: { index }, project }: Searchable,
  { files, file, template, length }: MatchingLines,
): Promise<(at: number) => KindOfLine | null> {
  const merged = files.map(({ digest }) => mergedOf(digest));
  const numbers = new Map<number, { readonly file: number; readonly template: number }>();
  // Numbers of templates are smaller than this, and numbers of files far smaller.
  const keyOf = (at: number): number => file[at]! * 2 ** 32 + merged[file[at]!]!(template[at]!);
  for (let at = 0; at < length && numbers.size < maxKinds; at++) {
    if (template[at]! < 0 || numbers.has(keyOf(at))) continue;
    numbers.set(keyOf(at), { file: file[at]!, template: merged[file[at]!]!(template[at]!) });
  }
  const wanted = [...numbers];
  const payloads = await index
    .get(
      logsCollection,
      wanted.map(([, each]) =>
        templateDocument(project, files[each.file]!.record.sha256, each.template),
      ),
    )
    .catch((error: unknown) => {
      // Keys and fields are found without them.
      if (error instanceof SherpaError && error.code === 'STORE_UNAVAILABLE') return [];
      throw error;
    });
  const ids = files.map(({ digest }) => templateIdOf(digest));
  const kinds = new Map<number, KindOfLine>();
  for (const [at, [key, each]] of wanted.entries()) {
    const text = payloads[at]?.['template'];
    if (typeof text === 'string') kinds.set(key, { id: ids[each.file]!(each.template), text });
  }
  return (at) => (template[at]! < 0 ? null : (kinds.get(keyOf(at)) ?? null));
}

/** Reads the lines in their order; neighbours share a read. */
async function readAll(
  { stores: { blobs } }: Searchable,
  { files, file, start, length }: MatchingLines,
  signal: AbortSignal | undefined,
  take: (text: string, at: number) => void,
): Promise<void> {
  const decoder = new TextDecoder('utf-8');
  for (let first = 0; first < length;) {
    signal?.throwIfAborted();
    const from = start[first]!;
    let last = first;
    while (
      last + 1 < length &&
      file[last + 1] === file[first] &&
      start[last + 1]! >= start[last]! &&
      start[last + 1]! - start[last]! < nearBytes &&
      start[last + 1]! - from < windowBytes
    )
      last += 1;
    const { record } = files[file[first]!]!;
    const bytes = await blobs.read(
      record.sha256,
      from,
      Math.min(record.bytes, start[last]! + maxLineBytes),
    );
    for (let at = first; at <= last; at++) {
      const begin = start[at]! - from;
      const most = Math.min(bytes.length, begin + maxLineBytes);
      const end = bytes.indexOf(lineFeed, begin);
      take(decoder.decode(bytes.subarray(begin, end < 0 ? most : Math.min(end, most))), at);
    }
    first = last + 1;
  }
}

const placesOf = ({ top, rarest, numbers }: Facet): number[] => [
  ...top.map(({ first }) => first),
  rarest.first,
  ...(numbers ? [numbers.least.place, numbers.greatest.place] : []),
];

interface PlacedLine {
  readonly links: HitLinks;
  readonly line: number;
}

/** Numbers of lines, found in the order of the files so that no part of a table is read twice. */
async function linksOfLines(
  { stores: { blobs } }: Searchable,
  { files, file, start }: MatchingLines,
  wanted: readonly number[],
): Promise<(at: number) => PlacedLine> {
  const found = new Map<number, PlacedLine>();
  const inOrder = [...new Set(wanted)].toSorted(
    (a, b) => file[a]! - file[b]! || start[a]! - start[b]!,
  );
  const tables = files.map(
    ({ digest }) =>
      new EventTable(digest.table.index, (from, to) => blobs.read(digest.table.sha256, from, to)),
  );
  for (const at of inOrder) {
    const { record } = files[file[at]!]!;
    const event = await tables[file[at]!]!.eventAtByte(start[at]!);
    let line = event?.line ?? 1;
    for (let from = event?.start ?? 0; from < start[at]!; from += windowBytes) {
      const part = await blobs.read(record.sha256, from, Math.min(start[at]!, from + windowBytes));
      for (const byte of part) if (byte === lineFeed) line += 1;
    }
    found.set(at, { line, links: linksOf(record, [line, line]) });
  }
  return (at) => found.get(at)!;
}

const viewOf =
  (linkOf: (at: number) => PlacedLine) =>
  ({ name, kind, unit, lines, distinct, missed, top, numbers, kinds }: Facet) => ({
    name,
    kind,
    unit,
    lines,
    distinct: distinct.count,
    orMore: distinct.orMore,
    missed,
    top: top.map(({ text, count, first }) => ({ text, total: count, links: linkOf(first).links })),
    numbers: numbers && {
      least: { text: numbers.least.text, links: linkOf(numbers.least.place).links },
      greatest: { text: numbers.greatest.text, links: linkOf(numbers.greatest.place).links },
      ...meanOf(numbers, unit, kind),
      count: numbers.count,
    },
    templates: kinds.map(({ id }) => id),
  });

/** A mean as its values are written: without a unit in them it is theirs. */
function meanOf(
  { mean, greatest, least }: NonNullable<Facet['numbers']>,
  unit: string | null,
  kind: Facet['kind'],
): { mean: number; meanUnit: string | null } {
  const { text, amount } = [greatest, least].find((each) => each.amount !== 0) ?? greatest;
  const written = Number(text.replaceAll(',', ''));
  if (!Number.isNaN(written))
    return { mean: amount === 0 ? mean : mean / (amount / written), meanUnit: unit };
  return { mean, meanUnit: kind === 'duration' ? 'ms' : kind === 'size' ? 'bytes' : null };
}

/** What was asked, with the lines that show it. */
async function answerOf(
  { read, sha256 }: Searchable,
  { files, file, start }: MatchingLines,
  question: ValueQuestion,
  { facet, others }: { readonly facet: Facet; readonly others: readonly string[] },
  {
    view,
    linkOf,
  }: { readonly view: ReturnType<typeof viewOf>; readonly linkOf: (at: number) => PlacedLine },
): Promise<ValueAnswer> {
  const { numbers, top, rarest } = facet;
  const { wish } = question;
  const extreme =
    numbers && wish === 'greatest'
      ? numbers.greatest
      : numbers && wish === 'least'
        ? numbers.least
        : null;
  const counted =
    wish === 'most frequent' || wish === 'different'
      ? top[0]!
      : wish === 'least frequent'
        ? rarest
        : null;
  const shown: readonly { readonly place: number; readonly text: string; why: string }[] = extreme
    ? [{ ...extreme, why: `It has the ${wish} value.` }]
    : counted
      ? (wish === 'different' ? top.slice(0, maxEvidence) : [counted]).map(
          ({ text, count, first }) => ({
            place: first,
            text,
            why:
              count === 1
                ? 'It is the one line with this value.'
                : `It is the first of ${count} lines with this value.`,
          }),
        )
      : numbers
        ? [
            { ...numbers.greatest, why: 'It has the greatest value.' },
            { ...numbers.least, why: 'It has the least value.' },
          ]
        : [];
  const evidence: Evidence[] = [];
  for (const { place, text, why } of shown) {
    const { record } = files[file[place]!]!;
    const quote = (matched: string) =>
      quoteLine(
        {
          fileId: record.id,
          source: record.name,
          line: linkOf(place).line,
          eventLine: linkOf(place).line,
          start: start[place]!,
          end: record.bytes,
          matched,
        },
        { id: `E${evidence.length + 1}`, why },
        read,
        sha256,
      );
    // JSON and colour codes write a value differently; the line is shown from its start then.
    const made = (await quote(text)) ?? (await quote(''));
    if (made) evidence.push(made);
  }
  const value = extreme
    ? { text: extreme.text, total: 1, links: linkOf(extreme.place).links }
    : counted && { text: counted.text, total: counted.count, links: linkOf(counted.first).links };
  return {
    wish,
    facet: view(facet),
    others,
    value,
    beside: besideOf(extreme?.beside ?? [], facet.name, question.about),
    evidence,
  };
}

/** Of what else a line says, what the question names comes first, then what tells things apart. */
const besideOf = (
  beside: readonly { readonly name: string; readonly text: string; readonly kind: string }[],
  facet: string,
  about: readonly string[],
) =>
  beside
    .filter(({ name }) => name !== facet)
    .map((each) => ({
      each,
      rank: about.some((word) => each.name.toLowerCase().includes(word))
        ? 0
        : ['id', 'host', 'address', 'path'].includes(each.kind)
          ? 1
          : 2,
    }))
    .filter(({ rank }) => rank < 2)
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, maxBeside)
    .map(({ each: { name, text } }) => ({ name, text }));
