import type { CollectedHits, Hit } from './collect-hits.ts';
import { weightOf } from './confidence.ts';
import { ruleById } from './rules.ts';

/** A line of a file that a fingerprint is made of. */
export interface DecisivePlace {
  readonly fileId: string;
  /** The line, and the first line and the bytes of its event. */
  readonly line: number;
  readonly eventLine: number;
  readonly start: number;
  readonly end: number;
  /** Epoch milliseconds, or null. */
  readonly time: number | null;
}

interface FileHits {
  readonly fileId: string;
  readonly hits: CollectedHits;
}

/**
 * The line that says most about a cause in these files: of the patterns that weigh most the first that the rule names, there the
 * earliest match. What was asked, and what other files there are, does not change it. For a failure that no rule explains it is
 * the first error with an exception, or the first.
 */
export function decisivePlace(cause: string, files: readonly FileHits[]): DecisivePlace | null {
  const rule = ruleById.get(cause);
  if (!rule) return firstError(files);
  let best: { place: DecisivePlace; weight: number; hit: Hit } | null = null;
  for (const { fileId, hits } of files)
    for (const hit of hits.hits) {
      if (hit.rule !== cause || hit.against) continue;
      const count = hits.counts[`${hit.rule}/${hit.pattern}`] ?? 1;
      const weight = weightOf(rule, { fileId, hit, count, events: hits.events });
      const before =
        !best ||
        weight > best.weight ||
        (weight === best.weight &&
          (hit.pattern < best.hit.pattern ||
            (hit.pattern === best.hit.pattern && isEarlier(hit, best.hit))));
      if (before) best = { place: { ...hit, fileId }, weight, hit };
    }
  return best?.place ?? null;
}

/** Without a time on both sides the order of the files decides. */
const isEarlier = (hit: Hit, other: Hit): boolean =>
  hit.time !== null && other.time !== null && hit.time < other.time;

function firstError(files: readonly FileHits[]): DecisivePlace | null {
  const errors = files.flatMap(({ fileId, hits }) =>
    hits.errors.map((error) => ({ ...error, fileId, eventLine: error.line })),
  );
  return errors.find(({ rootException }) => rootException !== null) ?? errors[0] ?? null;
}
