import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import {
  blobStoreConformance,
  jobQueueConformance,
  metadataStoreConformance,
  searchIndexConformance,
  spoolConformance,
  streamStoreConformance,
} from '../../ports/conformance/index.ts';
import type { MetadataSchema } from '../relational/metadata-schema.ts';
import { migrationsConformance } from '../relational/migrations-conformance.ts';
import { createSqlMetadataStore } from '../relational/sql-metadata-store.ts';
import { createKysely } from './kysely-sqlite.ts';
import { openEmbeddedStores } from './open-embedded-stores.ts';
import { openDatabase } from './sqlite-database.ts';
import { createSqliteSearchIndex } from './sqlite-search-index.ts';
import { VectorCache } from './vector-cache.ts';

const inMemory = () => openEmbeddedStores({ directory: ':memory:' });

blobStoreConformance('files', async () => (await inMemory()).blobs);
jobQueueConformance(
  'SQLite',
  async (now) => (await openEmbeddedStores({ directory: ':memory:', now })).queue,
);
metadataStoreConformance('SQLite', async () => (await inMemory()).metadata);
migrationsConformance('SQLite', async () => {
  const database = createKysely<MetadataSchema>(openDatabase(':memory:'));
  return {
    database,
    openStore: async () =>
      createSqlMetadataStore(database, (work) => database.transaction().execute(work)),
  };
});
searchIndexConformance('SQLite', async () => (await inMemory()).index);
spoolConformance('files', async () => (await inMemory()).spool);
streamStoreConformance('files', async () => (await inMemory()).streams);

test('a directory is opened twice at once, and again after closing', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sherpa-stores-'));
  const first = await openEmbeddedStores({ directory });
  const second = await openEmbeddedStores({ directory });
  const upload = { id: 'u', project: 'p', status: 'ready' as const, createdAt: 1, error: null };
  await first.metadata.uploads.insert(upload);
  expect(await second.metadata.uploads.get('p', 'u')).toEqual(upload);
  await first.close();
  await second.close();
  const again = await openEmbeddedStores({ directory });
  expect(await again.metadata.uploads.get('p', 'u')).toEqual(upload);
  await again.close();
});

test('a search index of an earlier version is brought up with what it holds', async () => {
  const database = openDatabase(':memory:');
  database.exec(`CREATE TABLE search_document (
    rowid INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL, vector BLOB,
    UNIQUE (collection, id)
  );
  CREATE TABLE search_payload (
    document INTEGER NOT NULL REFERENCES search_document (rowid) ON DELETE CASCADE, key TEXT NOT NULL, value NOT NULL,
    PRIMARY KEY (key, value, document)
  ) WITHOUT ROWID;
  CREATE VIRTUAL TABLE search_words USING fts5 (text, tokenize = "unicode61 remove_diacritics 0 tokenchars '_.-'");
  INSERT INTO search_document VALUES
    (1, 'c', 'a', '{"project":"p"}', NULL), (2, 'c', 'b', '{"project":"it''s"}', NULL), (3, 'd', 'a', '{}', NULL);
  INSERT INTO search_payload VALUES (1, 'project', 'p'), (2, 'project', 'it''s');
  INSERT INTO search_words (rowid, text) VALUES (1, 'disk full'), (2, 'disk slow'), (3, 'disk_gone');`);
  const index = createSqliteSearchIndex(database);
  const ids = async (collection: string, word: string, must: Record<string, string>) =>
    (await index.search(collection, { words: [word], filter: { must }, limit: 9 })).hits.map(
      ({ id }) => id,
    );
  expect(await ids('c', 'disk', { project: 'p' })).toEqual(['a']);
  expect(await ids('c', 'disk', { project: "it's" })).toEqual(['b']);
  expect(await ids('c', 'disk', {})).toEqual(['a', 'b']);
  expect(await ids('d', 'disk_gone', {})).toEqual(['a']);
  expect(await index.delete('c', { must: { project: 'p' } })).toBe(1);
  // Opened again it is as it was.
  expect(await createSqliteSearchIndex(database).count('c')).toBe(1);
});

test('a directory that cannot be made is a coded error', async () => {
  await expect(openEmbeddedStores({ directory: '/dev/null/x' })).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
  });
});

test('a directory that a newer version wrote is refused, whole as it is', async () => {
  const directory = await newDirectory();
  await (await openEmbeddedStores({ directory })).close();
  const database = new DatabaseSync(join(directory, 'sherpa.sqlite'));
  database.exec(`INSERT INTO kysely_migration (name, timestamp) VALUES ('9999_later', '2030')`);
  database.close();
  await expect(openEmbeddedStores({ directory })).rejects.toMatchObject({
    code: 'STORE_TOO_NEW',
    message: `${directory} was written by a newer version of DataSherpa ("9999_later" is not known here).`,
  });
});

