import { SherpaError } from '@datasherpa/tools/errors';
import { forgetUnusedContent, ingestFile, parseDigest } from '@datasherpa/tools/ingestion';
import type { FileRecord, Job, MetadataStore, Stores } from '@datasherpa/tools/ports';
import { knownError } from './known-error.ts';
import { markReady } from './mark-ready.ts';
import { groupWrites, type GroupedWrites } from './group-writes.ts';
import type { Log } from './observability/log.ts';
import { noTraces, type Traces } from './observability/traces.ts';

/** Small files are read side by side and share their commits; beside them one large file at a time. */
const queues = { large: 'ingest', small: 'ingest-small' };
/** Names of the queues of files that are to be read. */
export const readingQueues = Object.values(queues);
const smallBytes = 256 * 1024;
const smallAtOnce = 32;
const leaseMs = 30_000;
const heartbeatMs = 1000;
const retryInMs = 1000;
const idleMs = 1000;
/** A store that cannot be used is tried again after so long. */
const storeAgainMs = 3000;
/** A file that fails for an unknown reason is tried this often. */
const maxTries = 3;
/** Begun so often without an end, a file is held to be what ends the process: more often than others end it by chance. */
const maxBegun = 10;

/** A thread that looks for causes and milestones of large files, where the machine has a processor for it. */
type CollectBeside = NonNullable<Parameters<typeof ingestFile>[2]>['collectBeside'];

/** What came of a job; `again`: it is to be taken once more, here or elsewhere. */
interface Taken {
  readonly outcome: 'ready' | 'failed' | 'cancelled' | 'again';
  readonly bytes: number;
  readonly code?: string;
}

export interface Ingestion {
  /** Looks for work at once; called after a job was queued. */
  wake(): void;
  /** Stops reading these files where they are read in this process, and waits until it has stopped. */
  cancel(fileIds: readonly string[]): Promise<void>;
  /** Lets the present files go on to their next safe point and stops; they are read again later. */
  stop(): Promise<void>;
}

/** Queues a file; its job has the file's id, so that it is never queued twice. */
export const queueFile = (stores: Stores, file: FileRecord): Promise<void> =>
  stores.queue.enqueue(
    {
      id: file.id,
      queue: file.bytes > smallBytes ? queues.large : queues.small,
      payload: JSON.stringify({ project: file.project, fileId: file.id, sha256: file.sha256 }),
    },
    { maxAttempts: maxBegun + 1 },
  );

/** Files whose reader is gone need not wait for the end of its lease. */
export async function recoverJobs(stores: Stores): Promise<void> {
  for (const queue of readingQueues)
    await stores.queue.recover(queue, (worker) => stores.presence.isAlive(worker));
}

/** Where other processes read the files of these stores: they look for work themselves, and see what was cancelled or deleted. */
export const ingestionElsewhere: Ingestion = {
  wake() {},
  async cancel() {},
  async stop() {},
};

/**
 * Works through queued files under leases.
 * @param options.onEnd is told of each file whose reading came to an end, with its bytes where it was read
 */
