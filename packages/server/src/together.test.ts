import { expect, test } from 'vitest';
import { together } from './together.ts';

test('what is asked for meanwhile is done in one go', async () => {
  const batches: number[][] = [];
  const ask = together<number>(async (items) => {
    batches.push([...items]);
    await new Promise((resolve) => setImmediate(resolve));
  });
  const first = ask(1);
  await Promise.all([first, ask(2), first.then(() => Promise.all([ask(3), ask(4)]))]);
  expect(batches).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test('nobody fails for another', async () => {
  const done: number[] = [];
  const ask = together<number>(async (items) => {
    if (items.includes(13)) throw new Error('thirteen');
    done.push(...items);
  });
  const asked = await Promise.allSettled([ask(1), ask(13), ask(2)]);
  expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(done).toEqual([1, 2]);
});
