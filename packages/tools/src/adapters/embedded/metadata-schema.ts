import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Tables of the metadata store. Text ids, times in epoch milliseconds, JSON as text: what SQLite, MySQL 8 and MariaDB agree on. */
export interface MetadataSchema {
  upload: {
    id: string;
    project: string;
    status: string;
    created_at: number;
    error_code: string | null;
    error_message: string | null;
    receiver: string | null;
  };
  file: {
    id: string;
    upload_id: string;
    project: string;
    name: string;
    status: string;
    sha256: string;
    bytes: number;
    received_bytes: number;
    error_code: string | null;
    error_message: string | null;
    created_at: number;
  };
  content: { project: string; sha256: string; digest: string };
  /** `holder` is an upload, or the hash of a content of `project`. */
  blob_hold: { sha256: string; kind: 'upload' | 'content'; project: string; holder: string };
  /** What is known of a failure apart from where it was seen; the texts of a failure that no upload has are ''. */
  failure: {
    project: string;
    fingerprint: string;
    cause: string;
    title: string;
    template: string;
    component: string;
    note: string | null;
    note_at: number | null;
    /** The last time it had happened when the note was written. */
    note_covers: number | null;
  };
  failure_sighting: {
    project: string;
    fingerprint: string;
    upload_id: string;
    occurrence: string;
    happened_at: number;
    seen_at: number;
  };
  thread: {
    id: string;
    project: string;
    title: string;
    created_at: number;
    updated_at: number;
  };
  thread_lease: { thread_id: string; owner: string; until: number };
  run: {
    id: string;
    thread_id: string;
    project: string;
    status: string;
    created_at: number;
    ended_at: number | null;
  };
  run_event: { run_id: string; sequence: number; chunk: string };
  approval: {
    id: string;
    run_id: string;
    thread_id: string;
    project: string;
    tool: string;
    input: string;
    risk: string;
    status: string;
    created_at: number;
    decided_at: number | null;
  };
}

const key = 'varchar(190)' as const;

