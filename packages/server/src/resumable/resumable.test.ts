import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Upload } from 'tus-js-client';
import { createClient, formHead, formTail, type Client, type UploadView } from '../client.ts';
import { compose, type Composed } from '../compose.ts';
import { readConfig } from '../config.ts';
import { startServer } from '../start-server.ts';

/** Resumable uploads, spoken by hand and by a client that others wrote. */

const megabyte = 1024 * 1024;
let directory: string;
let composed: Composed;
let client: Client;

async function start(): Promise<void> {
  composed = await compose(
    readConfig({ dataDirectory: directory, maxUploadBytes: 8 * megabyte, maxFiles: 3 }),
  );
  client = createClient({
    baseUrl: 'http://localhost',
    fetch: (request) => composed.app.fetch(request),
  });
}
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sherpa-resumable-'));
  await start();
});
afterEach(async () => {
  await composed.close();
  await rm(directory, { recursive: true, force: true });
});

const tus = { 'tus-resumable': '1.0.0' };
const base = '/upload-logs/resumable';
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const log = (of: string): string =>
  `26/11/20 02:00:00 INFO SparkContext: Running ${of}\n26/11/20 02:10:04 ERROR Executor: No space left on device\n`;

const call = async (
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: RequestInit['body'],
): Promise<Response> =>
  composed.app.fetch(
    new Request(`http://localhost${path}`, {
      method,
      headers: { ...tus, ...headers },
      ...(body !== undefined && { body, duplex: 'half' }),
    } as RequestInit),
  );

async function begin(length: number, metadata: Record<string, string> = {}): Promise<string> {
  const response = await call('POST', base, {
    'upload-length': String(length),
    'upload-metadata': Object.entries({ filename: 'a.log', ...metadata })
      .map(([key, value]) => `${key} ${base64(value)}`)
      .join(','),
  });
  expect(response.status).toBe(201);
  return response.headers.get('location')!;
}

const patch = (
  url: string,
  offset: number,
  body: NonNullable<RequestInit['body']>,
  headers: Record<string, string> = {},
): Promise<Response> =>
  call(
    'PATCH',
    url,
    {
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      ...headers,
    },
    body,
  );
const offsetOf = async (url: string): Promise<number> =>
  Number((await call('HEAD', url)).headers.get('upload-offset'));
const codeOf = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as { code: string }).code,
];

async function ready(id: string): Promise<UploadView> {
  let last: UploadView | undefined;
  for await (const view of client.watchUpload(id)) last = view;
  return last!;
}
const streamFiles = (): Promise<string[]> => readdir(join(directory, 'streams'));

/** As if nothing had come for so many hours. */
async function age(hours: number): Promise<void> {
  const then = new Date(Date.now() - hours * 3_600_000);
  for (const name of await streamFiles())
    await utimes(join(directory, 'streams', name), then, then);
}

test('what is understood is told', async () => {
  const { status, headers } = await call('OPTIONS', base);
  expect([status, headers.get('tus-version'), headers.get('tus-max-size')]).toEqual([
    204,
    '1.0.0',
    String(8 * megabyte),
  ]);
  expect(headers.get('tus-extension')).toBe('creation,termination,checksum,expiration');
  expect(headers.get('tus-checksum-algorithm')).toBe('sha1,sha256');
});

test('a file in pieces, over a restart in between, becomes what it is when it is sent at once', async () => {
  const packed = gzipSync(log('packed'));
  const url = await begin(packed.length, {
    filename: '../app.log.gz',
    sha256: createHash('sha256').update(packed).digest('hex'),
  });
  const first = await patch(url, 0, packed.subarray(0, 20));
  expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '20']);
  expect(Date.parse(first.headers.get('upload-expires')!)).toBeGreaterThan(Date.now());
  await composed.close();
  await start();
  expect(await offsetOf(url)).toBe(20);
  expect((await client.uploads()).total).toBe(0);
  const rest = packed.subarray(20);
  const last = await patch(url, 20, rest, {
    'upload-checksum': `sha1 ${createHash('sha1').update(rest).digest('base64')}`,
  });
  const id = last.headers.get('datasherpa-upload')!;
  expect(await ready(id)).toMatchObject({
    files: [{ name: 'app.log.gz', status: 'ready', receivedBytes: packed.length }],
  });
  // Who did not hear it can ask again, and send the last part again.
  for (const again of [await call('HEAD', url), await patch(url, packed.length, '')])
    expect(again.headers.get('datasherpa-upload')).toBe(id);
  // Sent at once, it is known.
  const { upload, existing } = await client.upload(
    (async function* () {
      yield {
        name: '../app.log.gz',
        content: (async function* () {
          yield packed;
        })(),
      };
    })(),
  );
  expect([upload.id, existing]).toEqual([id, true]);
});

