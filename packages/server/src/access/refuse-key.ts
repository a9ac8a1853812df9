import { SherpaError } from '@datasherpa/tools/errors';
import type { Context } from 'hono';
import type { AppEnvironment } from '../app-parts.ts';
import { addressOf } from './address-of.ts';
import { RateLimit } from './rate-limit.ts';

/** Wrong keys from one address in a minute; a person who mistypes has enough of them. */
const wrongKeysPerMinute = 20;

/** The error for a wrong key, which counts against the address it came from: KEY_REFUSED, then REQUESTS_LIMITED. */
export type RefuseKey = (context: Context<AppEnvironment>) => SherpaError;

/** One count for every way in, so that the sign-in form is no second set of guesses. */
export function createRefuseKey(trustedProxies: number): RefuseKey {
  const perAddress = new RateLimit(wrongKeysPerMinute, Date.now);
  return (context) => {
    const seconds = perAddress.take(addressOf(context, trustedProxies));
    return seconds > 0
      ? new SherpaError('REQUESTS_LIMITED', { seconds })
      : new SherpaError('KEY_REFUSED');
  };
}
