import type { Kysely, Selectable } from 'kysely';
import type { MetadataStore, SparkRunRecord } from '../../ports/metadata-store.ts';
import { hasUpload } from './has-upload.ts';
import type { InTransaction } from './in-transaction.ts';
import type { MetadataSchema } from './metadata-schema.ts';

type Database = Kysely<MetadataSchema>;

const recordOf = (row: Selectable<MetadataSchema['spark_run']>): SparkRunRecord => ({
  project: row.project,
  job: row.job,
  applicationId: row.application_id,
  attemptId: row.attempt_id,
  uploadId: row.upload_id,
  log: row.log,
  startedAt: Number(row.started_at),
  measures: JSON.parse(row.measures) as Record<string, number>,
});

/** What runs of Spark jobs took, in the SQL that SQLite, MySQL 8 and MariaDB share. */
export function sparkRunsOf(
  database: Database,
  inTransaction: InTransaction<MetadataSchema>,
): MetadataStore['sparkRuns'] {
  const ofProject = (project: string) =>
    database.selectFrom('spark_run').where('project', '=', project);
  return {
    async keep({ project, job, applicationId, attemptId, uploadId, log, startedAt, measures }) {
      await inTransaction(async (inside) => {
        // An upload that was deleted meanwhile takes what was read from it along.
        if (!(await hasUpload(inside, project, uploadId))) return;
        await inside
          .deleteFrom('spark_run')
          .where('project', '=', project)
          .where('application_id', '=', applicationId)
          .where('attempt_id', '=', attemptId)
          .execute();
        await inside
          .insertInto('spark_run')
          .values({
            project,
            job,
            application_id: applicationId,
            attempt_id: attemptId,
            upload_id: uploadId,
            log,
            started_at: startedAt,
            measures: JSON.stringify(measures),
          })
          .execute();
      });
    },
    async get(project, applicationId, attemptId) {
      const row = await ofProject(project)
        .selectAll()
        .where('application_id', '=', applicationId)
        .where('attempt_id', '=', attemptId)
        .executeTakeFirst();
      return row ? recordOf(row) : null;
    },
    async listByJob(project, job, limit) {
      const own = ofProject(project).where('job', '=', job);
      const rows = await own
        .selectAll()
        .orderBy('started_at', 'desc')
        .orderBy('application_id', 'desc')
        .orderBy('attempt_id', 'desc')
        .limit(limit)
        .execute();
      const { total } = await own
        .select((select) => select.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { runs: rows.toReversed().map(recordOf), total: Number(total) };
    },
    async jobs(project, limit) {
      const rows = await ofProject(project)
        .select((select) => [
          'job',
          select.fn.countAll<number>().as('runs'),
          select.fn.max<number>('started_at').as('last'),
        ])
        .groupBy('job')
        .orderBy('last', 'desc')
        .orderBy('job')
        .limit(limit)
        .execute();
      const { total } = await ofProject(project)
        .select((select) => select.fn.count<number>('job').distinct().as('total'))
        .executeTakeFirstOrThrow();
      return {
        jobs: rows.map(({ job, runs, last }) => ({
          job,
          runs: Number(runs),
          lastStartedAt: Number(last),
        })),
        total: Number(total),
      };
    },
  };
}
