import { createClient, type UploadView } from '@datasherpa/server/client';
import { noDatabaseServer, openTestDatabaseServer } from '@datasherpa/tools/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { isInOutagesGuide } from './testing/outages-guide.ts';
import { createHome, runSherpa, startServe } from './testing/run-sherpa.ts';
import { startStores } from './testing/stores-on-servers.ts';

/** The real server on MariaDB, our imitation of Qdrant and S3-compatible storage, killed at the worst moments. */
const database = await openTestDatabaseServer();
const home = createHome();
const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
  await database?.stop();
  home.remove();
});

const lines = 300_000;
const big = new TextEncoder().encode(
  Array.from({ length: lines }, (_, at) =>
    at % 1000 === 7
      ? `26/11/20 02:00:00 ERROR Executor: task ${at} failed: Broken pipe`
      : `26/11/20 02:00:00 INFO BlockManager: put block rdd_${at % 9}_${at} of ${at * 31} bytes`,
  ).join('\n'),
);

async function* chunks(last: number, thenWait = false): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < last; at += 1 << 20) yield big.subarray(at, Math.min(at + (1 << 20), last));
  if (thenWait) await new Promise(() => {});
}
async function* sent(content: AsyncIterable<Uint8Array>) {
  yield { name: 'big.log', content };
}

async function prepare() {
  const stores = await startStores(database!);
  closers.push(() => stores.stop());
  const env = { ...home.env, ...stores.env };
  const start = async (own: Readonly<Record<string, string>> = {}) => {
    const server = await startServe({ ...env, ...own });
    return { server, client: createClient({ baseUrl: server.url }) };
  };
  return { env, qdrant: stores.qdrant, start };
}

describe.skipIf(!database)(`on servers (${database ? database.name : noDatabaseServer})`, () => {
  test('kill -9 in the middle of an upload, and of reading a large file', async () => {
    const { env, qdrant, start } = await prepare();
    const early = await runSherpa(['health'], { env });
    expect(early.code).toBe(2);
    expect(early.stderr).toMatch(/is not prepared for this version: it has no tables yet\./);
    expect((await runSherpa(['migrate'], { env })).code).toBe(0);

    const first = await start();
    const sending = first.client.upload(sent(chunks(big.length / 2, true))).then(
      () => 'answered',
      () => 'broken off',
    );
    await expect.poll(async () => (await first.client.uploads()).total).toBe(1);
    await first.server.kill();
    expect(await sending).toBe('broken off');

    const second = await start();
    expect((await second.client.uploads()).total).toBe(0);
    const { upload } = await second.client.upload(sent(chunks(big.length)));
    const stateOf = async (client: typeof second.client): Promise<UploadView | undefined> =>
      (await client.uploads()).uploads[0];
    await expect
      .poll(async () => (await stateOf(second.client))?.files[0]?.status, { interval: 5 })
      .toBe('ingesting');
    await second.server.kill();

    const started = Date.now();
    const third = await start();
    let last: UploadView | undefined;
    for await (const view of third.client.watchUpload(upload.id)) last = view;
    expect(last?.files).toMatchObject([{ status: 'ready', digest: { lines } }]);
    // Not after the lease of the dead reader, which lasts 30 s.
    expect(Date.now() - started).toBeLessThan(25_000);
    const found = await third.client.callTool('/search-logs', { query: 'pipe' });
    expect(found).toMatchObject({ status: 'found', data: { counts: { total: lines / 1000 } } });
    expect((await third.client.upload(sent(chunks(big.length)))).existing).toBe(true);
    await third.server.stop();
    expect(qdrant.violations).toEqual([]);
    const killed = 'one of several servers';
    expect(isInOutagesGuide(killed, 'an upload', 'it is gone, and nothing of it is left')).toBe(
      true,
    );
    const again = 'it is read from its beginning, and nothing is there twice';
    expect(isInOutagesGuide(killed, 'reading a file', again)).toBe(true);
  }, 120_000);

  test('kill -9 of a worker in the middle of reading', async () => {
    const { env, qdrant, start } = await prepare();
    await runSherpa(['migrate'], { env });
    const front = await start({ DATASHERPA_INGESTION: 'off' });
    const worker = await start();
    const { upload } = await front.client.upload(sent(chunks(big.length)));
    await expect
      .poll(async () => (await front.client.uploads()).uploads[0]?.files[0]?.status, {
        interval: 5,
        timeout: 10_000,
      })
      .toBe('ingesting');
    await worker.server.kill();
    const other = await start();
    let last: UploadView | undefined;
    for await (const view of front.client.watchUpload(upload.id)) last = view;
    expect(last?.files).toMatchObject([{ status: 'ready', digest: { lines } }]);
    const found = await front.client.callTool('/search-logs', { query: 'pipe' });
    expect(found).toMatchObject({ status: 'found', data: { counts: { total: lines / 1000 } } });
    const again = 'it is read from its beginning, and nothing is there twice';
    expect(isInOutagesGuide('a worker beside servers', 'reading a file', again)).toBe(true);
    expect(qdrant.violations).toEqual([]);
    await other.server.stop();
    await front.server.stop();
  }, 120_000);

  test('two servers on the same stores see the same', async () => {
    const { env, start } = await prepare();
    await runSherpa(['migrate'], { env });
    const [one, other] = [await start(), await start()];
    const text = new TextEncoder().encode('2026-11-20T02:00:00Z ERROR No space left on device\n');
    const { upload } = await one.client.upload(
      sent(
        (async function* () {
          yield text;
        })(),
      ),
    );
    for await (const { status } of other.client.watchUpload(upload.id))
      if (status === 'ready') break;
    const question = { question: 'why did it fail?', uploads: [upload.id] };
    const answers = [
      await one.client.callTool('/debug', question),
      await other.client.callTool('/debug', question),
    ];
    expect(answers[0]!.status).toBe('found');
    expect(answers[1]!.summary).toBe(answers[0]!.summary);
    await one.server.stop();
    await other.server.stop();
  }, 60_000);
});
