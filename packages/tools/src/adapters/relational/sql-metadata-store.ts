import type { Kysely, Selectable } from 'kysely';
import { SherpaError } from '../../errors.ts';
import type {
  ApprovalRecord,
  FileRecord,
  MetadataStore,
  RunRecord,
  ThreadRecord,
  UploadRecord,
} from '../../ports/metadata-store.ts';
import type { MetadataSchema } from './metadata-schema.ts';
import { isDuplicate } from './is-duplicate.ts';
import type { InTransaction } from './in-transaction.ts';
import { auditOf, keysOf } from './sql-access.ts';
import { failuresOf, forgetSightings } from './sql-failures.ts';
import { forgetRuns, pipelinesOf } from './sql-pipelines.ts';
import { settingsOf } from './sql-settings.ts';
import { sparkRunsOf } from './sql-spark-runs.ts';
import { projectsOf, usersOf } from './sql-users.ts';

type Database = Kysely<MetadataSchema>;
type Row<Table extends keyof MetadataSchema> = Selectable<MetadataSchema[Table]>;

/**
 * The metadata store over Kysely, in the SQL that SQLite, MySQL 8 and MariaDB share.
 * `lists` may be a connection whose answers lag a little: it answers what people page through, never what a decision hangs on.
 */
export function createSqlMetadataStore(
  database: Database,
  inTransaction: InTransaction<MetadataSchema>,
  lists: Database = database,
): MetadataStore {
  return {
    uploads: { ...uploadsOf(database), list: (...page) => uploadsOf(lists).list(...page) },
    files: filesOf(database),
    contents: contentsOf(database),
    holds: holdsOf(database),
    failures: {
      ...failuresOf(database, inTransaction),
      list: (...page) => failuresOf(lists, inTransaction).list(...page),
    },
    threads: { ...threadsOf(database), list: (...page) => threadsOf(lists).list(...page) },
    sparkRuns: sparkRunsOf(database, inTransaction),
    runs: runsOf(database),
    approvals: approvalsOf(database),
    projects: projectsOf(database),
    users: usersOf(database),
    pipelines: pipelinesOf(database, inTransaction),
    settings: settingsOf(database),
    keys: keysOf(database),
    audit: { ...auditOf(database), list: (...page) => auditOf(lists).list(...page) },
    transaction: (work) =>
      inTransaction((transaction) =>
        work(createSqlMetadataStore(transaction, (inside) => inside(transaction))),
      ),
    async ping() {
      try {
        await database.selectFrom('upload').select('id').limit(1).execute();
      } catch (cause) {
        if (cause instanceof SherpaError) throw cause;
        throw new SherpaError('STORE_UNAVAILABLE', { reason: 'it cannot be read' }, { cause });
      }
    },
    close: () => database.destroy(),
  };
}

