import { quoteLine, type Limit, type ReadBytes, type Sha256 } from '../diagnosis/index.ts';
import { EventTable, type EventRow, type Level } from '../logs/index.ts';
import type { FileRecord, PayloadValue, SearchHit } from '../ports/index.ts';
import { expandQuery, prepareWords } from '../search/index.ts';
import { HitCounter } from './count-hits.ts';
import { linksOf } from './describe-hit.ts';
import type { FileDigest } from './digest.ts';
import { isOpen, passes } from './event-filter.ts';
import { logsCollection } from './ingest-file.ts';
import type { MatchingLines } from './matching-lines.ts';
import { mergedOf, type PlannedFile } from './plan-search.ts';
import { tallyTemplates } from './tally-templates.ts';
import type { HitCounts, SearchLogsHit, SearchLogsRequest, WorkspaceStores } from './workspace.ts';

export interface ReadyFile {
  readonly record: FileRecord;
  readonly digest: FileDigest;
}

/** What a search works on. */
export interface Searchable {
  readonly stores: WorkspaceStores;
  readonly project: string;
  readonly read: ReadBytes;
  readonly sha256: Sha256;
}

export const maxFiles = 20;
/** An event that is shown for its template is read so far; quotes are shorter. */
export const quotedBytes = 8192;

/** Templates that are counted; each event of one is. */
const maxCounted = 1000;

