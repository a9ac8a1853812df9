import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestS3, type TestS3 } from '../../testing/s3.ts';
import type { RemoteObjects } from '../../ports/remote-objects.ts';
import { openS3Objects } from './open-s3-objects.ts';

let server: TestS3;
let objects: RemoteObjects;
beforeAll(async () => {
  server = await startTestS3();
  const { endpoint, accessKey, secretKey, bucket } = server;
  for (const [key, content] of [
    ['logs/application_1_1', 'one'],
    ['logs/application_1_10', 'ten'],
    ['logs/eventlog_v2_app-1/events_1_app-1', 'first'],
    ['logs/eventlog_v2_app-1/events_2_app-1', 'second'],
    ['logs/of a team/50% #1?', 'odd'],
    ['secret/keys', 'no'],
  ] as const)
    await server.put(key, content);
  objects = openS3Objects([
    { bucket, prefix: 'logs/', region: 'us-east-1', endpoint, accessKey, secretKey },
  ]);
});
afterAll(async () => {
  objects.close();
  await server.stop();
});

const limits = { maxBytes: 1000, maxFiles: 100 };
async function read(url: string, given = limits): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const { name, content } of await objects.open(url, given))
    files[name] = Buffer.concat(await Array.fromAsync(content)).toString();
  return files;
}

test.each([
  [
    'an object, not those with a longer name',
    's3://datasherpa/logs/application_1_1',
    { application_1_1: 'one' },
  ],
  ['as Hadoop writes it', 's3a://datasherpa/logs/application_1_10', { application_1_10: 'ten' }],
  ['a name as it stands', 's3://datasherpa/logs/of a team/50% #1?', { '50% #1?': 'odd' }],
  [
    'the folder of a rolled log',
    's3://datasherpa/logs/eventlog_v2_app-1',
    { 'eventlog_v2_app-1/events_1_app-1': 'first', 'eventlog_v2_app-1/events_2_app-1': 'second' },
  ],
])('%s', async (_, url, files) => {
  expect(await read(url)).toEqual(files);
});

test('the place itself, with all that is in it', async () => {
  expect(Object.keys(await read('s3://datasherpa/logs'))).toHaveLength(5);
  expect(Object.keys(await read('s3://datasherpa/logs/'))).toHaveLength(5);
});

test.each([
  ['beside the prefix', 's3://datasherpa/secret/keys', 'URL_NOT_ALLOWED'],
  ['above it', 's3://datasherpa/', 'URL_NOT_ALLOWED'],
  ['a name that only begins like it', 's3://datasherpa/logs2/a', 'URL_NOT_ALLOWED'],
  ['out of it again', 's3://datasherpa/logs/../secret/keys', 'URL_NOT_ALLOWED'],
  ['another bucket', 's3://other/logs/a', 'URL_NOT_ALLOWED'],
  ['nothing of that name', 's3://datasherpa/logs/none', 'URL_NOT_READABLE'],
  ['no address', 's3:/datasherpa', 'INPUT_INVALID'],
])('%s is refused', async (_, url, code) => {
  await expect(read(url)).rejects.toMatchObject({ code });
});

test('too many and too much are refused before anything is read', async () => {
  const folder = 's3://datasherpa/logs/eventlog_v2_app-1';
  await expect(read(folder, { maxBytes: 1000, maxFiles: 1 })).rejects.toMatchObject({
    code: 'UPLOAD_TOO_MANY_FILES',
  });
  await expect(read(folder, { maxBytes: 10, maxFiles: 9 })).rejects.toMatchObject({
    code: 'UPLOAD_TOO_LARGE',
  });
});

test('a request that was given up ends with its reason', async () => {
  const reason = new Error('enough');
  const opened = objects.open('s3://datasherpa/logs', {
    ...limits,
    signal: AbortSignal.abort(reason),
  });
  await expect(opened).rejects.toBe(reason);
});

test('a store that does not answer is named, without its key', async () => {
  const gone = openS3Objects([
    {
      bucket: 'gone',
      prefix: '',
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:1',
      accessKey: 'a',
      secretKey: 'very-secret',
    },
  ]);
  await expect(gone.open('s3://gone/a', limits)).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    message: expect.not.stringContaining('very-secret'),
  });
  gone.close();
});
