import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  blobStoreConformance,
  jobQueueConformance,
  metadataStoreConformance,
  searchIndexConformance,
} from '../../ports/conformance/index.ts';
import { openEmbeddedStores } from './open-embedded-stores.ts';

const inMemory = () => openEmbeddedStores({ directory: ':memory:' });

blobStoreConformance('files', async () => (await inMemory()).blobs);
jobQueueConformance(
  'SQLite',
  async (now) => (await openEmbeddedStores({ directory: ':memory:', now })).queue,
);
metadataStoreConformance('SQLite', async () => (await inMemory()).metadata);
searchIndexConformance('SQLite', async () => (await inMemory()).index);

test('a directory is opened twice at once, and again after closing', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sherpa-stores-'));
  const first = await openEmbeddedStores({ directory });
  const second = await openEmbeddedStores({ directory });
  const upload = { id: 'u', project: 'p', status: 'ready' as const, createdAt: 1, error: null };
  await first.metadata.uploads.insert(upload);
  expect(await second.metadata.uploads.get('p', 'u')).toEqual(upload);
  await first.close();
  await second.close();
  const again = await openEmbeddedStores({ directory });
  expect(await again.metadata.uploads.get('p', 'u')).toEqual(upload);
  await again.close();
});

test('a directory that cannot be made is a coded error', async () => {
  await expect(openEmbeddedStores({ directory: '/dev/null/x' })).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
  });
});
