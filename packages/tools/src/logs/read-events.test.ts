import { assert, asyncProperty, constantFrom, array, integer, string, oneof } from 'fast-check';
import { expect, test } from 'vitest';
import type { FormatId, LogEvent } from './event.ts';
import { lineInEvent, textOfLine } from './line-in-event.ts';
import { readEvents, type ReadReport } from './read-events.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

async function read(bytes: Uint8Array, cuts: readonly number[] = [], format?: FormatId) {
  async function* chunks() {
    let from = 0;
    for (const cut of [...cuts, bytes.length]) {
      yield bytes.subarray(from, cut);
      from = cut;
    }
  }
  let report: ReadReport | null = null;
  const events: LogEvent[] = [];
  for await (const batch of readEvents(chunks(), {
    referenceYear: 2026,
    ...(format && { format }),
    onReport: (each) => (report = each),
  }))
    events.push(...batch.events);
  return { events, report: report! as ReadReport };
}

const brief = (events: readonly LogEvent[]) =>
  events.map(({ line, lineCount, level, message }) => [line, lineCount, level, message]);

const trace = `26/11/24 01:48:24 ERROR Executor: Exception in task 1.0
java.lang.OutOfMemoryError: Java heap space
\tat a.B.c(B.java:1)

Caused by: java.io.IOException: x
\t... 3 more
26/11/24 01:48:25 INFO Executor: next`;

test('lines without a header belong to the event before them', async () => {
  const { events } = await read(encode(trace));
  expect(brief(events)).toEqual([
    [1, 6, 'error', 'Exception in task 1.0'],
    [7, 1, 'info', 'next'],
  ]);
  expect(events[0]!.text).toBe(trace.slice(0, trace.lastIndexOf('\n')));
});

test('a Python traceback in an Airflow 2 log', async () => {
  const { events } = await read(
    encode(`[2026-11-24T01:48:24.123+0000] {taskinstance.py:1824} ERROR - Task failed with exception
Traceback (most recent call last):
  File "/opt/a.py", line 10, in load
    rows[key]
KeyError: 'day'
[2026-11-24T01:48:25.123+0000] {local_task_job.py:1} INFO - Task exited with return code 1
`),
  );
  expect(brief(events)).toEqual([
    [1, 5, 'error', 'Task failed with exception'],
    [6, 1, 'info', 'Task exited with return code 1'],
  ]);
});

test('dbt: the rest of an error is indented', async () => {
  const { events, report } = await read(
    encode(`01:48:24  Running with dbt=1.9.0
01:48:25  Database Error in model orders (models/orders.sql)
  column "amount" does not exist
  LINE 14: select amount
01:48:26  Done. PASS=1 WARN=0 ERROR=1 SKIP=0 TOTAL=2
`),
  );
  expect(events.map(({ lineCount }) => lineCount)).toEqual([1, 3, 1]);
  expect(events[1]!.level).toBe('error');
  expect(report.format).toBe('dbt');
});

test('a file without any header: lines stand alone, traces stay together', async () => {
  const { events, report } = await read(
    encode(`starting
Traceback (most recent call last):
  File "a.py", line 1, in <module>
KeyError: x

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "b.py", line 1, in <module>
ValueError: y
done
Traceback (most recent call last):
  File "c.py", line 1, in <module>
OSError: z
java.io.IOException: closed
\tat a.B.c(B.java:1)
Caused by: java.net.SocketException
\t... 3 more
bye
`),
  );
  expect(events.map(({ line, lineCount, level }) => [line, lineCount, level])).toEqual([
    [1, 1, 'unknown'],
    [2, 9, 'error'],
    [11, 1, 'unknown'],
    [12, 3, 'error'],
    [15, 4, 'error'],
    [19, 1, 'unknown'],
  ]);
  expect(report).toMatchObject({ format: 'generic', formatConfidence: 0, timeZoneAssumed: false });
});

test('formats may be mixed in one file; each line is read by its own', async () => {
  const { events, report } = await read(
    encode(
      [
        '26/11/24 01:48:24 INFO App: spark',
        '26/11/24 01:48:24 INFO App: spark',
        '{"timestamp":"2026-11-24T01:48:24Z","level":"warning","event":"airflow"}',
        '[2026-11-24 01:48:24,123] ERROR kafka (kafka.server.KafkaServer)',
        'Nov 24 01:48:24 host1 cron[1]: syslog',
      ].join('\n'),
    ),
  );
  expect(brief(events).map(([, , level, message]) => `${level} ${message}`)).toEqual([
    'info spark',
    'info spark',
    'warn airflow',
    'error kafka',
    'unknown syslog',
  ]);
  expect(report).toMatchObject({
    format: 'spark-log4j',
    formatConfidence: 0.4,
    timeZoneAssumed: true,
    yearAssumed: true,
    referenceYear: 2026,
    centuryAssumed: true,
  });
});

