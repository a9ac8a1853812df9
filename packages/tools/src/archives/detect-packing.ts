import { startsWith, uint32 } from './byte-reader.ts';
import { isBzip2 } from './decoders/bzip2.ts';
import { gzipMagic } from './decoders/gzip.ts';
import { lz4FrameMagic } from './decoders/lz4-frame.ts';
import { parseLz4JavaHeader } from './decoders/lz4-java.ts';
import { isLzf } from './decoders/lzf.ts';
import { snappyFramedMagic } from './decoders/snappy-framed.ts';
import { snappyJavaMagic } from './decoders/snappy-java.ts';
import { isSkippable, zstdMagic } from './decoders/zstd.ts';
import { xzMagic } from './decoders/xz.ts';
import { isTarHeader } from './read-tar.ts';

/** Bytes that are enough to tell. */
export const headBytes = 512;

export type Compression =
  | 'gzip'
  | 'zstd'
  | 'bzip2'
  | 'xz'
  | 'lz4-frame'
  | 'lz4-java'
  | 'snappy-framed'
  | 'snappy-java'
  | 'lzf';

/** How a stream is packed, told by its first bytes and never by its name; null where it is not. */
export function detectPacking(head: Uint8Array): Compression | 'zip' | 'tar' | null {
  if (startsWith(head, gzipMagic)) return 'gzip';
  if (startsWith(head, zstdMagic)) return 'zstd';
  if (isBzip2(head)) return 'bzip2';
  if (startsWith(head, xzMagic)) return 'xz';
  if (startsWith(head, lz4FrameMagic)) return 'lz4-frame';
  if (parseLz4JavaHeader(head)) return 'lz4-java';
  if (startsWith(head, snappyFramedMagic)) return 'snappy-framed';
  if (startsWith(head, snappyJavaMagic)) return 'snappy-java';
  if (isLzf(head)) return 'lzf';
  // The second is a zip file without entries.
  if (startsWith(head, [0x50, 0x4b, 3, 4]) || startsWith(head, [0x50, 0x4b, 5, 6])) return 'zip';
  if (isTarHeader(head)) return 'tar';
  if (isSkippable(head, 0)) {
    let at = 0;
    while (at + 8 <= head.length && isSkippable(head, at)) at += 8 + uint32(head, at + 4);
    return startsWith(head, lz4FrameMagic, at) ? 'lz4-frame' : 'zstd';
  }
  return null;
}
