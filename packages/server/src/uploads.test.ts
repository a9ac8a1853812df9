import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClient, type Client, type UploadReceipt, type UploadView } from './client.ts';
import { openEmbeddedStores } from '@datasherpa/tools/adapters/embedded';
import type { Stores } from '@datasherpa/tools/ports';
import { compose, type Composed } from './compose.ts';
import { readConfig } from './config.ts';

/** Uploads that come, come twice, pass a limit or go: what is on disk afterwards, in an installation of its own for each test. */

let directory: string;
let composed: Composed;
let client: Client;

async function start(): Promise<void> {
  const megabyte = 1024 * 1024;
  composed = await compose(
    readConfig({
      dataDirectory: directory,
      maxUnpackedBytes: 3 * megabyte,
      maxUploadBytes: 4 * megabyte,
      maxFiles: 3,
    }),
  );
  client = createClient({
    baseUrl: 'http://localhost',
    fetch: (request) => composed.app.fetch(request),
  });
}
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sherpa-uploads-'));
  await start();
});
afterEach(async () => {
  await composed.close();
  await rm(directory, { recursive: true, force: true });
});

interface Sent {
  readonly name: string;
  readonly content: string | Uint8Array;
}
const file = (name: string, content: string | Uint8Array): Sent => ({ name, content });

const send = (...files: Sent[]): Promise<UploadReceipt> =>
  client.upload(
    (async function* () {
      for (const { name, content } of files)
        yield {
          name,
          content: (async function* () {
            yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
          })(),
        };
    })(),
  );

async function upload(...files: Sent[]): Promise<UploadView> {
  const receipt = await send(...files);
  let view = receipt.upload;
  for await (const state of client.watchUpload(view.id)) view = state;
  return view;
}

/** Everything that an upload can leave behind. */
async function traces() {
  const { metadata, index, blobs, queue } = composed.stores;
  const large = await queue.stats('ingest');
  const small = await queue.stats('ingest-small');
  return {
    uploads: (await metadata.uploads.list('default', { limit: 10, offset: 0 })).total,
    receiving: (await metadata.uploads.listReceiving()).length,
    unused: (await metadata.contents.listUnused()).length,
    documents: await index.count('logs'),
    blobs: (await Array.fromAsync(blobs.list())).length,
    temporary: (await readdir(join(directory, 'blobs', 'incoming'))).length,
    spooled: (await readdir(join(directory, 'spool'))).length,
    jobs: [large, small].reduce(
      (sum, { queued, running, failed, done }) => sum + queued + running + failed + done,
      0,
    ),
  };
}
const nothing = {
  uploads: 0,
  receiving: 0,
  unused: 0,
  documents: 0,
  blobs: 0,
  temporary: 0,
  spooled: 0,
  jobs: 0,
};

const log = (of: string): string => `26/11/20 02:00:00 INFO SparkContext: Running ${of}
26/11/20 02:10:04 ERROR Executor: Exception in task 7.0 in stage 3.0 (TID 71)
java.io.IOException: No space left on device
26/11/20 02:10:05 WARN TaskSetManager: Lost task 7.0 in stage 3.0 (TID 71) of ${of}
`;

/** Made by zip and tar (`make-fixtures.sh` beside them). */
const archive = (name: string): Uint8Array =>
  readFileSync(new URL(`../../tools/src/archives/testing/fixtures/${name}`, import.meta.url));

const diagnose = async (view: UploadView) =>
  client.callTool('/debug', { question: 'why?', uploads: [view.id] });

