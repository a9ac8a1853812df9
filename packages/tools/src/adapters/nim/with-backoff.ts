import type { Pacing } from './pacing.ts';
import type { RequestLimit, Urgency } from './request-limit.ts';
import { networkCodeOf, refusalIn, toSherpaError } from './to-sherpa-error.ts';

/** An endpoint at its limit gets this many more chances, a failing one fewer: it seldom recovers while somebody waits. */
const maxRetries = { limited: 4, failing: 2 } as const;
const firstWaitMs = { limited: 1000, failing: 500 } as const;
/** In one call, in all. Somebody waits for the answer; ingestion has time. */
const maxTotalWaitMs = { interactive: 20_000, bulk: 120_000 } as const;

/**
 * Sends a request under the limit, and again where waiting may help: 429 after what `Retry-After` says or else after a doubling time,
 * 5xx and broken connections after a short one. Nothing is sent again once `attempt` resolved.
 * @throws MODEL_RATE_LIMITED, MODEL_UNAVAILABLE, MODEL_BAD_ANSWER, what `attempt` throws from the catalogue, or the abort reason.
 */
export async function withBackoff<T>(
  attempt: () => Promise<T>,
  options: {
    readonly limit: RequestLimit;
    readonly pacing: Pacing;
    readonly urgency: Urgency;
    readonly signal: AbortSignal | undefined;
    /** Failures that the caller deals with itself are thrown as they are. */
    readonly passOn?: (status: number) => boolean;
  },
): Promise<T> {
  const { limit, pacing, urgency, signal, passOn } = options;
  let waited = 0;
  for (let retries = 0; ; retries++) {
    await limit.take(urgency, signal);
    try {
      return await attempt();
    } catch (error) {
      signal?.throwIfAborted();
      const refusal = refusalIn(error);
      if (refusal && passOn?.(refusal.status)) throw refusal;
      const trouble = troubleOf(error);
      if (trouble === null) throw toSherpaError(error);
      const wait =
        refusal?.retryAfterMs ?? firstWaitMs[trouble] * 2 ** retries * (1 + 0.25 * pacing.random());
      if (retries >= maxRetries[trouble] || waited + wait > maxTotalWaitMs[urgency])
        throw toSherpaError(error, Math.ceil(wait / 1000));
      await pacing.sleep(wait, signal);
      waited += wait;
    }
  }
}

function troubleOf(error: unknown): keyof typeof maxRetries | null {
  const status = refusalIn(error)?.status;
  if (status === 429) return 'limited';
  if (status !== undefined) return status >= 500 ? 'failing' : null;
  // Where nobody listens, nobody will in a second either; a connection that broke may have been an old one.
  const code = networkCodeOf(error);
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET' ? 'failing' : null;
}
