import { join } from 'node:path';
import type { Answer } from '@datasherpa/agent/plugin';
import { createClient, type AgentChunk, type Client } from '@datasherpa/server/client';
import { startScriptedModelServer } from '@datasherpa/tools/testing';
import { afterAll, expect, test } from 'vitest';
import { isInOutagesGuide } from './testing/outages-guide.ts';
import { createHome, startServe } from './testing/run-sherpa.ts';
import { mountSmallDisk } from './testing/small-disk.ts';

/** The real server on a disk of its own that runs full: what is answered meanwhile, and that nothing is lost. */

const home = createHome();
const disk = mountSmallDisk(home.path, 48);
const dataOn = (name: string) => ({
  ...home.env,
  DATASHERPA_DATA_DIR: join(disk!.path, name),
});
const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers.toReversed()) await close();
  disk?.unmount();
  home.remove();
});

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

test.skipIf(!disk)(
  'the disk runs full and is freed again (needs the right to mount)',
  async () => {
    const server = await startServe(dataOn('data'));
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
    disk!.fill(2 << 20);
    expect(await ending(send(client, 'long.log', long))).toBe('STORE_UNAVAILABLE');
    // To the last byte.
    disk!.fill(0);
    const row = [
      await ending(debug(other)),
      await ending(search()),
      await ending(send(client, 'b.log', line(1))),
    ];
    expect(isInOutagesGuide('the disk is full, embedded', ...row)).toBe(true);
    expect(await debug()).toMatchObject({ summary: diagnosed.summary });

    disk!.free();
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

test.skipIf(!disk)(
  'the disk runs full while a file is read (needs the right to mount)',
  async () => {
    const server = await startServe(dataOn('reading'));
    closers.push(() => server.stop());
    const client = createClient({ baseUrl: server.url });
    const id = await send(client, 'long.log', long);
    // Room for the jobs, and not for what is made of the file.
    disk!.fill(1 << 18);
    const [file] = (await client.uploads()).uploads[0]!.files;
    const begun = new Set<number>();
    let problem: unknown = null;
    while (begun.size < 5) {
      const response = await fetch(`${server.url}/jobs/${file!.id}`);
      const job = (await response.json()) as { state: string; startedAt: number | null };
      expect(['queued', 'running']).toContain(job.state);
      if (job.startedAt !== null) begun.add(job.startedAt);
      problem = (await client.uploads()).uploads[0]!.files[0]!.problem;
    }
    expect(problem).toBeNull();
    disk!.free();
    expect(await untilReady(client, id)).toBe('ready');
    const found = await client.callTool('/search-logs', { query: 'level:info', uploads: [id] });
    expect(found).toMatchObject({ data: { counts: { total: 100_000 } } });
    const told = 'it is read from its beginning once there is room';
    expect(isInOutagesGuide('the disk is full, embedded', 'reading a file', told)).toBe(true);
  },
  120_000,
);

test.skipIf(!disk)(
  'the disk runs full while the agent answers (needs the right to mount)',
  async () => {
    const model = await startScriptedModelServer();
    closers.push(() => model.close());
    const server = await startServe({
      ...dataOn('answering'),
      DATASHERPA_MODEL_URL: model.url,
      DATASHERPA_MODEL_NAME: 'scripted',
    });
    closers.push(() => server.stop());
    const client = createClient({ baseUrl: server.url });
    const upload = await send(
      client,
      'a.log',
      '2026-11-20T02:00:00Z ERROR No space left on device\n',
    );
    expect(await untilReady(client, upload)).toBe('ready');
    model.reply({ answer: Array.from({ length: 8 }, () => 'It failed. '), everyMs: 200 });
    const request = { message: 'why did the load fail?', uploads: [upload] };
    let run = '';
    const seen: AgentChunk[] = [];
    for await (const chunk of client.agent(request)) {
      if (chunk.type === 'start') run = chunk.messageMetadata.runId;
      // Its tool was called, and the model words what came.
      if (chunk.type === 'tool-output-available') disk!.fill(0);
      seen.push(chunk);
    }
    expect(seen.map(({ type }) => type)).toContain('error');
    expect(JSON.stringify(seen)).toContain('STORE_UNAVAILABLE');
    // Nor can another be begun.
    const refused = await fetch(`${server.url}/agent`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    disk!.free();
    const stored = async () => (await fetch(`${server.url}/runs/${run}`)).json() as Promise<Stored>;
    await expect.poll(async () => (await stored()).status, { timeout: 20_000 }).toBe('done');
    const { chunks } = await stored();
    const ofType = (type: string) => chunks.filter((chunk) => chunk.type === type);
    expect(ofType('data-answer')).toMatchObject([{ data: { status: 'found' } }]);
    expect(ofType('finish')).toHaveLength(1);
    const told = 'it goes on from its last step, within 20 s';
    expect(isInOutagesGuide('the disk is full, embedded', 'a run of the agent', told)).toBe(true);
  },
  120_000,
);

interface Stored {
  readonly status: string;
  readonly chunks: readonly AgentChunk[];
}
