import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  checkpointerConformance,
  step,
  thread,
} from '../../checkpoints/checkpointer-conformance.ts';
import { openCheckpointer, type EmbeddedCheckpointer } from './open-checkpointer.ts';

const opened: EmbeddedCheckpointer[] = [];
afterAll(() => {
  for (const checkpointer of opened) checkpointer.close();
});

checkpointerConformance('SQLite', async () => {
  const checkpointer = openCheckpointer({ directory: ':memory:' });
  opened.push(checkpointer);
  return checkpointer;
});

test('a thread survives closing, is seen by a second connection, and goes whole', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sherpa-checkpoints-'));
  const first = openCheckpointer({ directory });
  const config = await step(first.saver, thread('t'), { a: 1 }, { a: 1 });
  await first.saver.putWrites(config, [['a', 2]], 'task');
  const second = openCheckpointer({ directory });
  expect((await second.saver.get(thread('t')))?.channel_values).toEqual({ a: 1 });
  first.close();
  second.close();
  const again = openCheckpointer({ directory });
  expect((await again.saver.getTuple(thread('t')))?.pendingWrites).toEqual([['task', 'a', 2]]);
  await step(again.saver, thread('kept'), { a: 1 }, { a: 1 });
  await again.saver.deleteThread('t');
  expect(await again.saver.getTuple(thread('t'))).toBeUndefined();
  expect(await again.saver.get(thread('kept'))).toBeDefined();
  // Values must not come back under a thread of the same name.
  const empty = await step(again.saver, thread('t'), {}, { a: 1 });
  expect((await again.saver.getTuple(empty))?.checkpoint.channel_values).toEqual({});
  expect((await again.saver.getTuple(empty))?.pendingWrites).toEqual([]);
  again.close();
  await rm(directory, { recursive: true });
});

test('a directory that cannot be made is a coded error', () => {
  expect(() => openCheckpointer({ directory: '/dev/null/x' })).toThrow(
    expect.objectContaining({ code: 'STORE_UNAVAILABLE' }),
  );
});
