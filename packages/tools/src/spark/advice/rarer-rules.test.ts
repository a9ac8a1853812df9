import { expect, test } from 'vitest';
import { advise, type Advice } from './advise.ts';
import { madeRun, times, type MadeRun } from './testing/made-run.ts';
import type { Application, StreamingProgress } from '../model/application.ts';

const mebibyte = 1024 ** 2;
const finding = ({ findings }: Advice, rule: string) => findings.find((each) => each.rule === rule);
const of = async (run: MadeRun): Promise<Advice> => advise(await madeRun(run));
const plain = { ms: 2000, shuffleRead: 40 * mebibyte, records: 100_000 };

/** A run of ten seconds with a streaming query of these batches. */
async function streaming(
  batches: readonly { readonly rows: number; readonly ms: number }[],
  everyMs = 0,
): Promise<Application> {
  const run = await madeRun({ stages: [{ tasks: times(8, plain) }] });
  let at = Date.parse('2026-01-01T00:00:00Z');
  const progress = batches.map(({ rows, ms }, batchId): StreamingProgress => {
    const timestamp = new Date(at).toISOString();
    at += Math.max(ms, everyMs);
    return {
      batchId,
      timestamp,
      batchDuration: ms,
      inputRows: rows,
      inputRowsPerSecond: 8000,
      processedRowsPerSecond: 200,
      durations: { addBatch: ms - 10 },
      stateRows: 0,
      stateBytes: 0,
      sources: [],
    };
  });
  return {
    ...run,
    streams: [
      {
        id: 'q',
        runId: 'r',
        name: 'clicks',
        startTime: null,
        endTime: null,
        exception: null,
        progress,
        progressCount: progress.length,
      },
    ],
  };
}

test('a streaming query falls behind where its batches grow without a pause', async () => {
  const behind = advise(
    await streaming([80, 160, 320, 400, 640].map((rows) => ({ rows, ms: rows * 18 }))),
  );
  expect(finding(behind, 'streaming-lag')).toMatchObject({
    severity: 'warning',
    title: expect.stringContaining('clicks'),
  });
  // The same rates of Spark, and batches that stay as they are.
  const even = advise(
    await streaming(
      times(12, { ms: 250 }).map(({ ms }) => ({ rows: 80, ms })),
      1000,
    ),
  );
  expect(finding(even, 'streaming-lag')).toBeUndefined();
  const full = advise(await streaming(times(12, { ms: 1000 }).map(({ ms }) => ({ rows: 80, ms }))));
  expect(finding(full, 'streaming-lag')).toBeUndefined();
});

test('the driver of a streaming query waits for data, and its executors for the hour with most of it', async () => {
  const run = { stages: [{ tasks: times(8, plain) }, { gapMs: 120_000, tasks: times(8, plain) }] };
  expect(finding(await of(run), 'driver-bound')).toMatchObject({ severity: 'warning' });
  const { streams } = await streaming([]);
  const found = advise({ ...(await madeRun(run)), streams });
  expect(finding(found, 'driver-bound')).toBeUndefined();
  expect(finding(found, 'idle-executors')?.severity ?? 'info').toBe('info');
});

test('copies of tasks that were not needed', async () => {
  const killed = {
    ms: 15_000,
    speculative: true,
    reason: { Reason: 'TaskKilled', 'Kill Reason': 'another attempt succeeded' },
  };
  const found = await of({
    version: '3.3.0',
    conf: { 'spark.speculation': 'true' },
    stages: [{ tasks: [...times(20, plain), ...times(8, killed)] }],
  });
  expect(finding(found, 'speculation')).toMatchObject({
    severity: 'warning',
    savedCoreHours: expect.closeTo(120 / 3600, 3),
  });
  expect(found.recommendations.map(({ key, new: value }) => [key, value])).toContainEqual([
    'spark.speculation.multiplier',
    '3',
  ]);
  expect(
    finding(
      await of({ stages: [{ tasks: [...times(20, plain), ...times(4, killed)] }] }),
      'speculation',
    ),
  ).toBeUndefined();
});

test('twice the cores are told where the work could be spread on them', async () => {
  const found = finding(
    await of({ executors: 1, stages: [{ tasks: times(200, plain) }] }),
    'too-few-cores',
  );
  expect(found).toMatchObject({ severity: 'info' });
  expect(found!.savedMs).toBeGreaterThan(90_000);
  expect(
    finding(await of({ executors: 1, stages: [{ tasks: [{ ms: 200_000 }] }] }), 'too-few-cores'),
  ).toBeUndefined();
});

test('executors of one core or of many are noted', async () => {
  const stages = [{ tasks: times(8, plain) }];
  const shape = async (cores: number, memory: string) =>
    finding(
      await of({ cores, stages, conf: { 'spark.executor.memory': memory } }),
      'executor-shape',
    )?.severity;
  expect(await shape(16, '40g')).toBe('info');
  expect(await shape(1, '1g')).toBe('info');
  expect(await shape(4, '80g')).toBe('info');
  expect(await shape(4, '16g')).toBeUndefined();
});

