import type { FileRecord } from '../ports/index.ts';
import type { Digest } from './digest.ts';
import type { WorkspaceStores } from './workspace.ts';

export interface IngestOptions {
  /** SHA-256 (hex) of bytes. */
  readonly sha256: (bytes: Uint8Array) => string;
  readonly signal?: AbortSignal;
  /** Bytes of the file read so far. */
  readonly onProgress?: (bytes: number) => void;
}

/**
 * Reads a stored file once and makes it searchable and diagnosable: documents go to the search index, the
 * event table to the blob store, the digest and the status `ready` to the file record. Doing it again, also
 * after a crash in the middle, gives the same result.
 * @throws FILE_EMPTY or FILE_BINARY (the record is `failed` then, with that error), the reason of the
 * signal, or what a store throws (the record stays `ingesting`, so that a retry takes it up).
 */
export declare function ingestFile(
  stores: WorkspaceStores,
  file: FileRecord,
  options: IngestOptions,
): Promise<Digest>;