test('several files come as a form', async () => {
  const form = Buffer.concat([
    formHead('b', 'logs/a.log'),
    bytesOf(`${log('a')}\r\n`),
    formHead('b', 'logs/b.log'),
    bytesOf(`${log('b')}\r\n`),
    formTail('b'),
  ]);
  const url = await begin(form.length, { filetype: 'multipart/form-data; boundary=b' });
  for (let at = 0; at < form.length; at += 100) await patch(url, at, form.subarray(at, at + 100));
  const { upload } = (await (await call('GET', url)).json()) as { upload: string };
  const { files } = await ready(upload);
  expect(files.map(({ name, bytes }) => [name, bytes])).toEqual([
    ['logs/a.log', log('a').length],
    ['logs/b.log', log('b').length],
  ]);
  expect(await streamFiles()).toHaveLength(1);
});

test('the same key goes on where the last sender stopped', async () => {
  const url = await begin(100, { key: 'k' });
  await patch(url, 0, 'x'.repeat(40));
  expect(await begin(100, { key: 'k' })).toBe(url);
  expect(await begin(101, { key: 'k' })).not.toBe(url);
  expect(await begin(100)).not.toBe(url);
  await patch(url, 40, '\n'.repeat(60));
  expect(await begin(100, { key: 'k' })).not.toBe(url);
});

describe('what is refused', () => {
  test.each<[string, string, Record<string, string>, number, string]>([
    ['no version', 'POST', { 'tus-resumable': '0.2.0' }, 412, 'TUS_VERSION'],
    ['no length', 'POST', {}, 400, 'INPUT_INVALID'],
    ['half a byte', 'POST', { 'upload-length': '1.5' }, 400, 'INPUT_INVALID'],
    ['less than nothing', 'POST', { 'upload-length': '-1' }, 400, 'INPUT_INVALID'],
    ['too much', 'POST', { 'upload-length': '9000000' }, 413, 'UPLOAD_TOO_LARGE'],
    [
      'nothing',
      'POST',
      {
        'upload-length': '0',
        'upload-metadata': 'filetype bXVsdGlwYXJ0L2Zvcm0tZGF0YTsgYm91bmRhcnk9Yg==',
      },
      400,
      'UPLOAD_INTERRUPTED',
    ],
    [
      'metadata',
      'POST',
      { 'upload-length': '5', 'upload-metadata': 'filename %%%' },
      400,
      'INPUT_INVALID',
    ],
  ])('at the beginning: %s', async (_, method, headers, status, code) => {
    expect(await codeOf(await call(method, base, headers))).toEqual([status, code]);
    expect(await streamFiles()).toEqual([]);
  });

  const sha = (text: string): string => createHash('sha256').update(text).digest('base64');
  test.each<[string, Record<string, string>, string, number, string]>([
    ['a gap', { 'upload-offset': '6' }, 'abc', 409, 'UPLOAD_OFFSET_WRONG'],
    ['the same again', { 'upload-offset': '0' }, 'abc', 409, 'UPLOAD_OFFSET_WRONG'],
    ['no offset', { 'upload-offset': 'x' }, 'abc', 400, 'INPUT_INVALID'],
    [
      'other bytes',
      { 'upload-checksum': `sha256 ${sha('abd')}` },
      'abc',
      460,
      'UPLOAD_CHECKSUM_WRONG',
    ],
    ['an unknown checksum', { 'upload-checksum': 'crc32 eA==' }, 'abc', 400, 'INPUT_INVALID'],
    ['more than was said', {}, 'abcdef', 400, 'INPUT_INVALID'],
    ['another type', { 'content-type': 'text/plain' }, 'abc', 415, 'CONTENT_TYPE_UNSUPPORTED'],
    ['another version', { 'tus-resumable': '2.0.0' }, 'abc', 412, 'TUS_VERSION'],
  ])('on the way: %s; the upload goes on', async (_, headers, body, status, code) => {
    const url = await begin(10);
    await patch(url, 0, '12345');
    expect(await codeOf(await patch(url, 5, body, headers))).toEqual([status, code]);
    expect(await offsetOf(url)).toBe(5);
    const last = await patch(url, 5, '67890');
    expect(last.headers.get('datasherpa-upload')).not.toBeNull();
  });

  test.each<[string, Record<string, string>, string, number, string]>([
    ['the hash of all bytes', { sha256: 'a'.repeat(64) }, 'a log\n', 460, 'UPLOAD_CHECKSUM_WRONG'],
    [
      'a form without an end',
      { filetype: 'multipart/form-data; boundary=b' },
      '--b\r\ncontent-disposition: form-data; name="files"; filename="a"\r\n\r\nx',
      400,
      'UPLOAD_INTERRUPTED',
    ],
  ])('at the end: %s; nothing stays', async (_, metadata, content, status, code) => {
    const url = await begin(content.length, metadata);
    expect(await codeOf(await patch(url, 0, content))).toEqual([status, code]);
    expect((await call('HEAD', url)).status).toBe(404);
    expect(await streamFiles()).toEqual([]);
    expect((await client.uploads()).total).toBe(0);
    expect(await Array.fromAsync(composed.stores.blobs.list())).toEqual([]);
  });

  test.each(['x', '..%2F..%2Fetc%2Fpasswd', 'a'.repeat(36)])('an unknown one: %s', async (id) => {
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' };
      const response = await call(
        method,
        `${base}/${id}`,
        headers,
        method === 'PATCH' ? 'x' : undefined,
      );
      expect(await codeOf(response)).toEqual([404, 'NOT_FOUND']);
    }
  });
});