function uploadsOf(database: Database): MetadataStore['uploads'] {
  return {
    async insert(upload, receiver) {
      await database
        .insertInto('upload')
        .values({
          id: upload.id,
          project: upload.project,
          status: upload.status,
          created_at: upload.createdAt,
          receiver: receiver ?? null,
          ...errorColumns(upload.error),
        })
        .execute();
    },
    async get(project, id) {
      const row = await database
        .selectFrom('upload')
        .selectAll()
        .where('project', '=', project)
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? uploadOf(row) : null;
    },
    async update(id, { status, error }) {
      await database
        .updateTable('upload')
        .set({ ...(status && { status }), ...(error !== undefined && errorColumns(error)) })
        .where('id', '=', id)
        .execute();
    },
    async list(project, { limit, offset }) {
      const rows = await database
        .selectFrom('upload')
        .selectAll()
        .where('project', '=', project)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      const { total } = await database
        .selectFrom('upload')
        .select((select) => select.fn.countAll<number>().as('total'))
        .where('project', '=', project)
        .executeTakeFirstOrThrow();
      return { uploads: rows.map(uploadOf), total: Number(total) };
    },
    async listByStatus(status) {
      const rows = await database
        .selectFrom('upload')
        .selectAll()
        .where('status', '=', status)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(uploadOf);
    },
    listReceiving: () =>
      database
        .selectFrom('upload')
        .select(['id', 'project', 'receiver'])
        .where('status', '=', 'uploading')
        .execute(),
    async takeOver(id, from, receiver) {
      const result = await database
        .updateTable('upload')
        .set({ receiver })
        .where('id', '=', id)
        .where('status', '=', 'uploading')
        .where('receiver', from === null ? 'is' : '=', from)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    async listWithContent(project, sha256, limit) {
      const rows = await database
        .selectFrom('upload')
        .select('id')
        .where('project', '=', project)
        .where('status', '!=', 'uploading')
        .where('id', 'in', (select) =>
          select
            .selectFrom('file')
            .select('upload_id')
            .where('sha256', '=', sha256)
            .where('project', '=', project),
        )
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
    async delete(id) {
      await database
        .deleteFrom('blob_hold')
        .where('kind', '=', 'upload')
        .where('holder', '=', id)
        .execute();
      await forgetSightings(database, id);
      await forgetRuns(database, id);
      await database.deleteFrom('spark_run').where('upload_id', '=', id).execute();
      await database.deleteFrom('file').where('upload_id', '=', id).execute();
      await database.deleteFrom('upload').where('id', '=', id).execute();
    },
  };
}

const unfinished: readonly FileRecord['status'][] = ['stored', 'ingesting'];

function filesOf(database: Database): MetadataStore['files'] {
  const files = () =>
    database
      .selectFrom('file')
      .leftJoin('content', (join) =>
        join
          .onRef('content.project', '=', 'file.project')
          .onRef('content.sha256', '=', 'file.sha256'),
      )
      .selectAll('file')
      .select('content.digest')
      .select((select) =>
        select
          .selectFrom('file as other')
          .select('other.id')
          .whereRef('other.sha256', '=', 'file.sha256')
          .whereRef('other.project', '=', 'file.project')
          .where('other.status', 'not in', ['failed', 'cancelled'])
          .orderBy('other.created_at')
          .orderBy('other.id')
          .limit(1)
          .as('earliest'),
      );
  return {
    async insert(file) {
      await database
        .insertInto('file')
        .values({
          id: file.id,
          upload_id: file.uploadId,
          project: file.project,
          name: file.name,
          status: file.status,
          sha256: file.sha256,
          bytes: file.bytes,
          received_bytes: file.receivedBytes,
          created_at: file.createdAt,
          ...errorColumns(file.error),
        })
        .execute();
      await holdsOf(database).forUpload(file.sha256, file.uploadId);
    },
    async get(project, id) {
      const row = await files()
        .where('file.project', '=', project)
        .where('file.id', '=', id)
        .executeTakeFirst();
      return row ? fileOf(row) : null;
    },
    async listByUpload(uploadId) {
      const rows = await files()
        .where('file.upload_id', '=', uploadId)
        .orderBy('file.created_at')
        .orderBy('file.id')
        .execute();
      return rows.map(fileOf);
    },
    async update(id, { status, error }) {
      await database
        .updateTable('file')
        .set({ ...(status && { status }), ...(error !== undefined && errorColumns(error)) })
        .where('id', '=', id)
        .execute();
    },
    async isAnyUnfinished(uploadId) {
      const row = await database
        .selectFrom('file')
        .select('id')
        .where('upload_id', '=', uploadId)
        .where('status', 'in', unfinished)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    async countByContent(project, sha256) {
      const { total } = await database
        .selectFrom('file')
        .select((select) => select.fn.countAll<number>().as('total'))
        .where('sha256', '=', sha256)
        .where('project', '=', project)
        .where('status', '!=', 'cancelled')
        .executeTakeFirstOrThrow();
      return Number(total);
    },
    async listUnfinished() {
      const rows = await files()
        .where('file.status', 'in', unfinished)
        .orderBy('file.created_at')
        .orderBy('file.id')
        .execute();
      return rows.map(fileOf);
    },
  };
}

function contentsOf(database: Database): MetadataStore['contents'] {
  return {
    async keep(project, sha256, digest) {
      await database.replaceInto('content').values({ project, sha256, digest }).execute();
    },
    async delete(project, sha256) {
      await database
        .deleteFrom('blob_hold')
        .where('kind', '=', 'content')
        .where('project', '=', project)
        .where('holder', '=', sha256)
        .execute();
      await database
        .deleteFrom('content')
        .where('project', '=', project)
        .where('sha256', '=', sha256)
        .execute();
    },
    async listUnused() {
      const known = database
        .selectFrom('content')
        .select(['project', 'sha256'])
        .union(
          database
            .selectFrom('blob_hold')
            .select(['project', 'holder as sha256'])
            .where('kind', '=', 'content'),
        );
      return database
        .selectFrom(known.as('known'))
        .leftJoin('file', (join) =>
          join
            .onRef('file.sha256', '=', 'known.sha256')
            .onRef('file.project', '=', 'known.project')
            .on('file.status', '!=', 'cancelled'),
        )
        .select(['known.project', 'known.sha256'])
        .where('file.id', 'is', null)
        .execute();
    },
  };
}

function holdsOf(database: Database): MetadataStore['holds'] {
  const hold = async (row: MetadataSchema['blob_hold']): Promise<void> => {
    // REPLACE is the one statement for "unless it is there" that all three engines read.
    await database.replaceInto('blob_hold').values(row).execute();
  };
  const held = async (
    kind: 'upload' | 'content',
    project: string,
    holder: string,
  ): Promise<string[]> => {
    const rows = await database
      .selectFrom('blob_hold')
      .select('sha256')
      .where('kind', '=', kind)
      .where('project', '=', project)
      .where('holder', '=', holder)
      .execute();
    return rows.map(({ sha256 }) => sha256);
  };
  return {
    forUpload: (sha256, holder) => hold({ sha256, kind: 'upload', project: '', holder }),
    forContent: (sha256, project, holder) => hold({ sha256, kind: 'content', project, holder }),
    async unheld(hashes) {
      if (hashes.length === 0) return [];
      const rows = await database
        .selectFrom('blob_hold')
        .select('sha256')
        .distinct()
        .where('sha256', 'in', hashes)
        .execute();
      const kept = new Set(rows.map(({ sha256 }) => sha256));
      return hashes.filter((sha256) => !kept.has(sha256));
    },
    ofUpload: (uploadId) => held('upload', '', uploadId),
    ofContent: (project, contentSha256) => held('content', project, contentSha256),
  };
}

function threadsOf(database: Database): MetadataStore['threads'] {
  const leaseOwner = async (id: string): Promise<string | null> => {
    const row = await database
      .selectFrom('thread_lease')
      .select('owner')
      .where('thread_id', '=', id)
      .executeTakeFirst();
    return row?.owner ?? null;
  };
  return {
    async upsert({ id, project, title, createdAt, updatedAt }) {
      const row = { id, project, title, created_at: createdAt, updated_at: updatedAt };
      // REPLACE is the one upsert that all three engines read; a thread has no dependent rows.
      await database.replaceInto('thread').values(row).execute();
    },
    async get(project, id) {
      const row = await database
        .selectFrom('thread')
        .selectAll()
        .where('project', '=', project)
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? threadOf(row) : null;
    },
    async list(project, { limit, offset }) {
      const rows = await database
        .selectFrom('thread')
        .selectAll()
        .where('project', '=', project)
        .orderBy('updated_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      const { total } = await database
        .selectFrom('thread')
        .select((select) => select.fn.countAll<number>().as('total'))
        .where('project', '=', project)
        .executeTakeFirstOrThrow();
      return { threads: rows.map(threadOf), total: Number(total) };
    },
    async delete(id) {
      const runs = database.selectFrom('run').select('id').where('thread_id', '=', id);
      await database.deleteFrom('run_event').where('run_id', 'in', runs).execute();
      await database.deleteFrom('run').where('thread_id', '=', id).execute();
      await database.deleteFrom('approval').where('thread_id', '=', id).execute();
      await database.deleteFrom('thread_lease').where('thread_id', '=', id).execute();
      await database.deleteFrom('thread').where('id', '=', id).execute();
    },
    async lease(id, owner, now, until) {
      const renewed = await database
        .updateTable('thread_lease')
        .set({ owner, until })
        .where('thread_id', '=', id)
        .where((where) => where.or([where('owner', '=', owner), where('until', '<=', now)]))
        .executeTakeFirst();
      if (renewed.numUpdatedRows > 0n) return true;
      try {
        await database.insertInto('thread_lease').values({ thread_id: id, owner, until }).execute();
        return true;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return (await leaseOwner(id)) === owner;
      }
    },
    async release(id, owner) {
      await database
        .deleteFrom('thread_lease')
        .where('thread_id', '=', id)
        .where('owner', '=', owner)
        .execute();
    },
    leaseOwner,
  };
}

function runsOf(database: Database): MetadataStore['runs'] {
  return {
    async insert(run) {
      await database
        .insertInto('run')
        .values({
          id: run.id,
          thread_id: run.threadId,
          project: run.project,
          status: run.status,
          created_at: run.createdAt,
          ended_at: run.endedAt,
        })
        .execute();
    },
    async get(project, id) {
      const row = await database
        .selectFrom('run')
        .selectAll()
        .where('project', '=', project)
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? runOf(row) : null;
    },
    async update(id, { status, endedAt }) {
      await database
        .updateTable('run')
        .set({ ...(status && { status }), ...(endedAt !== undefined && { ended_at: endedAt }) })
        .where('id', '=', id)
        .execute();
    },
    async listByThread(threadId) {
      const rows = await database
        .selectFrom('run')
        .selectAll()
        .where('thread_id', '=', threadId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(runOf);
    },
    async listByStatus(status) {
      const rows = await database
        .selectFrom('run')
        .selectAll()
        .where('status', '=', status)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(runOf);
    },
    async appendEvents(runId, events) {
      if (events.length === 0) return;
      await database
        .insertInto('run_event')
        .values(events.map(({ sequence, chunk }) => ({ run_id: runId, sequence, chunk })))
        .execute();
    },
    async events(runId, after, limit) {
      return database
        .selectFrom('run_event')
        .select(['sequence', 'chunk'])
        .where('run_id', '=', runId)
        .where('sequence', '>', after)
        .orderBy('sequence')
        .limit(limit)
        .execute();
    },
  };
}

function approvalsOf(database: Database): MetadataStore['approvals'] {
  return {
    async insert(approval) {
      await database
        .insertInto('approval')
        .values({
          id: approval.id,
          run_id: approval.runId,
          thread_id: approval.threadId,
          project: approval.project,
          tool: approval.tool,
          input: approval.input,
          risk: approval.risk,
          status: approval.status,
          created_at: approval.createdAt,
          decided_at: approval.decidedAt,
        })
        .execute();
    },
    async get(project, id) {
      const row = await database
        .selectFrom('approval')
        .selectAll()
        .where('project', '=', project)
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? approvalOf(row) : null;
    },
    async listPending(project) {
      const rows = await database
        .selectFrom('approval')
        .selectAll()
        .where('project', '=', project)
        .where('status', '=', 'pending')
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(approvalOf);
    },
    async decide(id, status, decidedAt) {
      const result = await database
        .updateTable('approval')
        .set({ status, decided_at: decidedAt })
        .where('id', '=', id)
        .where('status', '=', 'pending')
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    async use(id) {
      const result = await database
        .updateTable('approval')
        .set({ status: 'used' })
        .where('id', '=', id)
        .where('status', '=', 'approved')
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}

type RecordError = { readonly code: string; readonly message: string } | null;

const errorColumns = (error: RecordError) => ({
  error_code: error?.code ?? null,
  error_message: error?.message ?? null,
});

const errorOf = (row: { error_code: string | null; error_message: string | null }): RecordError =>
  row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' };

const uploadOf = (row: Row<'upload'>): UploadRecord => ({
  id: row.id,
  project: row.project,
  status: row.status as UploadRecord['status'],
  createdAt: Number(row.created_at),
  error: errorOf(row),
});

type FileRow = Row<'file'> & { readonly digest: string | null; readonly earliest: string | null };

const fileOf = (row: FileRow): FileRecord => ({
  id: row.id,
  uploadId: row.upload_id,
  project: row.project,
  name: row.name,
  status: row.status as FileRecord['status'],
  sha256: row.sha256,
  bytes: Number(row.bytes),
  receivedBytes: Number(row.received_bytes),
  duplicateOf: row.earliest === row.id ? null : row.earliest,
  digest: row.digest,
  error: errorOf(row),
  createdAt: Number(row.created_at),
});

const threadOf = (row: Row<'thread'>): ThreadRecord => ({
  id: row.id,
  project: row.project,
  title: row.title,
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});

const runOf = (row: Row<'run'>): RunRecord => ({
  id: row.id,
  threadId: row.thread_id,
  project: row.project,
  status: row.status as RunRecord['status'],
  createdAt: Number(row.created_at),
  endedAt: row.ended_at === null ? null : Number(row.ended_at),
});

const approvalOf = (row: Row<'approval'>): ApprovalRecord => ({
  id: row.id,
  runId: row.run_id,
  threadId: row.thread_id,
  project: row.project,
  tool: row.tool,
  input: row.input,
  risk: row.risk as ApprovalRecord['risk'],
  status: row.status as ApprovalRecord['status'],
  createdAt: Number(row.created_at),
  decidedAt: row.decided_at === null ? null : Number(row.decided_at),
});
