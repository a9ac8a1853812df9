import { toLong, type Long } from '../long.ts';
import type { KnownKeys } from './known-keys.ts';

/** Thrown where the bytes are not JSON as Spark writes it (without blanks); made once, because it is thrown often. */
export const unexpected = new Error('unexpected byte');

const maxSafeDigits = 15;

/**
 * Reads JSON from bytes without making objects of it: keys by `KnownKeys`, numbers straight to doubles, what nobody asks for skipped.
 * Every byte of the line is looked at, so a line that is broken off or joined to another is found out.
 */
export class ByteScanner {
  bytes = new Uint8Array(0);
  at = 0;
  end = 0;
  /** Set by `number` where a double is not exact. */
  exact: Long | null = null;

  #view: DataView = new DataView(new ArrayBuffer(0));

  load(bytes: Uint8Array, from: number, to: number): void {
    if (bytes !== this.bytes) {
      this.bytes = bytes as Uint8Array<ArrayBuffer>;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    this.at = from;
    this.end = to;
  }

  /** @throws unexpected */
  open(keys: KnownKeys): void {
    if (this.bytes[this.at] !== 123) throw unexpected;
    this.at += 1;
    keys.begin();
  }

  /** The next key of the object that was opened, or -3 at its end. @throws unexpected */
  key(keys: KnownKeys): number {
    let byte = this.bytes[this.at];
    if (byte === 44) {
      this.at += 1;
      byte = this.bytes[this.at];
    }
    if (byte === 125) {
      this.at += 1;
      return -3;
    }
    const key = keys.tell(this.#view, this.at, this.end);
    if (key === -2) throw unexpected;
    this.at = keys.valueAt;
    return key;
  }

  /** A number, also one in quotes. @throws unexpected */
  number(): number {
    const { bytes, end } = this;
    let at = this.at;
    const isQuoted = bytes[at] === 34;
    if (isQuoted) at += 1;
    const isNegative = bytes[at] === 45;
    if (isNegative) at += 1;
    const from = at;
    let value = 0;
    let digit = bytes[at]! - 48;
    while (digit >= 0 && digit <= 9 && at < end) {
      value = value * 10 + digit;
      at += 1;
      digit = bytes[at]! - 48;
    }
    const next = at < end ? bytes[at] : 0;
    // Fractions and exponents are no long of the JVM.
    if (at === from || next === 46 || next === 101 || next === 69) throw unexpected;
    this.exact = null;
    if (at - from > maxSafeDigits) {
      if (at - from > 40) throw unexpected;
      const whole = BigInt(String.fromCharCode(...bytes.subarray(from, at)));
      const long = toLong(BigInt.asIntN(64, isNegative ? -whole : whole));
      value = Number(long);
      if (typeof long === 'bigint') this.exact = long;
    } else if (isNegative) value = -value;
    if (isQuoted) {
      if (bytes[at] !== 34) throw unexpected;
      at += 1;
    }
    this.at = at;
    return value;
  }

  /** A whole number, also one in quotes, as far as a double holds it; NaN where another value was skipped. @throws unexpected */
  wholeOrSkip(): number {
    const { bytes, end, at: start } = this;
    let at = start;
    const isQuoted = bytes[at] === 34;
    if (isQuoted) at += 1;
    const isNegative = bytes[at] === 45;
    if (isNegative) at += 1;
    const from = at;
    let value = 0;
    let digit = bytes[at]! - 48;
    while (digit >= 0 && digit <= 9 && at < end) {
      value = value * 10 + digit;
      at += 1;
      digit = bytes[at]! - 48;
    }
    const next = at < end ? bytes[at] : 0;
    const isWhole =
      at > from && at - from <= 20 && (isQuoted ? next === 34 : next === 44 || next === 125);
    if (!isWhole) {
      this.skip();
      return Number.NaN;
    }
    this.at = isQuoted ? at + 1 : at;
    return isNegative ? -value : value;
  }

  /** @throws unexpected */
  flag(): boolean {
    const { bytes, at } = this;
    if (bytes[at] === 116 && bytes[at + 3] === 101) {
      this.at = at + 4;
      return true;
    }
    if (bytes[at] === 102 && bytes[at + 4] === 101) {
      this.at = at + 5;
      return false;
    }
    throw unexpected;
  }

  /** Moves behind the text at `at`. @throws unexpected */
  skipText(): void {
    const { bytes, end } = this;
    let at = this.at;
    if (bytes[at] !== 34) throw unexpected;
    at += 1;
    let byte = bytes[at]!;
    while (byte !== 34) {
      // A line that is cut inside a text must not go on in the next one.
      if (at >= end || byte < 32) throw unexpected;
      at += byte === 92 ? 2 : 1;
      byte = bytes[at]!;
    }
    if (at >= end) throw unexpected;
    this.at = at + 1;
  }

  /** Moves behind any value. @throws unexpected */
  skip(): void {
    const first = this.bytes[this.at];
    if (first === 34) {
      this.skipText();
      return;
    }
    if (first === 123 || first === 91) {
      this.#skipNested();
      return;
    }
    const { bytes, end } = this;
    let at = this.at;
    while (at < end) {
      const byte = bytes[at];
      if (byte === 44 || byte === 125 || byte === 93) break;
      if (byte! < 32) throw unexpected;
      at += 1;
    }
    if (at === this.at) throw unexpected;
    this.at = at;
  }

  #skipNested(): void {
    const { bytes, end } = this;
    let at = this.at;
    let depth = 0;
    while (at < end) {
      const byte = bytes[at];
      if (byte === 34) {
        at += 1;
        let inner = bytes[at]!;
        while (inner !== 34) {
          if (at >= end || inner < 32) throw unexpected;
          at += inner === 92 ? 2 : 1;
          inner = bytes[at]!;
        }
      } else if (byte! < 32) throw unexpected;
      else if (byte === 123 || byte === 91) depth += 1;
      else if (byte === 125 || byte === 93) {
        depth -= 1;
        if (depth === 0) {
          this.at = at + 1;
          return;
        }
      }
      at += 1;
    }
    throw unexpected;
  }
}
