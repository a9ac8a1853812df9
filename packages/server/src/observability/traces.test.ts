import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startScriptedModelServer, type ScriptedModelServer } from '@datasherpa/agent/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compose, type Composed } from '../compose.ts';
import { readConfig } from '../config.ts';
import { createLog } from './log.ts';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly status: { readonly code?: number };
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Planted in headers, addresses, bodies, files and keys; nothing that leaves may have it. */
const secret = 'hunter2-planted-everywhere';
const adminKey = 'a-first-key-that-nobody-can-guess-0003';
let directory: string;
let receiver: Server;
let model: ScriptedModelServer;
let composed: Composed;
let received: { path: string; authorization: string; body: string }[];
const lines: string[] = [];

/** Takes OTLP over HTTP as JSON. */
async function startReceiver(): Promise<string> {
  received = [];
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    const { authorization = '' } = request.headers;
    received.push({ path: request.url ?? '', authorization, body });
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
}

beforeEach(async () => {
  lines.splice(0);
  directory = await mkdtemp(join(tmpdir(), 'sherpa-traces-'));
  model = await startScriptedModelServer({ key: secret, models: ['scripted'] });
  composed = await compose(
    readConfig({
      dataDirectory: directory,
      needsKey: true,
      adminKey,
      traces: { url: await startReceiver(), key: 'receiver-key' },
      model: { baseUrl: model.url, model: 'scripted', key: secret },
    }),
    createLog('debug', (line) => lines.push(line)),
  );
});
afterEach(async () => {
  await model.close();
  receiver.close();
  await rm(directory, { recursive: true });
});

const ask = async (path: string, init: RequestInit = {}): Promise<Response> =>
  composed.app.request(`http://sherpa.example${path}`, {
    ...init,
    headers: {
      host: 'sherpa.example',
      authorization: `Bearer ${adminKey}`,
      accept: 'application/json',
      'x-secret': secret,
      ...(init.headers as Record<string, string>),
    },
  });
const json = (body: object, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

/** What the receiver has after everything was sent. */
async function spans(): Promise<Span[]> {
  await composed.close();
  return received.flatMap(({ body }) => {
    const { resourceSpans } = JSON.parse(body) as {
      resourceSpans: {
        scopeSpans: {
          spans: (Span & { attributes: { key: string; value: Record<string, unknown> }[] })[];
        }[];
      }[];
    };
    return resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap((scope) =>
        scope.spans.map(({ attributes, ...span }) => ({
          ...span,
          facts: Object.fromEntries(
            attributes.map(({ key, value }) => [key, Object.values(value)[0]]),
          ),
        })),
      ),
    );
  });
}
const logged = (what: string): Record<string, unknown>[] =>
  lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((l) => l['what'] === what);

