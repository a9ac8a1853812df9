import { createGunzip } from 'node:zlib';
import { SherpaError } from '@datasherpa/tools/errors';

/**
 * A gzip file that unpacks to more than this many times its size, and to more than 64 MB, is taken for a bomb. Logs shrink to a
 * tenth or a thirtieth; the most that the format can do is 1:1032.
 */
const maxRatio = 250;
const ratioCountsFrom = 64 * 1024 ** 2;

export interface Unpacking {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** After reading: why the end is missing, or null. */
  readonly damage: () => string | null;
  readonly receivedBytes: () => number;
}

/**
 * Passes plain bytes on, whose limit is that of the upload, and unpacks gzip, told by its first bytes and not by a name; several members in a row are one file.
 * What could be unpacked before damage is kept.
 * @throws ARCHIVE_BOMB where the unpacked size passes a limit.
 */
export function unpackGzip(
  source: AsyncIterable<Uint8Array>,
  options: { readonly name: string; readonly maxUnpackedBytes: number },
): Unpacking {
  let damage: string | null = null;
  let received = 0;
  async function* counted(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      received += chunk.length;
      yield chunk;
    }
  }
  async function* limited(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let unpacked = 0;
    for await (const chunk of chunks) {
      unpacked += chunk.length;
      const { name, maxUnpackedBytes } = options;
      if (unpacked > maxUnpackedBytes)
        throw new SherpaError('ARCHIVE_BOMB', { name, limit: `${maxUnpackedBytes} bytes` });
      if (unpacked > ratioCountsFrom && unpacked > received * maxRatio)
        throw new SherpaError('ARCHIVE_BOMB', { name, limit: `${maxRatio} times its size` });
      yield chunk;
    }
  }
  async function* unpacked(): AsyncGenerator<Uint8Array> {
    const iterator = counted(source)[Symbol.asyncIterator]();
    const head = await iterator.next();
    if (head.done) return;
    async function* whole(first: Uint8Array): AsyncGenerator<Uint8Array> {
      yield first;
      for (let next = await iterator.next(); !next.done; next = await iterator.next())
        yield next.value;
    }
    if (head.value[0] !== 0x1f || head.value[1] !== 0x8b) {
      yield* whole(head.value);
      return;
    }
    const gunzip = createGunzip({ chunkSize: 1 << 18 });
    const feed = (async () => {
      for await (const chunk of whole(head.value)) {
        if (gunzip.destroyed) return;
        if (!gunzip.write(chunk))
          await new Promise<void>((resolve) => {
            gunzip.once('drain', resolve);
            gunzip.once('close', resolve);
          });
      }
      gunzip.end();
    })();
    feed.catch((error: unknown) => gunzip.destroy(error as Error));
    try {
      yield* limited(gunzip as AsyncIterable<Uint8Array>);
      await feed;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!code.startsWith('Z_')) throw error;
      damage = code === 'Z_BUF_ERROR' ? 'it ends in the middle' : 'its data is damaged';
      // The rest is read so that the sender can finish and hear about it.
      for (let next = await iterator.next(); !next.done; next = await iterator.next());
    } finally {
      gunzip.destroy();
    }
  }
  return { bytes: unpacked(), damage: () => damage, receivedBytes: () => received };
}
