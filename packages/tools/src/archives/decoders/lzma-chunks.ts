import { Damage } from '../damage.ts';
import { copyMatch } from './lz4-block.ts';
import { evenOdds, RangeDecoder } from './range-decoder.ts';

/** Room beyond the dictionary, so that it is moved only now and then. */
const spareBytes = 1 << 23;
const firstBytes = 1 << 22;

/** Where the probabilities of each kind begin (LZMA specification, 2015); lengths have two sets. */
const isMatch = 0;
const isRepeat = isMatch + (12 << 4);
const isOlder = isRepeat + 12;
const isThirdOrFourth = isOlder + 12;
const isFourth = isThirdOrFourth + 12;
const isLong = isFourth + 12;
const slots = isLong + (12 << 4);
const special = slots + 4 * 64;
const align = special + 128;
const matchLengths = align + 16;
const lengthOdds = 2 + 16 * 8 + 16 * 8 + 256;
const repeatLengths = matchLengths + lengthOdds;
const literals = repeatLengths + lengthOdds;

/** Unpacks the chunks of LZMA2, with what they remember of one another. */
export class LzmaChunks {
  readonly #dictionaryBytes: number;
  #window = new Uint8Array(firstBytes);
  #to = 0;
  /** Bytes since the dictionary was emptied. */
  #total = 0;
  #odds = new Uint16Array(0);
  #literalBits = 0;
  #literalPlaceMask = 0;
  #placeMask = 0;
  #state = 0;
  #distances: [number, number, number, number] = [0, 0, 0, 0];

  constructor(dictionaryBytes: number) {
    this.#dictionaryBytes = dictionaryBytes;
  }

  emptyDictionary(): void {
    this.#to = 0;
    this.#total = 0;
  }

  /** Sets how many bits of the place and of the byte before matter, from the byte in which LZMA writes them. @throws Damage */
  setProperties(byte: number): void {
    const literalBits = byte % 9;
    const literalPlaceBits = Math.floor(byte / 9) % 5;
    const placeBits = Math.floor(byte / 45);
    if (placeBits > 4 || literalBits + literalPlaceBits > 4) throw Damage.broken();
    this.#literalBits = literalBits;
    this.#literalPlaceMask = (1 << literalPlaceBits) - 1;
    this.#placeMask = (1 << placeBits) - 1;
    this.#odds = new Uint16Array(literals + (0x300 << (literalBits + literalPlaceBits)));
    this.forget();
  }

