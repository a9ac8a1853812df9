import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import { onDisk } from './sqlite-errors.ts';

const maxPrepared = 200;

/** Kysely over `node:sqlite`, which has no dialect of its own in Kysely: the two differ only in how rows are asked for. */
export function createKysely<Schema>(database: DatabaseSync): Kysely<Schema> {
  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    let statement = prepared.get(sql);
    if (!statement) {
      // A transaction that reads first and writes later fails at once when another process wrote in between; one that takes the
      // write lock at its beginning waits instead.
      statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql);
      // Lists of values make new texts without end.
      if (prepared.size < maxPrepared) prepared.set(sql, statement);
    }
    return statement;
  };
  const adapter: SqliteDatabase = {
    close: () => {},
    prepare(sql) {
      const statement = prepare(sql);
      return {
        // RETURNING makes a write give rows, so the columns decide and not the first word.
        reader: statement.columns().length > 0,
        all: (parameters) => onDisk(() => statement.all(...(parameters as string[]))),
        run: (parameters) => {
          // SQLite undid it itself, as it does where the disk is full.
          if (sql === 'rollback' && !database.isTransaction)
            return { changes: 0, lastInsertRowid: 0 };
          const done = onDisk(() => statement.run(...(parameters as string[])));
          return { changes: done.changes, lastInsertRowid: done.lastInsertRowid };
        },
        // Read in pieces, so that nobody else may use the statement meanwhile.
        iterate: (parameters) =>
          database.prepare(sql).iterate(...(parameters as string[])) as IterableIterator<unknown>,
      };
    },
  };
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database: adapter }) });
}
