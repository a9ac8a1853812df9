const decoder = new TextDecoder();
const maxTexts = 4096;
const maxBytes = 256;

/** The same short bytes, such as names of hosts, give the same string without being decoded again. */
export class TextCache {
  readonly #known = new Map<number, { readonly bytes: Uint8Array; readonly text: string }>();

  /** The text of bytes [from, to), which are the inside of a JSON text. */
  read(bytes: Uint8Array, from: number, to: number): string {
    if (to - from > maxBytes) return decode(bytes, from, to);
    let hash = 0x81_1c_9d_c5;
    for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ bytes[at]!, 0x01_00_01_93);
    const known = this.#known.get(hash);
    if (known && isSame(known.bytes, bytes, from, to)) return known.text;
    const text = decode(bytes, from, to);
    if (!known && this.#known.size < maxTexts)
      this.#known.set(hash, { bytes: bytes.slice(from, to), text });
    return text;
  }
}

function isSame(known: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (known.length !== to - from) return false;
  for (let index = 0; index < known.length; index += 1)
    if (known[index] !== bytes[from + index]) return false;
  return true;
}

function decode(bytes: Uint8Array, from: number, to: number): string {
  const text = decoder.decode(bytes.subarray(from, to));
  return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text;
}