test('colours are not part of header, message or text; bytes keep them', async () => {
  const text = '\u001b[0m01:48:24  \u001b[31m1 of 2 ERROR creating model\u001b[0m\n';
  const { events } = await read(encode(text));
  expect(events[0]).toMatchObject({
    level: 'error',
    message: '1 of 2 ERROR creating model',
    start: 0,
    end: text.length - 1,
  });
});

test('BOM, CRLF, NUL and invalid UTF-8 do not hide a header', async () => {
  const bytes = Uint8Array.from([
    ...encode('\uFEFF26/11/24 01:48:24 WARN App: one\r\n'),
    ...encode('26/11/24 01:48:24 WARN App: tw\0o '),
    0xff,
    ...encode('\r\n\tat a.B.c(B.java:1)\r\n'),
  ]);
  const { events, report } = await read(bytes);
  expect(brief(events)).toEqual([
    [1, 1, 'warn', 'one'],
    [2, 2, 'warn', 'tw\0o \uFFFD'],
  ]);
  expect(report).toMatchObject({
    lines: 3,
    events: 2,
    bytes: bytes.length - 1,
    invalidUtf8Lines: 1,
  });
});

test('a line of 2 MB is cut and counted, and its bytes are whole', async () => {
  const head = '26/11/24 01:48:24 ERROR App: ';
  const { events, report } = await read(encode(`${head}${'x'.repeat(2_000_000)}\n${head}after\n`));
  expect(events).toHaveLength(2);
  expect(events[0]).toMatchObject({
    level: 'error',
    textCut: true,
    start: 0,
    end: head.length + 2_000_000,
  });
  expect(events[0]!.text.length).toBeLessThanOrEqual(65_536);
  expect(events[1]!.message).toBe('after');
  expect(report.longLinesCut).toBe(1);
});

test('an event without an end is split', async () => {
  const { events, report } = await read(
    encode(`26/11/24 01:48:24 ERROR App: deep\n${'\tat a.B.c(B.java:1)\n'.repeat(1200)}`),
  );
  expect(events.map(({ lineCount }) => lineCount)).toEqual([500, 500, 201]);
  expect(report.longEventsCut).toBe(2);
});

test('what is no text has no event', async () => {
  const { events, report } = await read(Uint8Array.of(0x1f, 0x8b, 8, 0));
  expect(events).toEqual([]);
  expect(report.binary).toBe('known binary signature');
});

test('an empty source', async () => {
  const { events, report } = await read(new Uint8Array(0));
  expect(events).toEqual([]);
  expect(report).toMatchObject({ lines: 0, events: 0, bytes: 0, formatConfidence: 0 });
});

const containerLines = (stream: string, text: string): string =>
  text
    .split('\n')
    .map((line) => `2026-11-24T01:48:24.123456789Z ${stream} F ${line}`)
    .join('\n');
const dockerLines = (text: string): string =>
  text
    .split('\n')
    .map((line) =>
      JSON.stringify({ log: `${line}\n`, stream: 'stderr', time: '2026-11-24T01:48:24.1Z' }),
    )
    .join('\n');
const runnerLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => `2026-11-24T01:48:24.1234567Z ${line}`)
    .join('\n');
const jobLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => `2026-11-24T01:48:24.123456Z 01E ${line}`)
    .join('\n');

test.each([
  ['kubernetes-cri', containerLines('stderr', trace)],
  ['docker-json', dockerLines(trace)],
  ['github-actions', runnerLines(trace)],
  ['container-timestamps', runnerLines(trace).replaceAll('4567Z', '456789Z')],
  ['gitlab-ci', jobLines(trace)],
])('%s: a trace is one event, read as if it stood in a file of its own', async (format, text) => {
  const plain = await read(encode(trace));
  const { events, report } = await read(encode(`${text}\n`));
  expect(brief(events)).toEqual(brief(plain.events));
  expect(events.map((event) => event.text)).toEqual(plain.events.map((event) => event.text));
  expect(report).toMatchObject({ format, formatConfidence: 1, timeZoneAssumed: false });
  expect(events[0]).toMatchObject({ start: 0, component: 'Executor' });
  expect(text.slice(events[1]!.start, events[1]!.end)).toBe(text.split('\n').at(-1));
});

