import type { DatabaseSync } from 'node:sqlite';
import { Statements } from './sqlite-database.ts';

/** Vectors of a collection by row. */
type Vectors = ReadonlyMap<number, { readonly id: string; readonly vector: Float32Array }>;

/**
 * Keeps the vectors of collections in memory between queries. SQLite tells when another connection wrote to the file; own writes
 * are told by `clear`.
 */
export class VectorCache {
  readonly #database: DatabaseSync;
  readonly #statements: Statements;
  readonly #maxBytes: number;
  readonly #kept = new Map<string, Vectors>();
  #bytes = 0;
  #version: unknown;

  constructor(database: DatabaseSync, maxBytes: number) {
    this.#database = database;
    this.#statements = new Statements(database);
    this.#maxBytes = maxBytes;
  }

  clear(): void {
    this.#kept.clear();
    this.#bytes = 0;
  }

  /** The vectors of a collection; null where they do not fit, and must be read row by row. Call it inside a read transaction. */
  vectorsOf(collection: string): Vectors | null {
    const version = this.#statements.get('PRAGMA data_version')!['data_version'];
    if (version !== this.#version) this.clear();
    this.#version = version;
    return this.#kept.get(collection) ?? this.#load(collection);
  }

  #load(collection: string): Vectors | null {
    const size = this.#statements.get(
      'SELECT coalesce(sum(length(vector)), 0) AS bytes FROM search_document WHERE collection = ?',
      collection,
    );
    const bytes = Number(size!['bytes']);
    if (bytes > this.#maxBytes) return null;
    // One collection is in use at a time; the others are read again when they are.
    if (this.#bytes + bytes > this.#maxBytes) this.clear();
    const vectors = new Map<number, { id: string; vector: Float32Array }>();
    const rows = this.#database
      .prepare(
        'SELECT rowid, id, vector FROM search_document WHERE collection = ? AND vector IS NOT NULL',
      )
      .iterate(collection);
    for (const { rowid, id, vector } of rows)
      vectors.set(Number(rowid), { id: String(id), vector: floatsOf(vector as Uint8Array) });
    this.#kept.set(collection, vectors);
    this.#bytes += bytes;
    return vectors;
  }
}

/** The bytes of a stored vector as numbers; copied, because numbers must begin at a multiple of their size. */
export const floatsOf = (bytes: Uint8Array): Float32Array => new Float32Array(bytes.slice().buffer);
