import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asFile, fixtureBytes, rolledFiles, serverAnswers } from '@datasherpa/tools/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, type Client } from '../client.ts';
import { compose, type Composed } from '../compose.ts';
import { readConfig } from '../config.ts';

let directory: string;
let composed: Composed;
let client: Client;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sherpa-spark-'));
  composed = await compose(readConfig({ dataDirectory: directory }));
  client = createClient({
    baseUrl: 'http://localhost',
    fetch: (request) => composed.app.fetch(request),
  });
});
afterAll(async () => {
  await composed.close();
  await rm(directory, { recursive: true, force: true });
});

async function upload(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]) {
  const { upload: sent } = await client.upload(
    (async function* () {
      for (const { name, bytes } of files) yield asFile(name, bytes);
    })(),
  );
  let last = sent;
  for await (const view of client.watchUpload(sent.id)) last = view;
  return last;
}

async function get(path: string): Promise<{ status: number; body: unknown }> {
  const response = await composed.app.fetch(new Request(`http://localhost/spark/api/v1${path}`));
  return { status: response.status, body: JSON.parse(await response.text()) as unknown };
}

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
