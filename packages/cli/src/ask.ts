import type { AnswerStatus } from '@datasherpa/agent/plugin';
import type { GlobalOptions } from './main.ts';
import { openClient } from './open-client.ts';
import { harmless, renderAnswer } from './render/render-answer.ts';
import { showProgress } from './render/show-progress.ts';
import { scopeOfPaths } from './scope-of-paths.ts';

/** What scripts and CI read: 0 found, 1 nothing found, 2 error, 3 undecided. */
export const exitCodes: Readonly<Record<AnswerStatus, number>> = {
  found: 0,
  nothing_found: 1,
  inconclusive: 3,
  needs_approval: 3,
  failed: 2,
};

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
    const scope = await scopeOfPaths(client, paths);
    const progress = showProgress();
    progress.note('looking for the answer');
    const answer = await client
      .callTool(route, { ...input, ...scope })
      .finally(() => progress.end());
    process.stdout.write(
      options.json ? `${JSON.stringify(answer)}\n` : renderAnswer(harmless(answer)),
    );
    return exitCodes[answer.status];
  } finally {
    await opened.close();
  }
}
