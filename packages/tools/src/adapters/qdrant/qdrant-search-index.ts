import { createHash } from 'node:crypto';
import { SherpaError } from '../../errors.ts';
import type {
  PayloadValue,
  SearchDocument,
  SearchFilter,
  SearchHit,
  SearchIndex,
  SearchRequest,
} from '../../ports/search-index.ts';
import { meaning, words } from './qdrant-collections.ts';
import { isMissing, type QdrantConnection } from './qdrant-connection.ts';
import { collectionOf, placeOf } from './qdrant-settings.ts';
import { documentVector, queryVector, tokensOf } from './word-vector.ts';

/** Candidates of each ranking that take part in the fusion. */
const fusionDepth = 200;
/** The constant of Cormack, Clarke, Büttcher (SIGIR 2009) is 60 for places that begin with 1; Qdrant's begin with 0. */
const fusionConstant = 61;
const pointsAtOnce = 200;

type Payload = Readonly<Record<string, PayloadValue>>;
type Condition = Readonly<Record<string, unknown>>;
interface Filter {
  must: Condition[];
  must_not: Condition[];
}
/** The client's own type has no room for the values of a record that is built step by step. */
const asFilter = (filter: Filter): never => filter as never;

/** A search index in Qdrant: words as sparse vectors that we make ourselves, vectors as they come, fused by rank on the server. */
export function createQdrantSearchIndex(connection: QdrantConnection): SearchIndex {
  const { settings, read, write } = connection;
  const { readConsistency } = settings;
  const consistency = readConsistency === undefined ? {} : { consistency: readConsistency };
  const known = <T>(collection: string, ask: Promise<T>): Promise<T> =>
    ask.catch((error: unknown) => {
      if (!isMissing(error)) throw error;
      throw new SherpaError(
        'STORE_OUTDATED',
        { place: placeOf(settings), reason: `it has no collection "${collection}"` },
        { cause: error },
      );
    });
  const countOf = async (collection: string, filter: Filter): Promise<number> => {
    const asked = read((client) =>
      client.count(collection, { filter: asFilter(filter), exact: true }),
    );
    return (await known(collection, asked)).count;
  };

  return {
    async upsert(name, documents) {
      const collection = collectionOf(settings, name);
      // The last of several with one id counts, as if they were written one after another.
      const points = [...new Map(documents.map((document) => [document.id, document])).values()];
      for (let at = 0; at < points.length; at += pointsAtOnce) {
        const batch = points.slice(at, at + pointsAtOnce).map(pointOf);
        await known(
          collection,
          write((client) => client.upsert(collection, { points: batch, wait: true })),
        );
      }
    },

    async search(name, request) {
      const collection = collectionOf(settings, name);
      const asked = [...new Set((request.words ?? []).flatMap(tokensOf))];
      const { vector, limit } = request;
      if (asked.length === 0 && !vector) return { hits: [], total: 0 };
      const filter = filterOf(request.filter, request);
      const counted: Filter = { ...filter, must: [...filter.must] };
      if (vector) counted.must.push({ has_vector: meaning });
      else counted.must.push({ key: 'text', match: { text_any: asked.join(' ') } });
      const found = read((client) =>
        client.query(collection, {
          ...queryOf(asked, request, filter),
          ...consistency,
          limit: Math.max(1, limit),
          with_payload: true,
        }),
      );
      const [{ points }, total] = await Promise.all([
        known(collection, found),
        countOf(collection, counted),
      ]);
      const hits = points
        .map(({ score, payload }): SearchHit => {
          const { id, fields } = storedOf(payload);
          return { id, score, payload: fields };
        })
        // The order of those that are alike is left open by the server.
        .toSorted((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1));
      return { hits: hits.slice(0, limit), total };
    },

    async get(name, ids) {
      const collection = collectionOf(settings, name);
      if (ids.length === 0) return [];
      const asked = read((client) =>
        client.retrieve(collection, { ids: ids.map(pointId), with_payload: true, ...consistency }),
      );
      const found = new Map(
        (await known(collection, asked)).map(({ payload }) => {
          const { id, fields } = storedOf(payload);
          return [id, fields];
        }),
      );
      return ids.map((id) => found.get(id) ?? null);
    },

    async delete(name, filter) {
      const collection = collectionOf(settings, name);
      const wanted = filterOf(filter, {});
      const matching = await countOf(collection, wanted);
      if (matching > 0)
        await known(
          collection,
          write((client) => client.delete(collection, { filter: asFilter(wanted), wait: true })),
        );
      return matching;
    },

    count: (name, filter) => countOf(collectionOf(settings, name), filterOf(filter, {})),

    async *documents(name) {
      const collection = collectionOf(settings, name);
      let offset: unknown = undefined;
      do {
        const asked = read((client) =>
          client.scroll(collection, {
            limit: pointsAtOnce,
            with_payload: true,
            with_vector: true,
            ...(offset !== undefined && { offset: offset as string }),
          }),
        );
        const { points, next_page_offset } = await known(collection, asked);
        for (const { payload, vector } of points) {
          const { id, fields } = storedOf(payload);
          const dense = (vector as Record<string, unknown> | undefined)?.[meaning];
          yield {
            id,
            text: String((payload as { text?: string }).text ?? ''),
            payload: fields,
            ...(Array.isArray(dense) && { vector: Float32Array.from(dense as number[]) }),
          };
        }
        offset = next_page_offset ?? undefined;
      } while (offset !== undefined);
    },

    async close() {},
  };
}

