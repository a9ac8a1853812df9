import { expect, test } from 'vitest';
import { detectBinary } from './detect-binary.ts';

const bytes = (...parts: (string | number | number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...new TextEncoder().encode(part)] : part,
    ),
  );
const utf16 = (text: string): number[] =>
  Array.from(text, (sign) => [sign.charCodeAt(0), 0]).flat();

test.each<[string, Uint8Array, string | null]>([
  ['nothing', bytes(), null],
  ['text', bytes('26/11/24 INFO a: b\n'), null],
  ['text with a BOM', bytes([0xef, 0xbb, 0xbf], 'a log\n'), null],
  ['latin-1', bytes('gr', 0xf6, 0xdf, 'e ist falsch\n'), null],
  ['colours', bytes('\u001b[31mERROR\u001b[0m it failed\n'), null],
  [
    'runs of NUL between lines',
    bytes(
      'a line of text\n'.repeat(30),
      Array.from({ length: 500 }, () => 0),
    ),
    null,
  ],
  ['gzip', bytes(0x1f, 0x8b, 8), 'known binary signature'],
  ['zip', bytes('PK', 3, 4), 'known binary signature'],
  ['Parquet', bytes('PAR1', 21, 4), 'known binary signature'],
  ['UTF-16 with a mark', bytes(0xff, 0xfe, 97, 0), 'utf-16 text'],
  ['UTF-16 without a mark', bytes(utf16('a log without a mark\n')), 'utf-16 text'],
  ['control bytes', bytes(Array.from({ length: 400 }, (_, at) => at % 32)), 'control bytes'],
  ['zeros', new Uint8Array(400), 'control bytes'],
])('%s', (_, head, reason) => {
  expect(detectBinary(head)).toBe(reason);
});
