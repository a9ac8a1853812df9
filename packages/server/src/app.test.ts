import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClient, type Client, type UploadView } from './client.ts';
import { compose, type Composed } from './compose.ts';
import { readConfig } from './config.ts';

let directory: string;
let composed: Composed;
let client: Client;

const send = (path: string, init: RequestInit = {}): Promise<Response> =>
  Promise.resolve(composed.app.request(`http://localhost${path}`, init));

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sherpa-test-'));
  composed = await compose(
    readConfig({
      dataDirectory: directory,
      maxUnpackedBytes: 80 * 1024 * 1024,
      maxUploadBytes: 8 * 1024 * 1024,
    }),
  );
  client = createClient({
    baseUrl: 'http://localhost',
    fetch: (request) => composed.app.fetch(request),
  });
});
afterAll(async () => {
  await composed.close();
  await rm(directory, { recursive: true, force: true });
});

const sparkLog = `26/11/20 02:00:00 INFO SparkContext: Running Spark version 4.0.1
26/11/20 02:10:04 ERROR Executor: Exception in task 7.0 in stage 3.0 (TID 71)
java.io.IOException: No space left on device
\tat java.base/sun.nio.ch.FileDispatcherImpl.write0(Native Method)
26/11/20 02:10:05 WARN TaskSetManager: Lost task 7.0 in stage 3.0 (TID 71)
`;

async function upload(
  ...files: { name: string; content: string | Uint8Array }[]
): Promise<UploadView> {
  const receipt = await client.upload(
    (async function* () {
      for (const { name, content } of files)
        yield {
          name,
          content: (async function* () {
            yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
          })(),
        };
    })(),
  );
  let view = receipt.upload;
  for await (const state of client.watchUpload(view.id)) view = state;
  return view;
}

describe('a failed job', () => {
  test('is explained with a line that stands in the file', async () => {
    const view = await upload({ name: 'driver.log', content: sparkLog });
    expect(view.files[0]).toMatchObject({
      status: 'ready',
      digest: { format: 'spark-log4j', lines: 5 },
    });
    const answer = await client.callTool('/debug', { question: 'why?', uploads: [view.id] });
    expect(answer.status).toBe('found');
    expect(answer.data).toMatchObject({ causes: [{ id: 'local_disk_full' }] });
    const [evidence] = answer.evidence;
    expect(evidence).toMatchObject({
      source: 'driver.log',
      lines: [3, 3],
      quote: 'java.io.IOException: No space left on device',
    });
    const bytes = new TextEncoder().encode(sparkLog).subarray(...evidence!.bytes);
    expect(new TextDecoder().decode(bytes)).toBe(evidence!.quote);
  });

  test('the same files again are recognised', async () => {
    const first = await upload({ name: 'again.log', content: `${sparkLog}x` });
    const second = await upload({ name: 'again.log', content: `${sparkLog}x` });
    expect(second.id).toBe(first.id);
    const renamed = await upload({ name: 'other.log', content: `${sparkLog}x` });
    expect(renamed.id).not.toBe(first.id);
    expect(renamed.files[0]).toMatchObject({ status: 'ready', duplicateOf: first.files[0]!.id });
    const answer = await client.callTool('/debug', { question: 'why?', uploads: [renamed.id] });
    expect(answer.evidence[0]?.source).toBe('other.log');
  });

  test('search finds by words, text and pattern, and gives totals', async () => {
    const view = await upload({ name: 's.log', content: sparkLog.repeat(3) });
    const ranked = await client.callTool('/search-logs', {
      query: 'disk is full',
      uploads: [view.id],
    });
    expect(ranked.evidence[0]?.quote).toContain('Exception in task');
    const exact = await client.callTool('/search-logs', {
      query: 'TID 71',
      mode: 'exact',
      limit: 2,
      uploads: [view.id],
    });
    expect(exact).toMatchObject({
      status: 'found',
      data: { total: 6 },
      limits: [{ total: 6, shown: 2 }],
    });
    const regex = await client.callTool('/search-logs', {
      query: 'stage \\d\\.\\d',
      mode: 'regex',
      uploads: [view.id],
    });
    expect(regex.data).toMatchObject({ total: 6 });
    const nothing = await client.callTool('/search-logs', {
      query: 'zebra',
      mode: 'exact',
      uploads: [view.id],
    });
    expect(nothing.status).toBe('nothing_found');
  });

  test('lines can be read around a place', async () => {
    const view = await upload({ name: 'lines.log', content: sparkLog });
    const response = await send(`/uploads/${view.id}/lines?file=${view.files[0]!.id}&from=2&to=4`);
    expect(await response.json()).toMatchObject({
      from: 2,
      totalLines: 5,
      lines: [
        { number: 2, level: 'error' },
        { number: 3, level: 'error' },
        { number: 4, level: 'error' },
      ],
    });
  });
});

