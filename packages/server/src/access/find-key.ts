import type { AccessKeyRecord, KeyRole, MetadataStore, UserRecord } from '@datasherpa/tools/ports';
import { mayAs } from './required-role.ts';
import { readSecret, sameHash } from './secret.ts';

/** A key that is good now, and whose it is. */
export interface FoundKey {
  readonly record: AccessKeyRecord;
  readonly user: UserRecord | null;
  /** The role of the key, or that of its user where that is lower. */
  readonly role: KeyRole;
}

/** The key or session with that secret; null where it is wrong, revoked, ended, or its user is disabled. */
export async function findKey(
  { keys, users }: Pick<MetadataStore, 'keys' | 'users'>,
  text: string,
  now: number,
): Promise<FoundKey | null> {
  const given = readSecret(text);
  const record = given && (await keys.get(given.id));
  if (!given || !record || !sameHash(given.hash, record.hash)) return null;
  if (record.revokedAt !== null || (record.expiresAt !== null && record.expiresAt <= now))
    return null;
  if (record.userId === null) return { record, user: null, role: record.role };
  const user = await users.get(record.project, record.userId);
  if (!user || user.disabledAt !== null) return null;
  return { record, user, role: mayAs(user.role, record.role) ? record.role : user.role };
}
