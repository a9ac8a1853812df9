import { SherpaError } from '@datasherpa/tools/errors';
import { forgetUnusedContent, ingestFile, parseDigest } from '@datasherpa/tools/ingestion';
import type { FileRecord, Job, Stores } from '@datasherpa/tools/ports';

const queueName = 'ingest';
const leaseMs = 30_000;
const heartbeatMs = 1000;
const retryInMs = 1000;
const idleMs = 1000;
/** A file that ends the process, or fails for an unknown reason, is tried this often. */
const maxTries = 3;

export interface Ingestion {
  /** Looks for work at once; called after a job was queued. */
  wake(): void;
  /** Stops reading these files where one of them is read in this process, and waits until it has stopped. */
  cancel(fileIds: readonly string[]): Promise<void>;
  /** Lets the present file go on to its next safe point and stops; the file is read again later. */
  stop(): Promise<void>;
}

/** Queues a file; its job has the file's id, so that it is never queued twice. */
export const queueFile = (stores: Stores, file: FileRecord): Promise<void> =>
  stores.queue.enqueue({
    id: file.id,
    queue: queueName,
    payload: JSON.stringify({ project: file.project, fileId: file.id, sha256: file.sha256 }),
  });

/** Files whose reader is gone need not wait for the end of its lease. */
export const recoverJobs = (stores: Stores): Promise<number> =>
  stores.queue.recover(queueName, (worker) => stores.presence.isAlive(worker));

/** Works through queued files, one at a time, under a lease. */
export function startIngestion(stores: Stores): Ingestion {
  const worker = stores.presence.id;
  const stopping = new AbortController();
  let wakeUp = (): void => {};
  let reading: { fileId: string; abort: AbortController; done: Promise<void> } | null = null;

  const idle = (): Promise<void> =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, idleMs);
      timer.unref();
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      // A store that is busy or full for a while must not end the worker; health tells when it stays away.
      const job = await stores.queue.claim(queueName, worker, leaseMs).catch(() => null);
      if (!job) {
        await idle();
        continue;
      }
      const abort = new AbortController();
      const done = take(job, abort).catch(() => {});
      reading = { fileId: job.id, abort, done };
      await done;
      reading = null;
    }
  }

  async function take(job: Job, abort: AbortController): Promise<void> {
    const { project, fileId, sha256 } = JSON.parse(job.payload) as {
      project: string;
      fileId: string;
      sha256: string;
    };
    let fraction = 0;
    const beat = async (): Promise<void> => {
      const progress = { fraction, note: 'reading' };
      const kept = await stores.queue.heartbeat(job.id, worker, leaseMs, progress);
      // Lost to another worker, or deleted by another process.
      if (!kept || !(await stores.metadata.files.get(project, fileId))) abort.abort();
    };
    const heartbeat = setInterval(() => void beat().catch(() => {}), heartbeatMs);
    const signal = AbortSignal.any([abort.signal, stopping.signal]);
    try {
      await read(stores, project, fileId, job.attempt, signal, (part) => (fraction = part));
    } catch (error) {
      if (stopping.signal.aborted) {
        await stores.queue.release(job.id, worker);
        return;
      }
      if (!abort.signal.aborted) {
        const final = error instanceof SherpaError || job.attempt >= maxTries;
        if (!final) {
          await stores.queue.fail(job.id, worker, String(error), retryInMs);
          return;
        }
        await markFailed(stores, project, fileId, error);
      }
    } finally {
      clearInterval(heartbeat);
    }
    // A file that was deleted while it was read leaves what was written until then.
    await forgetUnusedContent(stores, project, sha256);
    // What became of the file stands with the file; the job has done its service.
    if (await stores.queue.ack(job.id, worker)) await stores.queue.remove(job.id);
  }

  const done = work();
  return {
    wake: () => wakeUp(),
    async cancel(fileIds) {
      if (!reading || !fileIds.includes(reading.fileId)) return;
      reading.abort.abort();
      await reading.done;
    },
    async stop() {
      stopping.abort();
      wakeUp();
      await done;
    },
  };
}

async function read(
  stores: Stores,
  project: string,
  fileId: string,
  attempt: number,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const { files, contents } = stores.metadata;
  const file = await files.get(project, fileId);
  // Deleted while it waited.
  if (!file) return;
  // A file with the same content may have been read before.
  if (!parseDigest(file.digest)) {
    // Tries beyond the last are those that a crash of the process left behind.
    if (attempt > maxTries)
      throw new SherpaError('FILE_READING_STOPPED', { name: file.name, tries: maxTries });
    await files.update(fileId, { status: 'ingesting' });
    const digest = await ingestFile(stores, file, { signal, onProgress });
    signal.throwIfAborted();
    await contents.keep(project, file.sha256, JSON.stringify(digest));
  }
  await files.update(fileId, { status: 'ready' });
  await settleUpload(stores, file.uploadId);
}

async function markFailed(
  stores: Stores,
  project: string,
  fileId: string,
  error: unknown,
): Promise<void> {
  const file = await stores.metadata.files.get(project, fileId);
  if (!file) return;
  const known =
    error instanceof SherpaError ? error : new SherpaError('INTERNAL', { requestId: fileId });
  await stores.metadata.files.update(fileId, {
    status: 'failed',
    error: { code: known.code, message: known.message },
  });
  await settleUpload(stores, file.uploadId);
}

/** An upload is ready when all its files are ready or failed. */
export async function settleUpload(stores: Stores, uploadId: string): Promise<void> {
  const files = await stores.metadata.files.listByUpload(uploadId);
  if (files.every(({ status }) => status === 'ready' || status === 'failed'))
    await stores.metadata.uploads.update(uploadId, { status: 'ready' });
}
