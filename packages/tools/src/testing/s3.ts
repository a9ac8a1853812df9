import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { isSigned } from './s3-signature.ts';

export interface TestS3 {
  readonly endpoint: string;
  /** The only key that it takes. */
  readonly accessKey: string;
  readonly secretKey: string;
  readonly bucket: string;
  put(key: string, content: Uint8Array | string): Promise<void>;
  stop(): Promise<void>;
}

/** As S3 does. */
function refuse(response: ServerResponse): void {
  response.writeHead(403, { 'content-type': 'application/xml', connection: 'close' });
  response.end(
    '<Error><Code>SignatureDoesNotMatch</Code><Message>It does not match.</Message></Error>',
  );
}

/** An S3-compatible server from npm on a loopback port, with one bucket in a temporary directory; it refuses what is not signed with its key. */
export async function startTestS3(): Promise<TestS3> {
  const directory = await mkdtemp(join(tmpdir(), 'sherpa-s3-'));
  const { default: Server } = await import('@20minutes/s3rver');
  const bucket = 'datasherpa';
  const server = new Server({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    // It reckons with the path of a bucket without its last slash, and takes the signature of the standard for wrong: see below.
    allowMismatchedSignatures: true,
    directory,
    configureBuckets: [{ name: bucket }],
  });
  const { port } = await server.run();
  const key = { accessKey: 'S3RVER', secretKey: 'S3RVER' };
  const [answer] = server.httpServer.listeners('request') as RequestListener[];
  server.httpServer.removeAllListeners('request');
  server.httpServer.on('request', (request, response) => {
    if (isSigned(request, key)) answer!(request, response);
    else refuse(response);
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({
    region: 'us-east-1',
    endpoint,
    forcePathStyle: true,
    credentials: { accessKeyId: key.accessKey, secretAccessKey: key.secretKey },
  });
  return {
    endpoint,
    ...key,
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