export function startIngestion(
  stores: Stores,
  options: {
    readonly collectBeside?: CollectBeside;
    readonly onEnd?: (outcome: 'ready' | 'failed' | 'cancelled', bytes: number) => void;
    readonly traces?: Traces;
    readonly log?: Log;
  } = {},
): Ingestion {
  const { collectBeside, onEnd, traces = noTraces, log } = options;
  const worker = stores.presence.id;
  const stopping = new AbortController();
  const grouped = groupWrites(stores);
  const reading = new Map<string, { abort: AbortController; done: Promise<void> }>();
  const wakeUps = new Set<() => void>();

  const idle = (): Promise<void> =>
    new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        wakeUps.delete(end);
        resolve();
      };
      const timer = setTimeout(end, idleMs);
      timer.unref();
      wakeUps.add(end);
    });

  /** A file that was begun before may have ended the process: it is read alone, so that no other file is blamed for it. */
  async function claim(queue: string, most: number): Promise<Job[]> {
    const jobs: Job[] = [];
    while (jobs.length < most) {
      const job = await stores.queue.claim(queue, worker, leaseMs);
      if (!job) break;
      if (job.attempt > 1 && jobs.length > 0) {
        await stores.queue.release(job.id, worker);
        break;
      }
      jobs.push(job);
      if (job.attempt > 1) break;
    }
    return jobs;
  }

  async function work(queue: string, most: number): Promise<void> {
    while (!stopping.signal.aborted) {
      // A store that is busy or full for a while must not end the worker; health tells when it stays away.
      const jobs = await claim(queue, most).catch(() => []);
      if (jobs.length === 0) await idle();
      await Promise.all(
        jobs.map(async (job) => {
          const abort = new AbortController();
          const done = observed(job, abort).catch(() => {});
          reading.set(job.id, { abort, done });
          await done;
          reading.delete(job.id);
        }),
      );
    }
  }

  /** A job has the id of its file. */
  async function observed(job: Job, abort: AbortController): Promise<void> {
    const started = performance.now();
    const span = traces.begin('internal');
    let result: Taken = { outcome: 'again', bytes: 0 };
    try {
      result = await span.inside(() => take(job, abort));
    } finally {
      const { outcome, bytes, code = null } = result;
      const ms = Math.round(performance.now() - started);
      const { id: jobId, attempt } = job;
      const ids = { jobId, ...(span.traceId && { traceId: span.traceId }) };
      log?.('info', 'file', { ...ids, outcome, bytes, attempt, ms, ...(code && { code }) });
      span.end(
        'ingest',
        {
          'datasherpa.job.id': jobId,
          'datasherpa.outcome': outcome,
          'datasherpa.bytes': bytes,
          'datasherpa.attempt': attempt,
          'error.type': code,
        },
        outcome === 'failed',
      );
    }
  }

  /** Where the queue cannot be written either, it is tried again: a job that only runs out of its lease counts as begun in vain. */
  async function giveBack(job: Job): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await stores.queue.release(job.id, worker, storeAgainMs);
        return;
      } catch {
        await idle();
      }
    }
  }

  async function take(job: Job, abort: AbortController): Promise<Taken> {
    const { project, fileId, sha256 } = JSON.parse(job.payload) as {
      project: string;
      fileId: string;
      sha256: string;
    };
    let fraction = 0;
    const beat = async (): Promise<void> => {
      const progress = { fraction, note: 'reading' };
      const kept = await stores.queue.heartbeat(job.id, worker, leaseMs, progress);
      const file = await stores.metadata.files.get(project, fileId);
      // Lost to another worker, or deleted or cancelled by another process.
      if (!kept || file?.status !== 'ingesting') abort.abort();
    };
    const heartbeat = setInterval(() => void beat().catch(() => {}), heartbeatMs);
    const signal = AbortSignal.any([abort.signal, stopping.signal]);
    let bytes: number | null = null;
    let outcome: 'ready' | 'failed' | 'cancelled' = 'cancelled';
    let code: string | undefined;
    try {
      bytes = await read(stores, grouped, project, fileId, job.attempt, {
        signal,
        onProgress: (part) => (fraction = part),
        ...(collectBeside && { collectBeside }),
      });
      if (bytes !== null) outcome = 'ready';
    } catch (error) {
      if (stopping.signal.aborted) {
        await stores.queue.release(job.id, worker);
        return { outcome: 'again', bytes: 0 };
      }
      if (!abort.signal.aborted) {
        // The file is not at fault, and waits until the store is there again, or its disk has room.
        const { code: known } = knownError(error, fileId);
        if (known === 'STORE_UNAVAILABLE') {
          await giveBack(job);
          return { outcome: 'again', bytes: 0, code: known };
        }
        const final = error instanceof SherpaError || job.attempt >= maxTries;
        if (!final) {
          await stores.queue.fail(job.id, worker, String(error), retryInMs);
          return { outcome: 'again', bytes: 0, code: 'INTERNAL' };
        }
        code = await markFailed(grouped, project, fileId, error);
        outcome = 'failed';
      }
    } finally {
      clearInterval(heartbeat);
    }
    onEnd?.(outcome, bytes ?? 0);
    // A file that was deleted or cancelled while it was read leaves what was written until then.
    if (bytes === null) await forgetUnusedContent(stores, project, sha256);
    // What became of the file stands with the file; the job has done its service.
    if (await stores.queue.ack(job.id, worker)) await stores.queue.remove(job.id);
    // Wanted again while its reading came to its end: that job could not be queued beside this one.
    const ended = { outcome, bytes: bytes ?? 0, ...(code !== undefined && { code }) };
    if (bytes !== null) return ended;
    const file = await stores.metadata.files.get(project, fileId);
    if (file?.status === 'stored') await queueFile(stores, file);
    return ended;
  }

  const done = Promise.all([work(queues.small, smallAtOnce), work(queues.large, 1)]);
  const wake = (): void => {
    for (const end of wakeUps) end();
  };
  return {
    wake,
    async cancel(fileIds) {
      const stopped = fileIds.flatMap((id) => reading.get(id) ?? []);
      for (const { abort } of stopped) abort.abort();
      await Promise.all(stopped.map(({ done: end }) => end));
    },
    async stop() {
      stopping.abort();
      wake();
      await done;
    },
  };
}

