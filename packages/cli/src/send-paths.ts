import type { Client, UploadView } from '@datasherpa/server/client';
import { findFiles } from './find-files.ts';
import { showProgress } from './render/show-progress.ts';
import { visibleText } from './render/visible-text.ts';
import { onInterrupt } from './on-interrupt.ts';
import { sendFiles } from './send-files.ts';
import { watchReading } from './watch-reading.ts';

const maxSkippedShown = 20;

/**
 * Uploads the paths (see `findFiles`) as one upload, and each address (`https://...`, `s3://...`) as one, and waits until every file was read. What was left out is said on stderr. Ctrl-C cancels what is
 * not read yet.
 * @throws what `findFiles` and `sendFiles` throw
 */
export async function sendPaths(client: Client, paths: readonly string[]): Promise<UploadView[]> {
  const urls = paths.filter((path) => /^(?:https?|s3[an]?):\/\//i.test(path));
  const local = paths.filter((path) => !urls.includes(path));
  const { files, skipped } = local.length > 0 ? await findFiles(local) : { files: [], skipped: [] };
  for (const sentence of skipped.slice(0, maxSkippedShown))
    process.stderr.write(`${visibleText(sentence)}\n`);
  if (skipped.length > maxSkippedShown)
    process.stderr.write(`${skipped.length - maxSkippedShown} more were left out.\n`);
  const progress = showProgress();
  try {
    return await onInterrupt(async (signal) => {
      const uploads: UploadView[] = [];
      const take = async (upload: UploadView): Promise<void> => {
        const isRead = upload.status === 'ready';
        uploads.push(isRead ? upload : await watchReading(client, upload, progress, signal));
      };
      for (const url of urls) {
        progress.note(`reading ${url}`);
        await take((await client.uploadUrl(url, { signal })).upload);
      }
      if (files.length > 0) await take(await sendFiles(client, files, progress, signal));
      return uploads;
    });
  } finally {
    progress.end();
  }
}
