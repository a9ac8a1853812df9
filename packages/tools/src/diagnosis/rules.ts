import { accessRules } from './rules/access.ts';
import { airflowRules } from './rules/airflow.ts';
import { connectivityRules } from './rules/connectivity.ts';
import { dataAndCodeRules } from './rules/data-and-code.ts';
import { libraryRules } from './rules/libraries-and-versions.ts';
import { limitRules } from './rules/limits-and-lifecycle.ts';
import { memoryRules } from './rules/memory.ts';
import { storageAndAvailabilityRules } from './rules/storage-and-availability.ts';
import type { Rule } from './rule.ts';

/** All rules; the order breaks ties, special causes before general ones. */
export const rules: readonly Rule[] = [
  ...memoryRules,
  ...storageAndAvailabilityRules,
  ...airflowRules,
  ...accessRules,
  ...libraryRules,
  ...dataAndCodeRules,
  ...limitRules,
  ...connectivityRules,
];

export const ruleById: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));