/** Templates and events with the words of the question, best first; phrases must stand in them as they are. */
export async function searchRanked(
  { stores, project, read, sha256 }: Searchable,
  request: Pick<SearchLogsRequest, 'limit' | 'signal'>,
  plan: {
    readonly question: string;
    readonly phrases: readonly (readonly string[])[];
    readonly without: readonly (readonly string[])[];
    readonly files: readonly PlannedFile[];
    readonly lines: MatchingLines;
  },
) {
  const { index } = stores;
  const { files, phrases, without } = plan;
  // Files with the same content share their documents.
  const byContent = new Map(files.map((file) => [file.record.sha256, file]));
  const wordWeights = expandQuery(plan.question);
  const scope = { project, content: [...byContent.keys()] };
  const filtered = files.some(({ filter }) => !isOpen(filter));
  const passing = filtered ? await templatesPassing(stores, files, request.signal) : null;
  const must = {
    ...scope,
    kind: ['template', 'event'],
    ...(passing && { templateKey: [...passing.keys()] }),
  };
  const question = plan.question.trim().toLowerCase();
  const typed = prepareWords(question);
  const search = async (filter: typeof must | { kind: string }, limit: number) => {
    const ask = (words: Iterable<string>, rows: typeof phrases, most: number) =>
      index.search(logsCollection, {
        words: [...words],
        wordWeights,
        phrases: rows,
        without,
        limit: most,
        filter: { must: filter },
      });
    // What says it word for word comes first, letter for letter before all: whoever types a message wants that message.
    const [all, literal] = await Promise.all([
      ask(wordWeights.keys(), phrases, limit),
      typed.length > 1 ? ask(typed, [...phrases, typed], request.limit) : { hits: [] },
    ]);
    const literally = ({ payload }: SearchHit): number =>
      String(payload['template']).toLowerCase().includes(question) ? 0 : 1;
    const said = literal.hits.toSorted((one, other) => literally(one) - literally(other));
    const first = new Set(said.map(({ id }) => id));
    return { ...all, hits: [...said, ...all.hits.filter(({ id }) => !first.has(id))] };
  };
  const found = await search(must, maxCounted);
  const hits: SearchLogsHit[] = [];
  const seen = new Set<string>();
  for (const { payload, score } of found.hits) {
    if (hits.length >= request.limit) break;
    const file = byContent.get(String(payload['content']));
    if (!file) continue;
    const { record } = file;
    const place = placeOf(payload);
    const first = passing?.get(String(payload['templateKey']));
    const own = first ? await tableOf(stores, file).eventAtLine(place.line) : null;
    const shown = first && !(own && passes(file.filter, own)) ? placeOfRow(first) : place;
    // An event with a trace and the template of its first line are one thing to a reader.
    const key = `${record.id}/${shown.line}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const evidence = await quoteLine(
      {
        fileId: record.id,
        source: record.name,
        line: shown.line,
        eventLine: shown.line,
        start: shown.start,
        end: Math.min(shown.end, record.bytes),
        matched: '',
      },
      { id: `E${hits.length + 1}`, why: 'It has the words of the question.' },
      read,
      sha256,
    );
    if (!evidence) continue;
    hits.push({
      evidence,
      kind: payload['kind'] === 'event' ? 'event' : 'template',
      level: shown.level,
      time: shown.time,
      score,
      template: String(payload['template']),
      occurrences: Number(payload['count']),
      links: linksOf(record, evidence.lines),
    });
  }
  const matching = new Set(found.hits.map(({ payload }) => String(payload['templateKey'])));
  const different = files.filter(({ record }) => byContent.get(record.sha256)?.record === record);
  const { counts, limits } = await countTemplates(
    { stores, project },
    different,
    matching,
    request.signal,
  );
  await postingsOf(stores, different, found.hits, plan.lines, request.signal);
  const about = await search({ ...scope, kind: 'file' }, maxFiles);
  const ranked = about.hits
    .map(({ payload }) => byContent.get(String(payload['content'])))
    .filter((file) => file !== undefined)
    .slice(0, maxFiles)
    .map(({ record: { id, name } }) => ({ id, name }));
  return {
    hits,
    total: Math.max(found.total, hits.length),
    counts,
    files: ranked,
    searched: searchedOf(files),
    limits: [
      ...limitOfHits(found.total, hits.length, 'best'),
      ...limitOfFiles(about.total, ranked.length),
      ...(found.total > maxCounted
        ? [
            {
              what: 'templates and traces that are counted',
              total: found.total,
              shown: maxCounted,
              why: 'Events of the best are counted.',
              howToGetTheRest: 'Narrow the query.',
            },
          ]
        : []),
      ...limits,
    ],
  };
}

const tableOf = ({ blobs }: WorkspaceStores, { digest }: ReadyFile): EventTable =>
  new EventTable(digest.table.index, (from, to) => blobs.read(digest.table.sha256, from, to));

/** The templates with an event that passes the filter of its file, by `CONTENT/TEMPLATE`, and the first such event. */
async function templatesPassing(
  stores: WorkspaceStores,
  files: readonly PlannedFile[],
  signal: AbortSignal | undefined,
): Promise<Map<string, EventRow>> {
  const found = new Map<string, EventRow>();
  for (const file of files) {
    const { record, digest, filter } = file;
    const merged = mergedOf(digest);
    for await (const rows of tableOf(stores, file).groups(filter)) {
      signal?.throwIfAborted();
      for (let at = 0; at < rows.length; at++) {
        const key = `${record.sha256}/${merged(rows.template(at))}`;
        const known = found.get(key);
        if (known && known.line <= rows.line(at)) continue;
        const row = rows.row(at);
        if (passes(filter, row)) found.set(key, row);
      }
    }
  }
  return found;
}

/** Templates whose lines are read for their values, the best ones. */
const maxPosted = 8;

/** The lines of the best templates that pass the filters, as far as there is room for them. */
async function postingsOf(
  stores: WorkspaceStores,
  files: readonly PlannedFile[],
  hits: readonly SearchHit[],
  lines: MatchingLines,
  signal: AbortSignal | undefined,
): Promise<void> {
  const keys = [...new Set(hits.map(({ payload }) => String(payload['templateKey'])))];
  const best = new Set(keys.slice(0, maxPosted));
  for (const file of files) {
    const merged = mergedOf(file.digest);
    const ofFile = `${file.record.sha256}/`;
    const kept = new Set(
      [...best].flatMap((key) =>
        key.startsWith(ofFile) ? [Number(key.slice(ofFile.length))] : [],
      ),
    );
    if (kept.size === 0) continue;
    for await (const rows of tableOf(stores, file).groups(file.filter)) {
      signal?.throwIfAborted();
      if (lines.isFull || !lines.mayLookThrough(rows.length)) return;
      for (let at = 0; at < rows.length; at++) {
        if (!kept.has(merged(rows.template(at)))) continue;
        const row = rows.row(at);
        if (!passes(file.filter, row)) continue;
        lines.add(file, row.start, row);
        if (lines.isFull) return;
      }
    }
  }
}

/** Counts the events of some templates, given as `CONTENT/TEMPLATE`, that pass the filters. */
async function countTemplates(
  { stores, project }: Pick<Searchable, 'stores' | 'project'>,
  files: readonly PlannedFile[],
  templates: ReadonlySet<string>,
  signal: AbortSignal | undefined,
): Promise<{ counts: HitCounts; limits: Limit[] }> {
  const counter = new HitCounter();
  for (const file of files) {
    const { record, digest, filter } = file;
    const merged = mergedOf(digest);
    const prefix = `${record.sha256}/`;
    const wanted = new Set<number>();
    for (const key of templates)
      if (key.startsWith(prefix)) wanted.add(Number(key.slice(prefix.length)));
    if (wanted.size === 0) continue;
    if (isOpen(filter)) {
      const tallies = await tallyTemplates(stores.blobs, file, signal);
      for (const template of wanted) {
        const tally = tallies.get(template);
        if (tally) counter.addTally(file, template, tally, digest.table.index.components);
      }
      continue;
    }
    for await (const rows of tableOf(stores, file).groups(filter)) {
      signal?.throwIfAborted();
      for (let at = 0; at < rows.length; at++) {
        if (!wanted.has(merged(rows.template(at)))) continue;
        const row = rows.row(at);
        if (passes(filter, row)) counter.add(file, row);
      }
    }
  }
  return counter.result('events of matching templates', stores, project);
}

interface ShownPlace {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly time: number | null;
  readonly level: Level;
}

const placeOf = (payload: Readonly<Record<string, PayloadValue>>): ShownPlace => ({
  line: Number(payload['line']),
  start: Number(payload['start']),
  end: Number(payload['end']),
  time: typeof payload['time'] === 'number' ? payload['time'] : null,
  level: String(payload['level']) as Level,
});

const placeOfRow = ({ line, start, time, level }: EventRow): ShownPlace => ({
  line,
  start,
  end: start + quotedBytes,
  time,
  level,
});

export const searchedOf = (files: readonly ReadyFile[]) => ({
  files: files.length,
  lines: files.reduce((sum, { digest }) => sum + digest.report.lines, 0),
});

export const limitOfHits = (total: number, shown: number, which: 'best' | 'first'): Limit[] =>
  shown < total
    ? [
        {
          what: 'hits',
          total,
          shown,
          why: `The ${which} are shown.`,
          howToGetTheRest: 'Raise "limit" or narrow the query.',
        },
      ]
    : [];

export const limitOfFiles = (total: number, shown: number): Limit[] =>
  shown < total
    ? [
        {
          what: 'files that speak of it',
          total,
          shown,
          why: `At most ${maxFiles} files are named.`,
          howToGetTheRest: 'Narrow the query, or search in fewer uploads or files at a time.',
        },
      ]
    : [];
