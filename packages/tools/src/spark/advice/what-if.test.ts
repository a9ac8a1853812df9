import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { renderSettings, settingsFormats } from './render-settings.ts';
import { madeRun, times } from './testing/made-run.ts';
import { whatIf } from './what-if.ts';

test('more executors are never slower, the real size is near the run, and the bounds hold', async () => {
  const found = whatIf(
    await madeRun({
      executors: 4,
      stages: [
        { tasks: times(64, { ms: 3000 }) },
        { gapMs: 4000, tasks: [...times(8, { ms: 1000 }), { ms: 9000 }] },
      ],
    }),
  )!;
  expect(found).toMatchObject({ executors: 4, coresEach: 2 });
  expect(found.points.map(({ executors }) => executors)).toEqual([1, 2, 3, 4, 5, 6, 8, 12, 16, 20]);
  const walls = found.points.map(({ wallMs }) => wallMs);
  expect(walls.toSorted((a, b) => b - a)).toEqual(walls);
  expect(Math.min(...walls)).toBeGreaterThanOrEqual(found.criticalPathMs - 1);
  expect(Math.abs(found.modelError!)).toBeLessThan(0.05);
  // The tail of 9 s and 4 s of the driver do not go away.
  expect(found.criticalPathMs).toBeGreaterThan(16_000);
  expect(found.evenMs).toBeLessThanOrEqual(found.points[3]!.wallMs);
});

const broken = { Reason: 'ExceptionFailure', 'Class Name': 'java.io.IOException', Description: '' };

test('failed attempts of a task are run again before the one that goes well', async () => {
  const found = whatIf(
    await madeRun({
      stages: [
        { id: 1, tasks: [{ ms: 20_000, reason: broken }, ...times(6, { ms: 1000 })], failed: true },
        { id: 1, attempt: 1, tasks: [{ ms: 20_000, reason: broken }], failed: true },
        { id: 1, attempt: 2, tasks: [{ ms: 1000 }] },
      ],
    }),
  )!;
  expect(Math.abs(found.modelError!)).toBeLessThan(0.1);
  expect(found.isReliable).toBe(true);
  expect(found.criticalPathMs).toBeGreaterThan(40_000);
});

test('a run that was held up by what no task shows is marked', async () => {
  const found = whatIf(
    await madeRun({ executors: 2, stages: [{ tasks: times(40, { ms: 1000, executor: '1' }) }] }),
  )!;
  expect(found.modelError).toBeLessThan(-0.2);
  expect(found.isReliable).toBe(false);
  expect(found.caveats[0]).toContain('not to be relied on');
});

test('a run without tasks has no answer', async () => {
  expect(whatIf(await madeRun({ stages: [] }))).toBeNull();
});

const settings = [
  { key: 'spark.sql.adaptive.enabled', new: 'true' },
  { key: 'spark.executor.extraJavaOptions', new: "-Dx='a b'" },
];
test('settings are text that each platform reads', () => {
  const text = Object.fromEntries(
    settingsFormats.map((format) => [format, renderSettings(settings, format)]),
  );
  const values = Object.fromEntries(settings.map(({ key, new: value }) => [key, value]));
  expect(text['spark-defaults']!.split('\n')[0]).toMatch(/^spark\.sql\.adaptive\.enabled\s+true$/);
  expect(text['spark-submit']).toBe(
    "--conf spark.sql.adaptive.enabled=true \\\n--conf 'spark.executor.extraJavaOptions=-Dx='\\''a b'\\'''\n",
  );
  expect(text['pyspark']).toContain('.config("spark.sql.adaptive.enabled", "true")');
  expect(parse(text['spark-operator']!)).toEqual({ spec: { sparkConf: values } });
  expect(JSON.parse(text['emr']!)).toEqual([
    { Classification: 'spark-defaults', Properties: values },
  ]);
  expect(JSON.parse(text['emr-on-eks']!)).toEqual({
    applicationConfiguration: [{ classification: 'spark-defaults', properties: values }],
  });
  expect(JSON.parse(text['databricks']!)).toEqual({ spark_conf: values });
  expect(JSON.parse(text['glue']!)['--conf']).toContain(
    'spark.sql.adaptive.enabled=true --conf spark.executor',
  );
  expect(text['airflow']).toContain('"spark.sql.adaptive.enabled": "true",');
  for (const format of ['spark-defaults', 'spark-submit', 'glue'] as const)
    expect(renderSettings([], format)).toBe('');
});
