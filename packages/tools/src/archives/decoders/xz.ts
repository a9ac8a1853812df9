import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { startsWith, uint32, type ByteReader } from '../byte-reader.ts';
import { Damage } from '../damage.ts';
import { Crc64 } from './crc64.ts';
import { LzmaChunks } from './lzma-chunks.ts';

export const xzMagic = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
const footerMagic = [0x59, 0x5a];
const lzma2 = 0x21;

/** `xz -9` asks for as much. */
const maxDictionaryBytes = 2 ** 26;

/** xz of any number of streams and blocks (The .xz File Format 1.2.1) with the filter LZMA2, with its check values. @throws Damage */
export async function* readXz(reader: ByteReader): AsyncGenerator<Uint8Array> {
  do {
    const header = await reader.take(12);
    const checkType = header[7]!;
    if (
      !startsWith(header, xzMagic) ||
      header[6] !== 0 ||
      checkType > 15 ||
      crc32(header.subarray(6, 8)) !== uint32(header, 8)
    )
      throw Damage.broken();
    const blocks = { count: 0, bytes: 0 };
    for (;;) {
      const [size = 0] = await reader.take(1);
      if (size === 0) break;
      const dictionaryBytes = parseBlockHeader(size, await reader.take(size * 4 + 3));
      const length = yield* block(reader, dictionaryBytes, createCheck(checkType));
      blocks.count += 1;
      blocks.bytes += length;
    }
    await checkIndex(reader, blocks);
    const footer = await reader.take(12);
    if (!startsWith(footer, footerMagic, 10) || footer[9] !== checkType) throw Damage.broken();
  } while (!(await reader.isAtEnd()));
}

/** @returns the size of the dictionary. @throws Damage */
function parseBlockHeader(size: number, rest: Uint8Array): number {
  const bytes = Uint8Array.from([size, ...rest]);
  const end = bytes.length - 4;
  if (crc32(bytes.subarray(0, end)) !== uint32(bytes, end)) throw Damage.broken();
  const flags = bytes[1]!;
  let at = 2;
  const skipNumber = (): void => {
    while (bytes[at++]! >= 0x80);
  };
  if (flags & 0x40) skipNumber();
  if (flags & 0x80) skipNumber();
  if ((flags & 0x3f) !== 0 || bytes[at] !== lzma2)
    throw Damage.notUnpacked('it is packed with a filter for programs, not for text');
  const bits = bytes[at + 2]! & 0x3f;
  const dictionaryBytes = bits === 40 ? 2 ** 32 - 1 : (2 | (bits & 1)) * 2 ** ((bits >> 1) + 11);
  if (bytes[at + 1] !== 1 || bits > 40) throw Damage.broken();
  if (dictionaryBytes > maxDictionaryBytes)
    throw Damage.notUnpacked('unpacking it needs more than 64 MB of memory');
  return dictionaryBytes;
}

interface Check {
  update(bytes: Uint8Array): void;
  /** As it stands in the file; empty where it is not one of those in use. */
  value(): Uint8Array;
  readonly size: number;
}

async function* block(
  reader: ByteReader,
  dictionaryBytes: number,
  check: Check,
): AsyncGenerator<Uint8Array, number> {
  const chunks = new LzmaChunks(dictionaryBytes);
  let packed = 0;
  let length = 0;
  const take = async (count: number): Promise<Uint8Array> => {
    packed += count;
    return reader.take(count);
  };
  for (let isFirst = true; ; isFirst = false) {
    const [control = 0] = await take(1);
    if (control === 0) break;
    const empties = control === 1 || control >= 0xe0;
    if ((isFirst && !empties) || (control > 2 && control < 0x80)) throw Damage.broken();
    if (empties) chunks.emptyDictionary();
    let out: Uint8Array;
    if (control < 0x80) {
      const [high = 0, low = 0] = await take(2);
      out = await take(((high << 8) | low) + 1);
      chunks.keep(out);
    } else {
      const header = await take(control >= 0xc0 ? 5 : 4);
      const size = ((control & 0x1f) << 16) + ((header[0]! << 8) | header[1]!) + 1;
      if (control >= 0xc0) chunks.setProperties(header[4]!);
      else if (control >= 0xa0) chunks.forget();
      const packedSize = ((header[2]! << 8) | header[3]!) + 1;
      if (!(await reader.fill(packedSize))) yield chunks.unpackCut(reader.buffered, size);
      out = chunks.unpack(await take(packedSize), size);
    }
    check.update(out);
    length += out.length;
    yield out;
  }
  await reader.skip((4 - (packed % 4)) % 4);
  const expected = await reader.take(check.size);
  if (!check.value().every((byte, at) => byte === expected[at])) throw Damage.broken();
  return length;
}

function createCheck(type: number): Check {
  const size = type === 0 ? 0 : 4 * 2 ** Math.floor((type - 1) / 3);
  if (type === 1) {
    let value = 0;
    return {
      size,
      update: (bytes) => void (value = crc32(bytes, value)),
      value: () => new Uint8Array(Uint32Array.of(value).buffer),
    };
  }
  if (type === 4) {
    const crc = new Crc64();
    return { size, update: (bytes) => crc.update(bytes), value: () => crc.value() };
  }
  if (type === 10) {
    const hash = createHash('sha256');
    return { size, update: (bytes) => void hash.update(bytes), value: () => hash.digest() };
  }
  return { size, update: () => {}, value: () => new Uint8Array(0) };
}

/** The list of blocks at the end of a stream; its first byte was read. @throws Damage where it lists other blocks than there were */
async function checkIndex(
  reader: ByteReader,
  blocks: { readonly count: number; readonly bytes: number },
): Promise<void> {
  let check = crc32(Uint8Array.of(0));
  let length = 1;
  const number = async (): Promise<number> => {
    let value = 0;
    for (let place = 1; length < Infinity; place *= 128) {
      const byte = await reader.take(1);
      check = crc32(byte, check);
      length += 1;
      value += (byte[0]! & 0x7f) * place;
      if (byte[0]! < 0x80) return value;
      if (place > 2 ** 56) break;
    }
    throw Damage.broken();
  };
  const count = await number();
  if (count !== blocks.count) throw Damage.broken();
  let bytes = 0;
  for (let index = 0; index < count; index++) {
    await number();
    bytes += await number();
  }
  check = crc32(await reader.take((4 - (length % 4)) % 4), check);
  if (bytes !== blocks.bytes || uint32(await reader.take(4), 0) !== check) throw Damage.broken();
}
