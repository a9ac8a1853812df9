import type { ByteReader } from '../byte-reader.ts';
import { Damage } from '../damage.ts';
import { copyMatch } from './lz4-block.ts';

/** `ZV`; the third byte is 0 for a chunk as it is, 1 for a packed one. */
export const isLzf = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x5a && bytes[1] === 0x56 && bytes[2]! <= 1;

/** LZF in the chunks of compress-lzf, which Spark and H2 write. The format has no check values and no end mark. @throws Damage */
export async function* readLzf(reader: ByteReader): AsyncGenerator<Uint8Array> {
  while (await reader.fill(1)) {
    const header = await reader.take(5);
    if (!isLzf(header)) throw Damage.broken();
    const length = (header[3]! << 8) | header[4]!;
    if (header[2] === 0) {
      yield await reader.take(length);
      continue;
    }
    const [high = 0, low = 0] = await reader.take(2);
    yield unpackChunk(await reader.take(length), (high << 8) | low);
  }
  await reader.some(1);
}

function unpackChunk(chunk: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  let at = 0;
  let to = 0;
  while (at < chunk.length) {
    const control = chunk[at++]!;
    if (control < 32) {
      const end = at + control + 1;
      if (end > chunk.length || to + control + 1 > length) throw Damage.broken();
      out.set(chunk.subarray(at, end), to);
      to += control + 1;
      at = end;
      continue;
    }
    let matched = (control >> 5) + 2;
    if (matched === 9) matched += chunk[at++] ?? 0;
    if (at >= chunk.length) throw Damage.broken();
    const offset = (((control & 31) << 8) | chunk[at++]!) + 1;
    if (offset > to || to + matched > length) throw Damage.broken();
    to = copyMatch(out, to, offset, matched);
  }
  if (to !== length) throw Damage.broken();
  return out;
}
