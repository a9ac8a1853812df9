import { definePlugin } from '@datasherpa/agent/plugin';
import { explain } from './explain.ts';
import { lintDag } from './lint-dag.ts';
import { migrate } from './migrate.ts';
import { nextRuns } from './next-runs.ts';
import { parseAirflow } from './parse-airflow.ts';

export const airflowParser = definePlugin({
  name: 'airflow-parser',
  version: '0.1.0',
  apiVersion: 1,
  summary: 'Reads DAG files, logs and import errors of Airflow, without Airflow.',
  capabilities: ['workspace', 'parsers', 'airflow'],
  tools: { parse_airflow: parseAirflow, lint_dag: lintDag, explain, migrate, next_runs: nextRuns },
});
