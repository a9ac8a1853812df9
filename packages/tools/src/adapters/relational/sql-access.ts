import type { Kysely, Selectable } from 'kysely';
import type { AccessKeyRecord, MetadataStore } from '../../ports/metadata-store.ts';
import type { MetadataSchema } from './metadata-schema.ts';

type Database = Kysely<MetadataSchema>;

const numberOrNull = (value: number | null): number | null =>
  value === null ? null : Number(value);

const recordOf = (row: Selectable<MetadataSchema['access_key']>): AccessKeyRecord => ({
  id: row.id,
  project: row.project,
  kind: row.kind,
  name: row.name,
  role: row.role,
  hash: row.hash,
  createdAt: Number(row.created_at),
  expiresAt: numberOrNull(row.expires_at),
  revokedAt: numberOrNull(row.revoked_at),
  parent: row.parent,
  userId: row.user_id,
});

/** Keys and sessions of the metadata store. */
export function keysOf(database: Database): MetadataStore['keys'] {
  return {
    async insert(record) {
      const { createdAt, expiresAt, revokedAt, userId, ...rest } = record;
      await database
        .insertInto('access_key')
        .values({
          ...rest,
          created_at: createdAt,
          expires_at: expiresAt,
          revoked_at: revokedAt,
          user_id: userId,
        })
        .execute();
    },
    async get(id) {
      const row = await database
        .selectFrom('access_key')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? recordOf(row) : null;
    },
    async list(project) {
      const rows = await database
        .selectFrom('access_key')
        .selectAll()
        .where('project', '=', project)
        .where('kind', '=', 'key')
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(recordOf);
    },
    async revoke(project, id, at) {
      const { numUpdatedRows } = await database
        .updateTable('access_key')
        .set({ revoked_at: at })
        .where('project', '=', project)
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      if (Number(numUpdatedRows) === 0) return false;
      await database
        .updateTable('access_key')
        .set({ revoked_at: at })
        .where('parent', '=', id)
        .where('revoked_at', 'is', null)
        .execute();
      return true;
    },
    async revokeOfUser(userId, at) {
      await database
        .updateTable('access_key')
        .set({ revoked_at: at })
        .where('user_id', '=', userId)
        .where('revoked_at', 'is', null)
        .execute();
    },
    async endAt(project, id, at) {
      await database
        .updateTable('access_key')
        .set({ expires_at: at })
        .where('project', '=', project)
        .where((where) => where.or([where('id', '=', id), where('parent', '=', id)]))
        .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', at)]))
        .execute();
    },
    async forgetSessions(before) {
      await database
        .deleteFrom('access_key')
        .where('kind', '=', 'session')
        .where('expires_at', '<', before)
        .execute();
    },
  };
}

/** Who changed what. */
export function auditOf(database: Database): MetadataStore['audit'] {
  return {
    async add({ requestId, user, ...record }) {
      await database
        .insertInto('audit')
        .values({ ...record, request_id: requestId, user_name: user })
        .execute();
    },
    async list(project, { limit, offset }) {
      const rows = await database
        .selectFrom('audit')
        .selectAll()
        .where('project', '=', project)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      const { total } = await database
        .selectFrom('audit')
        .select((select) => select.fn.countAll<number>().as('total'))
        .where('project', '=', project)
        .executeTakeFirstOrThrow();
      return {
        records: rows.map(({ request_id: requestId, user_name: user, at, status, ...row }) => ({
          ...row,
          at: Number(at),
          status: Number(status),
          requestId,
          user,
        })),
        total: Number(total),
      };
    },
  };
}
