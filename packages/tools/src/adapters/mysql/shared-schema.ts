import { sql, type Generated, type Kysely } from 'kysely';
import type { MigrationSet } from '../relational/migrate.ts';

/** What an embedded installation keeps in files of its own, and several servers share: jobs, processes, streams, checkpoints. */
export interface SharedSchema {
  queued_job: {
    id: string;
    queue: string;
    payload: string;
    status: string;
    attempt: number;
    max_attempts: number;
    run_at: number;
    /** The order of jobs that are due at the same time. */
    sequence: Generated<number>;
    worker: string | null;
    lease_until: number | null;
    fraction: number | null;
    note: string | null;
    started_at: number | null;
    reported_at: number | null;
    error: string | null;
  };
  /** `server_start`: when the server began that gave the process its lock, in epoch seconds. */
  process: { id: string; server_start: number };
  stream_part: { stream: string; start: number; bytes: Uint8Array; at: number };
  /** `place` is the hash of thread and namespace, which together are longer than MySQL indexes. */
  checkpoint: {
    place: string;
    thread: string;
    namespace: string;
    id: string;
    parent: string | null;
    versions: string;
    type: string;
    body: Uint8Array;
    metadata_type: string;
    metadata: Uint8Array;
  };
  channel_value: {
    place: string;
    thread: string;
    channel: string;
    version: string;
    type: string;
    value: Uint8Array;
  };
  pending_write: {
    place: string;
    thread: string;
    checkpoint: string;
    task: string;
    idx: number;
    path: string;
    channel: string;
    type: string;
    value: Uint8Array;
  };
}

const key = 'varchar(190)' as const;
const longtext = sql`longtext`;
const longblob = sql`longblob`;
const place = 'varchar(64)' as const;
const type = 'varchar(60)' as const;

export const sharedMigrations: MigrationSet = {
  table: 'shared_migration',
  migrations: {
    '0001_queue_presence_streams': {
      async up({ schema }: Kysely<unknown>) {
        await schema
          .createTable('queued_job')
          .addColumn('id', key, (column) => column.primaryKey())
          .addColumn('queue', key, (column) => column.notNull())
          .addColumn('payload', longtext, (column) => column.notNull())
          .addColumn('status', 'varchar(20)', (column) => column.notNull())
          .addColumn('attempt', 'integer', (column) => column.notNull())
          .addColumn('max_attempts', 'integer', (column) => column.notNull())
          .addColumn('run_at', 'bigint', (column) => column.notNull())
          .addColumn('sequence', 'bigint', (column) => column.notNull().autoIncrement().unique())
          .addColumn('worker', key)
          .addColumn('lease_until', 'bigint')
          .addColumn('fraction', sql`double`)
          .addColumn('note', longtext)
          .addColumn('started_at', 'bigint')
          .addColumn('reported_at', 'bigint')
          .addColumn('error', longtext)
          .execute();
        // A claim walks along one of these and locks nothing but the row that it takes.
        await schema
          .createIndex('queued_job_due')
          .on('queued_job')
          .columns(['queue', 'status', 'run_at', 'sequence'])
          .execute();
        await schema
          .createIndex('queued_job_lease')
          .on('queued_job')
          .columns(['queue', 'status', 'lease_until'])
          .execute();
        await schema
          .createTable('process')
          .addColumn('id', key, (column) => column.primaryKey())
          .addColumn('server_start', 'bigint', (column) => column.notNull())
          .execute();
        await schema
          .createTable('stream_part')
          .addColumn('stream', key, (column) => column.notNull())
          .addColumn('start', 'bigint', (column) => column.notNull())
          .addColumn('bytes', longblob, (column) => column.notNull())
          .addColumn('at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('stream_part_key', ['stream', 'start'])
          .execute();
      },
    },
    '0002_checkpoints': {
      async up({ schema }: Kysely<unknown>) {
        await schema
          .createTable('checkpoint')
          .addColumn('place', place, (column) => column.notNull())
          .addColumn('thread', key, (column) => column.notNull())
          .addColumn('namespace', longtext, (column) => column.notNull())
          .addColumn('id', key, (column) => column.notNull())
          .addColumn('parent', key)
          .addColumn('versions', longtext, (column) => column.notNull())
          .addColumn('type', type, (column) => column.notNull())
          .addColumn('body', longblob, (column) => column.notNull())
          .addColumn('metadata_type', type, (column) => column.notNull())
          .addColumn('metadata', longblob, (column) => column.notNull())
          .addPrimaryKeyConstraint('checkpoint_key', ['place', 'id'])
          .execute();
        await schema.createIndex('checkpoint_id').on('checkpoint').columns(['id']).execute();
        await schema
          .createTable('channel_value')
          .addColumn('place', place, (column) => column.notNull())
          .addColumn('thread', key, (column) => column.notNull())
          .addColumn('channel', key, (column) => column.notNull())
          .addColumn('version', place, (column) => column.notNull())
          .addColumn('type', type, (column) => column.notNull())
          .addColumn('value', longblob, (column) => column.notNull())
          .addPrimaryKeyConstraint('channel_value_key', ['place', 'channel', 'version'])
          .execute();
        await schema
          .createTable('pending_write')
          .addColumn('place', place, (column) => column.notNull())
          .addColumn('thread', key, (column) => column.notNull())
          .addColumn('checkpoint', key, (column) => column.notNull())
          .addColumn('task', key, (column) => column.notNull())
          .addColumn('idx', 'integer', (column) => column.notNull())
          .addColumn('path', longtext, (column) => column.notNull())
          .addColumn('channel', key, (column) => column.notNull())
          .addColumn('type', type, (column) => column.notNull())
          .addColumn('value', longblob, (column) => column.notNull())
          .addPrimaryKeyConstraint('pending_write_key', ['place', 'checkpoint', 'task', 'idx'])
          .execute();
        for (const table of ['checkpoint', 'channel_value', 'pending_write'])
          await schema.createIndex(`${table}_thread`).on(table).columns(['thread']).execute();
      },
    },
  },
};
