import type { Rule, Rules } from '../call.ts';
import { sqlRules } from '../sql/sql-clients.ts';
import { cloudRules } from './cloud-actions.ts';
import { clusterRules } from './clusters.ts';
import { codeRules } from './code.ts';
import { containerRules } from './containers.ts';
import { fileRules } from './files.ts';
import { finders } from './finders.ts';
import { gitRules } from './git.ts';
import { networkRules } from './network.ts';
import { printing } from './printing.ts';
import { processRules } from './processes.ts';
import { redisRules } from './redis.ts';
import { shells } from './shells.ts';
import { filterRules } from './text-filters.ts';
import { wrappers } from './wrappers.ts';

const groups: readonly Rules[] = [
  sqlRules,
  cloudRules,
  clusterRules,
  codeRules,
  containerRules,
  fileRules,
  finders,
  gitRules,
  networkRules,
  printing,
  processRules,
  redisRules,
  shells,
  filterRules,
  wrappers,
];

/**
 * Rules by the first name of a tool's entry in the table. A rule that gives undefined leaves the rest to the table.
 * Where two groups have a program, both are asked until one answers.
 */
export const rules: ReadonlyMap<string, Rule> = collect();

function collect(): Map<string, Rule> {
  const all = new Map<string, Rule>();
  for (const group of groups)
    for (const [name, rule] of Object.entries(group)) {
      const earlier = all.get(name);
      all.set(name, earlier && earlier !== rule ? (call) => earlier(call) ?? rule(call) : rule);
    }
  return all;
}
