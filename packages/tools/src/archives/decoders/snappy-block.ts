import { Damage } from '../damage.ts';
import { copyMatch } from './lz4-block.ts';

/** Unpacks one block of Snappy (format_description.txt of Snappy). @throws Damage; also where it unpacks to more than `most` bytes */
export function unpackSnappyBlock(block: Uint8Array, most: number): Uint8Array {
  let at = 0;
  const next = (bytes: number): number => {
    if (at + bytes > block.length) throw Damage.broken();
    let value = 0;
    for (let index = 0; index < bytes; index++) value += block[at++]! * 2 ** (8 * index);
    return value;
  };
  let length = 0;
  for (let shift = 0, more = true; more; shift += 7) {
    const byte = next(1);
    if (shift > 28) throw Damage.broken();
    length += (byte & 0x7f) * 2 ** shift;
    more = byte >= 0x80;
  }
  // A copy of three bytes gives at most 64.
  if (length > most || length > block.length * 64) throw Damage.broken();
  const out = new Uint8Array(length);
  let to = 0;
  while (at < block.length) {
    const tag = next(1);
    const kind = tag & 3;
    if (kind === 0) {
      const size = tag >> 2;
      const literals = (size < 60 ? size : next(size - 59)) + 1;
      if (at + literals > block.length || to + literals > length) throw Damage.broken();
      out.set(block.subarray(at, at + literals), to);
      at += literals;
      to += literals;
      continue;
    }
    const matched = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const offset = kind === 1 ? ((tag >> 5) << 8) | next(1) : next(kind === 2 ? 2 : 4);
    if (offset === 0 || offset > to || to + matched > length) throw Damage.broken();
    to = copyMatch(out, to, offset, matched);
  }
  if (to !== length) throw Damage.broken();
  return out;
}
