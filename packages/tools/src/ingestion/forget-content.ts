import type { BlobStore, MetadataStore, SearchIndex } from '../ports/index.ts';
import { logsCollection } from './ingest-file.ts';

interface ForgettingStores {
  readonly metadata: MetadataStore;
  readonly index: SearchIndex;
  readonly blobs: BlobStore;
}

/**
 * Removes what was found out about a content (search documents, digest, event table) unless a file of the project still has it.
 * Everything happens under the write lock, so that a file that comes meanwhile is read after it and not before.
 */
export async function forgetUnusedContent(
  stores: ForgettingStores,
  project: string,
  sha256: string,
): Promise<void> {
  await stores.metadata.transaction(async (metadata) => {
    if ((await metadata.files.countByContent(project, sha256)) > 0) return;
    const blobs = await metadata.holds.ofContent(project, sha256);
    await metadata.contents.delete(project, sha256);
    const unheld = await metadata.holds.unheld(blobs);
    // A database may undo the transaction and run it again until here, not after.
    await stores.index.delete(logsCollection, { must: { project, content: sha256 } });
    for (const blob of unheld) await stores.blobs.delete(blob);
  });
}

/** Removes those of the blobs that nobody holds; one that is being put at the moment is held already. */
export async function deleteUnheldBlobs(
  stores: Pick<ForgettingStores, 'metadata' | 'blobs'>,
  hashes: readonly string[],
): Promise<void> {
  // The first question is cheap and leaves little for the one under the write lock.
  const candidates = await stores.metadata.holds.unheld(hashes);
  if (candidates.length === 0) return;
  await stores.metadata.transaction(async (metadata) => {
    for (const blob of await metadata.holds.unheld(candidates)) await stores.blobs.delete(blob);
  });
}
