import type { ByteReader } from './byte-reader.ts';
import { startsWith } from './byte-reader.ts';
import { Damage } from './damage.ts';
import type { Entry } from './entry.ts';

const blockBytes = 512;

/** Names and attributes of one member. A path has 4,096 bytes at most; more is an attack. */
const maxMetaBytes = 1 << 20;

const ustar = [0x75, 0x73, 0x74, 0x61, 0x72];

/** What follows a header that only describes the next one. */
interface Described {
  path?: string;
  size?: number;
  isSparse?: boolean;
}

/**
 * The entries of a tar file (POSIX ustar and pax, GNU, and the old form). After a damaged header the next whole one is looked for. What
 * of an entry is not read before the next is asked for is skipped. Entries of directories are left out.
 * @throws Damage after the last entry
 */
export async function* readTar(reader: ByteReader): AsyncGenerator<Entry> {
  let described: Described = {};
  let damage: Damage | null = null;
  let sawEnd = false;
  while (await reader.fill(blockBytes)) {
    const block = await reader.take(blockBytes);
    if (block.every((byte) => byte === 0)) {
      sawEnd = true;
      continue;
    }
    // Behind a broken header lie lines of a log; only what names itself is taken for a header then.
    if (!isTarHeader(block) || (damage && !startsWith(block, ustar, 257))) {
      damage ??= Damage.broken();
      continue;
    }
    sawEnd = false;
    const type = String.fromCharCode(block[156]!);
    const size = described.size ?? readNumber(block.subarray(124, 136));
    const padding = (blockBytes - (size % blockBytes)) % blockBytes;
    if (!Number.isSafeInteger(size)) {
      damage ??= Damage.broken();
      continue;
    }
    if ('xgLK'.includes(type)) {
      if (size > maxMetaBytes) throw damage ?? Damage.broken();
      const meta = await reader.take(size);
      if (type === 'x') described = { ...described, ...parsePax(meta) };
      if (type === 'L') described = { ...described, path: text(meta) };
      await reader.skip(padding);
      continue;
    }
    const path = described.path ?? headerPath(block);
    const kind = described.isSparse ? 'a sparse file' : kindOf(type, path);
    described = {};
    let left = kind === 'a link' || kind === 'a folder' ? 0 : size;
    if (kind !== 'a folder')
      yield {
        path,
        packedBytes: left,
        unreadable: kind === 'a file' ? null : Damage.notUnpacked(`it is ${kind}`),
        async *content() {
          while (left > 0) {
            const piece = await reader.some(left);
            if (!piece) throw Damage.cut();
            left -= piece.length;
            yield piece;
          }
        },
      };
    await reader.skip(left);
    if (kind !== 'a link' && kind !== 'a folder') await reader.skip(padding);
  }
  // Says so where the stream below was damaged, and where a block is not whole.
  if (reader.buffered.length > 0) await reader.take(blockBytes);
  await reader.some(1);
  if (damage) throw damage;
  if (!sawEnd) throw Damage.cut();
}

/** Whether the sum of the bytes is what the header says it is; some old writers took bytes as signed. */
export function isTarHeader(block: Uint8Array): boolean {
  if (block.length < blockBytes || block[0] === 0) return false;
  const expected = readNumber(block.subarray(148, 156));
  let sum = 0;
  let signed = 0;
  for (let at = 0; at < blockBytes; at++) {
    const byte = at >= 148 && at < 156 ? 0x20 : block[at]!;
    sum += byte;
    signed += byte < 128 ? byte : byte - 256;
  }
  return expected === sum || expected === signed;
}

/** Octal digits, or a big-endian number where the first bit is set (GNU). NaN where it is neither. */
function readNumber(field: Uint8Array): number {
  if (field[0]! >= 0x80)
    return field.reduce((value, byte, at) => value * 256 + (at === 0 ? byte & 0x7f : byte), 0);
  const digits = text(field).trim();
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : Number.NaN;
}

function headerPath(block: Uint8Array): string {
  const name = text(block.subarray(0, 100));
  const isPosix = startsWith(block, [...ustar, 0], 257);
  const prefix = isPosix ? text(block.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function kindOf(type: string, path: string): string {
  if (type === '5' || type === 'D' || path.endsWith('/')) return 'a folder';
  if (type === '0' || type === '\0' || type === '7') return 'a file';
  if (type === '1' || type === '2') return 'a link';
  if (type === 'S') return 'a sparse file';
  return 'not a file';
}

/** Records of the form `LENGTH KEY=VALUE\n`. */
function parsePax(meta: Uint8Array): Described {
  const described: Described = {};
  for (let at = 0; at < meta.length;) {
    const space = meta.indexOf(0x20, at);
    const length = space < 0 ? 0 : Number.parseInt(text(meta.subarray(at, space)), 10);
    if (!(length > space - at)) break;
    const record = text(meta.subarray(space + 1, at + length - 1));
    const equals = record.indexOf('=');
    const key = record.slice(0, equals);
    const value = record.slice(equals + 1);
    if (key === 'path') described.path = value;
    else if (key === 'size' && /^\d+$/.test(value)) described.size = Number(value);
    else if (key.startsWith('GNU.sparse.')) described.isSparse = true;
    at += length;
  }
  return described;
}

const decoder = new TextDecoder();

/** Up to the first byte 0. */
function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
}
