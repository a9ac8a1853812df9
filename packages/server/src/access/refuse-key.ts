import { getConnInfo } from '@hono/node-server/conninfo';
import { SherpaError } from '@datasherpa/tools/errors';
import type { Context } from 'hono';
import type { AppEnvironment } from '../app-parts.ts';
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

/** The address of the other side: of the connection, or what the nearest proxies that are trusted say. */
function addressOf(context: Context<AppEnvironment>, trustedProxies: number): string {
  const forwarded = (context.req.header('x-forwarded-for') ?? '')
    .split(',')
    .map((each) => each.trim());
  const told = trustedProxies > 0 ? forwarded.at(-trustedProxies) : undefined;
  if (told !== undefined && told !== '') return told.slice(0, 100);
  try {
    return getConnInfo(context).remote.address ?? 'unknown';
  } catch {
    // A request within the process has no connection.
    return 'process';
  }
}
