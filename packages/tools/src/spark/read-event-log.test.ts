import { expect, test } from 'vitest';
import { answerHistoryRequest } from './history/answer-request.ts';
import { restText } from './history/rest-json.ts';
import type { Application } from './model/application.ts';
import { readEventLog } from './read-event-log.ts';
import { asFile, fixtureBytes } from '../testing/spark-logs.ts';

const text = (lines: readonly (object | string)[]): Uint8Array =>
  new TextEncoder().encode(
    lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  );
const read = (lines: readonly (object | string)[]) => readEventLog([asFile('log', text(lines))]);

const start = {
  Event: 'SparkListenerApplicationStart',
  'App Name': 'a',
  'App ID': 'a-1',
  Timestamp: 1000,
  User: 'u',
};
const task = (id: number, more: object = {}, metrics: object = {}) => ({
  'Stage ID': 0,
  'Stage Attempt ID': 0,
  'Task Info': {
    'Task ID': id,
    Index: id,
    Attempt: 0,
    'Launch Time': 1000,
    'Executor ID': '1',
    Host: 'h',
    ...more,
  },
  'Task Metrics': metrics,
});
const begins = (id: number) => ({ Event: 'SparkListenerTaskStart', ...task(id) });
const ends = (id: number, more: object = {}, metrics: object = {}) => ({
  Event: 'SparkListenerTaskEnd',
  'Task End Reason': { Reason: 'Success' },
  ...task(id, { 'Finish Time': 1500, ...more }, metrics),
});
const submitted = {
  Event: 'SparkListenerStageSubmitted',
  'Stage Info': { 'Stage ID': 0, 'Stage Attempt ID': 0, 'Number of Tasks': 2 },
};

test('a log of a real run gives its stages, tasks, executors, queries and what was read', async () => {
  const application = await readEventLog([asFile('mixed', fixtureBytes('mixed'))]);
  expect(application).toMatchObject({ name: 'mixed', sparkVersion: '4.1.4' });
  expect(application.executors.map(({ id }) => id).sort()).toEqual(['0', '1', 'driver']);
  expect(application.jobs.filter(({ status }) => status === 'FAILED')).toHaveLength(1);
  expect(application.taskFailures).toMatchObject({
    'ExceptionFailure:org.apache.spark.api.python.PythonException': 2,
  });
  expect(application.executions.some(({ planUpdates }) => planUpdates > 0)).toBe(true);
  expect(application.read.skipped).toMatchObject({ broken: 0, noEvent: 0, tooLong: 0 });
  expect(application.read.bytes).toBe(fixtureBytes('mixed').length);
  expect(application.read.incomplete).toEqual([]);
});

/** Everything that a History Server would say about it. */
async function told(application: Application): Promise<string> {
  const logged = {
    id: 'a',
    summary: application,
    lastUpdated: 0,
    application: () => Promise.resolve(application),
  };
  const texts: string[] = [];
  for (const path of ['jobs', 'stages?details=true&withSummaries=true', 'allexecutors', 'sql']) {
    const url = new URL(`http://localhost/applications/a/${path}`);
    texts.push(restText(await answerHistoryRequest([logged], url.pathname, url.searchParams, 0)));
  }
  return texts.join('\n');
}

test.each(['lost', 'mixed'] as const)('%s: chunks of any size give the same', async (name) => {
  const bytes = fixtureBytes(name);
  const whole = await told(await readEventLog([asFile(name, bytes, 1 << 24)]));
  expect(whole.length).toBeGreaterThan(50_000);
  for (const chunkBytes of [501, 4096, 65_537])
    expect(await told(await readEventLog([asFile(name, bytes, chunkBytes)]))).toBe(whole);
});

test('nothing of a chunk is kept: its memory may be used again', async () => {
  const bytes = fixtureBytes('mixed');
  async function* sameMemory() {
    const buffer = new Uint8Array(10_000);
    for (let from = 0; from < bytes.length; from += buffer.length) {
      const piece = bytes.subarray(from, from + buffer.length);
      buffer.set(piece);
      yield buffer.subarray(0, piece.length);
      buffer.fill(35);
    }
  }
  const application = await readEventLog([{ name: 'mixed', content: sameMemory() }]);
  expect(await told(application)).toBe(await told(await readEventLog([asFile('mixed', bytes)])));
});

test('lines that cannot be read are counted with their places, and the rest is read', async () => {
  const { read: report, jobs } = await read([
    start,
    '{"Event":"SparkListenerJobStart","Job ID":1,"Sta',
    '',
    '[1,2]',
    '{"no":"event"}',
    { Event: 'SparkListenerJobStart', 'Job ID': 2, 'Submission Time': 1100, 'Stage IDs': [] },
    { Event: 'com.vendor.SomethingNew', a: 1 },
  ]);
  expect(jobs.map(({ id }) => id)).toEqual([2]);
  expect(report.skipped).toMatchObject({ broken: 1, empty: 1, noEvent: 2, tooLong: 0 });
  expect(report.skipped.first.map(({ line }) => line)).toEqual([2, 4, 5]);
  expect(report.unknownEvents).toEqual({ 'com.vendor.SomethingNew': 1 });
  expect(report.lines).toBe(7);
  expect(report.events).toBe(3);
});

test('a log whose last line is cut says so', async () => {
  const bytes = text([start, begins(1)]);
  const { read: report } = await readEventLog([asFile('log', bytes.subarray(0, -20))]);
  expect(report.incomplete).toEqual(['no ApplicationEnd', 'the last line is cut']);
});

