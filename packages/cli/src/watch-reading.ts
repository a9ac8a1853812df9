import type { Client, FileView, UploadView } from '@datasherpa/server/client';
import { SherpaError } from '@datasherpa/tools/errors';
import type { Progress } from './render/show-progress.ts';
import { timeLeft } from './render/time-left.ts';

const isUnfinished = ({ status }: FileView): boolean =>
  status === 'stored' || status === 'ingesting';

/**
 * Waits until every file of an upload was read.
 * @throws CANCELLED where the signal is aborted: what is not read yet is cancelled then
 */
export async function watchReading(
  client: Client,
  first: UploadView,
  progress: Progress,
  signal: AbortSignal,
): Promise<UploadView> {
  let upload = first;
  const started = Date.now();
  const before = bytesRead(first);
  try {
    for await (const view of client.watchUpload(first.id, { signal })) {
      upload = view;
      const total = view.files.reduce((sum, { bytes }) => sum + bytes, 0);
      const read = bytesRead(view);
      const done = view.files.filter((file) => !isUnfinished(file)).length;
      const percent = total > 0 ? `, ${Math.floor((read / total) * 100)} %` : '';
      const left = timeLeft(read - before, total - before, Date.now() - started);
      progress.note(`reading: ${done} of ${view.files.length} files${percent}${left}`);
    }
    return upload;
  } catch (error) {
    if (!signal.aborted) throw error;
    for (const { id } of upload.files.filter(isUnfinished)) await client.cancelJob(id);
    throw new SherpaError('CANCELLED', { what: 'Reading the files' });
  }
}

const bytesRead = ({ files }: UploadView): number =>
  files.reduce(
    (sum, file) => sum + file.bytes * (isUnfinished(file) ? (file.progress?.fraction ?? 0) : 1),
    0,
  );
