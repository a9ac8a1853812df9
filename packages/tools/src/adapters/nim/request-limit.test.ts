import { expect, test } from 'vitest';
import { createVirtualTime } from '../../ports/conformance/virtual-time.ts';
import { createRequestLimit } from './request-limit.ts';

test('no 60 seconds hold more requests than the limit', async () => {
  const time = createVirtualTime();
  const limit = createRequestLimit(40, time);
  const sent: number[] = [];
  for (let at = 0; at < 200; at++) {
    await limit.take('bulk');
    sent.push(time.now());
    await time.sleep((at * 37) % 900);
  }
  for (const from of sent)
    expect(sent.filter((each) => each >= from && each < from + 60_000).length).toBeLessThanOrEqual(
      40,
    );
});

test('bulk work leaves a part to people, who are told where they would wait too long', async () => {
  const time = createVirtualTime();
  const limit = createRequestLimit(40, time);
  for (let at = 0; at < 30; at++) await limit.take('bulk');
  expect(time.slept).toEqual([]);
  for (let at = 0; at < 10; at++) await limit.take('interactive');
  expect(time.slept).toEqual([]);
  await expect(limit.take('interactive')).rejects.toMatchObject({
    code: 'MODEL_RATE_LIMITED',
    details: { seconds: 60 },
  });
  await limit.take('bulk');
  expect(time.now()).toBe(60_000);
});

test('waiting ends with the abort', async () => {
  const time = createVirtualTime();
  const limit = createRequestLimit(1, time);
  await limit.take('bulk');
  const reason = new Error('enough');
  await expect(limit.take('bulk', AbortSignal.abort(reason))).rejects.toBe(reason);
});
