import { createAgent } from '@datasherpa/agent';
import { createTestHost, type TestHost } from '@datasherpa/agent/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtInPlugins } from '../index.ts';
import { kindOf } from './kind-of.ts';

let host: TestHost;
let dag: string;
let taskLog: string;
let sparkLog: string;
beforeAll(async () => {
  host = await createTestHost({ plugins: builtInPlugins });
  dag = await host.addLog(
    'orders.py',
    'from airflow import DAG\nwith DAG("orders", schedule=None, catchup=False):\n    pass\n',
  );
  taskLog = await host.addLog(
    'dag_id=d/run_id=r/task_id=t/attempt=1.log',
    "[2026-03-02T05:44:10.120+0000] {taskinstance.py:2905} ERROR - Task failed with exception\nModuleNotFoundError: No module named 'pandas'\n",
  );
  sparkLog = await host.addLog(
    'driver.log',
    '26/11/20 02:10:04 ERROR Executor: No space left on device\n',
  );
});
afterAll(async () => {
  await host.parsers?.dags.close();
  await host.close();
});

test.each([
  ['why is it not in the ui', 'dag', 'airflow-parser.parse_airflow'],
  ['it fails to import, fix?', 'dag', 'airflow-parser.parse_airflow'],
  ['review this DAG', 'dag', 'airflow-parser.lint_dag'],
  ['lint this for me', 'dag', 'airflow-parser.lint_dag'],
  ['why did it fail?', 'task log', 'airflow-parser.parse_airflow'],
  ['the task is red again', 'task log', 'airflow-parser.parse_airflow'],
  ['why did it fail?', 'spark log', 'log-search.diagnose'],
  ['document this DAG', 'dag', 'doc-writer.generate_documentation'],
])('%s with a %s -> %s', async (message, attached, expected) => {
  const upload = { dag, 'task log': taskLog, 'spark log': sparkLog }[attached]!;
  const run = await createAgent(host).run({
    project: 'default',
    message,
    uploads: [upload],
  });
  const called = [];
  for await (const chunk of run)
    if (chunk.type === 'tool-input-available') called.push(chunk.toolName);
  expect(called).toEqual([expected]);
});

test.each([
  ['a.py', 'import os\n', null],
  ['a.py', 'from airflow.sdk import dag\n', 'dag'],
  ['a.log', '*** Found local files:\n', 'airflow-log'],
  ['a.log', 'INFO something\n', null],
  ['x.json', '{"import_errors": [{"import_error_id": 1}]}', 'airflow-log'],
  [
    'dags.yaml',
    'orders:\n  tasks:\n    a:\n      operator: airflow.operators.bash.BashOperator\n',
    'dag',
  ],
])('%s with %j is %s', (name, head, kind) => {
  expect(kindOf({ name, head })).toBe(kind);
});
