import { setTimeout as sleep } from 'node:timers/promises';
import { callbackify } from 'node:util';
import type { MysqlPool, MysqlPoolConnection } from 'kysely';
import mysql, { type ConnectionOptions, type Pool, type PoolConnection } from 'mysql2';
import { SherpaError } from '../../errors.ts';
import { isConflict, isDoneBefore, readableError } from './mysql-errors.ts';
import { placeOf, type MysqlSettings } from './mysql-settings.ts';

const connectMs = 5000;
/** A statement that takes longer is given up; ours take milliseconds. */
const statementMs = 30_000;
/** A free connection is waited for so long. */
const acquireMs = 15_000;
/** Waits between tries to connect: a server that is restarted answers again soon. */
const connectAgainMs = [100, 300, 900];
const conflictTries = 8;

/**
 * What a session is, whatever the server's own settings are: backslashes escape, a value that does not fit is an error, a lock is
 * not waited for longer than ten seconds.
 */
const sessionSql = [
  `SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', innodb_lock_wait_timeout = 10`,
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
];

/** How one connection is made; also for those outside of a pool. */
export const connectionOptions = (settings: MysqlSettings): ConnectionOptions => ({
  host: settings.host,
  port: settings.port,
  user: settings.user,
  password: settings.password,
  database: settings.database,
  charset: 'utf8mb4_bin',
  // Whole numbers beyond 2^53 come as text instead of rounded.
  supportBigNumbers: true,
  connectTimeout: connectMs,
  enableKeepAlive: true,
  keepAliveInitialDelay: 10_000,
  ...(settings.tls && {
    ssl: {
      minVersion: 'TLSv1.2',
      rejectUnauthorized: settings.tls.verify !== 'nothing',
      verifyIdentity: settings.tls.verify === 'identity',
      ...(settings.tls.ca !== undefined && { ca: settings.tls.ca }),
    },
  }),
});

/**
 * Connections as Kysely takes them. Connecting is tried again for a second; a statement outside of a transaction that met another is
 * run again; a server that is at fault is STORE_UNAVAILABLE.
 * @param options.migrating statements may take any time, and those that were done before are passed over
 */
export function createMysqlPool(
  settings: MysqlSettings,
  options: { readonly connections: number; readonly migrating?: boolean },
): MysqlPool {
  const pool = mysql.createPool({
    ...connectionOptions(settings),
    connectionLimit: options.connections,
    maxIdle: Math.min(2, options.connections),
    idleTimeout: 60_000,
  });
  const known = new WeakMap<PoolConnection, MysqlPoolConnection>();

  const acquire = async (): Promise<MysqlPoolConnection> => {
    const connection = await connect(pool, settings);
    const before = known.get(connection);
    if (before) return before;
    const wrapped = wrap(connection, settings, options.migrating === true);
    try {
      for (const sql of sessionSql) await answer(wrapped, sql);
    } catch (error) {
      connection.destroy();
      throw error;
    }
    known.set(connection, wrapped);
    return wrapped;
  };

  return {
    getConnection: callbackify(acquire),
    end: (callback) => pool.end(callback),
  };
}

async function connect(pool: Pool, settings: MysqlSettings): Promise<PoolConnection> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await connectOnce(pool, settings);
    } catch (error) {
      const wait = connectAgainMs[attempt];
      const readable = readableError(error, settings);
      // Another password is not right a second later.
      const isRefused =
        error instanceof Error && 'code' in error && String(error.code).startsWith('ER_');
      if (wait === undefined || isRefused || readable === error) throw readable;
      await sleep(wait);
    }
  }
}

const connectOnce = (pool: Pool, settings: MysqlSettings): Promise<PoolConnection> =>
  new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      const reason = `${placeOf(settings)} has all its connections in use`;
      reject(new SherpaError('STORE_UNAVAILABLE', { reason }));
    }, acquireMs);
    pool.getConnection((error, connection) => {
      clearTimeout(timer);
      if (error) reject(error);
      else if (late) connection.release();
      else resolve(connection);
    });
  });

type Answer = Parameters<MysqlPoolConnection['query']>[2] & {};

function wrap(
  connection: PoolConnection,
  settings: MysqlSettings,
  migrating: boolean,
): MysqlPoolConnection {
  let inTransaction = false;
  /** The server undid the transaction; what came after it would stand alone. */
  let undone: unknown = null;

  const run = (sql: string, values: unknown[], attempt: number, callback: Answer): void => {
    if (undone !== null && sql !== 'rollback') {
      callback(undone, undefined as never);
      return;
    }
    const query = { sql, values, timeout: migrating ? 0 : statementMs };
    connection.query(query, (error, result) => {
      if (sql === 'begin') inTransaction = !error;
      if (sql === 'commit' || sql === 'rollback') {
        inTransaction = false;
        undone = null;
      }
      if (!error) {
        callback(null, result as never);
      } else if (migrating && isDoneBefore(error)) {
        callback(null, { affectedRows: 0, changedRows: 0, insertId: 0 } as never);
      } else if (isConflict(error) && !inTransaction && attempt < conflictTries) {
        setTimeout(() => run(sql, values, attempt + 1, callback), waitAfterConflict(attempt));
      } else {
        if (isConflict(error) && inTransaction) undone = error;
        // The statement still runs there, and its answer would be taken for that of the next one.
        if (error.code === 'PROTOCOL_SEQUENCE_TIMEOUT') connection.destroy();
        callback(readableError(error, settings), undefined as never);
      }
    });
  };
  return {
    config: connection.config,
    threadId: connection.threadId,
    connect: (callback) => callback?.(null),
    destroy: () => connection.destroy(),
    release: () => connection.release(),
    query: ((sql: string, values: readonly unknown[], callback?: Answer) => {
      if (!callback) throw new Error('Rows are not streamed: read them in pages.');
      run(sql, (values ?? []).map(storable), 1, callback);
    }) as MysqlPoolConnection['query'],
  };
}

/** The driver writes out objects as assignments, which no statement of ours means. */
function storable(value: unknown): unknown {
  if (value instanceof Uint8Array)
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (typeof value === 'object' && value !== null)
    throw new TypeError('A value of a statement is an object.');
  return value ?? null;
}

/** Grows, and differs between the two that met. Milliseconds. */
export const waitAfterConflict = (attempt: number): number =>
  Math.random() * Math.min(20 * 2 ** attempt, 1000);

const answer = (connection: MysqlPoolConnection, sql: string): Promise<unknown> =>
  new Promise((resolve, reject) =>
    connection.query(sql, [], (error, result) => {
      if (error) reject(error as Error);
      else resolve(result);
    }),
  );
