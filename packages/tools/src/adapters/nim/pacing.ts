import { setTimeout as sleep } from 'node:timers/promises';

/** Time as a collaborator: where these adapters wait, tests do not have to. */
export interface Pacing {
  now(): number;
  /** @throws the abort reason */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** From 0 to 1; spreads the retries of many processes. */
  random(): number;
}

export const realPacing: Pacing = {
  now: Date.now,
  async sleep(milliseconds, signal) {
    try {
      await sleep(milliseconds, undefined, signal ? { signal } : {});
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
  random: Math.random,
};
