import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  explainImportError,
  findCulprits,
  groupTaskLogs,
  parseImportErrors,
  parseTaskStates,
  type TaskState,
} from '../index.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const trace = `Traceback (most recent call last):
  File "/usr/lib/python3.11/importlib/__init__.py", line 126, in import_module
  File "/opt/airflow/dags/team/orders.py", line 12, in <module>
    from common.tables import TABLES
  File "/opt/airflow/dags/team/common/tables.py", line 3, in <module>
    import pandas
ModuleNotFoundError: No module named 'pandas'
`;

test.each([
  [
    'REST of Airflow 3',
    JSON.stringify({
      import_errors: [
        {
          import_error_id: 1,
          filename: '/opt/airflow/dags/team/orders.py',
          bundle_name: 'dags-folder',
          stack_trace: trace,
        },
      ],
      total_entries: 1,
    }),
    'dags-folder',
  ],
  [
    'a single error of REST',
    JSON.stringify({
      import_error_id: 1,
      filename: '/opt/airflow/dags/team/orders.py',
      stack_trace: trace,
    }),
    null,
  ],
  [
    'the command line',
    JSON.stringify([{ filepath: '/opt/airflow/dags/team/orders.py', error: trace }]),
    null,
  ],
  ['the banner', `Broken DAG: [/opt/airflow/dags/team/orders.py] ${trace}`, null],
])('import errors of %s', async (_, text, bundle) => {
  const [entry, ...others] = parseImportErrors(text);
  expect(others).toEqual([]);
  expect(entry).toMatchObject({ file: '/opt/airflow/dags/team/orders.py', bundle });
  expect(await explainImportError(entry!, sha256)).toMatchObject({
    exception: 'ModuleNotFoundError',
    message: "No module named 'pandas'",
    culprit: { file: '/opt/airflow/dags/team/common/tables.py', line: 3 },
    cause: { id: 'missing_python_module' },
    retryHelps: false,
  });
});

test('the table of the command line, with continued rows', () => {
  const table = `filepath                 | error
=========================+=======================
/opt/airflow/dags/a.py   | Traceback (most recent call last):
                         | KeyError: 'ENVIRONMENT'
/opt/airflow/dags/b.py   | invalid
`;
  expect(parseImportErrors(table)).toMatchObject([
    { file: '/opt/airflow/dags/a.py', text: expect.stringContaining('KeyError') },
    { file: '/opt/airflow/dags/b.py', text: 'invalid' },
  ]);
});

test('an import that took too long is to be read in the log of the DAG processor', async () => {
  const [entry] = parseImportErrors(
    'Broken DAG: [/dags/slow.py] Traceback (most recent call last):\n  File "/dags/slow.py", line 9, in <module>\n    time.sleep(99)\nairflow.exceptions.AirflowTaskTimeout: DagBag import timeout for /dags/slow.py after 30.0s.\n',
  );
  expect(await explainImportError(entry!, sha256)).toMatchObject({
    exception: 'airflow.exceptions.AirflowTaskTimeout',
    culprit: { line: 9 },
    readNext: expect.stringContaining('DAG-processor log'),
  });
});

test('other texts are no import errors', () => {
  for (const text of ['', '{', '[1]', '{"a": 1}', 'ERROR something', '{"stack_trace": 5}'])
    expect(parseImportErrors(text)).toEqual([]);
});

const state = (
  taskId: string,
  name: string,
  more: Partial<TaskState> = {},
): Record<string, unknown> => ({
  dag_id: 'd',
  dag_run_id: 'r',
  task_id: taskId,
  map_index: more.mapIndex ?? -1,
  state: name,
  try_number: more.tryNumber ?? 1,
  hostname: 'hostname' in more ? more.hostname : 'worker-1',
  start_date: 'started' in more ? more.started : '2026-01-01T00:00:00Z',
  end_date: more.ended ?? '2026-01-01T00:01:00Z',
});

test('chains of upstream_failed are counted with the task that failed first', () => {
  const states = parseTaskStates(
    JSON.stringify({
      task_instances: [
        state('load', 'failed', { tryNumber: 3, ended: '2026-01-01T00:05:00Z' }),
        ...Array.from({ length: 200 }, (_, at) =>
          state(`report_${at}`, 'upstream_failed', { started: null, hostname: null }),
        ),
        state('other', 'failed', { started: null, hostname: null, ended: '2026-01-01T00:06:00Z' }),
        state('behind_other', 'upstream_failed'),
        state('fine', 'success'),
      ],
    }),
  );
  const edges = [
    ...Array.from({ length: 200 }, (_, at) => ({
      from: at === 0 ? 'load' : `report_${at - 1}`,
      to: `report_${at}`,
    })),
    { from: 'other', to: 'behind_other' },
  ];
  const [first, second] = findCulprits(states, edges);
  expect(first).toMatchObject({
    taskId: 'load',
    tries: 3,
    neverStarted: false,
    readNext: expect.stringContaining('try 3'),
  });
  expect(first!.stopped).toHaveLength(200);
  expect(second).toMatchObject({
    taskId: 'other',
    neverStarted: true,
    stopped: ['behind_other'],
    readNext: expect.stringContaining('scheduler log'),
  });
  expect(findCulprits(states, [])[0]!.stopped).toHaveLength(201);
});

test('mapped instances that failed are one culprit', () => {
  const states = parseTaskStates(
    JSON.stringify([
      state('each', 'failed', { mapIndex: 7 }),
      state('each', 'failed', { mapIndex: 2 }),
      state('each', 'success', { mapIndex: 1 }),
    ]),
  );
  expect(findCulprits(states, [])).toMatchObject([{ taskId: 'each', mapIndexes: [2, 7] }]);
});

test('task logs are put together by the ids in their paths', () => {
  const files = [
    'dag_id=d/run_id=r/task_id=t/attempt=2.log',
    'dag_id=d/run_id=r/task_id=t/attempt=1.log',
    'dag_id=d/run_id=r/task_id=m/map_index=3/attempt=1.log',
    'scheduler.log',
  ].map((name, at) => ({ id: String(at), name }));
  expect(groupTaskLogs(files)).toMatchObject([
    {
      taskId: 't',
      mapIndex: null,
      tries: [
        { number: 1, fileId: '1' },
        { number: 2, fileId: '0' },
      ],
    },
    { taskId: 'm', mapIndex: 3 },
  ]);
});
