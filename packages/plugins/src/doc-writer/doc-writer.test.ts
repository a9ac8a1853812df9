import { callTool } from '@datasherpa/agent';
import { createTestHost, type TestHost } from '@datasherpa/agent/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dialectIn } from './dialect-in.ts';
import { formatIn } from './format-in.ts';
import { docWriter } from './plugin.ts';

let host: TestHost;
beforeAll(async () => {
  host = await createTestHost({ plugins: [docWriter] });
});
afterAll(() => host.close());

interface Data {
  documents: {
    path: string;
    title: string;
    kind: string;
    markdown: string;
    mermaid: string | null;
  }[];
  rendered: unknown;
  index: string;
}
const call = async (input: object) => {
  const answer = await callTool(host, 'doc-writer.generate_documentation', input, {
    project: 'default',
    requestId: 'r',
  });
  return { ...answer, data: answer.data as Data };
};

test('documents uploaded code, with an index of what flows where', async () => {
  const first = await host.addLog('a.sql', 'INSERT INTO mart.a SELECT x FROM raw.b');
  const second = await host.addLog('c.sql', 'INSERT INTO mart.c SELECT * FROM mart.a');
  const { status, data, summary } = await call({ uploads: [first, second] });
  expect(status).toBe('found');
  expect(data.documents.map(({ kind, title }) => [kind, title])).toEqual([
    ['sql', 'a.sql'],
    ['sql', 'c.sql'],
  ]);
  expect(data.documents[0]!.markdown).toContain('| reads | `raw.b` |');
  expect(data.index).toContain('"mart.a"');
  expect(summary).toContain('`a.sql`');
});

test('documents code that is sent along, and names its language by its look', async () => {
  const { data } = await call({
    text: 'from airflow.sdk import DAG\nwith DAG("d", schedule="@daily"):\n    pass\n',
  });
  expect(data.documents[0]).toMatchObject({ kind: 'airflow', title: 'd' });
});

test('other formats', async () => {
  const text = 'INSERT INTO mart.a SELECT b.x AS y FROM raw.b b';
  const { data: lineage } = await call({ text, format: 'lineage' });
  expect(lineage.rendered).toMatchObject({
    edges: [{ confidence: 'certain' }, { confidence: 'certain' }],
  });
  const { data: events } = await call({ text, format: 'openlineage' });
  expect(events.rendered).toMatchObject([
    {
      eventTime: '2026-01-01T00:00:00.000Z',
      inputs: [{ name: 'raw.b' }],
      outputs: [
        {
          name: 'mart.a',
          facets: {
            columnLineage: { fields: { y: { inputFields: [{ name: 'raw.b', field: 'x' }] } } },
          },
        },
      ],
    },
  ]);
  const { data: schema } = await call({
    text: "select id from {{ ref('a') }}",
    name: 'm.sql',
    format: 'dbt-schema',
  });
  expect(schema.rendered).toContain('- name: id');
});

test('only the diagram, as Mermaid or in a page', async () => {
  const text = 'INSERT INTO mart.a SELECT b.x AS y FROM raw.b b';
  const { data, summary } = await call({ text, format: 'mermaid' });
  expect(data.rendered).toMatch(/^flowchart LR\n/);
  expect(data.rendered).toBe(`${data.documents[0]!.mermaid}\n`);
  expect(summary).toContain('as Mermaid');
  const { data: page } = await call({ text, format: 'html' });
  expect(page.rendered).toMatch(/^<!doctype html>/);
});

test('the summary of one pipeline says what flows and whether a date is fixed', async () => {
  const { summary } = await call({
    text: "INSERT INTO mart.a SELECT * FROM raw.b WHERE day = '2026-02-03' AND region = '{{ region }}'",
  });
  expect(summary).toContain('It reads `raw.b` and writes `mart.a`.');
  expect(summary).toContain(
    'Fixed in the code, a literal and no parameter: the date `2026-02-03`.',
  );
  expect(summary).toContain('Given from outside: `region`.');
  const script =
    'import pandas as pd\npd.read_csv("a.csv").query("x").to_csv("b.csv")\nday = "2026-02-03"\n';
  expect((await call({ text: script, name: 'a.py' })).summary).toContain('`2026-02-03`');
});

test.each([
  ['only the lineage, as mermaid', 'mermaid'],
  ['same diagram for the other one', 'mermaid'],
  ['just the lineage please', 'mermaid'],
  ['the lineage as JSON', 'lineage'],
  ['OpenLineage events', 'openlineage'],
  ['a web page of these pipelines', 'html'],
  ['Document merge.sql.', null],
])('the form in "%s"', (text, format) => expect(formatIn(text)).toBe(format));

test('says so where there is nothing to document or to read', async () => {
  const { status, data } = await call({ text: 'x = 1', name: 'x.py' });
  expect([status, data.documents]).toEqual(['nothing_found', []]);
  const log = await host.addLog('job.log', 'INFO done');
  await expect(call({ uploads: [log] })).rejects.toMatchObject({ code: 'NO_SOURCES' });
});

test.each([
  ['in BigQuery please', 'bigquery'],
  ['document my Postgres SQL', 'postgresql'],
  ['constructor', null],
  ['document this', null],
])('the dialect in "%s"', (text, dialect) => expect(dialectIn(text)).toBe(dialect));
