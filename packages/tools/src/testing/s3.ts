import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

export interface TestS3 {
  readonly endpoint: string;
  /** The only key that it takes. */
  readonly accessKey: string;
  readonly secretKey: string;
  readonly bucket: string;
  put(key: string, content: Uint8Array | string): Promise<void>;
  stop(): Promise<void>;
}

/** An S3-compatible server from npm on a loopback port, with one bucket in a temporary directory. */
export async function startTestS3(): Promise<TestS3> {
  const directory = await mkdtemp(join(tmpdir(), 'sherpa-s3-'));
  const { default: Server } = await import('@20minutes/s3rver');
  const bucket = 'datasherpa';
  const server = new Server({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    // Its own reckoning of signatures fails for requests about the bucket; unknown access keys it refuses all the same.
    allowMismatchedSignatures: true,
    directory,
    configureBuckets: [{ name: bucket }],
  });
  const { port } = await server.run();
  const endpoint = `http://127.0.0.1:${port}`;
  const key = 'S3RVER';
  const client = new S3Client({
    region: 'us-east-1',
    endpoint,
    forcePathStyle: true,
    credentials: { accessKeyId: key, secretAccessKey: key },
  });
  return {
    endpoint,
    accessKey: key,
    secretKey: key,
    bucket,
    async put(Key, Body) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
    },
    async stop() {
      client.destroy();
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