test('what a runtime cut is joined, and each line of the file is still known', async () => {
  const at = '2026-11-24T01:48:24.123Z stdout';
  const text = [
    `${at} P {"level":"error","msg":"first `,
    `${at} P second `,
    `${at} F third","logger":"a.B"}`,
    `${at} F \tat a.B.c(B.java:1)`,
    `${at} F 26/11/24 01:48:25 INFO App: next`,
  ].join('\n');
  const { events } = await read(encode(text));
  expect(brief(events)).toEqual([
    [1, 4, 'error', 'first second third'],
    [5, 1, 'info', 'next'],
  ]);
  const [event] = events;
  expect(event).toMatchObject({ component: 'a.B', start: 0, end: text.lastIndexOf('\n') });
  for (const [word, line] of [
    ['first', 1],
    ['second', 2],
    ['third', 3],
    ['B.java', 4],
  ] as const) {
    const found = lineInEvent(event!, event!.text.indexOf(word));
    expect(found.line).toBe(line);
    expect(text.split('\n')[line - 1]).toContain(event!.text.slice(found.from, found.to));
    expect(textOfLine(event!, line - 1)).toContain(word);
  }
});

test('Docker and GitLab cut lines as well', async () => {
  const docker = ['26/11/24 01:48:24 ERROR App: one ', 'two\n'].map((log) =>
    JSON.stringify({ log, stream: 'stdout', time: '2026-11-24T01:48:24.123Z' }),
  );
  expect(brief((await read(encode(docker.join('\n')))).events)).toEqual([
    [1, 2, 'error', 'one two'],
  ]);
  const gitlab = '2026-11-24T01:48:24.123456Z 00O ERROR: one \n2026-11-24T01:48:24.123456Z 00O+two';
  expect(brief((await read(encode(gitlab))).events)).toEqual([[1, 2, 'error', 'one two']]);
});

const dump = `Container: container_e17_1700000000000_0042_01_000001 on worker-1.example.com_45454
LogAggregationType: AGGREGATED
================================================================================
LogType:stderr
LogLastModifiedTime:Tue Nov 24 01:48:24 +0000 2026
LogLength:42
LogContents:
SLF4J: Class path contains multiple bindings.
26/11/24 01:48:24 WARN YarnAllocator: Container from a bad node
more of it

End of LogType:stderr
***********************************************************************

Container: container_e17_1700000000000_0042_01_000003 on worker-7.example.com_45454
LogType:stdout
LogLength:5
LogContents:
plain
End of LogType:stdout
`;

test('an aggregated dump of YARN: each line knows its container and stream', async () => {
  const { events, report } = await read(encode(dump));
  const first = 'container_e17_1700000000000_0042_01_000001';
  const third = 'container_e17_1700000000000_0042_01_000003';
  expect(
    events.map(({ line, lineCount, source, level }) => [line, lineCount, source, level]),
  ).toEqual([
    [1, 3, first, 'info'],
    [4, 4, `${first}/stderr`, 'info'],
    [8, 1, `${first}/stderr`, 'unknown'],
    [9, 3, `${first}/stderr`, 'warn'],
    [12, 3, first, 'info'],
    [15, 1, third, 'info'],
    [16, 3, `${third}/stdout`, 'info'],
    [19, 1, `${third}/stdout`, 'unknown'],
    [20, 1, third, 'info'],
  ]);
  expect(report.format).toBe('yarn-dump');
  const bytes = encode(dump);
  for (let cut = 0; cut < bytes.length; cut += 7)
    expect((await read(bytes, [cut])).events).toEqual(events);
});

test('journald, export format', async () => {
  const { events, report } = await read(
    encode(`__CURSOR=s=1;i=1
__REALTIME_TIMESTAMP=1795484904123456
PRIORITY=3
SYSLOG_IDENTIFIER=kernel
MESSAGE=Out of memory: Killed process 4242 (java)
_BOOT_ID=2026

__CURSOR=s=1;i=2
__REALTIME_TIMESTAMP=1795484905123456
PRIORITY=6
MESSAGE=next
_COMM=cron
`),
  );
  expect(brief(events)).toEqual([
    [1, 7, 'error', 'Out of memory: Killed process 4242 (java)'],
    [8, 5, 'info', 'next'],
  ]);
  expect(events.map(({ component }) => component)).toEqual(['kernel', 'cron']);
  expect(new Date(events[0]!.time!).toISOString()).toBe('2026-11-24T01:48:24.123Z');
  expect(report).toMatchObject({ format: 'journald', formatConfidence: 1 });
});

