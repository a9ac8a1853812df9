import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { SherpaError } from '../../errors.ts';
import type { BlobStore, MetadataStore, Presence, Stores } from '../../ports/index.ts';
import type { MetadataSchema } from '../relational/metadata-schema.ts';
import { metadataMigrations, migrate } from '../relational/migrate.ts';
import { createSqlMetadataStore } from '../relational/sql-metadata-store.ts';
import { openFileBlobStore } from './file-blob-store.ts';
import { openFilePresence } from './file-presence.ts';
import { openFileStreamStore } from './file-stream-store.ts';
import { openFileSpool } from './file-spool.ts';
import { createKysely } from './kysely-sqlite.ts';
import { openDatabase } from './sqlite-database.ts';
import { createSqliteJobQueue } from './sqlite-job-queue.ts';
import { createSqliteSearchIndex } from './sqlite-search-index.ts';

/**
 * The stores of one data directory: `sherpa.sqlite` (metadata), `jobs.sqlite`, `search.sqlite`, `blobs/`, `spool/`, `streams/`, and `processes/` with a
 * locked file for each process that uses it. Jobs have their own file because a metadata transaction may wait for other work, and
 * a statement on a second connection to the same file would block the only thread until it gave up. With `:memory:` the databases are in memory and the blobs in a temporary directory that `close` removes.
 * @param options.instead stores that are elsewhere; they are not opened here, and `close` closes them too
 * @throws STORE_UNAVAILABLE, STORE_TOO_NEW
 */
export async function openEmbeddedStores(options: {
  readonly directory: string;
  readonly now?: () => number;
  readonly instead?: Partial<Omit<Stores, 'close' | 'spool' | 'blobs'>> & {
    readonly openBlobs?: (presence: Presence) => Promise<BlobStore>;
  };
}): Promise<Stores> {
  const { now = Date.now, instead = {} } = options;
  const inMemory = options.directory === ':memory:';
  const directory = inMemory
    ? await mkdtemp(join(tmpdir(), 'datasherpa-'))
    : await usableDirectory(options.directory);
  const databases: DatabaseSync[] = [];
  const open = (name: string, settings?: { readonly durable: boolean }): DatabaseSync => {
    const database = openDatabase(inMemory ? ':memory:' : join(directory, name), settings);
    databases.push(database);
    return database;
  };
  const metadata =
    instead.metadata ?? (await openMetadata(open('sherpa.sqlite'), options.directory));
  const index = instead.index ?? createSqliteSearchIndex(open('search.sqlite'));
  // After a power loss the last jobs may be missing; the start of the server queues what is not read.
  const queue = instead.queue ?? createSqliteJobQueue(open('jobs.sqlite', { durable: false }), now);
  const presence = instead.presence ?? (await openFilePresence(join(directory, 'processes')));
  const blobs = await (instead.openBlobs?.(presence) ??
    openFileBlobStore(join(directory, 'blobs'), presence));
  const streams = instead.streams ?? (await openFileStreamStore(join(directory, 'streams')));
  const spool = await openFileSpool(join(directory, 'spool'), presence);
  return {
    metadata,
    index,
    blobs,
    queue,
    presence,
    spool,
    streams,
    async close() {
      await presence.close();
      await queue.close();
      await index.close();
      await metadata.close();
      for (const database of databases) database.close();
      if (inMemory) await rm(directory, { recursive: true, force: true });
    },
  };
}

async function openMetadata(database: DatabaseSync, place: string): Promise<MetadataStore> {
  const kysely = createKysely<MetadataSchema>(database);
  await migrate(kysely, metadataMigrations, place);
  return createSqlMetadataStore(kysely, (work) => kysely.transaction().execute(work));
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
