import { SherpaError } from '@datasherpa/tools/errors';
import { logsCollection, wishForFormat } from '@datasherpa/tools/ingestion';
import { formats } from '@datasherpa/tools/logs';
import type { Stores } from '@datasherpa/tools/ports';
import { z } from 'zod';
import { queueFile, type Ingestion } from './ingestion-worker.ts';

export const readAsBody = z.strictObject({
  format: z.enum([...formats, 'auto']).describe('auto detects it again.'),
  file: z.string().optional().describe('One file of the upload; all without it.'),
});

/**
 * Reads files of an upload again, as a format and not as what they were detected to be. What is known of a content is shared, so other
 * files with the same one are read so too. Files that cannot be read, or are being read at the moment, are left as they are.
 * @throws NOT_FOUND for a file that the upload does not have
 */
export async function readAs(
  { stores, ingestion }: { readonly stores: Stores; readonly ingestion: Ingestion },
  project: string,
  uploadId: string,
  { format, file: only }: z.output<typeof readAsBody>,
): Promise<void> {
  const wanted = await stores.metadata.transaction(async (metadata) => {
    const files = await metadata.files.listByUpload(uploadId);
    if (only !== undefined && !files.some(({ id }) => id === only))
      throw new SherpaError(
        'NOT_FOUND',
        { kind: 'file', id: only.slice(0, 100) },
        { field: 'file' },
      );
    const ready = files.filter(
      ({ id, status }) => status === 'ready' && (only === undefined || id === only),
    );
    for (const { id, sha256 } of ready) {
      await metadata.contents.keep(
        project,
        sha256,
        wishForFormat(format === 'auto' ? null : format),
      );
      await metadata.files.update(id, { status: 'stored' });
    }
    if (ready.length > 0) await metadata.uploads.update(uploadId, { status: 'ingesting' });
    return metadata.files.listByUpload(uploadId);
  });
  for (const file of wanted.filter(({ status }) => status === 'stored')) {
    // Another format has other templates: the documents of the old ones must not stay among them.
    await stores.index.delete(logsCollection, { must: { project, content: file.sha256 } });
    await queueFile(stores, file);
  }
  ingestion.wake();
}
