import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SherpaError } from '../../errors.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import type { Presence } from '../../ports/presence.ts';
import { OpenFiles } from './open-files.ts';
import { readRange } from './read-range.ts';

const chunkBytes = 1 << 20;

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/**
 * Blobs as files below `directory`, named by their SHA-256. A put writes a temporary file in the same file system, flushes
 * it, and renames it, so that a name always stands for complete content; leftovers of processes that are gone are swept here.
 * @throws STORE_UNAVAILABLE where the directory cannot be used.
 */
export async function openFileBlobStore(directory: string, presence: Presence): Promise<BlobStore> {
  const incoming = join(directory, 'incoming');
  const files = new OpenFiles();
  try {
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    for (const name of await readdir(incoming)) {
      const [owner] = name.split('.');
      if (!(await presence.isAlive(owner!))) await rm(join(incoming, name), { force: true });
    }
  } catch (cause) {
    throw new SherpaError('STORE_UNAVAILABLE', { reason: `${directory} is not usable` }, { cause });
  }

  const pathOf = (sha256: string): string => {
    // The name comes from requests too: anything else than a hash could leave the directory.
    if (!isHash(sha256)) throw new SherpaError('NOT_FOUND', { kind: 'blob', id: sha256 });
    return join(directory, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  };
  const sizeOf = async (sha256: string): Promise<number | null> => {
    if (!isHash(sha256)) return null;
    try {
      return (await stat(pathOf(sha256))).size;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  };
  const openBlob = async (sha256: string): Promise<FileHandle> => {
    try {
      return await open(pathOf(sha256), 'r');
    } catch (error) {
      if (isMissing(error)) throw new SherpaError('NOT_FOUND', { kind: 'blob', id: sha256 });
      throw error;
    }
  };

  return {
    async put(source, { signal, hold } = {}) {
      const temporary = join(incoming, `${presence.id}.${randomUUID()}`);
      const hash = createHash('sha256');
      let bytes = 0;
      try {
        const file = await open(temporary, 'wx', 0o600);
        try {
          for await (const chunk of source) {
            signal?.throwIfAborted();
            hash.update(chunk);
            bytes += chunk.length;
            await file.write(chunk);
          }
          signal?.throwIfAborted();
          await file.sync();
        } finally {
          await file.close();
        }
        const sha256 = hash.digest('hex');
        await hold?.(sha256);
        // Asked after it is held: from here on nobody deletes it.
        const existed = (await sizeOf(sha256)) !== null;
        if (!existed) {
          const path = pathOf(sha256);
          await mkdir(dirname(path), { recursive: true, mode: 0o700 });
          await rename(temporary, path);
          await syncDirectory(dirname(path));
        }
        return { sha256, bytes, existed };
      } finally {
        await rm(temporary, { force: true });
      }
    },

    async *get(sha256, range, { oneBuffer = false } = {}) {
      const path = pathOf(sha256);
      if (range && range.to <= range.from) return;
      if (oneBuffer) {
        await using file = await openBlob(sha256);
        yield* readInto(new Uint8Array(chunkBytes), file, range);
        return;
      }
      const options = range ? { start: range.from, end: range.to - 1 } : {};
      const stream = createReadStream(path, { ...options, highWaterMark: chunkBytes });
      try {
        for await (const chunk of stream) yield chunk as Uint8Array;
      } catch (error) {
        if (isMissing(error)) throw new SherpaError('NOT_FOUND', { kind: 'blob', id: sha256 });
        throw error;
      } finally {
        stream.destroy();
      }
    },

    async read(sha256, from, to) {
      try {
        return await files.use(pathOf(sha256), (file) => readRange(file, from, to));
      } catch (error) {
        if (isMissing(error)) throw new SherpaError('NOT_FOUND', { kind: 'blob', id: sha256 });
        throw error;
      }
    },

    size: sizeOf,

    async delete(sha256) {
      if (!isHash(sha256)) return;
      await rm(pathOf(sha256), { force: true });
      files.forget(pathOf(sha256));
    },

    async *list() {
      for (const entry of await readdir(directory, { recursive: true, withFileTypes: true }))
        if (entry.isFile() && isHash(entry.name)) yield entry.name;
    },
  };
}

/** The bytes of a range, each piece in the memory of the last one. */
async function* readInto(
  buffer: Uint8Array,
  file: FileHandle,
  { from, to }: { from: number; to: number } = { from: 0, to: Number.MAX_SAFE_INTEGER },
): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to;) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, to - at), at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** A rename is only safe from a power loss when the directory that holds the name was flushed too. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
