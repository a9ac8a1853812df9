import { SherpaError } from '@datasherpa/tools/errors';
import type { Stores } from '@datasherpa/tools/ports';
import type { Config } from './config.ts';
import type { Ingestion } from './ingestion-worker.ts';
import { receiveUpload, type Incoming } from './receive-upload.ts';

const lookEveryMs = 50;

interface Parts {
  readonly stores: Stores;
  readonly config: Config;
  readonly ingestion: Ingestion;
}

/**
 * Stores log text that came with a message as an upload and waits until it was read.
 * @returns the upload's id
 * @throws what `receiveUpload` throws; FILE_BINARY and the like where it cannot be read; the abort reason
 */
export async function keepText(
  parts: Parts,
  project: string,
  text: string,
  signal: AbortSignal,
): Promise<string> {
  const uploadId = await keepUpload(parts, project, {
    body: new Blob([text]).stream(),
    contentType: 'text/plain',
    name: 'pasted.log',
    signal,
  });
  const [file] = await parts.stores.metadata.files.listByUpload(uploadId);
  if (file?.status === 'failed' && file.error)
    throw new SherpaError('FILE_NOT_READABLE', { name: file.name, reason: file.error.message });
  return uploadId;
}

/**
 * Stores what comes in as an upload and waits until each file was read or refused.
 * @returns the upload's id
 * @throws what `receiveUpload` throws, or the abort reason
 */
export async function keepUpload(
  { stores, config, ingestion }: Parts,
  project: string,
  incoming: Incoming,
): Promise<string> {
  const { uploadId } = await receiveUpload(stores, config, project, incoming);
  ingestion.wake();
  for (;;) {
    incoming.signal.throwIfAborted();
    const upload = await stores.metadata.uploads.get(project, uploadId);
    if (!upload) throw new SherpaError('NOT_FOUND', { kind: 'upload', id: uploadId });
    if (upload.status === 'ready' || upload.status === 'failed') return uploadId;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}
