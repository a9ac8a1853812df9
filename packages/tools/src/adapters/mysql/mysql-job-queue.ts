import { sql, type Kysely } from 'kysely';
import type { JobQueue, JobState } from '../../ports/job-queue.ts';
import type { SharedSchema } from './shared-schema.ts';

const defaultAttempts = 5;

/**
 * Jobs in one table. A claim takes the first row that no other claim has locked, so that workers do not wait for each other.
 * Leases are compared with the clock of the process: those of servers must agree to within seconds.
 */
export function createMysqlJobQueue(database: Kysely<SharedSchema>, now: () => number): JobQueue {
  /** The job while the worker has it. */
  const held = (id: string, worker: string) =>
    database
      .updateTable('queued_job')
      .where('id', '=', id)
      .where('worker', '=', worker)
      .where('status', '=', 'running');

  return {
    async enqueue({ id, queue, payload }, options = {}) {
      await database
        .insertInto('queued_job')
        .values({
          id,
          queue,
          payload,
          status: 'queued',
          attempt: 0,
          max_attempts: options.maxAttempts ?? defaultAttempts,
          run_at: options.runAt ?? now(),
        })
        .onDuplicateKeyUpdate({ id })
        .execute();
    },

    async claim(queue, worker, leaseMs) {
      const at = now();
      return database.transaction().execute(async (transaction) => {
        const expired = sql<ClaimedRow>`select id, payload, attempt, max_attempts
          from queued_job force index (queued_job_lease)
          where queue = ${queue} and status = 'running' and lease_until <= ${at}
          order by lease_until limit 1 for update skip locked`;
        const due = sql<ClaimedRow>`select id, payload, attempt, max_attempts
          from queued_job force index (queued_job_due)
          where queue = ${queue} and status = 'queued' and run_at <= ${at}
          order by run_at, sequence limit 1 for update skip locked`;
        const change = transaction.updateTable('queued_job');
        for (;;) {
          const [row] = [
            ...(await expired.execute(transaction)).rows,
            ...(await due.execute(transaction)).rows,
          ];
          if (!row) return null;
          const { id, payload } = row;
          if (row.attempt < row.max_attempts) {
            const attempt = row.attempt + 1;
            await change
              .set({ status: 'running', worker, lease_until: at + leaseMs, attempt })
              .set({ fraction: null, note: null, started_at: at, reported_at: null })
              .where('id', '=', id)
              .execute();
            return { id, queue, payload, attempt };
          }
          // A worker that died with its last attempt leaves a job that nobody may try again.
          await change
            .set({ status: 'failed', worker: null })
            .set({ error: 'the worker stopped before the job was done' })
            .where('id', '=', id)
            .execute();
        }
      });
    },

    async heartbeat(id, worker, leaseMs, progress) {
      const at = now();
      const { numUpdatedRows } = await held(id, worker)
        .set({ lease_until: at + leaseMs, ...(progress && { ...progress, reported_at: at }) })
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async ack(id, worker) {
      const { numUpdatedRows } = await held(id, worker)
        .set({ status: 'done', worker: null, error: null })
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async fail(id, worker, error, retryInMs) {
      const { numUpdatedRows } = await held(id, worker)
        .set({
          worker: null,
          error,
          run_at: now() + (retryInMs ?? 0),
          status:
            retryInMs === null
              ? 'failed'
              : sql`case when attempt >= max_attempts then 'failed' else 'queued' end`,
        })
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async release(id, worker, inMs = 0) {
      const { numUpdatedRows } = await held(id, worker)
        .set({ status: 'queued', worker: null, lease_until: null })
        .set(inMs > 0 ? { run_at: now() + inMs } : {})
        .set('attempt', sql`attempt - 1`)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async recover(queue, isAlive) {
      const rows = await database
        .selectFrom('queued_job')
        .select('worker')
        .distinct()
        .where('queue', '=', queue)
        .where('status', '=', 'running')
        .execute();
      let recovered = 0n;
      for (const { worker } of rows) {
        if (worker === null || (await isAlive(worker))) continue;
        const { numUpdatedRows } = await database
          .updateTable('queued_job')
          .set({ lease_until: now() })
          .where('queue', '=', queue)
          .where('status', '=', 'running')
          .where('worker', '=', worker)
          .executeTakeFirst();
        recovered += numUpdatedRows;
      }
      return Number(recovered);
    },

    async remove(id) {
      await database
        .deleteFrom('queued_job')
        .where('id', '=', id)
        .where((where) =>
          where.or([where('status', '!=', 'running'), where('lease_until', '<=', now())]),
        )
        .execute();
      const left = await database
        .selectFrom('queued_job')
        .select('id')
        .where('id', '=', id)
        .executeTakeFirst();
      return left === undefined;
    },

    async get(id) {
      const row = await database
        .selectFrom('queued_job')
        .select(['status', 'attempt', 'fraction', 'note', 'started_at', 'reported_at', 'error'])
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) return null;
      const { attempt, fraction, note, started_at, reported_at, error } = row;
      return {
        id,
        status: row.status as JobState['status'],
        attempt,
        progress: fraction === null ? null : { fraction, note: note ?? '' },
        startedAt: started_at === null ? null : Number(started_at),
        reportedAt: reported_at === null ? null : Number(reported_at),
        error,
      };
    },

    async stats(queue) {
      const counts = { queued: 0, running: 0, failed: 0, done: 0 };
      const rows = await database
        .selectFrom('queued_job')
        .select(['status', (select) => select.fn.countAll<number>().as('jobs')])
        .where('queue', '=', queue)
        .groupBy('status')
        .execute();
      for (const { status, jobs } of rows) counts[status as keyof typeof counts] = Number(jobs);
      return counts;
    },

    close: () => database.destroy(),
  };
}

interface ClaimedRow {
  readonly id: string;
  readonly payload: string;
  readonly attempt: number;
  readonly max_attempts: number;
}
