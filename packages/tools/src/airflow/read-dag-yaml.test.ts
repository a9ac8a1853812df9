import { expect, test } from 'vitest';
import { readDagYaml } from './read-dag-yaml.ts';

const factory = `default:
  default_args:
    owner: data
    retries: 2
    start_date: 2024-01-01
  catchup: false
orders:
  description: Loads orders
  schedule: "0 3 * * *"
  default_args:
    retries: 3
    retry_delay_sec: 120
  task_groups:
    load:
      tooltip: Loading
      dependencies: [extract]
  tasks:
    extract:
      operator: airflow.operators.bash.BashOperator
      bash_command: echo 1
    store:
      operator: airflow.operators.bash.BashOperator
      bash_command: echo 2
      task_group_name: load
    check:
      operator: airflow.operators.python.PythonOperator
      dependencies: [load]
      expand:
        op_args: [[1], [2]]
items:
  schedule:
    datasets: ["s3://orders"]
  tasks:
    - task_id: first
      operator: x.Op
    - task_id: second
      operator: x.Op
      dependencies: [first, missing]
`;

test('DAGs of dag-factory', () => {
  const { dags, problems } = readDagYaml({ name: 'dags.yaml', text: factory });
  expect(dags.map(({ dagId, definedBy }) => [dagId, definedBy])).toEqual([
    ['orders', 'yaml'],
    ['items', 'yaml'],
  ]);
  const [orders, items] = dags;
  expect(orders).toMatchObject({
    schedule: { kind: 'cron', value: '0 3 * * *' },
    startDate: '2024-01-01T00:00:00+00:00',
    catchup: false,
    span: { line: 7 },
  });
  expect(orders!.tasks.map(({ taskId, retries, owner }) => [taskId, retries, owner])).toEqual([
    ['extract', 3, 'data'],
    ['load.store', 3, 'data'],
    ['check', 3, 'data'],
  ]);
  expect(orders!.tasks[2]!.mapped).toEqual({ over: ['op_args'], partial: [] });
  expect(orders!.edges.map(({ from, to }) => `${from} > ${to}`)).toEqual([
    'extract > load.store',
    'load.store > check',
  ]);
  expect(items).toMatchObject({
    schedule: { kind: 'assets', of: [{ name: 's3://orders' }] },
    edges: [{ from: 'first', to: 'second' }],
  });
  expect(problems).toMatchObject([{ kind: 'unsupported_edge', dagId: 'items' }]);
});

test.each([['not: [closed'], ['- a\n- b'], [''], ['&a [*a, *a]'], ['x: {tasks: 5}']])(
  '%j has no DAG and does no harm',
  (text) => {
    expect(readDagYaml({ name: 'x.yaml', text }).dags).toEqual([]);
  },
);
