import type { LogPlace, SqlExecution } from '../model/application.ts';
import type { Finding } from './finding.ts';
import type { StageFigures } from './stage-figures.ts';

type Parts = Pick<
  Finding,
  | 'rule'
  | 'title'
  | 'severity'
  | 'measures'
  | 'threshold'
  | 'formula'
  | 'method'
  | 'explanation'
  | 'caveat'
  | 'disproof'
> &
  Partial<Finding> & {
    readonly of?: readonly StageFigures[];
    readonly queries?: readonly SqlExecution[];
  };

/** A finding with empty lists where nothing is said; stages and queries bring their ids and their lines of the log. */
export function makeFinding({ of = [], queries = [], ...parts }: Parts): Finding {
  const places: LogPlace[] = [
    ...of.flatMap(({ stage }) => stage.lines.end ?? stage.lines.start ?? []),
    ...queries.flatMap(({ lines }) => lines.end ?? lines.start ?? []),
  ];
  return {
    stages: of.map(({ stage: { id, attempt } }) => ({ id, attempt })),
    executions: queries.map(({ id }) => id),
    executors: [],
    savedMs: null,
    savedCoreHours: null,
    recommendations: [],
    codeAdvice: [],
    places,
    ...parts,
  };
}