describe('files that are not what they should be', () => {
  const cases: [string, string | Uint8Array, object][] = [
    ['empty', '', { status: 'failed', problem: { code: 'FILE_EMPTY' } }],
    [
      'binary',
      new Uint8Array(5000).map((_, at) => (at * 7) % 32),
      { status: 'failed', problem: { code: 'FILE_BINARY' } },
    ],
    ['gzip', gzipSync(`${sparkLog}gz`), { status: 'ready', digest: { lines: 6 } }],
    [
      'gzip of two members',
      Buffer.concat([gzipSync(sparkLog), gzipSync(`${sparkLog}two`)]),
      { status: 'ready', digest: { lines: 11 } },
    ],
    [
      'gzip that is cut',
      gzipSync(
        Array.from({ length: 20_000 }, (_, at) => `26/11/20 02:00:00 INFO A: ${at * 7919}`).join(
          '\n',
        ),
      ).subarray(0, 30_000),
      { status: 'ready', problem: { code: 'ARCHIVE_DAMAGED' } },
    ],
    [
      'a line of 2 MB',
      `26/11/20 02:00:00 INFO A: ${'x'.repeat(2_000_000)}\n${sparkLog}`,
      { status: 'ready', digest: { lines: 6 } },
    ],
    [
      'invalid UTF-8',
      Buffer.concat([
        Buffer.from('26/11/20 02:00:00 INFO A: '),
        Buffer.from([0xff, 0xfe, 0x41]),
        Buffer.from('\nb\n'),
      ]),
      { status: 'ready' },
    ],
    [
      'CRLF and BOM',
      `\uFEFF${sparkLog.replaceAll('\n', '\r\n')}`,
      { status: 'ready', digest: { format: 'spark-log4j' } },
    ],
    [
      'NUL and colours',
      `26/11/20 02:00:00 \u001b[31mERROR\u001b[0m A: b\u0000c\n`,
      { status: 'ready', digest: { levels: { error: 1 } } },
    ],
    ['a name that points elsewhere', `${sparkLog}path`, { status: 'ready', name: 'etc/passwd' }],
  ];
  test.each(cases)('%s', async (name, content, expected) => {
    const view = await upload({
      name: name.startsWith('a name') ? '../../etc/passwd' : `${name}.log`,
      content,
    });
    expect(view.files[0]).toMatchObject(expected);
  });

  test.each([
    ['size', 90],
    ['ratio', 70],
  ])('a gzip bomb is refused by its %s and nothing of it stays', async (_, megabytes) => {
    const before = (await client.uploads()).total;
    const bomb = gzipSync(Buffer.alloc(megabytes * 1024 * 1024));
    await expect(upload({ name: 'bomb.gz', content: bomb })).rejects.toMatchObject({
      code: 'ARCHIVE_BOMB',
    });
    expect((await client.uploads()).total).toBe(before);
  });

  test('an upload over the limit', async () => {
    const noise = new Uint8Array(9 * 1024 * 1024).fill(65);
    await expect(upload({ name: 'big.log', content: noise })).rejects.toMatchObject({
      code: 'UPLOAD_TOO_LARGE',
    });
  });

  test('a sender that goes away leaves nothing', async () => {
    const before = (await client.uploads()).total;
    const gone = new AbortController();
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(
          new TextEncoder().encode(
            '--b\r\ncontent-disposition: form-data; name="files"; filename="a.log"\r\n\r\nhalf',
          ),
        );
        setTimeout(() => controller.error(new Error('gone')), 50);
        setTimeout(() => gone.abort(), 40);
      },
    });
    const response = await send('/upload-logs', {
      method: 'POST',
      body,
      signal: gone.signal,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      duplex: 'half',
    } as RequestInit).catch(() => null);
    expect(response?.status ?? 400).toBeGreaterThanOrEqual(400);
    expect((await client.uploads()).total).toBe(before);
  });
});

