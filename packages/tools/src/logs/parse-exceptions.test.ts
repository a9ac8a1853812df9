import { expect, test } from 'vitest';
import { parseExceptions } from './parse-exceptions.ts';

const brief = (text: string) =>
  parseExceptions(text).map(({ type, message, framesTotal, language }) => [
    type,
    message,
    framesTotal,
    language,
  ]);

test('a Java chain, outermost first', () => {
  const text = `26/11/24 01:48:24 ERROR Executor: Exception in task 1.0
org.apache.spark.SparkException: Task failed
\tat org.apache.spark.A.b(A.scala:1)
\tat java.base/java.lang.Thread.run(Thread.java:840)
Caused by: java.io.IOException: No space left on device
\tat java.io.FileOutputStream.writeBytes(Native Method)
\t... 12 more
\tSuppressed: java.lang.IllegalStateException
\t\tat a.B.c(Unknown Source)`;
  expect(brief(text)).toEqual([
    ['org.apache.spark.SparkException', 'Task failed', 2, 'java'],
    ['java.io.IOException', 'No space left on device', 1, 'java'],
    ['java.lang.IllegalStateException', '', 1, 'java'],
  ]);
});

test('the exception in the first line, behind the header', () => {
  expect(
    brief(
      '26/11/24 01:48:24 WARN TaskSetManager: Lost task 10.0 (TID 19): java.lang.OutOfMemoryError: Java heap space\n\tat a.B.c(B.java:1)',
    ),
  ).toEqual([['java.lang.OutOfMemoryError', 'Java heap space', 1, 'java']]);
  expect(
    brief('Exception in thread "main" java.lang.NullPointerException\n\tat a.B.c(B.java:1)'),
  ).toEqual([['java.lang.NullPointerException', '', 1, 'java']]);
});

test('a message over several lines', () => {
  expect(
    brief(
      'org.a.AnalysisException: cannot resolve x\n  given input\n  columns y\n\tat a.B.c(B.java:1)',
    ),
  ).toEqual([
    ['org.a.AnalysisException', 'cannot resolve x\n  given input\n  columns y', 1, 'java'],
  ]);
});

test('a Python chain: what was raised last comes first', () => {
  const text = `[2026-11-24T01:48:24.123+0000] {taskinstance.py:1824} ERROR - Task failed with exception
Traceback (most recent call last):
  File "/opt/a.py", line 10, in load
    rows[key]
KeyError: 'day'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/opt/b.py", line 3, in run
    load()
    ^^^^^^
  File "/opt/a.py", line 12, in load
    raise AirflowException("no day")
airflow.exceptions.AirflowException: no day`;
  expect(brief(text)).toEqual([
    ['airflow.exceptions.AirflowException', 'no day', 2, 'python'],
    ['KeyError', "'day'", 1, 'python'],
  ]);
  expect(parseExceptions(text)[0]!.frames).toEqual([
    'File "/opt/b.py", line 3, in run',
    'File "/opt/a.py", line 12, in load',
  ]);
});

test('Python inside Java: both are found', () => {
  const text = `org.apache.spark.api.python.PythonException: Traceback (most recent call last):
  File "/w.py", line 5, in f
ZeroDivisionError: division by zero

\tat org.apache.spark.api.python.BasePythonRunner.x(PythonRunner.scala:1)
Caused by: java.io.EOFException
\tat java.io.DataInputStream.readInt(DataInputStream.java:1)`;
  const types = parseExceptions(text).map(({ type }) => type);
  expect(types[0]).toBe('ZeroDivisionError');
  expect(types).toContain('java.io.EOFException');
});

test("Airflow 3's error_detail", () => {
  const text = JSON.stringify({
    event: 'Task failed with exception',
    error_detail: [
      {
        exc_type: 'KeyError',
        exc_value: "'a'",
        frames: [{ filename: '/a.py', lineno: 3, name: 'f' }],
      },
      { exc_type: 7 },
      { exc_type: 'ValueError' },
    ],
  });
  expect(brief(text)).toEqual([
    ['KeyError', "'a'", 1, 'python'],
    ['ValueError', '', 0, 'python'],
  ]);
});

test.each([
  '',
  'plain text',
  'no Exception here',
  '{"error_detail": 1}',
  '{broken',
  'Traceback (most recent call last):',
])('nothing in %s', (text) => {
  expect(parseExceptions(text)).toEqual([]);
});

test('long traces are bounded, and say how long they were', () => {
  const text = `java.lang.StackOverflowError: deep ${'x'.repeat(5000)}\n${'\tat a.B.c(B.java:1)\n'.repeat(1500)}`;
  const [first] = parseExceptions(text);
  expect(first!.frames).toHaveLength(40);
  expect(first!.framesTotal).toBe(1500);
  expect(first!.message.length).toBeLessThanOrEqual(2000);
  expect(
    parseExceptions('Caused by: a.BException\n\tat a.B.c(B.java:1)\n'.repeat(100)),
  ).toHaveLength(20);
});

test.each([
  ['dots', 'a.'.repeat(30_000)],
  ['class names', 'a.B '.repeat(15_000)],
  ['blanks', ' '.repeat(60_000)],
  ['words of exceptions', 'Exception'.repeat(7000)],
])('a hostile line ends soon: %s', (_, line) => {
  const started = performance.now();
  parseExceptions(`${line}\n${line}`);
  expect(performance.now() - started).toBeLessThan(5000);
});

test('Spark 4, structured', () => {
  const exception = {
    class: 'java.lang.OutOfMemoryError',
    msg: 'Java heap space',
    stacktrace: [
      { class: 'a.B', method: 'c', file: 'B.java', line: 12 },
      { class: 'a.D', method: '<init>', file: null },
    ],
  };
  const line = JSON.stringify({ ts: '2026-11-24T01:48:24Z', level: 'ERROR', msg: 'x', exception });
  expect(parseExceptions(line)).toEqual([
    {
      type: 'java.lang.OutOfMemoryError',
      message: 'Java heap space',
      frames: ['at a.B.c(B.java:12)', 'at a.D.<init>()'],
      framesTotal: 2,
      language: 'java',
    },
  ]);
});

test.each([
  ['ECS', { error: { stack_trace: 'java.io.IOException: full\n\tat a.B.c(B.java:1)' } }],
  ['ECS with dots', { 'error.stack_trace': 'java.io.IOException: full\n\tat a.B.c(B.java:1)' }],
  ['logstash', { stack_trace: 'java.io.IOException: full\n\tat a.B.c(B.java:1)' }],
])('a trace in a field: %s', (_, fields) => {
  expect(parseExceptions(JSON.stringify({ message: 'x', ...fields }))).toMatchObject([
    { type: 'java.io.IOException', message: 'full', frames: ['at a.B.c(B.java:1)'] },
  ]);
});

test.each(['{"exception":7}', '{"exception":{"class":3}}', '{"exception":null}', '{"error":[]}'])(
  'no exception: %s',
  (line) => {
    expect(parseExceptions(line)).toEqual([]);
  },
);
