import { SherpaError } from '@datasherpa/tools/errors';
import {
  keyRoles,
  type AccessKeyRecord,
  type AuditRecord,
  type MetadataStore,
  type UserRecord,
} from '@datasherpa/tools/ports';
import { Hono } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { sessionCookie } from '../access/authenticate.ts';
import { findKey, type FoundKey } from '../access/find-key.ts';
import type { RefuseKey } from '../access/refuse-key.ts';
import { mayAs } from '../access/required-role.ts';
import { hashOf, newSecret, readSecret, sameHash } from '../access/secret.ts';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import type { AccessKeyView, AuditView, Me } from '../client.ts';
import { readBody } from '../read-body.ts';
import { wholeNumber } from './whole-number.ts';

const sessionMs = 12 * 3_600_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Hours in which what holds an old secret gets the new one: a month at most. */
const maxGrace = 720;

export const newKeyBody = z.object({
  name: z.string().min(1).max(200).describe('Who or what uses it.'),
  role: z
    .enum(keyRoles)
    .optional()
    .describe('Without it that of the user, or `viewer` where it is for no user.'),
  user: z
    .string()
    .max(100)
    .optional()
    .describe(
      'Id of the user whose key it is: it may do at most what the user may, and ends with the user.',
    ),
  project: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
    .optional()
    .describe(
      'Whose uploads and conversations it sees; without it the project of the key that asks.',
    ),
  days: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .optional()
    .describe('Until it ends; without it it does not end by itself.'),
});
export const sessionBody = z.object({ key: z.string().min(1).max(200) });

