import type { Kysely } from 'kysely';
import type { FailureRecord, MetadataStore } from '../../ports/metadata-store.ts';
import type { InTransaction } from './in-transaction.ts';
import type { MetadataSchema } from './metadata-schema.ts';

type Database = Kysely<MetadataSchema>;

const shownUploads = 20;

/** The failures of the metadata store, in the SQL that SQLite, MySQL 8 and MariaDB share. */
export function failuresOf(
  database: Database,
  inTransaction: InTransaction<MetadataSchema>,
): MetadataStore['failures'] {
  const failures = (project: string) =>
    database
      .selectFrom('failure')
      .leftJoin('failure_sighting as sighting', (join) =>
        join
          .onRef('sighting.project', '=', 'failure.project')
          .onRef('sighting.fingerprint', '=', 'failure.fingerprint'),
      )
      .where('failure.project', '=', project)
      .selectAll('failure')
      .select((select) => [
        select.fn.count<number>('sighting.occurrence').distinct().as('occurrences'),
        select.fn.count<number>('sighting.upload_id').as('uploads'),
        select.fn.min<number | null>('sighting.happened_at').as('first_seen'),
        select.fn.max<number | null>('sighting.happened_at').as('last_seen'),
        select
          .selectFrom('failure_sighting as again')
          .select((inner) => inner.fn.countAll<number>().as('seen'))
          .whereRef('again.project', '=', 'failure.project')
          .whereRef('again.fingerprint', '=', 'failure.fingerprint')
          .whereRef('again.seen_at', '>=', 'failure.note_at')
          .whereRef('again.happened_at', '>', 'failure.note_covers')
          .as('seen_after_note'),
      ])
      .groupBy([
        'failure.project',
        'failure.fingerprint',
        'failure.cause',
        'failure.title',
        'failure.template',
        'failure.component',
        'failure.note',
        'failure.note_at',
        'failure.note_covers',
      ]);
  type Row = Awaited<ReturnType<ReturnType<typeof failures>['executeTakeFirstOrThrow']>>;

  const recordOf = async (row: Row): Promise<FailureRecord> => {
    const sightings = await database
      .selectFrom('failure_sighting')
      .select('upload_id')
      .where('project', '=', row.project)
      .where('fingerprint', '=', row.fingerprint)
      .orderBy('happened_at', 'desc')
      .orderBy('upload_id', 'desc')
      .limit(shownUploads)
      .execute();
    return {
      fingerprint: row.fingerprint,
      cause: row.cause,
      title: row.title,
      template: row.template,
      component: row.component,
      occurrences: Number(row.occurrences),
      firstSeen: row.first_seen === null ? null : Number(row.first_seen),
      lastSeen: row.last_seen === null ? null : Number(row.last_seen),
      seenAfterNote: Number(row.seen_after_note ?? 0) > 0,
      note: row.note === null ? null : { text: row.note, at: Number(row.note_at) },
      uploads: sightings.map(({ upload_id }) => upload_id),
      uploadsTotal: Number(row.uploads),
    };
  };

  return {
    async see(sighting) {
      const { project, fingerprint, cause, title, template, component } = sighting;
      await inTransaction(async (inside) => {
        const upload = await inside
          .selectFrom('upload')
          .select('id')
          .where('project', '=', project)
          .where('id', '=', sighting.uploadId)
          .executeTakeFirst();
        if (!upload) return;
        const texts = { cause, title, template, component };
        const known = await inside
          .updateTable('failure')
          .set(texts)
          .where('project', '=', project)
          .where('fingerprint', '=', fingerprint)
          .executeTakeFirst();
        // MySQL counts rows that were found, not only those that changed, unless it is told otherwise.
        if (known.numUpdatedRows === 0n)
          await inside
            .insertInto('failure')
            .values({ project, fingerprint, ...texts })
            .execute();
        const seen = await inside
          .selectFrom('failure_sighting')
          .select('upload_id')
          .where('project', '=', project)
          .where('fingerprint', '=', fingerprint)
          .where('upload_id', '=', sighting.uploadId)
          .executeTakeFirst();
        if (seen) return;
        await inside
          .insertInto('failure_sighting')
          .values({
            project,
            fingerprint,
            upload_id: sighting.uploadId,
            occurrence: sighting.occurrence,
            happened_at: sighting.happenedAt,
            seen_at: sighting.seenAt,
          })
          .execute();
      });
    },
    async get(project, fingerprint) {
      const row = await failures(project)
        .where('failure.fingerprint', '=', fingerprint)
        .executeTakeFirst();
      return row ? recordOf(row) : null;
    },
    async inUploads(project, uploadIds) {
      if (uploadIds.length === 0) return [];
      return database
        .selectFrom('failure_sighting as sighting')
        .innerJoin('failure', (join) =>
          join
            .onRef('failure.project', '=', 'sighting.project')
            .onRef('failure.fingerprint', '=', 'sighting.fingerprint'),
        )
        .select(['failure.fingerprint', 'failure.title'])
        .distinct()
        .where('sighting.project', '=', project)
        .where('sighting.upload_id', 'in', uploadIds)
        .orderBy('failure.fingerprint')
        .execute();
    },
    async list(project, { limit, offset }) {
      const rows = await failures(project)
        .orderBy('last_seen', 'desc')
        .orderBy('failure.fingerprint')
        .limit(limit)
        .offset(offset)
        .execute();
      const { total } = await database
        .selectFrom('failure')
        .select((select) => select.fn.countAll<number>().as('total'))
        .where('project', '=', project)
        .executeTakeFirstOrThrow();
      return { failures: await Promise.all(rows.map(recordOf)), total: Number(total) };
    },
    note: (project, fingerprint, text, at) =>
      inTransaction(async (inside) => {
        const known = await failuresOf(inside, inTransaction).get(project, fingerprint);
        if (!known) return false;
        await inside
          .updateTable('failure')
          .set({
            note: text,
            note_at: text === null ? null : at,
            note_covers: text === null ? null : (known.lastSeen ?? 0),
          })
          .where('project', '=', project)
          .where('fingerprint', '=', fingerprint)
          .execute();
        if (text === null && known.uploadsTotal === 0) await forgetUnseen(inside, [fingerprint]);
        return true;
      }),
  };
}

