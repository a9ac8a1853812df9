import { compareRuns, type ComparedFile, type FileProfile } from '../comparison/index.ts';
import {
  diagnose as findCauses,
  mentionsText,
  quoteLine,
  type Diagnosis,
  verifyEvidence,
  type Evidence,
  type Limit,
  type ReadBytes,
  type Sha256,
} from '../diagnosis/index.ts';
import { SherpaError } from '../errors.ts';
import { EventTable, readLines, type Level } from '../logs/index.ts';
import type { FileRecord } from '../ports/index.ts';
import { makeTimeline } from '../timeline/index.ts';
import { isAsking, valueQuestion } from '../search/index.ts';
import { countValues } from './count-values.ts';
import { parseDigest, type FileDigest } from './digest.ts';
import { EventLogs, type EventLog } from './event-logs.ts';
import { ingestFile, logsCollection } from './ingest-file.ts';
import { MatchingLines } from './matching-lines.ts';
import { notesOfFiles, type ReadingNote } from './notes-of-files.ts';
import { orderRotated } from './order-rotated.ts';
import { planSearch } from './plan-search.ts';
import { rememberFailure } from './remember-failure.ts';
import { createSparkRuns } from './spark-runs.ts';
import { searchEvents } from './search-events.ts';
import { searchLines } from './search-lines.ts';
import { searchRanked, type ReadyFile } from './search-ranked.ts';
import { searchWithoutIndex } from './search-without-index.ts';
import type {
  NeighbourLine,
  Scope,
  SearchLogsHit,
  Workspace,
  WorkspaceStores,
} from './workspace.ts';

const maxLinesAtOnce = 2000;
const shownLineBytes = 4096;
const maxContext = 20;
const maxNeighbourCharacters = 300;
/** Without a scope, this many of the newest uploads are looked at. */
const defaultUploads = 50;
/** Where all of them are asked for: the most, and how many are read from the store at a time. */
const mostUploads = 10_000;
const uploadsAtOnce = 500;

const eventLogs = new WeakMap<WorkspaceStores, EventLogs>();

/** What was read of event logs is kept beside the stores, because a workspace lives as long as a request. */
function logsIn(stores: WorkspaceStores): EventLogs {
  const known = eventLogs.get(stores) ?? new EventLogs(stores.blobs);
  eventLogs.set(stores, known);
  return known;
}

