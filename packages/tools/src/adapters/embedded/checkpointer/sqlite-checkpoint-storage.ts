import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type {
  CheckpointRow,
  CheckpointStorage,
  Encoded,
} from '../../checkpoints/checkpoint-storage.ts';
import { Statements } from '../sqlite-database.ts';
import {
  channelValuesSql,
  checkpointSchema,
  deltaHistorySql,
  keepNewestSql,
} from './checkpoint-schema.ts';

type Row = Record<string, SQLOutputValue>;

export function createSqliteCheckpointStorage(database: DatabaseSync): CheckpointStorage {
  database.exec(checkpointSchema);
  const statements = new Statements(database);
  return {
    async checkpoint(thread, namespace, id) {
      const row = statements.get(
        `SELECT * FROM checkpoint WHERE thread = ? AND namespace = ? AND (? = '' OR id = ?) ORDER BY id DESC LIMIT 1`,
        thread,
        namespace,
        id,
        id,
      );
      return row && checkpointOf(row);
    },

    async page({ thread, namespace, id }, last, limit) {
      const rows = statements.all(
        `SELECT * FROM checkpoint
         WHERE (?1 IS NULL OR thread = ?1) AND (?2 IS NULL OR namespace = ?2) AND (?3 IS NULL OR id = ?3)
           AND (?4 = '' OR (id, thread, namespace) < (?4, ?5, ?6))
         ORDER BY id DESC, thread DESC, namespace DESC LIMIT ?7`,
        thread ?? null,
        namespace ?? null,
        id ?? null,
        last.id,
        last.thread,
        last.namespace,
        limit,
      );
      return rows.map(checkpointOf);
    },

    async values(thread, namespace, versions) {
      return statements
        .all(channelValuesSql, thread, namespace, versions)
        .map((row) => ({ channel: text(row['channel']), value: encoded(row, 'type', 'value') }));
    },

    async writes(thread, namespace, checkpoint) {
      const rows = statements.all(
        'SELECT task, idx, path, channel, type, value FROM pending_write WHERE thread = ? AND namespace = ? AND checkpoint = ?',
        thread,
        namespace,
        checkpoint,
      );
      return rows.map((row) => ({
        task: text(row['task']),
        idx: Number(row['idx']),
        path: text(row['path']),
        channel: text(row['channel']),
        value: encoded(row, 'type', 'value'),
      }));
    },

    async save(checkpoint, values) {
      const { thread, namespace } = checkpoint;
      statements.exclusively(() => {
        for (const { channel, version, value } of values)
          statements.run(
            `REPLACE INTO channel_value (thread, namespace, channel, version, type, value) VALUES (?, ?, ?, ?, ?, ?)`,
            thread,
            namespace,
            channel,
            version,
            value.type,
            value.bytes,
          );
        statements.run(
          `REPLACE INTO checkpoint (thread, namespace, id, parent, versions, type, body, metadata_type, metadata)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          thread,
          namespace,
          checkpoint.id,
          checkpoint.parent,
          checkpoint.versions,
          checkpoint.body.type,
          checkpoint.body.bytes,
          checkpoint.metadata.type,
          checkpoint.metadata.bytes,
        );
      });
    },

    async saveWrites(thread, namespace, checkpoint, writes) {
      statements.exclusively(() => {
        for (const { task, idx, path, channel, value } of writes)
          statements.run(
            `INSERT OR ${idx >= 0 ? 'IGNORE' : 'REPLACE'} INTO pending_write
               (thread, namespace, checkpoint, task, idx, path, channel, type, value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
            thread,
            namespace,
            checkpoint,
            task,
            idx,
            path,
            channel,
            value.type,
            value.bytes,
          );
      });
    },

    async deleteThread(thread) {
      statements.exclusively(() => {
        for (const table of ['pending_write', 'channel_value', 'checkpoint'])
          statements.run(`DELETE FROM ${table} WHERE thread = ?`, thread);
      });
    },

    async keepNewest(thread) {
      statements.exclusively(() => {
        for (const sql of keepNewestSql) statements.run(sql, thread);
      });
    },

    async deltaHistory({ thread, namespace, id }, channels) {
      const from =
        id ||
        text(
          statements.get(
            'SELECT max(id) AS id FROM checkpoint WHERE thread = ? AND namespace = ?',
            thread,
            namespace,
          )?.['id'] ?? '',
        );
      return statements
        .all(deltaHistorySql, thread, namespace, from, JSON.stringify(channels))
        .map((row) => ({
          depth: Number(row['depth']),
          task: row['task'] === null ? null : text(row['task']),
          idx: row['idx'] === null ? null : Number(row['idx']),
          path: row['path'] === null ? null : text(row['path']),
          channel: text(row['channel']),
          value: encoded(row, 'type', 'value'),
        }));
    },
  };
}

const text = (value: SQLOutputValue | undefined): string => String(value);

const encoded = (row: Row, type: string, bytes: string): Encoded => ({
  type: text(row[type]),
  bytes: row[bytes] as Uint8Array,
});

const checkpointOf = (row: Row): CheckpointRow => ({
  thread: text(row['thread']),
  namespace: text(row['namespace']),
  id: text(row['id']),
  parent: row['parent'] === null ? null : text(row['parent']),
  versions: text(row['versions']),
  body: encoded(row, 'type', 'body'),
  metadata: encoded(row, 'metadata_type', 'metadata'),
});
