import { createClient, type Client } from '@datasherpa/server/client';
import { noDatabaseServer, openTestDatabaseServer } from '@datasherpa/tools/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { isInOutagesGuide } from './testing/outages-guide.ts';
import { createHome, runSherpa, startServe } from './testing/run-sherpa.ts';
import { mountSmallDisk } from './testing/small-disk.ts';
import { startStores } from './testing/stores-on-servers.ts';

/** The real server on a MariaDB whose own disk runs full. */

const home = createHome();
// MariaDB alone has some 160 MB of logs and tables at its start.
const disk = mountSmallDisk(home.path, 320);
const elsewhere = process.env['TMPDIR'];
if (disk) process.env['TMPDIR'] = disk.path;
const database = disk && !process.env['MYSQL_URL'] ? await openTestDatabaseServer() : null;
if (elsewhere === undefined) delete process.env['TMPDIR'];
else process.env['TMPDIR'] = elsewhere;
const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers.toReversed()) await close();
  await database?.stop();
  disk?.unmount();
  home.remove();
});

/** Sends so many small files as one upload. */
const send = async (client: Client, files: number): Promise<string> => {
  const { upload } = await client.upload(
    (async function* () {
      for (let number = 0; number < files; number++)
        yield {
          name: `${files}-${number}.log`,
          content: (async function* () {
            yield new TextEncoder().encode(
              `2026-11-20T02:00:00Z ERROR disk full on node ${number} of ${files}\n`,
            );
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
/** More rows than there is room for in the tables as they are. */
const many = 1200;

describe.skipIf(!database)(
  `on servers (${disk ? (database?.name ?? noDatabaseServer) : 'needs the right to mount'})`,
  () => {
    test('the disk of the database runs full in an upload, and is freed again', async () => {
      const stores = await startStores(database!);
      closers.push(() => stores.stop());
      const env = { ...home.env, ...stores.env };
      expect((await runSherpa(['migrate'], { env })).code).toBe(0);
      const server = await startServe(env);
      closers.push(() => server.stop());
      const client = createClient({ baseUrl: server.url });
      const before = await send(client, 1);
      expect(await untilReady(client, before)).toBe('ready');
      const debug = () =>
        client.callTool('/debug', { question: 'why did it fail?', uploads: [before] });
      const search = () => client.callTool('/search-logs', { query: 'disk', uploads: [before] });
      const found = { debug: await debug(), search: await search() };

      disk!.fill(0);
      const refused = await send(client, many).then(
        () => ({ code: 'stored', message: '' }),
        (error: { code: string; message: string }) => error,
      );
      expect(refused).toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: expect.stringContaining('has no space left'),
      });
      expect(await debug()).toMatchObject({ summary: found.debug.summary, degraded: [] });
      expect(await search()).toMatchObject({ evidence: found.search.evidence, degraded: [] });

      disk!.free();
      const after = await send(client, many);
      expect(await untilReady(client, after)).toBe('ready');
      const { uploads } = await client.uploads();
      expect(uploads.map(({ id, files }) => `${id} ${files.length}`).toSorted()).toEqual(
        [`${before} 1`, `${after} ${many}`].toSorted(),
      );
      expect(stores.qdrant.violations).toEqual([]);
      expect(
        isInOutagesGuide(
          'the disk of the database is full',
          'as always',
          'as always',
          'STORE_UNAVAILABLE',
        ),
      ).toBe(true);
    }, 120_000);
  },
);
