import { startsWith, type ByteReader } from '../byte-reader.ts';
import { Damage } from '../damage.ts';
import { BitReader } from './bit-reader.ts';

/** `BZh`; a digit from 1 to 9 follows. */
const streamMagic = [0x42, 0x5a, 0x68];
const blockMagic = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
const endMagic = [0x17, 0x72, 0x45, 0x38, 0x50, 0x90];

/** More than the longest block has: 900,001 symbols of 20 bits, selectors and tables. */
const longestBlock = 2_400_000;
const symbolsPerGroup = 50;
const longestCode = 20;
const pieceBytes = 1 << 18;

export const isBzip2 = (bytes: Uint8Array): boolean =>
  startsWith(bytes, streamMagic) &&
  bytes[3]! >= 0x31 &&
  bytes[3]! <= 0x39 &&
  (startsWith(bytes, blockMagic, 4) || startsWith(bytes, endMagic, 4));

/** bzip2 of any number of streams, with its check values. @throws Damage */
export async function* readBzip2(reader: ByteReader): AsyncGenerator<Uint8Array> {
  do {
    const header = await reader.take(4);
    const level = header[3]! - 0x30;
    if (!startsWith(header, streamMagic) || level < 1 || level > 9) throw Damage.broken();
    const symbols = new Int32Array(level * 100_000);
    let bit = 0;
    let combined = 0;
    for (;;) {
      await reader.fill(longestBlock);
      const bits = new BitReader(reader.buffered, bit);
      const magic = Array.from({ length: 6 }, () => bits.read(8));
      const check = bits.read(32);
      if (startsWith(Uint8Array.from(magic), endMagic)) {
        await reader.take(bits.endByte);
        if (check !== combined) throw Damage.broken();
        break;
      }
      if (!startsWith(Uint8Array.from(magic), blockMagic)) throw Damage.broken();
      const block = readBlock(bits, symbols);
      await reader.take(bits.wholeBytes);
      bit = bits.bit;
      const actual = yield* unpackBlock(symbols, block);
      if (actual !== check) throw Damage.broken();
      combined = (((combined << 1) | (combined >>> 31)) ^ check) >>> 0;
    }
  } while (!(await reader.isAtEnd()));
}

interface Block {
  /** Symbols in the block. */
  readonly length: number;
  /** Where the last row of the sorted rotations stands. */
  readonly origin: number;
}

/** Reads a block up to the sorted symbols, which come to `symbols`. */
function readBlock(bits: BitReader, symbols: Int32Array): Block {
  if (bits.read(1) === 1)
    throw Damage.notUnpacked('it has randomised blocks, which bzip2 no longer writes since 1999');
  const origin = bits.read(24);
  const used = readUsedSymbols(bits);
  const tables = bits.read(3);
  const selectorCount = bits.read(15);
  if (tables < 2 || tables > 6 || selectorCount === 0) throw Damage.broken();
  const selectors = readSelectors(bits, tables, selectorCount);
  const codes = Array.from({ length: tables }, () => readCode(bits, used.length + 2));

  const endOfBlock = used.length + 1;
  let length = 0;
  let runLength = 0;
  let runPlace = 1;
  const flushRun = (): void => {
    if (runLength === 0) return;
    if (length + runLength > symbols.length) throw Damage.broken();
    symbols.fill(used[0]!, length, length + runLength);
    length += runLength;
    runLength = 0;
    runPlace = 1;
  };
  for (let group = 0; ; group++) {
    const code = codes[selectors[group] ?? -1];
    if (!code) throw Damage.broken();
    for (let index = 0; index < symbolsPerGroup; index++) {
      const symbol = readSymbol(bits, code);
      if (symbol <= 1) {
        // The length of a run of the first symbol, in bijective base 2.
        runLength += runPlace << symbol;
        runPlace *= 2;
        if (runLength > symbols.length) throw Damage.broken();
        continue;
      }
      flushRun();
      if (symbol === endOfBlock) {
        if (origin >= length) throw Damage.broken();
        return { length, origin };
      }
      if (length === symbols.length) throw Damage.broken();
      const place = symbol - 1;
      const value = used[place]!;
      used.copyWithin(1, 0, place);
      used[0] = value;
      symbols[length++] = value;
    }
  }
}