/** Removes where an upload had failures. What no other upload has is forgotten; of what has a note, only the note stays. */
export async function forgetSightings(database: Database, uploadId: string): Promise<void> {
  const sightings = await database
    .selectFrom('failure_sighting')
    .select('fingerprint')
    .where('upload_id', '=', uploadId)
    .execute();
  if (sightings.length === 0) return;
  await database.deleteFrom('failure_sighting').where('upload_id', '=', uploadId).execute();
  await forgetUnseen(
    database,
    sightings.map(({ fingerprint }) => fingerprint),
  );
}

async function forgetUnseen(database: Database, fingerprints: readonly string[]): Promise<void> {
  const unseen = database
    .selectFrom('failure')
    .leftJoin('failure_sighting as sighting', (join) =>
      join
        .onRef('sighting.project', '=', 'failure.project')
        .onRef('sighting.fingerprint', '=', 'failure.fingerprint'),
    )
    .select(['failure.project', 'failure.fingerprint', 'failure.note'])
    .where('failure.fingerprint', 'in', fingerprints)
    .where('sighting.upload_id', 'is', null);
  for (const { project, fingerprint, note } of await unseen.execute())
    if (note === null)
      await database
        .deleteFrom('failure')
        .where('project', '=', project)
        .where('fingerprint', '=', fingerprint)
        .execute();
    else
      // The template is made of words of the log; the note is the user's own.
      await database
        .updateTable('failure')
        .set({ template: '', component: '' })
        .where('project', '=', project)
        .where('fingerprint', '=', fingerprint)
        .execute();
}
