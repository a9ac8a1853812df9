import type { GlobalOptions } from './main.ts';
import { openClient } from './open-client.ts';
import { harmless, renderAnswer } from './render/render-answer.ts';
import { sendPaths } from './send-paths.ts';

const exitCodes = {
  found: 0,
  nothing_found: 1,
  inconclusive: 3,
  needs_approval: 3,
  failed: 2,
} as const;

/** Calls a tool about the paths (or everything uploaded) and prints its answer. Gives the exit code. */
export async function ask(
  route: string,
  input: Readonly<Record<string, unknown>>,
  paths: readonly string[],
  options: GlobalOptions,
): Promise<number> {
  const opened = await openClient(options);
  const { client } = opened;
  try {
    let scope = {};
    const notes: string[] = [];
    if (paths.length > 0) {
      const upload = await sendPaths(client, paths);
      scope = { uploads: [upload.id] };
      for (const { name, problem } of upload.files)
        if (problem) notes.push(`${name}: ${problem.message} ${problem.hint}`);
    }
    const answer = await client.callTool(route, { ...input, ...scope });
    for (const note of harmless(notes)) process.stderr.write(`${note}\n`);
    process.stdout.write(
      options.json ? `${JSON.stringify(answer)}\n` : renderAnswer(harmless(answer)),
    );
    return exitCodes[answer.status];
  } finally {
    await opened.close();
  }
}
