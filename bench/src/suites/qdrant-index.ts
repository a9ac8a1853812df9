import { randomUUID } from 'node:crypto';
import {
  connectQdrant,
  createQdrantSearchIndex,
  prepareCollections,
  removeCollections,
} from '@datasherpa/tools/adapters/qdrant';
import { logsCollection } from '@datasherpa/tools/ingestion';
import type { SearchIndex } from '@datasherpa/tools/ports';

/** An empty index in the Qdrant of `QDRANT_URL` (with `QDRANT_KEY`), which is removed when it is closed; null where none is named. */
export async function openQdrantIndex(): Promise<SearchIndex | null> {
  const { QDRANT_URL: address, QDRANT_KEY: key } = process.env;
  if (!address) return null;
  const { protocol, hostname, port, pathname } = new URL(address);
  const connection = connectQdrant({
    https: protocol === 'https:',
    host: hostname,
    port: Number(port || 6333),
    path: pathname.replace(/\/$/, ''),
    prefix: `evaluation-${randomUUID()}`,
    vectors: null,
    ...(key !== undefined && { key }),
  });
  await prepareCollections(connection, [logsCollection]);
  return {
    ...createQdrantSearchIndex(connection),
    close: () => removeCollections(connection, [logsCollection]),
  };
}
