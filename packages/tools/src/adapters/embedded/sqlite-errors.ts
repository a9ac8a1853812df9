import { SherpaError } from '../../errors.ts';

/** Result codes of SQLite (https://www.sqlite.org/rescode.html) that tell that the disk is at fault; extended codes have them in their low byte. */
const reasons: Readonly<Record<number, string>> = {
  10: 'its disk cannot be read or written',
  13: 'its disk is full',
};

/** Runs a statement; a disk that is at fault is STORE_UNAVAILABLE, other errors come as they are. */
export function onDisk<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'))
      throw error;
    const reason = reasons[error.errcode & 0xff];
    if (reason === undefined) throw error;
    throw new SherpaError('STORE_UNAVAILABLE', { reason }, { cause: error });
  }
}
