import { describe, expect, test } from 'vitest';
import type { JobQueue } from '../job-queue.ts';

/** What every job queue must do. `create` gives an empty queue whose clock is `now()`. */
export function jobQueueConformance(
  name: string,
  create: (now: () => number) => Promise<JobQueue>,
): void {
  describe(`${name} as a job queue`, () => {
    const make = async () => {
      const clock = { now: 1000 };
      return { clock, queue: await create(() => clock.now) };
    };
    const job = (id: string) => ({ id, queue: 'q', payload: `{"of":"${id}"}` });

    test('gives jobs in order, each to one worker', async () => {
      const { queue } = await make();
      await queue.enqueue(job('a'));
      await queue.enqueue(job('b'));
      expect(await queue.claim('q', 'w1', 100)).toEqual({ ...job('a'), attempt: 1 });
      expect(await queue.claim('q', 'w2', 100)).toMatchObject({ id: 'b' });
      expect(await queue.claim('q', 'w3', 100)).toBeNull();
      expect(await queue.claim('other', 'w3', 100)).toBeNull();
    });
    test('an id is queued once, even after it was done', async () => {
      const { queue } = await make();
      await queue.enqueue(job('a'));
      await queue.enqueue(job('a'));
      await queue.claim('q', 'w', 100);
      expect(await queue.ack('a', 'w')).toBe(true);
      await queue.enqueue(job('a'));
      expect(await queue.claim('q', 'w', 100)).toBeNull();
      expect(await queue.stats('q')).toEqual({ queued: 0, running: 0, failed: 0, done: 1 });
    });
    test('a job comes back when its lease runs out, and the old worker has lost it', async () => {
      const { queue, clock } = await make();
      await queue.enqueue(job('a'));
      await queue.claim('q', 'dead', 100);
      clock.now += 101;
      expect(await queue.claim('q', 'next', 100)).toMatchObject({ id: 'a', attempt: 2 });
      expect(await queue.ack('a', 'dead')).toBe(false);
      expect(await queue.heartbeat('a', 'dead', 100)).toBe(false);
      expect(await queue.ack('a', 'next')).toBe(true);
    });
    test('a heartbeat keeps the lease and tells the progress', async () => {
      const { queue, clock } = await make();
      await queue.enqueue(job('a'));
      await queue.claim('q', 'w', 100);
      clock.now += 90;
      expect(await queue.heartbeat('a', 'w', 100, { fraction: 0.5, note: 'half' })).toBe(true);
      clock.now += 90;
      expect(await queue.claim('q', 'other', 100)).toBeNull();
      expect(await queue.get('a')).toMatchObject({
        status: 'running',
        progress: { fraction: 0.5, note: 'half' },
        startedAt: 1000,
        reportedAt: 1090,
      });
      clock.now += 200;
      await queue.claim('q', 'other', 100);
      expect(await queue.get('a')).toMatchObject({
        progress: null,
        startedAt: 1380,
        reportedAt: null,
      });
    });
    test('a failed job waits and is tried again, until its attempts are used up', async () => {
      const { queue, clock } = await make();
      await queue.enqueue(job('a'), { maxAttempts: 2 });
      await queue.claim('q', 'w', 100);
      expect(await queue.fail('a', 'w', 'first', 50)).toBe(true);
      expect(await queue.claim('q', 'w', 100)).toBeNull();
      clock.now += 51;
      expect(await queue.claim('q', 'w', 100)).toMatchObject({ attempt: 2 });
      await queue.fail('a', 'w', 'second', 50);
      clock.now += 51;
      expect(await queue.claim('q', 'w', 100)).toBeNull();
      expect(await queue.get('a')).toMatchObject({ status: 'failed', error: 'second' });
    });
    test('a worker that dies with the last attempt does not keep the job alive', async () => {
      const { queue, clock } = await make();
      await queue.enqueue(job('a'), { maxAttempts: 1 });
      await queue.claim('q', 'dead', 100);
      clock.now += 101;
      expect(await queue.claim('q', 'next', 100)).toBeNull();
      expect(await queue.get('a')).toMatchObject({ status: 'failed' });
    });
    test('a job that is given back has lost nothing', async () => {
      const { queue, clock } = await make();
      await queue.enqueue(job('a'), { maxAttempts: 1 });
      await queue.claim('q', 'w', 100);
      expect(await queue.release('a', 'other')).toBe(false);
      expect(await queue.release('a', 'w')).toBe(true);
      expect(await queue.claim('q', 'next', 100)).toMatchObject({ id: 'a', attempt: 1 });
      expect(await queue.release('a', 'next', 50)).toBe(true);
      expect(await queue.claim('q', 'next', 100)).toBeNull();
      clock.now += 50;
      expect(await queue.claim('q', 'next', 100)).toMatchObject({ id: 'a', attempt: 1 });
    });
    test('jobs of workers that are gone come back at once, those of the living do not', async () => {
      const { queue } = await make();
      for (const id of ['a', 'b']) await queue.enqueue(job(id));
      await queue.claim('q', 'dead', 100);
      await queue.claim('q', 'living', 100);
      expect(await queue.recover('q', async (worker) => worker === 'living')).toBe(1);
      expect(await queue.recover('other', async () => false)).toBe(0);
      expect(await queue.claim('q', 'next', 100)).toMatchObject({ id: 'a', attempt: 2 });
      expect(await queue.claim('q', 'next', 100)).toBeNull();
      expect(await queue.ack('a', 'dead')).toBe(false);
      expect(await queue.ack('b', 'living')).toBe(true);
    });
    test('a removed job can be queued again, one under a lease is not removed', async () => {
      const { queue, clock } = await make();
      await queue.enqueue(job('a'));
      await queue.claim('q', 'w', 100);
      expect(await queue.remove('a')).toBe(false);
      expect(await queue.ack('a', 'w')).toBe(true);
      expect(await queue.remove('a')).toBe(true);
      expect(await queue.get('a')).toBeNull();
      await queue.enqueue(job('a'));
      expect(await queue.claim('q', 'w', 100)).toMatchObject({ id: 'a', attempt: 1 });
      clock.now += 101;
      expect(await queue.remove('a')).toBe(true);
      expect(await queue.remove('unknown')).toBe(true);
    });
    test('a job for later, and a final failure', async () => {
      const { queue, clock } = await make();
      await queue.enqueue(job('a'), { runAt: 2000 });
      expect(await queue.claim('q', 'w', 100)).toBeNull();
      clock.now = 2000;
      await queue.claim('q', 'w', 100);
      await queue.fail('a', 'w', 'for good', null);
      expect(await queue.get('a')).toMatchObject({ status: 'failed', error: 'for good' });
      expect(await queue.get('unknown')).toBeNull();
    });
  });
}
