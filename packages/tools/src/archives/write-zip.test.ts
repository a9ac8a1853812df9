import { fromBufferPromise, type Entry } from 'yauzl';
import { expect, test } from 'vitest';
import { writeZip, type ZipFile } from './write-zip.ts';

async function* chunks(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? new TextEncoder().encode(part) : part;
}
async function* each(files: readonly ZipFile[]): AsyncGenerator<ZipFile> {
  yield* files;
}
const modified = Date.UTC(2026, 10, 24, 13, 5, 8);

interface Read {
  readonly entry: Entry;
  readonly content: Buffer;
}

async function readBack(zip: AsyncIterable<Uint8Array>): Promise<Read[]> {
  const file = await fromBufferPromise(Buffer.concat(await Array.fromAsync(zip)));
  const all: Read[] = [];
  for await (const entry of file.eachEntry()) {
    const content = await Array.fromAsync(await file.openReadStreamPromise(entry));
    all.push({ entry, content: Buffer.concat(content as Uint8Array[]) });
  }
  return all;
}

test('another reader finds what was written, byte by byte', async () => {
  const large = new Uint8Array(3_000_000).map((_, at) => (at * at) % 251);
  const read = await readBack(
    writeZip(
      each([
        { path: 'logs/', modified, bytes: 0, content: chunks() },
        { path: 'logs/ä b', modified, bytes: 11, content: chunks('hello ', 'world') },
        { path: 'logs/large', modified, bytes: large.length, content: chunks(large) },
        // Said to be longer than it is, so that the longer form is written.
        { path: 'long', modified, bytes: 5e9, content: chunks('short') },
      ]),
    ),
  );
  expect(read.map(({ entry }) => entry.fileName)).toEqual([
    'logs/',
    'logs/ä b',
    'logs/large',
    'long',
  ]);
  expect(read[1]!.content.toString()).toBe('hello world');
  expect(read[1]!.entry.crc32).toBe(0x0d4a1185);
  expect(read[1]!.entry.getLastModDate({ timezone: 'UTC' }).getTime()).toBe(modified);
  expect(read[2]!.content.equals(large)).toBe(true);
  expect(read[3]!.content.toString()).toBe('short');
});

test('a content that breaks off breaks the archive off', async () => {
  const content = (async function* () {
    yield* chunks('some');
    throw new Error('gone');
  })();
  const zip = writeZip(each([{ path: 'a', modified, bytes: 10, content }]));
  await expect(Array.fromAsync(zip)).rejects.toThrow('gone');
});