test('executors that live for seconds stay longer with a longer timeout', async () => {
  const removed = Object.fromEntries(
    ['1', '2', '3', '4', '5'].map((id) => [id, { afterMs: 20_000, reason: 'Executor idle' }]),
  );
  const run = {
    executors: 6,
    stages: [{ tasks: times(200, plain) }],
    conf: {
      'spark.dynamicAllocation.enabled': 'true',
      'spark.dynamicAllocation.executorIdleTimeout': '5s',
    },
  };
  const found = await of({ ...run, removed });
  expect(finding(found, 'executor-churn')).toMatchObject({ severity: 'warning' });
  expect(found.recommendations.find(({ key }) => key.endsWith('executorIdleTimeout'))?.new).toBe(
    '60s',
  );
  expect(finding(await of(run), 'executor-churn')).toBeUndefined();
});

test('settings that a release does not know any more, and defaults that were switched off', async () => {
  const found = await of({
    stages: [{ tasks: times(8, plain) }],
    plan: { name: 'Exchange' },
    conf: {
      'spark.blacklist.enabled': 'true',
      'spark.sql.adaptive.enabled': 'false',
      'spark.dynamicAllocation.enabled': 'true',
      'spark.executor.memoryOverhead': '100m',
    },
  });
  const titles = found.findings
    .filter(({ rule }) => rule === 'configuration')
    .map(({ title }) => title);
  expect(titles).toEqual(
    expect.arrayContaining([
      'spark.blacklist.enabled has no effect',
      'Adaptive execution is switched off',
      'Dynamic allocation has no upper bound',
      'The memory overhead is below its default',
    ]),
  );
});

test('a part of a plan that is made twice, and one that is used again', async () => {
  const scan = {
    name: 'Scan parquet',
    text: 'FileScan parquet [a#1L]',
    metrics: { 'number of output rows': 5_000_000 },
  };
  const side = (id: number) => ({
    name: 'HashAggregate',
    text: `HashAggregate(keys=[a#${id}L])`,
    children: [
      {
        name: 'Exchange',
        text: `hashpartitioning(a#${id}L, 200)`,
        children: [
          {
            name: 'Filter',
            text: `a#${id}L > 1`,
            children: [{ ...scan, text: `FileScan parquet [a#${id}L]` }],
          },
        ],
      },
    ],
  });
  const join = (other: object) => ({
    stages: [{ tasks: times(8, plain) }],
    plan: { name: 'SortMergeJoin', children: [side(1), other] } as MadeRun['plan'],
  });
  const twice = finding(await of(join(side(77)) as MadeRun), 'repeated-work');
  expect(twice).toMatchObject({
    severity: 'info',
    title: 'A part of 4 operators is made 2 times in one query',
  });
  const reused = {
    name: 'HashAggregate',
    text: 'HashAggregate(keys=[a#9L])',
    children: [{ name: 'ReusedExchange', text: 'ReusedExchange [a#9L]' }],
  };
  expect(finding(await of(join(reused) as MadeRun), 'repeated-work')).toBeUndefined();
});

test('a job that was cancelled did not fail', async () => {
  const run = await madeRun({ stages: [{ tasks: times(8, plain), failed: true }] });
  expect(finding(advise(run), 'failed-tasks')).toMatchObject({ severity: 'critical' });
  const [job] = run.jobs;
  const cancelled = {
    ...run,
    jobs: [
      {
        ...job!,
        failure:
          '[SPARK_JOB_CANCELLED] Job 0 cancelled part of cancelled job group g SQLSTATE: XXKDA',
      },
    ],
  };
  expect(finding(advise(cancelled), 'failed-tasks')).toBeUndefined();
});

test('a cold executor is no slow task', async () => {
  // Executor 2 began when the others had been working for a while.
  const stage = (first: object) => ({
    stages: [
      { tasks: times(6, { ms: 700, executor: '1' }) },
      { tasks: [...times(3, { ms: 700, executor: '1' }), { ms: 3300, executor: '2', ...first }] },
    ],
  });
  expect(finding(await of(stage({ deserializeMs: 1100 })), 'slow-tasks')).toMatchObject({
    severity: 'info',
    title: expect.stringContaining('first of their executors'),
  });
  expect(finding(await of(stage({ deserializeMs: 10 })), 'slow-tasks')?.title).not.toContain(
    'first of their executors',
  );
});

test('a query whose broadcast the driver could not make', async () => {
  const stages = [{ tasks: times(8, plain) }];
  const plan = { name: 'BroadcastHashJoin', children: [{ name: 'BroadcastExchange' }] };
  const conf = { 'spark.sql.autoBroadcastJoinThreshold': '1g' };
  const queryError =
    'Not enough memory to build and broadcast the table to all worker nodes. As a workaround, you can either disable broadcast ...';
  const found = await of({ stages, plan, conf, queryError });
  expect(finding(found, 'large-broadcast')).toMatchObject({
    severity: 'critical',
    executions: [0],
  });
  expect(finding(found, 'failed-tasks')).toMatchObject({
    severity: 'critical',
    title: '1 of 1 queries failed, and no job of theirs',
  });
  expect(found.recommendations).toMatchObject([
    { key: 'spark.sql.autoBroadcastJoinThreshold', old: '1g', new: '10m' },
  ]);
  for (const queryError of ['Query [id = 1] was cancelled', 'java.lang.InterruptedException'])
    expect(
      (await of({ stages, plan, conf, queryError })).findings.filter(
        ({ severity }) => severity !== 'info',
      ),
    ).toEqual([]);
});