test('Spark 4: JSON lines, text and what the JVM prints in one file', async () => {
  const { events } = await read(
    encode(`Picked up JAVA_TOOL_OPTIONS: -Xmx1g
26/11/24 01:48:23 WARN Utils: before the logging was set up
{"ts":"2026-11-24T01:48:24.123Z","level":"ERROR","msg":"Lost executor","context":{"executor_id":"3"},"logger":"org.apache.spark.scheduler.TaskSchedulerImpl"}
{"ts":"2026-11-24T01:48:24.123Z","level":"INFO","msg":"broken in the mi
{"ts":"2026-11-24T01:48:25.123Z","level":"INFO","msg":"next","logger":"org.apache.spark.SparkContext"}
`),
  );
  expect(brief(events)).toEqual([
    [1, 1, 'unknown', 'Picked up JAVA_TOOL_OPTIONS: -Xmx1g'],
    [2, 1, 'warn', 'before the logging was set up'],
    [3, 1, 'error', 'Lost executor'],
    [4, 1, 'info', 'broken in the mi'],
    [5, 1, 'info', 'next'],
  ]);
});

test('the other stream is another event, and so is what comes later', async () => {
  const { events } = await read(
    encode(
      [
        '2026-11-24T01:48:24Z stdout F 26/11/24 01:48:24 INFO App: a',
        '2026-11-24T01:48:24Z stdout F more of a',
        '2026-11-24T01:48:24Z stderr F killed',
        '2026-11-24T01:48:24Z stdout P cut',
        '2026-11-24T01:48:24Z stderr F between',
        '2026-11-24T01:48:24Z stdout F 26/11/24 01:48:24 INFO App: b',
        '2026-11-24T01:48:29Z stdout F later',
        '2026-11-24T01:48:39Z stdout F \tat a.B.c(B.java:1)',
      ].join('\n'),
    ),
  );
  expect(events.map(({ line, lineCount }) => [line, lineCount])).toEqual([
    [1, 2],
    [3, 1],
    [4, 1],
    [5, 1],
    [6, 1],
    [7, 2],
  ]);
  expect(events.every(({ time }) => time !== null)).toBe(true);
});

const piece = oneof(
  constantFrom(
    ...trace.split('\n'),
    '\uFEFF',
    '\r\n',
    '\n',
    '\n\n',
    'größe \u{1F600} 表',
    '\u001b[31mred\u001b[0m',
    '\0\0',
    '{"timestamp":"2026-11-24T01:48:24Z","level":"error","event":"boom"}',
    '[2026-11-24 01:48:24,123] INFO text (kafka.Server)',
    'Traceback (most recent call last):',
    '01:48:24  dbt line',
    'plain',
  ),
  string({ unit: 'binary', maxLength: 12 }),
);

