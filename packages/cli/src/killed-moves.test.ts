import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createClient } from '@datasherpa/server/client';
import { noDatabaseServer, openTestDatabaseServer } from '@datasherpa/tools/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { isInOutagesGuide } from './testing/outages-guide.ts';
import { createHome, runSherpa, startServe, startSherpa } from './testing/run-sherpa.ts';
import { startRelay } from './testing/start-relay.ts';
import { startStores } from './testing/stores-on-servers.ts';

/** The real command, killed at several points of moving to servers and back: what arrives is what was there, once. */

const database = await openTestDatabaseServer();
const closers: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const close of closers.toReversed()) await close();
  await database?.stop();
});
const newHome = () => {
  const home = createHome();
  closers.push(() => home.remove());
  return home;
};

type Env = Readonly<Record<string, string>>;

/** Sixty logs that were read, a conversation, and an upload that stopped in its middle. */
async function fill(env: Env): Promise<void> {
  const server = await startServe(env);
  const client = createClient({ baseUrl: server.url });
  const { upload } = await client.upload(
    (async function* () {
      for (let number = 0; number < 60; number++)
        yield {
          name: `part-${number}.log`,
          content: (async function* () {
            const times = Array.from({ length: 200 }, (_, at) => `2026-11-20T02:00:${at % 60}Z`);
            yield new TextEncoder().encode(
              times
                .map((time, at) => `${time} ERROR unit ${number} of block ${at}: disk is full\n`)
                .join(''),
            );
          })(),
        };
    })(),
  );
  for await (const { status } of client.watchUpload(upload.id)) if (status === 'ready') break;
  for await (const chunk of client.agent({ message: 'why did it fail?', uploads: [upload.id] }))
    if (chunk.type === 'error') throw new Error(chunk.errorText);
  const tus = { 'tus-resumable': '1.0.0' };
  const begun = await fetch(`${server.url}/upload-logs/resumable`, {
    method: 'POST',
    headers: { ...tus, 'upload-length': '100', 'upload-metadata': 'filename YS5sb2c=' },
  });
  await fetch(new URL(begun.headers.get('location')!, server.url), {
    method: 'PATCH',
    headers: {
      ...tus,
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    },
    body: '2026-11-20 half a line',
  });
  await server.stop();
}

const hashOf = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

/** Everything that a directory keeps, whatever wrote it; leases, jobs and bookkeeping of the engine are not moved. */
function keptIn(directory: string) {
  const rowsOf = (name: string): Record<string, string[]> => {
    const file = new DatabaseSync(join(directory, name));
    const tables = file.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all();
    const kept = tables
      .map((table) => String(table['name']))
      .filter((table) => !/sqlite_|migration|lease|search_words_|search_payload/.test(table));
    const rows = kept.toSorted().map((table) => {
      const all = file.prepare(`SELECT * FROM "${table}"`).all();
      const cells = all.map((row) =>
        Object.entries(row)
          .filter(([column]) => column !== 'rowid')
          .toSorted(([one], [other]) => (one < other ? -1 : 1))
          .map(([column, value]) =>
            value instanceof Uint8Array
              ? `${column}=${Buffer.from(value).toString('hex')}`
              : `${column}=${value === null ? 'null' : value}`,
          )
          .join(' '),
      );
      const short = cells.map((text) => `${text.slice(0, 150)} ${hashOf(text)}`);
      return [table, short.toSorted()] as const;
    });
    file.close();
    return Object.fromEntries(rows);
  };
  const filesIn = (name: string): string[] =>
    readdirSync(join(directory, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const bytes = readFileSync(join(entry.parentPath, entry.name));
        return `${entry.name} ${hashOf(bytes)}`;
      })
      .toSorted();
  return {
    metadata: rowsOf('sherpa.sqlite'),
    checkpoints: rowsOf('checkpoints.sqlite'),
    documents: rowsOf('search.sqlite'),
    blobs: filesIn('blobs'),
    streams: filesIn('streams'),
  };
}

/** Runs the command and kills it as soon as `isTime`; tells what it had said until then. */
async function killedMove(to: readonly string[], env: Env, isTime: (said: string) => boolean) {
  const child = startSherpa(['migrate', '--to', ...to], { env });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  child.once('close', () => resolve());
  const watching = setInterval(() => {
    if (isTime(said)) child.kill('SIGKILL');
  }, 2);
  await ended;
  clearInterval(watching);
  return { said, wasKilled: child.signalCode === 'SIGKILL' };
}