test('request, run, tool, model and the reading of a file are one trace each, with the ids of the log', async () => {
  const form = new FormData();
  const text = `26/11/20 02:10:04 ERROR Executor: No space left on device ${secret}\n`;
  form.append('files', new Blob([text]), `${secret}.log`);
  await ask('/upload-logs', { method: 'POST', body: form });
  await expect.poll(() => logged('file')).toHaveLength(1);
  const parent = 'ab'.repeat(16);
  const debug = await ask(
    `/debug?token=${secret}`,
    json({ question: `why? ${secret}` }, { traceparent: `00-${parent}-${'cd'.repeat(8)}-01` }),
  );
  model.reply({ answer: 'The disk is full [E1].' });
  const message = `Why did this fail?\n\n2026-11-20T02:10:04Z ERROR Executor: java.io.IOException: No space left on device ${secret}\n`;
  const agent = await ask('/agent', json({ message }));
  expect((await ask(`/uploads/${secret}`)).status).toBe(404);
  expect((await ask('/health/live')).status).toBe(200);

  const all = await spans();
  const named = (name: string): Span[] => all.filter((span) => span.name === name);
  const [debugSpan] = named('POST /debug');
  expect(debugSpan).toMatchObject({
    traceId: parent,
    parentSpanId: 'cd'.repeat(8),
    kind: 2,
    facts: {
      'http.route': '/debug',
      'http.response.status_code': debug.status,
      'datasherpa.request.id': debug.headers.get('x-request-id'),
    },
  });
  const tools = named('log-search.diagnose');
  expect(tools[0]).toMatchObject({
    traceId: parent,
    parentSpanId: debugSpan!.spanId,
    facts: { 'datasherpa.request.id': debug.headers.get('x-request-id') },
  });
  const [agentSpan] = named('POST /agent');
  const runId = agent.headers.get('x-run-id');
  const [run] = named('agent');
  expect(run).toMatchObject({
    traceId: agentSpan!.traceId,
    parentSpanId: agentSpan!.spanId,
    facts: { 'datasherpa.run.id': runId, 'datasherpa.outcome': 'found' },
  });
  expect(tools[1]).toMatchObject({ parentSpanId: run!.spanId });
  expect(named('chat scripted')[0]).toMatchObject({
    traceId: agentSpan!.traceId,
    kind: 3,
    facts: { 'gen_ai.request.model': 'scripted', 'datasherpa.outcome': 'answered' },
  });
  const [file] = logged('file');
  expect(file).toMatchObject({ outcome: 'ready', bytes: text.length });
  expect(named('ingest')[0]).toMatchObject({
    traceId: file!['traceId'],
    facts: { 'datasherpa.job.id': file!['jobId'], 'datasherpa.outcome': 'ready' },
  });
  expect(named('GET /uploads/:id')[0]!.facts).toMatchObject({ 'error.type': 'NOT_FOUND' });
  expect(all.map(({ name }) => name)).not.toContain('GET /health/live');
  // The log names the same traces.
  expect(logged('request').map((line) => line['traceId'])).toEqual(
    expect.arrayContaining([parent, agentSpan!.traceId]),
  );

  const sent = received.map(({ body }) => body).join('');
  for (const hidden of [secret, 'hunter2', adminKey, 'No space left', 'why?'])
    expect(sent + lines.join('')).not.toContain(hidden);
  expect(received[0]).toMatchObject({ path: '/v1/traces', authorization: 'Bearer receiver-key' });
});

test('a traceparent that is none begins a trace of its own', async () => {
  await ask('/debug', json({ question: 'why?' }, { traceparent: `00-${'0'.repeat(32)}-x-01` }));
  const span = (await spans()).find(({ name }) => name === 'POST /debug');
  expect(span!.traceId).toMatch(/^(?!0+$)[\da-f]{32}$/);
  expect(span!.parentSpanId ?? '').toBe('');
});

test('a receiver that is gone holds up neither answers nor the end', async () => {
  receiver.close();
  receiver.closeAllConnections();
  expect((await ask('/debug', json({ question: 'why?' }))).status).toBe(422);
  const begun = performance.now();
  await composed.close();
  expect(performance.now() - begun).toBeLessThan(8000);
});

test('nothing of OpenTelemetry that sends is loaded without a receiver', async () => {
  await composed.close();
  const script = `
    import { compose, readConfig } from '@datasherpa/server';
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
    const traces = process.argv[1] === 'traced' ? { url: 'http://127.0.0.1:9' } : null;
    const composed = await compose(readConfig({ dataDirectory: process.argv[2], traces }));
    await composed.app.request('http://localhost/debug', { method: 'POST', body: '{"question":"why?"}',
      headers: { 'content-type': 'application/json' } });
    process.stdout.write(String(loaded.filter((url) => /opentelemetry.(sdk-trace|exporter|resources)/.test(url)).length));
    process.exit(0);`;
  const server = fileURLToPath(new URL('../..', import.meta.url));
  const count = async (how: string): Promise<number> => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        '--conditions=datasherpa-source',
        '--input-type=module',
        '-e',
        script,
        how,
        join(directory, how),
      ],
      { cwd: join(server, '../cli') },
    );
    return Number(stdout);
  };
  const [untraced, traced] = await Promise.all([count('untraced'), count('traced')]);
  expect(untraced).toBe(0);
  expect(traced).toBeGreaterThan(5);
}, 60_000);
