import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, MysqlDialect, sql, type KyselyPlugin } from 'kysely';
import { SherpaError } from '../../errors.ts';
import type { InTransaction } from '../relational/in-transaction.ts';
import { isConflict } from './mysql-errors.ts';
import { createMysqlPool, waitAfterConflict } from './mysql-pool.ts';
import { placeOf, type MysqlSettings } from './mysql-settings.ts';

const transactionTries = 12;

/**
 * Kysely over a pool of connections.
 * @param options.migrating see `createMysqlPool`
 */
export const createMysqlKysely = <Schema>(
  settings: MysqlSettings,
  options: { readonly connections: number; readonly migrating?: boolean },
): Kysely<Schema> =>
  new Kysely<Schema>({
    // Made with the first query: a pool that was never asked is never closed, and its timer would keep the process.
    dialect: new MysqlDialect({ pool: () => Promise.resolve(createMysqlPool(settings, options)) }),
    plugins: [sameTablesEverywhere],
  });

/**
 * Servers differ in the character set that a table gets when none is named, and most compare without regard to case. Ours holds any
 * character and compares like SQLite.
 */
const sameTablesEverywhere: KyselyPlugin = {
  transformQuery({ node }) {
    if (node.kind !== 'CreateTableNode') return node;
    const end = sql`engine = innodb character set utf8mb4 collate utf8mb4_bin`.toOperationNode();
    return { ...node, endModifiers: [...(node.endModifiers ?? []), end] };
  },
  transformResult: ({ result }) => Promise.resolve(result),
};

/**
 * Transactions in which every row that was read stays as it was until their end. Two that meet are settled by the server, which undoes
 * one of them; that one is run again.
 */
export const createInTransaction =
  <Schema>(database: Kysely<Schema>, settings: MysqlSettings): InTransaction<Schema> =>
  async (work) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await database.transaction().setIsolationLevel('serializable').execute(work);
      } catch (error) {
        if (!isConflict(error)) throw error;
        if (attempt === transactionTries)
          throw new SherpaError(
            'STORE_UNAVAILABLE',
            { reason: `${placeOf(settings)} is too busy: each of ${attempt} tries met another` },
            { cause: error },
          );
      }
      await sleep(waitAfterConflict(attempt));
    }
  };
