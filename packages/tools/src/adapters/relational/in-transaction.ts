import type { Kysely } from 'kysely';

/**
 * Runs work completely or not at all, on one state of the database that nobody else changes meanwhile. Where engines settle a conflict
 * by undoing one side, the work is run again: it must not do outside of the database what may not be done twice.
 */
export type InTransaction<Schema> = <T>(
  work: (transaction: Kysely<Schema>) => Promise<T>,
) => Promise<T>;
