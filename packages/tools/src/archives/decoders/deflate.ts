import { createInflateRaw } from 'node:zlib';
import type { ByteReader } from '../byte-reader.ts';
import { throughZlib } from './through-zlib.ts';

/** Deflate unpacks 16 KB to at most 17 MB. */
const pieceBytes = 1 << 14;

/** Deflate without a frame (RFC 1951), as gzip and zip files have it; the reader stands behind its end then. @throws Damage */
export async function* readDeflate(reader: ByteReader): AsyncGenerator<Uint8Array> {
  reader.giveBack(yield* throughZlib(createInflateRaw(), pieces(reader)));
}

async function* pieces(reader: ByteReader): AsyncGenerator<Uint8Array> {
  for (let piece = await reader.some(pieceBytes); piece; piece = await reader.some(pieceBytes))
    yield piece;
}
