import { expect, test } from 'vitest';
import { advise } from '../advise.ts';
import { madeRun, times, type MadeRun } from '../testing/made-run.ts';

const found = async (run: MadeRun) =>
  advise(await madeRun(run)).findings.find(({ rule }) => rule === 'locality');
/** Twelve looks of 300 ms at what one of two executors has. */
const onOne = { cached: true, tasks: times(24, { ms: 300, executor: '1' }) };
const looks = Array.from({ length: 6 }, () => onOne);

test('executors that stand idle because the data is cached on another one', async () => {
  expect(await found({ stages: looks })).toMatchObject({
    severity: 'critical',
    title: '6 stages waited for the executors that have their data, such as stage 0 for 1 of 2',
    // 3.6 s on two slots, 1.8 s on four.
    savedMs: 6 * 1800,
    recommendations: [{ key: 'spark.locality.wait', old: '3s', new: '0s' }],
  });
});

test('tasks near their blocks, which the log says by their level', async () => {
  const near = { tasks: times(24, { ms: 300, executor: '1', locality: 'NODE_LOCAL' }) };
  expect((await found({ stages: [near, near, near] }))?.savedMs).toBe(3 * 1800);
});

test.each<[string, MadeRun]>([
  [
    'all executors have the data',
    { stages: looks.map(() => ({ cached: true, tasks: times(24, { ms: 300 }) })) },
  ],
  ['no task prefers a place', { stages: looks.map(({ tasks }) => ({ tasks })) }],
  ['nothing is waited for', { stages: looks, conf: { 'spark.locality.wait': '0s' } }],
  ['there is one executor', { executors: 1, stages: looks }],
  [
    'the other executor was lost before',
    { stages: looks, removed: { 2: { afterMs: 50, reason: 'lost' } } },
  ],
  [
    'there are no more tasks than slots',
    { stages: looks.map(() => ({ cached: true, tasks: times(2, { ms: 3000, executor: '1' }) })) },
  ],
])('nothing is told where %s', async (_, run) => {
  expect(await found(run)).toBeUndefined();
});
