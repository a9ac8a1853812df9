import { isUtf8 } from 'node:buffer';

/** What the bytes of a text were taken for, where they are not UTF-8. */
export type AssumedEncoding = 'UTF-16' | 'Windows-1252 in part';

/** Bytes of the head that must be there before a text without a mark is taken for UTF-16. */
const leastBytes = 16;

/**
 * A text as UTF-8, so that all that comes later, from search to the check of quotes, has to do with one encoding. UTF-16 is told by
 * its mark or by the zero bytes between its letters. Bytes that are no UTF-8 are read as Windows-1252, the commonest of the legacy
 * encodings, and nothing else is touched: a line of another encoding in the middle of a log harms no other. What has zero bytes is
 * data, and left as it is.
 */
export function toUtf8(
  bytes: AsyncIterable<Uint8Array>,
  head: Uint8Array,
): { readonly chunks: AsyncIterable<Uint8Array>; readonly assumed: () => AssumedEncoding | null } {
  const wide = utf16Of(head);
  if (wide) {
    let given = false;
    const chunks = fromUtf16(bytes, wide, () => (given = true));
    return { chunks, assumed: () => (given ? 'UTF-16' : null) };
  }
  if (head.includes(0)) return { chunks: bytes, assumed: () => null };
  let repaired = false;
  const repair = (part: Uint8Array): Uint8Array => {
    if (isUtf8(part)) return part;
    repaired = true;
    return fromWindows1252(part);
  };
  return {
    chunks: repairing(bytes, repair),
    assumed: () => (repaired ? 'Windows-1252 in part' : null),
  };
}

type Utf16 = 'utf-16le' | 'utf-16be';

function utf16Of(head: Uint8Array): Utf16 | null {
  const [first, second, third, fourth] = head;
  // With two more zeros it would be UTF-32.
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? null : 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (head.length < leastBytes) return null;
  // Latin letters, digits and signs, of which every log has most, have a zero as their other byte.
  const pairs = Math.floor(head.length / 2);
  const plain = { 'utf-16le': 0, 'utf-16be': 0 };
  for (let at = 0; at < pairs * 2; at += 2) {
    if (head[at + 1] === 0 && isPlain(head[at]!)) plain['utf-16le'] += 1;
    if (head[at] === 0 && isPlain(head[at + 1]!)) plain['utf-16be'] += 1;
  }
  for (const encoding of ['utf-16le', 'utf-16be'] as const)
    if (plain[encoding] > pairs * 0.8) return encoding;
  return null;
}

const isPlain = (byte: number): boolean =>
  (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13;

async function* fromUtf16(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Utf16,
  onText: () => void,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  const give = function* (text: string): Generator<Uint8Array> {
    if (text === '') return;
    onText();
    yield encoder.encode(text);
  };
  for await (const chunk of bytes) yield* give(decoder.decode(chunk, { stream: true }));
  yield* give(decoder.decode());
}

async function* repairing(
  bytes: AsyncIterable<Uint8Array>,
  repair: (part: Uint8Array) => Uint8Array,
): AsyncGenerator<Uint8Array> {
  /** The start of a character that the last chunk ended in. */
  let held: Uint8Array = new Uint8Array(0);
  for await (const chunk of bytes) {
    const whole = held.length > 0 ? concat(held, chunk) : chunk;
    const open = openBytes(whole);
    held = whole.slice(whole.length - open);
    if (open < whole.length) yield repair(whole.subarray(0, whole.length - open));
  }
  if (held.length > 0) yield repair(held);
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** How many bytes at the end begin a character whose other bytes may come with the next chunk. */
function openBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    return lengthOf(byte) > back ? back : 0;
  }
  return 0;
}

/** Bytes of a character of UTF-8 by its first one; 1 where none begins so. */
const lengthOf = (first: number): number =>
  first >= 0xf0 && first < 0xf5
    ? 4
    : first >= 0xe0 && first < 0xf0
      ? 3
      : first >= 0xc2 && first < 0xe0
        ? 2
        : 1;

/** UTF-8 of each byte from 128 on as Windows-1252 has it. */
const characters = Array.from({ length: 128 }, (_, at) =>
  new TextEncoder().encode(new TextDecoder('windows-1252').decode(Uint8Array.of(at + 128))),
);

function fromWindows1252(bytes: Uint8Array): Uint8Array {
  // A byte becomes three at most.
  const into = new Uint8Array(bytes.length * 3);
  let length = 0;
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at]!;
    const whole = byte < 128 ? 1 : lengthOf(byte);
    if (
      byte < 128 ||
      (whole > 1 && isUtf8(bytes.subarray(at, at + whole)) && at + whole <= bytes.length)
    ) {
      for (let copied = 0; copied < whole; copied++) into[length++] = bytes[at++]!;
      continue;
    }
    const character = characters[byte - 128]!;
    into.set(character, length);
    length += character.length;
    at += 1;
  }
  return into.subarray(0, length);
}
