import type { MetadataStore } from '@datasherpa/tools/ports';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { v7 as timeOrderedId } from 'uuid';
import type { AppEnvironment } from '../app-parts.ts';

const maxTarget = 500;

/** No key, one that is not enough, or asked too often. */
const refusals = new Set([401, 403, 429]);

/**
 * Writes down what was changed, by whom, and how it ended; also what was refused. Questions and reading are not written down. A store
 * that cannot be written does not undo what was done.
 */
export function audit(store: MetadataStore['audit']): MiddlewareHandler<AppEnvironment> {
  return async (context, next) => {
    await next();
    const { method, path } = context.req;
    const actor = context.get('actor');
    if (!actor || method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return;
    if (context.get('isQuestion') && !refusals.has(context.res.status)) return;
    await store
      .add({
        id: timeOrderedId(),
        project: actor.project,
        at: Date.now(),
        actor: actor.id,
        user: actor.user,
        action: `${method} ${routePath(context, -1)}`.slice(0, 180),
        target: path.slice(0, maxTarget),
        status: context.res.status,
        requestId: context.get('requestId'),
      })
      .catch(() => undefined);
  };
}
