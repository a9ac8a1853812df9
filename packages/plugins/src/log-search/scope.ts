import type { Scope, Workspace } from '@datasherpa/tools/ingestion';
import { SherpaError } from '@datasherpa/tools/errors';
import { z } from 'zod';

const ids = z.array(z.string().min(1).max(100)).max(1000);

/** Which files a tool of this plugin looks at. */
export const scopeShape = {
  uploads: ids
    .optional()
    .describe('Ids of uploads. Without uploads and files: all of the project.'),
  files: ids.optional().describe('Ids of single files.'),
} as const;

/** A second set of files: on a command line these are paths, which are uploaded. */
export const againstShape = ids
  .min(1)
  .meta({ format: 'upload-ids' })
  .describe('Ids of uploads of another run, such as one that went well, to compare with.');

export const scopeOf = (input: {
  uploads?: string[] | undefined;
  files?: string[] | undefined;
}): Scope => ({
  ...(input.uploads && { uploads: input.uploads }),
  ...(input.files && { files: input.files }),
});

/**
 * The run in question beside another one: what was named, else everything but the other run.
 * @throws NO_LOGS where nothing but the other run was uploaded.
 */
export async function scopeBeside(
  workspace: Workspace,
  scope: Scope,
  against: readonly string[],
): Promise<Scope> {
  if (scope.uploads || scope.files) return scope;
  const all = await workspace.files({});
  const files = all.flatMap(({ id, uploadId }) => (against.includes(uploadId) ? [] : [id]));
  if (files.length === 0) throw new SherpaError('NO_LOGS');
  return { files };
}
