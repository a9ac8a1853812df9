import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose, createMetrics, readConfig } from '@datasherpa/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readDeployFile } from './manifest.ts';

/** Series that a server really has, with the labels of each; filled by counting one of everything. */
const measured = new Map<string, Set<string>>();
/** What Prometheus adds to each series that it reads, here and in Kubernetes. */
const added = ['job', 'instance', 'namespace', 'pod', 'container', 'service', 'endpoint', 'node'];
let directory: string;
let close: () => Promise<void>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sherpa-metrics-'));
  const composed = await compose(readConfig({ dataDirectory: directory }));
  close = () => composed.close();
  const metrics = createMetrics(composed.stores);
  metrics.request({ method: 'GET', route: '/uploads', status: 200, ms: 1 });
  metrics.tool({ tool: 'a.b', outcome: 'found', ms: 1, missing: ['model'] });
  metrics.file('ready', 1);
  metrics.model({ kind: 'chat', outcome: 'answered', ms: 1, sent: 1, received: 1 });
  metrics.tokens('chat')({ sent: 1, received: 1 });
  for (const [, name, labels = ''] of (await metrics.text()).matchAll(
    /^([a-z]\w*)(?:\{(.*)\})? /gm,
  )) {
    const known = measured.get(name!) ?? new Set([...added, 'alertname']);
    for (const [, label] of labels.matchAll(/(\w+)="/g)) known.add(label!);
    measured.set(name!, known);
  }
});
afterAll(async () => {
  await close();
  await rm(directory, { recursive: true, force: true });
});

/** Labels that an expression names at a series or groups by, with the series they belong to. */
function labelsIn(expression: string): { series: readonly string[]; label: string }[] {
  const all = metricsIn(expression);
  const matched = [...expression.matchAll(/(\w+)\{([^}]*)\}/g)].flatMap(([, name, inside]) =>
    [...inside!.matchAll(/(\w+) *(?:=~|!~|!=|=)/g)].map(([, label]) => ({
      series: [name!],
      label: label!,
    })),
  );
  const grouped = [...expression.matchAll(/\b(?:by|ignoring|on) *\(([^)]*)\)/g)].flatMap(
    ([, names]) => names!.split(',').map((label) => ({ series: all, label: label.trim() })),
  );
  return [...matched, ...grouped];
}
const unknownLabels = (expression: string): string[] =>
  labelsIn(expression)
    .filter(({ series, label }) => !series.some((name) => measured.get(name)?.has(label)))
    .map(({ series, label }) => `${series.join(', ')} has no label ${label}`);

/** Names of metrics in an expression: words before a brace, a bracket or a comparison that are no function. */
function metricsIn(expression: string): string[] {
  const withoutLabels = expression
    .replaceAll(/\{[^}]*\}/g, ' ')
    .replaceAll(/\b(?:by|ignoring|on) *\([^)]*\)/g, ' ');
  return [...withoutLabels.matchAll(/\b[a-z_][a-z\d_]*_[a-z\d_]*\b(?! *\()/g)]
    .map(([name]) => name)
    .filter((name) => !['group_left', 'group_right'].includes(name));
}

/** `up` is Prometheus's own. */
const isMeasured = (name: string): boolean => measured.has(name);

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly for: string;
      readonly labels: { readonly severity: string };
      readonly annotations: { readonly summary: string; readonly action: string };
    }[];
  }[];
}
const rules = (): Rules => parse(readDeployFile('observability/alerts.yaml')) as Rules;

test('each metric that an alert names is one that the server has', () => {
  const alerts = rules().groups.flatMap((group) => group.rules);
  expect(alerts.length).toBeGreaterThan(5);
  const unknown = alerts.flatMap(({ alert, expr }) =>
    metricsIn(expr).flatMap((name) => (isMeasured(name) ? [] : [`${alert}: ${name}`])),
  );
  expect(unknown).toEqual([]);
  expect(alerts.flatMap(({ expr }) => unknownLabels(expr.replace(/^up\{.*?\}/, '')))).toEqual([]);
  const unsaid = alerts.flatMap(({ alert, expr, annotations }) =>
    [...JSON.stringify(annotations).matchAll(/\$labels\.(\w+)/g)]
      .filter(([, label]) => !added.includes(label!) && !expr.includes(label!))
      .map(([, label]) => `${alert}: ${label}`),
  );
  expect(unsaid).toEqual([]);
  for (const { labels, annotations } of alerts) {
    expect(['critical', 'warning']).toContain(labels.severity);
    expect(annotations.action).not.toBe('');
  }
});

test('the rules for the operator are the same', () => {
  const { spec } = parse(readDeployFile('k8s/components/monitoring/alerts.yaml')) as {
    spec: Rules;
  };
  expect(spec).toEqual(rules());
});

test('each metric that the dashboard names is one that the server has', () => {
  const { panels } = JSON.parse(readDeployFile('observability/dashboard.json')) as {
    panels: { title: string; targets?: { expr: string }[] }[];
  };
  const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  expect(expressions.length).toBeGreaterThan(10);
  expect(expressions.filter((each) => metricsIn(each).length === 0)).toEqual([]);
  expect(expressions.flatMap(metricsIn).filter((name) => !isMeasured(name))).toEqual([]);
  expect(expressions.flatMap(unknownLabels)).toEqual([]);
  const unshown = [...measured.keys()].filter(
    (name) =>
      /^datasherpa_(?!store_up|http_request_duration_seconds_(sum|count)|tool_duration|model_duration)/.test(
        name,
      ) && !expressions.some((each) => each.includes(name)),
  );
  expect(unshown.filter((name) => !/_(sum|count)$/.test(name))).toEqual([]);
});

test('a metric that is not there is found', () => {
  const names = metricsIn(
    'sum by (le) (rate(datasherpa_http_request_bucket{route="a_b"}[5m])) > 1',
  );
  expect(names).toEqual(['datasherpa_http_request_bucket']);
  expect(names.some(isMeasured)).toBe(false);
});

test.each([
  ['a label that its series does not have', 'sum(datasherpa_tool_calls_total{plugin="a"})'],
  [
    'a group by a label that no series has',
    'sum by (plugin) (rate(datasherpa_tool_calls_total[5m]))',
  ],
])('%s is found', (_, expression) => {
  expect(unknownLabels(expression)).toHaveLength(1);
  expect(unknownLabels(expression.replace('plugin', 'tool'))).toEqual([]);
});

test('rate, errors and time of routes and tools, reading, index, queue, models and answers without something are measured', () => {
  for (const name of [
    'datasherpa_http_requests_total',
    'datasherpa_http_request_duration_seconds_bucket',
    'datasherpa_tool_calls_total',
    'datasherpa_tool_duration_seconds_bucket',
    'datasherpa_ingestion_files_total',
    'datasherpa_ingestion_bytes_total',
    'datasherpa_index_documents',
    'datasherpa_queue_jobs',
    'datasherpa_model_duration_seconds_bucket',
    'datasherpa_model_tokens_total',
    'datasherpa_degraded_answers_total',
  ])
    expect([...measured.keys()]).toContain(name);
});
