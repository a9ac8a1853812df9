import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { array, assert, asyncProperty, nat } from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbeddedStores } from '../adapters/embedded/index.ts';
import type { Stores } from '../ports/index.ts';
import { unpackAll, type Unpacked } from './testing/unpack-all.ts';
import { unpack } from './unpack.ts';

const read = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, 'testing', 'fixtures', name));
const plain = read('plain.log').toString();
const [head, tail] = [plain.slice(0, 1500), plain.slice(1500)];
const long = plain.repeat(20);

let stores: Stores;
beforeAll(async () => {
  stores = await openEmbeddedStores({ directory: ':memory:' });
});
afterAll(() => stores.close());
const all = (bytes: Uint8Array, options?: Parameters<typeof unpackAll>[2]): Promise<Unpacked[]> =>
  unpackAll(bytes, stores.spool, options);

/** Ending of the fixtures, and whether the format has check values for its content. */
const compressions: readonly [string, { isChecked: boolean }][] = [
  ['gz', { isChecked: true }],
  ['zst', { isChecked: true }],
  ['bz2', { isChecked: true }],
  ['xz', { isChecked: true }],
  ['lz4', { isChecked: true }],
  ['java-lz4', { isChecked: true }],
  ['framed-snappy', { isChecked: true }],
  ['java-snappy', { isChecked: false }],
  ['lzf', { isChecked: false }],
];

describe.each(compressions)('%s', (ending, { isChecked }) => {
  const packed = read(`plain.${ending}`);

  test('whole, in several streams after each other', async () => {
    expect(await all(packed, { name: 'odd.txt' })).toEqual([
      { name: 'odd.txt', text: plain, code: null },
    ]);
  });

  test('arriving in pieces cut anywhere', async () => {
    expect((await all(packed, { cuts: [...packed.keys()] }))[0]!.text).toBe(plain);
    await assert(
      asyncProperty(array(nat(packed.length), { maxLength: 6 }), async (cuts) => {
        expect(await all(packed, { cuts })).toEqual([{ name: 'sent', text: plain, code: null }]);
      }),
      { numRuns: 25 },
    );
  });

  test('cut off: what stands before is read, and said to be cut', async () => {
    let silent = 0;
    for (let length = 32; length < packed.length; length += 7) {
      const [file] = await all(packed.subarray(0, length));
      expect(plain.startsWith(file!.text)).toBe(true);
      expect(['ARCHIVE_DAMAGED', null]).toContain(file!.code);
      if (file!.code === null) silent += 1;
    }
    // Only a cut between two streams or, where the format has no end mark, between two blocks cannot be seen.
    expect(silent).toBeLessThanOrEqual(isChecked ? 1 : 3);
  });

  test('a changed bit is never passed over, or at least does no harm', async () => {
    for (let at = 24; at < packed.length; at += 5) {
      const changed = Buffer.from(packed);
      changed[at]! ^= 1 << (at % 8);
      const [file] = await all(changed);
      expect(!isChecked || file!.code !== null || file!.text === plain).toBe(true);
      expect(file!.text.length).toBeLessThan(1 << 20);
    }
  });

  test('a limit of bytes holds', async () => {
    const options = { maxUnpackedBytes: plain.length - 1 };
    await expect(all(packed, options)).rejects.toMatchObject({ code: 'ARCHIVE_BOMB' });
    await expect(all(packed, { maxUnpackedBytes: plain.length })).resolves.toHaveLength(1);
  });
});

test.each(['zst', 'bz2', 'xz', 'lz4', 'java-lz4', 'framed-snappy', 'java-snappy', 'lzf'])(
  'several blocks of %s',
  async (ending) => {
    expect((await all(read(`long.${ending}`)))[0]).toEqual({
      name: 'sent',
      text: long,
      code: null,
    });
  },
);