const directories: string[] = [];
afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true });
});
async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'sherpa-stores-'));
  directories.push(directory);
  return directory;
}

/** Starts a process that opens the stores of `directory` as `stores` and runs the script. */
function inOtherProcess(directory: string, script: string) {
  const module = new URL('./index.ts', import.meta.url).href;
  const source = `import { openEmbeddedStores } from ${JSON.stringify(module)};
    const stores = await openEmbeddedStores({ directory: ${JSON.stringify(directory)} });
    ${script}`;
  return spawn(
    process.execPath,
    ['--conditions=datasherpa-source', '--input-type=module', '--eval', source],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
}

async function outputOf(child: ReturnType<typeof inOtherProcess>): Promise<unknown> {
  let text = '';
  for await (const chunk of child.stdout!) text += String(chunk);
  return JSON.parse(text);
}

describe('several processes on one directory', () => {
  test('each job is claimed once, and no change inside a transaction is lost', async () => {
    const directory = await newDirectory();
    const stores = await openEmbeddedStores({ directory });
    const jobs = Array.from({ length: 60 }, (_, at) => `job ${at}`);
    for (const id of jobs) await stores.queue.enqueue({ id, queue: 'q', payload: '' });
    await stores.metadata.threads.upsert({
      id: 't',
      project: 'p',
      title: '0',
      createdAt: 0,
      updatedAt: 0,
    });
    const script = `process.stdout.write('ready ');
      await new Promise((go) => process.stdin.once('data', go));
      const claimed = [];
      let leases = 0;
      for (let job; (job = await stores.queue.claim('q', stores.presence.id, 60_000)); ) {
        claimed.push(job.id);
        await stores.metadata.transaction(async ({ threads }) => {
          const thread = await threads.get('p', 't');
          // Long enough for the other process to write between reading and writing, if it may.
          await new Promise((next) => setTimeout(next, 1));
          await threads.upsert({ ...thread, title: String(Number(thread.title) + 1) });
        });
        if (await stores.metadata.threads.lease(job.id + ' of one', stores.presence.id, 0, 1)) leases += 1;
        if (await stores.metadata.threads.lease('of all', stores.presence.id, 0, 1)) leases += 1000;
      }
      process.stdout.write(JSON.stringify({ claimed, leases }));
      await stores.close();
      process.exit();`;
    const children = [0, 1].map(() => inOtherProcess(directory, script));
    await Promise.all(children.map(({ stdout }) => once(stdout!, 'data')));
    for (const { stdin } of children) stdin!.write('go');
    const results = (await Promise.all(children.map(outputOf))) as {
      claimed: string[];
      leases: number;
    }[];
    for (const { claimed } of results) expect(claimed.length).toBeGreaterThan(0);
    expect(results.flatMap(({ claimed }) => claimed).toSorted()).toEqual(jobs.toSorted());
    expect((await stores.metadata.threads.get('p', 't'))?.title).toBe(String(jobs.length));
    // A job's own lease is always had; the common one by that process alone which came first.
    const owners = results.filter(({ leases }) => leases >= 1000);
    expect(owners).toHaveLength(1);
    for (const { claimed, leases } of results) expect(leases % 1000).toBe(claimed.length);
    await stores.close();
  });

  test('a process is alive until it ends, however it ends; only then its half blobs go', async () => {
    const directory = await newDirectory();
    const child = inOtherProcess(
      directory,
      `const never = async function* () {
         yield new Uint8Array(1000);
         process.stdout.write(stores.presence.id);
         await new Promise(() => setInterval(() => {}, 1000));
       };
       await stores.blobs.put(never());`,
    );
    const [written] = (await once(child.stdout!, 'data')) as [Buffer];
    const id = String(written);
    const incoming = () => readdir(join(directory, 'blobs', 'incoming'));
    const first = await openEmbeddedStores({ directory });
    expect(await first.presence.isAlive(id)).toBe(true);
    expect(await first.presence.isAlive(first.presence.id)).toBe(true);
    expect(await first.presence.isAlive('nobody')).toBe(false);
    expect(await incoming()).toHaveLength(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await first.presence.isAlive(id)).toBe(false);
    const second = await openEmbeddedStores({ directory });
    expect(await incoming()).toHaveLength(0);
    expect(await second.presence.isAlive(first.presence.id)).toBe(true);
    expect((await readdir(join(directory, 'processes'))).toSorted()).toEqual(
      [first.presence.id, second.presence.id].toSorted(),
    );
    await second.close();
    expect(await first.presence.isAlive(second.presence.id)).toBe(false);
    await first.close();
    expect(await readdir(join(directory, 'processes'))).toEqual([]);
  });

  test('what is spooled has no name, so that no crash leaves it', async () => {
    const directory = await newDirectory();
    const stores = await openEmbeddedStores({ directory });
    const spooled = () => readdir(join(directory, 'spool'));
    let during: string[] = ['not asked'];
    const source = (async function* () {
      yield new Uint8Array(1000);
      during = await spooled();
      yield new Uint8Array(1000);
    })();
    const kept = await stores.spool.keep(source);
    expect(during).toEqual([]);
    expect((await kept.read(0, 3000)).length).toBe(2000);
    await kept.close();
    // Killed between opening the file and removing its name.
    await writeFile(join(directory, 'spool', 'gone.1'), 'x');
    await writeFile(join(directory, 'spool', `${stores.presence.id}.1`), 'x');
    const second = await openEmbeddedStores({ directory });
    expect(await spooled()).toEqual([`${stores.presence.id}.1`]);
    await second.close();
    await stores.close();
  });

  test('a directory of files that are no locks does not stop the start', async () => {
    const directory = await newDirectory();
    await (await openEmbeddedStores({ directory })).close();
    await writeFile(join(directory, 'processes', 'notes.txt'), 'x'.repeat(5000));
    const stores = await openEmbeddedStores({ directory });
    expect(await stores.presence.isAlive('notes.txt')).toBe(false);
    await stores.close();
  });
});

test('a job that is queued while a transaction waits does not belong to it', async () => {
  const stores = await openEmbeddedStores({ directory: await newDirectory() });
  await expect(
    stores.metadata.transaction(async () => {
      await stores.queue.enqueue({ id: 'a', queue: 'q', payload: '' });
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  expect(await stores.queue.claim('q', 'w', 1000)).toMatchObject({ id: 'a' });
  await stores.close();
});

test('a lease that cannot be written is an error, not a lease of somebody else', async () => {
  const directory = await newDirectory();
  const stores = await openEmbeddedStores({ directory });
  const other = new DatabaseSync(join(directory, 'sherpa.sqlite'));
  other.exec(
    `CREATE TRIGGER full BEFORE INSERT ON thread_lease BEGIN SELECT raise(ABORT, 'disk full'); END`,
  );
  other.close();
  await expect(stores.metadata.threads.lease('t', 'one', 0, 10)).rejects.toThrow('disk full');
  await stores.close();
});

describe('vectors kept in memory', () => {
  const document = (id: string, ...vector: number[]) => ({
    id,
    text: 'w',
    vector: Float32Array.from(vector),
    payload: {},
  });
  const idsOf = async (index: ReturnType<typeof createSqliteSearchIndex>) =>
    (await index.search('c', { vector: Float32Array.of(1, 0), limit: 9 })).hits.map(({ id }) => id);

  test('writes of this and of another connection are seen by the next query', async () => {
    const path = join(await newDirectory(), 'search.sqlite');
    const [one, two] = [openDatabase(path), openDatabase(path)];
    const [index, other] = [createSqliteSearchIndex(one), createSqliteSearchIndex(two)];
    await index.upsert('c', [document('a', 0.5, 0)]);
    expect(await idsOf(index)).toEqual(['a']);
    await other.upsert('c', [document('b', 0.9, 0)]);
    expect(await idsOf(index)).toEqual(['b', 'a']);
    await other.upsert('c', [document('a', 1, 0)]);
    expect(await idsOf(index)).toEqual(['a', 'b']);
    await index.delete('c', { must: {} });
    expect(await idsOf(index)).toEqual([]);
    expect(await idsOf(other)).toEqual([]);
    one.close();
    two.close();
  });

  test('are read once, and not kept where they do not fit', async () => {
    const database = openDatabase(':memory:');
    const index = createSqliteSearchIndex(database);
    await index.upsert('c', [document('a', 1, 2), document('b', 3, 4)]);
    await index.upsert('d', [document('a', 1, 2)]);
    const cache = new VectorCache(database, 16);
    const kept = cache.vectorsOf('c');
    expect([...kept!.values()].map(({ vector }) => [...vector])).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(cache.vectorsOf('c')).toBe(kept);
    expect(cache.vectorsOf('d')?.size).toBe(1);
    expect(cache.vectorsOf('c')).not.toBe(kept);
    expect(new VectorCache(database, 15).vectorsOf('c')).toBeNull();
    database.close();
  });
});
