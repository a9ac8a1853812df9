import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPythonParser } from '../../../adapters/python/index.ts';
import { createSqlParser } from '../../../adapters/sql/index.ts';
import type { PythonParser } from '../../../airflow/index.ts';
import { readSources } from '../../read-sources.ts';
import { writeDocuments } from '../../write-documents.ts';

const script = `#!/usr/bin/env bash
# Loads the orders of a day.
# 15 2 * * * /opt/jobs/nightly.sh
set -euo pipefail

DAY=\${1:?day is missing}
LAKE=s3://lake/raw
DB_HOST=\${DB_HOST:-warehouse.internal}
trap cleanup EXIT
while getopts "d:n" option; do
  case $option in
    *) exit 64 ;;
  esac
done
load() {
  local table=$1
  spark-submit --conf spark.executor.memory=4g /opt/jobs/load_orders.py --output s3://lake/clean --table "$table"
}
aws s3 cp "s3://drop/orders-$DAY.csv" "$LAKE/orders/"
load orders
psql -h "$DB_HOST" -c "INSERT INTO mart.orders SELECT o.id FROM stage.orders o WHERE o.day = '$DAY'" || exit 3
mysql shop <<SQL > out.csv
SELECT c.id FROM customers c;
SQL
echo "$API_TOKEN" >/dev/null
`;
const dag = `from airflow.sdk import DAG
from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
with DAG("nightly"):
    a = BashOperator(
        task_id="a",
        bash_command="""
        {% if params.full %}
        aws s3 cp s3://drop/{{ ds_nodash }}.csv /data/
        {% endif %}
        psql -c "INSERT INTO mart.days SELECT * FROM stage.days WHERE day = '{{ ds }}'"
        bash nightly.sh {{ ds }}
        """,
    )
    b = SparkSubmitOperator(task_id="b", application="jobs/load_orders.py", application_args=["--target", "s3://out/z"])
`;
const job = 'from pyspark.sql import SparkSession\nspark.read.parquet("s3://lake/raw")\n';

const sql = createSqlParser();
let python: PythonParser;
beforeAll(async () => {
  python = await openPythonParser();
});
afterAll(() => sql.close());

const read = async (files: Readonly<Record<string, string>>) =>
  (
    await readSources(
      Object.entries(files).map(([path, text]) => ({ path, text })),
      { sql, python },
      { dialect: 'generic' },
    )
  ).pipelines;
const told = async (path: string, text: string, ...kinds: readonly string[]) =>
  (await read({ [path]: text }))[0]!.facts
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ value, subject, attributes, lines }) =>
      [subject, value, attributes['use'] ?? attributes['value'] ?? attributes['event'], lines[0]]
        .filter((part) => part !== null && part !== undefined && part !== '')
        .join(' '),
    );

describe('a shell script', () => {
  test('says how it is called and what must be set around it', async () => {
    expect(await told('nightly.sh', script, 'parameter', 'environment', 'setting')).toEqual([
      '$1 DAY, must be set 6',
      'LAKE s3://lake/raw 7',
      'DB_HOST default warehouse.internal 8',
      '-d option with a value 10',
      '-n option 10',
      'API_TOKEN 25',
      'spark.executor.memory spark-submit 17',
    ]);
  });

  test('reads and writes what its commands do, with its constants filled in', async () => {
    const [{ facts } = { facts: [] }] = await read({ 'nightly.sh': script });
    expect(
      facts
        .filter(({ kind }) => kind === 'reads' || kind === 'writes')
        .map(({ kind, value, confidence, lines }) => `${kind} ${value} ${confidence} ${lines[0]}`)
        .toSorted(),
    ).toEqual([
      'reads customers certain 23',
      'reads s3://drop/orders-$DAY.csv likely 19',
      'reads stage.orders certain 21',
      'writes mart.orders certain 21',
      'writes out.csv likely 22',
      'writes s3://lake/clean guessed 17',
      'writes s3://lake/raw/orders/ likely 19',
    ]);
  });

  test('says how it fails, when it runs and what it defines', async () => {
    expect(await told('nightly.sh', script, 'exit', 'callback', 'schedule', 'property')).toEqual([
      'Shell /usr/bin/env bash 1',
      '15 2 * * * 3',
      'Shell options -euo pipefail 4',
      'cleanup EXIT 9',
      '64 12',
      '3 21',
    ]);
    expect(await told('nightly.sh', script, 'step')).toContain('function load 15');
  });

  test('links to the documents of what it starts, also from a DAG', async () => {
    const pipelines = await read({
      'dags/nightly.py': dag,
      'jobs/load_orders.py': job,
      'nightly.sh': script,
    });
    const { documents } = writeDocuments(pipelines, {
      toolVersion: '1',
      redact: (text) => text,
      sha256Of: () => '0',
    });
    const [ofDag, ofShell] = ['airflow', 'shell'].map(
      (kind) => documents.find(({ pipeline }) => pipeline.kind === kind)!.markdown,
    );
    expect(ofShell).toContain(
      'The pipeline starts [`/opt/jobs/load_orders.py`](../spark/jobs-load_orders.py.md).',
    );
    expect(ofDag).toContain('`a` starts [`nightly.sh`](../shell/nightly.sh.md).');
    expect(ofDag).toContain('`b` starts [`jobs/load_orders.py`](../spark/jobs-load_orders.py.md).');
  });
});

test('the shell command of a task is followed, with its templates', async () => {
  expect(await told('d.py', dag, 'reads', 'writes', 'triggers')).toEqual([
    'a s3://drop/{{ ds_nodash }}.csv 9',
    'a /data/ 9',
    'a stage.days 11',
    'a mart.days 11',
    'a nightly.sh 12',
    'b jobs/load_orders.py 15',
    'b s3://out/z 15',
  ]);
});

test('a crontab is schedules and commands', async () => {
  const text = 'MAILTO=ops@example.com\n# every night\n0 5 * * * /opt/jobs/nightly.sh 1\n';
  expect(await told('etl.cron', text, 'schedule', 'step', 'triggers', 'setting')).toEqual([
    'MAILTO ops@example.com 1',
    '0 5 * * * 3',
    '0 5 * * * /opt/jobs/nightly.sh 1 3',
    '/opt/jobs/nightly.sh 3',
  ]);
});

test.each(['if then', '$(', '\u0000\u0001', 'cat <<EOF', '('.repeat(5000), 'x'.repeat(200_000)])(
  'a script that is none stops nothing: %#',
  async (text) => {
    expect((await read({ 'x.sh': text }))[0]!.kind).toBe('shell');
  },
);
