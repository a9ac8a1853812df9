import type { Evidence } from '@datasherpa/tools/diagnosis';
import { evidenceSchema } from '../plugin/answer.ts';

const gone = Symbol('gone');

/** Two pieces of evidence with the same key claim the same bytes and words. */
export const evidenceKey = ({ fileId, bytes, sha256, quote }: Evidence): string =>
  JSON.stringify([fileId, bytes, sha256, quote]);

/** Every piece of evidence inside a tool's output, wherever it stands. */
export function evidenceInside(value: unknown): Evidence[] {
  if (value === null || typeof value !== 'object') return [];
  const evidence = asEvidence(value);
  if (evidence) return [evidence];
  return Object.values(value).flatMap(evidenceInside);
}

/**
 * The output without the evidence of the given keys. Where a piece is no element of a list, the list element around it goes with it.
 * Undefined where nothing would be left.
 */
export function withoutEvidence(value: unknown, dropped: ReadonlySet<string>): unknown {
  if (dropped.size === 0) return value;
  const kept = prune(value, dropped);
  return kept === gone ? undefined : kept;
}

function prune(value: unknown, dropped: ReadonlySet<string>): unknown {
  if (value === null || typeof value !== 'object') return value;
  const evidence = asEvidence(value);
  if (evidence) return dropped.has(evidenceKey(evidence)) ? gone : value;
  if (Array.isArray(value))
    return value.map((each) => prune(each, dropped)).filter((each) => each !== gone);
  const entries = Object.entries(value).map(([key, each]) => [key, prune(each, dropped)] as const);
  return entries.some(([, each]) => each === gone) ? gone : Object.fromEntries(entries);
}

function asEvidence(value: object): Evidence | null {
  if (!('quote' in value && 'sha256' in value)) return null;
  const parsed = evidenceSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
