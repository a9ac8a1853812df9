import { quoteLine, type Limit, type ReadBytes, type Sha256 } from '../diagnosis/index.ts';
import { EventTable, isWithin, type EventRow, type Level } from '../logs/index.ts';
import type { FileRecord, PayloadValue } from '../ports/index.ts';
import { expandQuery } from '../search/index.ts';
import type { FileDigest } from './digest.ts';
import { logsCollection } from './ingest-file.ts';
import type {
  SearchLogsAnswer,
  SearchLogsHit,
  SearchLogsRequest,
  WorkspaceStores,
} from './workspace.ts';

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
const quotedBytes = 8192;

/** Templates and events with the words of the question, best first; words in double quotes must stand side by side. */
export async function searchRanked(
  { stores, project, read, sha256 }: Searchable,
  request: SearchLogsRequest,
  files: readonly ReadyFile[],
): Promise<SearchLogsAnswer> {
  const { index } = stores;
  // Files with the same content share their documents.
  const byContent = new Map(files.map(({ record }) => [record.sha256, record]));
  const { words, synonyms, phrases } = expandQuery(request.query);
  const scope = { project, content: [...byContent.keys()] };
  const timed = request.after !== undefined || request.before !== undefined;
  const inTime = timed ? await templatesInTime(stores, request, files) : null;
  const must = {
    ...scope,
    kind: ['template', 'event'],
    ...(request.levels && { level: request.levels }),
    ...(inTime && { templateKey: [...inTime.keys()] }),
  };
  const both = async (filter: typeof must | { kind: string }, limit: number) => {
    const search = (all: readonly string[]) =>
      index.search(logsCollection, { words: all, phrases, limit, filter: { must: filter } });
    const plain = await search(words);
    const wide = synonyms.length > 0 ? await search([...words, ...synonyms]) : plain;
    return { hits: fuseByRank(plain.hits, wide.hits), total: Math.max(plain.total, wide.total) };
  };
  const found = await both(must, request.limit * 4);
  const hits: SearchLogsHit[] = [];
  const seen = new Set<string>();
  for (const { payload, score } of found.hits) {
    if (hits.length >= request.limit) break;
    const record = byContent.get(String(payload['content']));
    if (!record) continue;
    const place = placeOf(payload);
    const first = inTime?.get(String(payload['templateKey']));
    const shown = first && !isWithin(place.time, request) ? placeOfRow(first) : place;
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
    });
  }
  const about = await both({ ...scope, kind: 'file' }, maxFiles);
  const ranked = about.hits
    .map(({ payload }) => byContent.get(String(payload['content'])))
    .filter((record) => record !== undefined)
    .slice(0, maxFiles)
    .map(({ id, name }) => ({ id, name }));
  return {
    hits,
    total: Math.max(found.total, hits.length),
    files: ranked,
    searched: searchedOf(files),
    limits: [...limitOfHits(found.total, hits.length), ...limitOfFiles(about.total, ranked.length)],
  };
}

/** The templates with an event in the time range, by `CONTENT/TEMPLATE`, and the first such event. */
async function templatesInTime(
  { blobs }: WorkspaceStores,
  request: SearchLogsRequest,
  files: readonly ReadyFile[],
): Promise<Map<string, EventRow>> {
  const found = new Map<string, EventRow>();
  for (const { record, digest } of files) {
    request.signal?.throwIfAborted();
    const { sha256, index } = digest.table;
    const table = new EventTable(index, (from, to) => blobs.read(sha256, from, to));
    const merged = new Map(digest.merged);
    for (const [template, row] of await table.firstOfTemplates(request)) {
      const key = `${record.sha256}/${merged.get(template) ?? template}`;
      const known = found.get(key);
      if (!known || row.line < known.line) found.set(key, row);
    }
  }
  return found;
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

export const limitOfHits = (total: number, shown: number): Limit[] =>
  shown < total
    ? [
        {
          what: 'hits',
          total,
          shown,
          why: 'The best are shown.',
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

/** Reciprocal rank fusion of the plain and the widened ranking; the plain words count twice. */
function fuseByRank<
  Hit extends { readonly id: string; readonly payload: Readonly<Record<string, PayloadValue>> },
>(plain: readonly Hit[], wide: readonly Hit[]): { payload: Hit['payload']; score: number }[] {
  const scores = new Map<string, { payload: Hit['payload']; score: number }>();
  for (const [list, weight] of [
    [plain, 1],
    [wide, 0.5],
  ] as const) {
    list.forEach(({ id, payload }, rank) => {
      const score = (scores.get(id)?.score ?? 0) + weight / (60 + rank + 1);
      scores.set(id, { payload, score });
    });
  }
  return [...scores.values()].toSorted((a, b) => b.score - a.score);
}