const partsSaid = (said: string): number => said.split('\n').length - 1;

describe.skipIf(!database)(`on servers (${database ? database.name : noDatabaseServer})`, () => {
  test('kill -9 of a move at several points, to servers and back', async () => {
    const [home, back] = [newHome(), newHome()];
    const stores = await startStores(database!);
    closers.push(() => stores.stop());
    await fill(home.env);
    const directory = home.env['DATASHERPA_DATA_DIR']!;
    const before = keptIn(directory);
    expect(before.blobs.length).toBeGreaterThan(60);
    expect(before.streams).toHaveLength(2);

    // In the middle of sending blobs, which is told by the bytes that went to the storage; then after each of the next parts.
    const { endpoint, to, env } = await addresses(stores.env);
    let mark = 0;
    const points: ((said: string) => boolean)[] = [
      () => endpoint.passed() > 20_000,
      () => endpoint.passed() > mark + 60_000,
      ...[1, 2, 3, 4, 8].map((parts) => (said: string) => partsSaid(said) >= parts),
    ];
    const saidThere: string[] = [];
    for (const isTime of points) {
      mark = endpoint.passed();
      const { said, wasKilled } = await killedMove(to, { ...home.env, ...env }, isTime);
      expect(wasKilled).toBe(true);
      expect(said).not.toContain('Everything was copied');
      saidThere.push(said);
    }
    // The first two died before all blobs were there.
    expect(saidThere.slice(0, 2).map(partsSaid)).toEqual([0, 0]);
    const there = await runSherpa(['migrate', '--to', ...to], { env: { ...home.env, ...env } });
    expect(there).toMatchObject({ code: 0, stderr: '' });
    for (const part of [
      `${before.blobs.length} blobs`,
      '2 live streams',
      `${before.documents['search_document']!.length} search documents (logs)`,
      '60 rows of file',
      '1 rows of thread',
    ])
      expect(there.stdout).toContain(`The same on both sides: ${part}\n`);
    // The first place has all that it had.
    expect(keptIn(directory)).toEqual(before);

    const target = back.env['DATASHERPA_DATA_DIR']!;
    const servers = { ...home.env, ...stores.env };
    const blobsThere = (): number => {
      const blobs = join(target, 'blobs');
      return existsSync(blobs)
        ? readdirSync(blobs, { recursive: true }).filter((name) =>
            /[0-9a-f]{64}$/.test(String(name)),
          ).length
        : 0;
    };
    for (const isTime of [
      () => blobsThere() > 10,
      () => blobsThere() > before.blobs.length / 2,
      ...[1, 2, 4, 8].map((parts) => (said: string) => partsSaid(said) >= parts),
    ]) {
      const { said, wasKilled } = await killedMove([target], servers, isTime);
      expect(wasKilled).toBe(true);
      expect(said).not.toContain('Everything was copied');
    }
    const again = await runSherpa(['migrate', '--to', target], { env: servers });
    expect(again).toMatchObject({ code: 0, stderr: '', stdout: there.stdout });
    const after = keptIn(target);
    expect(after).toEqual(before);
    expect(stores.qdrant.violations).toEqual([]);
    expect(
      isInOutagesGuide(
        '`sherpa migrate --to`',
        'copying, to servers or back',
        'run again it goes on, and nothing is there twice',
      ),
    ).toBe(true);
  }, 240_000);
});

/** What to move to, with the storage behind an address that counts what goes there. */
async function addresses(env: Env) {
  const relay = await startRelay();
  closers.push(() => relay.close());
  const blobs = new URL(env['DATASHERPA_BLOBS_URL']!);
  relay.leadTo(blobs.searchParams.get('endpoint')!);
  blobs.searchParams.set('endpoint', relay.url);
  const { DATASHERPA_DATABASE_URL: mysql, DATASHERPA_QDRANT_URL: qdrant, ...rest } = env;
  const secrets = Object.fromEntries(
    Object.entries(rest).filter(([name]) => name !== 'DATASHERPA_BLOBS_URL'),
  );
  return { endpoint: relay, to: [mysql!, qdrant!, blobs.href], env: secrets };
}
