import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SherpaError } from '../../errors.ts';
import type { Presence } from '../../ports/presence.ts';

/**
 * A process is alive as long as it holds the lock on a file of its own in `directory`. The operating system drops the lock however
 * the process ends, and unlike a process id it means the same to containers that share a volume. SQLite is here only because it
 * is how Node can lock a file.
 * @throws STORE_UNAVAILABLE
 */
export async function openFilePresence(directory: string): Promise<Presence> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const { id, lock } = takeName(directory);
    for (const name of await readdir(directory))
      if (name !== id) await removeIfDead(join(directory, name));
    return {
      id,
      async isAlive(other) {
        if (other === id) return true;
        const path = join(directory, other);
        if (!isName(other) || !existsSync(path)) return false;
        const lock = lockFile(path);
        lock?.close();
        return lock === null;
      },
      async close() {
        await rm(join(directory, id), { force: true });
        lock.close();
      },
    };
  } catch (cause) {
    throw new SherpaError('STORE_UNAVAILABLE', { reason: `${directory} is not usable` }, { cause });
  }
}

/** Another process may take a new file for a leftover and remove it before it is locked; then a second name is tried. */
function takeName(directory: string): { id: string; lock: DatabaseSync } {
  for (;;) {
    const id = randomUUID();
    const lock = lockFile(join(directory, id));
    if (lock && existsSync(join(directory, id))) return { id, lock };
    lock?.close();
  }
}

async function removeIfDead(path: string): Promise<void> {
  const lock = lockFile(path);
  if (!lock) return;
  // Removed while it is locked here, so that nobody can have taken it in between.
  await rm(path, { force: true });
  lock.close();
}

/** The lock on that file until it is closed; null where another process has it. */
function lockFile(path: string): DatabaseSync | null {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    // Nothing is ever written; without this a journal file would lie beside the lock.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return database;
  } catch {
    database.close();
    return null;
  }
}

const isName = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text);
