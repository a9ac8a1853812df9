import { SherpaError } from '../../errors.ts';
import type { Pacing } from './pacing.ts';
import { realPacing } from './pacing.ts';

/** Who asks: somebody who waits for an answer, or ingestion. */
export type Urgency = 'interactive' | 'bulk';

/** Keeps the requests of this process under the limit of its key. */
export interface RequestLimit {
  /**
   * Resolves when a request may be sent.
   * @throws MODEL_RATE_LIMITED where somebody who waits would have to wait too long, or the abort reason.
   */
  take(urgency: Urgency, signal?: AbortSignal): Promise<void>;
}

const windowMs = 60_000;
const maxWaitMs = 20_000;
/** Bulk work leaves the rest to people, so that ingestion never starves the chat. */
const bulkShare = 0.75;

/**
 * At most `perMinute` requests in any 60 seconds: the times of past requests are kept, because a bucket that refills evenly would
 * let nearly twice as many through in its first minute.
 */
export function createRequestLimit(
  perMinute: number,
  pacing: Pick<Pacing, 'now' | 'sleep'> = realPacing,
): RequestLimit {
  const taken: number[] = [];
  return {
    async take(urgency, signal) {
      const allowed =
        urgency === 'bulk' ? Math.max(1, Math.floor(perMinute * bulkShare)) : perMinute;
      const deadline = pacing.now() + maxWaitMs;
      for (;;) {
        signal?.throwIfAborted();
        const now = pacing.now();
        while (taken.length > 0 && taken[0]! <= now - windowMs) taken.shift();
        if (taken.length < allowed) {
          taken.push(now);
          return;
        }
        const free = taken[taken.length - allowed]! + windowMs;
        if (urgency === 'interactive' && free > deadline)
          throw new SherpaError('MODEL_RATE_LIMITED', { seconds: Math.ceil((free - now) / 1000) });
        await pacing.sleep(free - now, signal);
      }
    },
  };
}
