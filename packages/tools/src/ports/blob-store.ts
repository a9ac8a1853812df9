/**
 * Immutable raw bytes, addressed by the SHA-256 of their content.
 * A blob exists completely or not at all: a crash in the middle of `put` leaves nothing that can be read.
 */
export interface BlobStore {
  /**
   * Stores a stream. Putting the same content twice keeps one copy.
   * `hold` is called when the hash is known and before the content counts as stored: who writes a reference there, and deletes
   * only what has none, never deletes what another process is putting at the moment.
   * @returns the content hash (hex), the size in bytes, and whether it was already there.
   * @throws whatever the source throws or the abort reason; nothing is kept then.
   */
  put(
    source: AsyncIterable<Uint8Array>,
    options?: { signal?: AbortSignal; hold?: (sha256: string) => Promise<void> },
  ): Promise<{ sha256: string; bytes: number; existed: boolean }>;
  /**
   * Streams the bytes [from, to); the whole blob without a range. Throws NOT_FOUND.
   * With `oneBuffer` the memory of a chunk may be used again for the next one: for who keeps nothing of it, since a megabyte of garbage for
   * each megabyte read grows faster than it is collected.
   */
  get(
    sha256: string,
    range?: { from: number; to: number },
    options?: { oneBuffer?: boolean },
  ): AsyncIterable<Uint8Array>;
  /** Reads a small range at once. Throws NOT_FOUND. */
  read(sha256: string, from: number, to: number): Promise<Uint8Array>;
  /** Size in bytes, or null where there is no such blob. */
  size(sha256: string): Promise<number | null>;
  /** Deleting what is not there is not an error. */
  delete(sha256: string): Promise<void>;
  list(): AsyncIterable<string>;
}
