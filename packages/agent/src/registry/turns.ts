/** Lets so many pieces of work run at once; the others wait for their turn, in the order they came. */
export interface Turns {
  /** Runs `work` when its turn has come. Throws the abort reason where it is not waited for any more. */
  take<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** @param atOnce from 1 */
export function createTurns(atOnce: number): Turns {
  let running = 0;
  const waiting = new Set<() => void>();
  const turn = async (signal: AbortSignal | undefined): Promise<void> => {
    signal?.throwIfAborted();
    if (running < atOnce) {
      running += 1;
      return;
    }
    // Who ends hands its place on, so that nobody who comes later gets it first.
    await new Promise<void>((resolve, reject) => {
      const begin = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        waiting.delete(begin);
        reject(signal!.reason as Error);
      };
      waiting.add(begin);
      signal?.addEventListener('abort', leave, { once: true });
    });
  };
  return {
    async take(work, signal) {
      await turn(signal);
      try {
        return await work();
      } finally {
        const [next] = waiting;
        if (next) {
          waiting.delete(next);
          next();
        } else running -= 1;
      }
    },
  };
}
