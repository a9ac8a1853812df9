import { expect, test } from 'vitest';
import { overviewOf, stageOverviews } from '../measure/overview.ts';
import { applicationOfDescription } from './application-of-description.ts';
import { parseDescription } from './parse-description.ts';
import { readDuration, readShare, readSize } from './quantities.ts';

test.each([
  ['2 TB', 2 * 1024 ** 4],
  ['1.5GiB', 1.5 * 1024 ** 3],
  ['8g', 8 * 1024 ** 3],
  ['1,024 B', 1024],
  [77, 77],
  ['much', null],
  ['-3 GB', null],
])('size %s', (text, bytes) => {
  expect(readSize(text)).toBe(bytes);
});

test.each([
  ['1 h 20 min', 4_800_000],
  ['3h', 10_800_000],
  ['2.5 minutes', 150_000],
  ['350 ms', 350],
  ['01:02:03', 3_723_000],
  ['12', 12],
  ['12 parsecs', null],
])('duration %s', (text, milliseconds) => {
  expect(readDuration(text)).toBe(milliseconds);
});

test('a share is at most all', () => {
  expect([readShare('31 %'), readShare(0.3), readShare('3')]).toEqual([0.31, 0.3, null]);
});

test('JSON with configuration, cluster, stages and symptoms', () => {
  expect(
    parseDescription(
      JSON.stringify({
        sparkVersion: '3.5.1',
        cluster: { executors: 8, executorCores: 4, executorMemory: '16g' },
        config: { 'spark.sql.adaptive.enabled': false, other: 1 },
        stages: [{ stageId: 3, numTasks: 100, duration: 60_000, shuffleReadBytes: 1e9 }, 'x', {}],
        symptoms: ['slow since Monday'],
      }),
    ),
  ).toMatchObject({
    sparkVersion: '3.5.1',
    executors: 8,
    executorCores: 4,
    configuration: {
      'spark.executor.memory': '16384m',
      'spark.executor.instances': '8',
      'spark.sql.adaptive.enabled': 'false',
    },
    stages: [{ id: 3, tasks: 100, durationMs: 60_000, shuffleReadBytes: 1e9, gcShare: null }],
    symptoms: ['slow since Monday'],
  });
});

const table = `spark.executor.memory=4g
--executor-cores 5 --num-executors 10
| Stage | Duration | Tasks | Median | Max | Shuffle Read | Spill (disk) |
|---|---|---|---|---|---|---|
| 3 | 12 min | 200/200 | 20 s | 9 min | 300 GB | 12.5 GB |
| 4 | 40 s | 200 | 3 s | 4 s | 20 GB | - |
driver dies now and then`;

test('text with settings, flags, a table and a sentence', () => {
  expect(parseDescription(table)).toMatchObject({
    executors: 10,
    executorCores: 5,
    configuration: { 'spark.executor.memory': '4g' },
    stages: [
      { id: 3, durationMs: 720_000, tasks: 200, medianMs: 20_000, longestMs: 540_000 },
      { id: 4, durationMs: 40_000, diskSpilledBytes: null },
    ],
    symptoms: ['driver dies now and then'],
  });
});

test.each([
  [
    '12 executors x 6 cores x 10g, 3 TB shuffle, 400 shuffle partitions, takes 5 h',
    {
      executors: 12,
      executorCores: 6,
      durationMs: 18_000_000,
      configuration: { 'spark.executor.memory': '10240m', 'spark.sql.shuffle.partitions': '400' },
      stages: [{ shuffleReadBytes: 3 * 1024 ** 4 }],
    },
  ],
  [
    'one task of stage 7 runs 40 minutes and the other 199 finish in 2 minutes',
    { stages: [{ id: 7, tasks: 200, longestMs: 2_400_000, medianMs: 120_000 }] },
  ],
  [
    'we spill 900 MB memory / 200 MB disk in stage 2',
    { stages: [{ id: 2, memorySpilledBytes: 900 * 1024 ** 2, diskSpilledBytes: 200 * 1024 ** 2 }] },
  ],
])('%s', (text, expected) => {
  expect(parseDescription(text)).toMatchObject(expected);
});

test.each(['hello', 'what is Spark?', '', '{', '{"a":1}', '[]'])(
  'no run is described by %j',
  (text) => {
    expect(parseDescription(text)).toBeNull();
  },
);

test('the run of a description has the totals and the longest tasks that were said', async () => {
  const { application, missing } = await applicationOfDescription(parseDescription(table)!);
  expect(overviewOf(application)).toMatchObject({
    durationMs: 760_000,
    tasks: { total: 400 },
    executors: { mostCoresAtOnce: 50 },
  });
  expect(overviewOf(application).shuffleReadBytes / 1024 ** 3).toBeCloseTo(320, 3);
  expect(stageOverviews(application)[0]).toMatchObject({
    id: 3,
    medianMs: 20_000,
    longestMs: 540_000,
  });
  expect(missing).toContain('the version of Spark');
  expect(missing).not.toContain('shuffle sizes');
});

test('what was not said is not taken for idle time', async () => {
  const text = '40 executors x 4 cores, 2 TB shuffle, takes 3 h';
  const { application } = await applicationOfDescription(parseDescription(text)!);
  const { busyShare, driverOnlyMs, tasks } = overviewOf(application);
  expect(tasks.total).toBe(200);
  expect(application.executions).toEqual([]);
  expect(driverOnlyMs).toBe(0);
  expect(busyShare).toBeGreaterThan(0.9);
});

test('millions of tasks and executors in words do not become millions of objects', async () => {
  const text =
    '90000000 executors, one task of stage 1 runs 9 h and the other 900000000 finish in 1 s';
  const { application } = await applicationOfDescription(parseDescription(text)!);
  expect(overviewOf(application).tasks.total).toBeLessThanOrEqual(100_000);
  expect(application.executors.length).toBeLessThanOrEqual(10_000);
});

test('settings of SQL make the run one of a query', async () => {
  const text = 'spark.sql.adaptive.enabled=false\nstage 2 spilled 3 GB to disk, took 20 min';
  const { application } = await applicationOfDescription(parseDescription(text)!);
  expect(application.executions).toMatchObject([{ id: 0, status: 'COMPLETED' }]);
  expect([...application.executions[0]!.stageIds]).toEqual([2]);
});
