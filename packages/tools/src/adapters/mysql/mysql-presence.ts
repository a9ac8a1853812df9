import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import mysql, { type Connection } from 'mysql2/promise';
import type { Presence } from '../../ports/presence.ts';
import { readableError } from './mysql-errors.ts';
import { connectionOptions } from './mysql-pool.ts';
import type { MysqlSettings } from './mysql-settings.ts';
import type { SharedSchema } from './shared-schema.ts';

const pingEveryMs = 10_000;
/** A machine that vanished from the network loses its lock after so long. */
const silentSeconds = 60;
const connectAgainMs = 500;
/** After its start the server has no locks: the processes come back within this time. */
const comeBackSeconds = 30;
/** The start is worked out from two numbers that are rounded to seconds. */
const roundingSeconds = 2;

const lockOf = (id: string): string => `datasherpa ${id}`;

/**
 * A process is alive as long as it holds a named lock of the server, on a connection of its own. The server drops the lock when the
 * connection ends, however the process ended. After a restart of the server those that had a lock before it count as alive until they
 * had time to come back.
 * @throws STORE_UNAVAILABLE
 */
export async function openMysqlPresence(
  settings: MysqlSettings,
  database: Kysely<SharedSchema>,
): Promise<Presence> {
  const id = randomUUID();
  let closing = false;
  let connection = await hold();
  const timer = setInterval(() => void keep(), pingEveryMs);
  timer.unref();

  async function hold(): Promise<Connection> {
    let opened: Connection | undefined;
    try {
      opened = await mysql.createConnection(connectionOptions(settings));
      opened.on('error', () => void keep());
      await opened.query(`SET SESSION wait_timeout = ${silentSeconds}`);
      // The server may not have noticed yet that the last connection ended.
      await opened.query('SELECT GET_LOCK(?, 1)', [lockOf(id)]);
      const { start } = await serverTime(database);
      await database.replaceInto('process').values({ id, server_start: start }).execute();
      return opened;
    } catch (error) {
      opened?.destroy();
      throw readableError(error, settings);
    }
  }

  let again: Promise<void> | null = null;
  /** Makes a connection that was lost anew, as often as it takes. */
  function keep(): Promise<void> {
    again ??= (async () => {
      try {
        await connection.ping();
      } catch {
        connection.destroy();
        while (!closing) {
          try {
            connection = await hold();
            break;
          } catch {
            await new Promise((next) => setTimeout(next, connectAgainMs).unref());
          }
        }
      }
      again = null;
    })();
    return again;
  }

  const isAlive = async (other: string): Promise<boolean> => {
    if (other === id) return true;
    const held = await sql<{
      by: unknown;
    }>`select is_used_lock(${lockOf(other)}) as \`by\``.execute(database);
    if (held.rows[0]!.by !== null) return true;
    const known = await database
      .selectFrom('process')
      .select('server_start')
      .where('id', '=', other)
      .executeTakeFirst();
    if (!known) return false;
    const { start, uptime } = await serverTime(database);
    const lostWithServer = start - Number(known.server_start) > roundingSeconds;
    return lostWithServer && uptime < comeBackSeconds;
  };

  for (const { id: other } of await database.selectFrom('process').select('id').execute())
    if (!(await isAlive(other)))
      await database.deleteFrom('process').where('id', '=', other).execute();

  return {
    id,
    isAlive,
    async close() {
      closing = true;
      clearInterval(timer);
      await again;
      await database
        .deleteFrom('process')
        .where('id', '=', id)
        .execute()
        .catch(() => {});
      connection.destroy();
    },
  };
}

/** When the server began, and for how long it has been there, in seconds. */
async function serverTime(
  database: Kysely<SharedSchema>,
): Promise<{ start: number; uptime: number }> {
  const status = await sql<{ Value: string }>`show global status like 'Uptime'`.execute(database);
  const clock = await sql<{ now: number }>`select unix_timestamp() as now`.execute(database);
  const uptime = Number(status.rows[0]?.Value);
  return { start: Number(clock.rows[0]?.now) - uptime, uptime };
}
