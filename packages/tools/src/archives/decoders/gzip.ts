import { crc32 } from 'node:zlib';
import { uint32, type ByteReader } from '../byte-reader.ts';
import { Damage } from '../damage.ts';
import { readDeflate } from './deflate.ts';

export const gzipMagic = [0x1f, 0x8b, 0x08];

/** Names and comments in a header; more is an attack. */
const maxTextBytes = 1 << 16;

/**
 * Gzip of any number of members (RFC 1952). The members are walked here because gunzip of `node:zlib`, where it meets a wrong check value
 * or something else behind the end, throws away what it had unpacked of the same piece.
 * @throws Damage
 */
export async function* readGzip(reader: ByteReader): AsyncGenerator<Uint8Array> {
  do {
    await skipHeader(reader);
    let check = 0;
    let length = 0;
    for await (const piece of readDeflate(reader)) {
      check = crc32(piece, check);
      length = (length + piece.length) % 2 ** 32;
      yield piece;
    }
    const trailer = await reader.take(8);
    if (uint32(trailer, 0) !== check || uint32(trailer, 4) !== length) throw Damage.broken();
  } while (!(await reader.isAtEnd()));
}

async function skipHeader(reader: ByteReader): Promise<void> {
  const header = await reader.take(10);
  if (!gzipMagic.every((byte, at) => header[at] === byte)) throw Damage.broken();
  const flags = header[3]!;
  if (flags & 0x04) {
    const [low = 0, high = 0] = await reader.take(2);
    await reader.skip(low | (high << 8));
  }
  if (flags & 0x08) await skipText(reader);
  if (flags & 0x10) await skipText(reader);
  if (flags & 0x02) await reader.skip(2);
}

async function skipText(reader: ByteReader): Promise<void> {
  for (let length = 0; length < maxTextBytes; length++) if ((await reader.take(1))[0] === 0) return;
  throw Damage.broken();
}
