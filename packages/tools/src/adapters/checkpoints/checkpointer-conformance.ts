import * as vitest from 'vitest';
import type { RunnableConfig } from '@langchain/core/runnables';
import { BaseCheckpointSaver, emptyCheckpoint, uuid6 } from '@langchain/langgraph-checkpoint';
import type { CheckpointSaver } from './checkpoint-saver.ts';

const { beforeEach, describe, expect, test } = vitest;

// The official suite takes its functions from the global scope.
Object.assign(globalThis, vitest);
const { validate, deltaChannelHistoryTests } =
  await import('@langchain/langgraph-checkpoint-validation');

/** Tests of the official suite 1.1.1; fewer means that some of them were left out. */
const officialTests = 726;

/** The official validation suite and ours. `open` gives one without threads. */
export function checkpointerConformance(
  name: string,
  open: () => Promise<{ readonly saver: CheckpointSaver }>,
): void {
  describe(`${name}: the official validation suite`, () => {
    let ran = 0;
    beforeEach((context) => {
      if (context.task.name !== 'ran whole') ran += 1;
    });
    const initializer = {
      checkpointerName: `${name} checkpointer`,
      createCheckpointer: async () => (await open()).saver,
    };
    validate(initializer);
    deltaChannelHistoryTests(initializer);
    test('ran whole', () => {
      expect(ran).toBe(officialTests);
    });
  });

  describe(`${name} as a checkpointer`, () => {
    test('two branches from one checkpoint keep their own values', async () => {
      const { saver } = await open();
      const first = saver.getNextVersion(undefined);
      const root = await step(saver, thread('t'), { a: 'root' }, { a: first });
      const left = await step(saver, root, { a: 'left' }, { a: saver.getNextVersion(first) });
      const right = await step(saver, root, { a: 'right' }, { a: saver.getNextVersion(first) });
      expect((await saver.get(left))?.channel_values).toEqual({ a: 'left' });
      expect((await saver.get(right))?.channel_values).toEqual({ a: 'right' });
      expect((await saver.get(root))?.channel_values).toEqual({ a: 'root' });
      expect(saver.getNextVersion(1.999_999)).toBeGreaterThanOrEqual(2);
    });

    test('the one query for a delta history gives what the walk step by step gives', async () => {
      const { saver } = await open();
      const channels = ['plain', 'with "quotes" and \'s', 'never', 'só\u{1F600}'];
      const steps: RunnableConfig[] = [thread('t')];
      const versions: Record<string, number> = {};
      // Small numbers in a fixed order that repeats late: which channel is stored, which is written, and where it branches off.
      const dice = (sides: number, at: number): number => ((at * 7919 + 13) % 101) % sides;
      for (let at = 1; at <= 60; at++) {
        const values: Record<string, unknown> = {};
        const channel = channels[dice(4, at)]!;
        if (channel !== 'never') {
          versions[channel] = saver.getNextVersion(versions[channel]);
          if (dice(5, at * 3) === 0) values[channel] = [`snapshot ${at}`];
        }
        const parent = steps[Math.max(0, steps.length - 1 - dice(3, at * 5))]!;
        const config = await step(saver, parent, values, { ...versions });
        steps.push(config);
        for (const task of ['b', 'a', '\u{1F600}', '\uFFFD'])
          await saver.putWrites(
            config,
            channels.map((name, order) => [name, `${at} ${task} ${order}`]),
            task,
            task === 'a' ? 'path' : '',
          );
      }
      let seeds = 0;
      for (const config of [thread('t'), ...steps.slice(1)]) {
        const history = await saver.getDeltaChannelHistory({ config, channels });
        const walked = await BaseCheckpointSaver.prototype.getDeltaChannelHistory.call(saver, {
          config,
          channels,
        });
        expect(history).toEqual(walked);
        seeds += Object.values(history).filter((entry) => 'seed' in entry).length;
      }
      expect(seeds).toBeGreaterThan(20);
      expect(await saver.getDeltaChannelHistory({ config: thread('no'), channels: ['a'] })).toEqual(
        {
          a: { writes: [] },
        },
      );
    });

    test('a task that runs again keeps its first result, but not its first error', async () => {
      const { saver } = await open();
      const config = await step(saver, thread('t'), {}, {});
      for (const attempt of ['first', 'second'])
        await saver.putWrites(
          config,
          [
            ['a', attempt],
            ['__error__', attempt],
          ],
          'task',
        );
      expect((await saver.getTuple(config))?.pendingWrites).toEqual([
        ['task', '__error__', 'second'],
        ['task', 'a', 'first'],
      ]);
    });

    test('lists more than one page, while it is written to', async () => {
      const { saver } = await open();
      let parent = thread('t');
      const ids: string[] = [];
      for (let at = 0; at < 80; at++) {
        parent = await step(saver, parent, { a: at }, { a: at });
        ids.unshift(String(parent.configurable?.['checkpoint_id']));
      }
      const listed: string[] = [];
      for await (const { checkpoint } of saver.list(thread('t'))) {
        listed.push(checkpoint.id);
        await step(saver, thread('other'), { a: 0 }, { a: 0 });
      }
      expect(listed).toEqual(ids);
    });

    test('keepNewest leaves the last step of each namespace, whole, and other threads alone', async () => {
      const { saver } = await open();
      const first = await step(saver, thread('t'), { a: 1, b: 'old' }, { a: 1, b: 1 });
      await saver.putWrites(first, [['a', 2]], 'task');
      const last = await step(saver, first, { a: 2 }, { a: 2, b: 1 });
      await saver.putWrites(last, [['__interrupt__', 'wait']], 'task');
      const other = await step(saver, thread('other'), { a: 9 }, { a: 9 });
      const child = { configurable: { thread_id: 't', checkpoint_ns: 'child' } };
      const inChild = await step(saver, child, { c: 'kept' }, { c: 1 });
      await saver.keepNewest('t');
      const kept = [];
      for await (const { config } of saver.list({ configurable: { thread_id: 't' } }))
        kept.push(config.configurable?.['checkpoint_id']);
      expect(kept).toEqual([
        inChild.configurable?.['checkpoint_id'],
        last.configurable?.['checkpoint_id'],
      ]);
      const tuple = await saver.getTuple(thread('t'));
      expect(tuple?.checkpoint.channel_values).toEqual({ a: 2, b: 'old' });
      expect(tuple?.pendingWrites).toEqual([['task', '__interrupt__', 'wait']]);
      expect((await saver.get(inChild))?.channel_values).toEqual({ c: 'kept' });
      expect((await saver.get(other))?.channel_values).toEqual({ a: 9 });
    });
  });
}

export const thread = (id: string): RunnableConfig => ({ configurable: { thread_id: id } });

/** Stores a step: the values in `values` are new, and of version `versions[channel]`. */
export const step = (
  saver: CheckpointSaver,
  parent: RunnableConfig,
  values: Record<string, unknown>,
  versions: Record<string, number>,
) => {
  const checkpoint = {
    ...emptyCheckpoint(),
    id: uuid6(0),
    channel_values: values,
    channel_versions: versions,
  };
  const changed = Object.fromEntries(Object.keys(values).map((key) => [key, versions[key]!]));
  return saver.put(parent, checkpoint, { source: 'loop', step: 0, parents: {} }, changed);
};
