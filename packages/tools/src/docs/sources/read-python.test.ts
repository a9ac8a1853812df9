import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPythonParser } from '../../adapters/python/index.ts';
import { createSqlParser } from '../../adapters/sql/index.ts';
import type { PythonParser } from '../../airflow/index.ts';
import { readSources } from '../read-sources.ts';

const sql = createSqlParser();
let python: PythonParser;
beforeAll(async () => {
  python = await openPythonParser();
});
afterAll(() => sql.close());

const read = async (text: string) =>
  (await readSources([{ path: 'job.py', text }], { sql, python }, { dialect: 'generic' }))
    .pipelines;
const told = async (text: string, ...kinds: readonly string[]) =>
  (await read(text))[0]!.facts
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, value, subject, lines }) =>
      [kind, ...(subject === null ? [] : [subject]), value, lines[0]].join(' '),
    );

const script = `"""Daily customers."""
import argparse, os, sys
import pandas as pd
import pyarrow.parquet as pq
from sqlalchemy import text

LANDING = "s3://landing"
parser = argparse.ArgumentParser()
parser.add_argument("--day", help="the day")
token = os.environ["API_TOKEN"]
raw = pd.read_csv(f"{LANDING}/customers.csv")
known = pd.read_sql("SELECT c.id FROM crm.customers c", engine)
with engine.begin() as connection:
    connection.execute(text("INSERT INTO dw.audit SELECT * FROM dw.runs"))
raw.to_parquet("s3://lake/customers")
raw.to_sql("customers", engine)
pq.write_table(table, "/data/x.parquet")
s3.upload_file("/data/x.parquet", "lake", "copy/x.parquet")
with open("report.txt", "w") as report:
    report.write("done")
pd.read_json(sys.argv[1])
settings = {}
settings.get("name")
`;

test('a plain script: pandas, pyarrow, SQLAlchemy, boto3, files, arguments and environment', async () => {
  expect((await read(script))[0]!.kind).toBe('python');
  expect(
    await told(script, 'reads', 'writes', 'parameter', 'environment', 'unknown', 'says'),
  ).toEqual([
    'says Daily customers. 1',
    'parameter --day 9',
    'environment API_TOKEN 10',
    'reads s3://landing/customers.csv 11',
    'writes s3://lake/customers 15',
    'writes customers 16',
    'writes /data/x.parquet 17',
    'writes s3://lake/copy/x.parquet 18',
    'writes report.txt 19',
    'unknown what pd.read_json reads 21',
    'parameter sys.argv[1] 21',
    'reads pd.read_sql crm.customers 12',
    'reads connection.execute dw.runs 14',
    'writes connection.execute dw.audit 14',
  ]);
});

test('a file that neither moves data nor takes arguments is no pipeline', async () => {
  expect(
    await read('import os\nx = {"a": 1}.get("a")\nclass Table:\n    def run(self): ...\n'),
  ).toEqual([]);
});

test('code in the function of a task is what the task reads and writes', async () => {
  const dag = `from airflow.sdk import dag, task
from airflow.providers.postgres.hooks.postgres import PostgresHook
import pandas as pd

@dag(schedule=None)
def flow():
    @task
    def extract():
        return pd.read_csv("s3://in/a.csv")

    @task
    def load(rows):
        hook = PostgresHook(postgres_conn_id="warehouse")
        hook.run("INSERT INTO mart.a SELECT * FROM stage.a")

    load(extract())

flow()
`;
  expect(await told(dag, 'reads', 'writes', 'connection')).toEqual([
    'reads extract s3://in/a.csv 9',
    'reads load stage.a 14',
    'writes load mart.a 14',
    'connection warehouse 13',
  ]);
});
