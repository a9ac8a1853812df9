import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { AppEnvironment } from '../app-parts.ts';
import { knownError } from '../known-error.ts';
import { placeOf, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Traces } from './traces.ts';

/** Asked every few seconds by machines: worth a line only where it fails. */
const quiet = /^\/(health\/(live|ready)|metrics)$/;

/**
 * Counts, logs and traces each request by the route that answered it. Stands outside of all others, so that what they refuse is seen too; time
 * is measured until the answer begins, which for a stream is not its end.
 */
export function observe(
  metrics: Metrics,
  log: Log,
  traces: Traces,
): MiddlewareHandler<AppEnvironment> {
  return async (context, next) => {
    const started = performance.now();
    const span = quiet.test(context.req.path)
      ? null
      : traces.begin('server', context.req.header('traceparent'));
    await (span ? span.inside(next) : next());
    const ms = performance.now() - started;
    const method = knownMethods.has(context.req.method) ? context.req.method : 'other';
    const found = routePath(context, -1);
    // What no route answers may be any text of anybody.
    const route = context.res.status === 404 && /^(\/?\*|)$/.test(found) ? 'unknown' : found;
    const { status } = context.res;
    metrics.request({ method, route, status, ms });
    const level = status >= 500 ? 'error' : quiet.test(route) ? 'debug' : 'info';
    const runId = context.res.headers.get('x-run-id');
    const requestId = context.get('requestId') ?? null;
    const code = context.error ? knownError(context.error, '').code : null;
    log(level, 'request', {
      requestId,
      ...(span?.traceId && { traceId: span.traceId }),
      ...(runId !== null && { runId }),
      method,
      route,
      status,
      ms: Math.round(ms * 10) / 10,
      actor: context.get('actor')?.id ?? null,
      ...(context.error && {
        code,
        ...(status >= 500 && placeOf(context.error)),
      }),
    });
    span?.end(
      `${method} ${route}`,
      {
        'http.request.method': method,
        'http.route': route,
        'http.response.status_code': status,
        'datasherpa.request.id': requestId,
        'datasherpa.run.id': runId,
        'error.type': code,
      },
      status >= 500,
    );
  };
}

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
