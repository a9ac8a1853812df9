import { textOf, walk } from '../python/syntax.ts';
import type { ReadDagFile } from '../read-dag-file.ts';
import { finding, type Finding, type Rule, type RuleInput } from './finding.ts';
import { graph } from './rules/graph.ts';
import { importProblems } from './rules/import-problems.ts';
import { schedules } from './rules/schedule.ts';
import {
  largeReturns,
  metadataDatabase,
  notRepeatable,
  removedTemplateNames,
  secretsInCode,
  topLevelWork,
} from './rules/source.ts';
import { taskSettings } from './rules/task-settings.ts';

const rules: readonly Rule[] = [
  unreadableParts,
  importProblems,
  graph,
  schedules,
  taskSettings,
  topLevelWork,
  removedTemplateNames,
  metadataDatabase,
  secretsInCode,
  notRepeatable,
  largeReturns,
];

/** Findings of our own rules in a file, in order of lines. */
export function lintFile({ facts, tree, imported }: ReadDagFile, now: number): Finding[] {
  const input: RuleInput = { facts, tree, imported, now, forAirflow3: isForAirflow3(tree) };
  return rules.flatMap((rule) => [...rule(input)]).toSorted((a, b) => a.line - b.line);
}

/** Imports that only Airflow 3 has. */
export function isForAirflow3({ root }: ReadDagFile['tree']): boolean {
  for (const node of walk(root))
    if (
      (node.type === 'import_from_statement' || node.type === 'import_statement') &&
      /\bairflow\.sdk\b/.test(textOf(node))
    )
      return true;
  return false;
}

function* unreadableParts(input: RuleInput): Generator<Finding> {
  for (const span of input.facts.unreadable)
    yield finding(
      input,
      'not-readable',
      'error',
      span,
      'These lines are no valid Python; the rest of the file was read.',
      'Correct the syntax.',
    );
}
