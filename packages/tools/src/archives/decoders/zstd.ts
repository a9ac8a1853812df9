import { createZstdDecompress, zstdDecompressSync } from 'node:zlib';
import { startsWith, uint32, type ByteReader } from '../byte-reader.ts';
import { Damage } from '../damage.ts';
import { throughZlib } from './through-zlib.ts';

export const zstdMagic = [0x28, 0xb5, 0x2f, 0xfd];

/** A block unpacks to at most 128 KB (RFC 8878, 3.1.1.2.4). */
const blockBytes = 1 << 17;

/** Frames of so many blocks are unpacked in one call: a Spark 4 event log has a small frame for nearly every event. */
const blocksAtOnce = 8;

/**
 * Zstandard (RFC 8878) of any number of frames. The frames are walked here because the streams of `node:zlib` end after the first one,
 * without an error, and one block at a time is fed because some bytes of a block can stand for 128 KB.
 * @throws Damage
 */
export async function* readZstd(reader: ByteReader): AsyncGenerator<Uint8Array> {
  while (!(await reader.isAtEnd())) {
    if (await skipSkippableFrame(reader)) continue;
    const blocks = frame(reader);
    const first: Uint8Array[] = [];
    let isWhole = false;
    let cut: unknown = null;
    try {
      while (first.length <= blocksAtOnce && !isWhole) {
        const { value, done } = await blocks.next();
        if (done) isWhole = true;
        else first.push(value);
      }
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      cut = error;
    }
    const unpacked = isWhole ? unpackAtOnce(first) : null;
    if (unpacked) {
      yield unpacked;
      continue;
    }
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield* first;
      if (cut) throw cut;
      yield* blocks;
    }
    yield* throughZlib(createZstdDecompress({ chunkSize: blockBytes }), pieces());
  }
}

/** Skippable frames may stand anywhere in Zstandard and LZ4 files; parallel packers write them. */
export async function skipSkippableFrame(reader: ByteReader): Promise<boolean> {
  await reader.fill(8);
  if (!isSkippable(reader.buffered, 0)) return false;
  const header = await reader.take(8);
  await reader.skip(uint32(header, 4));
  return true;
}

export const isSkippable = (bytes: Uint8Array, at: number): boolean =>
  (bytes[at]! & 0xf0) === 0x50 && startsWith(bytes, [0x2a, 0x4d, 0x18], at + 1);

/** Null where it is damaged; a stream finds out where. */
function unpackAtOnce(pieces: readonly Uint8Array[]): Uint8Array | null {
  try {
    return zstdDecompressSync(Buffer.concat(pieces), {
      maxOutputLength: (blocksAtOnce + 1) * blockBytes,
    });
  } catch {
    return null;
  }
}

/** The pieces of one frame: its header, its blocks, the check value with the last one. @throws Damage */
async function* frame(reader: ByteReader): AsyncGenerator<Uint8Array> {
  await reader.fill(5);
  if (!startsWith(reader.buffered, zstdMagic)) {
    await reader.take(4);
    throw Damage.broken();
  }
  if (!(await reader.fill(5))) await reader.take(5);
  const descriptor = reader.buffered[4]!;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const hasChecksum = (descriptor & 0x04) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
  const contentSizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  yield await reader.take(5 + (isSingleSegment ? 0 : 1) + dictionaryBytes + contentSizeBytes);
  for (let isLast = false; !isLast;) {
    if (!(await reader.fill(3))) await reader.take(3);
    const [low = 0, middle = 0, high = 0] = reader.buffered;
    const header = low | (middle << 8) | (high << 16);
    isLast = (header & 1) === 1;
    const type = (header >> 1) & 3;
    const size = header >> 3;
    if (type === 3 || size > blockBytes) throw Damage.broken();
    yield await reader.take(3 + (type === 1 ? 1 : size) + (isLast && hasChecksum ? 4 : 0));
  }
}
