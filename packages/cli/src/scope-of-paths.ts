import type { Client } from '@datasherpa/server/client';
import { visibleText } from './render/visible-text.ts';
import { sendPaths } from './send-paths.ts';

/** Uploads the paths and says on stderr which could not be read whole. Without paths the scope is everything uploaded. */
export async function scopeOfPaths(
  client: Client,
  paths: readonly string[],
): Promise<{ uploads?: string[] }> {
  if (paths.length === 0) return {};
  const upload = await sendPaths(client, paths);
  for (const { problem } of upload.files)
    if (problem) process.stderr.write(`${visibleText(`${problem.message} ${problem.hint}`)}\n`);
  return { uploads: [upload.id] };
}
