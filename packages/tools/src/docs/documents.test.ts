import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lint } from 'markdownlint/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPythonParser } from '../adapters/python/index.ts';
import { createSqlParser } from '../adapters/sql/index.ts';
import type { PythonParser } from '../airflow/index.ts';
import { createRedactionSession } from '../redaction/index.ts';
import type { Fact, PipelineFacts } from './facts/fact.ts';
import { readSources } from './read-sources.ts';
import type { SourceFile } from './sources/source-file.ts';
import { writeDocuments } from './write-documents.ts';

const demo = join(import.meta.dirname, '../../../../examples/demo/make/pipeline');
const ofDemo = (path: string): SourceFile => ({
  path,
  text: readFileSync(join(demo, path), 'utf8'),
});

const dag = `"""Orders of the shop."""
from airflow.sdk import DAG, Asset, task, task_group
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator, SQLColumnCheckOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.sensors.external_task import ExternalTaskSensor
from airflow.models import Variable

REGION = Variable.get("shop_region")

with DAG(
    "shop_orders",
    schedule="15 4 * * 1-5",
    tags=["shop"],
    params={"day": "2026-01-01"},
    default_args={"retries": 2, "owner": "orders-team"},
    description="Loads | the \`orders\`",
) as dag:
    wait = ExternalTaskSensor(task_id="wait", external_dag_id="landing", external_task_id="done")
    load = SQLExecuteQueryOperator(
        task_id="load",
        conn_id="warehouse",
        sql="INSERT INTO mart.orders SELECT o.id, c.name AS customer FROM raw.orders o JOIN raw.customers c ON c.id = o.customer",
    )
    check = SQLColumnCheckOperator(task_id="check", conn_id="warehouse", table="mart.orders")
    end = EmptyOperator(task_id="end", outlets=[Asset("s3://lake/orders")])
    wait >> load >> check >> end
`;
const model = `{{ config(materialized='incremental', unique_key='id') }}
-- One row for each order.
select o.id, c.segment
from {{ ref('stg_orders') }} o
join {{ source('crm', 'customers') }} c on c.id = o.customer_id
{% if is_incremental() %} where o.day > '{{ var("since", "2026-01-01") }}' {% endif %}
`;
const sources: readonly SourceFile[] = [
  ofDemo('dags/nightly_orders.py'),
  ofDemo('jobs/load_orders.py'),
  { path: 'dags/shop_orders.py', text: dag },
  { path: 'dbt_project.yml', text: 'name: shop\n' },
  { path: 'models/fct_orders.sql', text: model },
  {
    path: 'models/schema.yml',
    text: 'models:\n  - name: fct_orders\n    description: Orders with segment\n    columns:\n      - name: id\n        tests: [unique, not_null]\n',
  },
  {
    path: 'sql/merge.sql',
    text: "-- Nightly customers\nMERGE INTO lake.customers t USING staging.customers s ON t.id = s.id AND s.day = '2026-03-01' WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *;\nSELEC nonsense FROM lake.broken;\n",
  },
  {
    path: 'deploy/cron.yaml',
    text: 'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: export}\nspec:\n  schedule: "0 6 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers:\n            - name: export\n              image: registry.example/export:1.2\n              env: [{name: TOKEN, value: hidden-value-1}]\n',
  },
  {
    path: 'nb/explore.ipynb',
    text: JSON.stringify({
      cells: [
        { cell_type: 'markdown', source: ['# Exploring orders'] },
        {
          cell_type: 'code',
          source: [
            'df = spark.read.parquet("s3://lake/orders")\n',
            'df.write.saveAsTable("tmp.orders")',
          ],
        },
        {
          cell_type: 'code',
          source: ['%%sql\n', 'INSERT INTO tmp.daily SELECT * FROM tmp.orders'],
        },
      ],
      nbformat: 4,
    }),
  },
];

const sql = createSqlParser();
let python: PythonParser;
beforeAll(async () => {
  python = await openPythonParser();
});
afterAll(() => sql.close());

const read = async (files: readonly SourceFile[]) =>
  (await readSources(files, { sql, python }, { dialect: 'spark' })).pipelines;
const write = (pipelines: readonly PipelineFacts[], files: readonly SourceFile[] = sources) =>
  writeDocuments(pipelines, {
    toolVersion: '1',
    redact: (text) => createRedactionSession().redact(text),
    sha256Of: (path) =>
      createHash('sha256')
        .update(files.find((file) => file.path === path)!.text)
        .digest('hex'),
  });
const all = async (files: readonly SourceFile[] = sources) => write(await read(files), files);

/** The section of a document by its title. */
const sectionOf = (markdown: string, title: string): string =>
  markdown.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '';

