import type { Answer } from '@datasherpa/agent/plugin';
import type { Client } from '@datasherpa/server/client';
import { showProgress } from './render/show-progress.ts';
import { scopeOfPaths } from './scope-of-paths.ts';

/** What a request is about, and paths for its other arguments that are ids of uploads. */
export interface PathsOfRequest {
  readonly paths: readonly string[];
  readonly otherPaths?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Uploads the paths and calls a tool about them (about everything uploaded where there are none). `doing` is shown while it works.
 * @throws what the client throws: errors of the catalogue.
 */
export async function callAboutPaths(
  client: Client,
  route: string,
  input: Readonly<Record<string, unknown>>,
  { paths, otherPaths = {} }: PathsOfRequest,
  doing: string,
): Promise<Answer> {
  const scope: Record<string, unknown> = await scopeOfPaths(client, paths);
  for (const [name, others] of Object.entries(otherPaths))
    scope[name] = (await scopeOfPaths(client, others)).uploads;
  const progress = showProgress();
  progress.note(doing);
  return client.callTool(route, { ...input, ...scope }).finally(() => progress.end());
}
