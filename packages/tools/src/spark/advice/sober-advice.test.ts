import { expect, test } from 'vitest';
import { advise, type Advice } from './advise.ts';
import { madeRun, times, type MadeRun } from './testing/made-run.ts';

const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;
const adviceOn = async (run: MadeRun): Promise<Advice> => advise(await madeRun(run));
const wanted = ({ recommendations }: Advice, key: string): string | undefined =>
  recommendations.find((each) => each.key === key)?.new;
const rulesOf = ({ findings }: Advice): string[] => findings.map(({ rule }) => rule);

test('the size of a run is not judged by tasks of seconds', async () => {
  const idle = (ms: number): MadeRun => ({
    executors: 6,
    stages: [{ tasks: [{ ms }] }, { gapMs: 40_000, tasks: [{ ms }] }],
  });
  expect(rulesOf(await adviceOn(idle(2000)))).not.toContain('idle-executors');
  expect(rulesOf(await adviceOn(idle(20_000)))).toContain('idle-executors');
});

test('one executor of ten is not worth giving back', async () => {
  const advice = await adviceOn({
    executors: 10,
    cores: 1,
    stages: [
      { tasks: times(9, { ms: 4000 }) },
      { gapMs: 5000, tasks: times(9, { ms: 4000 }) },
      { gapMs: 5000, tasks: times(9, { ms: 4000 }) },
    ],
  });
  expect(advice.run.busyCoreHours / advice.run.allocatedCoreHours).toBeLessThan(0.5);
  expect(rulesOf(advice)).not.toContain('idle-executors');
});

test('a standalone cluster is sized by cores', async () => {
  const run = { executors: 4, cores: 2, stages: [{ tasks: [{ ms: 30_000 }] }] };
  const advice = await adviceOn({ ...run, conf: { 'spark.master': 'spark://host:7077' } });
  expect(wanted(advice, 'spark.cores.max')).toBe('2');
  expect(wanted(await adviceOn(run), 'spark.executor.instances')).toBe('1');
});

const collecting = (heap: string, ms: number): MadeRun => ({
  conf: { 'spark.executor.memory': heap },
  stages: [{ tasks: times(40, { ms, gcMs: ms * 0.3 }) }],
});
test('a heap grows no further than references are compressed', async () => {
  expect(wanted(await adviceOn(collecting('8g', 4000)), 'spark.executor.memory')).toBe('16g');
  expect(wanted(await adviceOn(collecting('20g', 4000)), 'spark.executor.memory')).toBe('31g');
  const large = await adviceOn(collecting('30g', 4000));
  expect(wanted(large, 'spark.executor.memory')).toBeUndefined();
  expect(large.findings[0]?.codeAdvice[0]).toContain('fewer cores');
});

test('what is only noted does not ask for memory', async () => {
  const advice = await adviceOn({
    conf: { 'spark.executor.memory': '20g' },
    stages: [{ tasks: times(20, { ms: 700, gcMs: 100 }) }],
  });
  expect(advice.findings).toMatchObject([{ rule: 'garbage-collection', severity: 'info' }]);
  expect(advice.recommendations).toEqual([]);
  expect(advice.refused[0]?.why).toContain('too little');
});

test('an executor that ended with the code of an OutOfMemoryError ran out of heap', async () => {
  const reason = {
    Reason: 'ExecutorLostFailure',
    'Executor ID': '1',
    'Exit Caused By App': true,
    'Loss Reason': 'Command exited with code 52',
  };
  const advice = await adviceOn({ stages: [{ tasks: [{ ms: 2000, reason }, { ms: 2000 }] }] });
  expect(wanted(advice, 'spark.executor.memory')).toBe('4g');
});

test('seconds of a short run are a warning, not critical', async () => {
  const skewed = (ms: number): MadeRun => ({
    stages: [
      {
        tasks: [
          ...times(12, { ms: 1000, shuffleRead: mebibyte, records: 1000 }),
          { ms, shuffleRead: 20 * mebibyte, records: 20_000 },
        ],
      },
    ],
  });
  expect((await adviceOn(skewed(5000))).findings[0]?.severity).toBe('warning');
  expect((await adviceOn(skewed(20_000))).findings[0]?.severity).toBe('critical');
});

