import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEvents } from '../logs/read-events.ts';
import { fingerprintTemplate } from './fingerprint-template.ts';
import { exceptionChain } from './fingerprint-exceptions.ts';
import { fingerprintOf, type Fingerprint } from './fingerprint.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Fingerprint of the first event of a log. */
async function fingerprint(text: string, line = 0, cause = 'some_cause'): Promise<Fingerprint> {
  async function* source() {
    yield new TextEncoder().encode(text);
  }
  for await (const { events } of readEvents(source()))
    return fingerprintOf(cause, events[0]!, line, sha256);
  throw new Error('no event');
}

describe('the same failure', () => {
  test.each([
    [
      'another day, host, executor and size',
      '26/01/03 02:10:44 ERROR YarnScheduler: Lost executor 3 on worker-17.cluster.local: Container killed by YARN for exceeding memory limits. 5.5 GB of 5.5 GB physical memory used.',
      '26/11/24 23:59:01 ERROR YarnScheduler: Lost executor 41 on ip-10-2-3-4.eu-west-1.compute.internal: Container killed by YARN for exceeding memory limits. 910.2 MB of 1024.0 MB physical memory used.',
    ],
    [
      'another task, stage and attempt',
      '26/01/03 02:10:44 WARN TaskSetManager: Lost task 12.0 in stage 4.0 (TID 881) (10.0.0.7 executor 2): java.io.IOException: No space left on device',
      '26/01/04 02:11:45 WARN TaskSetManager: Lost task 3.3 in stage 17.1 (TID 90) (10.20.0.99 executor 11): java.io.IOException: No space left on device',
    ],
    [
      'another dag run and try',
      '[2026-01-03T02:10:44.123+0000] {taskinstance.py:1824} ERROR - Task failed: load__2026-01-03 run_id=scheduled__2026-01-02T00:00:00+00:00 try 1',
      '[2026-01-09T02:10:44.123+0000] {taskinstance.py:2698} ERROR - Task failed: load__2026-01-09 run_id=scheduled__2026-01-08T00:00:00+00:00 try 3',
    ],
    [
      'another bucket object, application and id',
      '2026-01-03 02:10:44,100 ERROR Reader: cannot read s3a://lake/raw/dt=2026-01-02/part-00001-6b1f6c0e-7a55-4b0b-8a53-0d5f1d6d9c11.c000.parquet of application_1767400000000_0042',
      '2026-02-03 04:20:44,900 ERROR Reader: cannot read s3a://lake/raw/dt=2026-02-02/part-00731-0c0e1b1f-55aa-4f1c-9a33-aaaaaaaaaaaa.c000.parquet of application_1769900000000_1042',
    ],
    [
      'another pod',
      '2026-01-03 02:10:44,100 ERROR Launcher: Pod etl-load-7d9f8c6b5d-x2v9k was evicted',
      '2026-01-05 02:10:44,100 ERROR Launcher: Pod etl-load-5c4d7b8f9c-zqwkb was evicted',
    ],
    [
      'another version of the product: error class, state, package of the exception',
      "26/01/03 02:10:44 ERROR Client: AnalysisException: Column 'amount' does not exist",
      "26/01/03 02:10:44 ERROR Client: AnalysisException: [UNRESOLVED_COLUMN.WITH_SUGGESTION] Column 'amount' does not exist SQLSTATE: 42703",
    ],
    [
      'once and several times',
      '2026-01-03 02:10:44,100 ERROR Job: giving up after 1 retry in 1 second',
      '2026-01-03 02:10:44,100 ERROR Job: giving up after 1 retry in 250 ms',
    ],
    [
      'a logger with and without its package',
      '26/01/03 02:10:44 ERROR TaskSetManager: Task 3 in stage 1.0 failed 4 times; aborting job',
      '26/01/03 02:10:44 ERROR org.apache.spark.scheduler.TaskSetManager: Task 9 in stage 7.0 failed 4 times; aborting job',
    ],
    [
      'repeated in the log of the task that started it',
      '26/01/03 02:10:44 ERROR TaskSetManager: Task 3 in stage 1.0 failed 4 times; aborting job',
      '[2026-01-03, 02:10:45 UTC] {spark_submit.py:641} INFO - 26/01/03 02:10:44 ERROR TaskSetManager: Task 4 in stage 2.0 failed 4 times; aborting job',
    ],
  ])('%s', async (_, one, other) => {
    const [a, b] = [await fingerprint(one), await fingerprint(other)];
    expect(a.template).toBe(b.template);
    expect(a.id).toBe(b.id);
  });

  test('other line numbers, closures and versions of libraries', async () => {
    const trace = (lines: readonly number[], closure: string, deep: string) =>
      `26/01/03 02:10:44 ERROR Executor: Exception in task ${lines[0]}.0 in stage 1.0 (TID ${lines[1]})
org.apache.spark.SparkException: Task failed while writing rows
\tat org.apache.spark.sql.FileFormatWriter$.executeTask(FileFormatWriter.scala:${lines[2]})
Caused by: java.lang.NumberFormatException: For input string: "n/a"
\tat java.base/java.lang.NumberFormatException.forInputString(NumberFormatException.java:${lines[3]})
\tat com.acme.load.Prices$.${closure}(Prices.scala:${lines[4]})
\tat ${deep}(Dataset.scala:1)`;
    const one = await fingerprint(trace([1, 7, 300, 65, 20], '$anonfun$parse$1', 'scala.A.b'), 3);
    const other = await fingerprint(
      trace([22, 801, 412, 67, 24], '$anonfun$parse$14', 'org.apache.spark.sql.X.y'),
      3,
    );
    expect(one).toMatchObject({
      exceptions: ['NumberFormatException'],
      frames: ['com.acme.load.Prices$.parse'],
    });
    expect(other.id).toBe(one.id);
  });
  test('a program deployed to another folder', async () => {
    const trace = (folder: string, line: number) =>
      `[2026-01-03T02:10:44.123+0000] {taskinstance.py:1} ERROR - Task failed with exception
Traceback (most recent call last):
  File "/usr/local/lib/python3.12/site-packages/airflow/models/taskinstance.py", line ${line}, in _execute
    return execute()
  File "${folder}/dags/load.py", line ${line + 3}, in read_prices
    return rows[key]
KeyError: 'amount'`;
    const one = await fingerprint(trace('/opt/airflow', 3), 6);
    const other = await fingerprint(trace('/srv/git/rev-0c1d2e3f', 90), 6);
    expect(one).toMatchObject({ exceptions: ['KeyError'], frames: ['load.py:read_prices'] });
    expect(other.id).toBe(one.id);
  });
  test('any numbers, times and ids in its values', async () => {
    const digits = fc.nat({ max: 1e9 });
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(digits, digits, digits),
        fc.uuid(),
        fc.ipV4(),
        fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        async ([a, b, c], id, ip, date) => {
          const log = (n: readonly number[], name: string, address: string, time: string) =>
            `${time} ERROR Writer: batch ${n[0]} of query ${name} failed on ${address}:${(n[1]! % 60000) + 10} after ${n[2]} ms`;
          const one = await fingerprint(
            log(
              [1, 2, 3],
              '6b1f6c0e-7a55-4b0b-8a53-0d5f1d6d9c11',
              '10.0.0.1',
              '2026-01-03 02:10:44,100',
            ),
          );
          const time = date.toISOString().replace('T', ' ').replace('.', ',').slice(0, 23);
          expect((await fingerprint(log([a, b, c], id, ip, time))).id).toBe(one.id);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('different failures', () => {
  const line = '26/01/03 02:10:44 ERROR DiskStore: No space left on device';
  test.each([
    ['another message', line, '26/01/03 02:10:44 ERROR DiskStore: Permission denied'],
    ['another component', line, '26/01/03 02:10:44 ERROR Shuffle: No space left on device'],
    [
      'another column',
      "26/01/03 02:10:44 ERROR Client: Column 'amount' does not exist",
      "26/01/03 02:10:44 ERROR Client: Column 'price' does not exist",
    ],
    [
      'another table',
      '26/01/03 02:10:44 ERROR Client: Table or view not found: sales.orders',
      '26/01/03 02:10:44 ERROR Client: Table or view not found: sales.returns',
    ],
    [
      'another exception below the same words',
      `${line}\njava.io.IOException: x\n\tat com.acme.A.b(A.java:1)`,
      `${line}\njava.lang.IllegalStateException: x\n\tat com.acme.A.b(A.java:1)`,
    ],
    [
      'another place in own code',
      `${line}\njava.io.IOException: x\n\tat com.acme.A.b(A.java:1)`,
      `${line}\njava.io.IOException: x\n\tat com.acme.C.d(C.java:1)`,
    ],
    [
      'another protocol',
      '26/01/03 02:10:44 ERROR Reader: cannot read s3a://lake/a',
      '26/01/03 02:10:44 ERROR Reader: cannot read hdfs://lake/a',
    ],
  ])('%s', async (_, one, other) => {
    expect((await fingerprint(one)).id).not.toBe((await fingerprint(other)).id);
  });
  test('two causes never share one, whatever the hash', () => {
    const same = () => '0'.repeat(64);
    const id = fc.stringMatching(/^[a-z]+(?:_[a-z]+)*$/);
    fc.assert(
      fc.property(id, id, fc.string(), (one, other, text) => {
        fc.pre(one !== other);
        const event = { text, message: text, component: '' };
        expect(fingerprintOf(one, event, 0, same).id).not.toBe(
          fingerprintOf(other, event, 0, same).id,
        );
      }),
    );
  });
});

test.each([
  ['Connection to db-prod-1.acme.internal:5432 refused', 'Connection to <v> refused'],
  ['jdbc:postgresql://db:5432/sales?user=x failed', 'jdbc:postgresql://<v> failed'],
  ['spark.executor.memoryOverhead is 384 MiB', 'spark.executor.memoryOverhead is <v>'],
  [
    'class org.apache.hadoop.fs.s3a.S3AFileSystem not found',
    'class org.apache.hadoop.fs.s3a.S3AFileSystem not found',
  ],
  ['cannot cast int64 to utf8 in log4j', 'cannot cast int64 to utf8 in log4j'],
  ['No space left on disk', 'No space left on disk'],
  ['file /tmp/blockmgr-91/0a/shuffle_1 is gone', 'file <v> is gone'],
  ['values [1, 2, 3] and (4, 5)', 'values [<v>] and (<v>)'],
  ['killed with exit code -100', 'killed with exit code <v>'],
])('the template of "%s"', (line, template) => {
  expect(fingerprintTemplate(line)).toBe(template);
});

test('hostile text: long lines, endless numbers and deep traces are done quickly', () => {
  const started = performance.now();
  for (const text of [
    'a.'.repeat(100_000),
    '1,'.repeat(100_000),
    `${'x-'.repeat(50_000)} on ${'y.'.repeat(50_000)}`,
    'executor '.repeat(20_000),
    '-'.repeat(100_000),
    '[A'.repeat(50_000),
    '<v>'.repeat(50_000),
  ]) {
    expect(fingerprintTemplate(text).length).toBeLessThanOrEqual(300);
    exceptionChain(`java.io.IOException: ${text}\n\tat com.acme.${text}(A.java:1)`);
  }
  expect(performance.now() - started).toBeLessThan(3000);
});
