import type { MetadataStore, SearchDocument, Stores } from '@datasherpa/tools/ports';
import type { WorkspaceStores } from '@datasherpa/tools/ingestion';
import { together } from './together.ts';

export interface GroupedWrites {
  /** What reading a file writes to. */
  readonly stores: WorkspaceStores;
  /** Work inside a transaction, perhaps with that of others; it may be begun twice, where the work of another fails. */
  readonly commit: (work: (metadata: MetadataStore) => Promise<void>) => Promise<void>;
}

/** Files that are read side by side share commits: a small file would wait longer for the disk than for its reading. */
export function groupWrites(stores: Stores): GroupedWrites {
  const commit = together<(metadata: MetadataStore) => Promise<void>>((works) =>
    stores.metadata.transaction(async (metadata) => {
      for (const work of works) await work(metadata);
    }),
  );
  const upsert = together<{ collection: string; documents: readonly SearchDocument[] }>(
    async (asked) => {
      for (const [collection, group] of Map.groupBy(asked, (each) => each.collection))
        await stores.index.upsert(
          collection,
          group.flatMap(({ documents }) => documents),
        );
    },
  );
  return {
    commit,
    stores: {
      blobs: stores.blobs,
      metadata: {
        ...stores.metadata,
        holds: {
          ...stores.metadata.holds,
          forContent: (sha256, project, content) =>
            commit(({ holds }) => holds.forContent(sha256, project, content)),
        },
      },
      index: {
        ...stores.index,
        upsert: (collection, documents) => upsert({ collection, documents }),
      },
    },
  };
}
