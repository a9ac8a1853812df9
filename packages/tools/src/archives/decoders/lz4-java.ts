import { startsWith, uint32, type ByteReader } from '../byte-reader.ts';
import { Damage } from '../damage.ts';
import { unpackLz4Block } from './lz4-block.ts';
import { XxHash32 } from './xxhash32.ts';

/** `LZ4Block` */
const magic = [0x4c, 0x5a, 0x34, 0x42, 0x6c, 0x6f, 0x63, 0x6b];
const headerBytes = 21;

interface BlockHeader {
  readonly isRaw: boolean;
  readonly packed: number;
  readonly unpacked: number;
  readonly check: number;
}

/**
 * What `LZ4BlockOutputStream` of lz4-java writes, which is what `spark.io.compression.codec=lz4` means: not the LZ4 frame format. Each
 * block has a header of 21 bytes, the last one is empty, and streams may follow one another.
 * @throws Damage
 */
export async function* readLz4Java(reader: ByteReader): AsyncGenerator<Uint8Array> {
  do {
    for (;;) {
      const header = parseLz4JavaHeader(await reader.take(headerBytes));
      if (!header) throw Damage.broken();
      if (header.unpacked === 0) break;
      const block = await reader.take(header.packed);
      let out = block;
      if (!header.isRaw) {
        out = new Uint8Array(header.unpacked);
        if (unpackLz4Block(block, out, 0) !== header.unpacked) throw Damage.broken();
      }
      // The seed and the four bits left out are those of lz4-java.
      if ((new XxHash32(0x9747b28c).update(out).digest() & 0xfffffff) !== header.check)
        throw Damage.broken();
      yield out;
    }
  } while (!(await reader.isAtEnd()));
}

/** Null where it is none. */
export function parseLz4JavaHeader(bytes: Uint8Array): BlockHeader | null {
  if (bytes.length < headerBytes || !startsWith(bytes, magic)) return null;
  const token = bytes[8]!;
  const method = token & 0xf0;
  const packed = uint32(bytes, 9);
  const unpacked = uint32(bytes, 13);
  const isRaw = method === 0x10;
  const isPossible =
    (isRaw || method === 0x20) &&
    unpacked <= 1 << (10 + (token & 0x0f)) &&
    (unpacked === 0) === (packed === 0) &&
    (isRaw ? packed === unpacked : packed <= unpacked);
  return isPossible ? { isRaw, packed, unpacked, check: uint32(bytes, 17) } : null;
}
