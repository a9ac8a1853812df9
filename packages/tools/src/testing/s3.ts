import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestS3 {
  readonly endpoint: string;
  /** The only key that it takes. */
  readonly accessKey: string;
  readonly secretKey: string;
  readonly bucket: string;
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
  return {
    endpoint: `http://127.0.0.1:${port}`,
    accessKey: 'S3RVER',
    secretKey: 'S3RVER',
    bucket,
    async stop() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
