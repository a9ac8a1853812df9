import { pipeline, Readable } from 'node:stream';
import { constants, crc32, createDeflateRaw } from 'node:zlib';

export interface ZipFile {
  /** Path in the archive, with `/`; one that ends with it is a folder. */
  readonly path: string;
  /** Milliseconds since 1970; the archive keeps it in steps of two seconds, as UTC. */
  readonly modified: number;
  /** Bytes of the content: from 4 GiB on, sizes are written in the longer form. */
  readonly bytes: number;
  readonly content: AsyncIterable<Uint8Array>;
}

interface Written {
  readonly path: Uint8Array;
  readonly modified: number;
  readonly checksum: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

const most = 0xffffffff;
/** Sizes follow the content, and names are UTF-8. */
const flags = 0x0808;
const deflated = 8;
/** What is needed to read it: 4.5, for the longer form. */
const version = 45;

/**
 * A zip file as its files come, one after another: nothing of a content is kept, and its sizes stand behind it (APPNOTE.TXT 6.3.10, 4.3).
 * @throws what a content throws; the archive breaks off there
 */
export async function* writeZip(files: AsyncIterable<ZipFile>): AsyncGenerator<Uint8Array> {
  const all: Written[] = [];
  let offset = 0;
  const out = (bytes: Uint8Array): Uint8Array => {
    offset += bytes.length;
    return bytes;
  };
  for await (const { path, modified, bytes, content } of files) {
    // What cannot be packed grows by some bytes in a million.
    const isLong = bytes > most * 0.99;
    const name = new TextEncoder().encode(path);
    const begin = offset;
    yield out(localHeader(name, modified, isLong));
    let checksum = 0;
    let unpacked = 0;
    const counted = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of content) {
        checksum = crc32(chunk, checksum);
        unpacked += chunk.length;
        yield chunk;
      }
    };
    // Texts shrink to a few percent at the quickest level already.
    const packer = createDeflateRaw({ level: constants.Z_BEST_SPEED });
    const before = offset;
    // An error of the content reaches the loop through the packer.
    for await (const chunk of pipeline(Readable.from(counted()), packer, () => {}))
      yield out(chunk as Uint8Array);
    const packed = offset - before;
    yield out(descriptor(checksum, packed, unpacked, isLong));
    all.push({ path: name, modified, checksum, packed, unpacked, offset: begin });
  }
  const start = offset;
  for (const each of all) yield out(directoryEntry(each));
  yield directoryEnd(all.length, start, offset - start);
}

function localHeader(name: Uint8Array, modified: number, isLong: boolean): Uint8Array {
  const extra = isLong ? longSizes([0, 0]) : new Uint8Array();
  const size = isLong ? most : 0;
  return joined(
    numbers(
      [4, 0x04034b50],
      [2, version],
      [2, flags],
      [2, deflated],
      [4, dosTime(modified)],
      [4, 0],
      [4, size],
      [4, size],
      [2, name.length],
      [2, extra.length],
    ),
    name,
    extra,
  );
}

const descriptor = (
  checksum: number,
  packed: number,
  unpacked: number,
  isLong: boolean,
): Uint8Array => {
  const width = isLong ? 8 : 4;
  return numbers([4, 0x08074b50], [4, checksum], [width, packed], [width, unpacked]);
};

function directoryEntry(file: Written): Uint8Array {
  const { path, modified, checksum, packed, unpacked, offset } = file;
  const long = [unpacked, packed, offset].filter((value) => value >= most);
  const extra = long.length > 0 ? longSizes(long) : new Uint8Array();
  const isFolder = path.at(-1) === 0x2f;
  return joined(
    numbers(
      [4, 0x02014b50],
      [2, version],
      [2, version],
      [2, flags],
      [2, deflated],
      [4, dosTime(modified)],
      [4, checksum],
      [4, Math.min(packed, most)],
      [4, Math.min(unpacked, most)],
      [2, path.length],
      [2, extra.length],
      // No comment, first disk, no attributes of a text; a folder says what it is.
      [6, 0],
      [4, isFolder ? 0x10 : 0],
      [4, Math.min(offset, most)],
    ),
    path,
    extra,
  );
}

function directoryEnd(count: number, start: number, bytes: number): Uint8Array {
  const end = numbers(
    [4, 0x06054b50],
    [4, 0],
    [2, Math.min(count, 0xffff)],
    [2, Math.min(count, 0xffff)],
    [4, Math.min(bytes, most)],
    [4, Math.min(start, most)],
    [2, 0],
  );
  if (count < 0xffff && start + bytes < most) return end;
  return joined(
    numbers(
      [4, 0x06064b50],
      [8, 44],
      [2, version],
      [2, version],
      [8, 0],
      [8, count],
      [8, count],
      [8, bytes],
      [8, start],
    ),
    numbers([4, 0x07064b50], [4, 0], [8, start + bytes], [4, 1]),
    end,
  );
}

const longSizes = (values: readonly number[]): Uint8Array =>
  numbers([2, 1], [2, 8 * values.length], ...values.map((value): [number, number] => [8, value]));

/** Whole numbers below 2^53, little-endian, each with its width in bytes. */
function numbers(...fields: readonly (readonly [width: number, value: number])[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of fields) {
    let rest = value;
    for (let index = 0; index < width; index += 1) {
      bytes[at + index] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    at += width;
  }
  return bytes;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Date and time as DOS kept them; it knows the years 1980 to 2107. */
function dosTime(time: number): number {
  const date = new Date(Math.min(Math.max(time, Date.UTC(1980, 0)), Date.UTC(2107, 11, 31)));
  const day =
    ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const clock =
    (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return day * 65_536 + clock;
}
