import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plantedLogs } from '@datasherpa/tools/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHome, runSherpa } from '../testing/run-sherpa.ts';

const home = createHome();
const folder = mkdtempSync(join(tmpdir(), 'sherpa-optimize-'));
const ill = join(folder, 'ill');
const clean = join(folder, 'clean');
beforeAll(() => {
  const logs = new Map(plantedLogs().map(({ name, bytes }) => [name, bytes]));
  writeFileSync(ill, logs.get('join-skew.ill.gz')!);
  writeFileSync(clean, logs.get('join-skew.clean.gz')!);
});
afterAll(() => {
  home.remove();
  rmSync(folder, { recursive: true });
});
const optimize = (...args: string[]) => runSherpa(['optimize', ...args], { env: home.env });

test('a report in Markdown, and drawings as files', async () => {
  const plots = join(folder, 'plots');
  const { code, stdout } = await optimize(ill, '--format', 'md', '--plots', plots);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^# Spark run `app-/);
  expect(stdout).toContain('- **critical**: Stage 2: one task has far more data');
  expect(stdout).toContain('## Checked and clean');
  expect(readdirSync(plots).sort()).toEqual([
    'executor-occupancy.svg',
    'stage-timeline.svg',
    'task-times.svg',
    'what-if.svg',
  ]);
  expect(readFileSync(join(plots, 'stage-timeline.svg'), 'utf8')).toMatch(/^<svg .*<\/svg>\n$/s);
});

test('SARIF with the line that proves each finding; exit code 1 from a severity on', async () => {
  const { code, stdout } = await optimize(ill, '--format', 'sarif', '--fail-on', 'high');
  expect(code).toBe(1);
  const log = JSON.parse(stdout) as {
    version: string;
    runs: {
      tool: { driver: { rules: { id: string }[] } };
      results: { ruleId: string; level: string; locations: unknown[] }[];
    }[];
  };
  expect(log.version).toBe('2.1.0');
  const [run] = log.runs;
  expect(run!.results[0]).toMatchObject({
    ruleId: 'data-skew',
    level: 'error',
    message: { text: expect.stringContaining('spark.sql.adaptive.enabled=true') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'ill' },
          region: { startLine: expect.any(Number) },
        },
      },
    ],
  });
  const rules = new Set(run!.tool.driver.rules.map(({ id }) => id));
  for (const { ruleId } of run!.results) expect(rules.has(ruleId)).toBe(true);
  for (const level of ['high', 'warning', 'medium'])
    expect((await optimize(clean, '--fail-on', level)).code).toBe(0);
  expect((await optimize(ill, '--fail-on', 'low')).code).toBe(1);
});

test('the settings alone, without those to keep and what depends on them', async () => {
  const { stdout } = await optimize(ill, '--format', 'conf', '--platform', 'spark-submit');
  expect(stdout).toContain('--conf spark.sql.adaptive.enabled=true');
  const kept = await optimize(ill, '--format', 'conf', '--keep', 'spark.sql.adaptive.enabled');
  expect(kept.stdout).toBe('');
});
