import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { readEvents } from '../logs/index.ts';
import { createDiagnosisCollector } from './collect-hits.ts';
import { diagnose } from './diagnose.ts';

/** Airflow 3 writes an exception as `exc_type` and `exc_value` of one JSON line. */
const line = (type: string, value: string): string =>
  JSON.stringify({
    timestamp: '2026-03-04T02:00:01.000000Z',
    level: 'error',
    event: 'Task failed with exception',
    logger: 'task',
    error_detail: [
      {
        exc_type: type,
        exc_value: value,
        is_cause: false,
        frames: [{ filename: '/dags/a.py', lineno: 7, name: 'load' }],
      },
    ],
  });

async function causeOf(log: string) {
  const bytes = new TextEncoder().encode(log);
  const collector = createDiagnosisCollector();
  async function* chunks() {
    yield bytes;
  }
  for await (const { events } of readEvents(chunks()))
    for (const event of events) collector.observe(event);
  const { status, causes } = await diagnose(
    [{ fileId: 'f', name: 'attempt=1.log', lines: 2, hits: collector.result() }],
    {
      read: async (_, from, to) => bytes.subarray(from, to),
      sha256: (part) => createHash('sha256').update(part).digest('hex'),
      mentions: async (_, text) => log.toLowerCase().includes(text),
    },
    '',
  );
  return { status, cause: causes[0]?.id, lines: causes[0]?.evidence[0]?.lines };
}

const quiet = JSON.stringify({
  timestamp: '2026-03-04T02:00:00.000000Z',
  level: 'info',
  event: 'DAG bundles loaded',
  logger: 'a',
});

test.each([
  ['ModuleNotFoundError', "No module named 'lightgbm'", 'missing_python_module'],
  ['AirflowNotFoundException', "The conn_id `warehouse` isn't defined", 'connection_missing'],
  ['UndefinedError', "'customer_tier' is undefined", 'template_error'],
])('%s in parts of a JSON line is the cause, quoted from that line', async (type, value, cause) => {
  expect(await causeOf(`${quiet}\n${line(type, value)}\n`)).toEqual({
    status: 'found',
    cause,
    lines: [2, 2],
  });
});

test('an exception that no rule knows stays unexplained', async () => {
  expect((await causeOf(`${line('ZeroDivisionError', 'division by zero')}\n`)).status).not.toBe(
    'nothing_found',
  );
});
