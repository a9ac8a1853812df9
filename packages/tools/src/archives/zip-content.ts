import { crc32 } from 'node:zlib';
import type { ByteReader } from './byte-reader.ts';
import { readBzip2 } from './decoders/bzip2.ts';
import { readDeflate } from './decoders/deflate.ts';
import { readXz } from './decoders/xz.ts';
import { readZstd } from './decoders/zstd.ts';

/** By compression method (APPNOTE.TXT 4.4.5). */
const decoders: Readonly<Record<number, (reader: ByteReader) => AsyncGenerator<Uint8Array>>> = {
  0: (reader) => reader.rest(),
  8: readDeflate,
  12: readBzip2,
  93: readZstd,
  95: readXz,
};

export const isZipMethod = (method: number): boolean => method in decoders;

/**
 * The content of an entry.
 * @returns its check value, for the caller to compare
 * @throws Damage
 */
export async function* checkedContent(
  packed: ByteReader,
  method: number,
): AsyncGenerator<Uint8Array, number> {
  let check = 0;
  for await (const piece of decoders[method]!(packed)) {
    check = crc32(piece, check);
    yield piece;
  }
  return check;
}
