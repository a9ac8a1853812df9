import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asFile, fixtureBytes, rolledFiles, serverAnswers } from '@datasherpa/tools/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, type Client } from '../client.ts';
import { compose, type Composed } from '../compose.ts';
import { readConfig } from '../config.ts';

async function composedIn(prefix: string) {
  const directory = await mkdtemp(join(tmpdir(), prefix));
  const composed: Composed = await compose(readConfig({ dataDirectory: directory }));
  const client: Client = createClient({
    baseUrl: 'http://localhost',
    fetch: (request) => composed.app.fetch(request),
  });
  return {
    composed,
    client,
    async upload(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]) {
      const { upload: sent } = await client.upload(
        (async function* () {
          for (const { name, bytes } of files) yield asFile(name, bytes);
        })(),
      );
      let last = sent;
      for await (const view of client.watchUpload(sent.id)) last = view;
      return last;
    },
    async get(path: string): Promise<{ status: number; body: unknown }> {
      const response = await composed.app.fetch(
        new Request(`http://localhost/spark/api/v1${path}`),
      );
      return { status: response.status, body: JSON.parse(await response.text()) as unknown };
    },
    async close() {
      await composed.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

let shared: Awaited<ReturnType<typeof composedIn>>;
let composed: Composed;
let client: Client;
beforeAll(async () => {
  shared = await composedIn('sherpa-spark-');
  ({ composed, client } = shared);
});
afterAll(() => shared.close());
const upload: typeof shared.upload = (files) => shared.upload(files);
const get: typeof shared.get = (path) => shared.get(path);

const withoutUpdates = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, each: unknown) => (key.startsWith('lastUpdated') ? null : each)),
  );

test('clients of a History Server get its answers about uploaded logs', async () => {
  const nothing = await get('/applications');
  expect(nothing).toEqual({ status: 200, body: [] });
  const mixed = await upload([{ name: 'mixed', bytes: fixtureBytes('mixed') }]);
  await upload(rolledFiles());
  const asked = serverAnswers().filter(
    ({ path }) =>
      path.includes('/app-20261124110243-0000') || path.includes('/local-1795518715964'),
  );
  expect(asked.length).toBeGreaterThan(100);
  for (const { path, status, answer } of asked) {
    const got = await get(path);
    // What is refused is told in a problem document of our own.
    const body = got.status === 200 ? withoutUpdates(got.body) : null;
    expect({ path, status: got.status, body }).toEqual({
      path,
      status,
      body: status === 200 ? withoutUpdates(answer) : null,
    });
  }
  const list = (await get('/applications?status=completed')).body as { id: string }[];
  expect(list.map(({ id }) => id)).toEqual(['local-1795518715964', 'app-20261124110243-0000']);
  const file = mixed.files[0]!.id;
  const jobs = await get('/applications/app-20261124110243-0000/jobs');
  expect(await get(`/applications/${file}/jobs`)).toEqual(jobs);
});

test('logs are downloaded as an archive that is read again as the same logs', async () => {
  await upload([{ name: 'mixed', bytes: fixtureBytes('mixed') }]);
  await upload(rolledFiles());
  const download = (path: string) =>
    composed.app.fetch(new Request(`http://localhost/spark/api/v1/applications/${path}`));
  for (const id of ['app-20261124110243-0000', 'local-1795518715964']) {
    const response = await download(`${id}/logs`);
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="eventLogs-${id}.zip"`,
    );
    const again = await upload([{ name: 'again.zip', bytes: await response.bytes() }]);
    const ready = again.files.filter(({ status }) => status === 'ready');
    const first = await get(`/applications/${id}/stages?details=true`);
    const second = await get(`/applications/${ready[0]!.id}/stages?details=true`);
    expect(second).toEqual(first);
    // Unpacked, byte by byte what was uploaded.
    const hashes = (await client.uploads()).uploads
      .flatMap(({ files }) => files)
      .filter(({ uploadId }) => uploadId !== again.id)
      .map(({ sha256 }) => sha256);
    for (const { sha256 } of ready) expect(hashes).toContain(sha256);
  }
  expect((await download('none/logs')).status).toBe(404);
  expect((await download('app-20261124110243-0000/7/logs')).status).toBe(404);
});

test('drawings of a run, all with their words and each as a picture that does nothing', async () => {
  await upload([{ name: 'mixed', bytes: fixtureBytes('mixed') }]);
  const id = 'app-20261124110243-0000';
  const { plots } = await client.sparkPlots({ id, attempt: null });
  expect(plots.map(({ name }) => name)).toContain('stage-timeline');
  const ask = (path: string) =>
    composed.app.fetch(new Request(`http://localhost/spark-plots/${path}`));
  const picture = await ask(`${id}/stage-timeline.svg`);
  expect(picture.headers.get('content-type')).toBe('image/svg+xml');
  expect(picture.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
  expect(await picture.text()).toBe(plots[0]!.svg);
  expect((await ask(`${id}/none.svg`)).status).toBe(404);
  expect((await ask('none')).status).toBe(404);
  expect((await ask(`${id}?attempt=9`)).status).toBe(404);
});

test('all uploads are looked at, and `limit` is that of the server', async () => {
  const own = await composedIn('sherpa-spark-many-');
  const names = Array.from({ length: 53 }, (_, number) => `app-20260101000000-${number}`);
  const begin = Date.UTC(2026, 0, 1);
  await Promise.all(
    names.map((id, number) => {
      const events = [
        { Event: 'SparkListenerLogStart', 'Spark Version': '4.0.1' },
        { Event: 'SparkListenerApplicationStart', 'App ID': id, Timestamp: begin + number },
        { Event: 'SparkListenerApplicationEnd', Timestamp: begin + number + 1 },
      ];
      const text = events.map((event) => `${JSON.stringify(event)}\n`).join('');
      return own.upload([{ name: id, bytes: new TextEncoder().encode(text) }]);
    }),
  );
  const ids = async (query: string) =>
    ((await own.get(`/applications${query}`)).body as { id: string }[]).map(({ id }) => id);
  expect(new Set(await ids(''))).toEqual(new Set(names));
  expect(await ids('?limit=2')).toEqual(names.slice(-2).toReversed());
  expect(await ids('?limit=0')).toEqual([]);
  expect(await ids('?limit=-1')).toEqual([]);
  expect((await own.get(`/applications/${names[0]!}/jobs`)).status).toBe(200);
  await own.close();
});

test('what there is not is a coded error', async () => {
  expect(await get('/applications/nothing/jobs')).toMatchObject({
    status: 404,
    body: { code: 'SPARK_NOT_FOUND', detail: expect.stringContaining('no such app: nothing') },
  });
  expect(await get('/applications?minDate=soon')).toMatchObject({
    status: 400,
    body: { code: 'INPUT_INVALID' },
  });
  expect(await get('/')).toMatchObject({ status: 404 });
  expect(await get('/applications/%zz')).toMatchObject({ status: 404 });
});