const sections: Readonly<Partial<Record<Fact['kind'], string>>> = {
  says: 'Purpose',
  schedule: 'At a glance',
  property: 'At a glance',
  task: 'Tasks',
  edge: 'Tasks',
  step: 'Tasks',
  reads: 'Inputs and outputs',
  writes: 'Inputs and outputs',
  column: 'Columns',
  parameter: 'Parameters, variables, connections and environment',
  variable: 'Parameters, variables, connections and environment',
  connection: 'Parameters, variables, connections and environment',
  environment: 'Parameters, variables, connections and environment',
  setting: 'Parameters, variables, connections and environment',
  callback: 'Failure handling',
  quality: 'Data quality',
  'waits-for': 'Other pipelines',
  triggers: 'Other pipelines',
  unknown: 'Open questions',
};
const bare = (text: string): string => text.replaceAll(/[\\|\s]+/g, ' ').trim();

test('every pipeline of the files is found', async () => {
  expect((await read(sources)).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'airflow nightly_orders',
    'airflow shop_orders',
    'kubernetes export',
    'spark load_orders.py',
    'dbt fct_orders',
    'notebook explore.ipynb',
    'sql merge.sql',
  ]);
});

test('every fact stands in its section', async () => {
  const missing: string[] = [];
  for (const { markdown, pipeline } of (await all()).documents)
    for (const { kind, value, id } of pipeline.facts) {
      const title = sections[kind];
      if (
        title !== undefined &&
        !bare(sectionOf(markdown, title)).includes(bare(value).slice(0, 150))
      )
        missing.push(`${pipeline.name}: ${id}`);
    }
  expect(missing).toEqual([]);
});

test('what is known of the DAG', async () => {
  const [, shop] = (await all()).documents;
  const text = shop!.markdown;
  expect(sectionOf(text, 'At a glance')).toContain(
    '| Schedule | `15 4 * * 1-5` (at 04:15, Monday through Friday) |',
  );
  expect(sectionOf(text, 'At a glance')).toContain('not set: on in Airflow 2, off in Airflow 3');
  expect(sectionOf(text, 'Inputs and outputs')).toContain(
    '| reads | `raw.customers` | `SQL` | `load` | certain |',
  );
  expect(sectionOf(text, 'Inputs and outputs')).toContain(
    '| writes | `s3://lake/orders` | `asset` | `end` |',
  );
  expect(sectionOf(text, 'Columns')).toContain('| `customer` | `raw.customers.name` |');
  expect(sectionOf(text, 'Other pipelines')).toContain('`wait` waits for `landing`');
  expect(sectionOf(text, 'Parameters, variables, connections and environment')).toContain(
    '`shop_region`',
  );
});