describe('deleting an upload', () => {
  test('leaves nothing of it', async () => {
    const view = await upload(
      file('a.log', log('a')),
      file('b.log.gz', gzipSync(log('b'))),
      file('empty.log', ''),
    );
    await client.deleteUpload(view.id);
    expect(await traces()).toEqual(nothing);
    await expect(diagnose(view)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(client.deleteUpload(view.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('does not take what another upload has too, in either order', async () => {
    const first = await upload(file('a.log', log('shared')), file('only.log', log('first')));
    const second = await upload(file('b.log', log('shared')), file('c.log', log('shared')));
    expect(second.files.map(({ duplicateOf }) => duplicateOf)).toEqual([
      first.files[0]!.id,
      first.files[0]!.id,
    ]);
    const withBoth = await traces();
    await client.deleteUpload(first.id);
    const answer = await diagnose(second);
    expect(answer.evidence.map(({ source }) => source)).toEqual(['b.log', 'c.log']);
    const found = await client.callTool('/search-logs', { query: 'disk full space left' });
    expect(found.status).toBe('found');
    const after = await traces();
    expect(after.blobs).toBe(withBoth.blobs / 2);
    expect(after.documents).toBe(withBoth.documents / 2);
    const [one, two] = (await client.uploads()).uploads[0]!.files;
    expect(one).toMatchObject({ duplicateOf: null, digest: { lines: 4 } });
    expect(two).toMatchObject({ duplicateOf: one!.id, digest: { lines: 4 } });
    await client.deleteUpload(second.id);
    expect(await traces()).toEqual(nothing);
  });

  test('stops reading it', async () => {
    const line = (at: number) => `26/11/20 02:00:00 INFO Part${at % 97}: did ${at * 7919}\n`;
    const big = gzipSync(Array.from({ length: 60_000 }, (_, at) => line(at)).join(''));
    const { upload: view } = await send(file('big.log.gz', big), file('next.log', log('next')));
    for await (const { files } of client.watchUpload(view.id))
      if (files[0]!.status === 'ingesting') break;
    await client.deleteUpload(view.id);
    expect(await traces()).toEqual(nothing);
    // The worker goes on with what comes next.
    const again = await upload(file('big.log.gz', big));
    expect(again.files[0]).toMatchObject({ status: 'ready', digest: { lines: 60_000 } });
  });

  test('that is still being received ends the receiving with the next file, and nothing of it stays', async () => {
    let goOn = (): void => {};
    const waiting = new Promise<void>((resolve) => (goOn = resolve));
    const sending = client.upload(
      (async function* () {
        const content = (async function* () {
          yield new TextEncoder().encode(log('slow'));
          await waiting;
        })();
        yield { name: 'first.log', content };
        const endless = (async function* () {
          yield new TextEncoder().encode(log('endless'));
          await new Promise(() => {});
        })();
        yield { name: 'second.log', content: endless };
      })(),
    );
    const outcome = sending.then(
      () => 'stored',
      (error: { code?: string }) => error.code,
    );
    let uploads = await client.uploads();
    while (uploads.total === 0) uploads = await client.uploads();
    await client.deleteUpload(uploads.uploads[0]!.id);
    goOn();
    expect(await outcome).toBe('UPLOAD_INTERRUPTED');
    expect(await traces()).toEqual(nothing);
  });
});

describe('the same files again', () => {
  test('are found among several uploads that share a file', async () => {
    const shared = file('a.log', log('a'));
    const one = await upload(shared);
    const two = await upload(shared, file('b.log', log('b')));
    const three = await send(shared, file('b.log', log('b')));
    expect(three).toMatchObject({ existing: true, upload: { id: two.id } });
    const four = await send(shared);
    expect(four).toMatchObject({ existing: true, upload: { id: one.id } });
    expect((await traces()).uploads).toBe(2);
  });

  test('a file that could not be read is known too', async () => {
    const one = await upload(file('empty.log', ''));
    expect(await send(file('empty.log', ''))).toMatchObject({
      existing: true,
      upload: { id: one.id },
    });
  });

  test('two at once are kept once', async () => {
    const both = await Promise.all([send(file('a.log', log('a'))), send(file('a.log', log('a')))]);
    expect(both[0].upload.id).toBe(both[1].upload.id);
    expect(both.filter(({ existing }) => existing)).toHaveLength(1);
    expect((await traces()).uploads).toBe(1);
  });
});

describe('what a process left behind when it was killed is made good at the next start', () => {
  /** Stops, does that to the stores, starts again. */
  async function betweenTwoStarts(work: (stores: Stores) => Promise<void>): Promise<void> {
    await composed.close();
    const stores = await openEmbeddedStores({ directory });
    await work(stores);
    await stores.close();
    await start();
  }

  test('a blob that nobody holds goes, logs and their event tables stay', async () => {
    const view = await upload(file('a.log', log('a')));
    const before = await traces();
    await betweenTwoStarts(async ({ blobs }) => {
      await blobs.put(
        (async function* () {
          yield new Uint8Array(10);
        })(),
      );
    });
    expect(await traces()).toEqual(before);
    const path = `/uploads/${view.id}/lines?file=${view.files[0]!.id}&from=2&to=2`;
    const response = await composed.app.request(`http://localhost${path}`);
    expect(await response.json()).toMatchObject({ lines: [{ level: 'error' }] });
  });

  test('a deletion that stopped after its first step is brought to its end', async () => {
    const view = await upload(file('a.log', log('a')));
    await betweenTwoStarts(({ metadata }) => metadata.uploads.delete(view.id));
    expect(await traces()).toEqual(nothing);
  });

  test('files that were stored and not queued, or read and not settled, become ready', async () => {
    const view = await upload(file('a.log', log('a')), file('b.log', log('b')));
    await betweenTwoStarts(async ({ metadata }) => {
      await metadata.files.update(view.files[0]!.id, { status: 'stored' });
      await metadata.files.update(view.files[1]!.id, { status: 'ingesting' });
      await metadata.uploads.update(view.id, { status: 'ingesting' });
    });
    let last: UploadView | undefined;
    for await (const state of client.watchUpload(view.id)) last = state;
    expect(last).toMatchObject({
      status: 'ready',
      files: [{ status: 'ready' }, { status: 'ready' }],
    });
    expect((await traces()).jobs).toBe(0);
  });

  test('a file that ended every process that read it is given up', async () => {
    const view = await upload(file('a.log', log('a')));
    const { id, sha256 } = view.files[0]!;
    await betweenTwoStarts(async ({ metadata, queue }) => {
      await metadata.contents.delete('default', sha256);
      await metadata.files.update(id, { status: 'ingesting' });
      await metadata.uploads.update(view.id, { status: 'ingesting' });
      const payload = JSON.stringify({ project: 'default', fileId: id, sha256 });
      await queue.enqueue({ id, queue: 'ingest', payload }, { maxAttempts: 11 });
      for (let begun = 1; begun <= 10; begun++) {
        await queue.claim('ingest', `worker ${begun}`, 1_000_000);
        if (begun < 10) await queue.recover('ingest', async () => false);
      }
    });
    let last: UploadView | undefined;
    for await (const state of client.watchUpload(view.id)) last = state;
    expect(last!.files).toMatchObject([
      { status: 'failed', problem: { code: 'FILE_READING_STOPPED' } },
    ]);
    // It is worth another try when it is sent again.
    expect((await send(file('a.log', log('a')))).existing).toBe(false);
  });
});

describe('an upload beyond a limit is refused and leaves nothing', () => {
  const noise = (bytes: number): Uint8Array => {
    const parts: Uint8Array[] = [];
    for (let at = 0; at * 64 < bytes; at++)
      parts.push(Buffer.from(createHash('sha256').update(String(at)).digest('hex')));
    return Buffer.concat(parts).subarray(0, bytes);
  };
  const good = file('good.log', log('good'));
  test.each<[string, string, readonly Sent[]]>([
    [
      'number of files',
      'UPLOAD_TOO_MANY_FILES',
      [good, ...['1', '2', '3'].map((of) => file(`${of}.log`, log(of)))],
    ],
    [
      'bytes of all files together',
      'UPLOAD_TOO_LARGE',
      [good, file('a.log', noise(2_500_000)), file('b.log', noise(2_500_001))],
    ],
    ['bytes of one file', 'UPLOAD_TOO_LARGE', [good, file('a.log', noise(4_500_000))]],
    ['files in an archive', 'UPLOAD_TOO_MANY_FILES', [file('a.zip', archive('deflated.zip'))]],
    ['bytes after unpacking', 'ARCHIVE_BOMB', [good, file('a.gz', gzipSync(noise(3_500_000)))]],
  ])('%s', async (_, code, files) => {
    await expect(send(...files)).rejects.toMatchObject({ code, hint: expect.any(String) });
    expect(await traces()).toEqual(nothing);
  });
});

test('files in an archive are files, with proof from inside; what was left out is told', async () => {
  const { upload: sent } = await send(file('../logs.tar.bz2', archive('ustar.tar.bz2')));
  let view = sent;
  for await (const state of client.watchUpload(sent.id)) view = state;
  expect(view.files).toMatchObject([
    { name: 'logs.tar.bz2!/one.log', status: 'ready', bytes: 1500, receivedBytes: 1500 },
    { name: 'logs.tar.bz2!/inner/two.log', status: 'ready', problem: null },
    { name: 'logs.tar.bz2!/link.log', status: 'failed', problem: { code: 'ARCHIVE_NOT_UNPACKED' } },
  ]);
  const answer = await client.callTool('/search-logs', {
    query: '"Finished task 0.0"',
    uploads: [view.id],
  });
  expect(JSON.stringify(answer)).toContain('logs.tar.bz2!/one.log');
  await client.deleteUpload(view.id);
  expect(await traces()).toEqual(nothing);
});

test('several files tell their sizes, as sent and unpacked, and how far they were read', async () => {
  const packed = gzipSync(log('packed'));
  const { upload: view } = await send(file('a.log', log('a')), file('b.log.gz', packed));
  expect(view.files).toMatchObject([
    { name: 'a.log', bytes: log('a').length, receivedBytes: log('a').length },
    { name: 'b.log.gz', bytes: log('packed').length, receivedBytes: packed.length },
  ]);
  const states: string[] = [];
  for await (const state of client.watchUpload(view.id)) states.push(state.status);
  expect(states.at(-1)).toBe('ready');
});

describe('the format of a file', () => {
  const log = `26/11/24 02:10:11 INFO SparkContext: Running Spark version 3.5.1
2026-11-24 02:10:12.000 UTC [77] ERROR:  relation "orders" does not exist
26/11/24 02:10:13 ERROR TaskSetManager: Task 3 failed 4 times\n`;
  const readAs = async (view: UploadView, body: Parameters<Client['readAs']>[1]) => {
    let last = await client.readAs(view.id, body);
    for await (const state of client.watchUpload(view.id)) last = state;
    return last;
  };

  test('is detected with how sure that is, can be given, and detected again', async () => {
    const view = await upload(file('mixed.log', log));
    expect(view.files[0]!.digest).toMatchObject({
      format: 'spark-log4j',
      formatGiven: false,
      events: 3,
    });
    expect(view.files[0]!.digest!.formatConfidence).toBeCloseTo(2 / 3);
    const given = await readAs(view, { format: 'postgres' });
    expect(given).toMatchObject({ status: 'ready' });
    expect(given.files[0]!.digest).toMatchObject({
      format: 'postgres',
      formatGiven: true,
      levels: { error: 1, unknown: 1 },
    });
    // Files that come later and have the same content are read so too.
    const again = await upload(file('copy.log', log));
    expect(again.files[0]!.digest).toMatchObject({ format: 'postgres' });
    const answer = await diagnose(view);
    expect(answer.degraded.find(({ what }) => what === 'format')!.why).toContain('postgres');
    const found = await client.callTool('/search-logs', { query: 'failed', uploads: [view.id] });
    expect(found.degraded).toEqual(answer.degraded);
    const auto = await readAs(view, { format: 'auto', file: view.files[0]!.id });
    expect(auto.files[0]!.digest).toEqual(view.files[0]!.digest);
  });

  test('a format or a file that there is not is refused', async () => {
    const view = await upload(file('a.log', log));
    await expect(readAs(view, { format: 'nothing' as 'dbt' })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      field: 'format',
    });
    await expect(readAs(view, { format: 'dbt', file: 'f' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(client.readAs('u', { format: 'dbt' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

test('what was assumed about a file is told with it, and in the answers', async () => {
  const text = '26/11/24 02:10:11 ERROR A: größer\nNov 24 02:10:12 host app: b\n';
  const view = await upload(
    file('wide.log', Buffer.from(text, 'utf16le')),
    file('old.log', Buffer.from(text, 'latin1')),
    file('zoned.log', '2026-11-24T02:10:13Z INFO c: d\n'),
  );
  expect(view.files.map(({ status, problem }) => [status, problem?.code])).toEqual([
    ['ready', 'FILE_ENCODING_ASSUMED'],
    ['ready', 'FILE_ENCODING_ASSUMED'],
    ['ready', undefined],
  ]);
  const found = await client.callTool('/search-logs', {
    query: 'Größer',
    mode: 'regex',
    uploads: [view.id],
  });
  expect(found.status).toBe('nothing_found');
  const lines = await client.callTool('/search-logs', { query: '"größer"', uploads: [view.id] });
  expect(lines.evidence.map(({ source, lines: [from] }) => [source, from])).toEqual([
    ['wide.log', 1],
    ['old.log', 1],
  ]);
  const told = (await diagnose(view)).degraded.map(
    ({ what, why, effect }) => `${what}: ${why} ${effect}`,
  );
  const year = new Date().getUTCFullYear();
  for (const each of [
    'encoding: In 2 of 3 files: The text is not UTF-8, and its encoding was assumed.',
    'time zone: In 2 of 3 files: Times have no zone. They are taken as UTC.',
    'century: In 2 of 3 files: Years have two digits. They are taken as 1970 to 2069.',
    `year: In 2 of 3 files: Times have no year. ${year}, the year of the upload, was taken.`,
  ])
    expect(told.some((note) => note.startsWith(each))).toBe(true);
});
