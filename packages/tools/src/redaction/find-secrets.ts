import { findAssignments } from './find-assignments.ts';
import { findCredentials } from './find-credentials.ts';
import { findAddresses } from './find-addresses.ts';
import { findNationalIds } from './find-national-ids.ts';
import { findPersonalData } from './find-personal-data.ts';
import { findPrivateKeys } from './find-private-keys.ts';
import type { Secret } from './secret.ts';
import { findTokens } from './token-patterns.ts';

export interface FindOptions {
  readonly addresses?: boolean;
}

/** A text that looks like a placeholder: taken for a secret, so that restoring never puts one where the text had none. */
const placeholderLike = /<[a-z][a-z-]{1,30}-\d{1,9}>/g;

/**
 * Secrets and personal data of a text, in order and without overlap. Where a name and the form of a token both say "secret", all of it is
 * taken, as the kind that the form says.
 * @param options `addresses`: IP addresses too; by default they stay, since they are what one looks for when a connection fails.
 */
export function findSecrets(text: string, options: FindOptions = {}): Secret[] {
  const secrets = union([
    ...findPrivateKeys(text),
    ...findTokens(text),
    ...findCredentials(text),
    ...findAssignments(text),
  ]);
  return withoutOverlap(secrets, [
    ...findPersonalData(text),
    ...findNationalIds(text),
    ...(options.addresses === true ? findAddresses(text) : []),
    ...placeholders(text),
  ]);
}

const placeholders = (text: string): Secret[] =>
  Array.from(text.matchAll(placeholderLike), ({ index, 0: value }) => ({
    start: index,
    end: index + value.length,
    kind: 'text',
  }));

/** Overlapping spans become one, with the kind of the one that was named first. */
function union(secrets: readonly Secret[]): Secret[] {
  const ranked = secrets
    .map((secret, rank) => ({ ...secret, rank }))
    .sort((a, b) => a.start - b.start || a.rank - b.rank);
  const merged: (Secret & { rank: number })[] = [];
  for (const next of ranked) {
    const last = merged.at(-1);
    if (last === undefined || next.start >= last.end) merged.push(next);
    else {
      const first = next.rank < last.rank ? next : last;
      merged[merged.length - 1] = {
        ...first,
        start: last.start,
        end: Math.max(last.end, next.end),
      };
    }
  }
  return merged.map(({ start, end, kind }) => ({ start, end, kind }));
}

/** Adds what does not touch a secret, nor something that was added. */
function withoutOverlap(secrets: readonly Secret[], others: readonly Secret[]): Secret[] {
  const all = [
    ...secrets.map((secret) => ({ secret, certain: true })),
    ...others.map((secret) => ({ secret, certain: false })),
  ].sort((a, b) => a.secret.start - b.secret.start || Number(b.certain) - Number(a.certain));
  const kept: typeof all = [];
  for (const next of all) {
    const last = kept.at(-1);
    if (last === undefined || next.secret.start >= last.secret.end) kept.push(next);
    else if (next.certain && !last.certain) kept[kept.length - 1] = next;
  }
  return kept.map(({ secret }) => secret);
}
