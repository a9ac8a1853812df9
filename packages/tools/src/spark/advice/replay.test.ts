import { expect, test } from 'vitest';
import { figuresOfRun } from './run-figures.ts';
import { simulator } from './simulate.ts';
import { madeRun, times, type MadeRun } from './testing/made-run.ts';

const mebibyte = 1024 ** 2;
const simulated = async (run: MadeRun) => simulator(figuresOfRun(await madeRun(run)));

test('the first tasks of an executor are slow on each executor, however many there are', async () => {
  // One slot, whose first task took 5 s and all others 1 s: on four slots each of them begins with 5 s.
  const simulate = await simulated({
    executors: 1,
    cores: 1,
    stages: [{ tasks: [{ ms: 5000, deserializeMs: 900 }, ...times(39, { ms: 1000 })] }],
  });
  expect(simulate(1).wallMs).toBeCloseTo(44_200, -3);
  expect(simulate(4).wallMs).toBeCloseTo(14_200, -3);
});

test('one long task among the first ones is no cold start', async () => {
  const simulate = await simulated({
    executors: 1,
    cores: 2,
    stages: [{ tasks: [{ ms: 30_000, deserializeMs: 20 }, ...times(30, { ms: 1000 })] }],
  });
  // Thirty seconds, and beside them what the others need.
  expect(simulate(4).wallMs).toBeCloseTo(30_200, -3);
});

test('executors that come later take part later', async () => {
  const run: MadeRun = {
    executors: 2,
    cores: 1,
    executorDelayMs: 8000,
    stages: [{ tasks: times(20, { ms: 1000 }) }],
  };
  const simulate = await simulated(run);
  expect(simulate(2).wallMs).toBeCloseTo(18_100, -3);
  expect(simulate(20).wallMs).toBeCloseTo(9100, -3);
});

test('adaptive execution makes as many partitions as there are cores, and the work is shared by them', async () => {
  const conf = { 'spark.sql.adaptive.enabled': 'true' };
  const stages = [{ tasks: times(4, { ms: 8000, shuffleRead: 10 * mebibyte }) }];
  const adaptive = await simulated({ conf, stages, plan: { name: 'Exchange' } });
  expect(adaptive(8).wallMs).toBeCloseTo(4200, -3);
  expect(adaptive(2).wallMs).toBeCloseTo(16_200, -3);
  // A partition has at least 1 MiB, so there are never more than forty.
  expect(adaptive(1000).wallMs).toBeCloseTo(1000, -3);
  const fixed = await simulated({
    conf: { ...conf, 'spark.sql.shuffle.partitions': '4' },
    stages,
    plan: { name: 'Exchange' },
  });
  expect(fixed(8).wallMs).toBeCloseTo(8200, -3);
});

test('with dynamic allocation executors are held while they are used, and until their timeout', async () => {
  const stages = [{ tasks: times(8, { ms: 10_000 }) }, { gapMs: 300_000, tasks: [{ ms: 10_000 }] }];
  const fixed = await simulated({ executors: 4, stages });
  const dynamic = await simulated({
    executors: 4,
    stages,
    conf: { 'spark.dynamicAllocation.enabled': 'true' },
  });
  const hour = (ms: number): number => ms / 3_600_000;
  expect(hour(fixed(8).heldCoreMs)).toBeCloseTo(hour(8 * 320_200), 2);
  // Four executors for 10 s and the minute of the timeout, one again for 10 s.
  expect(hour(dynamic(8).heldCoreMs)).toBeCloseTo(hour(8 * 70_000 + 2 * 10_000), 2);
  expect(dynamic(8).wallMs).toBe(fixed(8).wallMs);
});

test('ten thousand jobs, most without a task that ended well, and cores without measure', async () => {
  const failed = { ms: 10, reason: { Reason: 'TaskKilled', 'Kill Reason': 'x' } };
  const stages = Array.from({ length: 10_000 }, (_, at) => ({
    tasks: [at % 100 === 0 ? { ms: 100 } : failed],
  }));
  const run = await madeRun({ executors: 3, stages });
  const executors = run.executors.map((each) => ({ ...each, cores: 1_000_000_000 }));
  const simulate = simulator(figuresOfRun({ ...run, executors }));
  expect(simulate(3_000_000_000).wallMs).toBeGreaterThanOrEqual(10_000);
  expect(simulate(1).wallMs).toBeGreaterThanOrEqual(10_000);
  expect(simulate(Number.POSITIVE_INFINITY).wallMs).toBeGreaterThanOrEqual(10_000);
});

test('a large cluster is as quick to think about as a small one', async () => {
  const stages = Array.from({ length: 3000 }, () => ({ tasks: times(2, { ms: 100 }) }));
  const simulate = await simulated({
    executors: 2,
    cores: 4,
    stages: [{ tasks: times(20_000, { ms: 10 }) }, ...stages],
  });
  const before = performance.now();
  simulate(20_000);
  // Some milliseconds; a walk over all slots for each stage would take minutes.
  expect(performance.now() - before).toBeLessThan(5000);
});