test('wherever the stream is cut, the events are the same, and their byte ranges give back the bytes', async () => {
  await assert(
    asyncProperty(
      array(piece, { maxLength: 30 }),
      array(integer({ min: 0, max: 255 }), { maxLength: 4 }),
      array(integer({ min: 0, max: 2000 }), { maxLength: 12 }),
      async (pieces, noise, at) => {
        // A first line that is text, since the head decides whether a source is read at all.
        const text = encode(
          `26/11/24 01:48:24 INFO App: first line of a file that is text\n${pieces.join('\n')}`,
        );
        const bytes = Uint8Array.from([...text, ...noise, ...encode('\nend')]);
        const whole = await read(bytes);
        const cuts = at.map((each) => each % bytes.length).toSorted((a, b) => a - b);
        expect(await read(bytes, cuts)).toEqual(whole);
        if (whole.report.binary) return;
        // Events follow each other with one line break between, from the first byte to the last.
        let from = 0;
        for (const event of whole.events) {
          expect(event.start).toBe(from);
          from = event.end + 1;
          const inside = bytes.subarray(event.start, event.end);
          expect(inside.filter((byte) => byte === 10)).toHaveLength(event.lineCount - 1);
          const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(inside);
          const shown = decoded
            .replaceAll(/\r(?=\n|$)/g, '')
            .replaceAll(/\u001b\[[0-9;]*[A-Za-z]/g, '');
          expect(event.text).toBe(event.start === 0 ? shown.replace(/^\uFEFF/, '') : shown);
        }
        expect(from).toBe(bytes.length + 1);
      },
    ),
    { numRuns: 150, seed: 24 },
  );
});

test('wrapped lines in any order: cuts change nothing, every byte and every line has its event', async () => {
  const wrapped = constantFrom(
    '2026-11-24T01:48:24Z stdout P {"level":"error","msg":"a',
    '2026-11-24T01:48:24Z stdout P b\u001b[31m',
    '2026-11-24T01:48:24Z stdout F c"}',
    '2026-11-24T01:48:24Z stdout F \tat a.B.c(B.java:1)',
    '2026-11-24T01:48:24Z stdout F ',
    '2026-11-24T01:48:24Z stderr P Traceback (most recent call last):',
    '2026-11-24T01:48:26Z stderr F 26/11/24 01:48:24 INFO App: x',
    '{"log":"cut ","stream":"stdout","time":"2026-11-24T01:48:24Z"}',
    '{"log":"end\\n","stream":"stdout","time":"2026-11-24T01:48:24Z"}',
    '{"log":"broken',
    '{"log":"ERROR two\\nlines\\n","stream":"stdout","time":"2026-11-24T01:48:24Z"}',
    '2026-11-24T01:48:24.123456Z 00O ERROR: x',
    '2026-11-24T01:48:24.123456Z 00O+y\r',
    '26/11/24 01:48:24 INFO App: plain',
    'Caused by: x',
    '',
  );
  await assert(
    asyncProperty(
      array(wrapped, { minLength: 1, maxLength: 25 }),
      array(integer({ min: 0, max: 2000 }), { maxLength: 12 }),
      async (pieces, at) => {
        const bytes = encode(`${pieces.join('\n')}\n`);
        const whole = await read(bytes);
        const cuts = at.map((each) => each % bytes.length).toSorted((a, b) => a - b);
        expect(await read(bytes, cuts)).toEqual(whole);
        let from = 0;
        let line = 1;
        for (const event of whole.events) {
          expect([event.start, event.line]).toEqual([from, line]);
          from = event.end + 1;
          line += event.lineCount;
          const breaks = event.text.split('\n').length - 1;
          expect(breaks + (event.joins?.length ?? 0)).toBe(event.lineCount - 1);
          for (let index = 0; index <= event.text.length; index++) {
            const found = lineInEvent(event, index);
            expect(found.from).toBeLessThanOrEqual(index);
            expect(found.to).toBeGreaterThanOrEqual(index);
            expect(textOfLine(event, found.line - event.line)).toContain(
              event.text.slice(found.from, found.to),
            );
          }
        }
        expect([from, line]).toEqual([bytes.length, pieces.length + 1]);
      },
    ),
    { numRuns: 150, seed: 24 },
  );
});

test('every single cut of a difficult text', async () => {
  const bytes = encode(
    `\uFEFF${trace}\r\nä\u{1F600}\r\n\r\n\u001b[1m26/11/24 01:48:26 WARN A: ü\u001b[0m`,
  );
  const whole = await read(bytes);
  for (let cut = 0; cut <= bytes.length; cut++) expect(await read(bytes, [cut])).toEqual(whole);
});

test('a format that is given decides what begins an event; containers are unwrapped all the same', async () => {
  const text = `2026-11-24T01:48:24.000000000Z stderr F 26/11/24 01:48:24 INFO A: a
26/11/24 01:48:25 WARN B: b
2026-11-24 01:48:26.000 UTC [77] ERROR:  relation does not exist
26/11/24 01:48:27 INFO C: c`;
  const { events, report } = await read(encode(text), [], 'postgres');
  expect(events.map(({ line, level, message }) => [line, level, message])).toEqual([
    [1, 'info', 'a'],
    [3, 'error', 'relation does not exist'],
  ]);
  expect(report).toMatchObject({ format: 'postgres', formatGiven: true, formatConfidence: 1 / 4 });
});

test('results of dbt, one a line', async () => {
  const result = (status: string, message: string | null) =>
    JSON.stringify({
      status,
      timing: [{ name: 'execute', completed_at: '2026-11-24T02:10:11.5Z' }],
      message,
      unique_id: 'model.shop.orders',
    });
  const { events, report } = await read(
    encode(
      `{"metadata": {"dbt_schema_version": "x"}, "results": [\n${result('error', 'Database Error in model orders\n  relation "x" does not exist')},\n${result('warn', 'Got 3 results')},\n${result('pass', null)}\n], "elapsed_time": 3.1}\n`,
    ),
  );
  expect(report).toMatchObject({ format: 'dbt' });
  expect(
    events
      .slice(1, 4)
      .map(({ level, component, message, time }) => [
        level,
        component,
        message.split('\n')[0],
        time,
      ]),
  ).toEqual([
    [
      'error',
      'model.shop.orders',
      'Database Error in model orders',
      Date.UTC(2026, 10, 24, 2, 10, 11, 500),
    ],
    ['warn', 'model.shop.orders', 'Got 3 results', Date.UTC(2026, 10, 24, 2, 10, 11, 500)],
    ['info', 'model.shop.orders', 'pass', Date.UTC(2026, 10, 24, 2, 10, 11, 500)],
  ]);
});
