import { accessRules } from './rules/access.ts';
import { airflowCodeRules } from './rules/airflow-code.ts';
import { airflowRunRules } from './rules/airflow-runs.ts';
import { connectivityRules } from './rules/connectivity.ts';
import { dataAndCodeRules } from './rules/data-and-code.ts';
import { libraryRules } from './rules/libraries-and-versions.ts';
import { lifecycleRules } from './rules/lifecycle-and-state.ts';
import { limitRules } from './rules/limits.ts';
import { memoryRules } from './rules/memory.ts';
import { timeoutRules } from './rules/timeouts-and-concurrency.ts';
import { storageAndAvailabilityRules } from './rules/storage-and-availability.ts';
import type { Rule } from './rule.ts';

/** All rules; the order breaks ties, special causes before general ones. */
export const rules: readonly Rule[] = [
  ...memoryRules,
  ...storageAndAvailabilityRules,
  ...airflowRunRules,
  ...airflowCodeRules,
  ...accessRules,
  ...libraryRules,
  ...dataAndCodeRules,
  ...limitRules,
  ...timeoutRules,
  ...lifecycleRules,
  ...connectivityRules,
];

export const ruleById: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

/**
 * Changes with every pattern. Stored hits name patterns by their place, so hits of other rules than these are worth nothing.
 * FNV-1a, 32 bits: it tells versions of one list apart and protects nothing.
 */
export const rulesFingerprint: string = fingerprintOf(
  rules
    .flatMap(({ id, patterns, against = [] }) => [
      id,
      ...[...patterns, ...against].map(({ match }) => String(match)),
    ])
    .join('\n'),
);

function fingerprintOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}
