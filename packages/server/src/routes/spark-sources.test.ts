import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fixtureBytes, rolledFiles, startTestS3, type TestS3 } from '@datasherpa/tools/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compose, type Composed } from '../compose.ts';
import { readConfig } from '../config.ts';

/** Where an event log for `POST /optimize-resources` may come from: a store of objects, a server of the own network, a form. */

let directory: string;
let store: TestS3;
let history: Server;
let address: string;
let composed: Composed;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sherpa-sources-'));
  store = await startTestS3();
  const { endpoint, accessKey, secretKey, bucket } = store;
  for (const { name, bytes } of rolledFiles()) await store.put(`events/${name}`, bytes);
  history = createServer((request, response) => {
    if (request.url === '/api/v1/applications/app-1/logs')
      response.end(gzipSync(fixtureBytes('mixed')));
    else response.writeHead(404).end();
  });
  history.listen(0, '127.0.0.1');
  await once(history, 'listening');
  address = `127.0.0.1:${(history.address() as AddressInfo).port}`;
  composed = await compose(
    readConfig({
      dataDirectory: directory,
      urlPrivateHosts: [address],
      objectSources: [
        { bucket, prefix: 'events/', region: 'us-east-1', endpoint, accessKey, secretKey },
      ],
    }),
  );
});
afterAll(async () => {
  await composed.close();
  history.close();
  await store.stop();
  await rm(directory, { recursive: true, force: true });
});

async function post(body: string | FormData): Promise<{ status: number; body: unknown }> {
  const response = await composed.app.request('http://localhost/optimize-resources', {
    method: 'POST',
    body,
    ...(typeof body === 'string' && { headers: { 'content-type': 'application/json' } }),
  });
  return { status: response.status, body: await response.json() };
}
const found = (id: string) => ({
  status: 200,
  body: { data: { application: { id: expect.stringContaining(id) } } },
});

test('a rolled log in a bucket', async () => {
  const [folder] = rolledFiles()[0]!.name.split('/');
  const url = `s3a://${store.bucket}/events/${folder}`;
  expect(await post(JSON.stringify({ url }))).toMatchObject(found('local-'));
});

test('an application on a History Server of the own network', async () => {
  const url = `http://${address}/history/app-1/jobs/`;
  expect(await post(JSON.stringify({ url }))).toMatchObject(found('app-'));
});

test('a form with the file, and what else is asked', async () => {
  const form = new FormData();
  form.set('files', new Blob([fixtureBytes('lost') as Uint8Array<ArrayBuffer>]), 'lost');
  form.set('input', JSON.stringify({ platform: 'emr', limit: 1 }));
  const { status, body } = await post(form);
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { data: { settings: { platform: 'emr' }, stages: [expect.anything()] } },
  });
});

test.each([
  ['a place that is not allowed', 's3://datasherpa/other/log', 403, 'URL_NOT_ALLOWED'],
  ['a host that is not allowed', 'http://127.0.0.1:1/history/app-1', 403, 'URL_NOT_ALLOWED'],
  ['where the login of a machine is', 'http://169.254.169.254/latest', 403, 'URL_NOT_ALLOWED'],
  ['nothing there', 's3://datasherpa/events/none', 422, 'URL_NOT_READABLE'],
  ['no address', 'events', 400, 'INPUT_INVALID'],
])('%s', async (_, url, status, code) => {
  expect(await post(JSON.stringify({ url }))).toMatchObject({ status, body: { code } });
});

test('a form that cannot be read is refused', async () => {
  const form = new FormData();
  form.set('files', new Blob(['x']), 'x');
  form.set('input', '{');
  expect(await post(form)).toMatchObject({ status: 400, body: { code: 'JSON_MALFORMED' } });
  form.set('input', '[]');
  expect(await post(form)).toMatchObject({ status: 400, body: { code: 'INPUT_INVALID' } });
});
