import { createHash } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import type { MetadataStore, PipelinePart } from '../../ports/metadata-store.ts';
import { hasUpload } from './has-upload.ts';
import type { InTransaction } from './in-transaction.ts';
import type { MetadataSchema } from './metadata-schema.ts';

type Database = Kysely<MetadataSchema>;

/** Characters that a key of the database takes. */
const longest = 190;
const longestAttempt = 20;
const cut = (text: string, most: number): string => text.slice(0, most).toWellFormed();

const idOf = (project: string, kind: string, name: string): string =>
  createHash('sha256')
    .update(JSON.stringify([project, kind, name]))
    .digest('hex')
    .slice(0, 32);

const numberOrNull = (value: number | null): number | null =>
  value === null ? null : Number(value);

const partOf = (row: Selectable<MetadataSchema['pipeline_run']>): PipelinePart => ({
  run: row.run,
  part: row.part,
  attempt: row.attempt,
  uploadId: row.upload_id,
  startedAt: numberOrNull(row.started_at),
  endedAt: numberOrNull(row.ended_at),
  status: row.status,
});

/** Pipelines and their runs, as the files of uploads tell of them. */
export function pipelinesOf(
  database: Database,
  inTransaction: InTransaction<MetadataSchema>,
): MetadataStore['pipelines'] {
  return {
    async see(project, uploadId, seen, seenAt) {
      if (seen.length === 0) return;
      await inTransaction(async (inside) => {
        // An upload that was deleted meanwhile takes what was read from it along.
        if (!(await hasUpload(inside, project, uploadId))) return;
        for (const { kind, pipeline, startedAt, endedAt, status, ...ids } of seen) {
          const name = cut(pipeline, longest);
          const id = idOf(project, kind, name);
          const isThere = await inside
            .selectFrom('pipeline')
            .select('id')
            .where('id', '=', id)
            .executeTakeFirst();
          if (!isThere)
            await inside.replaceInto('pipeline').values({ id, project, kind, name }).execute();
          const key = {
            pipeline_id: id,
            run: cut(ids.run, longest),
            part: cut(ids.part, longest),
            attempt: cut(ids.attempt, longestAttempt),
            upload_id: uploadId,
          };
          // Several files of an upload may tell of one try.
          const known = await inside
            .selectFrom('pipeline_run')
            .selectAll()
            .where('pipeline_id', '=', key.pipeline_id)
            .where('run', '=', key.run)
            .where('part', '=', key.part)
            .where('attempt', '=', key.attempt)
            .where('upload_id', '=', uploadId)
            .executeTakeFirst();
          const end = endedAt ?? numberOrNull(known?.ended_at ?? null);
          const start = startedAt ?? numberOrNull(known?.started_at ?? null);
          await inside
            .replaceInto('pipeline_run')
            .values({
              ...key,
              started_at: start,
              ended_at: end,
              status: status ?? known?.status ?? null,
              at: end ?? start ?? seenAt,
            })
            .execute();
        }
      });
    },
    async get(project, id) {
      const row = await database
        .selectFrom('pipeline')
        .select(['id', 'kind', 'name'])
        .where('project', '=', project)
        .where('id', '=', id)
        .executeTakeFirst();
      return row ?? null;
    },
    async list(project, { limit, offset }) {
      const rows = await database
        .selectFrom('pipeline')
        .innerJoin('pipeline_run', 'pipeline_run.pipeline_id', 'pipeline.id')
        .select((select) => [
          'pipeline.id',
          'pipeline.kind',
          'pipeline.name',
          select.fn.max<number>('pipeline_run.at').as('last'),
        ])
        .where('pipeline.project', '=', project)
        .groupBy(['pipeline.id', 'pipeline.kind', 'pipeline.name'])
        .orderBy('last', 'desc')
        .orderBy('pipeline.id')
        .limit(limit)
        .offset(offset)
        .execute();
      const { total } = await database
        .selectFrom('pipeline')
        .select((select) => select.fn.countAll<number>().as('total'))
        .where('project', '=', project)
        .executeTakeFirstOrThrow();
      return {
        pipelines: rows.map(({ id, kind, name }) => ({ id, kind, name })),
        total: Number(total),
      };
    },
    async runs(id, { limit, offset }) {
      const ofPipeline = database.selectFrom('pipeline_run').where('pipeline_id', '=', id);
      const page = await ofPipeline
        .select((select) => ['run', select.fn.max<number>('at').as('last')])
        .groupBy('run')
        .orderBy('last', 'desc')
        .orderBy('run', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      const { total } = await ofPipeline
        .select((select) => select.fn.count<number>('run').distinct().as('total'))
        .executeTakeFirstOrThrow();
      const names = page.map(({ run }) => run);
      const parts =
        names.length === 0
          ? []
          : await ofPipeline
              .selectAll()
              .where('run', 'in', names)
              .orderBy('part')
              .orderBy('attempt')
              .orderBy('upload_id')
              .execute();
      const byRun = Map.groupBy(parts.map(partOf), ({ run }) => run);
      return {
        runs: names.map((run) => ({ run, parts: byRun.get(run) ?? [] })),
        total: Number(total),
      };
    },
  };
}

/** Lets go of the runs that an upload told of, and of pipelines that no other tells of. */
export async function forgetRuns(database: Database, uploadId: string): Promise<void> {
  const told = await database
    .selectFrom('pipeline_run')
    .select('pipeline_id')
    .distinct()
    .where('upload_id', '=', uploadId)
    .execute();
  if (told.length === 0) return;
  await database.deleteFrom('pipeline_run').where('upload_id', '=', uploadId).execute();
  const ids = told.map(({ pipeline_id: id }) => id);
  await database
    .deleteFrom('pipeline')
    .where('id', 'in', ids)
    .where('id', 'not in', (select) => select.selectFrom('pipeline_run').select('pipeline_id'))
    .execute();
}
