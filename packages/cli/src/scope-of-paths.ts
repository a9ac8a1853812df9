import type { Client } from '@datasherpa/server/client';
import { visibleText } from './render/visible-text.ts';
import { sendPaths } from './send-paths.ts';

/** Uploads the paths and addresses and says on stderr which could not be read whole. Without paths the scope is everything uploaded. */
export async function scopeOfPaths(
  client: Client,
  paths: readonly string[],
): Promise<{ uploads?: string[] }> {
  if (paths.length === 0) return {};
  const uploads = await sendPaths(client, paths);
  for (const { name, problem } of uploads.flatMap(({ files }) => files))
    // An empty one makes a folder a package, and is as it should be.
    if (problem && !/(?:^|\/)__init__\.py$/.test(name))
      process.stderr.write(`${visibleText(`${problem.message} ${problem.hint}`)}\n`);
  return { uploads: uploads.map(({ id }) => id) };
}
