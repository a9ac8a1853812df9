import { expect, test } from 'vitest';
import { profileOf } from './file-profile.ts';

const first = { line: 10, start: 100, end: 200, level: 'info' } as const;

test('frames of traces and events of Spark are no kinds of lines; a repeated line has its own level', () => {
  const { lines, total } = profileOf(
    [
      '\tat org.apache.spark.Task.run(Task.scala:1)',
      '{"Event":"SparkListenerTaskEnd"}',
      '26/11/24 07:54:08 ERROR TaskSchedulerImpl: Lost executor 0',
    ].map((text) => ({ text, exemplar: text, count: 2, first })),
    [],
  );
  expect(lines.map(({ level, template }) => [level, template.slice(0, 10)])).toEqual([
    ['error', '26/11/24 0'],
  ]);
  expect(total).toBe(2);
});

test('exceptions are counted by class and the constant part of their message, at their own line', () => {
  const trace = (id: number): string =>
    `ERROR Executor: failed\njava.io.IOException: wrapped\n\tat a.B.c(B.java:1)\nCaused by: java.net.SocketException: host node-${id} reset after ${id} ms\n\tat a.B.c(B.java:2)`;
  const { errors } = profileOf(
    [],
    [
      { text: trace(1), count: 3, place: first },
      { text: trace(22), count: 1, place: first },
      {
        text: '{"event":"x: java.lang.OutOfMemoryError: Java heap space","logger":"task"}',
        count: 1,
        place: first,
      },
    ],
  );
  expect(errors).toMatchObject([
    {
      type: 'java.net.SocketException',
      message: 'host <*> reset after <*> ms',
      count: 4,
      line: 13,
    },
    { type: 'java.lang.OutOfMemoryError', message: 'Java heap space', count: 1, line: 10 },
  ]);
});