/** A document as a point. Its id is made of the document's, so that writing twice is writing once. */
function pointOf({ id, text, vector, payload }: SearchDocument) {
  const tokens = tokensOf(text);
  return {
    id: pointId(id),
    vector: {
      [words]: documentVector(tokens),
      ...(vector && { [meaning]: [...vector] }),
    },
    payload: { id, text: tokens.join(' '), payload: { ...payload } },
  };
}

/** Qdrant knows numbers and UUIDs as ids. */
function pointId(id: string): string {
  const hex = createHash('sha256').update(id).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}

function storedOf(payload: Record<string, unknown> | null | undefined): {
  id: string;
  fields: Payload;
} {
  const { id, payload: fields } = (payload ?? {}) as { id?: string; payload?: Payload };
  return { id: id ?? '', fields: fields ?? {} };
}

function queryOf(asked: readonly string[], request: SearchRequest, filter: Filter) {
  const project = request.filter?.must['project'];
  const lexical = {
    query: queryVector(asked, request.wordWeights),
    using: words,
    filter: asFilter(filter),
    // How rare a word is, is counted in the project: what others have must not shift its ranking.
    ...(project !== undefined && {
      params: { idf: { corpus: asFilter(filterOf({ must: { project } }, {})) } },
    }),
  };
  if (!request.vector) return lexical;
  const dense = { query: [...request.vector], using: meaning, filter: asFilter(filter) };
  if (asked.length === 0) return dense;
  const { weights = { lexical: 1, dense: 1 } } = request;
  return {
    prefetch: [
      { ...lexical, limit: fusionDepth },
      { ...dense, limit: fusionDepth },
    ],
    query: { rrf: { k: fusionConstant, weights: [weights.lexical, weights.dense] } },
  };
}

function filterOf(
  filter: SearchFilter | undefined,
  { phrases = [], without = [] }: Pick<SearchRequest, 'phrases' | 'without'>,
): Filter {
  const must = Object.entries(filter?.must ?? {}).map(([key, wanted]) =>
    valueCondition(`payload.${key}`, Array.isArray(wanted) ? wanted : [wanted as PayloadValue]),
  );
  const phrase = (row: readonly string[]): Condition => ({
    key: 'text',
    match: { phrase: row.flatMap(tokensOf).join(' ') },
  });
  return { must: [...must, ...phrases.map(phrase)], must_not: without.map(phrase) };
}

/** One of the values. Texts and whole numbers are matched at once, what is left one by one. */
function valueCondition(key: string, values: readonly PayloadValue[]): Condition {
  const texts = values.filter((value) => typeof value === 'string');
  const numbers = values.filter((value) => Number.isSafeInteger(value));
  const others = values.filter(
    (value) => typeof value !== 'string' && !Number.isSafeInteger(value),
  );
  const any = (list: readonly unknown[]): Condition => ({
    key,
    match: { any: [...new Set(list)] },
  });
  return {
    should: [
      ...(texts.length > 0 || values.length === 0 ? [any(texts)] : []),
      ...(numbers.length > 0 ? [any(numbers)] : []),
      ...others.map((value) =>
        typeof value === 'boolean'
          ? { key, match: { value } }
          : { key, range: { gte: value, lte: value } },
      ),
    ],
  };
}