  /** Forgets what was learned, not what was unpacked. @throws Damage before `setProperties` */
  forget(): void {
    if (this.#odds.length === 0) throw Damage.broken();
    this.#odds.fill(evenOdds);
    this.#state = 0;
    this.#distances = [0, 0, 0, 0];
  }

  /** A chunk that is not packed. */
  keep(chunk: Uint8Array): void {
    this.#makeRoom(chunk.length);
    this.#window.set(chunk, this.#to);
    this.#to += chunk.length;
    this.#total += chunk.length;
  }

  /** A packed chunk of `size` bytes. @throws Damage */
  unpack(chunk: Uint8Array, size: number): Uint8Array {
    const start = this.#begin(size);
    const decoder = new RangeDecoder(chunk);
    this.#decode(decoder, start + size);
    if (!decoder.isAtEnd()) throw Damage.broken();
    return this.#window.slice(start, this.#to);
  }

  /** What can be unpacked of a chunk whose end is missing; nothing may follow it. */
  unpackCut(chunk: Uint8Array, size: number): Uint8Array {
    const start = this.#begin(size);
    try {
      this.#decode(new RangeDecoder(chunk), start + size);
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
    }
    return this.#window.slice(start, this.#to);
  }

  #begin(size: number): number {
    if (this.#odds.length === 0) throw Damage.broken();
    this.#makeRoom(size);
    return this.#to;
  }

  #decode(decoder: RangeDecoder, end: number): void {
    while (this.#to < end) {
      const place = this.#total & this.#placeMask;
      if (decoder.bit(this.#odds, isMatch + (this.#state << 4) + place) === 0)
        this.#literal(decoder);
      else this.#match(decoder, place, end);
    }
  }

  #literal(decoder: RangeDecoder): void {
    const odds = this.#odds;
    const before = this.#total === 0 ? 0 : this.#window[this.#to - 1]!;
    const context =
      ((this.#total & this.#literalPlaceMask) << this.#literalBits) +
      (before >> (8 - this.#literalBits));
    const from = literals + 0x300 * context;
    let node = 1;
    // After a match the byte that would have continued it is a hint, up to the first bit that differs.
    if (this.#state >= 7) {
      let hint = this.#window[this.#to - this.#distances[0] - 1]!;
      while (node < 0x100) {
        const hinted = (hint >> 7) & 1;
        hint <<= 1;
        const bit = decoder.bit(odds, from + ((1 + hinted) << 8) + node);
        node = (node << 1) | bit;
        if (hinted !== bit) break;
      }
    }
    while (node < 0x100) node = (node << 1) | decoder.bit(odds, from + node);
    this.#window[this.#to++] = node;
    this.#total += 1;
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }

  #match(decoder: RangeDecoder, place: number, end: number): void {
    const odds = this.#odds;
    const [first, second, third, fourth] = this.#distances;
    const afterLiteral = this.#state < 7;
    let length: number;
    if (decoder.bit(odds, isRepeat + this.#state) === 0) {
      length = readLength(decoder, odds, matchLengths, place);
      this.#distances = [readDistance(decoder, odds, length), first, second, third];
      this.#state = afterLiteral ? 7 : 10;
    } else {
      length = 0;
      if (decoder.bit(odds, isOlder + this.#state) === 0) {
        if (decoder.bit(odds, isLong + (this.#state << 4) + place) === 0) length = 1;
      } else if (decoder.bit(odds, isThirdOrFourth + this.#state) === 0)
        this.#distances = [second, first, third, fourth];
      else if (decoder.bit(odds, isFourth + this.#state) === 0)
        this.#distances = [third, first, second, fourth];
      else this.#distances = [fourth, first, second, third];
      if (length === 1) this.#state = afterLiteral ? 9 : 11;
      else {
        length = readLength(decoder, odds, repeatLengths, place);
        this.#state = afterLiteral ? 8 : 11;
      }
    }
    const offset = this.#distances[0] + 1;
    const reach = Math.min(this.#total, this.#dictionaryBytes, this.#to);
    if (offset > reach || this.#to + length > end) throw Damage.broken();
    this.#to = copyMatch(this.#window, this.#to, offset, length);
    this.#total += length;
  }

  /** Grows with what is unpacked, so that a small file does not cost the dictionary that it was allowed. */
  #makeRoom(bytes: number): void {
    if (this.#to + bytes <= this.#window.length) return;
    const most = this.#dictionaryBytes + spareBytes;
    if (this.#window.length < most) {
      const grown = new Uint8Array(Math.min(most, 2 * this.#window.length));
      grown.set(this.#window.subarray(0, this.#to));
      this.#window = grown;
    }
    if (this.#to + bytes <= this.#window.length) return;
    const kept = Math.min(this.#to, this.#dictionaryBytes);
    this.#window.copyWithin(0, this.#to - kept, this.#to);
    this.#to = kept;
  }
}

function readLength(decoder: RangeDecoder, odds: Uint16Array, from: number, place: number): number {
  if (decoder.bit(odds, from) === 0) return 2 + decoder.tree(odds, from + 2 + place * 8, 3);
  if (decoder.bit(odds, from + 1) === 0)
    return 10 + decoder.tree(odds, from + 2 + 128 + place * 8, 3);
  return 18 + decoder.tree(odds, from + 2 + 256, 8);
}

/** One less than how far back it is. */
function readDistance(decoder: RangeDecoder, odds: Uint16Array, length: number): number {
  const slot = decoder.tree(odds, slots + Math.min(length - 2, 3) * 64, 6);
  if (slot < 4) return slot;
  const bits = (slot >> 1) - 1;
  const base = (2 | (slot & 1)) * 2 ** bits;
  if (slot < 14) return base + decoder.reverseTree(odds, special + base - slot, bits);
  return base + decoder.direct(bits - 4) * 16 + decoder.reverseTree(odds, align, 4);
}
