import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, type Client } from './client.ts';
import { startServer } from './start-server.ts';
import { createJudge, operationsOf, type OpenApiDocument } from './testing/openapi-document.ts';
import { requestsOf } from './testing/openapi-requests.ts';

/**
 * Every operation of /openapi.json is sent requests that fit its schemas and requests that do not, with and without a key, over loopback.
 * `FUZZ_SEED` sends others, `FUZZ_REQUESTS` more of them; a failure prints its seed and path.
 */
const { FUZZ_SEED = '20261124', FUZZ_REQUESTS = '5000' } = process.env;
const seed = Number(FUZZ_SEED);
/** Of one request. None here has reason to take that long. */
const answerMs = 15_000;

const log = '26/11/20 02:10:04 ERROR Executor: java.io.IOException: No space left on device\n';
const taskLog =
  '[2026-11-24T01:00:00.000+0000] {taskinstance.py:2170} INFO - Starting attempt 1 of 3\n';
const eventLog =
  '{"Event":"SparkListenerApplicationStart","App Name":"a","App ID":"app-1","Timestamp":1,"User":"u"}\n';

const directory = await mkdtemp(join(tmpdir(), 'sherpa-fuzz-'));
const adminKey = randomBytes(20).toString('hex');
const metricsKey = randomBytes(20).toString('hex');
const server = await startServer({
  port: 0,
  dataDirectory: directory,
  needsKey: true,
  adminKey,
  metricsKey,
  requestsPerKey: 1_000_000,
});
const send = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    ...init,
    redirect: 'manual',
    signal: AbortSignal.timeout(answerMs),
  });
const asAdmin = { authorization: `Bearer ${adminKey}` };
const document = (await (
  await send('/openapi.json', { headers: asAdmin })
).json()) as OpenApiDocument;
const operations = operationsOf(document);
const requestsEach = Math.ceil(Number(FUZZ_REQUESTS) / operations.length);
const judge = createJudge(document);
const known = new Map<string, string>();

let client: Client;
let viewerKey: string;
beforeAll(async () => {
  client = createClient({ baseUrl: server.url, key: adminKey });
  const files = {
    'a.log': log,
    'dag_id=sales/run_id=r1/task_id=load/attempt=1.log': taskLog,
    'app-2': eventLog.replace('app-1', 'app-2'),
    'app-1': eventLog,
  };
  const { upload } = await client.upload(
    (async function* () {
      for (const [name, content] of Object.entries(files))
        yield {
          name,
          content: (async function* () {
            yield Buffer.from(content);
          })(),
        };
    })(),
  );
  const { key } = await client.createKey({ name: 'revoked in this test', role: 'viewer' });
  viewerKey = (await client.createKey({ name: 'a viewer', role: 'viewer' })).secret;
  const user = await client.createUser({ name: 'changed in this test', role: 'viewer' });
  await client.changeSettings({ 'shell.userland': 'bsd' });
  known.set('keys', key.id).set('key', viewerKey).set('users', user.id).set('user', user.id);
  const file = upload.files[0]!.id;
  for await (const view of client.watchUpload(upload.id)) known.set('uploads', view.id);
  known.set('spark', 'applications').set('application', 'app-1').set('spark-plots', 'app-1');
  known.set('against', upload.id).set('files', file).set('file', file).set('jobs', file);
  await client.callTool('/debug', { question: 'why?', uploads: [upload.id] });
  const unfinished = await send('/upload-logs/resumable', {
    method: 'POST',
    headers: { ...asAdmin, 'tus-resumable': '1.0.0', 'upload-length': '100000' },
  });
  known.set('upload-logs', unfinished.headers.get('location')!.split('/').at(-1)!);
  known.set('pipelines', (await client.pipelines()).pipelines[0]!.id);
  known.set('failures', (await client.failures()).failures[0]!.fingerprint);
  for await (const chunk of client.agent({ message: 'why did it fail?' }))
    if (chunk.type === 'start') {
      const { runId, threadId } = chunk.messageMetadata;
      known.set('runs', runId).set('threads', threadId).set('threadId', threadId);
    }
});
afterAll(async () => {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

/** Who asks: mostly somebody who may, sometimes nobody, somebody who may not, or a page of another site. */
const senders = fc.oneof(
  { weight: 30, arbitrary: fc.constant<Record<string, string>>(asAdmin) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Record<string, string>>(
      {},
      { 'x-api-key': adminKey },
      { authorization: 'Basic YTpi' },
      { authorization: `Bearer ${metricsKey}` },
      { ...asAdmin, origin: 'https://other.example' },
      { 'x-api-key': 'ds_a_b' },
      { cookie: 'sherpa_session=%F0%9F' },
    ),
  },
  { weight: 2, arbitrary: fc.constant('viewer') },
);

test('the document names the operations', () => {
  expect(operations.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['POST /debug', 'POST /upload-logs', 'POST /agent', 'GET /health']),
  );
});

/** Nothing waits for approval here, no request of these is an upgrade, and none knows how far an upload is or what a drawing is called. */
const mayNeverComeThrough = new Set([
  'POST /approvals/{id}',
  'GET /logs/live',
  'PATCH /upload-logs/resumable/{id}',
  'GET /spark-plots/{id}/{name}',
  'GET /spark-trends/{job}',
]);

test.each(operations)(
  `$name answers ${requestsEach} requests of seed ${seed} as documented`,
  async (named) => {
    const { name, path, method, operation } = named;
    const ended = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        requestsOf(path, operation, known),
        senders,
        async ({ path: filled, body, headers }, sender) => {
          const response = await send(filled, {
            method,
            headers: {
              ...headers,
              ...(sender === 'viewer' ? { 'x-api-key': viewerKey } : (sender as object)),
              ...(path === '/metrics' && { authorization: `Bearer ${metricsKey}` }),
              ...(body && { 'content-type': body.type }),
            },
            ...(body && { body: new Uint8Array(body.bytes) }),
          });
          const { fault, through } = await judge(named, response);
          ended.add(through ? 'through' : String(response.status));
          if (fault !== null) throw new Error(fault);
        },
      ),
      { numRuns: requestsEach, seed },
    );
    expect(mayNeverComeThrough.has(name) ? ['through'] : [...ended]).toContain('through');
    // What was asked to be read as something else is itself again for the next operation.
    if (path === '/uploads/{id}/format') {
      await send(`/uploads/${known.get('uploads')}/format`, {
        method: 'PUT',
        headers: { ...asAdmin, 'content-type': 'application/json' },
        body: JSON.stringify({ format: 'auto' }),
      });
      await Array.fromAsync(client.watchUpload(known.get('uploads')!));
    }
  },
  120_000,
);
