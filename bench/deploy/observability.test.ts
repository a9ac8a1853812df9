import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose, readConfig } from '@datasherpa/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readDeployFile } from './manifest.ts';

/** Names that a server really has, with the labels of each; filled by asking one. */
const measured = new Map<string, Set<string>>();
let directory: string;
let close: () => Promise<void>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sherpa-metrics-'));
  const composed = await compose(readConfig({ dataDirectory: directory }));
  close = () => composed.close();
  const text = await (await composed.app.fetch(new Request('http://localhost/metrics'))).text();
  for (const [, name] of text.matchAll(/^# TYPE (\S+) /gm)) measured.set(name!, new Set());
});
afterAll(async () => {
  await close();
  await rm(directory, { recursive: true, force: true });
});

/** Names of metrics in an expression: words before a brace, a bracket or a comparison that are no function. */
function metricsIn(expression: string): string[] {
  const withoutLabels = expression
    .replaceAll(/\{[^}]*\}/g, ' ')
    .replaceAll(/\b(?:by|ignoring|on) *\([^)]*\)/g, ' ');
  return [...withoutLabels.matchAll(/\b[a-z_][a-z\d_]*_[a-z\d_]*\b(?! *\()/g)]
    .map(([name]) => name)
    .filter((name) => !['group_left', 'group_right'].includes(name));
}

const isMeasured = (name: string): boolean =>
  measured.has(name) || measured.has(name.replace(/_(bucket|sum|count)$/, ''));

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
});

test('a metric that is not there is found', () => {
  const names = metricsIn(
    'sum by (le) (rate(datasherpa_http_request_bucket{route="a_b"}[5m])) > 1',
  );
  expect(names).toEqual(['datasherpa_http_request_bucket']);
  expect(names.some(isMeasured)).toBe(false);
});
