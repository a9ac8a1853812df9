/** Documents with prepared text, optional vector and payload; lexical, dense or fused search with filters. */

export type PayloadValue = string | number | boolean;

export interface SearchDocument {
  /** Deterministic, so that writing twice is idempotent. */
  readonly id: string;
  /** Words already prepared by `search/prepare-text.ts`, joined by spaces. */
  readonly text: string;
  readonly vector?: Float32Array;
  readonly payload: Readonly<Record<string, PayloadValue>>;
}

export interface SearchFilter {
  /** Every key must equal the value, or one of the values. */
  readonly must: Readonly<Record<string, PayloadValue | readonly PayloadValue[]>>;
}

export interface SearchRequest {
  /** Prepared words; a document that has any of them is a candidate (BM25, OR). */
  readonly words?: readonly string[];
  /** What a word adds to the score is multiplied by this; 1 where it is not named. */
  readonly wordWeights?: ReadonlyMap<string, number>;
  /** Each a row of prepared words; a document that has not all of them, each in this order without a gap, is no candidate. */
  readonly phrases?: readonly (readonly string[])[];
  /** Each a row of prepared words; a document that has all of one, in this order without a gap, is no candidate. */
  readonly without?: readonly (readonly string[])[];
  readonly vector?: Float32Array;
  readonly filter?: SearchFilter;
  readonly limit: number;
  /** Weight of the lexical and the dense ranking in reciprocal rank fusion; default 1 and 1. */
  readonly weights?: { readonly lexical: number; readonly dense: number };
}

export interface SearchHit {
  readonly id: string;
  /** Higher is better; comparable only inside one answer. */
  readonly score: number;
  readonly payload: Readonly<Record<string, PayloadValue>>;
}

export interface SearchIndex {
  /** Writes or replaces documents by id. */
  upsert(collection: string, documents: readonly SearchDocument[]): Promise<void>;
  /** `total` counts all candidates, not only the hits shown. */
  search(collection: string, request: SearchRequest): Promise<{ hits: SearchHit[]; total: number }>;
  /** The payloads of documents by id, in the order of the ids; null where there is none. */
  get(
    collection: string,
    ids: readonly string[],
  ): Promise<(Readonly<Record<string, PayloadValue>> | null)[]>;
  /** Deletes what the filter matches and says how many documents that were. */
  delete(collection: string, filter: SearchFilter): Promise<number>;
  count(collection: string, filter?: SearchFilter): Promise<number>;
  /** All documents, in an order that does not change, with their words as they are split: to copy them elsewhere. */
  documents(collection: string): AsyncIterable<SearchDocument>;
  close(): Promise<void>;
}
