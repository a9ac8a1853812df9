import { SherpaError } from '@datasherpa/tools/errors';
import type { Stores } from '@datasherpa/tools/ports';
import type { Config } from './config.ts';
import type { Ingestion } from './ingestion-worker.ts';
import { receiveUpload } from './receive-upload.ts';

const lookEveryMs = 50;

/**
 * Stores log text that came with a message as an upload and waits until it was read.
 * @returns the upload's id
 * @throws what `receiveUpload` throws; FILE_BINARY and the like where it cannot be read; the abort reason
 */
export async function keepText(
  parts: { readonly stores: Stores; readonly config: Config; readonly ingestion: Ingestion },
  project: string,
  text: string,
  signal: AbortSignal,
): Promise<string> {
  const { stores, config, ingestion } = parts;
  const { uploadId } = await receiveUpload(stores, config, project, {
    body: new Blob([text]).stream(),
    contentType: 'text/plain',
    name: 'pasted.log',
    signal,
  });
  ingestion.wake();
  for (;;) {
    signal.throwIfAborted();
    const upload = await stores.metadata.uploads.get(project, uploadId);
    if (upload?.status === 'ready') break;
    if (!upload) throw new SherpaError('NOT_FOUND', { kind: 'upload', id: uploadId });
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  const [file] = await stores.metadata.files.listByUpload(uploadId);
  if (file?.status === 'failed' && file.error)
    throw new SherpaError('FILE_NOT_READABLE', { name: file.name, reason: file.error.message });
  return uploadId;
}
