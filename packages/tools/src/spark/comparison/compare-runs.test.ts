import { expect, test } from 'vitest';
import { madeRun, times } from '../advice/testing/made-run.ts';
import { compareSparkRuns } from './compare-runs.ts';

const mebibyte = 1024 ** 2;
const stage = (ms: number, shuffleRead = 40 * mebibyte) => ({
  tasks: times(20, { ms, shuffleRead }),
});

test('two equal runs differ by nothing', async () => {
  const run = { stages: [stage(2000), stage(1000)] };
  expect(compareSparkRuns(await madeRun(run), await madeRun(run))).toMatchObject({
    differenceMs: 0,
    isReal: false,
    contributions: [],
    onlyBefore: [],
    onlyAfter: [],
    settings: [],
  });
});

test('contributions add up to the difference, largest first, and say what changed', async () => {
  const before = await madeRun({
    stages: [stage(2000), stage(1000), { ...stage(500), gapMs: 1000 }],
  });
  const after = await madeRun({
    conf: { 'spark.sql.shuffle.partitions': '10' },
    stages: [stage(2000), stage(5000, 200 * mebibyte), { ...stage(500), gapMs: 9000 }],
  });
  const compared = compareSparkRuns(before, after);
  const sum = compared.contributions.reduce((total, { ms }) => total + ms, 0);
  expect(sum).toBeCloseTo(compared.differenceMs, 6);
  expect(compared.isReal).toBe(true);
  expect(compared.contributions[0]).toMatchObject({
    what: 'stage',
    ms: 20_000,
    why: expect.arrayContaining(['the data it reads is 5 times as large']),
  });
  expect(compared.contributions[1]).toMatchObject({ what: 'driver', ms: 8000 });
  expect(compared.settings).toEqual([
    { key: 'spark.sql.shuffle.partitions', before: null, after: '10' },
  ]);
});

test('a stage that came in between shifts none of the others', async () => {
  const before = await madeRun({
    stages: [
      { ...stage(2000), id: 0 },
      { ...stage(3000), id: 2 },
    ],
  });
  const after = await madeRun({
    stages: [
      { ...stage(2000), id: 0 },
      { ...stage(4000), id: 0, attempt: 1 },
      { ...stage(3000), id: 2 },
    ],
  });
  const { stages, onlyAfter, contributions } = compareSparkRuns(before, after);
  expect(stages.map(({ ms }) => ms)).toEqual([0, 0]);
  expect(onlyAfter).toMatchObject([{ id: 0, attempt: 1 }]);
  expect(contributions).toMatchObject([{ what: 'stage only after', ms: 20_000 }]);
});

test('executors that came later and tasks that failed are told', async () => {
  const failed = { ms: 3000, reason: { Reason: 'TaskResultLost' } };
  const before = await madeRun({ stages: [stage(2000)] });
  const after = await madeRun({
    executorDelayMs: 15_000,
    stages: [{ tasks: [...stage(2000).tasks, failed] }],
  });
  const { contributions, differenceMs } = compareSparkRuns(before, after);
  expect(contributions.reduce((sum, { ms }) => sum + ms, 0)).toBeCloseTo(differenceMs, 6);
  expect(contributions[0]?.why[1]).toMatch(/waited 1[45].* instead of/);
  expect(contributions[1]?.why).toContain('the number of failed tasks came up');
});
