import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { searchIndexConformance } from '../../ports/conformance/index.ts';
import type { SearchIndex } from '../../ports/search-index.ts';
import { openContract } from '../../testing/qdrant/contract.ts';
import type { FakeQdrant } from '../../testing/qdrant/fake-qdrant.ts';
import {
  hasContract,
  noContract,
  qdrantDocument,
  startContractQdrant,
} from '../../testing/qdrant/open-test-qdrant.ts';
import { checkCollections, prepareCollections, removeCollections } from './qdrant-collections.ts';
import { connectQdrant, type QdrantConnection } from './qdrant-connection.ts';
import { createQdrantSearchIndex } from './qdrant-search-index.ts';
import type { QdrantSettings } from './qdrant-settings.ts';

const settingsOf = (address: string): QdrantSettings => {
  const { protocol, hostname, port } = new URL(address);
  return {
    https: protocol === 'https:',
    host: hostname,
    port: Number(port || 6333),
    path: '',
    prefix: `test-${randomUUID()}`,
    vectors: { model: 'a/Model', dimensions: 2 },
  };
};
const opened: QdrantConnection[] = [];
const openIndex = async (settings: QdrantSettings): Promise<SearchIndex> => {
  const connection = connectQdrant(settings);
  opened.push(connection);
  await prepareCollections(connection, ['c', 'other']);
  await checkCollections(connection, ['c', 'other']);
  return createQdrantSearchIndex(connection);
};

let fake: FakeQdrant;
beforeAll(async () => {
  fake = await startContractQdrant('the key');
});
afterEach(() => {
  if (fake.violations.length > 0) throw new Error(fake.violations.join('\n'));
});
afterAll(async () => {
  // A real server is left as it was found.
  for (const connection of opened) await removeCollections(connection, ['c', 'other']);
  await fake.stop();
});
const onFake = (change: Partial<QdrantSettings> = {}): QdrantSettings => ({
  ...settingsOf(fake.url),
  key: 'the key',
  ...change,
});

searchIndexConformance(
  `Qdrant (our imitation${hasContract ? ', held against its API document' : `; ${noContract}`})`,
  async () => openIndex(onFake()),
);

const url = process.env['QDRANT_URL'];
describe.skipIf(!url)(`Qdrant at ${url ?? 'an address (QDRANT_URL is not set)'}`, () => {
  const key = process.env['QDRANT_KEY'];
  searchIndexConformance('Qdrant', async () =>
    openIndex({ ...settingsOf(url!), ...(key !== undefined && { key }) }),
  );
});

test.skipIf(!hasContract)(
  'what does not fit the API document is refused (needs ../shared)',
  async () => {
    const contract = await openContract(qdrantDocument);
    const ask =
      (body: unknown, path = '/collections/c/points/query') =>
      () =>
        contract.request('post', path, new URLSearchParams(), body);
    expect(ask({ limit: 3 })).not.toThrow();
    expect(ask({ limit: -3 })).toThrow(/limit must be >= 1/);
    expect(ask({ filter: { musst: [] } })).toThrow('does not fit');
    expect(ask({}, '/collections/c/points/search')).toThrow('no route');
    expect(() =>
      contract.response('post', '/collections/c/points/count', 200, { result: { count: 'many' } }),
    ).toThrow('count must be integer');
  },
);

describe('Qdrant', () => {
  const document = (id: string, text: string, project = 'p') => ({
    id,
    text,
    payload: { project },
  });

  test('how rare a word is, is counted in the project alone', async () => {
    const index = await openIndex(onFake());
    await index.upsert('c', [
      document('common here', 'disk a'),
      document('common here too', 'disk b'),
      document('rare here', 'heap c'),
      ...Array.from({ length: 20 }, (_, at) => document(`other ${at}`, `heap ${at}`, 'q')),
    ]);
    const filter = { must: { project: 'p' } };
    const { hits } = await index.search('c', { words: ['disk', 'heap'], limit: 5, filter });
    expect(hits[0]?.id).toBe('rare here');
  });
  test('many documents go in batches, and each batch twice is once', async () => {
    const index = await openIndex(onFake());
    const documents = Array.from({ length: 450 }, (_, at) => document(`${at}`, `word${at}`));
    const before = fake.requests.length;
    await index.upsert('c', documents);
    await index.upsert('c', documents);
    expect(fake.requests.slice(before)).toHaveLength(6);
    expect(await index.count('c')).toBe(450);
  });
  test('settings of a cluster are those of the collections', async () => {
    const settings = onFake({
      shards: 3,
      replicas: 2,
      writeConsistency: 2,
      readConsistency: 'majority',
    });
    const index = await openIndex(settings);
    await index.upsert('c', [document('1', 'disk')]);
    expect((await index.search('c', { words: ['disk'], limit: 1 })).total).toBe(1);
    const { config } = await connectQdrant(settings).read((client) =>
      client.getCollection(`${settings.prefix}-c-a-model-2`),
    );
    expect(config.params).toMatchObject({
      shard_number: 3,
      replication_factor: 2,
      write_consistency_factor: 2,
    });
  });
});

