import { randomUUID } from 'node:crypto';
import { SherpaError } from '@datasherpa/tools/errors';
import { ingestFile } from '@datasherpa/tools/ingestion';
import type { Stores } from '@datasherpa/tools/ports';

const queueName = 'ingest';
const leaseMs = 30_000;
const retryInMs = 1000;
const idleMs = 1000;

export interface Ingestion {
  /** Looks for work at once; called after a job was queued. */
  wake(): void;
  /** Lets the present file go on to its next safe point and stops. */
  stop(): Promise<void>;
}

/** Job of a file: its id is the file's, so that a file is never queued twice. */
export const ingestionJob = (project: string, fileId: string) => ({
  id: fileId,
  queue: queueName,
  payload: JSON.stringify({ project, fileId }),
});

/** Works through queued files, one at a time, under a lease: after kill -9 the lease runs out and the file is read again. */
export function startIngestion(stores: Stores): Ingestion {
  const worker = `${process.pid}-${randomUUID()}`;
  const stopping = new AbortController();
  let wakeUp = (): void => {};

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      const job = await stores.queue.claim(queueName, worker, leaseMs);
      if (!job) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, idleMs);
          timer.unref();
          wakeUp = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        continue;
      }
      const { project, fileId } = JSON.parse(job.payload) as { project: string; fileId: string };
      let fraction = 0;
      const heartbeat = setInterval(() => {
        void stores.queue.heartbeat(job.id, worker, leaseMs, { fraction, note: 'reading' });
      }, leaseMs / 30);
      try {
        await ingest(stores, project, fileId, stopping.signal, (part) => (fraction = part));
        await stores.queue.ack(job.id, worker);
      } catch (error) {
        if (stopping.signal.aborted) {
          await stores.queue.fail(job.id, worker, 'stopped', 0);
          return;
        }
        const final = error instanceof SherpaError || job.attempt >= 3;
        await stores.queue.fail(job.id, worker, String(error), final ? null : retryInMs);
        if (final) await markFailed(stores, project, fileId, error);
      } finally {
        clearInterval(heartbeat);
      }
    }
  }
  const done = work();
  return {
    wake: () => wakeUp(),
    async stop() {
      stopping.abort();
      wakeUp();
      await done;
    },
  };
}

async function ingest(
  stores: Stores,
  project: string,
  fileId: string,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const file = await stores.metadata.files.get(project, fileId);
  // Deleted while it waited.
  if (!file || file.status === 'ready') return;
  await stores.metadata.files.update(fileId, { status: 'ingesting' });
  const digest = await ingestFile(stores, file, { signal, onProgress });
  await stores.metadata.files.update(fileId, { status: 'ready', digest: JSON.stringify(digest) });
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
