import type { GlobalOptions } from './global-options.ts';
import { openClient } from './open-client.ts';
import { harmless } from './render/render-answer.ts';
import { sendPaths } from './send-paths.ts';
import { jsonLine } from './render/json-line.ts';

/** Stores the paths and prints what was read of each file. */
export async function upload(paths: readonly string[], options: GlobalOptions): Promise<number> {
  const opened = await openClient(options);
  const { client } = opened;
  try {
    const view = await sendPaths(client, paths);
    if (options.json) process.stdout.write(jsonLine(view));
    else
      for (const { name, digest, problem } of harmless(view.files))
        process.stdout.write(
          `${name}: ${digest ? `${digest.format}, ${digest.lines} lines, ${digest.events} events` : 'not read'}${problem ? ` (${problem.message})` : ''}\n`,
        );
    return view.files.some(({ status }) => status === 'ready') ? 0 : 2;
  } finally {
    await opened.close();
  }
}
