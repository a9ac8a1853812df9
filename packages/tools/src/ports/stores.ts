import type { BlobStore } from './blob-store.ts';
import type { JobQueue } from './job-queue.ts';
import type { MetadataStore } from './metadata-store.ts';
import type { Presence } from './presence.ts';
import type { StreamStore } from './stream-store.ts';
import type { SearchIndex } from './search-index.ts';
import type { Spool } from './spool.ts';

/** The stores of one installation, whatever they are made of. */
export interface Stores {
  readonly streams: StreamStore;
  readonly metadata: MetadataStore;
  readonly index: SearchIndex;
  readonly blobs: BlobStore;
  readonly queue: JobQueue;
  readonly presence: Presence;
  readonly spool: Spool;
  close(): Promise<void>;
}
