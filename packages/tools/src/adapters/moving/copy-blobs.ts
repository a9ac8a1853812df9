import { createHash } from 'node:crypto';
import { SherpaError } from '../../errors.ts';
import type { BlobStore } from '../../ports/blob-store.ts';

/**
 * Copies what is not there yet. What an earlier try left there is read back: only bytes whose hash is their name count as copied.
 * @returns how many blobs are on both sides
 * @throws MOVE_DIFFERS
 */
export async function copyBlobs(from: BlobStore, to: BlobStore): Promise<number> {
  let count = 0;
  for await (const sha256 of from.list()) {
    if (!(await isWhole(to, sha256, await from.size(sha256)))) {
      await to.delete(sha256);
      // The name is the hash of the bytes that arrived.
      const put = await to.put(from.get(sha256));
      if (put.sha256 !== sha256)
        throw new SherpaError('MOVE_DIFFERS', { what: `blob ${sha256}`, source: 1, target: 0 });
    }
    count += 1;
  }
  let there = 0;
  for await (const sha256 of to.list()) if ((await from.size(sha256)) !== null) there += 1;
  if (there !== count)
    throw new SherpaError('MOVE_DIFFERS', { what: 'blobs', source: count, target: there });
  return count;
}

async function isWhole(store: BlobStore, sha256: string, size: number | null): Promise<boolean> {
  if ((await store.size(sha256)) !== size) return false;
  const hash = createHash('sha256');
  for await (const chunk of store.get(sha256)) hash.update(chunk);
  return hash.digest('hex') === sha256;
}