/** Applied in order of their names; never edited once released. */
export const migrations: Record<string, Migration> = {
  '0001_first': {
    async up(database: Kysely<unknown>) {
      const { schema } = database;
      await schema
        .createTable('upload')
        .addColumn('id', key, (column) => column.primaryKey())
        .addColumn('project', key, (column) => column.notNull())
        .addColumn('status', 'varchar(20)', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('error_code', 'varchar(60)')
        .addColumn('error_message', 'text')
        .execute();
      await schema
        .createIndex('upload_project')
        .on('upload')
        .columns(['project', 'created_at'])
        .execute();
      await schema
        .createTable('file')
        .addColumn('id', key, (column) => column.primaryKey())
        .addColumn('upload_id', key, (column) => column.notNull())
        .addColumn('project', key, (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('status', 'varchar(20)', (column) => column.notNull())
        .addColumn('sha256', 'varchar(64)', (column) => column.notNull())
        .addColumn('bytes', 'bigint', (column) => column.notNull())
        .addColumn('received_bytes', 'bigint', (column) => column.notNull())
        .addColumn('duplicate_of', key)
        .addColumn('digest', 'text')
        .addColumn('error_code', 'varchar(60)')
        .addColumn('error_message', 'text')
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .execute();
      await schema.createIndex('file_upload').on('file').columns(['upload_id']).execute();
      await schema.createIndex('file_content').on('file').columns(['sha256', 'project']).execute();
      await schema
        .createTable('thread')
        .addColumn('id', key, (column) => column.primaryKey())
        .addColumn('project', key, (column) => column.notNull())
        .addColumn('title', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('updated_at', 'bigint', (column) => column.notNull())
        .execute();
      await schema
        .createIndex('thread_project')
        .on('thread')
        .columns(['project', 'updated_at'])
        .execute();
      await schema
        .createTable('thread_lease')
        .addColumn('thread_id', key, (column) => column.primaryKey())
        .addColumn('owner', key, (column) => column.notNull())
        .addColumn('until', 'bigint', (column) => column.notNull())
        .execute();
      await schema
        .createTable('run')
        .addColumn('id', key, (column) => column.primaryKey())
        .addColumn('thread_id', key, (column) => column.notNull())
        .addColumn('project', key, (column) => column.notNull())
        .addColumn('status', 'varchar(20)', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('ended_at', 'bigint')
        .execute();
      await schema
        .createIndex('run_thread')
        .on('run')
        .columns(['thread_id', 'created_at'])
        .execute();
      await schema
        .createTable('run_event')
        .addColumn('run_id', key, (column) => column.notNull())
        .addColumn('sequence', 'integer', (column) => column.notNull())
        .addColumn('chunk', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('run_event_key', ['run_id', 'sequence'])
        .execute();
      await schema
        .createTable('approval')
        .addColumn('id', key, (column) => column.primaryKey())
        .addColumn('run_id', key, (column) => column.notNull())
        .addColumn('thread_id', key, (column) => column.notNull())
        .addColumn('project', key, (column) => column.notNull())
        .addColumn('tool', key, (column) => column.notNull())
        .addColumn('input', 'text', (column) => column.notNull())
        .addColumn('risk', 'varchar(20)', (column) => column.notNull())
        .addColumn('status', 'varchar(20)', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('decided_at', 'bigint')
        .execute();
      await schema
        .createIndex('approval_pending')
        .on('approval')
        .columns(['project', 'status', 'created_at'])
        .execute();
    },
  },
  '0002_contents': {
    async up(database: Kysely<unknown>) {
      const { schema } = database;
      await schema.alterTable('upload').addColumn('receiver', key).execute();
      // Digests belong to contents now, and search documents too: what was read before is read again when it is asked for.
      await schema.alterTable('file').dropColumn('digest').execute();
      await schema.alterTable('file').dropColumn('duplicate_of').execute();
      await schema
        .createTable('content')
        .addColumn('project', key, (column) => column.notNull())
        .addColumn('sha256', 'varchar(64)', (column) => column.notNull())
        .addColumn('digest', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('content_key', ['project', 'sha256'])
        .execute();
      await schema
        .createTable('blob_hold')
        .addColumn('sha256', 'varchar(64)', (column) => column.notNull())
        .addColumn('kind', 'varchar(20)', (column) => column.notNull())
        .addColumn('project', key, (column) => column.notNull())
        .addColumn('holder', key, (column) => column.notNull())
        .addPrimaryKeyConstraint('blob_hold_key', ['sha256', 'kind', 'project', 'holder'])
        .execute();
      await schema
        .createIndex('blob_hold_holder')
        .on('blob_hold')
        .columns(['kind', 'holder'])
        .execute();
      await sql`insert into blob_hold (sha256, kind, project, holder)
        select distinct sha256, 'upload', '', upload_id from file`.execute(database);
      // Jobs have a database of their own.
      await schema.dropTable('job').ifExists().execute();
    },
  },
  '0003_failures': {
    async up(database: Kysely<unknown>) {
      const { schema } = database;
      await schema
        .createTable('failure')
        .addColumn('project', key, (column) => column.notNull())
        .addColumn('fingerprint', key, (column) => column.notNull())
        .addColumn('cause', key, (column) => column.notNull())
        .addColumn('title', 'text', (column) => column.notNull())
        .addColumn('template', 'text', (column) => column.notNull())
        .addColumn('component', 'text', (column) => column.notNull())
        .addColumn('note', 'text')
        .addColumn('note_at', 'bigint')
        .addColumn('note_covers', 'bigint')
        .addPrimaryKeyConstraint('failure_key', ['project', 'fingerprint'])
        .execute();
      await schema
        .createTable('failure_sighting')
        .addColumn('project', key, (column) => column.notNull())
        .addColumn('fingerprint', key, (column) => column.notNull())
        .addColumn('upload_id', key, (column) => column.notNull())
        .addColumn('occurrence', 'varchar(64)', (column) => column.notNull())
        .addColumn('happened_at', 'bigint', (column) => column.notNull())
        .addColumn('seen_at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('failure_sighting_key', ['project', 'fingerprint', 'upload_id'])
        .execute();
      await schema
        .createIndex('failure_sighting_upload')
        .on('failure_sighting')
        .columns(['upload_id'])
        .execute();
    },
  },
  '0004_file_status': {
    async up({ schema }: Kysely<unknown>) {
      // Whether an upload of ten thousand files has one left is asked after each of them.
      await schema
        .createIndex('file_upload_status')
        .on('file')
        .columns(['upload_id', 'status'])
        .execute();
    },
  },
};
