import type { DatabaseSync } from 'node:sqlite';
import type { JobQueue } from '../../ports/job-queue.ts';
import { Statements } from './sqlite-database.ts';

const defaultAttempts = 5;

/** Jobs in one table; claiming is one statement under the write lock, so that two processes cannot claim the same job. */
export function createSqliteJobQueue(database: DatabaseSync, now: () => number): JobQueue {
  database.exec(`CREATE TABLE IF NOT EXISTS job (
    id TEXT PRIMARY KEY, queue TEXT NOT NULL, payload TEXT NOT NULL, status TEXT NOT NULL,
    attempt INTEGER NOT NULL, max_attempts INTEGER NOT NULL, run_at INTEGER NOT NULL, sequence INTEGER NOT NULL,
    worker TEXT, lease_until INTEGER, fraction REAL, note TEXT, error TEXT
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS job_due ON job (queue, status, run_at, sequence);
  CREATE INDEX IF NOT EXISTS job_sequence ON job (sequence);`);
  const columns = database.prepare('PRAGMA table_info(job)').all();
  for (const name of ['started_at', 'reported_at'])
    if (!columns.some((column) => column['name'] === name))
      database.exec(`ALTER TABLE job ADD COLUMN ${name} INTEGER`);
  const statements = new Statements(database);
  const owned = `id = ? AND worker = ? AND status = 'running'`;

  return {
    async enqueue({ id, queue, payload }, options = {}) {
      statements.run(
        `INSERT INTO job (id, queue, payload, status, attempt, max_attempts, run_at, sequence)
         SELECT ?, ?, ?, 'queued', 0, ?, ?, coalesce(max(sequence), 0) + 1 FROM job WHERE true
         ON CONFLICT (id) DO NOTHING`,
        id,
        queue,
        payload,
        options.maxAttempts ?? defaultAttempts,
        options.runAt ?? now(),
      );
    },

    async claim(queue, worker, leaseMs) {
      return statements.exclusively(() => {
        const at = now();
        // A worker that died with its last attempt leaves a job that nobody may try again.
        statements.run(
          `UPDATE job SET status = 'failed', worker = NULL, error = 'the worker stopped before the job was done'
           WHERE queue = ? AND status = 'running' AND lease_until <= ? AND attempt >= max_attempts`,
          queue,
          at,
        );
        // Two questions that an index answers; as one, all that wait would be looked at.
        const [row] = [
          statements.get(
            `SELECT id, queue, payload, attempt, run_at, sequence FROM job
             WHERE queue = ? AND status = 'queued' AND run_at <= ? ORDER BY run_at, sequence LIMIT 1`,
            queue,
            at,
          ),
          statements.get(
            `SELECT id, queue, payload, attempt, run_at, sequence FROM job
             WHERE queue = ? AND status = 'running' AND lease_until <= ? ORDER BY run_at, sequence LIMIT 1`,
            queue,
            at,
          ),
        ]
          .filter((found) => found !== undefined)
          .toSorted(
            (a, b) =>
              Number(a['run_at']) - Number(b['run_at']) ||
              Number(a['sequence']) - Number(b['sequence']),
          );
        if (!row) return null;
        const attempt = Number(row['attempt']) + 1;
        statements.run(
          `UPDATE job SET status = 'running', worker = ?, lease_until = ?, attempt = ?, fraction = NULL, note = NULL,
             started_at = ?, reported_at = NULL
           WHERE id = ?`,
          worker,
          at + leaseMs,
          attempt,
          at,
          String(row['id']),
        );
        return { id: String(row['id']), queue, payload: String(row['payload']), attempt };
      });
    },

    async heartbeat(id, worker, leaseMs, progress) {
      const at = now();
      const kept = statements.run(
        `UPDATE job SET lease_until = ?, fraction = coalesce(?, fraction), note = coalesce(?, note),
           reported_at = coalesce(?, reported_at) WHERE ${owned}`,
        at + leaseMs,
        progress?.fraction ?? null,
        progress?.note ?? null,
        progress ? at : null,
        id,
        worker,
      );
      return kept === 1;
    },

    async ack(id, worker) {
      const done = statements.run(
        `UPDATE job SET status = 'done', worker = NULL, error = NULL WHERE ${owned}`,
        id,
        worker,
      );
      return done === 1;
    },

    async fail(id, worker, error, retryInMs) {
      const changed = statements.run(
        `UPDATE job SET worker = NULL, error = ?, run_at = ?,
           status = CASE WHEN ? OR attempt >= max_attempts THEN 'failed' ELSE 'queued' END WHERE ${owned}`,
        error,
        now() + (retryInMs ?? 0),
        retryInMs === null ? 1 : 0,
        id,
        worker,
      );
      return changed === 1;
    },

    async release(id, worker, inMs = 0) {
      const released = statements.run(
        `UPDATE job SET status = 'queued', worker = NULL, lease_until = NULL, attempt = attempt - 1,
           run_at = CASE WHEN ?1 > 0 THEN ?2 + ?1 ELSE run_at END WHERE id = ?3 AND worker = ?4 AND status = 'running'`,
        inMs,
        now(),
        id,
        worker,
      );
      return released === 1;
    },

    async recover(queue, isAlive) {
      let recovered = 0;
      for (const row of statements.all(
        `SELECT DISTINCT worker FROM job WHERE queue = ? AND status = 'running'`,
        queue,
      )) {
        const worker = String(row['worker']);
        if (await isAlive(worker)) continue;
        recovered += statements.run(
          `UPDATE job SET lease_until = ? WHERE queue = ? AND status = 'running' AND worker = ?`,
          now(),
          queue,
          worker,
        );
      }
      return recovered;
    },

    async remove(id) {
      statements.run(
        `DELETE FROM job WHERE id = ? AND NOT (status = 'running' AND lease_until > ?)`,
        id,
        now(),
      );
      return statements.get('SELECT 1 FROM job WHERE id = ?', id) === undefined;
    },

    async get(id) {
      const row = statements.get(
        'SELECT status, attempt, fraction, note, error, started_at, reported_at FROM job WHERE id = ?',
        id,
      );
      if (!row) return null;
      return {
        id,
        status: row['status'] as 'queued' | 'running' | 'done' | 'failed',
        attempt: Number(row['attempt']),
        progress:
          row['fraction'] === null
            ? null
            : { fraction: Number(row['fraction']), note: String(row['note'] ?? '') },
        startedAt: row['started_at'] === null ? null : Number(row['started_at']),
        reportedAt: row['reported_at'] === null ? null : Number(row['reported_at']),
        error: row['error'] === null ? null : String(row['error']),
      };
    },

    async stats(queue) {
      const counts = { queued: 0, running: 0, failed: 0, done: 0 };
      for (const row of statements.all(
        'SELECT status, count(*) AS n FROM job WHERE queue = ? GROUP BY status',
        queue,
      ))
        counts[row['status'] as keyof typeof counts] = Number(row['n']);
      return counts;
    },

    async close() {},
  };
}
