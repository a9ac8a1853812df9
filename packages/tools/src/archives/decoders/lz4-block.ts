import { Damage } from '../damage.ts';

/**
 * Unpacks one LZ4 block (lz4 Block Format Description) into `out` from `start` on. Matches may reach into what stands before `start`.
 * Of a block that `isCut`, what stands before the cut is unpacked.
 * @returns where it ends in `out`
 * @throws Damage where the block is damaged or `out` is too small
 */
export function unpackLz4Block(
  block: Uint8Array,
  out: Uint8Array,
  start: number,
  isCut = false,
): number {
  let at = 0;
  let to = start;
  const length = (nibble: number): number => {
    let value = nibble;
    if (nibble === 15)
      for (let byte = 255; byte === 255; value += byte) {
        if (at >= block.length) return Number.NaN;
        byte = block[at++]!;
      }
    return value;
  };
  while (at < block.length) {
    const token = block[at++]!;
    const literals = length(token >> 4);
    if (!(at + literals <= block.length)) break;
    if (to + literals > out.length) throw Damage.broken();
    out.set(block.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    // The last sequence has no match.
    if (at === block.length) return to;
    if (at + 2 > block.length) break;
    const offset = block[at]! | (block[at + 1]! << 8);
    at += 2;
    const matched = length(token & 15) + 4;
    if (Number.isNaN(matched)) break;
    if (offset === 0 || offset > to || to + matched > out.length) throw Damage.broken();
    to = copyMatch(out, to, offset, matched);
  }
  if (isCut) return to;
  throw Damage.broken();
}

/** Repeats `length` bytes from `offset` before `to`; the two may overlap. Returns the new end. */
export function copyMatch(out: Uint8Array, to: number, offset: number, length: number): number {
  if (offset >= length) out.copyWithin(to, to - offset, to - offset + length);
  else for (let index = 0; index < length; index++) out[to + index] = out[to + index - offset]!;
  return to + length;
}
