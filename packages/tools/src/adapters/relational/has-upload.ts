import type { Kysely } from 'kysely';
import type { MetadataSchema } from './metadata-schema.ts';

/** Whether the project (still) has an upload. */
export const hasUpload = async (
  database: Kysely<MetadataSchema>,
  project: string,
  uploadId: string,
): Promise<boolean> =>
  (await database
    .selectFrom('upload')
    .select('id')
    .where('project', '=', project)
    .where('id', '=', uploadId)
    .executeTakeFirst()) !== undefined;
