import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { createClient, type Client, type UploadView } from '@datasherpa/server/client';
import { openEmbeddedStores } from '@datasherpa/tools/adapters/embedded';
import { isInOutagesGuide } from './testing/outages-guide.ts';
import { createHome, runSherpa, startServe } from './testing/run-sherpa.ts';

/** The real server, killed at the worst moments: nothing is lost, nothing is half there, nothing is there twice. */

const home = createHome();
const directory = home.env['DATASHERPA_DATA_DIR']!;
afterAll(() => home.remove());

const lines = 300_000;
const exceptions = ['Connection refused', 'No space left on device', 'Broken pipe'];

/** Every thousandth event is one of a few exceptions with a trace; the other lines are much the same, as in a real log. */
function bigLog(): Uint8Array {
  const parts: string[] = [];
  for (let at = 0; parts.length < lines; at++) {
    const time = `26/11/20 0${at % 10}:00:${String(at % 60).padStart(2, '0')}`;
    if (at % 1000 === 7) {
      const why = exceptions[at % exceptions.length];
      parts.push(
        `${time} ERROR Executor: task ${at} failed`,
        `java.io.IOException: ${why}`,
        '\tat org.example.Reader.read(Reader.java:10)',
      );
    } else
      parts.push(`${time} INFO BlockManager: put block rdd_${at % 9}_${at} of ${at * 31} bytes`);
  }
  return gzipSync(parts.join('\n'), { level: 1 });
}
const big = bigLog();
const small = new TextEncoder().encode(
  '26/11/20 02:10:04 ERROR Executor: No space left on device\n',
);

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
async function* both(second: AsyncIterable<Uint8Array>) {
  yield { name: 'small.log', content: once(small) };
  yield { name: 'big.log.gz', content: second };
}
const start = async () => {
  const server = await startServe(home.env);
  return { server, client: createClient({ baseUrl: server.url }) };
};

/** Looks until it is so; a server that never gets there fails the test by its time limit. */
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const temporaryFiles = () => readdir(join(directory, 'blobs', 'incoming'));

/** What is stored, seen by a process of its own. */
async function stored() {
  const stores = await openEmbeddedStores({ directory });
  const count = (kind: string) => stores.index.count('logs', { must: { kind } });
  const { uploads } = await stores.metadata.uploads.list('default', { limit: 9, offset: 0 });
  const files = await Promise.all(uploads.map(({ id }) => stores.metadata.files.listByUpload(id)));
  const large = await stores.queue.stats('ingest');
  const small = await stores.queue.stats('ingest-small');
  const blobs = await Array.fromAsync(stores.blobs.list());
  const found = {
    uploads: uploads.map(({ status }) => status),
    files: files.flat().map(({ name, status }) => `${name} ${status}`),
    digests: files.flat().map(({ digest }) => JSON.parse(digest ?? '{}') as Record<string, number>),
    documents: {
      file: await count('file'),
      event: await count('event'),
      template: await count('template'),
    },
    blobs: blobs.length,
    unheld: await stores.metadata.holds.unheld(blobs),
    jobs: [large, small].reduce(
      (sum, { queued, running, failed, done }) => sum + queued + running + failed + done,
      0,
    ),
  };
  await stores.close();
  return found;
}

const ready = async (client: Client, id: string): Promise<UploadView> => {
  let last: UploadView | undefined;
  for await (const view of client.watchUpload(id)) last = view;
  return last!;
};

test(
  'kill -9 in the middle of an upload, and of reading a large file',
  { timeout: 60_000 },
  async () => {
    // In the middle of an upload: one file is stored, the other half sent.
    const first = await start();
    const endless = async function* () {
      yield big.subarray(0, big.length / 2);
      await new Promise(() => {});
    };
    const sending = first.client.upload(both(endless())).then(
      () => 'answered',
      () => 'broken off',
    );
    await until(async () => {
      const [upload] = (await first.client.uploads()).uploads;
      const half = await temporaryFiles();
      return upload?.files.length === 1 && half.length === 1 ? true : undefined;
    });
    // Another process on the same directory leaves alone what a living one is receiving.
    const beside = await runSherpa(['search', 'disk'], { env: home.env });
    expect(beside.code).toBe(2);
    expect((await first.client.uploads()).uploads).toMatchObject([{ status: 'uploading' }]);
    expect(await temporaryFiles()).toHaveLength(1);
    await first.server.kill();
    expect(await sending).toBe('broken off');

    const second = await start();
    expect((await second.client.uploads()).total).toBe(0);
    expect(await temporaryFiles()).toEqual([]);
    expect(await stored()).toMatchObject({
      uploads: [],
      blobs: 0,
      jobs: 0,
      documents: { file: 0 },
    });

    // In the middle of reading.
    const { upload, existing } = await second.client.upload(both(once(big)));
    expect(existing).toBe(false);
    // A part of the large event table is on disk; it is a temporary file until all is read.
    await until(async () => {
      const [{ files }] = (await second.client.uploads()).uploads as [UploadView];
      if (files[0]!.status !== 'ready') return undefined;
      const [name] = await temporaryFiles();
      const path = join(directory, 'blobs', 'incoming', name ?? '');
      const { size } = await stat(path).catch(() => ({ size: 0 }));
      return size > 10_000 ? true : undefined;
    });
    await second.server.kill();
    const half = await stored();
    expect(half).toMatchObject({ uploads: ['ingesting'], unheld: [] });
    expect(half.files).toEqual(['small.log ready', 'big.log.gz ingesting']);

    const started = Date.now();
    const third = await start();
    // Sent again while it is read again: it is known.
    const again = await third.client.upload(both(once(big)));
    expect(again).toMatchObject({ existing: true, upload: { id: upload.id } });
    const view = await ready(third.client, upload.id);
    const seconds = (Date.now() - started) / 1000;
    expect(view.files).toMatchObject([
      { status: 'ready', digest: { lines: 1 } },
      { status: 'ready', digest: { lines } },
    ]);
    // Not after the lease of the dead reader, which lasts 30 s.
    expect(seconds).toBeLessThan(25);
    const found = await lastLines(third.server.url, view);
    expect(found).toMatchObject({ totalLines: lines, from: lines - 1 });

    const whole = await stored();
    const templates = whole.digests.reduce(
      (sum, { templatesIndexed }) => sum + templatesIndexed!,
      0,
    );
    expect(whole).toMatchObject({
      uploads: ['ready'],
      files: ['small.log ready', 'big.log.gz ready'],
      documents: { file: 2, event: exceptions.length, template: templates },
      // Two logs, and of each its event table and its profile.
      blobs: 6,
      unheld: [],
      jobs: 0,
    });
    expect(await temporaryFiles()).toEqual([]);
    expect((await third.client.upload(both(once(big)))).existing).toBe(true);
    await third.server.stop();
    expect(await readdir(join(directory, 'processes'))).toEqual([]);
    const killed = 'the server, embedded';
    expect(isInOutagesGuide(killed, 'an upload', 'it is gone, and nothing of it is left')).toBe(
      true,
    );
    const anew = 'it is read from its beginning, and nothing is there twice';
    expect(isInOutagesGuide(killed, 'reading a file', anew)).toBe(true);
  },
);

const lastLines = async (url: string, view: UploadView): Promise<unknown> => {
  const path = `/uploads/${view.id}/lines?file=${view.files[1]!.id}&from=${lines - 1}&to=${lines}`;
  return (await fetch(new URL(path, url))).json();
};
