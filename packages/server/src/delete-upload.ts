import { deleteUnheldBlobs, forgetUnusedContent } from '@datasherpa/tools/ingestion';
import type { Stores } from '@datasherpa/tools/ports';
import type { Ingestion } from './ingestion-worker.ts';
import { deleteStream } from './live/live-stream.ts';

/**
 * Deletes an upload, whatever state it is in, with all that was made from it; what another upload has too stays.
 * The rows go first: after a crash in the middle, the sweep at the next start finds the rest by their absence.
 */
export async function deleteUpload(
  { stores, ingestion }: { readonly stores: Stores; readonly ingestion?: Ingestion },
  project: string,
  uploadId: string,
): Promise<void> {
  const { metadata, queue } = stores;
  const { ids, contents, held } = await metadata.transaction(async (inside) => {
    const files = await inside.files.listByUpload(uploadId);
    const blobs = await inside.holds.ofUpload(uploadId);
    await inside.uploads.delete(uploadId);
    return {
      ids: files.map(({ id }) => id),
      contents: new Set(files.map(({ sha256 }) => sha256)),
      held: blobs,
    };
  });
  await deleteStream(stores, uploadId);
  await ingestion?.cancel(ids);
  for (const id of ids) await queue.remove(id);
  for (const sha256 of contents) await forgetUnusedContent(stores, project, sha256);
  await deleteUnheldBlobs(stores, held);
}
