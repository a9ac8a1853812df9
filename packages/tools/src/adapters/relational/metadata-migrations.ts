import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The longest that MySQL indexes four of in one key, with four bytes a character. */
const key = 'varchar(190)' as const;
/** MySQL cuts `text` at 64 KB; for SQLite both names mean the same. */
const text = sql`longtext`;

/**
 * Tables of the metadata store, for SQLite and MySQL. Applied in order of their names; never edited once released. Each statement may
 * be found done by a process that was cut off (see `migrate.ts`), so none may do harm a second time.
 */
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
        .addColumn('error_message', text)
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
        .addColumn('name', text, (column) => column.notNull())
        .addColumn('status', 'varchar(20)', (column) => column.notNull())
        .addColumn('sha256', 'varchar(64)', (column) => column.notNull())
        .addColumn('bytes', 'bigint', (column) => column.notNull())
        .addColumn('received_bytes', 'bigint', (column) => column.notNull())
        .addColumn('duplicate_of', key)
        .addColumn('digest', text)
        .addColumn('error_code', 'varchar(60)')
        .addColumn('error_message', text)
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .execute();
      await schema.createIndex('file_upload').on('file').columns(['upload_id']).execute();
      await schema.createIndex('file_content').on('file').columns(['sha256', 'project']).execute();
      await schema
        .createTable('thread')
        .addColumn('id', key, (column) => column.primaryKey())
        .addColumn('project', key, (column) => column.notNull())
        .addColumn('title', text, (column) => column.notNull())
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
        .addColumn('chunk', text, (column) => column.notNull())
        .addPrimaryKeyConstraint('run_event_key', ['run_id', 'sequence'])
        .execute();
      await schema
        .createTable('approval')
        .addColumn('id', key, (column) => column.primaryKey())
        .addColumn('run_id', key, (column) => column.notNull())
        .addColumn('thread_id', key, (column) => column.notNull())
        .addColumn('project', key, (column) => column.notNull())
        .addColumn('tool', key, (column) => column.notNull())
        .addColumn('input', text, (column) => column.notNull())
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
        .addColumn('digest', text, (column) => column.notNull())
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
      await sql`replace into blob_hold (sha256, kind, project, holder)
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
        .addColumn('title', text, (column) => column.notNull())
        .addColumn('template', text, (column) => column.notNull())
        .addColumn('component', text, (column) => column.notNull())
        .addColumn('note', text)
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
  '0005_access': {
    async up({ schema }: Kysely<unknown>) {
      await schema
        .createTable('access_key')
        .addColumn('id', key, (column) => column.primaryKey())
        .addColumn('project', key, (column) => column.notNull())
        .addColumn('kind', 'varchar(20)', (column) => column.notNull())
        .addColumn('name', text, (column) => column.notNull())
        .addColumn('role', 'varchar(20)', (column) => column.notNull())
        .addColumn('hash', 'varchar(64)', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('expires_at', 'bigint')
        .addColumn('revoked_at', 'bigint')
        .addColumn('parent', key)
        .execute();
      await schema
        .createIndex('access_key_project')
        .on('access_key')
        .columns(['project', 'kind', 'created_at'])
        .execute();
      await schema.createIndex('access_key_parent').on('access_key').columns(['parent']).execute();
      await schema
        .createTable('audit')
        .addColumn('id', key, (column) => column.primaryKey())
        .addColumn('project', key, (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('actor', key, (column) => column.notNull())
        .addColumn('action', key, (column) => column.notNull())
        .addColumn('target', text, (column) => column.notNull())
        .addColumn('status', 'integer', (column) => column.notNull())
        .addColumn('request_id', key, (column) => column.notNull())
        .execute();
      await schema.createIndex('audit_project').on('audit').columns(['project', 'at']).execute();
    },
  },
  '0006_spark_runs': {
    async up({ schema }: Kysely<unknown>) {
      await schema
        .createTable('spark_run')
        .addColumn('project', key, (column) => column.notNull())
        .addColumn('job', key, (column) => column.notNull())
        .addColumn('application_id', key, (column) => column.notNull())
        .addColumn('attempt_id', 'varchar(64)', (column) => column.notNull())
        .addColumn('upload_id', key, (column) => column.notNull())
        .addColumn('log', key, (column) => column.notNull())
        .addColumn('started_at', 'bigint', (column) => column.notNull())
        .addColumn('measures', text, (column) => column.notNull())
        .addPrimaryKeyConstraint('spark_run_key', ['project', 'application_id', 'attempt_id'])
        .execute();
      await schema
        .createIndex('spark_run_job')
        .on('spark_run')
        .columns(['project', 'job', 'started_at'])
        .execute();
      await schema.createIndex('spark_run_upload').on('spark_run').columns(['upload_id']).execute();
    },
  },
  '0007_users': {
    async up(database: Kysely<unknown>) {
      const { schema } = database;
      await schema
        .createTable('project')
        .addColumn('id', key, (column) => column.primaryKey())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .execute();
      await sql`replace into project (id, created_at)
        select project, min(at) from (
          select project, created_at as at from upload
          union all select project, created_at from thread
          union all select project, created_at from access_key
          union all select 'default', ${Date.now()}
        ) as seen group by project`.execute(database);
      await schema
        .createTable('user')
        .addColumn('id', key, (column) => column.primaryKey())
        .addColumn('project', key, (column) => column.notNull())
        .addColumn('name', key, (column) => column.notNull())
        .addColumn('role', 'varchar(20)', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('disabled_at', 'bigint')
        .execute();
      await schema
        .createIndex('user_name')
        .on('user')
        .columns(['project', 'name'])
        .unique()
        .execute();
      await schema.alterTable('access_key').addColumn('user_id', key).execute();
      await schema.createIndex('access_key_user').on('access_key').columns(['user_id']).execute();
      await schema.alterTable('audit').addColumn('user_name', key).execute();
    },
  },
  '0008_settings': {
    async up({ schema }: Kysely<unknown>) {
      await schema
        .createTable('project_setting')
        .addColumn('project', key, (column) => column.notNull())
        .addColumn('name', key, (column) => column.notNull())
        .addColumn('value', text, (column) => column.notNull())
        .addColumn('changed_at', 'bigint', (column) => column.notNull())
        .addColumn('changed_by', key, (column) => column.notNull())
        .addPrimaryKeyConstraint('project_setting_key', ['project', 'name'])
        .execute();
    },
  },
  '0009_pipelines': {
    async up({ schema }: Kysely<unknown>) {
      await schema
        .createTable('pipeline')
        .addColumn('id', 'varchar(32)', (column) => column.primaryKey())
        .addColumn('project', key, (column) => column.notNull())
        .addColumn('kind', 'varchar(20)', (column) => column.notNull())
        .addColumn('name', key, (column) => column.notNull())
        .execute();
      await schema
        .createIndex('pipeline_project')
        .on('pipeline')
        .columns(['project', 'kind', 'name'])
        .execute();
      await schema
        .createTable('pipeline_run')
        .addColumn('pipeline_id', 'varchar(32)', (column) => column.notNull())
        .addColumn('run', key, (column) => column.notNull())
        .addColumn('part', key, (column) => column.notNull())
        .addColumn('attempt', 'varchar(20)', (column) => column.notNull())
        .addColumn('upload_id', key, (column) => column.notNull())
        .addColumn('started_at', 'bigint')
        .addColumn('ended_at', 'bigint')
        .addColumn('status', 'varchar(20)')
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('pipeline_run_key', [
          'pipeline_id',
          'run',
          'part',
          'attempt',
          'upload_id',
        ])
        .execute();
      await schema
        .createIndex('pipeline_run_upload')
        .on('pipeline_run')
        .columns(['upload_id'])
        .execute();
    },
  },
};
