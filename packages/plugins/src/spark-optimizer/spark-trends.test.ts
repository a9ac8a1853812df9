import { randomUUID } from 'node:crypto';
import { callTool } from '@datasherpa/agent';
import { createTestHost, type TestHost } from '@datasherpa/agent/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sparkOptimizer } from './plugin.ts';

let host: TestHost;
beforeEach(async () => {
  host = await createTestHost({ plugins: [sparkOptimizer] });
});
afterEach(() => host.close());

const day = 86_400_000;
const start = Date.UTC(2026, 9, 1, 2);

/** A log of a run that took so long on two cores, with a task that spilled. */
function log(at: number, { seconds = 60, spilled = 0, name = 'load_orders', ended = true } = {}) {
  const from = start + at * day;
  const to = from + seconds * 1000;
  const stage = {
    'Stage ID': 0,
    'Stage Attempt ID': 0,
    'Stage Name': 'save',
    'Number of Tasks': 1,
    'Submission Time': from,
  };
  const task = {
    'Task ID': 0,
    Index: 0,
    Attempt: 0,
    'Launch Time': from,
    'Executor ID': '1',
    Host: 'h',
    Locality: 'ANY',
    Speculative: false,
    'Finish Time': to,
    Failed: false,
    Killed: false,
    Accumulables: [],
  };
  const at0 = { 'Stage ID': 0, 'Stage Attempt ID': 0 };
  return [
    { Event: 'SparkListenerLogStart', 'Spark Version': '4.1.0' },
    {
      Event: 'SparkListenerApplicationStart',
      'App Name': `${name} ${new Date(from).toISOString().slice(0, 10)}`,
      'App ID': `app-${name}-${at}`,
      Timestamp: from,
      User: 'u',
    },
    {
      Event: 'SparkListenerExecutorAdded',
      Timestamp: from,
      'Executor ID': '1',
      'Executor Info': { Host: 'h', 'Total Cores': 2 },
    },
    { Event: 'SparkListenerStageSubmitted', 'Stage Info': stage },
    { Event: 'SparkListenerTaskStart', ...at0, 'Task Info': { ...task, 'Finish Time': 0 } },
    {
      Event: 'SparkListenerTaskEnd',
      ...at0,
      'Task Type': 'ResultTask',
      'Task End Reason': { Reason: 'Success' },
      'Task Info': task,
      'Task Metrics': { 'Executor Run Time': to - from, 'Disk Bytes Spilled': spilled },
    },
    { Event: 'SparkListenerStageCompleted', 'Stage Info': { ...stage, 'Completion Time': to } },
    ...(ended ? [{ Event: 'SparkListenerApplicationEnd', Timestamp: to }] : []),
  ]
    .map((event) => JSON.stringify(event))
    .join('\n');
}

async function add(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${text}\n`);
  const put = await host.stores.blobs.put(
    (async function* () {
      yield bytes;
    })(),
  );
  const uploadId = randomUUID();
  const { metadata } = host.stores;
  await metadata.uploads.insert(
    { id: uploadId, project: 'default', status: 'ready', createdAt: Date.now(), error: null },
    '',
  );
  await metadata.files.insert({
    id: randomUUID(),
    uploadId,
    project: 'default',
    name: 'log',
    status: 'ready',
    sha256: put.sha256,
    bytes: put.bytes,
    receivedBytes: put.bytes,
    duplicateOf: null,
    digest: null,
    error: null,
    createdAt: Date.now(),
  });
  return uploadId;
}
const trends = (input: object = {}) =>
  callTool(host, 'spark-optimizer.spark_trends', input, { project: 'default', requestId: 'r' });

test('from which run on a job takes longer and spills, however often it is asked', async () => {
  for (let at = 0; at < 8; at += 1) await add(log(at, { seconds: 60 + (at % 3) }));
  for (let at = 8; at < 13; at += 1) await add(log(at, { seconds: 95 + (at % 3), spilled: 4e9 }));
  await add(log(3, { name: 'other' }));
  const { status, data, summary } = await trends({ job: 'load_orders' });
  expect(status).toBe('found');
  expect(data).toMatchObject({
    job: 'load_orders *',
    comparedRuns: 13,
    jobs: [
      { job: 'load_orders *', runs: 13 },
      { job: 'other *', runs: 1 },
    ],
    changes: expect.arrayContaining([
      expect.objectContaining({
        measure: 'durationMs',
        applicationId: 'app-load_orders-8',
        before: 61_000,
        after: 96_000,
        together: expect.arrayContaining(['coreHours', 'diskSpilledBytes']),
      }),
    ]),
  });
  expect(summary).toMatch(/Duration went from 61 s to 96 s with the run of 2026-10-09T02:00Z/);
  expect((await trends({ job: 'load_orders' })).data).toEqual(data);
});

test('a run that is sent again, or has gone on, is one run; a deleted upload takes its run along', async () => {
  for (let at = 0; at < 3; at += 1) await add(log(at));
  await add(log(3, { ended: false }));
  const first = (await trends()).data as { runs: { measures: { ended: number } }[] };
  expect(first.runs.map(({ measures }) => measures.ended)).toEqual([1, 1, 1, 0]);
  const again = await add(log(3));
  const { data, status } = await trends();
  expect((data as typeof first).runs.map(({ measures }) => measures.ended)).toEqual([1, 1, 1, 1]);
  expect((await trends()).data).toEqual(data);
  expect(status).toBe('inconclusive');
  await host.stores.metadata.uploads.delete(again);
  const runs = await host.stores.metadata.sparkRuns.listByJob('default', 'load_orders *', 9);
  expect(runs.total).toBe(3);
});

test('nothing known, and a job that is not there', async () => {
  expect((await trends()).summary).toContain('No run of a Spark job is known');
  await expect(trends({ job: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
