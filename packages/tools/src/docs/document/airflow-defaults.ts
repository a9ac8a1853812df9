import type { PipelineKind } from '../facts/fact.ts';

interface Default {
  readonly name: string;
  readonly note: string;
}

/** What holds where a DAG does not say it; the defaults changed between Airflow 2 and 3 (its own migration guide). */
const airflow: readonly Default[] = [
  { name: 'Schedule', note: 'not set: every day in Airflow 2, none in Airflow 3' },
  { name: 'Start date', note: 'not set' },
  { name: 'Catchup', note: 'not set: on in Airflow 2, off in Airflow 3' },
  { name: 'Max active runs', note: 'not set: 16' },
  { name: 'Run timeout', note: 'not set: none' },
  { name: 'Owner', note: 'not set: airflow' },
  { name: 'Tags', note: 'not set' },
];

export const defaultsOf = (kind: PipelineKind): readonly Default[] =>
  kind === 'airflow' ? airflow : [];
