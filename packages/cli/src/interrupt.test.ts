import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createClient } from '@datasherpa/server/client';
import { createHome, startServe, startSherpa } from './testing/run-sherpa.ts';

const home = createHome();
afterAll(() => home.remove());

test('Ctrl-C while a server reads a file cancels its reading', async () => {
  const path = join(home.path, 'big.log');
  const line = (at: number) => `26/11/20 02:00:00 INFO Part${at % 97}: did ${at * 7919}\n`;
  writeFileSync(path, Array.from({ length: 400_000 }, (_, at) => line(at)).join(''));
  const server = await startServe(home.env);
  const client = createClient({ baseUrl: server.url });
  const sending = startSherpa(['--server', server.url, 'debug', 'why?', path], { env: home.env });
  let said = '';
  sending.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(sending, 'close');
  for (;;) {
    const [upload] = (await client.uploads()).uploads;
    if (upload?.files[0]?.status === 'ingesting') break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  sending.kill('SIGINT');
  expect(await ended).toEqual([2, null]);
  expect(said).toContain('Reading the files was cancelled.');
  const [upload] = (await client.uploads()).uploads;
  expect(upload!.files).toMatchObject([
    { status: 'cancelled', problem: { code: 'FILE_CANCELLED' } },
  ]);
  await server.stop();
});
