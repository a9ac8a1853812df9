import { afterAll, test } from 'vitest';
import { noDatabaseServer, openTestDatabaseServer } from '../../../testing/mariadb.ts';
import { checkpointerConformance } from '../../checkpoints/checkpointer-conformance.ts';
import { createMysqlKysely } from '../mysql-kysely.ts';
import { migrateMysql } from '../open-mysql-stores.ts';
import type { SharedSchema } from '../shared-schema.ts';
import { openMysqlCheckpointer } from './open-checkpointer.ts';

const server = await openTestDatabaseServer();

if (!server) test.skip(`the MySQL checkpointer: ${noDatabaseServer}`, () => {});
else {
  const settings = { ...(await server.createDatabase()), tls: null };
  await migrateMysql(settings);
  const checkpointer = openMysqlCheckpointer(settings);
  const database = createMysqlKysely<SharedSchema>(settings, { connections: 1 });
  afterAll(async () => {
    await checkpointer.close();
    await database.destroy();
    await server.stop();
  });

  // Tables for each of several hundred tests would take most of the time.
  checkpointerConformance('MySQL', async () => {
    for (const table of ['checkpoint', 'channel_value', 'pending_write'] as const)
      await database.deleteFrom(table).execute();
    return checkpointer;
  });
}