function readUsedSymbols(bits: BitReader): Uint8Array {
  const rows = bits.read(16);
  const used: number[] = [];
  for (let row = 0; row < 16; row++) {
    if (((rows >> (15 - row)) & 1) === 0) continue;
    const columns = bits.read(16);
    for (let column = 0; column < 16; column++)
      if (((columns >> (15 - column)) & 1) === 1) used.push(row * 16 + column);
  }
  if (used.length === 0) throw Damage.broken();
  return Uint8Array.from(used);
}

function readSelectors(bits: BitReader, tables: number, count: number): Uint8Array {
  const order = Array.from({ length: tables }, (_, table) => table);
  const selectors = new Uint8Array(count);
  for (let index = 0; index < count; index++) {
    let place = 0;
    while (bits.read(1) === 1) {
      place += 1;
      if (place >= tables) throw Damage.broken();
    }
    const [table = 0] = order.splice(place, 1);
    order.unshift(table);
    selectors[index] = table;
  }
  return selectors;
}

/** A canonical Huffman code: per length the first code, its place in `symbols`, and how many there are. */
interface Code {
  readonly first: Int32Array;
  readonly place: Int32Array;
  readonly count: Int32Array;
  readonly symbols: Uint16Array;
}

function readCode(bits: BitReader, symbolCount: number): Code {
  const lengths = new Uint8Array(symbolCount);
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    for (;;) {
      if (length < 1 || length > longestCode) throw Damage.broken();
      if (bits.read(1) === 0) break;
      length += bits.read(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  const count = new Int32Array(longestCode + 1);
  for (const each of lengths) count[each]! += 1;
  const first = new Int32Array(longestCode + 1);
  const place = new Int32Array(longestCode + 1);
  for (let each = 1; each <= longestCode; each++) {
    first[each] = (first[each - 1]! + count[each - 1]!) << 1;
    place[each] = place[each - 1]! + count[each - 1]!;
  }
  const symbols = new Uint16Array(symbolCount);
  const next = place.slice();
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    const at = next[lengths[symbol]!]!++;
    symbols[at] = symbol;
  }
  return { first, place, count, symbols };
}

function readSymbol(bits: BitReader, { first, place, count, symbols }: Code): number {
  let code = 0;
  for (let length = 1; length <= longestCode; length++) {
    code = (code << 1) | bits.read(1);
    const index = code - first[length]!;
    if (index >= 0 && index < count[length]!) return symbols[place[length]! + index]!;
  }
  throw Damage.broken();
}

/**
 * Turns the sorted symbols back (Burrows-Wheeler) and expands runs: after four equal bytes comes a count of more.
 * @returns the check value of what it yielded
 */
function* unpackBlock(
  symbols: Int32Array,
  { length, origin }: Block,
): Generator<Uint8Array, number> {
  const starts = new Int32Array(256);
  for (let at = 0; at < length; at++) starts[symbols[at]!]! += 1;
  for (let value = 0, sum = 0; value < 256; value++) {
    const count = starts[value]!;
    starts[value] = sum;
    sum += count;
  }
  // The upper bits of each entry say which row follows.
  for (let at = 0; at < length; at++) {
    const value = symbols[at]! & 0xff;
    symbols[starts[value]!]! |= at << 8;
    starts[value]! += 1;
  }
  let out = new Uint8Array(pieceBytes);
  let to = 0;
  let check = -1;
  let row = symbols[origin]! >>> 8;
  let previous = -1;
  let run = 0;
  for (let index = 0; index < length; index++) {
    const entry = symbols[row]!;
    row = entry >>> 8;
    const value = entry & 0xff;
    let repeat = 1;
    let byte = value;
    if (run === 4) {
      repeat = value;
      byte = previous;
      run = 0;
      previous = -1;
    } else if (value === previous) run += 1;
    else {
      previous = value;
      run = 1;
    }
    for (; repeat > 0; repeat--) {
      check = (check << 8) ^ crcTable[(check >>> 24) ^ byte]!;
      out[to++] = byte;
      if (to === pieceBytes) {
        yield out;
        out = new Uint8Array(pieceBytes);
        to = 0;
      }
    }
  }
  if (to > 0) yield out.subarray(0, to);
  return ~check >>> 0;
}

/** CRC-32 with the highest bit first, unlike that of gzip. */
const crcTable = new Int32Array(256).map((_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});