test('tasks without a start are kept, and counted as such', async () => {
  const application = await read([
    start,
    submitted,
    begins(1),
    ends(1),
    ends(2, {}, { 'Executor Run Time': 5 }),
  ]);
  expect(application.read.tasksWithoutStart).toBe(1);
  const { tasks } = application.stages[0]!;
  expect(tasks.count).toBe(2);
  expect([tasks.isStarted(0), tasks.isStarted(1)]).toEqual([true, false]);
  expect(tasks.metric('executorRunTime', 1)).toBe(5);
});

test('tasks of a stage that the log does not have are not lost', async () => {
  const { stages, orphans } = await read([start, begins(7), ends(7)]);
  expect(stages).toEqual([]);
  expect(orphans.map(({ stageId, tasks }) => [stageId, tasks.count])).toEqual([[0, 1]]);
});

test('sums beyond 2^53 are exact', async () => {
  const huge = (id: number) =>
    JSON.stringify(ends(id, {}, { 'Executor CPU Time': 0 })).replace(
      '"Executor CPU Time":0',
      '"Executor CPU Time":4611686018427387903',
    );
  const { stages } = await read([start, submitted, begins(1), begins(2), huge(1), huge(2)]);
  const { tasks } = stages[0]!;
  expect(tasks.exactMetric('executorCpuTime', 0)).toBe(4_611_686_018_427_387_903n);
  expect(tasks.sum('executorCpuTime', () => true)).toBe(9_223_372_036_854_775_806n);
});

test('times that run backwards and negative numbers do no harm', async () => {
  const { stages } = await read([
    start,
    submitted,
    begins(1),
    ends(1, { 'Finish Time': 10 }, { 'Executor Run Time': -3, 'Result Size': -1 }),
    { Event: 'SparkListenerApplicationEnd', Timestamp: 500 },
  ]);
  expect(stages[0]!.tasks.duration(0)).toBe(0);
  expect(stages[0]!.tasks.metric('executorRunTime', 0)).toBe(-3);
});

test('a stop is obeyed in the middle of a log', async () => {
  const stop = new AbortController();
  async function* endless() {
    for (let chunk = 0; ; chunk += 1) {
      if (chunk === 5) stop.abort(new Error('enough'));
      yield text([start]);
    }
  }
  await expect(
    readEventLog([{ name: 'log', content: endless() }], { signal: stop.signal }),
  ).rejects.toThrow('enough');
});

test('a hundred thousand executors are all kept', async () => {
  const lines = Array.from({ length: 100_000 }, (_, id) => ({
    Event: 'SparkListenerExecutorAdded',
    Timestamp: 1000 + id,
    'Executor ID': String(id),
    'Executor Info': { Host: `h${id % 10}`, 'Total Cores': 2 },
  }));
  const { executors } = await read([start, ...lines]);
  expect(executors).toHaveLength(100_000);
});

test('a line of a gigabyte is counted and left out, and the lines behind it are read', async () => {
  const piece = new Uint8Array(1 << 20).fill(120);
  async function* content() {
    yield text([start]);
    yield new TextEncoder().encode('{"Event":"SparkListenerJobStart","x":"');
    for (let megabyte = 0; megabyte < 1024; megabyte += 1) yield piece;
    yield new TextEncoder().encode('"}\n');
    yield text([{ Event: 'SparkListenerApplicationEnd', Timestamp: 2000 }]);
  }
  const { endTime, read: report } = await readEventLog([{ name: 'log', content: content() }]);
  expect(endTime).toBe(2000);
  expect(report.skipped).toMatchObject({ tooLong: 1, broken: 0 });
  expect(report.skipped.first[0]).toMatchObject({ line: 2 });
  expect(report.lines).toBe(3);
});

test('a line that is cut inside a text does not swallow the next one', async () => {
  const whole = JSON.stringify(ends(1));
  const cut = whole.slice(0, whole.indexOf('"Executor ID":"1') + '"Executor ID":"1'.length);
  const { read: report, stages } = await read([start, submitted, begins(1), cut, ends(1)]);
  expect(report.skipped).toMatchObject({ broken: 1 });
  expect(report.skipped.first[0]?.line).toBe(4);
  expect(stages[0]!.completedTasks).toBe(1);
});

test.each([
  ['SparkListenerNodeExcluded', 'SparkListenerNodeUnexcluded'],
  ['org.apache.spark.scheduler.SparkListenerNodeBlacklisted', 'SparkListenerNodeUnblacklisted'],
])('%s: a node is excluded with its executors, and not with the driver', async (on, off) => {
  const executor = (id: string, host: string) => [
    {
      Event: 'SparkListenerExecutorAdded',
      'Executor ID': id,
      'Executor Info': { Host: host, 'Total Cores': 1 },
    },
  ];
  const driver = {
    Event: 'SparkListenerBlockManagerAdded',
    'Block Manager ID': { 'Executor ID': 'driver', Host: 'a', Port: 1 },
  };
  const events = [start, driver, ...executor('1', 'a'), ...executor('2', 'b')];
  const excluded = async (lines: readonly object[]) =>
    (await read(lines)).executors.filter(({ isExcluded }) => isExcluded).map(({ id }) => id);
  const onA = { Event: on, time: 5, hostId: 'a', executorFailures: 2 };
  expect(await excluded([...events, onA])).toEqual(['1']);
  expect(await excluded([...events, onA, { Event: off, time: 6, hostId: 'a' }])).toEqual([]);
});
