import { SherpaError } from '../errors.ts';

/**
 * What unpacks to more than this many times its size, and to more than 64 MB, is taken for a bomb. Logs shrink to a
 * tenth or a thirtieth; the most that gzip can do is 1:1032, and Zstandard and bzip2 can do far more.
 */
const maxRatio = 250;
const ratioCountsFrom = 64 * 1024 ** 2;

export interface UnpackingLimits {
  readonly maxUnpackedBytes: number;
  readonly signal?: AbortSignal;
}

/**
 * Counts what was sent and what came out of every decompression, also of those whose output is only unpacked further, and ends both
 * on abort. Plain bytes are not counted as unpacked.
 */
export function limitUnpacking({
  name,
  maxUnpackedBytes,
  signal,
}: UnpackingLimits & { readonly name: string }) {
  let received = 0;
  let unpacked = 0;
  return {
    receivedBytes: () => received,
    async *countReceived(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks) {
        signal?.throwIfAborted();
        received += chunk.length;
        yield chunk;
      }
    },
    /** @throws ARCHIVE_BOMB */
    async *countUnpacked(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks) {
        signal?.throwIfAborted();
        unpacked += chunk.length;
        if (unpacked > maxUnpackedBytes)
          throw new SherpaError('ARCHIVE_BOMB', { name, limit: `${maxUnpackedBytes} bytes` });
        if (unpacked > ratioCountsFrom && unpacked > received * maxRatio)
          throw new SherpaError('ARCHIVE_BOMB', { name, limit: `${maxRatio} times its size` });
        yield chunk;
      }
    },
  };
}
