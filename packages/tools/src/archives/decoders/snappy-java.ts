import { startsWith, uint32BigEndian, type ByteReader } from '../byte-reader.ts';
import { Damage } from '../damage.ts';
import { unpackSnappyBlock } from './snappy-block.ts';

/** 0x82 `SNAPPY` 0x00 */
export const snappyJavaMagic = [0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00];

/** Spark and Kafka write blocks of 32 KB; far more can be set. */
const maxBlockBytes = 1 << 26;

/**
 * What `SnappyOutputStream` of snappy-java writes, which is what Spark and Kafka mean by snappy: 16 bytes of header, then blocks with
 * their length in front. Streams may follow one another. The format has no check values and no end mark.
 * @throws Damage
 */
export async function* readSnappyJava(reader: ByteReader): AsyncGenerator<Uint8Array> {
  while (await reader.fill(1)) {
    await reader.fill(8);
    if (startsWith(reader.buffered, snappyJavaMagic)) {
      await reader.take(16);
      continue;
    }
    const length = uint32BigEndian(await reader.take(4), 0);
    if (length === 0) continue;
    if (length > maxBlockBytes) throw Damage.broken();
    yield unpackSnappyBlock(await reader.take(length), maxBlockBytes);
  }
  // Says so where the stream below was damaged.
  await reader.some(1);
}
