import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SherpaError } from '../../errors.ts';
import type { StreamStore } from '../../ports/stream-store.ts';
import { readRange } from './read-range.ts';

/**
 * Streams as files below `directory`.
 * @throws STORE_UNAVAILABLE where the directory cannot be used.
 */
export async function openFileStreamStore(directory: string): Promise<StreamStore> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new SherpaError('STORE_UNAVAILABLE', { reason: `${directory} is not usable` }, { cause });
  }
  const pathOf = (id: string): string => {
    // The name comes from requests too.
    if (!/^\w[\w.-]{0,99}$/.test(id))
      throw new SherpaError('NOT_FOUND', { kind: 'stream', id: id.slice(0, 100) });
    return join(directory, id);
  };
  return {
    async append(id, bytes) {
      const file = await open(pathOf(id), 'a', 0o600);
      try {
        await file.writeFile(bytes);
        return (await file.stat()).size;
      } finally {
        await file.close();
      }
    },
    async state(id) {
      const path = pathOf(id);
      return unlessMissing(async () => {
        const { size, mtimeMs } = await stat(path);
        return { bytes: size, changedAt: mtimeMs };
      }, null);
    },
    async read(id, from, to) {
      const path = pathOf(id);
      return unlessMissing(async () => {
        const file = await open(path, 'r');
        try {
          return await readRange(file, from, to);
        } finally {
          await file.close();
        }
      }, new Uint8Array());
    },
    async *get(id) {
      const { size } = await stat(pathOf(id));
      // An empty range cannot be asked for.
      if (size > 0) yield* createReadStream(pathOf(id), { end: size - 1, highWaterMark: 1 << 18 });
    },
    delete: (id) => rm(pathOf(id), { force: true }),
    list: () => readdir(directory),
  };
}

async function unlessMissing<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return otherwise;
    throw error;
  }
}
