import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { compose, type Composed } from '../compose.ts';
import { readConfig } from '../config.ts';
import { RateLimit } from './rate-limit.ts';
import { requiredRole } from './required-role.ts';
import { newSecret, readSecret, sameHash } from './secret.ts';

const adminKey = 'a-first-key-that-nobody-can-guess-0001';
let directory: string;
let composed: Composed;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'access-'));
  composed = await compose(
    readConfig({
      dataDirectory: directory,
      needsKey: true,
      adminKey,
      corsOrigins: ['https://portal.example'],
      requestsPerKey: 1000,
    }),
  );
});
afterAll(async () => {
  await composed.close();
  await rm(directory, { recursive: true });
});

const ask = async (
  method: string,
  path: string,
  key?: string,
  body?: unknown,
  headers: Record<string, string> = {},
) => {
  const response = await composed.app.request(`http://sherpa.example${path}`, {
    method,
    headers: {
      host: 'sherpa.example',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  // Bodies of many routes are compared by their members.
  type Body = {
    readonly code?: string;
    readonly total: number;
    readonly entries: readonly { readonly requestId: string }[];
  };
  return {
    status: response.status,
    headers: response.headers,
    json: (text.startsWith('{') ? JSON.parse(text) : null) as Body,
  };
};
const make = async (body: object, by = adminKey) =>
  (await ask('POST', '/keys', by, body)).json as unknown as { secret: string; key: { id: string } };

describe('without a key', () => {
  test.each([
    '/health',
    '/uploads',
    '/tools',
    '/keys',
    '/threads',
    '/openapi.json',
    '/docs',
    '/metrics',
    '/spark/api/v1/applications',
  ])('GET %s is refused', async (path) => {
    expect(await ask('GET', path)).toMatchObject({ status: 401, json: { code: 'KEY_MISSING' } });
  });
  test.each(['/debug', '/upload-logs', '/agent', '/search-logs', '/tools/log-search/diagnose'])(
    'POST %s is refused',
    async (path) => {
      expect(await ask('POST', path, undefined, {})).toMatchObject({
        status: 401,
        json: { code: 'KEY_MISSING' },
      });
    },
  );
  test('only whether it lives, and the page, are answered', async () => {
    expect((await ask('GET', '/health/live')).status).toBe(200);
    expect((await ask('GET', '/health/ready')).status).toBe(200);
  });
});

describe('a key', () => {
  test('lets in by its role, works only in its project, and is shown once', async () => {
    const viewer = await make({ name: 'dashboard', role: 'viewer' });
    const editor = await make({ name: 'uploader', role: 'editor' });
    const other = await make({ name: 'other team', role: 'editor', project: 'other' });
    expect((await ask('GET', '/uploads', viewer.secret)).status).toBe(200);
    expect(await ask('POST', '/debug', viewer.secret, { question: 'why?' })).toMatchObject({
      json: { code: 'NO_LOGS' },
    });
    const file = 'ERROR java.lang.OutOfMemoryError: Java heap space\n';
    const headers = { 'content-type': 'text/plain' };
    const upload = (key: string) =>
      composed.app.request('http://sherpa.example/upload-logs?name=a.log', {
        method: 'POST',
        body: file,
        headers: { ...headers, host: 'sherpa.example', authorization: `Bearer ${key}` },
      });
    expect((await upload(viewer.secret)).status).toBe(403);
    const sent = await upload(editor.secret);
    expect([200, 201, 202]).toContain(sent.status);
    const { upload: made } = (await sent.json()) as { upload: { id: string } };
    expect((await ask('GET', `/uploads/${made.id}`, viewer.secret)).status).toBe(200);
    expect((await ask('GET', `/uploads/${made.id}`, other.secret)).status).toBe(404);
    expect((await ask('GET', '/uploads', other.secret)).json).toEqual({ uploads: [], total: 0 });
    expect(await ask('DELETE', `/uploads/${made.id}`, viewer.secret)).toMatchObject({
      status: 403,
      json: { code: 'ROLE_TOO_LOW' },
    });
    expect(await ask('GET', '/keys', editor.secret)).toMatchObject({ status: 403 });
    const { json } = await ask('GET', '/keys', adminKey);
    expect(JSON.stringify(json)).not.toContain(viewer.secret.slice(-20));
    expect(JSON.stringify(json)).not.toContain('hash');
  });

  test('is wrong, revoked or ended: the same answer, and its owner cannot tell which', async () => {
    const { secret, key } = await make({ name: 'x', role: 'viewer' });
    await ask('DELETE', `/keys/${key.id}`, adminKey);
    const ended = newSecret();
    await composed.stores.metadata.keys.insert({
      id: ended.id,
      project: 'default',
      kind: 'key',
      name: 'ended',
      role: 'admin',
      hash: ended.hash,
      createdAt: 1,
      expiresAt: 2,
      revokedAt: null,
      parent: null,
      userId: null,
    });
    for (const wrong of [
      secret,
      ended.text,
      newSecret().text,
      `${secret.slice(0, -1)}x`,
      'nonsense',
    ])
      expect(await ask('GET', '/uploads', wrong)).toMatchObject({
        status: 401,
        json: { code: 'KEY_REFUSED' },
      });
  });

  test('of an admin makes no keys of other projects', async () => {
    const admin = await make({ name: 'lead', role: 'admin', project: 'other' });
    expect(
      await ask('POST', '/keys', admin.secret, { name: 'y', project: 'default' }),
    ).toMatchObject({ status: 403 });
    const own = await ask('POST', '/keys', admin.secret, { name: 'y' });
    expect(own).toMatchObject({ status: 201, json: { key: { project: 'other', role: 'viewer' } } });
  });
});

describe('the session of a page', () => {
  test('is opened with a key, is a cookie that scripts cannot read, and ends with the key', async () => {
    const { secret, key } = await make({ name: 'person', role: 'editor' });
    const opened = await ask(
      'POST',
      '/session',
      undefined,
      { key: secret },
      { 'x-forwarded-proto': 'https' },
    );
    expect(opened).toMatchObject({ status: 200, json: { name: 'person', role: 'editor' } });
    const cookie = opened.headers.get('set-cookie')!;
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Secure', 'Path=/'])
      expect(cookie).toContain(part);
    expect(cookie).not.toContain(secret);
    const session = { cookie: cookie.split(';')[0]! };
    expect((await ask('GET', '/me', undefined, undefined, session)).json).toMatchObject({
      name: 'person',
      needsKey: true,
    });
    await ask('DELETE', `/keys/${key.id}`, adminKey);
    expect((await ask('GET', '/me', undefined, undefined, session)).status).toBe(401);
  });
  test('is not opened with the session of another, nor with a wrong key', async () => {
    const { secret } = await make({ name: 'person', role: 'viewer' });
    const opened = await ask('POST', '/session', undefined, { key: secret });
    const session = /sherpa_session=([^;]+)/.exec(opened.headers.get('set-cookie')!)![1]!;
    expect((await ask('POST', '/session', undefined, { key: session })).status).toBe(401);
    expect((await ask('POST', '/session', undefined, { key: 'wrong' })).status).toBe(401);
  });
  test('ends when it is left', async () => {
    const { secret } = await make({ name: 'person', role: 'viewer' });
    const opened = await ask('POST', '/session', undefined, { key: secret });
    const cookie = opened.headers.get('set-cookie')!.split(';')[0]!;
    expect((await ask('DELETE', '/session', undefined, undefined, { cookie })).status).toBe(204);
    expect((await ask('GET', '/me', undefined, undefined, { cookie })).status).toBe(401);
  });
});

test('what was changed or refused is written down, questions are not', async () => {
  const before = (await ask('GET', '/audit', adminKey)).json.total as number;
  const { key, secret } = await make({ name: 'audited', role: 'viewer' });
  const command = { command: 'ls' };
  expect((await ask('POST', '/explain-shell-command', secret, command)).status).toBe(200);
  expect((await ask('POST', '/upload-logs', secret, {})).status).toBe(403);
  await ask('DELETE', `/keys/${key.id}`, adminKey);
  const { json } = await ask('GET', '/audit?limit=3', adminKey);
  expect(json.total).toBe(before + 3);
  expect(json.entries).toMatchObject([
    { actor: 'setting', action: 'DELETE /keys/:id', target: `/keys/${key.id}`, status: 204 },
    { actor: key.id, target: '/upload-logs', status: 403 },
    { actor: 'setting', action: 'POST /keys', status: 201 },
  ]);
  expect(json.entries[0]?.requestId).toMatch(/^[0-9a-f-]{36}$/);
});

test('what was changed in one millisecond is listed in the order in which it was', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    const names = Array.from({ length: 40 }, (_, at) => `key ${at}`);
    const made: string[] = [];
    for (const name of names) made.push((await make({ name })).key.id);
    for (const id of made) await ask('DELETE', `/keys/${id}`, adminKey);
    const { json } = await ask('GET', '/audit?limit=40', adminKey);
    const entries = json.entries as unknown as { target: string }[];
    expect(entries.map(({ target }) => target)).toEqual(
      made.toReversed().map((id) => `/keys/${id}`),
    );
    const listed = (await composed.stores.metadata.keys.list('default')).map(({ name }) => name);
    expect(listed.filter((name) => names.includes(name))).toEqual(names.toReversed());
  } finally {
    vi.useRealTimers();
  }
});

describe('pages of other addresses', () => {
  test('are refused, unless they are listed', async () => {
    expect(
      await ask('GET', '/uploads', adminKey, undefined, { origin: 'https://evil.example' }),
    ).toMatchObject({ status: 403, json: { code: 'ORIGIN_REFUSED' } });
    const allowed = await ask('GET', '/uploads', adminKey, undefined, {
      origin: 'https://portal.example',
    });
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://portal.example');
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    const preflight = await ask('OPTIONS', '/debug', undefined, undefined, {
      origin: 'https://portal.example',
      'access-control-request-method': 'POST',
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
  });
  test('the page of the server itself is not another one', async () => {
    expect(
      (await ask('GET', '/uploads', adminKey, undefined, { origin: 'http://sherpa.example' }))
        .status,
    ).toBe(200);
  });
});

test('too many requests of one key are told when to come back', async () => {
  let now = 0;
  const limit = new RateLimit(2, () => now);
  expect([limit.take('a'), limit.take('a'), limit.take('a'), limit.take('b')]).toEqual([
    0, 0, 30, 0,
  ]);
  now = 30_000;
  expect([limit.take('a'), limit.take('a')]).toEqual([0, 30]);
});

test('a key is rotated: the new one is like it, the old one works for a day', async () => {
  const made = await make({ name: 'loader', role: 'editor', days: 30 });
  const rotated = await ask('POST', `/keys/${made.key.id}/rotate`, adminKey);
  expect(rotated).toMatchObject({
    status: 201,
    json: { key: { name: 'loader', role: 'editor', project: 'default' } },
  });
  type Key = { readonly id: string; readonly expiresAt: number | null };
  const fresh = rotated.json as unknown as { key: Key; secret: string };
  expect(fresh.secret).not.toBe(made.secret);
  const days = (key: Key): number => Math.round(((key.expiresAt ?? 0) - Date.now()) / 86_400_000);
  expect(days(fresh.key)).toBe(30);
  const { json } = await ask('GET', '/keys', adminKey);
  const listed = (json as unknown as { keys: Key[] }).keys;
  expect(days(listed.find(({ id }) => id === made.key.id)!)).toBe(1);
  for (const secret of [made.secret, fresh.secret])
    expect((await ask('GET', '/me', secret)).status).toBe(200);
  // Only admins, only keys of the project, and none that has ended.
  expect((await ask('POST', `/keys/${fresh.key.id}/rotate`, fresh.secret)).status).toBe(403);
  await ask('DELETE', `/keys/${fresh.key.id}`, adminKey);
  for (const id of [fresh.key.id, 'none'])
    expect((await ask('POST', `/keys/${id}/rotate`, adminKey)).status).toBe(404);
});

test('an old key may also end at once when it is rotated, and not later than in a month', async () => {
  const { key, secret } = await make({ name: 'leaked' });
  expect(await ask('POST', `/keys/${key.id}/rotate?graceHours=721`, adminKey)).toMatchObject({
    status: 400,
    json: { code: 'INPUT_INVALID' },
  });
  const fresh = await ask('POST', `/keys/${key.id}/rotate?graceHours=0`, adminKey);
  expect((await ask('GET', '/me', secret)).status).toBe(401);
  const { secret: next } = fresh.json as unknown as { secret: string };
  expect((await ask('GET', '/me', next)).status).toBe(200);
});

describe('a user', () => {
  const add = async (name: string, role: string) =>
    (await ask('POST', '/users', adminKey, { name, role })).json as unknown as { id: string };

  test('has keys that may do what the user may, is named in the audit log, and ends with them', async () => {
    const { id } = await add('Ann', 'editor');
    const { secret } = await make({ name: 'laptop of Ann', user: id });
    expect((await ask('GET', '/me', secret)).json).toMatchObject({ role: 'editor' });
    expect(
      await ask('POST', '/keys', adminKey, { name: 'more', user: id, role: 'admin' }),
    ).toMatchObject({ status: 400, json: { code: 'INPUT_INVALID' } });
    await ask('DELETE', '/uploads/none', secret);
    const audit = (await ask('GET', '/audit?limit=1', adminKey)).json;
    expect(audit.entries).toMatchObject([{ user: 'Ann', action: 'DELETE /uploads/:id' }]);
    const opened = await ask('POST', '/session', undefined, { key: secret });
    const cookie = opened.headers.get('set-cookie')!.split(';')[0]!;

    await ask('PATCH', `/users/${id}`, adminKey, { role: 'viewer' });
    expect((await ask('GET', '/me', undefined, undefined, { cookie })).json).toMatchObject({
      role: 'viewer',
    });
    expect((await ask('DELETE', '/uploads/none', secret)).status).toBe(403);

    const changed = await ask('PATCH', `/users/${id}`, adminKey, { disabled: true });
    expect(changed).toMatchObject({ status: 200, json: { name: 'Ann' } });
    expect((await ask('GET', '/me', secret)).status).toBe(401);
    expect((await ask('GET', '/me', undefined, undefined, { cookie })).status).toBe(401);
    expect(await ask('POST', '/keys', adminKey, { name: 'x', user: id })).toMatchObject({
      status: 404,
    });
    // What was ended stays so.
    await ask('PATCH', `/users/${id}`, adminKey, { disabled: false });
    expect((await ask('GET', '/me', secret)).status).toBe(401);
    const again = await make({ name: 'new laptop', user: id });
    expect((await ask('GET', '/me', again.secret)).json).toMatchObject({ role: 'viewer' });
    const rotated = await ask('POST', `/keys/${again.key.id}/rotate`, adminKey);
    expect(rotated.json).toMatchObject({ key: { user: id } });
  });
  test('has a name that no other of the project has, and is only seen in it', async () => {
    const { id } = await add('Ben', 'viewer');
    expect(await ask('POST', '/users', adminKey, { name: ' Ben ' })).toMatchObject({ status: 400 });
    const { secret } = await make({ name: 'lead', role: 'admin', project: 'apart' });
    expect((await ask('GET', '/users', secret)).json).toEqual({ users: [], total: 0 });
    expect((await ask('PATCH', `/users/${id}`, secret, { disabled: true })).status).toBe(404);
    expect((await ask('POST', '/keys', secret, { name: 'x', user: id })).status).toBe(404);
    expect((await ask('POST', '/users', secret, { name: 'Ben' })).status).toBe(201);
    const own = (await ask('GET', '/projects', secret)).json;
    expect(own).toMatchObject({ projects: [{ id: 'apart', users: 1, uploads: 0 }], total: 1 });
    const all = (await ask('GET', '/projects', adminKey)).json as unknown as {
      projects: { id: string }[];
    };
    expect(all.projects.map((each) => each.id)).toEqual(
      expect.arrayContaining(['apart', 'default']),
    );
  });
});

test('who shows no key is limited by the address, probes are not', async () => {
  const limited = await compose({
    ...readConfig({ dataDirectory: await mkdtemp(join(tmpdir(), 'sherpa-address-')) }),
    needsKey: true,
    adminKey,
    requestsPerKey: 5,
  });
  const statusOf = async (path: string, key?: string): Promise<number> =>
    (
      await limited.app.request(`http://sherpa.example${path}`, {
        headers: { host: 'sherpa.example', ...(key && { authorization: `Bearer ${key}` }) },
      })
    ).status;
  const anonymous: number[] = [];
  for (let asked = 0; asked < 7; asked += 1) anonymous.push(await statusOf('/uploads'));
  expect(anonymous).toEqual([401, 401, 401, 401, 401, 429, 429]);
  expect(await statusOf('/health/ready')).toBe(200);
  expect(await statusOf('/uploads', adminKey)).toBe(200);
  await limited.close();
});

test('wrong keys of one address are answered more slowly after some', async () => {
  const statuses = new Set<number>();
  for (let attempt = 0; attempt < 40; attempt += 1)
    statuses.add((await ask('GET', '/uploads', newSecret().text)).status);
  // The form to sign in with is no second set of guesses.
  expect((await ask('POST', '/session', undefined, { key: newSecret().text })).status).toBe(429);
  expect(statuses).toContain(429);
});

test('a binding beyond loopback needs keys', () => {
  expect(() => readConfig({ host: '0.0.0.0' })).toThrow(/DATASHERPA_AUTH=keys/);
  expect(readConfig({ host: '0.0.0.0', needsKey: true }).host).toBe('0.0.0.0');
});

test('secrets', () => {
  const { text, hash, id } = newSecret();
  expect(readSecret(text)).toEqual({ id, hash });
  for (const wrong of ['', 'ds_', text.slice(1), `${text}x`, text.toUpperCase()])
    expect(readSecret(wrong)).toBeNull();
  expect([sameHash(hash, hash), sameHash(hash, newSecret().hash), sameHash(hash, '')]).toEqual([
    true,
    false,
    false,
  ]);
});

test.each([
  ['GET', '/', null],
  ['GET', '/assets/index.js', null],
  ['GET', '/health', 'viewer'],
  ['GET', '/keys', 'admin'],
  ['GET', '/keyserver', 'viewer'],
  ['GET', '/logs/live', 'editor'],
  ['POST', '/debug', 'viewer'],
  ['POST', '/agent', 'viewer'],
  ['POST', '/approvals/1', 'editor'],
  ['PUT', '/failures/x/note', 'editor'],
  ['DELETE', '/uploads/1', 'editor'],
  ['POST', '/unknown', 'editor'],
])('%s %s takes %s', (method, path, role) => {
  expect(requiredRole(method, path, new Set(['/debug']))).toBe(role);
});