test('zstd frames of more than one call, and one that is cut', async () => {
  const lines = Array.from({ length: 90_000 }, (_, at) => `line ${(at * 7919) % 90_001}`).join(
    '\n',
  );
  const packed = Buffer.concat([zstdCompressSync(lines), zstdCompressSync('end')]);
  expect((await all(packed))[0]!.text === `${lines}end`).toBe(true);
  const [cut] = await all(packed.subarray(0, packed.length >> 1));
  expect(cut!.code).toBe('ARCHIVE_DAMAGED');
  expect(lines.startsWith(cut!.text) && cut!.text.length > lines.length / 3).toBe(true);
});

test.each(['xz', 'lz4'])('a block of %s that is cut is read up to the cut', async (ending) => {
  const packed = read(`long.${ending}`);
  let before = 0;
  for (const length of [600, 800, 1000, 1200]) {
    const [file] = await all(packed.subarray(0, length));
    expect(file!.code).toBe('ARCHIVE_DAMAGED');
    expect(long.startsWith(file!.text)).toBe(true);
    expect(file!.text.length).toBeGreaterThan(before);
    before = file!.text.length;
  }
});

describe('archives', () => {
  const three = `${'a'.repeat(120)}/three.log`;
  const link = { name: 'link.log', text: '', code: 'ARCHIVE_NOT_UNPACKED' };
  const one = { name: 'one.log', text: head, code: null };
  const two = { name: 'inner/two.log', text: tail, code: null };
  const cases: readonly [string, readonly Unpacked[]][] = [
    ['gnu.tar.gz', [one, two, link, { name: three, text: head, code: null }]],
    ['posix.tar.zst', [one, two, link, { name: three, text: head, code: null }]],
    ['ustar.tar.bz2', [one, two, link]],
    ['deflated.zip', [one, two, link, { name: three, text: head, code: null }]],
    ['stored.zip', [one, two]],
    ['bzip2.zip', [one, two]],
    ['zip64.zip', [one, two]],
    ['encrypted.zip', [{ ...one, text: '', code: 'ARCHIVE_ENCRYPTED' }, two]],
    [
      'java.zip',
      [
        { name: 'eventlog_v2_app-1/appstatus_app-1', text: '', code: null },
        { name: 'eventlog_v2_app-1/events_1_app-1', text: plain, code: null },
        { name: 'eventlog_v2_app-1/events_2_app-1', text: plain, code: null },
      ],
    ],
  ];
  const within = (archive: string, files: readonly Unpacked[]): Unpacked[] =>
    inOrder(files.map((file) => ({ ...file, name: `${archive}!/${file.name}` })));

  test.each(cases)('%s', async (name, expected) => {
    expect(inOrder(await all(read(name), { name }))).toEqual(within(name, expected));
  });

  test.each(cases)('%s arriving byte by byte', async (name, expected) => {
    const packed = read(name);
    const found = await all(packed, { name, cuts: [...packed.keys()] });
    expect(inOrder(found)).toEqual(within(name, expected));
  });

  test.each(cases)('%s cut off: its first members are read, and it says so', async (name) => {
    const packed = read(name);
    for (let length = packed.length - 30; length > 600; length -= 97) {
      const found = await all(packed.subarray(0, length), { name });
      expect(found.at(-1)).toMatchObject({ name, text: '', code: 'ARCHIVE_DAMAGED' });
      for (const { text } of found)
        // The target of a link: only the directory says that it is one.
        expect([plain, tail, 'one.log'].some((whole) => whole.startsWith(text))).toBe(true);
    }
  });

  test.each(cases)('%s with a changed bit anywhere ends', async (name) => {
    const packed = read(name);
    for (let at = 4; at < packed.length; at += 41) {
      const changed = Buffer.from(packed);
      changed[at]! ^= 1 << (at % 8);
      expect((await all(changed, { name })).length).toBeGreaterThan(0);
    }
  });

  test('a zip file without a directory that can be read is read from its entries', async () => {
    const found = await all(read('broken-directory.zip'), { name: 'a.zip' });
    expect(found).toEqual([
      ...within('a.zip', [one]),
      ...within('a.zip', [two]),
      { name: 'a.zip', text: '', code: 'ARCHIVE_DAMAGED' },
    ]);
    const java = read('java.zip');
    const cut = await all(java.subarray(0, java.length - 300), { name: 'a.zip' });
    expect(cut.filter(({ text }) => text === plain)).toHaveLength(2);
  });

  test('a broken member does not break the others', async () => {
    const zip = read('stored.zip');
    zip[zip.indexOf(head.slice(0, 40)) + 700]! ^= 1;
    expect(await all(zip, { name: 'a.zip' })).toMatchObject([
      { name: 'a.zip!/one.log', code: 'ARCHIVE_DAMAGED' },
      { name: 'a.zip!/inner/two.log', text: tail, code: null },
    ]);
    const tar = gunzipSync(read('gnu.tar.gz'));
    // The header of the second file; the first has the long name.
    tar[tar.indexOf('./inner/two.log') + 20]! ^= 1;
    const found = await all(tar, { name: 'a.tar' });
    expect(found.find(({ name }) => name === 'a.tar!/one.log')).toMatchObject({ text: head });
    expect(found.at(-1)).toMatchObject({ name: 'a.tar', code: 'ARCHIVE_DAMAGED' });
  });

  test('packed files in archives are unpacked, two archives deep', async () => {
    const inner = tar(['app.log.gz', gzipSync(plain)]);
    const middle = gzipSync(tar(['logs.tar', inner], ['deflated.zip', read('stored.zip')]));
    expect(await all(middle, { name: 'a.tgz' })).toEqual([
      { name: 'a.tgz!/logs.tar!/app.log.gz', text: plain, code: null },
      { name: 'a.tgz!/deflated.zip!/one.log', text: head, code: null },
      { name: 'a.tgz!/deflated.zip!/inner/two.log', text: tail, code: null },
    ]);
    const deep = tar(['b.tar', tar(['c.tar', inner])], ['after.log', Buffer.from(plain)]);
    expect(await all(deep, { name: 'a.tar' })).toEqual([
      { name: 'a.tar!/b.tar!/c.tar', text: '', code: 'ARCHIVE_NOT_UNPACKED' },
      { name: 'a.tar!/after.log', text: plain, code: null },
    ]);
    const thrice = gzipSync(gzipSync(gzipSync(plain)));
    expect(await all(thrice)).toEqual([{ name: 'sent', text: '', code: 'ARCHIVE_NOT_UNPACKED' }]);
    expect((await all(gzipSync(gzipSync(plain))))[0]!.text).toBe(plain);
  });

  test('names that point elsewhere or change a terminal are made safe', async () => {
    const odd = ['../../etc/passwd', '/abs.log', 'C:\\logs\\x.log', 'a\u001b[31m.log', '..'];
    const files = odd.map((name): [string, Uint8Array] => [name, Buffer.from(name)]);
    expect((await all(tar(...files), { name: '../a.tar' })).map(({ name }) => name)).toEqual([
      'a.tar!/etc/passwd',
      'a.tar!/abs.log',
      'a.tar!/logs/x.log',
      'a.tar!/a[31m.log',
      'a.tar!/unnamed',
    ]);
  });

  test.each([
    ['tar', Buffer.alloc(10_240)],
    ['zip', Buffer.concat([Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)])],
    ['tar of hidden files', tar(['.DS_Store', Buffer.from('x')], ['__MACOSX/x', Buffer.from('x')])],
  ])('an empty %s', async (name, bytes) => {
    // A tar file of nothing but zeros is no tar file to anybody.
    const code = name === 'tar' ? null : 'ARCHIVE_EMPTY';
    expect(await all(bytes, { name })).toMatchObject([{ name, code }]);
  });
});

