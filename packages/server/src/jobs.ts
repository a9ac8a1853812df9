import { SherpaError } from '@datasherpa/tools/errors';
import { forgetUnusedContent } from '@datasherpa/tools/ingestion';
import type { FileRecord, Stores } from '@datasherpa/tools/ports';
import type { JobView } from './client.ts';
import { queueFile, settleUpload, type Ingestion } from './ingestion-worker.ts';
import { paceOf } from './pace-of.ts';
import { problemOfFile } from './upload-view.ts';

/** Reading a file is a job; it has the id of the file. */

interface JobParts {
  readonly stores: Stores;
  readonly ingestion: Ingestion;
}

const states: Readonly<Record<FileRecord['status'], JobView['state']>> = {
  stored: 'queued',
  ingesting: 'running',
  ready: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

async function fileOf(stores: Pick<Stores, 'metadata'>, project: string, id: string) {
  const file = await stores.metadata.files.get(project, id);
  if (!file) throw new SherpaError('NOT_FOUND', { kind: 'job', id: id.slice(0, 100) });
  return file;
}

/** @throws NOT_FOUND */
export async function jobView(stores: Stores, project: string, id: string): Promise<JobView> {
  const file = await fileOf(stores, project, id);
  const state = states[file.status];
  const job = state === 'queued' || state === 'running' ? await stores.queue.get(id) : null;
  const fraction = state === 'done' ? 1 : state === 'running' ? (job?.progress?.fraction ?? 0) : 0;
  return {
    id,
    uploadId: file.uploadId,
    name: file.name,
    state,
    fraction,
    bytesRead: Math.round(file.bytes * fraction),
    bytes: file.bytes,
    ...paceOf(state === 'running' ? job : null, file.bytes, Date.now()),
    startedAt: job?.startedAt ?? null,
    attempt: job?.attempt ?? null,
    problem: problemOfFile(file),
  };
}

/**
 * Stops the reading of a file, or takes it out of the queue. The file stays, marked, with its bytes; of its reading nothing stays. What
 * has come to its end is left as it is.
 * @throws NOT_FOUND
 */
export async function cancelJob(
  { stores, ingestion }: JobParts,
  project: string,
  id: string,
): Promise<void> {
  const cancelled = await stores.metadata.transaction(async (metadata) => {
    const file = await fileOf({ metadata }, project, id);
    if (file.status !== 'stored' && file.status !== 'ingesting') return null;
    await metadata.files.update(id, { status: 'cancelled' });
    await settleUpload(metadata, project, file.uploadId);
    return file;
  });
  if (!cancelled) return;
  await ingestion.cancel([id]);
  await stores.queue.remove(id);
  await forgetUnusedContent(stores, project, cancelled.sha256);
}

/**
 * Reads a file again whose reading was cancelled or failed; of any other nothing is changed.
 * @throws NOT_FOUND
 */
export async function readAgain(
  { stores, ingestion }: JobParts,
  project: string,
  id: string,
): Promise<void> {
  const wanted = await stores.metadata.transaction(async (metadata) => {
    const file = await fileOf({ metadata }, project, id);
    const isFailed = file.status === 'failed' && file.bytes > 0;
    if (file.status !== 'cancelled' && !isFailed) return null;
    await metadata.files.update(id, { status: 'stored', ...(isFailed && { error: null }) });
    const upload = await metadata.uploads.get(project, file.uploadId);
    if (upload?.status === 'ready')
      await metadata.uploads.update(file.uploadId, { status: 'ingesting' });
    return file;
  });
  if (!wanted) return;
  await queueFile(stores, wanted);
  ingestion.wake();
}