/** `/keys`, `/session`, `/me`, `/audit`: who may come in, and what they changed. */
export function accessRoutes(
  { config, stores }: AppParts,
  refusal: RefuseKey,
): Hono<AppEnvironment> {
  const { keys, audit, projects } = stores.metadata;
  return new Hono<AppEnvironment>()
    .get('/me', (context) => {
      const { name, role, project } = context.get('actor');
      return context.json({ name, role, project, needsKey: config.needsKey } satisfies Me);
    })
    .get('/keys', async (context) =>
      context.json({ keys: (await keys.list(context.get('project'))).map(keyView) }),
    )
    .post('/keys', async (context) => {
      const body = await readBody(context.req.raw, newKeyBody);
      const { name, days } = body;
      const actor = context.get('actor');
      // A project is entered by its own keys; only the setting's key opens new ones.
      const project = body.project ?? actor.project;
      if (project !== actor.project && actor.id !== 'setting' && actor.id !== 'local')
        throw new SherpaError('ROLE_TOO_LOW', {
          role: actor.role,
          required: `admin of "${project}"`,
        });
      const { id, text, hash } = newSecret();
      const now = Date.now();
      const record: Omit<AccessKeyRecord, 'role'> = {
        id,
        project,
        kind: 'key',
        name,
        hash,
        createdAt: now,
        expiresAt: days === undefined ? null : now + days * dayMs,
        revokedAt: null,
        parent: null,
        userId: body.user ?? null,
      };
      const made = await stores.metadata.transaction(async (metadata) => {
        const user = await userOf(metadata, record);
        const whole = { ...record, role: body.role ?? user?.role ?? 'viewer' };
        if (user && !mayAs(user.role, whole.role))
          throw new SherpaError(
            'INPUT_INVALID',
            { reason: `role: the user has the role ${user.role}` },
            { field: 'role' },
          );
        await metadata.keys.insert(whole);
        return whole;
      });
      await projects.keep(project, now);
      return context.json({ key: keyView(made), secret: text }, 201);
    })
    .post('/keys/:id/rotate', async (context) => {
      const graceHours = wholeNumber(context, 'graceHours', {
        otherwise: 24,
        min: 0,
        max: maxGrace,
      });
      const old = await keys.get(context.req.param('id'));
      const now = Date.now();
      const isKey = old?.kind === 'key' && old.project === context.get('project');
      const hasEnded = old?.revokedAt != null || (old?.expiresAt ?? now + 1) <= now;
      if (!old || !isKey || hasEnded)
        throw new SherpaError('NOT_FOUND', {
          kind: 'key',
          id: context.req.param('id').slice(0, 100),
        });
      const { id, text, hash } = newSecret();
      const record: AccessKeyRecord = {
        ...old,
        id,
        hash,
        createdAt: now,
        // As long as the old one had from its beginning.
        expiresAt: old.expiresAt === null ? null : now + old.expiresAt - old.createdAt,
      };
      await stores.metadata.transaction(async (metadata) => {
        await userOf(metadata, record);
        await metadata.keys.insert(record);
        if (graceHours > 0)
          await metadata.keys.endAt(old.project, old.id, now + graceHours * hourMs);
        else await metadata.keys.revoke(old.project, old.id, now);
      });
      return context.json({ key: keyView(record), secret: text }, 201);
    })
    .delete('/keys/:id', async (context) => {
      const id = context.req.param('id');
      if (!(await keys.revoke(context.get('project'), id, Date.now())))
        throw new SherpaError('NOT_FOUND', { kind: 'key', id: id.slice(0, 100) });
      return context.body(null, 204);
    })
    .get('/audit', async (context) => {
      const limit = wholeNumber(context, 'limit', { otherwise: 50, min: 1, max: 200 });
      const offset = wholeNumber(context, 'offset', { otherwise: 0, min: 0 });
      const { records, total } = await audit.list(context.get('project'), { limit, offset });
      return context.json({
        entries: records.map(auditView),
        total,
      });
    })
    .post('/session', async (context) => {
      const { key } = await readBody(context.req.raw, sessionBody);
      const now = Date.now();
      await keys.forgetSessions(now);
      const found = await keyOf(key, now);
      if (!found) throw refusal(context);
      const { record: parent, role } = found;
      const { id, text, hash } = newSecret();
      const expiresAt = Math.min(now + sessionMs, parent.expiresAt ?? Number.POSITIVE_INFINITY);
      await keys.insert({
        id,
        project: parent.project,
        kind: 'session',
        name: parent.name,
        role: parent.role,
        hash,
        createdAt: now,
        expiresAt,
        revokedAt: null,
        parent: parent.id,
        userId: parent.userId,
      });
      setCookie(context, sessionCookie, text, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
        expires: new Date(expiresAt),
        secure:
          new URL(context.req.url).protocol === 'https:' ||
          context.req.header('x-forwarded-proto') === 'https',
      });
      return context.json({
        name: parent.name,
        role,
        project: parent.project,
        needsKey: config.needsKey,
      } satisfies Me);
    })
    .delete('/session', async (context) => {
      const given = deleteCookie(context, sessionCookie);
      const session = given === undefined ? null : readSecret(given);
      const record = session && (await keys.get(session.id));
      if (session && record && sameHash(session.hash, record.hash))
        await keys.revoke(record.project, record.id, Date.now());
      return context.body(null, 204);
    });

  async function keyOf(text: string, now: number): Promise<Omit<FoundKey, 'user'> | null> {
    if (config.adminKey === null || !sameHash(hashOf(text), hashOf(config.adminKey))) {
      const found = await findKey(stores.metadata, text, now);
      return found?.record.kind === 'key' ? found : null;
    }
    const record: AccessKeyRecord = {
      id: 'setting',
      project: 'default',
      kind: 'key',
      name: 'DATASHERPA_ADMIN_KEY',
      role: 'admin',
      hash: '',
      createdAt: now,
      expiresAt: null,
      revokedAt: null,
      parent: null,
      userId: null,
    };
    return { record, role: record.role };
  }
}

/**
 * The user whose key it is.
 * @throws NOT_FOUND for one that is not there or disabled
 */
async function userOf(
  { users }: MetadataStore,
  { project, userId }: Pick<AccessKeyRecord, 'project' | 'userId'>,
): Promise<UserRecord | null> {
  if (userId === null) return null;
  const user = await users.get(project, userId);
  if (!user || user.disabledAt !== null)
    throw new SherpaError('NOT_FOUND', { kind: 'user', id: userId.slice(0, 100) });
  return user;
}

const auditView = ({
  id,
  at,
  actor,
  action,
  target,
  status,
  requestId,
  user,
}: AuditRecord): AuditView => ({ id, at, actor, user, action, target, status, requestId });

const keyView = ({
  id,
  name,
  role,
  project,
  createdAt,
  expiresAt,
  revokedAt,
  userId,
}: AccessKeyRecord): AccessKeyView => ({
  id,
  name,
  role,
  project,
  createdAt,
  expiresAt,
  revokedAt,
  user: userId,
});