test('text stays text, whatever its name says', async () => {
  for (const text of [
    plain,
    'ZVON started\n',
    'BZh9 is no block\n',
    'LZ4Block manager started at noon',
    'PK\n',
  ])
    expect(await all(Buffer.from(text), { name: 'a.zip' })).toEqual([
      { name: 'a.zip', text, code: null },
    ]);
});

test('bytes 0 behind the end are no damage, anything else is', async () => {
  for (const ending of ['gz', 'zst', 'bz2', 'xz', 'lz4', 'java-lz4']) {
    const packed = read(`plain.${ending}`);
    const padded = await all(Buffer.concat([packed, Buffer.alloc(2000)]));
    expect([ending, padded[0]!.code]).toEqual([ending, null]);
    const followed = await all(Buffer.concat([packed, Buffer.from('something else')]));
    expect([ending, followed[0]]).toEqual([
      ending,
      { name: 'sent', text: plain, code: 'ARCHIVE_DAMAGED' },
    ]);
  }
});

describe('bombs', () => {
  const zeros = Buffer.alloc(70 * 1024 ** 2);
  test.each([
    ['zstd', () => zstdCompressSync(zeros)],
    ['zstd in gzip', () => gzipSync(zstdCompressSync(zeros))],
    ['tar.zst', () => zstdCompressSync(tar(['zeros', zeros]))],
  ])('%s is refused', async (_, bomb) => {
    await expect(drain(bomb())).rejects.toMatchObject({ code: 'ARCHIVE_BOMB' });
  });

  test('entries of a zip file count together', async () => {
    const options = { maxUnpackedBytes: plain.length - 1 };
    await expect(all(read('stored.zip'), options)).rejects.toMatchObject({ code: 'ARCHIVE_BOMB' });
  });

  const drain = async (bytes: Uint8Array): Promise<void> => {
    const source = (async function* () {
      yield bytes;
    })();
    const options = { name: 'bomb', maxUnpackedBytes: 2 ** 40, spool: stores.spool };
    for await (const { content } of unpack(source, options)) for await (const _ of content);
  };
});