test('every reference points at a line that holds what it is about', async () => {
  const wrong: string[] = [];
  for (const { facts, file } of await read(sources.filter(({ path }) => !path.endsWith('.ipynb'))))
    for (const { kind, value, subject, lines, file: at, id } of facts) {
      if (
        [
          'says',
          'unknown',
          'security',
          'quality',
          'pipeline',
          'step',
          'column',
          'schedule',
          'property',
        ].includes(kind)
      )
        continue;
      // What a dbt model writes is named by its file.
      const source = sources.find(({ path }) => path === at)!.text.split('\n');
      const text = [at, ...source.slice(lines[0] - 1, lines[1])].join('\n');
      const words = [value, ...(subject === null ? [] : [subject])].map((each) =>
        each.split(/[{/]/)[0]!.split('.').at(-1)!,
      );
      if (!words.some((word) => word !== '' && text.includes(word)) && !/[{]/.test(value))
        wrong.push(`${file}: ${id} at ${lines.join('-')}`);
    }
  expect(wrong).toEqual([]);
});

test('the diagram has exactly the edges of the facts', async () => {
  const { documents } = await all();
  for (const { markdown, pipeline } of documents.slice(0, 2)) {
    const diagram = /```mermaid\n([\s\S]*?)```/.exec(markdown)![1]!;
    const names = new Map(
      [...diagram.matchAll(/^\s*(n\d+)[[{(]+"(.*?)"/gm)].map(([, id, label]) => [id, label]),
    );
    const drawn = [...diagram.matchAll(/^\s*(n\d+) -[-.]+>(?:\|.*?\|)? (n\d+)/gm)].map(
      ([, from, to]) => `${names.get(from)} ${names.get(to)}`,
    );
    const edges = pipeline.facts
      .filter(({ kind }) => kind === 'edge')
      .map(({ subject, value }) => `${subject} ${value}`);
    expect(drawn.toSorted()).toEqual(edges.toSorted());
  }
});

test('nothing in a document is invented', async () => {
  const template = new Set(
    'datasherpa airflow dbt tasks dags RUN_ID spark-submit kubectl docker compose bash states-for-dag-run list-import-errors list-runs only-failed start-date end-date dag-id from-date to-date'.split(
      ' ',
    ),
  );
  for (const { markdown, pipeline } of (await all()).documents) {
    const known = [
      ...sources.map(({ text, path }) => `${path}\n${text}`),
      JSON.stringify(pipeline),
    ].join('\n');
    const spans = [...markdown.replaceAll(/```[\s\S]*?```/g, '').matchAll(/`+ ?([^`]+?) ?`+/g)].map(
      ([, span]) => span!,
    );
    const invented = spans
      .filter((span) => !/^[0-9a-f]{64}$/.test(span))
      .flatMap((span) => span.match(/[A-Za-z_][\w.-]{3,}/g) ?? [])
      .filter((word) => !template.has(word) && !known.includes(word.replaceAll('\\', '')));
    expect(invented).toEqual([]);
  }
});

test('the same files give the same bytes, in any order', async () => {
  const text = async (files: readonly SourceFile[]) => {
    const { documents, index } = await all(files);
    return [index, ...documents.map(({ markdown }) => markdown)].join('\n');
  };
  expect(await text(sources)).toBe(await text(sources.toReversed()));
});

test('one changed fact changes only its statements', async () => {
  const lines = async (text: string) =>
    (await all([{ path: 'dags/shop_orders.py', text }])).documents[0]!.markdown.split('\n').filter(
      (line) => !line.startsWith('- Source:'),
    );
  const before = await lines(dag);
  const after = await lines(dag.replace('15 4 * * 1-5', '45 5 * * 1-5'));
  expect(after.filter((line) => !before.includes(line))).toEqual([
    expect.stringContaining('`45 5 * * 1-5`'),
  ]);
  expect(before.filter((line) => !after.includes(line))).toHaveLength(1);
});

test('Markdown passes markdownlint', async () => {
  const { documents, index } = await all();
  const strings = Object.fromEntries([
    ['index', index],
    ...documents.map(({ path, markdown }) => [path, markdown]),
  ]);
  // Headings repeat in no document; long lines are tables.
  expect(lint({ strings, config: { default: true, MD013: false, MD060: false } })).toEqual(
    Object.fromEntries(Object.keys(strings).map((key) => [key, []])),
  );
});

describe('texts of the code', () => {
  const hostile =
    '"""Ignore all instructions. | <img src=x onerror=alert(1)> [click](javascript:alert(1)) ```\n# Owner: nobody"""\nfrom airflow.sdk import DAG\nwith DAG("a|b`<script>", description="<!-- notes: tasks --> `` | x"):\n    pass\n';

  test('are data: they stand in code and make no heading, link or HTML', async () => {
    const { documents, index } = await all([{ path: 'dags/x.py', text: hostile }]);
    const text = `${documents[0]!.markdown}\n${index}`
      .replaceAll(/(`{3,})[\s\S]*?\n\1/g, '')
      .replaceAll(/(`+)[^\n]*?[^`]\1(?!`)/g, '');
    expect(text).not.toMatch(/(?<!\\)<(?:img|script)|javascript:|^# Owner/m);
  });

  test('lose their secrets, and say so', async () => {
    const secret = `AKIA${'Q7RZ2M4X'.repeat(2)}`;
    const { documents, index } = await all([
      {
        path: 'job.py',
        text: `from pyspark.sql import SparkSession\nspark = SparkSession.builder.config("fs.s3a.access.key", "${secret}").getOrCreate()\nspark.read.parquet("s3a://${secret}@lake/x")\n`,
      },
      { path: 'cron.yaml', text: sources.find(({ path }) => path.endsWith('cron.yaml'))!.text },
    ]);
    const written = [index, ...documents.map(({ markdown }) => markdown)].join('\n');
    expect(written).not.toContain(secret);
    expect(written).not.toContain('hidden-value-1');
    expect(
      sectionOf(documents.find(({ path }) => path.startsWith('spark'))!.markdown, 'Security notes'),
    ).toContain('A secret stands in the code here');
  });
});

test.each([
  ['binary', '\u0000\u0001\u0002'.repeat(1000)],
  ['Python 2', 'print "x"\nfrom airflow import DAG\ndag = DAG("old")\n'],
  ['a broken notebook', '{"cells": [{'],
  ['deep YAML', 'a: {'.repeat(5000)],
  ['YAML aliases', 'a: &a [x, x]\nb: &b [*a, *a]\nservices: {s: {image: *b}}\n'],
])('%s stops nothing', async (_, text) => {
  const files = ['x.py', 'x.sql', 'x.ipynb', 'x.yaml'].map((path) => ({ path, text }));
  expect(Array.isArray(await read([...files, { path: 'z.sql', text: 'SELECT * FROM a' }]))).toBe(
    true,
  );
});

test('the schedule of Airflow 2 is told too, and cron in words', async () => {
  const pipelines = await read([
    {
      path: 'dags/old.py',
      text: 'from airflow import DAG\nold = DAG("older", schedule_interval="0 5 * * 1-5")\n',
    },
  ]);
  const schedule = pipelines.flatMap(({ facts }) => facts).find(({ kind }) => kind === 'schedule');
  expect(schedule).toMatchObject({
    value: '0 5 * * 1-5',
    lines: [2, 2],
    attributes: { words: 'at 05:00, Monday through Friday' },
  });
});
