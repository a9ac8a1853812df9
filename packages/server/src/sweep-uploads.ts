import { deleteUnheldBlobs, forgetUnusedContent } from '@datasherpa/tools/ingestion';
import type { Stores } from '@datasherpa/tools/ports';
import { deleteUpload } from './delete-upload.ts';
import { sealAbandoned } from './live/live-stream.ts';
import { createPartStore, removeExpired } from './resumable/part-store.ts';
import { queueFile, recoverJobs, settleUpload } from './ingestion-worker.ts';

/** Blobs that are looked up at once. */
const blobPage = 500;

/**
 * Makes good what processes that are gone left behind: half uploads and what nobody needs any more are deleted, logs that were
 * streamed become uploads when their sender has stayed away long enough, files that were
 * not read yet are queued. What a living process works on is left alone.
 */
export async function sweepUploads(stores: Stores): Promise<void> {
  const { metadata, presence, queue } = stores;
  await removeExpired(createPartStore(stores.streams), Date.now());
  const resumable = await sealAbandoned(stores);
  for (const { id, project, receiver } of await metadata.uploads.listReceiving())
    if (!resumable.has(id) && (receiver === null || !(await presence.isAlive(receiver))))
      await deleteUpload({ stores }, project, id);
  await recoverJobs(stores);
  for (const file of await metadata.files.listUnfinished()) {
    const upload = await metadata.uploads.get(file.project, file.uploadId);
    if (!upload || upload.status === 'uploading') continue;
    // A job that came to its end without the file knowing is begun anew; one that is there is not queued twice.
    const job = await queue.get(file.id);
    if (job?.status === 'done' || job?.status === 'failed') await queue.remove(file.id);
    await queueFile(stores, file);
  }
  for (const { id, project } of await metadata.uploads.listByStatus('ingesting'))
    await settleUpload(metadata, project, id);
  for (const { project, sha256 } of await metadata.contents.listUnused())
    await forgetUnusedContent(stores, project, sha256);
  await sweepBlobs(stores);
}

/** Removes blobs that a process stored and was killed before it could say what for. */
async function sweepBlobs(stores: Stores): Promise<void> {
  let page: string[] = [];
  for await (const sha256 of stores.blobs.list()) {
    page.push(sha256);
    if (page.length < blobPage) continue;
    await deleteUnheldBlobs(stores, page);
    page = [];
  }
  await deleteUnheldBlobs(stores, page);
}
