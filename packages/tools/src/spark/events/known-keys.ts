const quote = 34;

interface Key {
  /** As it stands in the file: `"Stage ID":`. */
  readonly bytes: Uint8Array;
  /** What the caller gave, or -1 for a key that nobody asked for. */
  readonly value: number;
  /** The key that came after it the last time. */
  next: Key | null;
}

const maxStrangers = 256;

/**
 * Keys of one kind of JSON object, told by their bytes. Writers put keys in one order, so the key that followed the last time is tried
 * first, and nearly always a comparison of bytes is all that is needed. Keys that were not given are learned, to be skipped as fast.
 */
export class KnownKeys {
  readonly #keys: Key[] = [];
  readonly #given: number;
  #last: Key;
  readonly #start: Key = { bytes: new Uint8Array(0), value: -1, next: null };
  /** Where the value of the key that was told last begins. */
  valueAt = 0;

  constructor(names: readonly string[]) {
    const encoder = new TextEncoder();
    for (const [value, name] of names.entries())
      this.#keys.push({ bytes: encoder.encode(`${JSON.stringify(name)}:`), value, next: null });
    this.#given = this.#keys.length;
    this.#last = this.#start;
  }

  /** At the `{` of an object. */
  begin(): void {
    this.#last = this.#start;
  }

  /**
   * The number of the key at `at`, in the order the names were given; -1 for another key, -2 where there is no key without blanks
   * before its colon. Sets `valueAt`.
   */
  tell(bytes: Uint8Array, at: number, end: number): number {
    const expected = this.#last.next;
    if (expected !== null && stands(expected.bytes, bytes, at, end))
      return this.#found(expected, at);
    for (const key of this.#keys)
      if (stands(key.bytes, bytes, at, end)) {
        this.#last.next = key;
        return this.#found(key, at);
      }
    return this.#learn(bytes, at, end);
  }

  #found(key: Key, at: number): number {
    this.#last = key;
    this.valueAt = at + key.bytes.length;
    return key.value;
  }

  #learn(bytes: Uint8Array, at: number, end: number): number {
    if (bytes[at] !== quote) return -2;
    let to = at + 1;
    while (to < end && bytes[to] !== quote) to += bytes[to] === 92 ? 2 : 1;
    if (to + 1 >= end || bytes[to + 1] !== 58) return -2;
    const stranger: Key = { bytes: bytes.slice(at, to + 2), value: -1, next: null };
    if (this.#keys.length < this.#given + maxStrangers) {
      this.#keys.push(stranger);
      this.#last.next = stranger;
    }
    return this.#found(stranger, at);
  }
}

function stands(key: Uint8Array, bytes: Uint8Array, at: number, end: number): boolean {
  const length = key.length;
  if (at + length > end) return false;
  for (let index = 0; index < length; index += 1)
    if (bytes[at + index] !== key[index]) return false;
  return true;
}
