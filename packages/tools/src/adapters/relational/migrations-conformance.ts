import type { Kysely } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { MetadataStore } from '../../ports/metadata-store.ts';
import type { MetadataSchema } from './metadata-schema.ts';
import { metadataMigrations, migrate, type MigrationSet } from './migrate.ts';

const released = '0006_spark_runs';
const until: MigrationSet = {
  ...metadataMigrations,
  migrations: Object.fromEntries(
    Object.entries(metadataMigrations.migrations).filter(([name]) => name <= released),
  ),
};

/** What is kept survives the way from an earlier version. `openEmpty` gives a database without tables. */
export function migrationsConformance(
  name: string,
  openEmpty: () => Promise<{
    readonly database: Kysely<MetadataSchema>;
    readonly openStore: () => Promise<MetadataStore>;
  }>,
): void {
  describe(`${name}: a filled database of an earlier version`, () => {
    test('is brought up with what it holds', async () => {
      const { database, openStore } = await openEmpty();
      await migrate(database, until, 'the test');
      const old = database as unknown as Kysely<Record<string, Record<string, unknown>>>;
      await old
        .insertInto('upload')
        .values({ id: 'u', project: 'p', status: 'ready', created_at: 5 })
        .execute();
      await old
        .insertInto('access_key')
        .values({
          id: 'k',
          project: 'q',
          kind: 'key',
          name: 'ci',
          role: 'editor',
          hash: 'h',
          created_at: 7,
        })
        .execute();
      await old
        .insertInto('audit')
        .values({
          id: 'a',
          project: 'q',
          at: 8,
          actor: 'k',
          action: 'POST /keys',
          target: '/keys',
          status: 201,
          request_id: 'r',
        })
        .execute();
      await migrate(database, metadataMigrations, 'the test');
      const store = await openStore();
      const { projects } = await store.projects.list({ limit: 9, offset: 0 });
      expect(projects).toEqual([
        { id: 'default', createdAt: expect.any(Number), uploads: 0, users: 0 },
        { id: 'p', createdAt: 5, uploads: 1, users: 0 },
        { id: 'q', createdAt: 7, uploads: 0, users: 0 },
      ]);
      expect(await store.keys.get('k')).toMatchObject({ name: 'ci', userId: null });
      const { records } = await store.audit.list('q', { limit: 9, offset: 0 });
      expect(records).toMatchObject([{ id: 'a', user: null }]);
      await store.close();
    });
  });
}
