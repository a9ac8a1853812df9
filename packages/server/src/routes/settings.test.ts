import { afterAll, beforeAll, expect, test } from 'vitest';
import { compose, type Composed } from '../compose.ts';
import { readConfig } from '../config.ts';
import { newSecret } from '../access/secret.ts';

let composed: Composed;
let other: string;
const admin = 'a-first-key-that-nobody-can-guess-0003';
beforeAll(async () => {
  composed = await compose(
    readConfig({
      dataDirectory: ':memory:',
      needsKey: true,
      adminKey: admin,
      redactAddresses: true,
    }),
  );
  const { id, hash, text } = newSecret();
  other = text;
  await composed.stores.metadata.keys.insert({
    id,
    hash,
    project: 'other',
    kind: 'key',
    name: 'other',
    role: 'editor',
    createdAt: 1,
    expiresAt: null,
    revokedAt: null,
    parent: null,
    userId: null,
  });
});
afterAll(() => composed.close());

const ask = async (method: string, path: string, body?: unknown, key = admin) => {
  const response = await composed.app.request(`http://localhost${path}`, {
    method,
    headers: {
      host: 'localhost',
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as unknown };
};
interface Setting {
  readonly name: string;
  readonly value: unknown;
  readonly from: string;
  readonly changedBy: string | null;
}
const settings = async (): Promise<readonly Setting[]> =>
  ((await ask('GET', '/settings')).json as { settings: Setting[] }).settings;
const command = async (body: object, key = admin): Promise<string | null> =>
  (
    (await ask('POST', '/generate-shell-command', body, key)).json as {
      data: { command: string | null };
    }
  ).data.command;

test('a project sets what its requests do not say; what they say counts, and others set their own', async () => {
  const request = 'show the size of app.log in bytes';
  const gnu = await command({ request, userland: 'gnu' });
  const bsd = await command({ request, userland: 'bsd' });
  expect(gnu).not.toBe(bsd);
  expect(await command({ request })).toBe(gnu);
  const put = await ask('PUT', '/settings', { settings: { 'shell.userland': 'bsd' } });
  expect(put.status).toBe(200);
  expect(await command({ request })).toBe(bsd);
  expect(await command({ request, userland: 'gnu' })).toBe(gnu);
  expect(await command({ request }, other)).toBe(gnu);
  expect((await settings()).find(({ name }) => name === 'shell.userland')).toMatchObject({
    value: 'bsd',
    from: 'project',
    changedBy: 'DATASHERPA_ADMIN_KEY',
  });
  await ask('PUT', '/settings', { settings: { 'shell.userland': null } });
  expect(await command({ request })).toBe(gnu);
});

test('what the operator keeps from models, no project gives them', async () => {
  const redaction = async () =>
    (await settings()).find(({ name }) => name === 'models.redactAddresses');
  expect(await redaction()).toMatchObject({ value: true, from: 'environment' });
  await ask('PUT', '/settings', { settings: { 'models.redactAddresses': false } });
  expect(await redaction()).toMatchObject({ value: true, from: 'environment' });
});

test('a name or value that is none changes nothing', async () => {
  for (const [wrong, field] of [
    [{ 'shell.userland': 'bsd', 'no.such': 1 }, 'settings.no.such'],
    [{ 'shell.userland': 'bsd', 'airflow.version': '9' }, 'settings.airflow.version'],
    [{ 'shell.userland': 'dos' }, 'settings.shell.userland'],
  ] as const)
    expect(await ask('PUT', '/settings', { settings: wrong })).toMatchObject({
      status: 400,
      json: { code: 'INPUT_INVALID', field },
    });
  expect((await settings()).find(({ name }) => name === 'shell.userland')).toMatchObject({
    from: 'default',
    value: 'gnu',
  });
});

test('only admins read and change them', async () => {
  expect((await ask('GET', '/settings', undefined, other)).status).toBe(403);
  expect((await ask('PUT', '/settings', { settings: {} }, other)).status).toBe(403);
});
