import { mkdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { noDatabaseServer, openTestDatabaseServer } from '@datasherpa/tools/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHome, runSherpa } from './testing/run-sherpa.ts';
import { startStores } from './testing/stores-on-servers.ts';

/** Starts that cannot succeed end with one clear sentence, a hint, exit code 2, and never with a secret. */

const home = createHome();
const database = await openTestDatabaseServer();
const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
  await database?.stop();
  home.remove();
});

type Env = Readonly<Record<string, string>>;

async function refused(env: Env): Promise<string> {
  const { code, stdout, stderr } = await runSherpa(['serve', '--port', '0'], {
    env: { ...home.env, ...env },
  });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).not.toMatch(/very-secret|p@ss|\n\s+at /);
  const [sentence = '', ...hints] = stderr.trimEnd().split('\n');
  expect(hints).toHaveLength(1);
  return sentence;
}

describe.skipIf(!database)(`servers (${database ? database.name : noDatabaseServer})`, () => {
  let env: Readonly<Record<string, string>>;
  /** The same servers with a database of its own, brought to this version. */
  const other = async (): Promise<Env> => {
    const { host, port, user, password, database: name } = await database!.createDatabase();
    const own = {
      ...env,
      DATASHERPA_DATABASE_URL: `mysql://${user}@${host}:${port}/${name}`,
      DATASHERPA_DATABASE_PASSWORD: password,
    };
    expect((await runSherpa(['migrate'], { env: { ...home.env, ...own } })).code).toBe(0);
    return own;
  };
  const statement = (own: Env, text: string): Promise<void> =>
    database!.run(new URL(own['DATASHERPA_DATABASE_URL']!).pathname.slice(1), text);
  beforeAll(async () => {
    const stores = await startStores(database!);
    closers.push(() => stores.stop());
    ({ env } = stores);
  });

  test('not prepared, then a wrong address, password, database, key', async () => {
    expect(await refused(env)).toMatch(
      /^The database "\w+" at [\d.]+:\d+ is not prepared for this version: it has no tables yet\.$/,
    );
    const ready = await other();
    const database = ready['DATASHERPA_DATABASE_URL']!;
    const wrong: [Env, RegExp][] = [
      [
        { DATASHERPA_DATABASE_URL: database.replace(/:\d+\//, ':1/') },
        /the database "\w+" at 127\.0\.0\.1:1 does not answer\.$/,
      ],
      [
        { DATASHERPA_DATABASE_URL: database.replace('127.0.0.1', 'no-such-host.invalid') },
        /the database "\w+" at no-such-host\.invalid:\d+ cannot be found by its name\.$/,
      ],
      [
        { DATASHERPA_DATABASE_PASSWORD: 'very-secret' },
        /refuses the user "\w+" or the password\.$/,
      ],
      [
        { DATASHERPA_DATABASE_URL: database.replace(/\/\w+$/, '/nothing') },
        /does not (let the user "\w+" in|exist)\.$/,
      ],
      [
        { DATASHERPA_DATABASE_URL: 'postgres://sherpa@localhost/a' },
        /^The setting DATASHERPA_DATABASE_URL is not valid: /,
      ],
      [
        { DATASHERPA_QDRANT_URL: 'http://127.0.0.1:1' },
        /^The store cannot be used: Qdrant at 127\.0\.0\.1:1 does not answer\.$/,
      ],
      [
        { DATASHERPA_BLOBS_SECRET_KEY: 'very-secret', DATASHERPA_BLOBS_ACCESS_KEY: 'other' },
        /^The store cannot be used: the bucket "datasherpa" at [\d.:]+ refuses the access key, or what it is used for\.$/,
      ],
    ];
    for (const [change, sentence] of wrong)
      expect(await refused({ ...ready, ...change })).toMatch(sentence);
  }, 120_000);

  test('tables of an older and of a newer version', async () => {
    const ready = await other();
    await statement(ready, `DELETE FROM kysely_migration ORDER BY name DESC LIMIT 1`);
    expect(await refused(ready)).toMatch(
      /^The database "\w+" at [\d.:]+ is not prepared for this version: it lacks \w+\.$/,
    );
    await statement(
      ready,
      `INSERT INTO kysely_migration (name, timestamp) VALUES ('9999_later', '2030')`,
    );
    expect(await refused(ready)).toMatch(
      /was written by a newer version of DataSherpa \("9999_later" is not known here\)\.$/,
    );
  }, 60_000);

  test('a collection that is missing, and one of another embedding dimension', async () => {
    const ready = await other();
    const collection = (method: string, body: unknown): Promise<Response> =>
      fetch(new URL('/collections/datasherpa-logs', ready['DATASHERPA_QDRANT_URL']), {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body !== null && { body: JSON.stringify(body) }),
      });
    await collection('DELETE', null);
    expect(await refused(ready)).toMatch(
      /^Qdrant at [\d.:]+ is not prepared for this version: it has no collection "datasherpa-logs"\.$/,
    );
    const embedding = {
      ...ready,
      DATASHERPA_EMBEDDER_URL: 'http://127.0.0.1:1/v1',
      DATASHERPA_EMBEDDER_NAME: 'a/model',
      DATASHERPA_EMBEDDER_DIMENSIONS: '8',
    };
    await fetch(new URL('/collections/datasherpa-logs-a-model-8', ready['DATASHERPA_QDRANT_URL']), {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        vectors: { meaning: { size: 4, distance: 'Dot' } },
        metadata: { datasherpa: 1 },
      }),
    });
    expect(await refused(embedding)).toMatch(
      /holds vectors with 4 dimensions; the embedding model is set to 8\.$/,
    );
  }, 60_000);
});

test('embedded: files of a newer version, and a place that is no directory', async () => {
  const newer = join(home.path, 'newer');
  mkdirSync(newer);
  const first = { DATASHERPA_DATA_DIR: newer };
  expect((await runSherpa(['health'], { env: { ...home.env, ...first } })).code).toBe(0);
  const metadata = new DatabaseSync(join(newer, 'sherpa.sqlite'));
  metadata.exec(`INSERT INTO kysely_migration (name, timestamp) VALUES ('9999_later', '2030')`);
  metadata.close();
  expect(await refused(first)).toMatch(
    /was written by a newer version of DataSherpa \("9999_later" is not known here\)\.$/,
  );
  expect(await refused({ DATASHERPA_DATA_DIR: '/dev/null/x' })).toMatch(
    /^The store cannot be used: /,
  );
});