/** @returns the bytes of the file; null where it was deleted or cancelled */
async function read(
  stores: Stores,
  { stores: sharing, commit }: GroupedWrites,
  project: string,
  fileId: string,
  attempt: number,
  options: NonNullable<Parameters<typeof ingestFile>[2]> & { readonly signal: AbortSignal },
): Promise<number | null> {
  const file = await stores.metadata.files.get(project, fileId);
  if (!isUnfinished(file)) return null;
  // A file with the same content may have been read before.
  let known = parseDigest(file.digest);
  const isNew = known === null;
  if (!known) {
    if (attempt > maxBegun)
      throw new SherpaError('FILE_READING_STOPPED', { name: file.name, tries: maxBegun });
    await commit(async ({ files }) => {
      if (isUnfinished(await files.get(project, fileId)))
        await files.update(fileId, { status: 'ingesting' });
    });
    known = await ingestFile(sharing, file, options);
    options.signal.throwIfAborted();
  }
  const digest = known;
  const text = isNew ? JSON.stringify(digest) : '';
  let isThere = false;
  await commit(async (metadata) => {
    isThere = isUnfinished(await metadata.files.get(project, fileId));
    if (!isThere) return;
    if (isNew) await metadata.contents.keep(project, file.sha256, text);
    await markReady(metadata, file, digest);
    await settleUpload(metadata, project, file.uploadId);
  });
  return isThere ? file.bytes : null;
}

const isUnfinished = (file: FileRecord | null): file is FileRecord =>
  file?.status === 'stored' || file?.status === 'ingesting';

async function markFailed(
  { commit }: GroupedWrites,
  project: string,
  fileId: string,
  error: unknown,
): Promise<string> {
  const { code, message } = knownError(error, fileId);
  await commit(async (metadata) => {
    const file = await metadata.files.get(project, fileId);
    if (!isUnfinished(file)) return;
    await metadata.files.update(fileId, { status: 'failed', error: { code, message } });
    await settleUpload(metadata, project, file.uploadId);
  });
  return code;
}

/** An upload is ready when none of its files is still to be read. */
export async function settleUpload(
  metadata: MetadataStore,
  project: string,
  uploadId: string,
): Promise<void> {
  if (await metadata.files.isAnyUnfinished(uploadId)) return;
  if ((await metadata.uploads.get(project, uploadId))?.status === 'ingesting')
    await metadata.uploads.update(uploadId, { status: 'ready' });
}
