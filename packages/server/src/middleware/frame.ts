import { randomUUID } from 'node:crypto';
import { SherpaError } from '@datasherpa/tools/errors';
import type { MiddlewareHandler } from 'hono';
import type { AppEnvironment, AppParts } from '../app-parts.ts';

/**
 * What stands around every answer: a request id, headers that leave a page no power beyond its own, the checks of Host and Origin, and
 * the headers for pages of other addresses that are allowed.
 */
export function frame({ config }: Pick<AppParts, 'config'>): MiddlewareHandler<AppEnvironment> {
  const { needsKey, corsOrigins } = config;
  return async (context, next) => {
    context.set('requestId', randomUUID());
    const origin = context.req.header('origin');
    const host = context.req.header('host');
    // A page of another site may point a name of its own to this machine; it cannot choose the Host header it sends then. With keys it
    // gains nothing: cookies belong to the name of this server.
    if (!needsKey && !isLoopbackHost(host)) throw new SherpaError('HOST_REFUSED');
    // It may also send a form here, which browsers do without asking; they name the page it comes from.
    const isOwn =
      origin === undefined || isSameHost(origin, host) || (!needsKey && isLoopbackOrigin(origin));
    const isAllowed = origin !== undefined && corsOrigins.includes(origin);
    if (!isOwn && !isAllowed) throw new SherpaError('ORIGIN_REFUSED');
    const isPreflight =
      context.req.method === 'OPTIONS' &&
      context.req.header('access-control-request-method') !== undefined;
    if (isPreflight && isAllowed) {
      context.header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE');
      context.header(
        'access-control-allow-headers',
        'authorization, content-type, x-api-key, last-event-id, traceparent, tus-resumable, upload-length, upload-metadata, upload-offset',
      );
      context.header('access-control-max-age', '600');
      context.res = context.body(null, 204);
    } else await next();
    if (isAllowed) {
      context.header('access-control-allow-origin', origin);
      context.header(
        'access-control-expose-headers',
        'x-request-id, x-run-id, retry-after, location, tus-resumable, upload-length, upload-offset',
      );
      context.header('vary', 'origin', { append: true });
    }
    context.header('x-request-id', context.get('requestId'));
    context.header('x-content-type-options', 'nosniff');
    // A route that needs more says so itself.
    if (!context.res.headers.has('content-security-policy'))
      context.header(
        'content-security-policy',
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'",
      );
    context.header('referrer-policy', 'no-referrer');
    if (needsKey)
      context.header('cross-origin-resource-policy', isAllowed ? 'cross-origin' : 'same-origin');
  };
}

const isSameHost = (origin: string, host: string | undefined): boolean =>
  URL.canParse(origin) && new URL(origin).host === host;

const isLoopbackHost = (header: string | undefined): boolean =>
  header === undefined || /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i.test(header);

const isLoopbackOrigin = (header: string): boolean =>
  URL.canParse(header) && isLoopbackHost(new URL(header).host);
