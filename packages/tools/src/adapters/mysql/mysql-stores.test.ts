import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import {
  jobQueueConformance,
  metadataStoreConformance,
  streamStoreConformance,
} from '../../ports/conformance/index.ts';
import { noDatabaseServer, openTestDatabaseServer } from '../../testing/mariadb.ts';
import type { MetadataSchema } from '../relational/metadata-schema.ts';
import { migrationsConformance } from '../relational/migrations-conformance.ts';
import { createSqlMetadataStore } from '../relational/sql-metadata-store.ts';
import { createInTransaction, createMysqlKysely } from './mysql-kysely.ts';
import type { MysqlSettings } from './mysql-settings.ts';
import { migrateMysql, openMysqlStores } from './open-mysql-stores.ts';

const server = await openTestDatabaseServer();
type Opened = Awaited<ReturnType<typeof openMysqlStores>>;
const opened: Opened[] = [];

const close = async (stores: Opened): Promise<void> => {
  await stores.presence.close();
  await stores.queue.close();
  await stores.metadata.close();
};

afterAll(async () => {
  for (const stores of opened) await close(stores);
  await server?.stop();
});

describe.skipIf(!server)(`MySQL (${server ? server.name : noDatabaseServer})`, () => {
  const emptyDatabase = async (): Promise<MysqlSettings> => ({
    ...(await server!.createDatabase()),
    tls: null,
  });
  const newDatabase = async (): Promise<MysqlSettings> => {
    const settings = await emptyDatabase();
    await migrateMysql(settings);
    return settings;
  };
  const open = async (
    settings: MysqlSettings,
    options?: Parameters<typeof openMysqlStores>[1],
  ): Promise<Opened> => {
    const stores = await openMysqlStores(settings, options);
    opened.push(stores);
    return stores;
  };
  const statements = async (settings: MysqlSettings, ...texts: string[]): Promise<void> => {
    const database = createMysqlKysely(settings, { connections: 1 });
    for (const text of texts) await sql.raw(text).execute(database);
    await database.destroy();
  };
  const upload = { id: 'u', project: 'p', status: 'ready' as const, createdAt: 1, error: null };

  metadataStoreConformance('MySQL', async () => (await open(await newDatabase())).metadata);
  migrationsConformance('MySQL', async () => {
    const settings = await emptyDatabase();
    const database = createMysqlKysely<MetadataSchema>(settings, {
      connections: 1,
      migrating: true,
    });
    return {
      database,
      openStore: async () =>
        createSqlMetadataStore(database, createInTransaction(database, settings)),
    };
  });
  jobQueueConformance('MySQL', async (now) => (await open(await newDatabase(), { now })).queue);
  streamStoreConformance('MySQL', async () => (await open(await newDatabase())).streams);

  describe('migrations', () => {
    test('of several processes that begin at once, one does the work', async () => {
      const settings = await emptyDatabase();
      await Promise.all([1, 2, 3].map(() => migrateMysql(settings)));
      await migrateMysql(settings);
      const { metadata } = await open(settings);
      expect(await metadata.files.listUnfinished()).toEqual([]);
    });
    test('go on where a process was cut off, in every migration', async () => {
      const settings = await newDatabase();
      await statements(
        settings,
        `INSERT INTO upload (id, project, status, created_at) VALUES ('u', 'p', 'ready', 1)`,
        `INSERT INTO file (id, upload_id, project, name, status, sha256, bytes, received_bytes, created_at)
         VALUES ('f', 'u', 'p', 'a.log', 'ready', 'hash', 9007199254740993, 1, 1)`,
        // All statements of these were done, and none was noted.
        `DELETE FROM kysely_migration WHERE name <> '0001_first'`,
        `DELETE FROM shared_migration`,
      );
      await migrateMysql(settings);
      const { metadata } = await open(settings);
      expect(await metadata.holds.ofUpload('u')).toEqual(['hash']);
      expect(await metadata.uploads.get('p', 'u')).toEqual(upload);
    });
    test('an installation of an old version is brought up with what it holds', async () => {
      const settings = await emptyDatabase();
      await migrateMysql(settings);
      await statements(
        settings,
        ...['content', 'blob_hold', 'failure', 'failure_sighting'].map(
          (name) => `DROP TABLE ${name}`,
        ),
        'ALTER TABLE upload DROP COLUMN receiver',
        'ALTER TABLE file ADD COLUMN digest longtext, ADD COLUMN duplicate_of varchar(190)',
        `DELETE FROM kysely_migration WHERE name <> '0001_first'`,
        `INSERT INTO upload (id, project, status, created_at) VALUES ('u', 'p', 'ready', 1)`,
        `INSERT INTO file (id, upload_id, project, name, status, sha256, bytes, received_bytes, created_at)
         VALUES ('f', 'u', 'p', 'a.log', 'ready', 'hash', 5, 5, 1)`,
      );
      await expect(openMysqlStores(settings)).rejects.toMatchObject({
        code: 'STORE_OUTDATED',
        message: expect.stringContaining('it lacks 0002_contents, 0003_failures'),
      });
      await migrateMysql(settings);
      const { metadata } = await open(settings);
      expect(await metadata.files.get('p', 'f')).toMatchObject({ name: 'a.log', digest: null });
      expect(await metadata.holds.ofUpload('u')).toEqual(['hash']);
    });
    test('tables hold any character and tell letters apart, whatever the database was made with', async () => {
      const { metadata, queue } = await open(await newDatabase());
      for (const id of ['a', 'A', 'ä', '\u{1F600}'])
        await metadata.uploads.insert({ ...upload, id, project: '日本\u{1F680}' });
      const { uploads } = await metadata.uploads.list('日本\u{1F680}', { limit: 9, offset: 0 });
      expect(uploads.map(({ id }) => id)).toEqual(['\u{1F600}', 'ä', 'a', 'A']);
      const payload = `{"quote":"'; DROP TABLE upload; -- \\\\' \\" ? \u{1F4A5}\u0000"}`;
      await queue.enqueue({ id: 'a', queue: 'q', payload });
      expect(await queue.claim('q', 'w', 1000)).toMatchObject({ payload });
    });
  });

  describe('a start that cannot succeed says why in one sentence', () => {
    const refusal = async (settings: MysqlSettings): Promise<string> => {
      const error: unknown = await openMysqlStores(settings).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(JSON.stringify(error) + String(error)).not.toContain(settings.password);
      expect(error).toMatchObject({ name: 'SherpaError' });
      return (error as Error).message;
    };
    test('no tables yet', async () => {
      expect(await refusal(await emptyDatabase())).toMatch(
        /^The database "\w+" at [\d.]+:\d+ is not prepared for this version: it has no tables yet\.$/,
      );
    });
    test('written by a newer version', async () => {
      const settings = await newDatabase();
      await statements(
        settings,
        `INSERT INTO kysely_migration (name, timestamp) VALUES ('9999_later', '2030')`,
      );
      const sentence =
        /was written by a newer version of DataSherpa \("9999_later" is not known here\)\.$/;
      expect(await refusal(settings)).toMatch(sentence);
      await expect(migrateMysql(settings)).rejects.toMatchObject({ code: 'STORE_TOO_NEW' });
    });
    test('wrong password, wrong database, wrong port, no TLS', async () => {
      const settings = await newDatabase();
      expect(await refusal({ ...settings, password: 'other-secret' })).toMatch(
        /^The store cannot be used: the database .* refuses the user ".*" or the password\.$/,
      );
      expect(await refusal({ ...settings, database: 'nothing' })).toMatch(
        /does not (exist|let the user ".*" in)\.$/,
      );
      expect(await refusal({ ...settings, port: 1 })).toMatch(/:1 does not answer\.$/);
    });
  });

  describe('several servers on one database', () => {
    test('each job is claimed once, and no change inside a transaction is lost', async () => {
      const settings = await newDatabase();
      const [stores] = [await open(settings)];
      const jobs = Array.from({ length: 60 }, (_, at) => `job ${at}`);
      for (const id of jobs) await stores.queue.enqueue({ id, queue: 'q', payload: '' });
      const thread = { id: 't', project: 'p', title: '0', createdAt: 0, updatedAt: 0 };
      await stores.metadata.threads.upsert(thread);
      const servers = [await open(settings), await open(settings), await open(settings)];
      const results = await Promise.all(
        servers.map(async ({ queue, metadata, presence }) => {
          const claimed: string[] = [];
          let leases = 0;
          for (let job; (job = await queue.claim('q', presence.id, 60_000));) {
            claimed.push(job.id);
            await metadata.transaction(async ({ threads }) => {
              const now = (await threads.get('p', 't'))!;
              await threads.upsert({ ...now, title: String(Number(now.title) + 1) });
            });
            if (await metadata.threads.lease('of all', presence.id, 0, 1)) leases += 1;
          }
          return { claimed, leases };
        }),
      );
      expect(results.flatMap(({ claimed }) => claimed).toSorted()).toEqual(jobs.toSorted());
      for (const { claimed } of results) expect(claimed.length).toBeGreaterThan(0);
      expect((await stores.metadata.threads.get('p', 't'))?.title).toBe('60');
      expect(results.filter(({ leases }) => leases > 0)).toHaveLength(1);
    });
    test('a real deadlock undoes one side, which is run again', async () => {
      const settings = await newDatabase();
      const [one, two] = [await open(settings), await open(settings)];
      const thread = (id: string, title: string) => ({
        id,
        project: 'p',
        title,
        createdAt: 0,
        updatedAt: 0,
      });
      for (const id of ['a', 'b']) await one.metadata.threads.upsert(thread(id, ''));
      const begun = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
      let tries = 0;
      /** Takes its first row, waits until the other side has its own, and then asks for that. */
      const crossing = (
        { metadata }: Opened,
        [first, second]: readonly [string, string],
        [own, others]: readonly [PromiseWithResolvers<void>, PromiseWithResolvers<void>],
      ): Promise<void> =>
        metadata.transaction(async ({ threads }) => {
          tries += 1;
          const mine = (await threads.get('p', first))!;
          await threads.upsert(thread(first, `${mine.title}${first}`));
          own.resolve();
          await others.promise;
          const other = (await threads.get('p', second))!;
          await threads.upsert(thread(second, `${other.title}${second}`));
        });
      await Promise.all([
        crossing(one, ['a', 'b'], begun),
        crossing(two, ['b', 'a'], [begun[1], begun[0]]),
      ]);
      expect(tries).toBeGreaterThan(2);
      // Both were done, once each.
      expect((await one.metadata.threads.get('p', 'a'))?.title).toBe('aa');
      expect((await one.metadata.threads.get('p', 'b'))?.title).toBe('bb');
    });
    test('a blob that is held at the moment it would be deleted stays', async () => {
      const settings = await newDatabase();
      const [one, two] = [await open(settings), await open(settings)];
      for (const hash of Array.from({ length: 20 }, (_, at) => `hash ${at}`)) {
        let deleted = false;
        await Promise.all([
          one.metadata.transaction(async ({ holds }) => {
            deleted = (await holds.unheld([hash])).length === 1;
          }),
          two.metadata.transaction(({ holds }) => holds.forUpload(hash, 'u')),
        ]);
        // Either order is right; afterwards the hold is there.
        expect(typeof deleted).toBe('boolean');
        expect(await one.metadata.holds.unheld([hash])).toEqual([]);
      }
    });
    test('a failure that many report at once is one failure', async () => {
      const settings = await newDatabase();
      const [one, two] = [await open(settings), await open(settings)];
      for (const id of ['u', 'v']) await one.metadata.uploads.insert({ ...upload, id });
      const sighting = (uploadId: string, occurrence: string) => ({
        project: 'p',
        fingerprint: 'f',
        cause: 'c',
        title: 't',
        template: 'x',
        component: '',
        uploadId,
        occurrence,
        happenedAt: 1,
        seenAt: 1,
      });
      await Promise.all(
        [one, two, one, two].flatMap(({ metadata }) => [
          metadata.failures.see(sighting('u', 'a')),
          metadata.failures.see(sighting('v', 'b')),
        ]),
      );
      expect(await one.metadata.failures.get('p', 'f')).toMatchObject({ occurrences: 2 });
    });
    test('a process is alive until it ends, however it ends', async () => {
      const settings = await newDatabase();
      const stores = await open(settings);
      const module = new URL('./index.ts', import.meta.url).href;
      const child = spawn(
        process.execPath,
        [
          '--conditions=datasherpa-source',
          '--input-type=module',
          '--eval',
          `import { openMysqlStores } from ${JSON.stringify(module)};
           const stores = await openMysqlStores(${JSON.stringify(settings)});
           process.stdout.write(stores.presence.id);
           setInterval(() => {}, 1000);`,
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const [written] = (await once(child.stdout!, 'data')) as [Buffer];
      const other = String(written);
      expect(await stores.presence.isAlive(other)).toBe(true);
      expect(await stores.presence.isAlive(stores.presence.id)).toBe(true);
      expect(await stores.presence.isAlive('nobody')).toBe(false);
      child.kill('SIGKILL');
      await once(child, 'exit');
      await expect.poll(() => stores.presence.isAlive(other), { timeout: 5000 }).toBe(false);
    });
  });

  test('whole numbers that no JavaScript number holds are not rounded', async () => {
    const settings = await newDatabase();
    const database = createMysqlKysely(settings, { connections: 1 });
    const { rows } = await sql<{
      whole: unknown;
      small: unknown;
    }>`select 9007199254740993 as \`whole\`, 9007199254740991 as \`small\``.execute(database);
    await database.destroy();
    expect(rows).toEqual([{ whole: '9007199254740993', small: 9_007_199_254_740_991 }]);
  });

  test('lists may come from a replica, decisions never do', async () => {
    const [settings, behind] = [await newDatabase(), await newDatabase()];
    const { metadata } = await open(settings, { replica: behind });
    await metadata.uploads.insert(upload);
    const page = { limit: 5, offset: 0 };
    expect(await metadata.uploads.list('p', page)).toEqual({ uploads: [], total: 0 });
    expect(await metadata.uploads.get('p', 'u')).toEqual(upload);
    await metadata.transaction(async ({ uploads }) => {
      expect((await uploads.list('p', page)).total).toBe(1);
    });
  });

  test.skipIf(!server?.certificate)(
    'TLS: the certificate and the name count as it was said (needs a server started here)',
    async () => {
      const settings = await newDatabase();
      const ca = server!.certificate!;
      const cipher = async (tls: MysqlSettings['tls'], host = settings.host): Promise<string> => {
        const database = createMysqlKysely({ ...settings, host, tls }, { connections: 1 });
        try {
          const { rows } = await sql<{ Value: string }>`show status like 'Ssl_cipher'`.execute(
            database,
          );
          return rows[0]!.Value;
        } finally {
          await database.destroy();
        }
      };
      expect(await cipher(null)).toBe('');
      expect(await cipher({ verify: 'nothing' })).not.toBe('');
      expect(await cipher({ verify: 'chain', ca })).not.toBe('');
      expect(await cipher({ verify: 'identity', ca }, 'localhost')).not.toBe('');
      const refused = { code: 'STORE_UNAVAILABLE' };
      await expect(cipher({ verify: 'chain' })).rejects.toMatchObject(refused);
    },
  );

  test.skipIf(!server?.process)(
    'a server that is restarted: an error with a reason meanwhile, then all goes on (needs a server started here)',
    async () => {
      const settings = await newDatabase();
      const stores = await open(settings);
      await stores.metadata.uploads.insert(upload);
      await server!.process!.kill();
      await expect(stores.metadata.uploads.get('p', 'u')).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: expect.stringContaining('does not answer'),
      });
      await expect(stores.metadata.ping()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      await server!.process!.start();
      expect(await stores.metadata.uploads.get('p', 'u')).toEqual(upload);
      const other = await open(settings);
      // Before it has its lock again the server counts it as alive, and afterwards too.
      expect(await other.presence.isAlive(stores.presence.id)).toBe(true);
      const database = createMysqlKysely(settings, { connections: 1 });
      const lock = () =>
        sql<{ by: unknown }>`select is_used_lock(${`datasherpa ${stores.presence.id}`}) as \`by\``
          .execute(database)
          .then(({ rows }) => rows[0]!.by);
      await expect.poll(lock, { timeout: 10_000 }).not.toBeNull();
      await database.destroy();
    },
    40_000,
  );
});
