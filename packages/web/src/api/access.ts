import type { AccessKeyView, Me, UserList, UserView } from '@datasherpa/server/client';
import { getJson, path, postJson, send } from './request.ts';

/** Who this browser is to the server. @throws RequestFailed KEY_MISSING, KEY_REFUSED where nobody signed in */
export const getMe = (): Promise<Me> => getJson('/me');

/** Changes a key into a session of this browser, kept in a cookie that no script can read. */
export const signIn = (key: string): Promise<Me> => postJson('/session', { key });

export const signOut = (): Promise<Response> => send('/session', { method: 'DELETE' });

export const listKeys = async (): Promise<readonly AccessKeyView[]> =>
  (await getJson<{ readonly keys: readonly AccessKeyView[] }>('/keys')).keys;

/** The secret is only in this answer. */
export const createKey = (key: {
  readonly name: string;
  readonly role: Me['role'];
  readonly user?: string;
  readonly days?: number;
}): Promise<{ readonly key: AccessKeyView; readonly secret: string }> => postJson('/keys', key);

/** A new secret in the place of a key; the old one ends after the hours, or at once. */
export const rotateKey = (
  id: string,
  graceHours: number,
): Promise<{ readonly key: AccessKeyView; readonly secret: string }> =>
  postJson(`${path`/keys/${id}/rotate`}?graceHours=${graceHours}`, undefined);

export const listUsers = async (): Promise<readonly UserView[]> =>
  (await getJson<UserList>('/users?limit=200')).users;

export const addUser = (name: string): Promise<UserView> => postJson('/users', { name });

export const changeUser = (
  id: string,
  change: { readonly role?: Me['role']; readonly disabled?: boolean },
): Promise<Response> =>
  send(path`/users/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  });

export const revokeKey = (id: string): Promise<Response> =>
  send(path`/keys/${id}`, { method: 'DELETE' });
