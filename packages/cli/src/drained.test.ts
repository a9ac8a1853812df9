import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type AgentChunk } from '@datasherpa/server/client';
import { startScriptedModelServer } from '@datasherpa/tools/testing';
import { afterAll, expect, test } from 'vitest';
import { isInOutagesGuide } from './testing/outages-guide.ts';
import { createHome, startServe } from './testing/run-sherpa.ts';

/** The real server, told to stop while it answers a message and an upload comes in. */

const home = createHome();
const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers.toReversed()) await close();
  home.remove();
});

const text = (line: string) =>
  (async function* () {
    yield new TextEncoder().encode(`2026-11-20T02:00:00Z ERROR ${line}\n`);
  })();

test('SIGTERM: the upload is stored, the run is answered or goes on at the next start, nobody else is let in', async () => {
  const model = await startScriptedModelServer();
  closers.push(() => model.close());
  const env = {
    ...home.env,
    DATASHERPA_MODEL_URL: model.url,
    DATASHERPA_MODEL_NAME: 'scripted',
  };
  const first = await startServe(env);
  const client = createClient({ baseUrl: first.url });
  const { upload } = await client.upload(
    (async function* () {
      yield { name: 'a.log', content: text('No space left on device') };
    })(),
  );
  for await (const { status } of client.watchUpload(upload.id)) if (status === 'ready') break;

  // Both are in their middle: the model was asked, and half of a file has come.
  model.reply({ silent: true });
  const { promise: begun, resolve: begin } = Promise.withResolvers<string>();
  const seen: AgentChunk[] = [];
  const following = (async () => {
    for await (const chunk of client.agent({ message: 'why did it fail?', uploads: [upload.id] })) {
      if (chunk.type === 'start') begin(chunk.messageMetadata.runId);
      seen.push(chunk);
    }
  })().catch(() => {});
  const run = await begun;
  await expect
    .poll(() => model.requests.some(({ path }) => path.endsWith('/completions')), {
      timeout: 15_000,
      interval: 10,
    })
    .toBe(true);
  const { promise: rest, resolve: sendRest } = Promise.withResolvers<void>();
  const sending = client.upload(
    (async function* () {
      yield {
        name: 'b.log',
        content: (async function* () {
          yield* text('first half');
          await rest;
          yield* text('second half');
        })(),
      };
    })(),
  );
  await expect.poll(async () => (await client.uploads()).total).toBe(2);

  const stopped = first.stop();
  await expect
    .poll(() =>
      fetch(`${first.url}/health/live`).then(
        () => 'let in',
        () => 'refused',
      ),
    )
    .toBe('refused');
  sendRest();
  const sent = await sending;
  expect(sent.upload.files).toMatchObject([{ name: 'b.log' }]);
  // The model never answers: the run is not waited for without end.
  expect(await Promise.race([stopped, sleep(15_000, 'late', { ref: false })])).toBeUndefined();
  await following;
  expect(seen.filter(({ type }) => type === 'data-answer')).toEqual([]);

  const second = await startServe(env);
  closers.push(() => second.stop());
  const next = createClient({ baseUrl: second.url });
  const chunks: AgentChunk[] = [];
  for await (const chunk of next.followRun(run, 0)) chunks.push(chunk);
  expect(chunks.at(-1)).toMatchObject({ type: 'finish', finishReason: 'stop' });
  expect(chunks.filter(({ type }) => type === 'data-answer')).toMatchObject([
    { data: { status: 'found' } },
  ]);
  let last = '';
  for await (const { status } of next.watchUpload(sent.upload.id)) last = status;
  expect(last).toBe('ready');
  const found = await next.callTool('/search-logs', {
    query: '"second half"',
    uploads: [sent.upload.id],
  });
  expect(found).toMatchObject({ data: { total: 1 } });
  expect((await next.uploads()).total).toBe(2);
  for (const row of [
    [
      'an upload',
      'it is stored, if the rest comes in that time; otherwise it is broken off and gone, and a resumable one goes on',
    ],
    [
      'a run of the agent',
      'it stops after its step, or within one that takes longer, and goes on at the next start',
    ],
  ])
    expect(isInOutagesGuide(...row)).toBe(true);
}, 60_000);
