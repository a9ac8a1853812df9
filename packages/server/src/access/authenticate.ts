import { SherpaError } from '@datasherpa/tools/errors';
import type { KeyRole } from '@datasherpa/tools/ports';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import { addressOf } from './address-of.ts';
import { findKey } from './find-key.ts';
import { hashOf, sameHash } from './secret.ts';
import { RateLimit } from './rate-limit.ts';
import type { RefuseKey } from './refuse-key.ts';
import { mayAs, requiredRole } from './required-role.ts';

const probe = /^\/health\/(live|ready)$/;

export const sessionCookie = 'sherpa_session';

export interface Actor {
  /** Id of the key; `local` where no key is asked for. */
  readonly id: string;
  readonly name: string;
  readonly project: string;
  readonly role: KeyRole;
  /** Name of the user whose key it is; null for a key of a program. */
  readonly user: string | null;
}

/** Without keys everybody who reaches the loopback address is its owner. */
const local: Actor = {
  id: 'local',
  name: 'this machine',
  project: 'default',
  role: 'admin',
  user: null,
};

/**
 * Finds out who asks and whether they may: by `Authorization: Bearer`, `X-Api-Key`, or the session of the page. Sets `actor`,
 * `project`, which every route works in, and `isQuestion`.
 * @throws KEY_MISSING, KEY_REFUSED, ROLE_TOO_LOW, REQUESTS_LIMITED
 */
export function authenticate(
  { config, stores, host }: Pick<AppParts, 'config' | 'stores' | 'host'>,
  refusal: RefuseKey,
): MiddlewareHandler<AppEnvironment> {
  const now = Date.now;
  const perKey = new RateLimit(config.requestsPerKey, now);
  const perAddress = new RateLimit(config.requestsPerKey, now);
  const readingTools = new Set(
    [...host.registry.tools.values()].flatMap(({ name, tool }) =>
      tool.risk === 'read'
        ? [...(tool.route ? [tool.route] : []), `/tools/${name.replace('.', '/')}`]
        : [],
    ),
  );

  const actorOf = async (context: Context<AppEnvironment>): Promise<Actor | null> => {
    if (!config.needsKey) return local;
    const text = keyIn(context);
    if (text === null) return null;
    // The first key, which makes the others: it is a setting and in no store.
    if (config.adminKey !== null && sameHash(hashOf(text), hashOf(config.adminKey)))
      return {
        id: 'setting',
        name: 'DATASHERPA_ADMIN_KEY',
        project: 'default',
        role: 'admin',
        user: null,
      };
    const found = await findKey(stores.metadata, text, now());
    if (!found) throw refusal(context);
    const { id, name, project } = found.record;
    return { id, name, project, role: found.role, user: found.user?.name ?? null };
  };

  return async (context, next) => {
    const required = requiredRole(context.req.method, context.req.path, readingTools);
    context.set('isQuestion', required === 'viewer');
    const actor = required === null && config.needsKey ? null : await actorOf(context);
    if (actor) {
      context.set('actor', actor);
      context.set('project', actor.project);
    }
    // Whoever shows no key is known by the address alone. Probes come often, and cost nothing.
    if (config.needsKey && !actor && !probe.test(context.req.path)) {
      const seconds = perAddress.take(addressOf(context, config.trustedProxies));
      if (seconds > 0) throw new SherpaError('REQUESTS_LIMITED', { seconds });
    }
    if (required !== null) {
      if (!actor) throw new SherpaError('KEY_MISSING');
      if (!mayAs(actor.role, required))
        throw new SherpaError('ROLE_TOO_LOW', { role: actor.role, required });
      const wait = config.needsKey ? perKey.take(actor.id) : 0;
      if (wait > 0) throw new SherpaError('REQUESTS_LIMITED', { seconds: wait });
    }
    await next();
  };
}

/** The key that came with a request; null where none did. */
function keyIn(context: Context<AppEnvironment>): string | null {
  const bearer = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
  return bearer ?? context.req.header('x-api-key') ?? getCookie(context, sessionCookie) ?? null;
}
