import { createGunzip, createInflateRaw } from 'node:zlib';
import type { ByteReader } from '../byte-reader.ts';
import { throughZlib } from './through-zlib.ts';

/** Deflate unpacks 16 KB to at most 17 MB. */
const pieceBytes = 1 << 14;

/** Check value and length at the end of a member. */
const trailerBytes = 8;

/** Gzip of any number of members (RFC 1952). @throws Damage */
export const readGzip = (reader: ByteReader): AsyncGenerator<Uint8Array> =>
  throughZlib(createGunzip(), pieces(reader, trailerBytes));

/** Deflate without a frame (RFC 1951), as zip files have it. The reader stands behind its end then. @throws Damage */
export async function* readDeflate(reader: ByteReader): AsyncGenerator<Uint8Array> {
  reader.giveBack(yield* throughZlib(createInflateRaw(), pieces(reader, 0)));
}

/**
 * Bytes of a trailer at the end come alone: where zlib finds its check value wrong it throws away what came out of the same piece, and
 * then that is nothing.
 */
async function* pieces(reader: ByteReader, trailer: number): AsyncGenerator<Uint8Array> {
  for (;;) {
    const isMore = await reader.fill(trailer + 1);
    const piece = await reader.some(
      isMore ? Math.min(pieceBytes, reader.buffered.length - trailer) : pieceBytes,
    );
    if (!piece) return;
    yield piece;
  }
}
