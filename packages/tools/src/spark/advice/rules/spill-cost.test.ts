import { expect, test } from 'vitest';
import { advise } from '../advise.ts';
import { madeRun, times, type MadeTask } from '../testing/made-run.ts';

const mebibyte = 1024 ** 2;
const spilled = {
  diskSpilled: 220 * mebibyte,
  memorySpilled: 300 * mebibyte,
  peakMemory: 300 * mebibyte,
};

/** Eight tasks on four slots that spill 220 MiB each, and what the rule says of them. */
async function spillOf(task: MadeTask) {
  const run = await madeRun({
    plan: { name: 'Sort' },
    conf: { 'spark.sql.shuffle.partitions': '8' },
    stages: [{ tasks: times(8, { shuffleRead: 400 * mebibyte, ...spilled, ...task }) }],
  });
  return advise(run).findings.find(({ rule }) => rule === 'spill')!;
}

test('spill is the share of the processor time that its bytes take', async () => {
  // A second of ten, in two waves of ten seconds.
  const { savedMs, formula, recommendations } = await spillOf({
    ms: 10_000,
    runMs: 10_000,
    cpuMs: 10_000,
  });
  expect(savedMs).toBeCloseTo(2000, -1);
  expect(formula).toContain(
    '1.7 GiB / 220 MiB a second of a core = 8 s of 80 s processor time, 10 %',
  );
  expect(recommendations[0]!.expected).toContain('600 ms to 4 s saved');
});

test('tasks that were quick anyway have little to give back, however much they spilled', async () => {
  const { savedMs } = await spillOf({ ms: 1200, runMs: 1200, cpuMs: 600 });
  expect(savedMs).toBeLessThanOrEqual(0.8 * 2400);
});

test('a stage that waited longer than others may win that time too', async () => {
  const { savedMs, recommendations } = await spillOf({ ms: 10_000, runMs: 10_000, cpuMs: 4000 });
  expect(savedMs).toBeCloseTo(5000, -1);
  expect(recommendations[0]!.expected).toContain('1.5 s to 17 s saved');
});

test('where the log has no processor time, the run of the tasks stands for it', async () => {
  const { savedMs } = await spillOf({ ms: 10_000, runMs: 10_000, cpuMs: 0 });
  expect(savedMs).toBeCloseTo(2000, -1);
});

test('no time is promised where the log has none', async () => {
  const run = await madeRun({
    plan: { name: 'Sort' },
    conf: { 'spark.sql.shuffle.partitions': '8' },
    stages: [
      {
        tasks: times(8, {
          ms: 60_000,
          runMs: 60_000,
          cpuMs: 60_000,
          shuffleRead: 400 * mebibyte,
          diskSpilled: 9 * mebibyte,
          memorySpilled: 30 * mebibyte,
          peakMemory: 300 * mebibyte,
        }),
      },
    ],
  });
  const { severity, recommendations } = advise(run).findings.find(({ rule }) => rule === 'spill')!;
  expect(severity).toBe('info');
  expect(recommendations[0]!.expected).toMatch(/^Less spill in stage 0; (?:no time|1\d\d ms)/);
});
