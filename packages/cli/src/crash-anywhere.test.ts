import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { createClient, type UploadView } from '@datasherpa/server/client';
import { openEmbeddedStores } from '@datasherpa/tools/adapters/embedded';
import { logsCollection } from '@datasherpa/tools/ingestion';
import { findFiles } from './find-files.ts';
import { outgoingForm } from './outgoing-form.ts';
import { createHome, startServe } from './testing/run-sherpa.ts';
import { startRelay } from './testing/start-relay.ts';

/** The real server, killed at twenty random points of an upload and of reading it: what is there at the end is what an undisturbed one has. */

const homes = { killed: createHome(), undisturbed: createHome() };
afterAll(() => {
  for (const home of Object.values(homes)) home.remove();
});
const directoryOf = (of: keyof typeof homes): string => homes[of].env['DATASHERPA_DATA_DIR']!;

const uploadKills = 6;
const readingKills = 14;

/** Forty logs that are read one by one, and forty small ones that are read side by side. */
const logs = join(homes.killed.path, 'logs');
mkdirSync(logs);
for (let number = 0; number < 40; number++) {
  const line = (at: number): string =>
    at % 500 === number
      ? `26/11/20 02:10:04 ERROR Executor: task ${at} failed\njava.io.IOException: part ${number} broke\n\tat org.example.Reader.read(Reader.java:${number})\n`
      : `26/11/20 02:00:${String(at % 60).padStart(2, '0')} INFO Unit${number}: put block rdd_${at % 9}_${at} of ${at * 31} bytes\n`;
  const text = (lines: number): string =>
    Array.from({ length: lines }, (_, at) => line(at)).join('');
  writeFileSync(join(logs, `large-${number}.log`), text(12_000));
  writeFileSync(join(logs, `small-${number}.log`), text(20 + number));
}

/** Numbers of [0, 1) that look random and are the same each time; where they hit differs with the machine. */
let seed = 20_261_124;
const random = (): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return seed / 2 ** 31;
};
const pause = (most: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, random() * most));

/** Everything that uploading and reading leave behind, without ids that are made anew each time. */
async function leftIn(directory: string) {
  const stores = await openEmbeddedStores({ directory });
  const documents = (await Array.fromAsync(stores.index.documents(logsCollection))).toSorted(
    (one, other) => (one.id < other.id ? -1 : 1),
  );
  const { uploads } = await stores.metadata.uploads.list('default', { limit: 9, offset: 0 });
  const files = await Promise.all(uploads.map(({ id }) => stores.metadata.files.listByUpload(id)));
  const blobs = await Array.fromAsync(stores.blobs.list());
  const queues = await Promise.all(['ingest', 'ingest-small'].map((it) => stores.queue.stats(it)));
  const left = {
    uploads: uploads.map(({ status }) => status),
    files: files.flat().map(({ name, status, sha256, bytes, error, digest }) => ({
      name,
      status,
      sha256,
      bytes,
      error,
      digest: JSON.parse(digest ?? 'null') as unknown,
    })),
    documents,
    blobs: blobs.toSorted(),
    unheld: await stores.metadata.holds.unheld(blobs),
    unused: await stores.metadata.contents.listUnused(),
    jobs: queues,
    temporary: readdirSync(join(directory, 'blobs', 'incoming')),
    parts: readdirSync(join(directory, 'streams')).filter((name) => name.endsWith('.part')),
  };
  await stores.close();
  return left;
}

const sizeSent = (): number => {
  const streams = join(directoryOf('killed'), 'streams');
  return readdirSync(streams)
    .filter((name) => name.endsWith('.part'))
    .reduce((sum, name) => sum + statSync(join(streams, name)).size, 0);
};

/** Whether a process that is gone was reading a file. */
function wasReading(): boolean {
  const jobs = new DatabaseSync(join(directoryOf('killed'), 'jobs.sqlite'));
  const row = jobs.prepare(`SELECT count(*) AS n FROM job WHERE status = 'running'`).get();
  jobs.close();
  return Number(row!['n']) > 0;
}

async function readyAt(url: string, id: string): Promise<UploadView> {
  let last: UploadView | undefined;
  for await (const view of createClient({ baseUrl: url }).watchUpload(id)) last = view;
  return last!;
}

test(
  'kill -9 at twenty random points leaves what an undisturbed run leaves',
  { timeout: 240_000 },
  async () => {
    const { files } = await findFiles([logs]);
    const form = await outgoingForm(files);
    const relay = await startRelay();
    const start = async () => {
      const server = await startServe(homes.killed.env);
      relay.leadTo(server.url);
      return server;
    };
    let server = await start();
    const sending = createClient({ baseUrl: relay.url }).uploadResumable(form);
    for (let kill = 0; kill < uploadKills; kill++) {
      // Anywhere in what is left, or while what is whole is stored.
      const before = sizeSent();
      const target = before + random() * 0.4 * (form.bytes - before);
      const deadline = Date.now() + 3000;
      while (sizeSent() < target && Date.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 5));
      await pause(100);
      await server.kill();
      server = await start();
    }
    const { id } = await sending;
    let hits = 0;
    for (let kill = 0; kill < readingKills; kill++) {
      await pause(400);
      await server.kill();
      if (wasReading()) hits += 1;
      server = await start();
    }
    expect(await readyAt(server.url, id)).toMatchObject({ status: 'ready' });
    await server.stop();
    relay.close();
    // Most of them came while a file was read.
    expect(hits).toBeGreaterThan(readingKills / 3);

    const other = await startServe(homes.undisturbed.env);
    const { id: same } = await createClient({ baseUrl: other.url }).uploadResumable(form);
    await readyAt(other.url, same);
    await other.stop();

    const [killed, undisturbed] = [
      await leftIn(directoryOf('killed')),
      await leftIn(directoryOf('undisturbed')),
    ];

    expect(killed).toEqual(undisturbed);
    expect(killed).toMatchObject({
      uploads: ['ready'],
      unheld: [],
      unused: [],
      temporary: [],
      parts: [],
    });
    expect(killed.files).toHaveLength(80);
    expect(killed.documents.length).toBeGreaterThan(200);
  },
);