/** The uploads of one project as plugins see them. */
export function createWorkspace(
  stores: WorkspaceStores,
  options: { readonly project: string; readonly sha256: Sha256; readonly now: () => number },
): Workspace {
  const { project, sha256, now } = options;
  const { metadata, blobs, index } = stores;

  const fileOf = async (id: string): Promise<FileRecord> => {
    const record = await metadata.files.get(project, id);
    if (!record) throw new SherpaError('NOT_FOUND', { kind: 'file', id });
    return record;
  };
  /** Reads for one request: which content a file has is asked once, for its record comes with its digest. */
  const reader = (): ReadBytes => {
    const hashes = new Map<string, Promise<string>>();
    return async (fileId, from, to) => {
      let hash = hashes.get(fileId);
      if (!hash) hashes.set(fileId, (hash = fileOf(fileId).then((file) => file.sha256)));
      return blobs.read(await hash, from, to);
    };
  };

  async function filesOf(scope: Scope): Promise<{ records: FileRecord[]; limits: Limit[] }> {
    if (scope.files && scope.files.length > 0)
      return { records: await Promise.all(scope.files.map(fileOf)), limits: [] };
    let uploads = scope.uploads ?? [];
    const limits: Limit[] = [];
    if (uploads.length === 0) {
      const newest = await metadata.uploads.list(project, { limit: defaultUploads, offset: 0 });
      uploads = newest.uploads.map(({ id }) => id);
      if (newest.total > uploads.length)
        limits.push({
          what: 'uploads',
          total: newest.total,
          shown: uploads.length,
          why: 'Without a choice, the newest uploads are looked at.',
          howToGetTheRest: 'Name the uploads or files to look at.',
        });
    }
    const lists = await Promise.all(
      uploads.map(async (id) => {
        if (!(await metadata.uploads.get(project, id)))
          throw new SherpaError('NOT_FOUND', { kind: 'upload', id });
        return metadata.files.listByUpload(id);
      }),
    );
    return { records: lists.flat(), limits };
  }

  async function readyFiles(
    scope: Scope & { readonly signal?: AbortSignal },
  ): Promise<{ files: ReadyFile[]; limits: Limit[] }> {
    const { records, limits } = await filesOf(scope);
    const files: ReadyFile[] = [];
    for (const { file: record } of orderRotated(records)) {
      const digest = await digestOf(record, scope.signal);
      if (digest) files.push({ record, digest });
    }
    if (files.length < records.length)
      limits.push({
        what: 'files',
        total: records.length,
        shown: files.length,
        why: 'Files that are still being read, or could not be, are left out.',
        howToGetTheRest: 'Look at the state of the upload, and ask again when its files are ready.',
      });
    return { files, limits };
  }

  /** The digest of a ready file, shared by all files with its content. One that an older version wrote is made anew. */
  async function digestOf(record: FileRecord, signal?: AbortSignal): Promise<FileDigest | null> {
    if (record.status !== 'ready') return null;
    const known = parseDigest(record.digest);
    if (known) return known;
    await index.delete(logsCollection, { must: { project, content: record.sha256 } });
    const fresh = await ingestFile(stores, record, signal ? { signal } : {});
    await metadata.contents.keep(project, record.sha256, JSON.stringify(fresh));
    return fresh;
  }

  async function neighbours(evidence: Evidence, around: number): Promise<NeighbourLine[]> {
    const [from, to] = evidence.lines;
    const read = await workspace.lines(evidence.fileId, from - around, to + around);
    return read.lines.map(({ number, text, cut, level }) => ({
      number,
      text: text.slice(0, maxNeighbourCharacters),
      cut: cut || text.length > maxNeighbourCharacters,
      level,
    }));
  }

  const profileIn = async ({ profile }: FileDigest): Promise<FileProfile> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of blobs.get(profile)) chunks.push(chunk);
    return JSON.parse(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).text()) as FileProfile;
  };

  const causesIn = (
    files: readonly ReadyFile[],
    question: string,
    read: ReadBytes,
    signal: AbortSignal | undefined,
  ): Promise<Diagnosis> =>
    findCauses(
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
          mentionsText(blobs.get((await fileOf(fileId)).sha256), text, signal),
      },
      question,
    );

  const workspace: Workspace = {
    files: async (scope) => orderRotated((await filesOf(scope)).records).map(({ file }) => file),
    async search(request) {
      const { files, limits } = await readyFiles(request);
      if (files.length === 0) throw new SherpaError('NO_LOGS');
      const places = { stores, project, read: reader(), sha256 };
      const plan = planSearch(request, files, newestOf(files));
      const notes = notesOfFiles(files);
      let by = plan.by;
      const asked =
        request.ask ?? (plan.by === 'ranked' && isAsking(plan.question) ? plan.question : '');
      const question = valueQuestion(asked);
      const lines = new MatchingLines(request.values === true || question !== null);
      const answer =
        plan.by === 'ranked'
          ? await searchRanked(places, request, { ...plan, lines }).catch(
              async (cause: unknown) => {
                const found = await searchWithoutIndex(places, request, plan, cause, lines);
                notes.push(found.note);
                by = 'lines';
                return found.answer;
              },
            )
          : plan.by === 'lines'
            ? await searchLines(places, request, { ...plan, lines })
            : await searchEvents(places, request, plan.files, lines);
      const counting = {
        question,
        context: request.query,
        ...(request.signal && { signal: request.signal }),
      };
      let values = await countValues(places, lines, { ...counting, total: answer.counts.total });
      if (plan.by === 'ranked' && values.found.answer?.facet === null) {
        // Words of a question need not stand in the lines that it is about.
        const every = new MatchingLines(true);
        const { total } = await searchEvents(places, { ...request, limit: 0 }, plan.files, every);
        const inAll = await countValues(places, every, { ...counting, total });
        if (inAll.found.answer?.facet) values = inAll;
      }
      const around = Math.min(maxContext, request.context ?? 0);
      const hits: SearchLogsHit[] = [];
      // Lines that show what was asked of values come first, so that others are numbered behind them.
      const before = values.found.answer?.evidence.length ?? 0;
      for (const hit of answer.hits)
        hits.push({
          ...hit,
          evidence: { ...hit.evidence, id: `E${before + hits.length + 1}` },
          ...(around > 0 && { context: await neighbours(hit.evidence, around) }),
        });
      return {
        ...answer,
        hits,
        values: values.found,
        searchedBy: by,
        filters: plan.filters,
        limits: [...answer.limits, ...values.limits, ...limits],
        notes,
      };
    },
    async diagnose(request) {
      const { files, limits } = await readyFiles(request);
      if (files.length === 0) throw new SherpaError('NO_LOGS');
      const read = reader();
      const found = await causesIn(files, request.question, read, request.signal);
      const forgotten: ReadingNote[] = [];
      const remembered = await rememberFailure(
        { metadata, project, read, sha256, now },
        found,
        files.map(({ record, digest }) => ({ record, hits: digest.hits })),
      ).catch((error: unknown) => {
        // What was found stands without it, where a disk is full or the database can only be read.
        if (!(error instanceof SherpaError && error.code === 'STORE_UNAVAILABLE')) throw error;
        forgotten.push({
          what: 'memory of failures',
          why: error.message,
          effect:
            'What is known of earlier failures like this one is missing, and this one is not counted.',
        });
        return null;
      });
      return {
        ...found,
        summary: [found.summary, remembered?.sentence ?? ''].filter(Boolean).join(' '),
        memory: remembered?.memory ?? null,
        limits: [...found.limits, ...limits],
        notes: [...forgotten, ...notesOfFiles(files)],
      };
    },
    async timeline(request) {
      const { files, limits } = await readyFiles(request);
      if (files.length === 0) throw new SherpaError('NO_LOGS');
      const read = reader();
      const rotated = orderRotated(files.map(({ record }) => record));
      const made = await makeTimeline(
        files.map(({ record, digest }, at) => ({
          follows: rotated[at]!.follows,
          fileId: record.id,
          name: record.name,
          collected: digest.milestones,
          hits: digest.hits,
        })),
        {
          read,
          sha256,
          limit: request.limit,
          diagnosis: request.diagnosis ?? (await causesIn(files, '', read, request.signal)),
        },
      );
      return { ...made, limits: [...made.limits, ...limits] };
    },
    async compare(request) {
      const read = reader();
      const limits: Limit[] = [];
      const sideOf = async (scope: Scope) => {
        const ready = await readyFiles({
          ...scope,
          ...(request.signal && { signal: request.signal }),
        });
        if (ready.files.length === 0) throw new SherpaError('NO_LOGS');
        limits.push(...ready.limits);
        const files: ComparedFile[] = [];
        for (const { record, digest } of ready.files) {
          request.signal?.throwIfAborted();
          files.push({
            fileId: record.id,
            name: record.name,
            collected: digest.milestones,
            hits: digest.hits,
            profile: await profileIn(digest),
          });
        }
        return { files, diagnosis: await causesIn(ready.files, '', read, request.signal) };
      };
      const before = await sideOf(request.before);
      const after = await sideOf(request.after);
      const compared = await compareRuns(before, after, { read, sha256, limit: request.limit });
      return { ...compared, limits: [...compared.limits, ...limits] };
    },
    sparkRuns: createSparkRuns(metadata.sparkRuns, project),
    eventLogs: async (scope) => logsIn(stores).among((await filesOf(scope)).records),
    async everyEventLog() {
      const logs: EventLog[] = [];
      for (let offset = 0; ; offset += uploadsAtOnce) {
        const page = { limit: uploadsAtOnce, offset };
        const { uploads, total } = await metadata.uploads.list(project, page);
        for (const { id, status } of uploads)
          logs.push(
            ...(await logsIn(stores).inUpload(id, status, () => metadata.files.listByUpload(id))),
          );
        const seen = offset + uploads.length;
        if (uploads.length < uploadsAtOnce || seen >= mostUploads)
          return { logs, leftOut: Math.max(0, total - seen) };
      }
    },
    async *content(fileId) {
      yield* blobs.get((await fileOf(fileId)).sha256);
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
    async quote(places) {
      const read = reader();
      const evidence: Evidence[] = [];
      for (const { fileId, line, start, matched, why } of places) {
        const { name, bytes } = await fileOf(fileId);
        const made = await quoteLine(
          { fileId, source: name, line, eventLine: line, start, end: bytes, matched },
          { id: `E${evidence.length + 1}`, why },
          read,
          sha256,
        );
        if (made) evidence.push(made);
      }
      return evidence;
    },
    verify: (evidence: readonly Evidence[]) => verifyEvidence(evidence, reader(), sha256),
  };
  return workspace;
}

/** The time of the newest event; null where no event has one. */
const newestOf = (files: readonly ReadyFile[]): number | null =>
  files.reduce<number | null>((newest, { digest: { lastTime } }) => {
    if (lastTime === null) return newest;
    return newest === null ? lastTime : Math.max(newest, lastTime);
  }, null);

const levelAt = async (table: EventTable, line: number): Promise<Level | null> =>
  (await table.eventAtLine(line))?.level ?? null;
