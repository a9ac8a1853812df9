/** A clock on which waiting takes no time: `sleep` moves it forward. */
export interface VirtualTime {
  now(): number;
  /** @throws the abort reason */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  random(): number;
  /** What was waited for so far, in milliseconds. */
  readonly slept: readonly number[];
  /** Called before each wait. */
  onSleep?: () => void;
}

export function createVirtualTime(): VirtualTime {
  let now = 0;
  const slept: number[] = [];
  const time: VirtualTime = {
    slept,
    now: () => now,
    random: () => 0,
    async sleep(milliseconds, signal) {
      // Others run first, as they would in real time.
      await new Promise((resolve) => setImmediate(resolve));
      time.onSleep?.();
      signal?.throwIfAborted();
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
  return time;
}
