import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbeddedStores } from '../adapters/embedded/index.ts';
import type { Stores } from '../ports/index.ts';
import { unpackAll } from './testing/unpack-all.ts';

let stores: Stores;
beforeAll(async () => {
  stores = await openEmbeddedStores({ directory: ':memory:' });
});
afterAll(() => stores.close());

const text = '2026-11-24 02:10:11,123 ERROR app.Läufer: größer als 5 € 🙂\r\nline two\r\n'.repeat(
  40,
);
const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();
const utf16 = Buffer.from(text, 'utf16le');

async function read(bytes: Uint8Array) {
  const [whole] = await unpackAll(bytes, stores.spool);
  const odd = await unpackAll(bytes, stores.spool, {
    cuts: Array.from({ length: 200 }, (_, at) => 513 + at * 7).filter((at) => at < bytes.length),
  });
  expect(odd).toEqual([whole]);
  return whole!;
}

test.each([
  ['little-endian with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
  ['big-endian with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), swapped(utf16)])],
  ['little-endian without a mark', utf16],
  ['big-endian without a mark', swapped(utf16)],
])('UTF-16, %s, becomes the same text in UTF-8', async (_, bytes) => {
  expect(await read(bytes)).toEqual({ name: 'sent', text, code: 'FILE_ENCODING_ASSUMED' });
});

test('UTF-8 stays as it is, byte by byte', async () => {
  for (const each of [text, `\uFEFF${text}`, 'é', ''])
    expect(await read(Buffer.from(each))).toEqual({ name: 'sent', text: each, code: null });
});

test('bytes of a legacy encoding are read as Windows-1252, and others are not touched', async () => {
  const bytes = Buffer.concat([
    Buffer.from('naïve in UTF-8, then: '),
    Buffer.from([0x67, 0x72, 0xf6, 0xdf, 0x65, 0x72, 0x20, 0x80, 0x20, 0x93, 0x94, 0x0a]),
    Buffer.from('🙂 and a start of a character: '),
    Buffer.from([0xe2, 0x82, 0x0a, 0xff, 0xc3]),
  ]);
  expect(await read(bytes)).toEqual({
    name: 'sent',
    text: 'naïve in UTF-8, then: größer € “”\n🙂 and a start of a character: â‚\nÿÃ',
    code: 'FILE_ENCODING_ASSUMED',
  });
});

test('what has zero bytes is data, and stays as it is', async () => {
  const data = Buffer.from([
    0x50,
    0x41,
    0x52,
    0x31,
    0,
    0,
    0xff,
    0xfe,
    0x80,
    ...Buffer.from('x'.repeat(600)),
    0xe9,
  ]);
  const [found] = await unpackAll(data, stores.spool);
  expect(found).toEqual({ name: 'sent', text: data.toString(), code: null });
  const utf32 = Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0, 0x62, 0, 0, 0]);
  expect((await unpackAll(utf32, stores.spool))[0]!.code).toBe(null);
});

test("dbt's run_results.json becomes one result a line, and says the same", async () => {
  const results = {
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/run-results/v6.json',
      env: {},
    },
    results: Array.from({ length: 30 }, (_, number) => ({
      status: number === 7 ? 'error' : 'success',
      timing: [{ name: 'compile', completed_at: '2026-11-24T02:10:11.123456Z' }],
      message: number === 7 ? 'Database Error in model "c"\n  [1, {2}, "x\\"' : 'SELECT 1',
      unique_id: `model.shop.m${number}`,
    })),
    elapsed_time: 3.5,
    args: { which: 'run', select: ['a', 'b'] },
  };
  // With spaces as dbt writes it, and without.
  for (const sent of [
    JSON.stringify(results, null, 1).replaceAll(/\n */g, ' '),
    JSON.stringify(results),
  ]) {
    const { text, code } = await read(Buffer.from(sent));
    expect(JSON.parse(text)).toEqual(results);
    expect(code).toBe(null);
    const lines = text.split('\n');
    expect(lines).toHaveLength(32);
    expect(lines[8]).toMatch(/^\{/);
    expect(JSON.parse(lines[8]!.replace(/, *$/, ''))).toEqual(results.results[7]);
  }
  const pretty = JSON.stringify(results, null, 2);
  expect((await read(Buffer.from(pretty))).text).toBe(pretty);
});
