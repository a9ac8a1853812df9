import { createClient, type AgentChunk, type Client } from '@datasherpa/server/client';
import {
  noDatabaseServer,
  openTestDatabaseServer,
  startScriptedModelServer,
} from '@datasherpa/tools/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { isInOutagesGuide } from './testing/outages-guide.ts';
import { createHome, runSherpa, startServe } from './testing/run-sherpa.ts';
import { startStores } from './testing/stores-on-servers.ts';

/** The real server, killed while the agent answers: the run goes on by itself, and it is one run with one answer. */

const database = await openTestDatabaseServer();
const closers: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const close of closers.toReversed()) await close();
  await database?.stop();
});

type Env = Readonly<Record<string, string>>;
const newHome = (): Env => {
  const home = createHome();
  closers.push(() => home.remove());
  return home.env;
};

/** Begins a run whose model never answers, and waits until it was asked. */
async function runAtItsModel(client: Client, asked: () => number) {
  const { upload } = await client.upload(
    (async function* () {
      yield {
        name: 'a.log',
        content: (async function* () {
          yield new TextEncoder().encode('2026-11-20T02:00:00Z ERROR No space left on device\n');
        })(),
      };
    })(),
  );
  for await (const { status } of client.watchUpload(upload.id)) if (status === 'ready') break;
  const before = asked();
  const chunks = client.agent({ message: 'why did the load fail?', uploads: [upload.id] });
  const { promise: begun, resolve } = Promise.withResolvers<string>();
  const reading = (async () => {
    for await (const chunk of chunks)
      if (chunk.type === 'start') resolve(chunk.messageMetadata.runId);
  })().catch(() => {});
  const run = await begun;
  await expect.poll(asked, { timeout: 15_000, interval: 10 }).toBeGreaterThan(before);
  return { run, reading };
}

const ofType = <Type extends AgentChunk['type']>(chunks: readonly AgentChunk[], type: Type) =>
  chunks.filter((chunk): chunk is Extract<AgentChunk, { type: Type }> => chunk.type === type);

async function killedInARun(env: Env, second: 'the same server again' | 'another server') {
  const model = await startScriptedModelServer();
  closers.push(() => model.close());
  const withModel = {
    ...env,
    DATASHERPA_MODEL_URL: model.url,
    DATASHERPA_MODEL_NAME: 'scripted',
  };
  const asked = () => model.requests.filter(({ path }) => path.endsWith('/completions')).length;
  model.reply({ silent: true });
  const first = await startServe(withModel);
  const beside = second === 'another server' ? await startServe(withModel) : null;
  const { run, reading } = await runAtItsModel(createClient({ baseUrl: first.url }), asked);
  await first.kill();
  await reading;
  const next = beside ?? (await startServe(withModel));
  closers.push(() => next.stop());
  const chunks: AgentChunk[] = [];
  const client = createClient({ baseUrl: next.url });
  for await (const chunk of client.followRun(run, 0)) chunks.push(chunk);
  // A call that only reads is made again where its result was not stored yet: the same call, with the same result.
  const outputs = ofType(chunks, 'tool-output-available').map(({ toolCallId, output }) =>
    JSON.stringify([toolCallId, output.status, output.summary, output.data]),
  );
  expect(new Set(outputs).size).toBe(1);
  expect(ofType(chunks, 'data-answer')).toMatchObject([{ data: { status: 'found' } }]);
  expect(ofType(chunks, 'finish')).toHaveLength(1);
  expect(chunks.at(-1)).toMatchObject({ type: 'finish', finishReason: 'stop' });
  const stored = await fetch(`${next.url}/runs/${run}`);
  expect(await stored.json()).toMatchObject({ status: 'done', chunks });
}

const isTold = (what: string): boolean =>
  isInOutagesGuide(what, 'a run of the agent', 'it goes on from its last step');

test('embedded: the next start goes on with the run', async () => {
  await killedInARun(newHome(), 'the same server again');
  expect(isTold('the server, embedded')).toBe(true);
}, 60_000);

describe.skipIf(!database)(`on servers (${database ? database.name : noDatabaseServer})`, () => {
  test.each(['the same server again', 'another server'] as const)(
    '%s goes on with the run',
    async (second) => {
      const stores = await startStores(database!);
      closers.push(() => stores.stop());
      const env = { ...newHome(), ...stores.env };
      expect((await runSherpa(['migrate'], { env })).code).toBe(0);
      await killedInARun(env, second);
      expect(isTold('one of several servers')).toBe(true);
      expect(stores.qdrant.violations).toEqual([]);
    },
    90_000,
  );
});
