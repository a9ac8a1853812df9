import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Presence } from '../../ports/presence.ts';
import type { SearchIndex } from '../../ports/search-index.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import type { StreamStore } from '../../ports/stream-store.ts';
import type { CheckpointStorage } from '../checkpoints/checkpoint-storage.ts';
import { createSqliteCheckpointStorage } from '../embedded/checkpointer/sqlite-checkpoint-storage.ts';
import { openFileBlobStore } from '../embedded/file-blob-store.ts';
import { openFilePresence } from '../embedded/file-presence.ts';
import { openFileStreamStore } from '../embedded/file-stream-store.ts';
import { createKysely } from '../embedded/kysely-sqlite.ts';
import { openDatabase } from '../embedded/sqlite-database.ts';
import { createSqliteSearchIndex } from '../embedded/sqlite-search-index.ts';
import { createMysqlCheckpointStorage } from '../mysql/checkpointer/mysql-checkpoint-storage.ts';
import { createMysqlKysely } from '../mysql/mysql-kysely.ts';
import type { MysqlSettings } from '../mysql/mysql-settings.ts';
import { createMysqlStreamStore } from '../mysql/mysql-stream-store.ts';
import { migrateMysql } from '../mysql/open-mysql-stores.ts';
import type { SharedSchema } from '../mysql/shared-schema.ts';
import { prepareCollections } from '../qdrant/qdrant-collections.ts';
import { connectQdrant } from '../qdrant/qdrant-connection.ts';
import { createQdrantSearchIndex } from '../qdrant/qdrant-search-index.ts';
import type { QdrantSettings } from '../qdrant/qdrant-settings.ts';
import type { MetadataSchema } from '../relational/metadata-schema.ts';
import { metadataMigrations, migrate } from '../relational/migrate.ts';
import { openS3BlobStore } from '../s3/s3-blob-store.ts';
import type { S3Settings } from '../s3/s3-settings.ts';
import type { Tables } from './copy-tables.ts';

/** Where an installation keeps its things; what is null is kept in the directory. */
export interface Place {
  readonly directory: string;
  readonly database: MysqlSettings | null;
  readonly qdrant: QdrantSettings | null;
  readonly blobs: S3Settings | null;
}

/** One side of a move, with what lies behind the ports. */
export interface Side {
  readonly tables: Tables;
  readonly checkpoints: CheckpointStorage;
  readonly streams: StreamStore;
  readonly index: SearchIndex;
  readonly blobs: BlobStore;
  close(): Promise<void>;
}

/**
 * Opens an installation to be copied from or to; tables and collections are made where they are missing.
 * @throws STORE_UNAVAILABLE, STORE_TOO_NEW
 */
export async function openSide(place: Place, collections: readonly string[]): Promise<Side> {
  const { directory } = place;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const closers: (() => Promise<void> | void)[] = [];
  const file = (name: string) => {
    const database = openDatabase(join(directory, name));
    closers.push(() => database.close());
    return database;
  };
  const presence: Presence = await openFilePresence(join(directory, 'processes'));
  closers.push(() => presence.close());
  const inDatabase = async (): Promise<Pick<Side, 'tables' | 'checkpoints' | 'streams'>> => {
    if (place.database) {
      await migrateMysql(place.database);
      const options = { connections: 4 };
      const tables = createMysqlKysely<MetadataSchema>(place.database, options);
      const shared = createMysqlKysely<SharedSchema>(place.database, options);
      closers.push(
        () => tables.destroy(),
        () => shared.destroy(),
      );
      return {
        tables,
        checkpoints: createMysqlCheckpointStorage(shared),
        streams: createMysqlStreamStore(shared, Date.now),
      };
    }
    const tables = createKysely<MetadataSchema>(file('sherpa.sqlite'));
    await migrate(tables, metadataMigrations, directory);
    return {
      tables,
      checkpoints: createSqliteCheckpointStorage(file('checkpoints.sqlite')),
      streams: await openFileStreamStore(join(directory, 'streams')),
    };
  };
  const inIndex = async (): Promise<SearchIndex> => {
    if (!place.qdrant) return createSqliteSearchIndex(file('search.sqlite'));
    const connection = connectQdrant(place.qdrant);
    await prepareCollections(connection, collections);
    return createQdrantSearchIndex(connection);
  };
  const close = async (): Promise<void> => {
    for (const end of closers.toReversed()) await end();
  };
  try {
    return {
      ...(await inDatabase()),
      index: await inIndex(),
      blobs: place.blobs
        ? await openS3BlobStore(place.blobs, presence)
        : await openFileBlobStore(join(directory, 'blobs'), presence),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
