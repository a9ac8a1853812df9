import type { AnswerStatus } from '@datasherpa/agent/plugin';
import type { GlobalOptions } from './global-options.ts';
import { openClient } from './open-client.ts';
import { harmless, renderAnswer } from './render/render-answer.ts';
import { showProgress } from './render/show-progress.ts';
import { scopeOfPaths } from './scope-of-paths.ts';
import { jsonLine } from './render/json-line.ts';

/** What scripts and CI read: 0 found, 1 nothing found, 2 error, 3 undecided. */
export const exitCodes: Readonly<Record<AnswerStatus, number>> = {
  found: 0,
  nothing_found: 1,
  inconclusive: 3,
  needs_approval: 3,
  failed: 2,
};

/** What a request is about, and paths for its other arguments that are ids of uploads. */
interface PathsOfRequest {
  readonly paths: readonly string[];
  readonly otherPaths: Readonly<Record<string, readonly string[]>>;
}

/** Calls a tool about the paths (or everything uploaded) and prints its answer. Gives the exit code. */
export async function ask(
  route: string,
  input: Readonly<Record<string, unknown>>,
  { paths, otherPaths }: PathsOfRequest,
  options: GlobalOptions,
): Promise<number> {
  const opened = await openClient(options);
  const { client } = opened;
  try {
    const scope: Record<string, unknown> = await scopeOfPaths(client, paths);
    for (const [name, others] of Object.entries(otherPaths))
      scope[name] = (await scopeOfPaths(client, others)).uploads;
    const progress = showProgress();
    progress.note('looking for the answer');
    const answer = await client
      .callTool(route, { ...input, ...scope })
      .finally(() => progress.end());
    process.stdout.write(options.json ? jsonLine(answer) : renderAnswer(harmless(answer)));
    return exitCodes[answer.status];
  } finally {
    await opened.close();
  }
}
