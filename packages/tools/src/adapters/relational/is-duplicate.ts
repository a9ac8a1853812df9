/** SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE: https://www.sqlite.org/rescode.html */
const sqliteCodes = new Set([1555, 2067]);

/** Whether a row was refused because one with its key is there. */
export const isDuplicate = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === 'ER_DUP_ENTRY') ||
    ('errcode' in error && sqliteCodes.has(Number(error.errcode))));
