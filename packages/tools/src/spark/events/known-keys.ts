const quote = 34;
const colon = 58;
const backslash = 92;

interface Key {
  /** As it stands in the file: `"Stage ID":`. */
  readonly bytes: Uint8Array;
  /** The same as words of four bytes; the last one overlaps the one before. At least four bytes, which the quotes and the colon make. */
  readonly words: Int32Array;
  /** What the caller gave, or -1 for a key that nobody asked for. */
  readonly value: number;
  /** The key that came after it the last time. */
  next: Key | null;
}

const maxStrangers = 256;
const wordBytes = 4;

/**
 * Keys of one kind of JSON object, told by their bytes. Writers put keys in one order, so the key that followed the last time is tried
 * first, and nearly always a comparison of some words is all that is needed. Keys that were not given are learned, to be skipped as fast.
 */
export class KnownKeys {
  readonly #keys: Key[] = [];
  readonly #given: number;
  readonly #start = toKey(new Uint8Array(wordBytes), -1);
  #last = this.#start;
  /** Where the value of the key that was told last begins. */
  valueAt = 0;

  constructor(names: readonly string[]) {
    const encoder = new TextEncoder();
    for (const [value, name] of names.entries())
      this.#keys.push(toKey(encoder.encode(`${JSON.stringify(name)}:`), value));
    this.#given = this.#keys.length;
  }

  /** At the `{` of an object. */
  begin(): void {
    this.#last = this.#start;
  }

  /**
   * The number of the key at `at`, in the order the names were given; -1 for another key, -2 where there is no key without blanks
   * before its colon. Sets `valueAt`.
   */
  tell(view: DataView, at: number, end: number): number {
    const expected = this.#last.next;
    if (expected !== null && stands(expected, view, at, end)) {
      this.#last = expected;
      this.valueAt = at + expected.bytes.length;
      return expected.value;
    }
    return this.#look(view, at, end);
  }

  #look(view: DataView, at: number, end: number): number {
    for (const key of this.#keys)
      if (stands(key, view, at, end)) {
        this.#last.next = key;
        return this.#found(key, at);
      }
    return this.#learn(view, at, end);
  }

  #found(key: Key, at: number): number {
    this.#last = key;
    this.valueAt = at + key.bytes.length;
    return key.value;
  }

  #learn(view: DataView, at: number, end: number): number {
    if (at >= end || view.getUint8(at) !== quote) return -2;
    let to = at + 1;
    while (to < end && view.getUint8(to) !== quote) to += view.getUint8(to) === backslash ? 2 : 1;
    if (to + 1 >= end || view.getUint8(to + 1) !== colon) return -2;
    const bytes = new Uint8Array(view.buffer, view.byteOffset + at, to + 2 - at).slice();
    if (bytes.length < wordBytes) return -2;
    const stranger = toKey(bytes, -1);
    if (this.#keys.length < this.#given + maxStrangers) {
      this.#keys.push(stranger);
      this.#last.next = stranger;
    }
    return this.#found(stranger, at);
  }
}

function toKey(bytes: Uint8Array, value: number): Key {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const words = new Int32Array(Math.ceil(bytes.length / wordBytes));
  for (const index of words.keys())
    words[index] = view.getInt32(Math.min(index * wordBytes, bytes.length - wordBytes), true);
  return { bytes, words, value, next: null };
}

function stands({ bytes, words }: Key, view: DataView, at: number, end: number): boolean {
  const last = at + bytes.length - wordBytes;
  if (last + wordBytes > end) return false;
  if (view.getInt32(last, true) !== words[words.length - 1]) return false;
  for (let index = 0; index < words.length - 1; index += 1)
    if (view.getInt32(at + index * wordBytes, true) !== words[index]) return false;
  return true;
}