test('an attempt that went well when it was repeated is no failure of its stage', async () => {
  const failed = { ms: 2000, reason: { Reason: 'TaskResultLost' } };
  const first = { id: 0, tasks: [failed, ...times(30, { ms: 2000 })], failed: true };
  const again = { id: 0, attempt: 1, tasks: times(31, { ms: 2000 }) };
  const severity = ({ findings }: Advice) =>
    findings.find(({ title }) => title.includes('TaskResultLost'))?.severity;
  expect(severity(await adviceOn({ stages: [first, again] }))).toBe('info');
  expect(severity(await adviceOn({ stages: [first] }))).toBe('critical');
});

test('cached partitions that are done at once are not too large', async () => {
  const stage = (ms: number): MadeRun => ({
    stages: [
      { tasks: times(4, { ms, input: gibibyte, records: 1000 }) },
      { tasks: [{ ms: 30_000 }] },
    ],
  });
  expect(rulesOf(await adviceOn(stage(8)))).not.toContain('large-partitions');
  expect(rulesOf(await adviceOn(stage(10_000)))).toContain('large-partitions');
});

test('partitions far above what coalescing aims at come from the program', async () => {
  const advice = await adviceOn({
    plan: { name: 'SortAggregate' },
    stages: [{ tasks: times(2, { ms: 100_000, shuffleRead: 2.5 * gibibyte, records: 1e7 }) }],
  });
  const found = advice.findings.find(({ rule }) => rule === 'large-partitions');
  expect(found?.recommendations).toEqual([]);
  expect(found?.codeAdvice[0]).toContain('comes from the program');
});

test('a file that is larger than a split cannot be split by a setting', async () => {
  const advice = (conf: Record<string, string>) =>
    adviceOn({
      plan: { name: 'Scan text', metrics: { 'size of files read': 2 * gibibyte } },
      conf,
      stages: [{ tasks: times(2, { ms: 100_000, input: gibibyte, records: 1e7 }) }],
    });
  const key = 'spark.sql.files.maxPartitionBytes';
  expect(wanted(await advice({}), key)).toBeUndefined();
  expect(wanted(await advice({ [key]: '4g' }), key)).toBe('128m');
});

test('executors that were asked to go are not lost', async () => {
  const removed = (reason: string): MadeRun => ({
    removed: { '1': { afterMs: 5000, reason } },
    stages: [{ tasks: times(20, { ms: 4000 }) }],
  });
  const asked = 'Container container_1_0001_01_000002 exited from explicit termination request.';
  expect(rulesOf(await adviceOn(removed(asked)))).not.toContain('lost-executors');
  expect(rulesOf(await adviceOn(removed('Remote RPC client disassociated')))).toContain(
    'lost-executors',
  );
});

test('a limit of results is raised for all tasks of the stage, not for those that ended', async () => {
  const refused = { ms: 2000, reason: { Reason: 'TaskKilled', 'Kill Reason': 'Stage cancelled' } };
  const advice = await adviceOn({
    conf: { 'spark.driver.maxResultSize': '100m', 'spark.driver.memory': '4g' },
    stages: [
      {
        failed:
          'Total size of serialized results of 6 tasks (120.0 MiB) is bigger than spark.driver.maxResultSize (100.0 MiB)',
        tasks: [...times(5, { ms: 2000, resultSize: 20 * mebibyte }), ...times(15, refused)],
      },
    ],
  });
  expect(wanted(advice, 'spark.driver.maxResultSize')).toBe('800m');
});

test('the size of a run that broke off is not judged', async () => {
  const run = (failed: boolean): MadeRun => ({
    executors: 4,
    stages: [{ tasks: [{ ms: 30_000 }], failed }],
  });
  expect(rulesOf(await adviceOn(run(true)))).not.toContain('idle-executors');
  expect(rulesOf(await adviceOn(run(false)))).toContain('idle-executors');
});

test('the size of a run that mostly waited for its first executor is not judged', async () => {
  const stages = [{ tasks: times(4, { ms: 2600 }) }, { gapMs: 6000, tasks: [{ ms: 300 }] }];
  const at = async (executorDelayMs: number) =>
    rulesOf(await adviceOn({ executors: 2, stages, executorDelayMs }));
  expect(await at(24_000)).not.toContain('idle-executors');
  // The same work, and executors that are held while the driver is busy.
  const later = { gapMs: 40_000, tasks: [{ ms: 300 }] };
  const held = await adviceOn({ executors: 2, stages: [...stages, later] });
  expect(rulesOf(held)).toContain('idle-executors');
});
