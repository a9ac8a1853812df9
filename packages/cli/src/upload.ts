import type { Client, FileDigestView, ReadAsBody, UploadView } from '@datasherpa/server/client';
import type { GlobalOptions } from './global-options.ts';
import { openClient } from './open-client.ts';
import { harmless } from './render/render-answer.ts';
import { sendPaths } from './send-paths.ts';
import { jsonLine } from './render/json-line.ts';

/** Stores the paths and addresses and prints what was read of each file. */
export async function upload(
  paths: readonly string[],
  options: GlobalOptions & { readonly format?: string },
): Promise<number> {
  const opened = await openClient(options);
  const { client } = opened;
  try {
    const views: UploadView[] = [];
    for (const sent of await sendPaths(client, paths))
      views.push(options.format ? await readAs(client, sent, options.format) : sent);
    for (const view of views) {
      if (options.json) {
        process.stdout.write(jsonLine(view));
        continue;
      }
      for (const { name, digest, problem } of harmless(view.files))
        process.stdout.write(
          `${name}: ${digest ? `${formatIn(digest)}, ${digest.lines} lines, ${digest.events} events` : 'not read'}${problem ? ` (${problem.message})` : ''}\n`,
        );
    }
    const files = views.flatMap((view) => view.files);
    return files.some(({ status }) => status === 'ready') ? 0 : 2;
  } finally {
    await opened.close();
  }
}

/** `spark-log4j (98 %)`: how sure the detection is. */
const formatIn = ({ format, formatConfidence, formatGiven }: FileDigestView): string =>
  `${format} (${formatGiven ? 'given, ' : ''}${Math.round(formatConfidence * 100)} %)`;

/** @throws INPUT_INVALID for a format that there is none of */
async function readAs(client: Client, { id }: UploadView, format: string): Promise<UploadView> {
  let view = await client.readAs(id, { format: format as ReadAsBody['format'] });
  for await (const each of client.watchUpload(id)) view = each;
  return view;
}
