import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { v7 as timeOrderedId } from 'uuid';

/**
 * `ds_ID_SECRET`: the id finds the record, the secret has 256 random bits and is kept as a hash only. Ids of 16 characters are those
 * of keys that were made before ids told the order.
 */
const form = /^ds_([a-z0-9]{16}|[a-z0-9]{32})_([A-Za-z0-9_-]{43})$/;

export interface NewSecret {
  readonly id: string;
  /** The whole key, shown once. */
  readonly text: string;
  readonly hash: string;
}

export function newSecret(): NewSecret {
  const id = timeOrderedId().replaceAll('-', '');
  const secret = randomBytes(32).toString('base64url');
  return { id, text: `ds_${id}_${secret}`, hash: hashOf(secret) };
}

/** Id and hash of a key as it came with a request; null where it has not the form of one. */
export function readSecret(text: string): { id: string; hash: string } | null {
  const match = form.exec(text);
  return match ? { id: match[1]!, hash: hashOf(match[2]!) } : null;
}

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Takes as long for a wrong hash as for the right one. */
export const sameHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