describe('a start that cannot succeed says why in one sentence', () => {
  const refusal = (change: Partial<QdrantSettings>): Promise<string> =>
    checkCollections(connectQdrant(onFake(change)), ['c']).then(
      () => 'nothing',
      (error: Error) => error.message,
    );
  test('no collection, other dimension, newer form, old server, wrong key, nobody there', async () => {
    const place = `Qdrant at 127.0.0.1:${new URL(fake.url).port}`;
    expect(await refusal({ prefix: 'none' })).toBe(
      `${place} is not prepared for this version: it has no collection "none-c-a-model-2".`,
    );
    await openIndex(onFake({ prefix: 'plain', vectors: null }));
    expect(await refusal({ prefix: 'plain', vectors: null })).toBe('nothing');
    const other = { size: 3, distance: 'Dot' as const };
    const client = connectQdrant(onFake());
    for (const [prefix, form] of [
      ['dim', 1],
      ['new', 2],
      ['strange', 'x'],
    ] as const)
      await client.write((each) =>
        each.createCollection(`${prefix}-c-a-model-2`, {
          vectors: { meaning: other },
          metadata: { datasherpa: form },
        }),
      );
    expect(await refusal({ prefix: 'dim' })).toBe(
      `${place}, collection "dim-c-a-model-2", holds vectors with 3 dimensions; the embedding model is set to 2.`,
    );
    expect(await refusal({ prefix: 'new' })).toContain(
      'was written by a newer version of DataSherpa',
    );
    expect(await refusal({ prefix: 'strange' })).toContain('it was not made by DataSherpa');
    fake.fault.version = '1.12.4';
    expect(await refusal({})).toBe(
      `The store cannot be used: ${place} has version 1.12.4, and 1.19 or newer is needed.`,
    );
    fake.fault.version = '1.19.0';
    const wrong = await refusal({ key: 'secret' });
    expect(wrong).toBe(`The store cannot be used: ${place} refuses the key.`);
    expect(await refusal({ port: 1 })).toMatch(/Qdrant at 127.0.0.1:1 does not answer/);
  });
});

describe('a server in trouble', () => {
  const times = { read: 300, write: 300, inAll: 2000 };
  test('one that fails for a moment is asked again, and nothing is written twice', async () => {
    const settings = onFake();
    await openIndex(settings);
    const index = createQdrantSearchIndex(connectQdrant(settings, times));
    fake.fault.next = [{ status: 500 }, 'drop'];
    await index.upsert('c', [{ id: '1', text: 'disk', payload: {} }]);
    fake.fault.next = ['stall'];
    expect((await index.search('c', { words: ['disk'], limit: 5 })).hits).toHaveLength(1);
    fake.fault.next = [{ status: 503 }, { status: 429 }];
    expect(await index.count('c')).toBe(1);
  });
  test.each([
    [{ status: 500 }, 'answers with status 500'],
    ['stall', 'does not answer in time'],
    ['drop', 'does not answer'],
  ] as const)('%j for long is an error with a reason', async (always, reason) => {
    const settings = onFake();
    await openIndex(settings);
    const index = createQdrantSearchIndex(connectQdrant(settings, times));
    fake.fault.always = always;
    const started = Date.now();
    await expect(index.search('c', { words: ['disk'], limit: 5 })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining(reason),
    });
    expect(Date.now() - started).toBeLessThan(4000);
    fake.fault.always = null;
    // For a while it is not even asked.
    const before = fake.requests.length;
    await expect(index.count('c')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(fake.requests).toHaveLength(before);
    await expect.poll(() => index.count('c').catch(() => null), { timeout: 6000 }).toBe(0);
  });
  test('a collection that was deleted meanwhile is named', async () => {
    const settings = onFake();
    const index = createQdrantSearchIndex(connectQdrant(settings));
    await expect(index.count('c')).rejects.toMatchObject({ code: 'STORE_OUTDATED' });
  });
});
