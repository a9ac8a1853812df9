import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  noDatabaseServer,
  openTestDatabaseServer,
  startContractQdrant,
  startTestS3,
  type FakeQdrant,
} from '@datasherpa/tools/testing';
import { afterAll, describe, expect, test } from 'vitest';
import type { Answer } from '@datasherpa/agent/plugin';
import { createClient, type Client } from './client.ts';
import { compose, migrateStores, moveTo, type Composed } from './compose.ts';
import { readConfig, type Config } from './config.ts';

/** The product on servers: MariaDB, our imitation of Qdrant (held against its API document), and S3-compatible storage. */
const demo = fileURLToPath(new URL('../../../examples/demo/failed', import.meta.url));
const guide = new URL('../../../docs/guides/outages.md', import.meta.url);
const server = await openTestDatabaseServer();
const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers.toReversed()) await close();
  await server?.stop();
});

async function onServers() {
  const qdrant = await startContractQdrant('the key');
  const s3 = await startTestS3();
  const directory = await newDirectory();
  closers.push(
    () => qdrant.stop(),
    () => s3.stop(),
  );
  const { host, port, user, password, database } = await server!.createDatabase();
  const config: Config = readConfig({
    dataDirectory: directory,
    database: { host, port, user, password, database, tls: null },
    qdrant: {
      https: false,
      host: '127.0.0.1',
      port: Number(new URL(qdrant.url).port),
      path: '',
      prefix: 'datasherpa',
      key: 'the key',
    },
    blobs: {
      bucket: s3.bucket,
      prefix: 'team/',
      region: 'us-east-1',
      endpoint: s3.endpoint,
      accessKey: s3.accessKey,
      secretKey: s3.secretKey,
    },
  });
  return { config, qdrant };
}

async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'sherpa-servers-'));
  closers.push(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function open(config: Config): Promise<{ composed: Composed; client: Client }> {
  const opened = await compose(config);
  let closing: Promise<void> | undefined;
  const composed = { ...opened, close: () => (closing ??= opened.close()) };
  closers.push(composed.close);
  const client = createClient({
    baseUrl: 'http://localhost',
    fetch: (request) => composed.app.fetch(request),
  });
  return { composed, client };
}

/** Sends the demo, or one text. */
async function send(client: Client, text?: string): Promise<string> {
  const names = (await readdir(demo, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(demo, join(entry.parentPath, entry.name)))
    .toSorted();
  const { upload } = await client.upload(
    (async function* () {
      if (text === undefined)
        for (const name of names) yield { name, content: createReadStream(join(demo, name)) };
      else yield { name: 'a.log', content: [Buffer.from(text)] as never };
    })(),
  );
  return upload.id;
}

async function untilReady(client: Client, id: string): Promise<void> {
  for await (const { status } of client.watchUpload(id)) if (status === 'ready') return;
}

/** An answer without what is new each time: ids, times of work, and scores, whose scale is the engine's own. */
const compared = (answer: unknown): unknown => {
  const ids = new Map<string, string>();
  const text = JSON.stringify(answer, (key, value: unknown) =>
    ['requestId', 'timings', 'score', 'memory'].includes(key) ? undefined : value,
  );
  return JSON.parse(
    text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
      if (!ids.has(id)) ids.set(id, `id ${ids.size}`);
      return ids.get(id)!;
    }),
  );
};

/** A ranked answer without the order behind the first hit: the engines weigh words a little differently (see bench/results). */
const unordered = (answer: Answer): unknown => {
  const { hits, total, counts } = answer.data as {
    hits: { evidence: { source: string; lines: number[]; quote: string } }[];
    total: number;
    counts: { total: number; levels: unknown };
  };
  const places = hits.map(
    ({ evidence }) => `${evidence.source}:${evidence.lines[0]} ${evidence.quote}`,
  );
  const { status, degraded } = answer;
  const { total: events, levels } = counts;
  return { status, degraded, total, events, levels, first: places[0], places: places.toSorted() };
};

const questions: readonly (readonly [
  path: string,
  input: Record<string, unknown>,
  view: (answer: Answer) => unknown,
])[] = [
  ['/debug', { question: 'why did the nightly orders load fail?' }, compared],
  ['/timeline', { question: 'why did the nightly orders load fail?' }, compared],
  ['/search-logs', { query: 'heap', mode: 'exact' }, compared],
  ['/search-logs', { query: 'level:error source:spark-worker-1' }, compared],
  ['/search-logs', { query: 'level:error executor lost', limit: 100 }, unordered],
  ['/search-logs', { query: '"Java heap space"', limit: 100 }, unordered],
];

