import { startsWith, uint32, type ByteReader } from '../byte-reader.ts';
import { Damage } from '../damage.ts';
import { crc32c } from './crc32c.ts';
import { unpackSnappyBlock } from './snappy-block.ts';

/** Stream identifier, length 6, `sNaPpY` */
export const snappyFramedMagic = [0xff, 0x06, 0x00, 0x00, 0x73, 0x4e, 0x61, 0x50, 0x70, 0x59];

const maxChunkBytes = 1 << 16;

/** The framing format of Snappy (framing_format.txt), with its check values. @throws Damage */
export async function* readSnappyFramed(reader: ByteReader): AsyncGenerator<Uint8Array> {
  while (await reader.fill(1)) {
    await reader.fill(10);
    if (startsWith(reader.buffered, snappyFramedMagic)) {
      await reader.take(10);
      continue;
    }
    const header = await reader.take(4);
    const type = header[0]!;
    const length = uint32(header, 0) >>> 8;
    if (type >= 0x80) {
      await reader.skip(length);
      continue;
    }
    if (type > 1 || length < 4) throw Damage.broken();
    const chunk = await reader.take(length);
    const data = chunk.subarray(4);
    const out = type === 1 ? data : unpackSnappyBlock(data, maxChunkBytes);
    const check = crc32c(out);
    const masked = (((check >>> 15) | (check << 17)) + 0xa282ead8) >>> 0;
    if (masked !== uint32(chunk, 0)) throw Damage.broken();
    yield out;
  }
  await reader.some(1);
}
