import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SherpaError } from '@datasherpa/tools/errors';
import type { ChatModel } from '@datasherpa/tools/ports';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { compose, type Composed } from '../compose.ts';
import { readConfig } from '../config.ts';
import { createLog, placeOf } from './log.ts';
import { measuredChatModel } from './measured-models.ts';
import { createMetrics } from './metrics.ts';
import { noTraces } from './traces.ts';

const metricsKey = 'a-key-for-prometheus-and-nothing-else-1';
const adminKey = 'a-first-key-that-nobody-can-guess-0002';
const secret = 'hunter2-in-a-log-line';
let directory: string;
let composed: Composed;
const lines: string[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'observability-'));
  composed = await compose(
    readConfig({ dataDirectory: directory, needsKey: true, adminKey, metricsKey }),
    createLog('debug', (line) => lines.push(line)),
  );
});
afterAll(async () => {
  await composed.close();
  await rm(directory, { recursive: true });
});
beforeEach(() => void lines.splice(0));

const ask = async (method: string, path: string, key?: string, body?: string) =>
  composed.app.request(`http://sherpa.example${path}`, {
    method,
    headers: {
      host: 'sherpa.example',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body }),
  });
const scrape = async (): Promise<string> => (await ask('GET', '/metrics', metricsKey)).text();
const logged = (): Record<string, unknown>[] =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('/metrics', () => {
  test('opens with its own key and with no other', async () => {
    expect((await ask('GET', '/metrics')).status).toBe(401);
    expect((await ask('GET', '/metrics', adminKey)).status).toBe(401);
    const answer = await ask('GET', '/metrics', metricsKey);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect((await ask('GET', '/uploads', metricsKey)).status).toBe(401);
  });

  test('counts requests by route and not by path, whatever was asked for', async () => {
    for (const id of ['a', 'b', 'c']) await ask('GET', `/uploads/${id}`, adminKey);
    for (let made = 0; made < 20; made++) await ask('GET', `/no-such/${made}`, adminKey);
    const text = await scrape();
    expect(text).toContain(
      'datasherpa_http_requests_total{method="GET",route="/uploads/:id",status="404"} 3',
    );
    expect(text).not.toContain('no-such');
    expect(text).toMatch(
      /datasherpa_http_requests_total\{method="GET",route="unknown",status="404"\} 20/,
    );
  });

  test('counts calls of tools, files that were read, and what waits', async () => {
    const form = new FormData();
    form.append('files', new Blob([`26/11/20 02:10:04 ERROR Executor: ${secret}\n`]), 'a.log');
    const upload = await composed.app.request('http://sherpa.example/upload-logs', {
      method: 'POST',
      headers: { host: 'sherpa.example', authorization: `Bearer ${adminKey}` },
      body: form,
    });
    expect(upload.status).toBeLessThan(300);
    const ended = 'datasherpa_ingestion_files_total{outcome="ready"} 1';
    await expect.poll(scrape, { timeout: 15_000 }).toContain(ended);
    await ask('POST', '/debug', adminKey, JSON.stringify({ question: 'why?' }));
    await ask('POST', '/debug', adminKey, JSON.stringify({ question: 7 }));
    const text = await scrape();
    expect(text).toMatch(/datasherpa_ingestion_bytes_total \d\d/);
    expect(text).toMatch(/datasherpa_tool_calls_total\{tool="[^"]+",outcome="INPUT_INVALID"\} 1/);
    expect(text).toMatch(/datasherpa_tool_calls_total\{tool="[^"]+",outcome="[a-z_]+"\} 1/);
    expect(text).toMatch(/datasherpa_queue_jobs\{queue="ingest",state="queued"\} 0/);
    expect(text).toContain('process_resident_memory_bytes');
  });

  test('documents in the index are counted, and a store that is down takes no other figure with it', async () => {
    expect(await scrape()).toMatch(/^datasherpa_index_documents [1-9]/m);
    const down = async (): Promise<never> => {
      throw new SherpaError('STORE_UNAVAILABLE', { reason: 'gone' });
    };
    const { queue, index } = composed.stores;
    const text = await createMetrics({ queue, index: { ...index, count: down } }).text();
    expect(text).toContain('datasherpa_store_up{store="index"} 0');
    expect(text).toContain('datasherpa_store_up{store="database"} 1');
    expect(text).not.toMatch(/^datasherpa_index_documents /m);
    expect(text).toContain('datasherpa_queue_jobs{queue="ingest",state="queued"} 0');
  });

  test('a label never has more values than are bounded', async () => {
    const metrics = createMetrics(composed.stores);
    for (let made = 0; made < 200; made++)
      metrics.tool({ tool: 'a.b', outcome: 'found', ms: 1, missing: [`thing ${made}`] });
    const text = await metrics.text();
    expect(text.match(/^datasherpa_degraded_answers_total\{/gm)).toHaveLength(51);
    expect(text).toContain('datasherpa_degraded_answers_total{what="other"} 150');
  });

  test('a model is counted by how its answer ended', async () => {
    const metrics = createMetrics(composed.stores);
    const observers = { metrics, traces: noTraces };
    const model = (words: string[], error?: Error): ChatModel => ({
      profile: {
        name: 'm',
        thinking: 'none',
        nativeTools: false,
        jsonSchema: false,
        contextTokens: 1,
      },
      health: async () => ({ ok: true, detail: '' }),
      generateObject: async () => ({ a: 1 }),
      async *stream() {
        yield* words;
        if (error) throw error;
      },
    });
    const request = { messages: [{ role: 'user' as const, content: '12345' }] };
    for await (const _ of measuredChatModel(model(['ab', 'c']), observers).stream(request));
    const failing = measuredChatModel(model(['x'], new SherpaError('MODEL_STALLED')), observers);
    await expect(async () => {
      for await (const _ of failing.stream(request));
    }).rejects.toMatchObject({ code: 'MODEL_STALLED' });
    for await (const _ of measuredChatModel(model(['x', 'y']), observers).stream(request)) break;
    await measuredChatModel(model([]), observers).generateObject({
      ...request,
      schema: {},
      schemaName: 's',
    });
    const text = await metrics.text();
    expect(text).toContain('datasherpa_model_requests_total{kind="chat",outcome="answered"} 2');
    expect(text).toContain('datasherpa_model_requests_total{kind="chat",outcome="failed"} 1');
    expect(text).toContain('datasherpa_model_requests_total{kind="chat",outcome="cancelled"} 1');
    expect(text).toContain('datasherpa_model_characters_total{kind="chat",direction="sent"} 20');
  });
});

describe('the log', () => {
  test('has one object for each request, with its id, route, status and who asked, and nothing that was sent', async () => {
    const answer = await ask('POST', '/debug', adminKey, JSON.stringify({ question: secret }));
    await ask('GET', `/uploads/${secret}?token=${secret}`, adminKey);
    await ask('GET', '/uploads', `ds_0123456789abcdef_${'x'.repeat(43)}`);
    expect(logged()).toMatchObject([
      {
        level: 'info',
        what: 'request',
        requestId: answer.headers.get('x-request-id'),
        method: 'POST',
        route: '/debug',
        status: answer.status,
        actor: 'setting',
      },
      { route: '/uploads/:id', status: 404, code: 'NOT_FOUND' },
      { status: 401, code: 'KEY_REFUSED', actor: null },
    ]);
    const text = lines.join('');
    for (const hidden of [secret, adminKey, 'xxxxxxxx', 'token='])
      expect(text).not.toContain(hidden);
  });

  test('names the run that a message began', async () => {
    const answer = await composed.app.request('http://sherpa.example/agent', {
      method: 'POST',
      headers: {
        host: 'sherpa.example',
        accept: 'application/json',
        authorization: `Bearer ${adminKey}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ message: `hello ${secret}` }),
    });
    const runId = answer.headers.get('x-run-id');
    expect(runId).toMatch(/^[\da-f-]{36}$/);
    expect(logged()).toMatchObject([{ route: '/agent', runId }]);
    expect(lines.join('')).not.toContain(secret);
  });

  test('a request that fails on our side is an error with the place, and without the words of the error', () => {
    const place = placeOf(
      new SherpaError('INTERNAL', { requestId: 'r' }, { cause: new TypeError(secret) }),
    );
    expect(place['error']).toBe('TypeError');
    expect(place['places']).toMatch(/observability\.test\.ts:\d+/);
    expect(JSON.stringify(place)).not.toContain(secret);
  });

  test('an error whose message has several lines gives none of them away', () => {
    const place = placeOf(new Error(`first\n    at ${secret}\nlast`));
    expect(JSON.stringify(place)).not.toContain(secret);
  });

  test('writes what the level asks for, one line each, with texts bounded', () => {
    const written: string[] = [];
    const log = createLog(
      'warn',
      (line) => written.push(line),
      () => 0,
    );
    log('info', 'not this');
    log('error', 'this', { text: 'a\n'.repeat(1000) });
    expect(written).toHaveLength(1);
    expect(written[0]!.endsWith('}\n')).toBe(true);
    expect(written[0]!.trimEnd()).not.toContain('\n');
    expect(written[0]!.length).toBeLessThan(1200);
    expect(JSON.parse(written[0]!)).toMatchObject({
      time: '1970-01-01T00:00:00.000Z',
      level: 'error',
    });
  });

  test('probes are only written when everything is', async () => {
    await ask('GET', '/health/live');
    await scrape();
    expect(logged().map(({ level }) => level)).toEqual(['debug', 'debug']);
  });
});

test('a server that reads no files leaves them to another one on the same stores', async () => {
  const shared = await mkdtemp(join(tmpdir(), 'elsewhere-'));
  const config = readConfig({ dataDirectory: shared });
  const server = await compose({ ...config, ingests: false });
  const form = new FormData();
  form.append('files', new Blob(['26/11/20 02:10:04 ERROR Executor: gone\n']), 'a.log');
  await server.app.request('http://localhost/upload-logs', { method: 'POST', body: form });
  const read = async (): Promise<string> =>
    (await server.app.request('http://localhost/metrics')).text();
  expect(await read()).toMatch(/datasherpa_queue_jobs\{queue="ingest-small",state="queued"\} 1/);
  const worker = await compose(config);
  await expect
    .poll(read, { timeout: 15_000 })
    .toMatch(/datasherpa_queue_jobs\{queue="ingest-small",state="queued"\} 0/);
  await expect
    .poll(async () => (await server.app.request('http://localhost/uploads')).text(), {
      timeout: 15_000,
    })
    .toContain('"status":"ready"');
  await worker.close();
  await server.close();
  await rm(shared, { recursive: true });
});

test('a server that reads no files needs a database that others share', () => {
  expect(() => readConfig({ ingests: false })).toThrow(/DATASHERPA_DATABASE_URL/);
});
