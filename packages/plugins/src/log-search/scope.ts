import type { Scope } from '@datasherpa/tools/ingestion';
import { z } from 'zod';

const ids = z.array(z.string().min(1).max(100)).max(1000);

/** Which files a tool of this plugin looks at. */
export const scopeShape = {
  uploads: ids
    .optional()
    .describe('Ids of uploads. Without uploads and files: all of the project.'),
  files: ids.optional().describe('Ids of single files.'),
} as const;

export const scopeOf = (input: {
  uploads?: string[] | undefined;
  files?: string[] | undefined;
}): Scope => ({
  ...(input.uploads && { uploads: input.uploads }),
  ...(input.files && { files: input.files }),
});
