import { startsWith, uint32, ByteReader } from './byte-reader.ts';
import { Damage } from './damage.ts';
import type { Entry } from './entry.ts';
import { checkedContent, isZipMethod } from './zip-content.ts';

const entryMagic = [0x50, 0x4b, 3, 4];
const descriptorMagic = [0x50, 0x4b, 7, 8];
const deflate = 8;

/**
 * The entries of a zip file whose directory is missing, as their own headers describe them (APPNOTE.TXT 4.3.7). Java writes sizes and
 * check value only behind an entry; the end of a deflated one shows itself, and after any other one nothing more can be found.
 * @throws Damage where the last entry is not whole
 */
export async function* walkZip(reader: ByteReader): AsyncGenerator<Entry> {
  while ((await reader.fill(4)) && startsWith(reader.buffered, entryMagic)) {
    const header = await reader.take(30);
    const view = new DataView(header.buffer, header.byteOffset, 30);
    const flags = view.getUint16(6, true);
    const method = view.getUint16(8, true);
    const path = new TextDecoder().decode(await reader.take(view.getUint16(26, true)));
    const extra = await reader.take(view.getUint16(28, true));
    const isEncrypted = (flags & 1) !== 0;
    const isSizeBehind = (flags & 8) !== 0;
    if (isSizeBehind && (isEncrypted || method !== deflate)) break;
    let left = packedBytesOf(view, extra);
    const unreadable = isEncrypted
      ? new Damage('it is encrypted', 'ARCHIVE_ENCRYPTED')
      : isZipMethod(method)
        ? null
        : Damage.notUnpacked(`it is packed with method ${method}`);
    async function* packed(): AsyncGenerator<Uint8Array> {
      while (left > 0) {
        const piece = await reader.some(left);
        if (!piece) throw Damage.cut();
        left -= piece.length;
        yield piece;
      }
    }
    let isWhole = false;
    async function* content(): AsyncGenerator<Uint8Array> {
      const source = isSizeBehind ? reader : new ByteReader(packed());
      const check = yield* checkedContent(source, method);
      const expected = isSizeBehind ? await readDescriptor(reader) : view.getUint32(14, true);
      isWhole = true;
      if (check !== expected) throw Damage.broken();
    }
    const stream = content();
    if (!path.endsWith('/')) yield { path, packedBytes: left, unreadable, content: () => stream };
    if (isSizeBehind) await readToEnd(stream);
    if (isSizeBehind && !isWhole) break;
    if (!isSizeBehind) await reader.skip(left);
  }
}

async function readToEnd(stream: AsyncGenerator<Uint8Array>): Promise<void> {
  try {
    for (let next = await stream.next(); !next.done; next = await stream.next());
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
  }
}

/** The size in the header, or in its ZIP64 field where it does not fit there. */
function packedBytesOf(header: DataView, extra: Uint8Array): number {
  const packed = header.getUint32(18, true);
  if (packed !== 0xffffffff) return packed;
  const isUnpackedThere = header.getUint32(22, true) === 0xffffffff;
  for (let at = 0; at + 4 <= extra.length;) {
    const size = extra[at + 2]! | (extra[at + 3]! << 8);
    const field = at + 4 + (isUnpackedThere ? 8 : 0);
    if (extra[at] === 1 && extra[at + 1] === 0 && field + 8 <= extra.length)
      return uint32(extra, field) + uint32(extra, field + 4) * 2 ** 32;
    at += 4 + size;
  }
  throw Damage.broken();
}

/** Check value, behind the entry: with or without a signature, with sizes of 4 or 8 bytes, told by the `PK` that follows. */
async function readDescriptor(reader: ByteReader): Promise<number> {
  await reader.fill(26);
  const hasMagic = startsWith(reader.buffered, descriptorMagic);
  const length = (hasMagic ? [16, 24] : [12, 20]).find((at) =>
    startsWith(reader.buffered, [0x50, 0x4b], at),
  );
  if (length === undefined) throw Damage.cut();
  return uint32(await reader.take(length), hasMagic ? 4 : 0);
}
