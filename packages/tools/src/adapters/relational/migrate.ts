import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { SherpaError } from '../../errors.ts';
import { migrations } from './metadata-migrations.ts';

/** Migrations that belong together, and the table that says which were applied. */
export interface MigrationSet {
  readonly table: string;
  readonly migrations: Readonly<Record<string, Migration>>;
}

export const metadataMigrations: MigrationSet = { table: 'kysely_migration', migrations };

/**
 * Brings a database to this version. Of several processes that try at once, one does it and the others wait.
 * @param place the database, as a person would name it
 * @throws STORE_TOO_NEW, STORE_UNAVAILABLE
 */
export async function migrate<Schema>(
  database: Kysely<Schema>,
  set: MigrationSet,
  place: string,
): Promise<void> {
  refuseNewer(set, await appliedTo(database, set), place);
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve({ ...set.migrations }) },
    migrationTableName: set.table,
    migrationLockTableName: `${set.table}_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  if (error instanceof SherpaError) throw error;
  if (error !== undefined)
    throw new SherpaError(
      'STORE_UNAVAILABLE',
      { reason: `${place} could not be brought to this version` },
      { cause: error },
    );
}

/**
 * Whether a database is at this version, without changing it.
 * @throws STORE_OUTDATED, STORE_TOO_NEW, STORE_UNAVAILABLE
 */
export async function checkMigrated<Schema>(
  database: Kysely<Schema>,
  set: MigrationSet,
  place: string,
): Promise<void> {
  const applied = await appliedTo(database, set);
  refuseNewer(set, applied, place);
  const missing = Object.keys(set.migrations).filter((name) => !applied.includes(name));
  if (missing.length > 0)
    throw new SherpaError('STORE_OUTDATED', {
      place,
      reason: applied.length === 0 ? 'it has no tables yet' : `it lacks ${missing.join(', ')}`,
    });
}

function refuseNewer(set: MigrationSet, applied: readonly string[], place: string): void {
  const unknown = applied.find((name) => !(name in set.migrations));
  if (unknown !== undefined) throw new SherpaError('STORE_TOO_NEW', { place, unknown });
}

async function appliedTo<Schema>(
  database: Kysely<Schema>,
  { table }: MigrationSet,
): Promise<string[]> {
  try {
    const { rows } = await sql<{ name: string }>`select name from ${sql.table(table)}`.execute(
      database,
    );
    return rows.map(({ name }) => name);
  } catch (error) {
    if (isMissingTable(error)) return [];
    throw error;
  }
}

const isMissingTable = (error: unknown): boolean =>
  error instanceof Error &&
  (error.message.startsWith('no such table') ||
    ('code' in error && error.code === 'ER_NO_SUCH_TABLE'));
