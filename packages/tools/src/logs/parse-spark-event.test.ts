import { expect, test } from 'vitest';
import { fixtureBytes } from '../testing/spark-logs.ts';
import { parseHeader } from './parse-header.ts';
import { readEvents, type ReadReport } from './read-events.ts';

const parse = (event: object) => parseHeader(JSON.stringify(event), 2026);

test('an event has its time, its ids and what it says failed', () => {
  expect(
    parse({
      Event: 'SparkListenerTaskEnd',
      'Stage ID': 3,
      'Task End Reason': { Reason: 'ExceptionFailure', 'Class Name': 'java.lang.OutOfMemoryError' },
      'Task Info': {
        'Task ID': 17,
        'Launch Time': 1_700_000_000_000,
        'Executor ID': '4',
        'Finish Time': 1_700_000_009_000,
      },
    }),
  ).toMatchObject({
    format: 'spark-event-log',
    time: 1_700_000_009_000,
    level: 'error',
    component: 'SparkListenerTaskEnd',
    message:
      'SparkListenerTaskEnd Stage ID 3 Task ID 17 Executor ID 4 ExceptionFailure java.lang.OutOfMemoryError',
  });
  expect(
    parse({ Event: 'SparkListenerJobEnd', 'Job ID': 2, 'Job Result': { Result: 'JobFailed' } }),
  ).toMatchObject({ level: 'error', message: 'SparkListenerJobEnd Job ID 2 JobFailed' });
  expect(
    parse({
      Event: 'org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd',
      executionId: 5,
      time: 1_700_000_000_000,
      errorMessage: '',
    }),
  ).toMatchObject({ level: 'info', message: 'SparkListenerSQLExecutionEnd executionId 5' });
});

test('other JSON with an event is read as before', () => {
  expect(parse({ event: 'SparkListener is not here', level: 'error' })?.format).not.toBe(
    'spark-event-log',
  );
  expect(parse({ Event: 'UserLoggedIn', level: 'info' })?.format).not.toBe('spark-event-log');
});

test('an event log is recognised, with the failures in it', async () => {
  const bytes = fixtureBytes('lost');
  let report: ReadReport | undefined;
  const levels: Record<string, number> = {};
  const batches = readEvents(
    (async function* () {
      yield bytes;
    })(),
    { referenceYear: 2026, onReport: (read) => (report = read) },
  );
  for await (const { events } of batches)
    for (const { level } of events) levels[level] = (levels[level] ?? 0) + 1;
  expect(report).toMatchObject({ format: 'spark-event-log', formatConfidence: 1 });
  expect(levels['error']).toBeGreaterThan(2);
  expect(levels['warn']).toBe(1);
});
