/** Where a Qdrant server is, and how its collections are made. */
export interface QdrantSettings {
  readonly https: boolean;
  readonly host: string;
  readonly port: number;
  /** Path in front of every route; '' for none. */
  readonly path: string;
  readonly key?: string;
  /** Before the names of collections, so that several installations share a server. */
  readonly prefix: string;
  /** The embedding model of the collections; null where documents have no vectors. */
  readonly vectors: { readonly model: string; readonly dimensions: number } | null;
  /** For a cluster; a collection that is there keeps what it was made with. */
  readonly shards?: number;
  readonly replicas?: number;
  /** Replicas that must have a write before it counts. */
  readonly writeConsistency?: number;
  /** Replicas that are asked for an answer. */
  readonly readConsistency?: number | 'majority' | 'quorum' | 'all';
}

/** The server as a person would name it; never with the key. */
export const placeOf = ({ host, port }: QdrantSettings): string => `Qdrant at ${host}:${port}`;

/** One collection for each model and dimension: vectors of two models say nothing about each other. */
export function collectionOf({ prefix, vectors }: QdrantSettings, name: string): string {
  const model = vectors?.model.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `${prefix}-${name}${vectors ? `-${model}-${vectors.dimensions}` : ''}`;
}
