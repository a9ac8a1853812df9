import { randomUUID } from 'node:crypto';
import { SherpaError } from '@datasherpa/tools/errors';
import type { MiddlewareHandler } from 'hono';
import type { AppEnvironment } from '../app-parts.ts';

/** What stands around every answer: a request id, headers that leave a page no power beyond its own, and the checks of Host and Origin. */
export const frame: MiddlewareHandler<AppEnvironment> = async (context, next) => {
  context.set('requestId', randomUUID());
  // A page of another site may point a name of its own to this machine; it cannot choose the Host header it sends then.
  if (!isLoopbackHost(context.req.header('host'))) throw new SherpaError('HOST_REFUSED');
  // It may also send a form here, which browsers do without asking; they name the page it comes from.
  if (!isLoopbackOrigin(context.req.header('origin'))) throw new SherpaError('ORIGIN_REFUSED');
  await next();
  context.header('x-request-id', context.get('requestId'));
  context.header('x-content-type-options', 'nosniff');
  // A route that needs more says so itself.
  if (!context.res.headers.has('content-security-policy'))
    context.header(
      'content-security-policy',
      "default-src 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
  context.header('referrer-policy', 'no-referrer');
};

const isLoopbackHost = (header: string | undefined): boolean =>
  header === undefined || /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i.test(header);

const isLoopbackOrigin = (header: string | undefined): boolean =>
  header === undefined || (URL.canParse(header) && isLoopbackHost(new URL(header).host));