describe('requests that are not right', () => {
  const json = { 'content-type': 'application/json' };
  test.each<[string, string, RequestInit, number, string]>([
    ['unknown route', '/debgu', { method: 'POST' }, 404, 'ROUTE_UNKNOWN'],
    ['wrong method', '/debug', {}, 405, 'METHOD_NOT_ALLOWED'],
    [
      'wrong content type',
      '/debug',
      { method: 'POST', body: 'question=x', headers: { 'content-type': 'text/plain' } },
      415,
      'CONTENT_TYPE_UNSUPPORTED',
    ],
    [
      'malformed JSON',
      '/debug',
      { method: 'POST', body: '{"question":', headers: json },
      400,
      'JSON_MALFORMED',
    ],
    ['no question', '/debug', { method: 'POST', body: '{}', headers: json }, 400, 'INPUT_INVALID'],
    [
      'empty question',
      '/debug',
      { method: 'POST', body: '{"question":" "}', headers: json },
      400,
      'QUESTION_EMPTY',
    ],
    [
      'question of 100 kB',
      '/debug',
      { method: 'POST', body: JSON.stringify({ question: 'x'.repeat(100_000) }), headers: json },
      413,
      'QUESTION_TOO_LONG',
    ],
    [
      'body of 2 MB',
      '/debug',
      { method: 'POST', body: JSON.stringify({ question: 'x'.repeat(2_000_000) }), headers: json },
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'unknown upload',
      '/debug',
      { method: 'POST', body: '{"question":"x","uploads":["nope"]}', headers: json },
      404,
      'NOT_FOUND',
    ],
    [
      'pattern that runs away',
      '/search-logs',
      { method: 'POST', body: '{"query":"(a+)+$","mode":"regex"}', headers: json },
      400,
      'QUERY_INVALID',
    ],
    [
      'unknown tool',
      '/tools/log-search/diagnos',
      { method: 'POST', body: '{}', headers: json },
      404,
      'TOOL_UNKNOWN',
    ],
    ['no file', '/upload-logs', { method: 'POST', body: new FormData() }, 400, 'UPLOAD_NO_FILES'],
    [
      'not an upload',
      '/upload-logs',
      { method: 'POST', body: '<p>', headers: { 'content-type': 'text/html' } },
      415,
      'CONTENT_TYPE_UNSUPPORTED',
    ],
    [
      'no address',
      '/upload-logs',
      { method: 'POST', body: '{}', headers: json },
      400,
      'INPUT_INVALID',
    ],
    [
      'form of another site',
      '/upload-logs',
      { method: 'POST', body: new FormData(), headers: { origin: 'https://evil.example' } },
      403,
      'ORIGIN_REFUSED',
    ],
    [
      'form of a page without an origin',
      '/upload-logs',
      { method: 'POST', body: new FormData(), headers: { origin: 'null' } },
      403,
      'ORIGIN_REFUSED',
    ],
    ['host of another site', '/health', { headers: { host: 'evil.example' } }, 403, 'HOST_REFUSED'],
  ])('%s', async (_, path, init, status, code) => {
    const response = await send(path, init);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const problem = (await response.json()) as Record<string, unknown>;
    expect(problem).toMatchObject({ code, status });
    expect(String(problem['hint']).length).toBeGreaterThan(5);
    expect(JSON.stringify(problem)).not.toMatch(/\.ts:\d+|node_modules/);
  });

  test('a page of this machine may ask', async () => {
    const response = await send('/debug', {
      method: 'POST',
      body: '{"question":" "}',
      headers: { ...json, origin: 'http://localhost:5173' },
    });
    expect(await response.json()).toMatchObject({ code: 'QUESTION_EMPTY' });
  });

  test('the nearest route is named', async () => {
    const problem = (await (await send('/debgu', { method: 'POST' })).json()) as { hint: string };
    expect(problem.hint).toContain('/debug');
  });
});

test('a server that would listen beyond loopback does not start', () => {
  expect(() => readConfig({ host: '0.0.0.0' })).toThrow(/not a loopback address/);
});

test('health and the API description', async () => {
  expect(await client.health()).toMatchObject({
    status: 'ok',
    components: { model: { status: 'off' } },
  });
  const document = (await (await send('/openapi.json')).json()) as {
    paths: Record<string, unknown>;
  };
  for (const path of ['/debug', '/search-logs', '/upload-logs', '/tools/log-search/diagnose'])
    expect(document.paths[path]).toBeDefined();
});
