import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { AppEnvironment } from '../app-parts.ts';

/** The address of the other side: of the connection, or what the nearest proxies that are trusted say. */
export function addressOf(context: Context<AppEnvironment>, trustedProxies: number): string {
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
