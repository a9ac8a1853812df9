import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { openEmbeddedStores } from '../adapters/embedded/index.ts';
import type { FileRecord } from '../ports/index.ts';
import { createWorkspace } from './create-workspace.ts';
import { ingestFile } from './ingest-file.ts';

const log =
  '2026-11-20 02:00:00,000 ERROR [main] a.B: java.io.IOException: No space left on device\n';

test.each([
  ['an older version', { version: 1 }],
  [
    'other milestones',
    { milestones: { rules: '00000000', milestones: [], total: 0, zoneAssumed: false } },
  ],
  ['other rules', { hits: { rules: '00000000', hits: [], errors: [], counts: {} } }],
])('a digest that %s made is made anew and kept', async (_, old) => {
  const stores = await openEmbeddedStores({ directory: ':memory:' });
  const { sha256, bytes } = await stores.blobs.put(
    (async function* () {
      yield new TextEncoder().encode(log);
    })(),
  );
  const file: FileRecord = {
    id: 'f',
    uploadId: 'u',
    project: 'p',
    name: 'a.log',
    status: 'ready',
    sha256,
    bytes,
    receivedBytes: bytes,
    duplicateOf: null,
    digest: null,
    error: null,
    createdAt: 0,
  };
  await stores.metadata.uploads.insert({
    id: 'u',
    project: 'p',
    status: 'ready',
    createdAt: 0,
    error: null,
  });
  await stores.metadata.files.insert(file);
  const digest = await ingestFile(stores, file);
  await stores.metadata.contents.keep('p', sha256, JSON.stringify({ ...digest, ...old }));
  const workspace = createWorkspace(stores, {
    project: 'p',
    sha256: (part) => createHash('sha256').update(part).digest('hex'),
    now: () => 1,
  });
  const found = await workspace.diagnose({ uploads: ['u'], question: 'why?' });
  expect(found).toMatchObject({ status: 'found', causes: [{ id: 'local_disk_full' }] });
  const kept = await stores.metadata.files.get('p', 'f');
  expect(JSON.parse(kept!.digest!)).toMatchObject({
    version: digest.version,
    hits: { rules: digest.hits.rules },
  });
  await stores.close();
});
