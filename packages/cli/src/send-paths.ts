import type { Client, UploadView } from '@datasherpa/server/client';
import { findFiles } from './find-files.ts';
import { showProgress } from './render/show-progress.ts';
import { visibleText } from './render/visible-text.ts';
import { onInterrupt } from './on-interrupt.ts';
import { sendFiles } from './send-files.ts';
import { watchReading } from './watch-reading.ts';

const maxSkippedShown = 20;

/**
 * Uploads the paths (see `findFiles`) and waits until every file was read. What was left out is said on stderr. Ctrl-C cancels what is
 * not read yet.
 * @throws what `findFiles` and `sendFiles` throw
 */
export async function sendPaths(client: Client, paths: readonly string[]): Promise<UploadView> {
  const { files, skipped } = await findFiles(paths);
  for (const sentence of skipped.slice(0, maxSkippedShown))
    process.stderr.write(`${visibleText(sentence)}\n`);
  if (skipped.length > maxSkippedShown)
    process.stderr.write(`${skipped.length - maxSkippedShown} more were left out.\n`);
  const progress = showProgress();
  try {
    return await onInterrupt(async (signal) => {
      const upload = await sendFiles(client, files, progress, signal);
      if (upload.status === 'ready') return upload;
      return await watchReading(client, upload, progress, signal);
    });
  } finally {
    progress.end();
  }
}
