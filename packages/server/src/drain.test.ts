import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startServer, type RunningServer } from './start-server.ts';

let directory: string;
let server: RunningServer;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sherpa-drain-'));
  server = await startServer({ dataDirectory: directory, port: 0, logLevel: 'off' });
});
afterEach(() => rm(directory, { recursive: true }));

/** An upload whose last bytes are sent when told. */
function beginUpload() {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const upload = request(`${server.url}/upload-logs`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=edge' },
  });
  upload.once('response', (response) => resolve(response.resume().statusCode ?? 0));
  upload.once('error', reject);
  upload.write(
    '--edge\r\ncontent-disposition: form-data; name="files"; filename="a.log"\r\n\r\n2026-11-20 02:10:04 ERROR half\n',
  );
  return { status: promise, finish: () => upload.end('\r\n--edge--\r\n') };
}
const accepts = (): Promise<boolean> =>
  fetch(`${server.url}/health/live`).then(
    () => true,
    () => false,
  );

test('an upload that is coming in when the server is told to stop is answered, and nobody else is let in', async () => {
  const upload = beginUpload();
  // Its first bytes are there when a request behind it is answered.
  expect(await accepts()).toBe(true);
  const stopped = server.stop();
  await expect.poll(accepts).toBe(false);
  upload.finish();
  expect(await upload.status).toBe(202);
  await stopped;
});

test('an upload that does not end is not waited for without end', async () => {
  const upload = beginUpload();
  expect(await accepts()).toBe(true);
  const begun = performance.now();
  await Promise.all([server.stop(), expect(upload.status).rejects.toThrow('socket hang up')]);
  expect(performance.now() - begun).toBeLessThan(15_000);
});
