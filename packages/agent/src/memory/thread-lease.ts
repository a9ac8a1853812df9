import type { MetadataStore } from '@datasherpa/tools/ports';
import { SherpaError } from '@datasherpa/tools/errors';

const leaseMs = 30_000;
const renewEveryMs = 10_000;

export interface ThreadLease {
  /** Gives the thread back; inside a transaction where its store is given. */
  release(store?: MetadataStore): Promise<void>;
}

/**
 * Takes the lease of a thread and keeps it. Checkpointers do not order writers: of two runs on one thread the later one would
 * overwrite the earlier one's messages.
 * @param options.onLost called where the lease could not be renewed; the work must stop then.
 * @param begin what is written together with the lease.
 * @throws THREAD_BUSY where another run has it.
 */
export async function takeThreadLease(
  metadata: MetadataStore,
  options: {
    readonly threadId: string;
    readonly owner: string;
    readonly now: () => number;
    readonly onLost: () => void;
  },
  begin: (store: MetadataStore) => Promise<void> = () => Promise.resolve(),
): Promise<ThreadLease> {
  const { threadId, owner, now, onLost } = options;
  let heldUntil = 0;
  const take = async (store: MetadataStore): Promise<boolean> => {
    const until = now() + leaseMs;
    const kept = await store.threads.lease(threadId, owner, now(), until);
    if (kept) heldUntil = until;
    return kept;
  };
  await metadata.transaction(async (store) => {
    if (!(await take(store))) throw new SherpaError('THREAD_BUSY');
    await begin(store);
  });
  const timer = setInterval(() => {
    take(metadata).then(
      (kept) => {
        if (!kept) onLost();
      },
      () => {
        // A store that is away for a moment costs nothing, as long as the lease lasts until the next try.
        if (now() + renewEveryMs >= heldUntil) onLost();
      },
    );
  }, renewEveryMs);
  timer.unref();
  return {
    async release(store = metadata) {
      clearInterval(timer);
      await store.threads.release(threadId, owner);
    },
  };
}
