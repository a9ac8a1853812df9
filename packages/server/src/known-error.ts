import { SherpaError } from '@datasherpa/tools/errors';

/** As an error of the catalogue. What is of none of its kinds becomes INTERNAL: its words may hold secrets. */
export function knownError(error: unknown, requestId: string): SherpaError {
  if (error instanceof SherpaError) return error;
  if (isDiskFull(error))
    return new SherpaError('STORE_UNAVAILABLE', { reason: 'its disk is full' }, { cause: error });
  return new SherpaError('INTERNAL', { requestId }, { cause: error });
}

/** As the system says it, and as SQLite does (SQLITE_FULL is 13). */
const isDiskFull = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) ||
    ('errcode' in error && error.errcode === 13));
