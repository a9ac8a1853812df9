const low = new Int32Array(256);
const high = new Int32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let [l, h] = [byte, 0];
  for (let bit = 0; bit < 8; bit++) {
    const isOdd = l & 1;
    l = (l >>> 1) | (h << 31);
    h >>>= 1;
    // The polynomial of ECMA-182, reversed: c96c5795d7870f42.
    if (isOdd) {
      l ^= 0xd7870f42;
      h ^= 0xc96c5795;
    }
  }
  low[byte] = l;
  high[byte] = h;
}

/** CRC-64 as xz has it. In halves, because numbers of 64 bits are slow. */
export class Crc64 {
  #low = -1;
  #high = -1;

  update(bytes: Uint8Array): void {
    let [l, h] = [this.#low, this.#high];
    for (const byte of bytes) {
      const index = (l ^ byte) & 0xff;
      l = ((l >>> 8) | (h << 24)) ^ low[index]!;
      h = (h >>> 8) ^ high[index]!;
    }
    this.#low = l;
    this.#high = h;
  }

  /** Little-endian. */
  value(): Uint8Array {
    return new Uint8Array(Int32Array.of(~this.#low, ~this.#high).buffer);
  }
}
