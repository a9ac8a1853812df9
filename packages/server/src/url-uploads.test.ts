import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createAgent } from '@datasherpa/agent';
import { createTestHost, type TestHost } from '@datasherpa/agent/testing';
import { openRemoteFiles } from '@datasherpa/tools/adapters/outbound';
import { afterEach, expect, test } from 'vitest';
import { createApp } from './app.ts';
import { createClient } from './client.ts';
import { compose, type Composed } from './compose.ts';
import { readConfig } from './config.ts';
import { startIngestion } from './ingestion-worker.ts';
import { startLive } from './live/live.ts';
import { InFlight } from './middleware/in-flight.ts';
import { createMetrics } from './observability/metrics.ts';
import { noTraces } from './observability/traces.ts';
import { startResumableUploads } from './resumable/resumable-uploads.ts';

/** Addresses in place of files. */

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const post = async (
  app: Pick<Composed['app'], 'request'>,
  body: string,
): Promise<{ status: number; code?: string; detail?: string }> =>
  (await (
    await app.request('http://localhost/upload-logs', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
  ).json()) as { status: number; code?: string; detail?: string };

async function start(urlHosts: readonly string[]): Promise<Composed> {
  const directory = await mkdtemp(join(tmpdir(), 'sherpa-url-'));
  const composed = await compose(readConfig({ dataDirectory: directory, urlHosts }));
  closing.push(
    () => rm(directory, { recursive: true }),
    () => composed.close(),
  );
  return composed;
}

test('it is switched off, and nothing is left', async () => {
  const { app, stores } = await start([]);
  expect(await post(app, '{"url":"http://example.com/a.log"}')).toMatchObject({
    status: 403,
    code: 'URL_NOT_ALLOWED',
    detail: 'The address that was sent is not read: reading addresses is switched off here.',
  });
  expect((await stores.metadata.uploads.list('default', { limit: 1, offset: 0 })).total).toBe(0);
});

test.each([
  ['{"url":"http://127.0.0.1/a"}', 'URL_NOT_ALLOWED'],
  ['{"url":"http://localhost/a"}', 'URL_NOT_ALLOWED'],
  ['{"url":"http://other.example.com/a"}', 'URL_NOT_ALLOWED'],
  ['{"url":"x"}', 'INPUT_INVALID'],
  ['{"url":["http://a/"]}', 'INPUT_INVALID'],
  ['{"url":"http://localhost/","files":[]}', 'INPUT_INVALID'],
  ['{}', 'INPUT_INVALID'],
  ['{', 'JSON_MALFORMED'],
])('with this machine among the allowed hosts, %s is refused', async (body, code) => {
  const { app } = await start(['127.0.0.1', 'localhost']);
  expect(await post(app, body)).toMatchObject({ code });
});

/** A server on this machine that is taken for another one, and a client of an app that may ask it. */
async function serving(answer: RequestListener) {
  const web = createServer(answer);
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  const { port } = web.address() as AddressInfo;
  const host: TestHost = await createTestHost({ plugins: [] });
  const { stores } = host;
  const ingestion = startIngestion(stores);
  const config = readConfig();
  const live = startLive({ stores, config, ingestion });
  const resumable = startResumableUploads(stores, config, ingestion);
  const remote = openRemoteFiles({
    hosts: [`logs.example.com:${port}`],
    resolve: (_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    isAllowedAddress: (address) => address === '127.0.0.1',
  });
  const agent = createAgent(host);
  const app = createApp({
    config,
    stores,
    host,
    agent,
    ingestion,
    live,
    resumable,
    sources: { remote, objects: null },
    metrics: createMetrics(stores),
    log: () => {},
    traces: noTraces,
    inFlight: new InFlight(),
  });
  closing.push(
    () => host.close(),
    () => ingestion.stop(),
    () => resumable.stop(),
    () => live.stop(),
    async () => web.close(),
  );
  const client = createClient({ baseUrl: 'http://localhost', fetch: (it) => app.fetch(it) });
  return async (path: string) => {
    const { upload } = await client.uploadUrl(`http://logs.example.com:${port}${path}`);
    let last = upload;
    for await (const view of client.watchUpload(upload.id)) last = view;
    return last;
  };
}

test('what an address gives is unpacked and read as any file', async () => {
  const log = '26/11/20 02:10:04 ERROR Executor: java.io.IOException: No space left on device\n';
  const upload = await serving((_, response) => response.end(gzipSync(log)));
  expect((await upload('/run/app.log.gz?token=t')).files).toMatchObject([
    { name: 'app.log.gz', status: 'ready', bytes: log.length, digest: { lines: 1 } },
  ]);
});

test('of an application on a History Server its event log is fetched', async () => {
  const log = '{"Event":"SparkListenerApplicationStart","App Name":"a","App ID":"app-1"}\n';
  const upload = await serving((request, response) => {
    if (request.url === '/api/v1/applications/app-1/2/logs') response.end(gzipSync(log));
    else response.writeHead(404).end();
  });
  expect((await upload('/history/app-1/2/jobs/')).files).toMatchObject([
    { status: 'ready', digest: { format: 'spark-event-log' } },
  ]);
});
