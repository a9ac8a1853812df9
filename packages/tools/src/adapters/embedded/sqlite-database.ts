import {
  DatabaseSync,
  type SQLInputValue,
  type SQLOutputValue,
  type StatementSync,
} from 'node:sqlite';
import { SherpaError } from '../../errors.ts';
import { onDisk } from './sqlite-errors.ts';

/**
 * Opens a database file for several processes at once: write-ahead log, and a writer waits up to 10 s for another.
 * An acknowledged upload must survive a power loss, not only a crash of the process: each commit is flushed to the disk, unless
 * `durable` is false.
 * @throws STORE_UNAVAILABLE
 */
export function openDatabase(path: string, { durable = true } = {}): DatabaseSync {
  try {
    const database = new DatabaseSync(path);
    database.exec('PRAGMA busy_timeout = 10000');
    database.exec('PRAGMA journal_mode = WAL');
    database.exec(`PRAGMA synchronous = ${durable ? 'FULL' : 'NORMAL'}`);
    database.exec('PRAGMA foreign_keys = ON');
    return database;
  } catch (cause) {
    throw new SherpaError('STORE_UNAVAILABLE', { reason: `${path} cannot be opened` }, { cause });
  }
}

/** Prepares a statement once and keeps it: preparing costs more than running most of ours. */
export class Statements {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return onDisk(() => Number(this.#prepare(sql).run(...values).changes));
  }

  get(sql: string, ...values: SQLInputValue[]): Record<string, SQLOutputValue> | undefined {
    return onDisk(() => this.#prepare(sql).get(...values));
  }

  all(sql: string, ...values: SQLInputValue[]): Record<string, SQLOutputValue>[] {
    return onDisk(() => this.#prepare(sql).all(...values));
  }

  /** Runs `work` under the write lock; rolls back when it throws. `work` must not await. */
  exclusively<T>(work: () => T): T {
    return this.#transaction('BEGIN IMMEDIATE', work);
  }

  /** Runs `work` on one state of the database, whatever other connections write meanwhile. `work` must not await. */
  snapshot<T>(work: () => T): T {
    return this.#transaction('BEGIN', work);
  }

  #transaction<T>(begin: string, work: () => T): T {
    this.#database.exec(begin);
    try {
      const result = work();
      onDisk(() => this.#database.exec('COMMIT'));
      return result;
    } catch (error) {
      // Where the disk is full SQLite has undone it itself.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#prepared.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }
}
