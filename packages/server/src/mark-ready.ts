import type { FileDigest } from '@datasherpa/tools/ingestion';
import type { FileRecord, MetadataStore } from '@datasherpa/tools/ports';
import { runsIn } from '@datasherpa/tools/timeline';

/** A file whose content is known is ready, and the runs are known that it tells of. */
export async function markReady(
  metadata: MetadataStore,
  { id, name, project, uploadId }: FileRecord,
  { milestones }: FileDigest,
): Promise<void> {
  await metadata.files.update(id, { status: 'ready' });
  await metadata.pipelines.see(project, uploadId, runsIn(name, milestones), Date.now());
}
