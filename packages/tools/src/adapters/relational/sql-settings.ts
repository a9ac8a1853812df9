import type { Kysely } from 'kysely';
import type { MetadataStore } from '../../ports/metadata-store.ts';
import type { MetadataSchema } from './metadata-schema.ts';

/** What projects set. */
export function settingsOf(database: Kysely<MetadataSchema>): MetadataStore['settings'] {
  return {
    async list(project) {
      const rows = await database
        .selectFrom('project_setting')
        .selectAll()
        .where('project', '=', project)
        .orderBy('name')
        .execute();
      return rows.map(({ name, value, changed_at, changed_by }) => ({
        project,
        name,
        value,
        changedAt: Number(changed_at),
        changedBy: changed_by,
      }));
    },
    async set({ changedAt, changedBy, ...rest }) {
      await database
        .replaceInto('project_setting')
        .values({ ...rest, changed_at: changedAt, changed_by: changedBy })
        .execute();
    },
    async unset(project, name) {
      await database
        .deleteFrom('project_setting')
        .where('project', '=', project)
        .where('name', '=', name)
        .execute();
    },
  };
}
