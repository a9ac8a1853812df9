import { expect, test } from 'vitest';
import { readLines, type LogLine, type ReadLinesOptions } from './read-lines.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

async function* chunksOf(bytes: Uint8Array, size = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function lines(
  bytes: Uint8Array,
  options?: ReadLinesOptions,
  size?: number,
): Promise<LogLine[]> {
  return (await Array.fromAsync(readLines(chunksOf(bytes, size), options))).flat();
}

test.each<[string, string, string[]]>([
  ['nothing', '', []],
  ['one line break', '\n', ['']],
  ['no line break at the end', 'a\nb', ['a', 'b']],
  ['a line break at the end', 'a\nb\n', ['a', 'b']],
  ['empty lines', '\n\na\n\n', ['', '', 'a', '']],
  ['CRLF', 'a\r\nb\r\n', ['a', 'b']],
  ['mixed line breaks', 'a\r\nb\nc\r', ['a', 'b', 'c']],
  ['CR inside', 'a\rb\n', ['a\rb']],
  ['BOM', '\uFEFFa\n\uFEFFb\n', ['a', '\uFEFFb']],
  ['NUL', 'a\0b\n\0\0\n', ['a\0b', '\0\0']],
  ['umlauts and emoji', 'größe \u{1F600}\n', ['größe \u{1F600}']],
])('%s', async (_, text, expected) => {
  expect((await lines(encode(text))).map((line) => line.text)).toEqual(expected);
});

test('numbers and bytes: the break is outside, a carriage return inside', async () => {
  expect(await lines(encode('ä\r\nb\n'))).toEqual([
    { number: 1, start: 0, end: 3, text: 'ä', cut: false },
    { number: 2, start: 4, end: 5, text: 'b', cut: false },
  ]);
  const [line] = await lines(encode('b\n'), { firstLine: 7, firstByte: 100 });
  expect(line).toMatchObject({ number: 7, start: 100, end: 101 });
});

test('invalid UTF-8 becomes the replacement character, and only there', async () => {
  const bytes = Uint8Array.of(97, 0xff, 98, 10, 0xc3, 10, 99);
  expect((await lines(bytes)).map(({ text }) => text)).toEqual(['a\uFFFDb', '\uFFFD', 'c']);
});

test.each([1, 7, 4096, 100_000])(
  'a line longer than the limit is cut, whatever the chunks (%i bytes)',
  async (size) => {
    const text = `first\n${'x'.repeat(50_000)}\nlast\n`;
    const found = await lines(encode(text), { maxLineBytes: 1000 }, size);
    expect(
      found.map((line) => [line.number, line.text.length, line.cut, line.end - line.start]),
    ).toEqual([
      [1, 5, false, 5],
      [2, 1000, true, 50_000],
      [3, 4, false, 4],
    ]);
  },
);

test.each([1, 3, 11])(
  'a line of just the limit is whole, with CR and without (%i bytes)',
  async (size) => {
    const found = await lines(
      encode(`${'x'.repeat(10)}\n${'x'.repeat(10)}\r\n${'x'.repeat(11)}\n`),
      { maxLineBytes: 10 },
      size,
    );
    expect(found.map(({ text, cut }) => [text.length, cut])).toEqual([
      [10, false],
      [10, false],
      [10, true],
    ]);
  },
);

test('a line without an end needs no more memory than its head', async () => {
  let given = 0;
  async function* endless() {
    const chunk = new Uint8Array(1 << 20).fill(120);
    for (; given < 200; given++) yield chunk;
  }
  const [line] = (await Array.fromAsync(readLines(endless()))).flat();
  expect(line).toMatchObject({ number: 1, start: 0, end: 200 << 20, cut: true });
  expect(line!.text).toHaveLength(65_536);
});

test('says what is no text, and reads nothing of it', async () => {
  const reasons: string[] = [];
  const onBinary = (reason: string) => reasons.push(reason);
  expect(await lines(Uint8Array.of(0x1f, 0x8b, 8, 0, 10, 10), { onBinary })).toEqual([]);
  expect(await lines(encode('text\n'), { onBinary }, 1)).toHaveLength(1);
  expect(reasons).toEqual(['known binary signature']);
});

test('progress counts bytes, and a signal stops', async () => {
  const seen: number[] = [];
  await lines(encode('abc\ndef\n'), { onProgress: (bytes) => seen.push(bytes) }, 3);
  expect(seen).toEqual([3, 6, 8]);
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(lines(encode('a\n'), { signal })).rejects.toThrow('enough');
});
