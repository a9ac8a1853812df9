import { SherpaError } from '@datasherpa/tools/errors';
import type { AccessKeyRecord, KeyRole } from '@datasherpa/tools/ports';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import { addressOf } from './address-of.ts';
import { hashOf, readSecret, sameHash } from './secret.ts';
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
}

/** Without keys everybody who reaches the loopback address is its owner. */
const local: Actor = { id: 'local', name: 'this machine', project: 'default', role: 'admin' };

/**
 * Finds out who asks and whether they may: by `Authorization: Bearer`, `X-Api-Key`, or the session of the page. Sets `actor` and
 * `project`, which every route works in.
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

  const find = async (text: string, context: Context<AppEnvironment>): Promise<AccessKeyRecord> => {
    const given = readSecret(text);
    const record = given && (await stores.metadata.keys.get(given.id));
    const isRight = given && record && sameHash(given.hash, record.hash);
    if (
      !isRight ||
      record.revokedAt !== null ||
      (record.expiresAt !== null && record.expiresAt <= now())
    )
      throw refusal(context);
    return record;
  };
  const actorOf = async (context: Context<AppEnvironment>): Promise<Actor | null> => {
    if (!config.needsKey) return local;
    const text = keyIn(context);
    if (text === null) return null;
    // The first key, which makes the others: it is a setting and in no store.
    if (config.adminKey !== null && sameHash(hashOf(text), hashOf(config.adminKey)))
      return { id: 'setting', name: 'DATASHERPA_ADMIN_KEY', project: 'default', role: 'admin' };
    const { id, name, project, role } = await find(text, context);
    return { id, name, project, role };
  };

  return async (context, next) => {
    const required = requiredRole(context.req.method, context.req.path, readingTools);
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
