import { SherpaError } from '../../errors.ts';
import { isMissing, type QdrantConnection } from './qdrant-connection.ts';
import { collectionOf, placeOf } from './qdrant-settings.ts';

/** The sparse vector of the words, the dense one of the meaning, and where the document's own fields stand in a point. */
export const words = 'words';
export const meaning = 'meaning';
/** The form of our points. Another number means that they are written anew. */
const form = 1;
/** The oldest version that has all we ask for: corpus of the word statistics, phrases, weights of the fusion. */
const oldest = [1, 19];

/** Fields that are filtered by; others can be, but are looked up point by point. */
const keywordFields = ['content', 'kind', 'templateKey', 'level'] as const;

const indexes: readonly { readonly field: string; readonly schema: object }[] = [
  // Points of a project lie together.
  { field: 'payload.project', schema: { type: 'keyword', is_tenant: true } },
  ...keywordFields.map((name) => ({ field: `payload.${name}`, schema: { type: 'keyword' } })),
  // Words come prepared: they are only split at spaces, and stand in this order for phrases.
  {
    field: 'text',
    schema: { type: 'text', tokenizer: 'whitespace', lowercase: false, phrase_matching: true },
  },
];

/**
 * Makes the collections, or adds to them what they lack. A collection that is changed is kept as a snapshot on the server before.
 * @throws STORE_UNAVAILABLE, STORE_TOO_NEW, STORE_OUTDATED (an old server), EMBEDDING_DIMENSION
 */
export async function prepareCollections(
  connection: QdrantConnection,
  names: readonly string[],
): Promise<void> {
  await checkVersion(connection);
  const { settings } = connection;
  const { vectors, shards, replicas, writeConsistency } = settings;
  for (const name of names) {
    const collection = collectionOf(settings, name);
    let found = await describe(connection, collection);
    if (!found) {
      await connection.write((client) =>
        client.createCollection(collection, {
          vectors: vectors ? { [meaning]: { size: vectors.dimensions, distance: 'Dot' } } : {},
          sparse_vectors: { [words]: { modifier: 'idf' } },
          metadata: { datasherpa: form },
          ...(shards !== undefined && { shard_number: shards }),
          ...(replicas !== undefined && { replication_factor: replicas }),
          ...(writeConsistency !== undefined && { write_consistency_factor: writeConsistency }),
        }),
      );
      found = await describe(connection, collection);
    }
    if (!found) throw missing(connection, collection);
    refuseOther(connection, collection, found);
    const lacking = indexes.filter(({ field }) => !found.fields.includes(field));
    if (lacking.length > 0 && found.points > 0)
      await connection.write((client) => client.createSnapshot(collection, { wait: true }));
    for (const { field, schema } of lacking)
      await connection.write((client) =>
        client.createPayloadIndex(collection, {
          field_name: field,
          field_schema: schema as never,
          wait: true,
        }),
      );
  }
}

/**
 * Whether the collections are there and as this version needs them.
 * @throws STORE_UNAVAILABLE, STORE_OUTDATED, STORE_TOO_NEW, EMBEDDING_DIMENSION
 */
export async function checkCollections(
  connection: QdrantConnection,
  names: readonly string[],
): Promise<void> {
  await checkVersion(connection);
  for (const name of names) {
    const collection = collectionOf(connection.settings, name);
    const found = await describe(connection, collection);
    if (!found) throw missing(connection, collection);
    refuseOther(connection, collection, found);
    const lacking = indexes.find(({ field }) => !found.fields.includes(field));
    if (lacking)
      throw new SherpaError('STORE_OUTDATED', {
        place: `${placeOf(connection.settings)}, collection "${collection}",`,
        reason: `it has no index of ${lacking.field}`,
      });
  }
}

/** Deletes the collections with all that is in them. */
export async function removeCollections(
  { settings, write }: QdrantConnection,
  names: readonly string[],
): Promise<void> {
  for (const name of names)
    await write((client) => client.deleteCollection(collectionOf(settings, name)));
}

async function checkVersion({ read, settings }: QdrantConnection): Promise<void> {
  const { version } = await read((client) => client.versionInfo());
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < oldest[0]! || (major === oldest[0] && minor < oldest[1]!))
    throw new SherpaError('STORE_UNAVAILABLE', {
      reason: `${placeOf(settings)} has version ${version}, and ${oldest.join('.')} or newer is needed`,
    });
}

interface Described {
  readonly form: unknown;
  /** Length of the vectors; null without any. */
  readonly dimensions: number | null;
  readonly fields: readonly string[];
  readonly points: number;
}

async function describe({ read }: QdrantConnection, collection: string): Promise<Described | null> {
  try {
    const { config, payload_schema, points_count } = await read((client) =>
      client.getCollection(collection),
    );
    const { vectors } = config.params;
    const dense = vectors && meaning in vectors ? vectors[meaning] : undefined;
    return {
      form: config.metadata?.['datasherpa'],
      dimensions: typeof dense === 'object' && 'size' in dense ? dense.size : null,
      fields: Object.keys(payload_schema),
      points: points_count ?? 0,
    };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

const missing = ({ settings }: QdrantConnection, collection: string): SherpaError =>
  new SherpaError('STORE_OUTDATED', {
    place: placeOf(settings),
    reason: `it has no collection "${collection}"`,
  });

function refuseOther({ settings }: QdrantConnection, collection: string, found: Described): void {
  const place = `${placeOf(settings)}, collection "${collection}",`;
  if (typeof found.form === 'number' && found.form > form)
    throw new SherpaError('STORE_TOO_NEW', { place, unknown: `form ${found.form}` });
  if (found.form !== form)
    throw new SherpaError('STORE_OUTDATED', { place, reason: 'it was not made by DataSherpa' });
  const wanted = settings.vectors?.dimensions ?? null;
  if (wanted !== null && found.dimensions !== wanted)
    throw new SherpaError('COLLECTION_DIMENSION', {
      place,
      actual: found.dimensions ?? 'no',
      expected: wanted,
    });
}
