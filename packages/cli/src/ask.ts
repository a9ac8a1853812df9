import type { AnswerStatus } from '@datasherpa/agent/plugin';
import { callAboutPaths, type PathsOfRequest } from './call-about-paths.ts';
import type { GlobalOptions } from './global-options.ts';
import { openClient } from './open-client.ts';
import { harmless, renderAnswer } from './render/render-answer.ts';
import { jsonLine } from './render/json-line.ts';

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
  paths: PathsOfRequest,
  options: GlobalOptions,
): Promise<number> {
  const opened = await openClient(options);
  try {
    const answer = await callAboutPaths(
      opened.client,
      route,
      input,
      paths,
      'looking for the answer',
    );
    process.stdout.write(options.json ? jsonLine(answer) : renderAnswer(harmless(answer)));
    return exitCodes[answer.status];
  } finally {
    await opened.close();
  }
}
