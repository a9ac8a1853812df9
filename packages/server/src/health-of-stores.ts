import { statfs } from 'node:fs/promises';
import { SherpaError } from '@datasherpa/tools/errors';
import { logsCollection } from '@datasherpa/tools/ingestion';
import type { Stores } from '@datasherpa/tools/ports';

interface PartHealth {
  readonly status: 'ok' | 'down';
  readonly detail: string;
}

/** Whoever asks for health does not wait longer. */
const patienceMs = 3000;
/** With less, an upload of ordinary size does not fit any more. */
const leastFreeBytes = 256 * 1024 ** 2;
/** No content has this name: the store is asked, and nothing is read. */
const nobody = '0'.repeat(64);

/** Asks each store something cheap, and the disk how much is left. */
export async function healthOfStores(
  stores: Stores,
  dataDirectory: string,
): Promise<Readonly<Record<'database' | 'logs' | 'index' | 'disk', PartHealth>>> {
  const [database, logs, index, disk] = await Promise.all([
    answers(() => stores.metadata.ping()),
    answers(() => stores.blobs.size(nobody)),
    answers(() => stores.index.get(logsCollection, [nobody])),
    freeSpace(dataDirectory),
  ]);
  return { database, logs, index, disk };
}

async function answers(ask: () => Promise<unknown>): Promise<PartHealth> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const reason = `it did not answer within ${patienceMs / 1000} s`;
    const give = (): void => reject(new SherpaError('STORE_UNAVAILABLE', { reason }));
    timer = setTimeout(give, patienceMs);
  });
  try {
    await Promise.race([ask(), late]);
    return { status: 'ok', detail: 'it answers' };
  } catch (error) {
    // Words of foreign errors may quote what only the operator should see.
    return { status: 'down', detail: error instanceof SherpaError ? error.message : 'it failed' };
  } finally {
    clearTimeout(timer);
  }
}

async function freeSpace(directory: string): Promise<PartHealth> {
  try {
    const { bavail, bsize } = await statfs(directory);
    const free = bavail * bsize;
    const detail = `${Math.floor(free / 1024 ** 2)} MiB free in the data directory`;
    return { status: free < leastFreeBytes ? 'down' : 'ok', detail };
  } catch {
    return { status: 'down', detail: 'the data directory cannot be looked at' };
  }
}
