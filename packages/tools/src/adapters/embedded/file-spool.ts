import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SherpaError } from '../../errors.ts';
import type { Presence } from '../../ports/presence.ts';
import type { Spool } from '../../ports/spool.ts';
import { readRange } from './read-range.ts';

/**
 * Files below `directory` whose name is removed as soon as they are open: the system frees them when this process ends, also when it is
 * killed. What a process that is gone left between the two steps is swept here.
 * @throws STORE_UNAVAILABLE where the directory cannot be used.
 */
export async function openFileSpool(directory: string, presence: Presence): Promise<Spool> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    for (const name of await readdir(directory)) {
      const [owner] = name.split('.');
      if (!(await presence.isAlive(owner!))) await rm(join(directory, name), { force: true });
    }
  } catch (cause) {
    throw new SherpaError('STORE_UNAVAILABLE', { reason: `${directory} is not usable` }, { cause });
  }
  return {
    async keep(source, { signal } = {}) {
      const path = join(directory, `${presence.id}.${randomUUID()}`);
      const file = await open(path, 'wx+', 0o600);
      let bytes = 0;
      try {
        await rm(path);
        for await (const chunk of source) {
          signal?.throwIfAborted();
          bytes += chunk.length;
          await file.write(chunk);
        }
        signal?.throwIfAborted();
      } catch (error) {
        await file.close();
        throw error;
      }
      return {
        bytes,
        read: (from, to) => readRange(file, from, Math.min(to, bytes)),
        close: () => file.close(),
      };
    },
  };
}
