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
