import type { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';

/** Kysely over `node:sqlite`, which has no dialect of its own in Kysely: the two differ only in how rows are asked for. */
export function createKysely<Schema>(database: DatabaseSync): Kysely<Schema> {
  const adapter: SqliteDatabase = {
    close: () => {},
    prepare(sql) {
      // A transaction that reads first and writes later fails at once when another process wrote in between; one that takes the
      // write lock at its beginning waits instead.
      const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql);
      return {
        // RETURNING makes a write give rows, so the columns decide and not the first word.
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...(parameters as string[])),
        run: (parameters) => {
          const { changes, lastInsertRowid } = statement.run(...(parameters as string[]));
          return { changes, lastInsertRowid };
        },
        iterate: (parameters) =>
          statement.iterate(...(parameters as string[])) as IterableIterator<unknown>,
      };
    },
  };
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database: adapter }) });
}
