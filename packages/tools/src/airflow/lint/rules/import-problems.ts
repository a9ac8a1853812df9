import type { ImportProblem } from '../../facts.ts';
import { finding, type Rule } from '../finding.ts';

const levels: Readonly<Record<ImportProblem['kind'], 'error' | 'warning'>> = {
  duplicate_task_id: 'error',
  duplicate_group_id: 'error',
  duplicate_dag_id: 'error',
  dag_not_registered: 'warning',
  dag_function_not_called: 'warning',
  edge_between_dags: 'error',
  edge_without_dag: 'error',
  unsupported_edge: 'error',
  relative_import: 'error',
  invalid_argument: 'error',
};

const hints: Readonly<Record<ImportProblem['kind'], string>> = {
  duplicate_task_id: 'Give each task of a DAG an id of its own.',
  duplicate_group_id: 'Give each group an id of its own, or set add_suffix_on_collision=True.',
  duplicate_dag_id: 'Give each DAG an id of its own.',
  dag_not_registered:
    'Assign the DAG to a variable of the module, or make it with `with DAG(...)`.',
  dag_function_not_called: 'Call the function at the end of the file.',
  edge_between_dags: 'Use an ExternalTaskSensor, a TriggerDagRunOperator or an asset between DAGs.',
  edge_without_dag: 'Make the tasks inside `with DAG(...)`, or pass dag=.',
  unsupported_edge: 'Put only tasks, groups and lists of them on both sides of >> and <<.',
  relative_import:
    'Name the module from the folder of the DAGs on, which Airflow puts on the path of Python.',
  invalid_argument: 'Correct the argument.',
};

/** What Airflow would refuse or overlook when it imports the file. */
export const importProblems: Rule = function* (input) {
  for (const problem of input.facts.problems)
    yield {
      ...finding(
        input,
        problem.kind.replaceAll('_', '-'),
        levels[problem.kind],
        problem,
        problem.message,
        hints[problem.kind],
      ),
      dagId: problem.dagId,
    };
};
