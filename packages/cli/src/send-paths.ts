import type { Client, UploadView } from '@datasherpa/server/client';
import { readPaths } from './read-paths.ts';
import { showProgress } from './render/show-progress.ts';

/** Uploads the paths and waits until every file was read. */
export async function sendPaths(client: Client, paths: readonly string[]): Promise<UploadView> {
  const progress = showProgress();
  try {
    progress.note('sending');
    let { upload } = await client.upload(readPaths(paths));
    if (upload.status === 'ready') return upload;
    for await (const view of client.watchUpload(upload.id)) {
      upload = view;
      const done = view.files.filter(
        ({ status }) => status === 'ready' || status === 'failed',
      ).length;
      const running = view.files.find(({ progress: state }) => state !== null)?.progress;
      const percent = running ? `, ${Math.round(running.fraction * 100)} %` : '';
      progress.note(`reading ${done} of ${view.files.length} files${percent}`);
    }
    return upload;
  } finally {
    progress.end();
  }
}
