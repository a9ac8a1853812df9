import type { AccessKeyView, Me } from '@datasherpa/server/client';
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
  readonly days?: number;
}): Promise<{ readonly key: AccessKeyView; readonly secret: string }> => postJson('/keys', key);

export const revokeKey = (id: string): Promise<Response> =>
  send(path`/keys/${id}`, { method: 'DELETE' });
