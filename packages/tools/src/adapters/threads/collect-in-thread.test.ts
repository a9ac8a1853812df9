import { expect, test } from 'vitest';
import { collectFindings } from '../../ingestion/index.ts';
import { collectInThread } from './index.ts';

const log = Buffer.from(
  Array.from({ length: 3000 }, (_, number) =>
    number % 500 === 7
      ? `26/11/24 02:10:1${number % 9} ERROR Executor: Exception in task 1.0\njava.lang.OutOfMemoryError: Java heap space\n\tat a.B.c(B.java:1)\n`
      : `26/11/24 02:10:1${number % 9} INFO TaskSetManager: Finished task ${number}.0 in stage 1.0\n`,
  ).join(''),
);
const options = { referenceYear: 2026 };

async function* inChunks(size: number) {
  for (let at = 0; at < log.length; at += size) yield log.subarray(at, at + size);
}

test('a thread finds what the reading itself would find, and leaves the bytes as they are', async () => {
  const before = log.toString();
  const collector = collectInThread(options);
  for await (const chunk of inChunks(10_007)) await collector.push(chunk);
  expect(await collector.result()).toEqual(await collectFindings(inChunks(1 << 20), options));
  expect(log.toString()).toBe(before);
  await collector.close();
});

test('data that is no text is taken to its end', async () => {
  const collector = collectInThread(options);
  for (let chunk = 0; chunk < 20; chunk++) await collector.push(new Uint8Array(5000));
  expect((await collector.result()).hits.hits).toEqual([]);
  await collector.close();
});

test('a thread that is ended tells whoever waits', async () => {
  const collector = collectInThread(options);
  const result = collector.result();
  await collector.close();
  await expect(result).rejects.toThrow('ended');
  await expect(
    (async () => {
      for (let chunk = 0; chunk < 20; chunk++) await collector.push(log);
    })(),
  ).rejects.toThrow('ended');
});
