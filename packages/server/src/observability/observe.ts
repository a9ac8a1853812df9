import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { AppEnvironment } from '../app-parts.ts';
import { knownError } from '../known-error.ts';
import { placeOf, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';

/** Asked every few seconds by machines: worth a line only where it fails. */
const quiet = /^\/(health\/(live|ready)|metrics)$/;

/**
 * Counts and logs each request by the route that answered it. Stands outside of all others, so that what they refuse is seen too; time
 * is measured until the answer begins, which for a stream is not its end.
 */
export function observe(metrics: Metrics, log: Log): MiddlewareHandler<AppEnvironment> {
  return async (context, next) => {
    const started = performance.now();
    await next();
    const ms = performance.now() - started;
    const { method } = context.req;
    const found = routePath(context, -1);
    // What no route answers may be any text of anybody.
    const route = context.res.status === 404 && /^(\/?\*|)$/.test(found) ? 'unknown' : found;
    const { status } = context.res;
    metrics.request({ method: knownMethods.has(method) ? method : 'other', route, status, ms });
    const level = status >= 500 ? 'error' : quiet.test(route) ? 'debug' : 'info';
    const runId = context.res.headers.get('x-run-id');
    log(level, 'request', {
      requestId: context.get('requestId') ?? null,
      ...(runId !== null && { runId }),
      method: knownMethods.has(method) ? method : 'other',
      route,
      status,
      ms: Math.round(ms * 10) / 10,
      actor: context.get('actor')?.id ?? null,
      ...(context.error && {
        code: knownError(context.error, '').code,
        ...(status >= 500 && placeOf(context.error)),
      }),
    });
  };
}

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
