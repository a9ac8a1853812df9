import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '@datasherpa/agent/plugin';
import { createClient, type Client } from '@datasherpa/server/client';
import { afterAll, expect, test } from 'vitest';
import { isInOutagesGuide } from './testing/outages-guide.ts';
import { createHome, startServe } from './testing/run-sherpa.ts';

/** The real server on a disk of its own that runs full: what is answered meanwhile, and that nothing is lost. */

const home = createHome();
const disk = join(home.path, 'disk');
mkdirSync(disk);

/** A disk of 48 MB in memory; needs the rights to mount. */
function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const mounted = mount();
const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
  if (mounted) execFileSync('umount', [disk]);
  home.remove();
});

const filler = join(disk, 'filler');
/** Leaves so many bytes. */
function fill(leaving: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - leaving)));
}
const free = (): void => rmSync(filler);

const send = async (client: Client, name: string, text: string): Promise<string> => {
  const { upload } = await client.upload(
    (async function* () {
      yield {
        name,
        content: (async function* () {
          yield new TextEncoder().encode(text);
        })(),
      };
    })(),
  );
  return upload.id;
};
const untilReady = async (client: Client, id: string): Promise<string> => {
  let last = '';
  for await (const { status } of client.watchUpload(id)) last = status;
  return last;
};
/** How a call ends, as the table says it. */
const ending = async (call: Promise<Answer | string>): Promise<string> =>
  call.then(
    (answer) => {
      const missing = typeof answer === 'string' ? [] : answer.degraded;
      if (missing.length === 0) return 'as always';
      expect(missing).toMatchObject([
        { what: 'memory of failures', why: expect.stringContaining('disk is full') },
      ]);
      return 'as always, but not remembered, with the reason';
    },
    (error: { code?: string; message: string }) => {
      expect(error.message).toContain('disk is full');
      return error.code ?? 'no code';
    },
  );
const line = (at: number): string =>
  `2026-11-20T02:00:${String(at % 60).padStart(2, '0')}Z INFO put block ${at} of ${at * 31} bytes\n`;
const long = Array.from({ length: 100_000 }, (_, at) => line(at)).join('');

test.skipIf(!mounted)(
  'the disk runs full and is freed again (needs the right to mount)',
  async () => {
    const server = await startServe({ ...home.env, DATASHERPA_DATA_DIR: join(disk, 'data') });
    closers.push(() => server.stop());
    const client = createClient({ baseUrl: server.url });
    const before = await send(
      client,
      'a.log',
      '2026-11-20T02:00:00Z ERROR No space left on device\n',
    );
    expect(await untilReady(client, before)).toBe('ready');
    // This one is diagnosed only while the disk is full, and then remembered.
    const other = await send(client, 'c.log', '2026-11-20T03:00:00Z ERROR Connection refused\n');
    expect(await untilReady(client, other)).toBe('ready');
    const debug = (upload = before) =>
      client.callTool('/debug', { question: 'why did it fail?', uploads: [upload] });
    const search = () => client.callTool('/search-logs', { query: 'space', uploads: [before] });
    const [diagnosed, found] = [await debug(), await search()];

    // In the middle of an upload, with room for a part of it.
    fill(2 << 20);
    expect(await ending(send(client, 'long.log', long))).toBe('STORE_UNAVAILABLE');
    // To the last byte.
    rmSync(filler);
    fill(0);
    const row = [
      await ending(debug(other)),
      await ending(search()),
      await ending(send(client, 'b.log', line(1))),
    ];
    expect(isInOutagesGuide('the disk is full, embedded', ...row)).toBe(true);
    expect(await debug()).toMatchObject({ summary: diagnosed.summary });

    free();
    const after = await send(client, 'long.log', long);
    expect(await untilReady(client, after)).toBe('ready');
    expect((await client.uploads()).uploads.map(({ id }) => id).toSorted()).toEqual(
      [before, other, after].toSorted(),
    );
    expect(await debug(other)).toMatchObject({ status: 'found', degraded: [] });
    expect((await search()).evidence).toEqual(found.evidence);
  },
  120_000,
);