describe.skipIf(!server)(`on servers (${server ? server.name : noDatabaseServer})`, () => {
  test('the main job has the same answers as on embedded stores', async () => {
    const { config, qdrant } = await onServers();
    expect(await migrateStores(config)).toHaveLength(2);
    const [embedded, servers] = [
      await open(readConfig({ dataDirectory: await newDirectory() })),
      await open(config),
    ];
    const asked = async ({ client }: { client: Client }): Promise<unknown[]> => {
      const id = await send(client);
      await untilReady(client, id);
      const answers: unknown[] = [];
      for (const [path, input, view] of questions)
        answers.push(view(await client.callTool(path, { ...input, uploads: [id] })));
      return answers;
    };
    const [one, other] = [await asked(embedded), await asked(servers)];
    expect(other).toEqual(one);
    expect(qdrant.violations).toEqual([]);
    expect(qdrant.requests.some((request) => request.endsWith('/points/query'))).toBe(true);
    // Nothing of the logs is on the disk of the server.
    expect(await readdir(config.dataDirectory)).toEqual(['spool']);
    expect((await servers.client.health()).components['store']?.detail).toMatch(
      /database "\w+" at 127.0.0.1, Qdrant at 127.0.0.1, bucket "datasherpa"/,
    );
  }, 60_000);

  test('an installation moves to servers and back, with all that it knows', async () => {
    const { config, qdrant } = await onServers();
    const home = readConfig({ dataDirectory: await newDirectory() });
    const first = await open(home);
    const id = await send(first.client);
    await untilReady(first.client, id);
    const threads: string[] = [];
    for await (const chunk of first.client.agent({ message: 'why did it fail?', uploads: [id] }))
      if (chunk.type === 'start')
        threads.push((chunk.messageMetadata as { threadId: string }).threadId);
    const asked = async ({ client }: { client: Client }): Promise<unknown[]> => {
      const answers: unknown[] = [];
      for (const [path, input, view] of questions)
        answers.push(view(await client.callTool(path, { ...input, uploads: [id] })));
      return answers;
    };
    const known = await asked(first);
    const thread = await first.composed.app.request(`http://localhost/threads/${threads[0]}`);
    const conversation: unknown = await thread.json();
    await first.composed.close();

    // It breaks off in its middle, and goes on where it was.
    qdrant.fault.always = { status: 500 };
    await expect(moveTo(home, config, () => {})).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
    qdrant.fault.always = null;
    const moved: { what: string; count: number }[] = [];
    await moveTo(home, config, (part) => moved.push(part));
    const counts = Object.fromEntries(moved.map(({ what, count }) => [what, count]));
    expect(counts).toMatchObject({ 'rows of upload': 1, 'rows of thread': 1, 'rows of run': 1 });
    for (const what of ['blobs', 'search documents (logs)', 'checkpoints', 'rows of run_event'])
      expect(counts[what]).toBeGreaterThan(0);
    // Again: nothing is doubled.
    const again: { what: string; count: number }[] = [];
    await moveTo(home, config, (part) => again.push(part));
    expect(again).toEqual(moved);

    const servers = await open(config);
    expect(await asked(servers)).toEqual(known);
    const there = await servers.composed.app.request(`http://localhost/threads/${threads[0]}`);
    expect(await there.json()).toEqual(conversation);
    await servers.composed.close();

    const back = readConfig({ dataDirectory: await newDirectory() });
    await moveTo(config, back, () => {});
    const last = await open(back);
    expect(await asked(last)).toEqual(known);
    const other = await send(last.client, '2026-11-20T02:00:00Z ERROR of its own\n');
    await untilReady(last.client, other);
    await expect(moveTo(home, back, () => {})).rejects.toMatchObject({
      code: 'MOVE_REFUSED',
      details: { upload: other },
    });
    expect(qdrant.violations).toEqual([]);
  }, 120_000);

  test('a start on servers that are not prepared ends with one sentence', async () => {
    const { config, qdrant } = await onServers();
    await expect(compose(config)).rejects.toMatchObject({ code: 'STORE_OUTDATED' });
    await migrateStores({ ...config, qdrant: null });
    await expect(compose(config)).rejects.toMatchObject({
      code: 'STORE_OUTDATED',
      message: expect.stringContaining('has no collection "datasherpa-logs"'),
    });
    await migrateStores(config);
    await expect(
      compose({ ...config, blobs: { ...config.blobs!, bucket: 'other' } }),
    ).rejects.toMatchObject({ message: expect.stringContaining('does not exist') });
    expect(qdrant.violations).toEqual([]);
  });

  test('servers in trouble: what is answered meanwhile, and that all goes on afterwards', async () => {
    const { config, qdrant } = await onServers();
    await migrateStores(config);
    const { client } = await open(config);
    const before = await send(client, '2026-11-20T02:00:00Z ERROR disk full on node one\n');
    await untilReady(client, before);
    const state = async (path: string, input: Record<string, unknown>): Promise<string> => {
      try {
        const answer = await client.callTool(path, { ...input, uploads: [before] });
        const note = answer.degraded.find(({ what }) => what === 'ranked search');
        return note ? 'lines in their order, with the reason' : 'as always';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    const rows: string[] = [];
    const trouble = async (
      name: string,
      begin: () => Promise<void> | void,
      end: () => Promise<void> | void,
    ): Promise<void> => {
      await begin();
      const debug = await state('/debug', { question: 'why did it fail?' });
      const search = await state('/search-logs', { query: 'disk' });
      const text = `2026-11-20T02:00:00Z ERROR heap of ${name} is full\n`;
      let upload: string;
      let id: string | null = null;
      try {
        id = await send(client, text);
        upload = 'stored, read afterwards';
      } catch (error) {
        upload = (error as { code: string }).code;
      }
      await end();
      id ??= await send(client, text);
      await untilReady(client, id);
      await expect
        .poll(() => client.callTool('/search-logs', { query: 'heap', uploads: [id] }), {
          timeout: 10_000,
        })
        .toMatchObject({ data: { total: 1 }, degraded: [] });
      rows.push(`| ${name} | ${debug} | ${search} | ${upload} |`);
    };
    const faulty = (always: FakeQdrant['fault']['always']) => () =>
      void (qdrant.fault.always = always);
    const well = () => void (qdrant.fault.always = null);
    await trouble('Qdrant answers with errors', faulty({ status: 500 }), well);
    await trouble('Qdrant is slow', faulty('stall'), well);
    await trouble('Qdrant is gone', faulty('drop'), well);
    if (server!.process)
      await trouble(
        'the database is killed and started again',
        () => server!.process!.kill(),
        () => server!.process!.start(),
      );
    const page = await readFile(guide, 'utf8');
    for (const row of rows) expect(page).toContain(row);
    expect(qdrant.violations).toEqual([]);
  }, 120_000);
});
