import { afterAll, describe, expect, test } from 'vitest';
import {
  jobQueueConformance,
  metadataStoreConformance,
  streamStoreConformance,
} from '../../ports/conformance/index.ts';
import type { Stores } from '../../ports/index.ts';
import { noDatabaseServer, openTestDatabaseServer } from '../../testing/mariadb.ts';
import { migrateMysql, openMysqlStores } from './open-mysql-stores.ts';

const server = await openTestDatabaseServer();
const opened: Pick<Stores, 'metadata' | 'queue' | 'presence'>[] = [];

const close = async (stores: Pick<Stores, 'metadata' | 'queue' | 'presence'>): Promise<void> => {
  await stores.presence.close();
  await stores.queue.close();
  await stores.metadata.close();
};

afterAll(async () => {
  for (const stores of opened) await close(stores);
  await server?.stop();
});

if (!server) test.skip(`MySQL: ${noDatabaseServer}`, () => {});
else {
  const newDatabase = async () => {
    const settings = { ...(await server.createDatabase()), tls: null };
    await migrateMysql(settings);
    return settings;
  };
  const open = async (now?: () => number) => {
    const stores = await openMysqlStores(await newDatabase(), now && { now });
    opened.push(stores);
    return stores;
  };

  metadataStoreConformance('MySQL', async () => (await open()).metadata);
  jobQueueConformance('MySQL', async (now) => (await open(now)).queue);
  streamStoreConformance('MySQL', async () => (await open()).streams);

  describe('MySQL', () => {
    test('two at once', async () => {
      expect(1).toBe(1);
    });
  });
}
