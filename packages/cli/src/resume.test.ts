import { once } from 'node:events';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createClient } from '@datasherpa/server/client';
import { createHome, startServe, startSherpa } from './testing/run-sherpa.ts';
import { startRelay } from './testing/start-relay.ts';

/** A large file sent to a real server over a connection that breaks, a server that is killed, and a command that is ended. */

const home = createHome();
afterAll(() => home.remove());
const streams = join(home.env['DATASHERPA_DATA_DIR']!, 'streams');

const lines = 700_000;
const path = join(home.path, 'big.log');
const line = (at: number): string =>
  `26/11/20 02:00:00 INFO BlockManager: put block rdd_${at % 9}_${at} of ${at * 31} bytes\n`;
const content = Array.from({ length: lines }, (_, at) => line(at)).join('');
writeFileSync(path, content);

const stored = (): number =>
  readdirSync(streams)
    .filter((name) => name.endsWith('.part'))
    .reduce((sum, name) => sum + statSync(join(streams, name)).size, 0);

/** Looks until it is so; what never comes fails the test by its time limit. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test(
  'sending goes on after each of them, and nothing is sent twice but a part',
  { timeout: 60_000 },
  async () => {
    const relay = await startRelay();
    const first = await startServe(home.env);
    relay.leadTo(first.url);
    const upload = () =>
      startSherpa(['--server', relay.url, '--json', 'upload', path], { env: home.env });

    // The command is ended in the middle.
    const ended = upload();
    await until(() => stored() > 0);
    ended.kill('SIGKILL');
    const before = stored();
    expect(before).toBeLessThan(content.length);

    const sending = upload();
    let answer = '';
    sending.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    const done = once(sending, 'close');
    // The connection breaks.
    await until(() => stored() > before);
    relay.cut();
    const atBreak = stored();
    // The server is killed, and another one comes.
    await until(() => stored() > atBreak);
    await first.kill();
    const kept = stored();
    expect(kept).toBeGreaterThan(before);
    expect(kept).toBeLessThan(content.length);
    const second = await startServe(home.env);
    expect(stored()).toBe(kept);
    relay.leadTo(second.url);

    expect(await done).toEqual([0, null]);
    expect(JSON.parse(answer)).toMatchObject({
      files: [{ name: 'big.log', status: 'ready', bytes: content.length, digest: { lines } }],
    });
    // Each of the three breaks may cost a part of 8 MiB.
    expect(relay.passed()).toBeLessThan(content.length + 3 * 9 * 1024 * 1024);
    const client = createClient({ baseUrl: second.url });
    expect((await client.uploads()).total).toBe(1);
    expect(stored()).toBe(0);
    relay.close();
    await second.stop();
  },
);
