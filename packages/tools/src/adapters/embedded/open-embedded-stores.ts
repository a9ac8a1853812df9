import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Migrator } from 'kysely/migration';
import { SherpaError } from '../../errors.ts';
import type { Stores } from '../../ports/index.ts';
import { openFileBlobStore } from './file-blob-store.ts';
import { openFilePresence } from './file-presence.ts';
import { openFileStreamStore } from './file-stream-store.ts';
import { openFileSpool } from './file-spool.ts';
import { createKysely } from './kysely-sqlite.ts';
import { migrations, type MetadataSchema } from './metadata-schema.ts';
import { createSqlMetadataStore } from './sql-metadata-store.ts';
import { openDatabase } from './sqlite-database.ts';
import { createSqliteJobQueue } from './sqlite-job-queue.ts';
import { createSqliteSearchIndex } from './sqlite-search-index.ts';

/**
 * The stores of one data directory: `sherpa.sqlite` (metadata), `jobs.sqlite`, `search.sqlite`, `blobs/`, `spool/`, `streams/`, and `processes/` with a
 * locked file for each process that uses it. Jobs have their own file because a metadata transaction may wait for other work, and
 * a statement on a second connection to the same file would block the only thread until it gave up. With `:memory:` the databases are in memory and the blobs in a temporary directory that `close` removes.
 * @throws STORE_UNAVAILABLE
 */
export async function openEmbeddedStores(options: {
  readonly directory: string;
  readonly now?: () => number;
}): Promise<Stores> {
  const now = options.now ?? Date.now;
  const inMemory = options.directory === ':memory:';
  const directory = inMemory
    ? await mkdtemp(join(tmpdir(), 'datasherpa-'))
    : await usableDirectory(options.directory);
  const main = openDatabase(inMemory ? ':memory:' : join(directory, 'sherpa.sqlite'));
  // After a power loss the last jobs may be missing; the start of the server queues what is not read.
  const jobs = openDatabase(inMemory ? ':memory:' : join(directory, 'jobs.sqlite'), {
    durable: false,
  });
  const search = openDatabase(inMemory ? ':memory:' : join(directory, 'search.sqlite'));
  const kysely = createKysely<MetadataSchema>(main);
  await migrate(kysely, options.directory);
  const index = createSqliteSearchIndex(search);
  const queue = createSqliteJobQueue(jobs, now);
  const presence = await openFilePresence(join(directory, 'processes'));
  const blobs = await openFileBlobStore(join(directory, 'blobs'), presence);
  const streams = await openFileStreamStore(join(directory, 'streams'));
  const spool = await openFileSpool(join(directory, 'spool'), presence);
  const metadata = createSqlMetadataStore(kysely);
  return {
    metadata,
    index,
    blobs,
    queue,
    presence,
    spool,
    streams,
    async close() {
      await queue.close();
      await index.close();
      await metadata.close();
      main.close();
      jobs.close();
      search.close();
      await presence.close();
      if (inMemory) await rm(directory, { recursive: true, force: true });
    },
  };
}

async function usableDirectory(directory: string): Promise<string> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return directory;
  } catch (cause) {
    throw new SherpaError(
      'STORE_UNAVAILABLE',
      { reason: `${directory} cannot be made` },
      { cause },
    );
  }
}

async function migrate(
  database: ReturnType<typeof createKysely<MetadataSchema>>,
  place: string,
): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw new SherpaError(
      'STORE_UNAVAILABLE',
      { reason: `${place} could not be brought to this version` },
      { cause: error },
    );
}
