/** Bytes that were read and that the server has not acknowledged, by their offset in its session. */
export class Unacknowledged {
  readonly #parts: Uint8Array[] = [];
  #start = 0;
  #bytes = 0;

  /** Offset up to which everything is acknowledged. */
  get acknowledged(): number {
    return this.#start;
  }

  get bytes(): number {
    return this.#bytes;
  }

  add(part: Uint8Array): void {
    this.#parts.push(part);
    this.#bytes += part.length;
  }

  acknowledge(offset: number): void {
    while (this.#start < offset && this.#parts.length > 0) {
      const [first] = this.#parts as [Uint8Array];
      const known = Math.min(first.length, offset - this.#start);
      this.#start += known;
      this.#bytes -= known;
      if (known === first.length) this.#parts.shift();
      else this.#parts[0] = first.subarray(known);
    }
  }

  /** Another session counts from 0. */
  startAnew(): void {
    this.#start = 0;
  }

  /** What stands from the offset on, in parts of at most so many bytes. */
  *from(offset: number, longest: number): Generator<Uint8Array> {
    let at = this.#start;
    for (const part of this.#parts) {
      const begin = Math.max(0, offset - at);
      for (let from = begin; from < part.length; from += longest)
        yield part.subarray(from, from + longest);
      at += part.length;
    }
  }
}