test('two senders: the second waits its turn, or asks how far it is and takes over', async () => {
  const url = await begin(10);
  const asked = Promise.withResolvers<void>();
  let pulls = 0;
  const stalled = patch(
    url,
    0,
    new ReadableStream(
      {
        pull(controller) {
          if ((pulls += 1) === 1) controller.enqueue(bytesOf('123'));
          // Nothing more comes.
          else return asked.resolve();
          return undefined;
        },
      },
      { highWaterMark: 0 },
    ),
  );
  await asked.promise;
  expect(await codeOf(await patch(url, 0, '12345'))).toEqual([423, 'UPLOAD_BUSY']);
  // What came until then is kept.
  expect(await offsetOf(url)).toBe(3);
  expect(await codeOf(await stalled)).toEqual([423, 'UPLOAD_BUSY']);
  await patch(url, 3, '4567890');
  const { upload } = (await (await call('GET', url)).json()) as { upload: string };
  expect((await client.uploads()).uploads).toMatchObject([{ id: upload, files: [{ bytes: 10 }] }]);
});

test('what is given up, by its sender or by nobody coming back, is gone', async () => {
  const url = await begin(10);
  await patch(url, 0, '123');
  expect((await call('DELETE', url)).status).toBe(204);
  expect((await call('HEAD', url)).status).toBe(404);

  const late = await begin(10);
  await patch(late, 0, '123');
  await age(25);
  expect(await codeOf(await patch(late, 3, '456'))).toEqual([410, 'UPLOAD_EXPIRED']);
  expect(await streamFiles()).toEqual([]);

  const old = await begin(10);
  await patch(old, 0, '123');
  await age(25);
  const young = await begin(10);
  await patch(young, 0, '123');
  await composed.close();
  await start();
  expect((await call('HEAD', old)).status).toBe(404);
  expect(await offsetOf(young)).toBe(3);
});

test('a full disk ends the request; what was written is kept, and it goes on when there is space', async () => {
  const url = await begin(10);
  const { streams } = composed.stores;
  const whole = { ...streams };
  Object.assign(streams, {
    append: async (id: string, bytes: Uint8Array) => {
      await whole.append(id, bytes.subarray(0, 2));
      throw Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' });
    },
  });
  const response = await patch(url, 0, '12345');
  expect(await response.json()).toMatchObject({
    code: 'STORE_UNAVAILABLE',
    detail: 'The store cannot be used: its disk is full.',
  });
  Object.assign(streams, whole);
  expect(await offsetOf(url)).toBe(2);
  const last = await patch(url, 2, '34567890');
  expect(await ready(last.headers.get('datasherpa-upload')!)).toMatchObject({ status: 'ready' });
});

test('a client that others wrote sends, is stopped, and goes on', async () => {
  const server = await startServer({ dataDirectory: join(directory, 'other'), port: 0 });
  const content = Buffer.from(log('tus').repeat(2000));
  const send = (options: Partial<Upload['options']>, aborted = false): Promise<Upload> =>
    new Promise((resolve, reject) => {
      const upload: Upload = new Upload(content, {
        endpoint: `${server.url}${base}`,
        chunkSize: 50_000,
        metadata: { filename: 'tus.log' },
        onError: reject,
        onSuccess: () => resolve(upload),
        onChunkComplete: (_, accepted) => {
          if (aborted && accepted > 0) void upload.abort().then(() => resolve(upload));
        },
        ...options,
      });
      upload.start();
    });
  const half = await send({}, true);
  let resumedAt = 0;
  await send({
    uploadUrl: half.url!,
    onUploadUrlAvailable: () => {},
    onChunkComplete: (size, accepted) => (resumedAt ||= accepted - size),
  });
  expect(resumedAt).toBeGreaterThan(0);
  const remote = createClient({ baseUrl: server.url });
  const { uploads } = await remote.uploads();
  expect(uploads).toMatchObject([{ files: [{ name: 'tus.log', bytes: content.length }] }]);
  await server.stop();
});
