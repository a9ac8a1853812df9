import type { Kysely, Selectable } from 'kysely';
import type { MetadataStore, UserRecord } from '../../ports/metadata-store.ts';
import { isDuplicate } from './is-duplicate.ts';
import type { MetadataSchema } from './metadata-schema.ts';

type Database = Kysely<MetadataSchema>;

const recordOf = (row: Selectable<MetadataSchema['user']>): UserRecord => ({
  id: row.id,
  project: row.project,
  name: row.name,
  role: row.role,
  createdAt: Number(row.created_at),
  disabledAt: row.disabled_at === null ? null : Number(row.disabled_at),
});

/** The people of projects. */
export function usersOf(database: Database): MetadataStore['users'] {
  return {
    async insert({ createdAt, disabledAt, ...rest }) {
      try {
        await database
          .insertInto('user')
          .values({ ...rest, created_at: createdAt, disabled_at: disabledAt })
          .execute();
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    async get(project, id) {
      const row = await database
        .selectFrom('user')
        .selectAll()
        .where('project', '=', project)
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? recordOf(row) : null;
    },
    async list(project, { limit, offset }) {
      const ofProject = database.selectFrom('user').where('project', '=', project);
      const rows = await ofProject
        .selectAll()
        .orderBy('name')
        .limit(limit)
        .offset(offset)
        .execute();
      const { total } = await ofProject
        .select((select) => select.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { users: rows.map(recordOf), total: Number(total) };
    },
    async update(project, id, { role, disabledAt }) {
      await database
        .updateTable('user')
        .set({
          ...(role && { role }),
          ...(disabledAt !== undefined && { disabled_at: disabledAt }),
        })
        .where('project', '=', project)
        .where('id', '=', id)
        .execute();
    },
  };
}

/** The projects that were entered, with what they have. */
export function projectsOf(database: Database): MetadataStore['projects'] {
  return {
    async keep(id, createdAt) {
      try {
        await database.insertInto('project').values({ id, created_at: createdAt }).execute();
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },
    async list({ limit, offset, only }) {
      const projects =
        only === undefined
          ? database.selectFrom('project')
          : database.selectFrom('project').where('project.id', '=', only);
      const rows = await projects
        .select((select) => [
          'project.id',
          'project.created_at',
          select
            .selectFrom('upload')
            .select((inside) => inside.fn.countAll<number>().as('count'))
            .whereRef('upload.project', '=', 'project.id')
            .as('uploads'),
          select
            .selectFrom('user')
            .select((inside) => inside.fn.countAll<number>().as('count'))
            .whereRef('user.project', '=', 'project.id')
            .as('users'),
        ])
        .orderBy('project.id')
        .limit(limit)
        .offset(offset)
        .execute();
      const { total } = await projects
        .select((select) => select.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return {
        projects: rows.map(({ id, created_at, uploads, users }) => ({
          id,
          createdAt: Number(created_at),
          uploads: Number(uploads),
          users: Number(users),
        })),
        total: Number(total),
      };
    },
  };
}
