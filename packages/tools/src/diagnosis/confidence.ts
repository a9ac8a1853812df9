import type { Hit } from './collect-hits.ts';
import type { Rule, Strength } from './rule.ts';

/** Base confidence of the strongest match. */
const base: Readonly<Record<Strength, number>> = { proof: 0.85, strong: 0.7, hint: 0.4 };

/** From this confidence on a cause is called found. */
export const foundFrom = 0.6;

/**
 * Confidence of a cause, 0..0.98: the strongest match, plus 0.05 for each further pattern and 0.05 for a second file that
 * agree, minus 0.15 when it is only seen below warning level, minus 0.3 when something speaks against it.
 */
export function confidenceOf(
  rule: Rule,
  found: readonly { readonly fileId: string; readonly hit: Hit }[],
): number {
  const supporting = found.filter(({ hit }) => !hit.against);
  if (supporting.length === 0) return 0;
  const patterns = new Set(supporting.map(({ hit }) => hit.pattern));
  const strongest = Math.max(...[...patterns].map((at) => base[rule.patterns[at]!.strength]));
  const files = new Set(supporting.map(({ fileId }) => fileId)).size;
  const quiet = supporting.every(({ hit }) => hit.level === 'info' || hit.level === 'debug');
  const contradicted = supporting.length < found.length;
  const confidence =
    strongest +
    Math.min(2, patterns.size - 1) * 0.05 +
    (files > 1 ? 0.05 : 0) -
    (quiet && strongest < base.proof ? 0.15 : 0) -
    (contradicted ? 0.3 : 0);
  return Math.round(Math.min(0.98, Math.max(0, confidence)) * 100) / 100;
}
