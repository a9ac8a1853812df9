import { afterAll, describe } from 'vitest';
import { noDatabaseServer, openTestDatabaseServer } from '../../../testing/mariadb.ts';
import { checkpointerConformance } from '../../checkpoints/checkpointer-conformance.ts';
import { createMysqlKysely } from '../mysql-kysely.ts';
import { migrateMysql } from '../open-mysql-stores.ts';
import type { SharedSchema } from '../shared-schema.ts';
import { openMysqlCheckpointer } from './open-checkpointer.ts';

const server = await openTestDatabaseServer();

async function prepare() {
  const settings = { ...(await server!.createDatabase()), tls: null };
  await migrateMysql(settings);
  return {
    checkpointer: openMysqlCheckpointer(settings),
    database: createMysqlKysely<SharedSchema>(settings, { connections: 1 }),
  };
}
let prepared: ReturnType<typeof prepare> | undefined;

describe.skipIf(!server)(`MySQL (${server ? server.name : noDatabaseServer})`, () => {
  afterAll(async () => {
    const { checkpointer, database } = (await prepared) ?? {};
    await checkpointer?.close();
    await database?.destroy();
    await server?.stop();
  });

  checkpointerConformance('MySQL', async () => {
    const { checkpointer, database } = await (prepared ??= prepare());
    // Tables for each of several hundred tests would take most of the time.
    for (const table of ['checkpoint', 'channel_value', 'pending_write'] as const)
      await database.deleteFrom(table).execute();
    return checkpointer;
  });
});