test('an abort ends it', async () => {
  const controller = new AbortController();
  const endless = (async function* () {
    for (;;) yield zstdCompressSync(plain);
  })();
  const { spool } = stores;
  const options = { name: 'a', maxUnpackedBytes: 2 ** 40, spool, signal: controller.signal };
  const reading = (async () => {
    for await (const { content } of unpack(endless, options))
      for await (const _ of content) controller.abort(new Error('enough'));
  })();
  await expect(reading).rejects.toThrow('enough');
});

test('1 GB needs little memory', async () => {
  const script = `
    import { zstdCompressSync } from 'node:zlib';
    import { unpack } from ${JSON.stringify(join(import.meta.dirname, 'unpack.ts'))};
    const lines = Array.from({ length: 100_000 }, (_, at) =>
      'INFO TaskSetManager: Finished task ' + ((at * 7919) % 100_003) + '\\n').join('');
    const packed = zstdCompressSync(lines);
    async function* source() {
      for (let sent = 0; sent <= 2 ** 30; sent += lines.length) yield packed;
    }
    let bytes = 0;
    for await (const { content } of unpack(source(), { name: 'a', maxUnpackedBytes: 2 ** 40 }))
      for await (const chunk of content) bytes += chunk.length;
    console.log(JSON.stringify({ bytes, peakMegabytes: process.resourceUsage().maxRSS / 1024 }));`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=datasherpa-source',
    '--input-type=module',
    '--eval',
    script,
  ]);
  const { bytes, peakMegabytes } = JSON.parse(stdout) as { bytes: number; peakMegabytes: number };
  expect(bytes).toBeGreaterThan(1024 ** 3);
  expect(peakMegabytes).toBeLessThan(400);
});

function inOrder(files: readonly Unpacked[]): Unpacked[] {
  return files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** A tar file in the old form, which is enough to hold files. */
function tar(...files: readonly (readonly [string, Uint8Array])[]): Buffer {
  const blocks = files.flatMap(([name, content]) => {
    const header = Buffer.alloc(512);
    header.write(name, 0, 100);
    header.write(content.length.toString(8).padStart(11, '0'), 124);
    header.fill(' ', 148, 156);
    header.write('0', 156);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0`, 148);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
