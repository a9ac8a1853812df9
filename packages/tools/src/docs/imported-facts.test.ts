import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPythonParser } from '../adapters/python/index.ts';
import { createSqlParser } from '../adapters/sql/index.ts';
import type { PythonParser } from '../airflow/index.ts';
import { compareDocuments } from './drift/compare-documents.ts';
import { readSources, type SourcesRead } from './read-sources.ts';
import { writeDocuments } from './write-documents.ts';

const sql = createSqlParser();
let python: PythonParser;
beforeAll(async () => {
  python = await openPythonParser();
});
afterAll(() => sql.close());

const dag = `from airflow.sdk import DAG
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from common.settings import ARGS, CONN, EVERY, LAKE, SQL
from common.jobs import load

with DAG("report", schedule=EVERY, default_args=ARGS) as dag:
    query = SQLExecuteQueryOperator(task_id="query", sql=SQL, conn_id=CONN, outlets=[LAKE])
    load("orders") >> query
`;
const settings = `import os
from airflow.sdk import Asset

ARGS = {
    "owner": "kim",
    "retries": 2,
}
EVERY = "0 3 * * *"
CONN = "warehouse"
BUCKET = os.environ["LAKE_BUCKET"]
LAKE = Asset("lake", uri="s3://lake/report")
SQL = """
insert into mart.report
select * from raw.orders
"""
`;
const jobs = `import pandas as pd
from airflow.sdk import Variable, task


def load(name):
    @task(task_id=f"load_{name}")
    def run():
        limit = Variable.get("load_limit")
        pd.read_csv("s3://in/orders.csv").to_parquet("s3://out/orders.parquet")

    return run()
`;

const read = (changed: Readonly<Record<string, string>> = {}): Promise<SourcesRead> =>
  readSources(
    Object.entries({
      'dags/report.py': dag,
      'dags/common/settings.py': settings,
      'dags/common/jobs.py': jobs,
      ...changed,
    }).map(([path, text]) => ({ path, text })),
    { sql, python },
    { dialect: 'generic' },
  );

test('facts stand in the file and line of their value', async () => {
  const { pipelines, without } = await read();
  const facts = pipelines.find(({ name }) => name === 'report')!.facts;
  const place = (kind: string, value: string): string | undefined => {
    const fact = facts.find((each) => each.kind === kind && each.value === value);
    return fact && `${fact.file}:${fact.lines[0]}`;
  };
  expect({
    schedule: place('schedule', '0 3 * * *'),
    owner: place('property', 'kim'),
    connection: place('connection', 'warehouse'),
    environment: place('environment', 'LAKE_BUCKET'),
    variable: place('variable', 'load_limit'),
    table: place('reads', 'raw.orders'),
    written: place('writes', 'mart.report'),
    asset: place('writes', 's3://lake/report'),
    file: place('writes', 's3://out/orders.parquet'),
    task: place('task', 'load_orders'),
    edge: place('edge', 'query'),
  }).toEqual({
    schedule: 'dags/common/settings.py:8',
    owner: 'dags/common/settings.py:5',
    connection: 'dags/common/settings.py:9',
    environment: 'dags/common/settings.py:10',
    variable: 'dags/common/jobs.py:8',
    table: 'dags/common/settings.py:14',
    written: 'dags/common/settings.py:13',
    asset: 'dags/common/settings.py:11',
    file: 'dags/common/jobs.py:9',
    task: 'dags/common/jobs.py:6',
    edge: 'dags/report.py:8',
  });
  expect(facts.filter(({ kind }) => kind === 'unknown')).toEqual([]);
  // It has no pipeline of its own, and is not said to be left out.
  expect(without).toEqual([]);
});

test('a change in an imported file makes exactly its statements stale', async () => {
  const written = async (changed: Readonly<Record<string, string>> = {}): Promise<string> => {
    const { pipelines } = await read(changed);
    return writeDocuments(pipelines, {
      toolVersion: 'test',
      redact: (text) => text,
      sha256Of: () => '0',
    }).documents.find(({ title }) => title === 'report')!.markdown;
  };
  const before = await written();
  const drift = compareDocuments(
    before,
    await written({ 'dags/common/settings.py': settings.replace('"retries": 2', '"retries": 7') }),
  );
  expect(drift.stale.map(({ text }) => /^\| `(\w+)` \| `2`/.exec(text)?.[1])).toEqual([
    'query',
    'load_orders',
  ]);
  expect(drift.missing).toHaveLength(2);
  expect(before).toContain('- Source: `dags/common/settings.py`');
});

test('a DAG that another file imports is documented once', async () => {
  const { pipelines } = await read({ 'dags/again.py': 'from report import dag\n' });
  expect(pipelines.filter(({ name }) => name === 'report').map(({ file }) => file)).toEqual([
    'dags/report.py',
  ]);
});

test('a pipeline with a very long name gets a file that can be written', async () => {
  const name = 'long_'.repeat(50);
  const { pipelines } = await read({ 'dags/report.py': dag.replace('"report"', `"${name}"`) });
  const { documents } = writeDocuments(pipelines, {
    toolVersion: 'test',
    redact: (text) => text,
    sha256Of: () => '0',
  });
  expect(documents.find(({ title }) => title === name)!.path.length).toBeLessThan(220);
});
