import { SherpaError } from '@datasherpa/tools/errors';
import { keyRoles, type AccessKeyRecord, type AuditRecord } from '@datasherpa/tools/ports';
import { Hono } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { sessionCookie } from '../access/authenticate.ts';
import type { RefuseKey } from '../access/refuse-key.ts';
import { hashOf, newSecret, readSecret, sameHash } from '../access/secret.ts';
import type { AppEnvironment, AppParts } from '../app-parts.ts';
import type { AccessKeyView, AuditView, Me } from '../client.ts';
import { readJsonBody } from '../read-json-body.ts';
import { wholeNumber } from './whole-number.ts';

const sessionMs = 12 * 3_600_000;
const dayMs = 86_400_000;
/** After a new secret was made, what holds the old one has so long to get the new one. */
const overlapMs = dayMs;

export const newKeyBody = z.object({
  name: z.string().min(1).max(200).describe('Who or what uses it.'),
  role: z.enum(keyRoles).default('viewer'),
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
  const { keys, audit } = stores.metadata;
  return new Hono<AppEnvironment>()
    .get('/me', (context) => {
      const { name, role, project } = context.get('actor');
      return context.json({ name, role, project, needsKey: config.needsKey } satisfies Me);
    })
    .get('/keys', async (context) =>
      context.json({ keys: (await keys.list(context.get('project'))).map(keyView) }),
    )
    .post('/keys', async (context) => {
      const body = newKeyBody.safeParse(await readJsonBody(context.req.raw));
      if (!body.success) throw invalid(body.error);
      const { name, role, days } = body.data;
      const actor = context.get('actor');
      // A project is entered by its own keys; only the setting's key opens new ones.
      const project = body.data.project ?? actor.project;
      if (project !== actor.project && actor.id !== 'setting' && actor.id !== 'local')
        throw new SherpaError('ROLE_TOO_LOW', {
          role: actor.role,
          required: `admin of "${project}"`,
        });
      const { id, text, hash } = newSecret();
      const now = Date.now();
      const record: AccessKeyRecord = {
        id,
        project,
        kind: 'key',
        name,
        role,
        hash,
        createdAt: now,
        expiresAt: days === undefined ? null : now + days * dayMs,
        revokedAt: null,
        parent: null,
      };
      await keys.insert(record);
      return context.json({ key: keyView(record), secret: text }, 201);
    })
    .post('/keys/:id/rotate', async (context) => {
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
      await keys.insert(record);
      await keys.endAt(old.project, old.id, now + overlapMs);
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
      const body = sessionBody.safeParse(await readJsonBody(context.req.raw));
      if (!body.success) throw invalid(body.error);
      const now = Date.now();
      await keys.forgetSessions(now);
      const parent = await keyOf(body.data.key, now);
      if (!parent) throw refusal(context);
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
        role: parent.role,
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

  async function keyOf(text: string, now: number): Promise<AccessKeyRecord | null> {
    if (config.adminKey !== null && sameHash(hashOf(text), hashOf(config.adminKey)))
      return {
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
      };
    const given = readSecret(text);
    const record = given && (await keys.get(given.id));
    if (!given || !record || record.kind !== 'key' || !sameHash(given.hash, record.hash))
      return null;
    return record.revokedAt === null && (record.expiresAt === null || record.expiresAt > now)
      ? record
      : null;
  }
}

const auditView = ({
  id,
  at,
  actor,
  action,
  target,
  status,
  requestId,
}: AuditRecord): AuditView => ({ id, at, actor, action, target, status, requestId });

const keyView = ({
  id,
  name,
  role,
  project,
  createdAt,
  expiresAt,
  revokedAt,
}: AccessKeyRecord): AccessKeyView => ({
  id,
  name,
  role,
  project,
  createdAt,
  expiresAt,
  revokedAt,
});

function invalid(error: z.ZodError): SherpaError {
  const [issue] = error.issues;
  const field = issue?.path.join('.') ?? '';
  return new SherpaError(
    'INPUT_INVALID',
    { reason: `${field === '' ? 'body' : field}: ${issue?.message ?? 'unreadable'}` },
    field === '' ? {} : { field },
  );
}
