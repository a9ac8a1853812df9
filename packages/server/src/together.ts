/**
 * Collects what is asked for while earlier work is under way and does it together: one commit on the disk instead of many. Where
 * that fails, each is done alone, so that nobody fails for another.
 * @param work does all items or, where it throws, none
 */
export function together<Item>(
  work: (items: readonly Item[]) => Promise<void>,
): (item: Item) => Promise<void> {
  let waiting: { item: Item; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let isWorking = false;

  async function workThrough(): Promise<void> {
    isWorking = true;
    // Who else is ready to ask does so before the next turn.
    for (await nextTurn(); waiting.length > 0; await nextTurn()) {
      const batch = waiting;
      waiting = [];
      try {
        await work(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        if (batch.length === 1) batch[0]!.reject(error);
        else for (const each of batch) await work([each.item]).then(each.resolve, each.reject);
      }
    }
    isWorking = false;
  }

  return (item) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isWorking) void workThrough();
    });
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
