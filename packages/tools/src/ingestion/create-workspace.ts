import {
  diagnose as findCauses,
  mentionsText,
  quoteLine,
  verifyEvidence,
  type Evidence,
  type Limit,
  type ReadBytes,
  type Sha256,
} from '../diagnosis/index.ts';
import { SherpaError } from '../errors.ts';
import { EventTable, readLines, type Level } from '../logs/index.ts';
import type { FileRecord } from '../ports/index.ts';
import { expandQuery, lineMatcher, scanLines } from '../search/index.ts';
import { parseDigest, type FileDigest } from './digest.ts';
import { ingestFile, logsCollection } from './ingest-file.ts';
import type {
  Scope,
  SearchLogsAnswer,
  SearchLogsHit,
  SearchLogsRequest,
  Workspace,
  WorkspaceStores,
} from './workspace.ts';

const maxLinesAtOnce = 2000;
const shownLineBytes = 4096;
/** Without a scope, this many of the newest uploads are looked at. */
const defaultUploads = 50;

interface ReadyFile {
  readonly record: FileRecord;
  readonly digest: FileDigest;
}

/** The uploads of one project as plugins see them. */
export function createWorkspace(
  stores: WorkspaceStores,
  options: { readonly project: string; readonly sha256: Sha256 },
): Workspace {
  const { project, sha256 } = options;
  const { metadata, blobs, index } = stores;

  const fileOf = async (id: string): Promise<FileRecord> => {
    const record = await metadata.files.get(project, id);
    if (!record) throw new SherpaError('NOT_FOUND', { kind: 'file', id });
    return record;
  };
  const read: ReadBytes = async (fileId, from, to) =>
    blobs.read((await fileOf(fileId)).sha256, from, to);

  async function filesOf(scope: Scope): Promise<FileRecord[]> {
    if (scope.files && scope.files.length > 0) return Promise.all(scope.files.map(fileOf));
    let uploads = scope.uploads ?? [];
    if (uploads.length === 0)
      uploads = (
        await metadata.uploads.list(project, { limit: defaultUploads, offset: 0 })
      ).uploads.map(({ id }) => id);
    const lists = await Promise.all(
      uploads.map(async (id) => {
        if (!(await metadata.uploads.get(project, id)))
          throw new SherpaError('NOT_FOUND', { kind: 'upload', id });
        return metadata.files.listByUpload(id);
      }),
    );
    return lists.flat();
  }

  async function readyFiles(scope: Scope): Promise<ReadyFile[]> {
    const ready: ReadyFile[] = [];
    for (const record of await filesOf(scope)) {
      const digest = await digestOf(record);
      if (digest) ready.push({ record, digest });
    }
    return ready;
  }

  /** The digest of a ready file, shared by all files with its content. One that an older version wrote is made anew. */
  async function digestOf(record: FileRecord): Promise<FileDigest | null> {
    if (record.status !== 'ready') return null;
    const known = parseDigest(record.digest);
    if (known) return known;
    await index.delete(logsCollection, { must: { project, content: record.sha256 } });
    const fresh = await ingestFile(stores, record);
    await metadata.contents.keep(project, record.sha256, JSON.stringify(fresh));
    return fresh;
  }

  async function searchRanked(
    request: SearchLogsRequest,
    files: readonly ReadyFile[],
  ): Promise<SearchLogsAnswer> {
    // Files with the same content share their documents.
    const byContent = new Map(files.map((file) => [file.record.sha256, file.record]));
    const { words, synonyms } = expandQuery(request.query);
    const scope = { project, content: [...byContent.keys()] };
    const must = {
      ...scope,
      kind: ['template', 'event'],
      ...(request.levels && { level: request.levels }),
    };
    const wanted = request.limit * 4;
    const plain = await index.search(logsCollection, { words, limit: wanted, filter: { must } });
    const wide =
      synonyms.length > 0
        ? await index.search(logsCollection, {
            words: [...words, ...synonyms],
            limit: wanted,
            filter: { must },
          })
        : plain;
    const hits: SearchLogsHit[] = [];
    const seen = new Set<string>();
    for (const { payload, score } of fuseByRank(plain.hits, wide.hits)) {
      if (hits.length >= request.limit) break;
      const record = byContent.get(String(payload['content']));
      const time = typeof payload['time'] === 'number' ? payload['time'] : null;
      if (!record || !inTime(time, request)) continue;
      const line = Number(payload['line']);
      // An event with a trace and the template of its first line are one thing to a reader.
      const key = `${record.id}/${line}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const evidence = await quoteLine(
        {
          fileId: record.id,
          source: record.name,
          line,
          eventLine: line,
          start: Number(payload['start']),
          end: Number(payload['end']),
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
        level: String(payload['level']) as Level,
        time,
        score,
        template: String(payload['template']),
        occurrences: Number(payload['count']),
      });
    }
    const total = Math.max(plain.total, wide.total, hits.length);
    const about = { limit: 20, filter: { must: { ...scope, kind: 'file' } } };
    const plainFiles = await index.search(logsCollection, { words, ...about });
    const wideFiles = await index.search(logsCollection, {
      words: [...words, ...synonyms],
      ...about,
    });
    const ranked = fuseByRank(plainFiles.hits, wideFiles.hits)
      .map(({ payload }) => byContent.get(String(payload['content'])))
      .filter((record) => record !== undefined)
      .map(({ id, name }) => ({ id, name }));
    return {
      hits,
      total,
      files: ranked,
      searched: searchedOf(files),
      limits: limitOf(total, hits.length),
    };
  }

  async function scan(
    request: SearchLogsRequest,
    mode: 'exact' | 'regex',
    files: readonly ReadyFile[],
  ): Promise<SearchLogsAnswer> {
    const matches = lineMatcher(request.query, mode);
    const hits: SearchLogsHit[] = [];
    let total = 0;
    const matching: { id: string; name: string }[] = [];
    for (const { record } of files) {
      const found = await scanLines(blobs.get(record.sha256), matches, {
        keep: Math.max(0, request.limit - hits.length),
        ...(request.signal && { signal: request.signal }),
      });
      total += found.total;
      if (found.total > 0 && matching.length < 20)
        matching.push({ id: record.id, name: record.name });
      for (const line of found.lines) {
        const evidence = await quoteLine(
          {
            fileId: record.id,
            source: record.name,
            line: line.number,
            eventLine: line.number,
            start: line.start,
            end: line.end,
            matched: '',
          },
          {
            id: `E${hits.length + 1}`,
            why: mode === 'exact' ? 'It has the text.' : 'It matches the pattern.',
          },
          read,
          sha256,
        );
        if (evidence)
          hits.push({
            evidence,
            kind: 'line',
            level: 'unknown',
            time: null,
            score: 1,
            template: null,
            occurrences: 1,
          });
      }
    }
    return {
      hits,
      total,
      files: matching,
      searched: searchedOf(files),
      limits: limitOf(total, hits.length),
    };
  }

  return {
    files: filesOf,
    async search(request) {
      const files = await readyFiles(request);
      if (files.length === 0) throw new SherpaError('NO_LOGS');
      return request.mode === 'ranked'
        ? searchRanked(request, files)
        : scan(request, request.mode, files);
    },
    async diagnose(request) {
      const files = await readyFiles(request);
      if (files.length === 0) throw new SherpaError('NO_LOGS');
      return findCauses(
        files.map(({ record, digest }) => ({
          fileId: record.id,
          name: record.name,
          lines: digest.report.lines,
          hits: digest.hits,
        })),
        {
          read,
          sha256,
          mentions: async (fileId, text) =>
            mentionsText(blobs.get((await fileOf(fileId)).sha256), text, request.signal),
        },
        request.question,
      );
    },
    async lines(fileId, from, to) {
      const file = await fileOf(fileId);
      const digest = await digestOf(file);
      if (!digest) throw new SherpaError('NOT_FOUND', { kind: 'line index of file', id: fileId });
      const totalLines = digest.report.lines;
      const first = Math.max(1, Math.min(from, totalLines));
      const last = Math.min(totalLines, to, first + maxLinesAtOnce - 1);
      const table = new EventTable(digest.table.index, (start, end) =>
        blobs.read(digest.table.sha256, start, end),
      );
      const event = await table.eventAtLine(first);
      const lines: { number: number; text: string; cut: boolean; bytes: number; level: Level }[] =
        [];
      if (event) {
        const bytes = blobs.get(file.sha256, { from: event.start, to: file.bytes });
        let level: Level = event.level;
        reading: for await (const batch of readLines(bytes, {
          firstLine: event.line,
          firstByte: event.start,
          maxLineBytes: shownLineBytes,
        })) {
          for (const line of batch) {
            if (line.number > last) break reading;
            if (line.number < first) continue;
            const at = await levelAt(table, line.number);
            if (at) level = at;
            lines.push({
              number: line.number,
              text: line.text,
              cut: line.cut,
              bytes: line.end - line.start,
              level,
            });
          }
        }
      }
      return { file, from: first, lines, totalLines };
    },
    verify: (evidence: readonly Evidence[]) => verifyEvidence(evidence, read, sha256),
  };
}

const levelAt = async (table: EventTable, line: number): Promise<Level | null> =>
  (await table.eventAtLine(line))?.level ?? null;

const inTime = (time: number | null, { after, before }: SearchLogsRequest): boolean =>
  time === null
    ? after === undefined && before === undefined
    : time >= (after ?? -Infinity) && time <= (before ?? Infinity);

const searchedOf = (files: readonly ReadyFile[]) => ({
  files: files.length,
  lines: files.reduce((sum, { digest }) => sum + digest.report.lines, 0),
});

const limitOf = (total: number, shown: number): Limit[] =>
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

/** Reciprocal rank fusion of the plain and the widened ranking; the plain words count twice. */
function fuseByRank<
  Hit extends { readonly id: string; readonly payload: Readonly<Record<string, unknown>> },
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
