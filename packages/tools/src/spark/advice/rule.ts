import type { RuleOutcome } from './finding.ts';
import type { RunFigures } from './run-figures.ts';

/** One thing that is looked for in every run. */
export interface SparkRule {
  readonly id: string;
  readonly title: string;
  readonly look: (run: RunFigures) => RuleOutcome;
}
