import type { Stores } from '../../ports/index.ts';
import type { MetadataSchema } from '../relational/metadata-schema.ts';
import { checkMigrated, metadataMigrations, migrate } from '../relational/migrate.ts';
import { createSqlMetadataStore } from '../relational/sql-metadata-store.ts';
import { createMysqlJobQueue } from './mysql-job-queue.ts';
import { createInTransaction, createMysqlKysely } from './mysql-kysely.ts';
import { openMysqlPresence } from './mysql-presence.ts';
import { placeOf, type MysqlSettings } from './mysql-settings.ts';
import { createMysqlStreamStore } from './mysql-stream-store.ts';
import { sharedMigrations, type SharedSchema } from './shared-schema.ts';

/** Connections of one server. Jobs and streams have their own: a transaction that waits for one of them must not hold what they need. */
const connections = { metadata: 10, shared: 6, lists: 4 };

/**
 * The stores of a MySQL database that is at this version.
 * @param options.replica answers lists; what it says may lag behind
 * @throws STORE_UNAVAILABLE, STORE_OUTDATED, STORE_TOO_NEW
 */
export async function openMysqlStores(
  settings: MysqlSettings,
  options: { readonly replica?: MysqlSettings; readonly now?: () => number } = {},
): Promise<Pick<Stores, 'metadata' | 'queue' | 'presence' | 'streams'>> {
  const { replica, now = Date.now } = options;
  const main = createMysqlKysely<MetadataSchema>(settings, { connections: connections.metadata });
  const shared = createMysqlKysely<SharedSchema>(settings, { connections: connections.shared });
  const lists =
    replica && createMysqlKysely<MetadataSchema>(replica, { connections: connections.lists });
  try {
    await checkMigrated(main, metadataMigrations, placeOf(settings));
    await checkMigrated(main, sharedMigrations, placeOf(settings));
    if (lists) await checkMigrated(lists, metadataMigrations, placeOf(replica));
    const metadata = createSqlMetadataStore(main, createInTransaction(main, settings), lists);
    return {
      metadata: {
        ...metadata,
        async close() {
          await metadata.close();
          await lists?.destroy();
        },
      },
      queue: createMysqlJobQueue(shared, now),
      presence: await openMysqlPresence(settings, shared),
      streams: createMysqlStreamStore(shared, now),
    };
  } catch (error) {
    await Promise.all([main.destroy(), shared.destroy(), lists?.destroy()]);
    throw error;
  }
}

/**
 * Makes the tables of a database, or brings them to this version.
 * @throws STORE_UNAVAILABLE, STORE_TOO_NEW
 */
export async function migrateMysql(settings: MysqlSettings): Promise<void> {
  const database = createMysqlKysely(settings, { connections: 1, migrating: true });
  try {
    await migrate(database, metadataMigrations, placeOf(settings));
    await migrate(database, sharedMigrations, placeOf(settings));
  } finally {
    await database.destroy();
  }
}
