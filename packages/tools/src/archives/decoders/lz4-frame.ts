import { startsWith, uint32, type ByteReader } from '../byte-reader.ts';
import { Damage } from '../damage.ts';
import { unpackLz4Block } from './lz4-block.ts';
import { XxHash32 } from './xxhash32.ts';
import { skipSkippableFrame } from './zstd.ts';

export const lz4FrameMagic = [0x04, 0x22, 0x4d, 0x18];

/** How far a match can reach back over blocks. */
const historyBytes = 1 << 16;

/** LZ4 of any number of frames (LZ4 Frame Format Description 1.6.x), without dictionaries. @throws Damage */
export async function* readLz4Frames(reader: ByteReader): AsyncGenerator<Uint8Array> {
  while (!(await reader.isAtEnd())) {
    if (await skipSkippableFrame(reader)) continue;
    if (!startsWith(await reader.take(4), lz4FrameMagic)) throw Damage.broken();
    yield* frame(reader);
  }
}

interface FrameHeader {
  readonly areLinked: boolean;
  readonly haveChecksums: boolean;
  readonly hasContentChecksum: boolean;
  readonly blockBytes: number;
}

async function* frame(reader: ByteReader): AsyncGenerator<Uint8Array> {
  const { areLinked, haveChecksums, hasContentChecksum, blockBytes } = await frameHeader(reader);
  const content = new XxHash32();
  const out = new Uint8Array(historyBytes + blockBytes);
  let history = 0;
  for (;;) {
    const size = uint32(await reader.take(4), 0);
    if (size === 0) break;
    const length = size & 0x7fffffff;
    if (length > blockBytes) throw Damage.broken();
    const isRaw = size > 0x7fffffff;
    if (!(await reader.fill(length))) {
      const rest = reader.buffered;
      // Blocks have 4 MB by default: a log that was cut off would lose its last lines.
      yield isRaw ? rest : out.slice(history, unpackLz4Block(rest, out, history, true));
    }
    const block = await reader.take(length);
    if (haveChecksums) {
      const expected = uint32(await reader.take(4), 0);
      if (new XxHash32().update(block).digest() !== expected) throw Damage.broken();
    }
    let unpacked: Uint8Array;
    if (isRaw) unpacked = block;
    else {
      const end = unpackLz4Block(block, out, history);
      if (end - history > blockBytes) throw Damage.broken();
      unpacked = out.slice(history, end);
    }
    if (areLinked) history = remember(out, history, unpacked);
    if (hasContentChecksum) content.update(unpacked);
    yield unpacked;
  }
  if (hasContentChecksum && uint32(await reader.take(4), 0) !== content.digest())
    throw Damage.broken();
}

async function frameHeader(reader: ByteReader): Promise<FrameHeader> {
  await reader.fill(3);
  const flags = reader.buffered[0] ?? 0;
  const hasContentSize = (flags & 0x08) !== 0;
  const hasDictionary = (flags & 0x01) !== 0;
  const descriptor = await reader.take(2 + (hasContentSize ? 8 : 0) + (hasDictionary ? 4 : 0));
  const [check] = await reader.take(1);
  const size = (descriptor[1]! >> 4) & 7;
  if (
    flags >> 6 !== 1 ||
    size < 4 ||
    ((new XxHash32().update(descriptor).digest() >>> 8) & 0xff) !== check
  )
    throw Damage.broken();
  if (hasDictionary) throw Damage.notUnpacked('it was packed with a dictionary that is not in it');
  return {
    areLinked: (flags & 0x20) === 0,
    haveChecksums: (flags & 0x10) !== 0,
    hasContentChecksum: (flags & 0x04) !== 0,
    blockBytes: 1 << (8 + 2 * size),
  };
}

/** Puts the end of what was unpacked, and of what stood before it, at the start of `out`. Returns its length. */
function remember(out: Uint8Array, history: number, unpacked: Uint8Array): number {
  const kept = Math.min(history, Math.max(0, historyBytes - unpacked.length));
  out.copyWithin(0, history - kept, history);
  const tail = unpacked.subarray(Math.max(0, unpacked.length - historyBytes));
  out.set(tail, kept);
  return kept + tail.length;
}
