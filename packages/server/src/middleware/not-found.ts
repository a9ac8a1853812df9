import { randomUUID } from 'node:crypto';
import { nearestName } from '@datasherpa/agent';
import { SherpaError } from '@datasherpa/tools/errors';
import type { Hono, NotFoundHandler } from 'hono';
import type { AppEnvironment } from '../app-parts.ts';
import { problemResponse } from '../problem.ts';

/** Tells an unknown path (with the nearest known one) from a known path with another method (with those it answers). */
export const notFound =
  (app: Hono<AppEnvironment>): NotFoundHandler<AppEnvironment> =>
  (context) => {
    const { method, path } = context.req;
    const routes = app.routes.filter((route) => route.method !== 'ALL');
    const allowed = [
      ...new Set(
        routes.filter((route) => matchesPath(route.path, path)).map((route) => route.method),
      ),
    ].join(', ');
    const near = nearestName(
      path,
      routes.map((route) => route.path),
    );
    const error =
      allowed === ''
        ? new SherpaError('ROUTE_UNKNOWN', {
            method,
            path,
            nearest: near ? ` Did you mean ${near}?` : '',
          })
        : new SherpaError('METHOD_NOT_ALLOWED', { method, path, allowed });
    if (allowed !== '') context.header('allow', allowed);
    return problemResponse(context, error, context.get('requestId') ?? randomUUID());
  };

const matchesPath = (pattern: string, path: string): boolean => {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((part, at) => part.startsWith(':') || part === given[at])
  );
};
