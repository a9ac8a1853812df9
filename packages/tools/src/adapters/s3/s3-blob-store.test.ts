import { randomBytes, randomUUID } from 'node:crypto';
import {
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { blobStoreConformance } from '../../ports/conformance/index.ts';
import type { Presence } from '../../ports/presence.ts';
import { startTestS3, type TestS3 } from '../../testing/s3.ts';
import { copyInParts } from './copy-in-parts.ts';
import { openS3BlobStore } from './s3-blob-store.ts';
import type { S3Settings } from './s3-settings.ts';

let server: TestS3;
let client: S3Client;
beforeAll(async () => {
  server = await startTestS3();
  client = new S3Client({
    region: 'us-east-1',
    endpoint: server.endpoint,
    forcePathStyle: true,
    credentials: { accessKeyId: server.accessKey, secretAccessKey: server.secretKey },
  });
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

const alone: Presence = {
  id: randomUUID(),
  isAlive: async (id) => id === alone.id,
  close: async () => {},
};
/** A place of its own in the bucket. */
const settings = (change: Partial<S3Settings> = {}): S3Settings => ({
  bucket: server.bucket,
  prefix: `${randomUUID()}/`,
  region: 'us-east-1',
  endpoint: server.endpoint,
  accessKey: server.accessKey,
  secretKey: server.secretKey,
  ...change,
});

blobStoreConformance('S3', () => openS3BlobStore(settings(), alone));

describe('the signature of requests', () => {
  test('another secret, and a request that was changed on the way, are refused', async () => {
    await expect(
      openS3BlobStore(settings({ secretKey: 'wrong' }), alone).then((store) => store.size('0')),
    ).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('refuses the access key'),
    });
    const requests: { url: string; headers: Record<string, string> }[] = [];
    const own = new S3Client({
      region: 'us-east-1',
      endpoint: server.endpoint,
      forcePathStyle: true,
      credentials: { accessKeyId: server.accessKey, secretAccessKey: server.secretKey },
    });
    own.middlewareStack.add(
      (next) => (given) => {
        const { path, query, headers } = given.request as {
          path: string;
          query: Record<string, string>;
          headers: Record<string, string>;
        };
        const url = `${server.endpoint}${path}?${new URLSearchParams(query).toString()}`;
        requests.push({ url, headers: { ...headers } });
        return next(given);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await server.put('a key', 'content');
    await own.send(new GetObjectCommand({ Bucket: server.bucket, Key: 'a key' }));
    own.destroy();
    const { url, headers } = requests[0]!;
    expect((await fetch(url, { headers })).status).toBe(200);
    expect((await fetch(`${url}&versions`, { headers })).status).toBe(403);
    expect((await fetch(url, { headers: { ...headers, 'x-amz-acl': 'public-read' } })).status).toBe(
      403,
    );
    expect((await fetch(url)).status).toBe(403);
  });
});

describe('S3', () => {
  const large = randomBytes(20 << 20);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < large.length; at += 1 << 20) yield large.subarray(at, at + (1 << 20));
  }

  test('a large blob goes in parts, comes back byte by byte, and leaves nothing under its first name', async () => {
    const place = settings();
    const store = await openS3BlobStore(place, alone);
    const { sha256, bytes, existed } = await store.put(chunks());
    expect({ bytes, existed }).toEqual({ bytes: large.length, existed: false });
    expect(Buffer.concat(await Array.fromAsync(store.get(sha256))).equals(large)).toBe(true);
    const middle = await store.read(sha256, 9_999_990, 10_000_010);
    expect(Buffer.from(middle).equals(large.subarray(9_999_990, 10_000_010))).toBe(true);
    expect(await store.put(chunks())).toEqual({ sha256, bytes, existed: true });
    expect(await Array.fromAsync(store.list())).toEqual([sha256]);
    expect(await namesBelow(place)).toEqual([`blobs/${sha256.slice(0, 2)}/${sha256}`]);
  });
  test('a large source that fails in its middle leaves nothing', async () => {
    const place = settings();
    const store = await openS3BlobStore(place, alone);
    const failing = async function* () {
      yield* chunks();
      throw new Error('gone');
    };
    await expect(store.put(failing())).rejects.toThrow('gone');
    expect(await namesBelow(place)).toEqual([]);
  });
  test('what a process that is gone left half done is swept, what a living one is at is not', async () => {
    const place = settings();
    for (const owner of [alone.id, randomUUID()])
      await client.send(
        new PutObjectCommand({
          Bucket: place.bucket,
          Key: `${place.prefix}incoming/${owner}.x`,
          Body: 'half',
        }),
      );
    await openS3BlobStore(place, alone);
    expect(await namesBelow(place)).toEqual([`incoming/${alone.id}.x`]);
  });
  test('a copy in parts is the same', async () => {
    const { bucket: Bucket, prefix } = settings();
    await client.send(new PutObjectCommand({ Bucket, Key: `${prefix}a`, Body: large }));
    const target = { Bucket, Key: `${prefix}b`, CopySource: `${Bucket}/${prefix}a` };
    await copyInParts(client, target, large.length, 6 << 20);
    const copied = await client.send(new GetObjectCommand({ Bucket, Key: `${prefix}b` }));
    expect(Buffer.from(await copied.Body!.transformToByteArray()).equals(large)).toBe(true);
  });
  test('encryption is asked for with every object', async () => {
    const place = settings({ encryption: 'aws:kms', kmsKey: 'arn:key' });
    const store = await openS3BlobStore(place, alone);
    // The test server keeps no such setting that could be asked for afterwards.
    const watched = vi.spyOn(S3Client.prototype, 'send');
    await store.put(chunks());
    await store.put(
      (async function* () {
        yield Buffer.from('small');
      })(),
    );
    const sent = watched.mock.calls.map(([command]) => ({
      name: command.constructor.name,
      ...(command.input as object),
    }));
    watched.mockRestore();
    const writes = sent.filter(({ name }) =>
      /^(PutObject|CreateMultipartUpload|CopyObject)Command$/.test(String(name)),
    );
    expect(writes.map(({ name }) => name)).toEqual([
      'CreateMultipartUploadCommand',
      'CopyObjectCommand',
      'PutObjectCommand',
    ]);
    for (const write of writes)
      expect(write).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'arn:key' });
  });
  test('a start that cannot succeed says why in one sentence', async () => {
    const refusal = (change: Partial<S3Settings>): Promise<string> =>
      openS3BlobStore(settings(change), alone).then(
        () => 'nothing',
        (error: Error) => error.message,
      );
    const at = new URL(server.endpoint).host;
    expect(await refusal({ bucket: 'nothing' })).toBe(
      `The store cannot be used: the bucket "nothing" at ${at} does not exist.`,
    );
    const wrong = await refusal({ accessKey: 'other', secretKey: 'very-secret' });
    expect(wrong).toBe(
      `The store cannot be used: the bucket "datasherpa" at ${at} refuses the access key, or what it is used for.`,
    );
    expect(await refusal({ endpoint: 'http://127.0.0.1:1' })).toMatch(
      /the bucket "datasherpa" at 127.0.0.1:1 does not answer \(ECONNREFUSED\)/,
    );
  });
});

async function namesBelow({ bucket, prefix }: S3Settings): Promise<string[]> {
  const names: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client },
    { Bucket: bucket, Prefix: prefix },
  ))
    names.push(...Contents.map(({ Key }) => Key!.slice(prefix.length)));
  return names;
}
