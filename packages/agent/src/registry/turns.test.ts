import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

const door = () => Promise.withResolvers<void>();

test('so many run at once, the others in their order; one that is not waited for any more leaves the row', async () => {
  const turns = createTurns(2);
  const begun: string[] = [];
  const doors = new Map(['a', 'b', 'c', 'd', 'e'].map((name) => [name, door()]));
  const leaving = new AbortController();
  const run = (name: string, signal?: AbortSignal) =>
    turns.take(async () => {
      begun.push(name);
      await doors.get(name)!.promise;
      return name;
    }, signal);
  const [a, b, c, d, e] = [run('a'), run('b'), run('c', leaving.signal), run('d'), run('e')];
  await expect.poll(() => begun).toEqual(['a', 'b']);
  leaving.abort(new Error('gone'));
  await expect(c).rejects.toThrow('gone');
  doors.get('b')!.resolve();
  expect(await b).toBe('b');
  await expect.poll(() => begun).toEqual(['a', 'b', 'd']);
  for (const each of doors.values()) each.resolve();
  expect(await Promise.all([a, d, e])).toEqual(['a', 'd', 'e']);
  expect(await run('a')).toBe('a');
});

test('work that fails hands its place on', async () => {
  const turns = createTurns(1);
  const failing = turns.take(() => Promise.reject(new Error('broken')));
  const next = turns.take(() => Promise.resolve('went on'));
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('went on');
});
