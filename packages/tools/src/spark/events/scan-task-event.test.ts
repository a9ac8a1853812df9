import { assert, boolean, property, shuffledSubarray } from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson, type JsonObject } from './json.ts';
import { TaskEventScanner } from './scan-task-event.ts';
import { TaskEvent } from './task-event.ts';
import { taskEventOfJson } from './task-event-of-json.ts';

const metrics = {
  'Executor Deserialize Time': 4,
  'Executor Run Time': 120,
  'Executor CPU Time': 90_000_000,
  'JVM GC Time': 7,
  'Shuffle Read Metrics': {
    'Remote Bytes Read': 1000,
    'Local Bytes Read': 24,
    'Push Based Shuffle': { 'Merged Remote Blocks Fetched': 3 },
  },
  'Shuffle Write Metrics': { 'Shuffle Bytes Written': 55 },
  'Input Metrics': { 'Data Read Method': 'Hadoop', 'Bytes Read': 9, 'Records Read': 1 },
  'Updated Blocks': [{ 'Block ID': 'rdd_0_0', Status: { 'Memory Size': 5 } }],
};

const end = (changes: object = {}, taskMetrics: object = metrics): object => ({
  Event: 'SparkListenerTaskEnd',
  'Stage ID': 3,
  'Stage Attempt ID': 1,
  'Task Type': 'ResultTask',
  'Task End Reason': { Reason: 'Success' },
  'Task Info': {
    'Task ID': 17,
    Index: 2,
    Attempt: 0,
    'Launch Time': 1_700_000_000_123,
    'Executor ID': '4',
    Host: 'worker-ä',
    Locality: 'NODE_LOCAL',
    Speculative: true,
    'Getting Result Time': 0,
    'Finish Time': 1_700_000_000_456,
    Failed: false,
    Killed: false,
    Accumulables: [
      { ID: 1, Name: 'internal.metrics.executorRunTime', Update: 120, Value: 120, Internal: true },
      {
        ID: 2,
        Name: 'number of output rows',
        Update: '12',
        Value: '40',
        Internal: true,
        Metadata: 'sql',
      },
      { ID: 3, Name: 'mine "quoted" ]}', Update: '2', Value: '{"a":[1]}', Internal: false },
    ],
    ...changes,
  },
  'Task Executor Metrics': { JVMHeapMemory: 77, MinorGCCount: 1 },
  'Task Metrics': taskMetrics,
});

function scan(text: string, scanner = new TaskEventScanner()): TaskEvent | null {
  const bytes = new TextEncoder().encode(text);
  const event = new TaskEvent();
  return scanner.scan(bytes, 0, bytes.length, event) === bytes.length ? event : null;
}

function parse(text: string): TaskEvent {
  const event = new TaskEvent();
  taskEventOfJson(parseJson(text) as JsonObject, event);
  return event;
}

/** What counts of an event: not how much room its arrays have. */
const said = ({ updateIds, updates, ...event }: TaskEvent) => ({
  ...event,
  updateIds: [...updateIds.subarray(0, event.updateCount)],
  updates: [...updates.subarray(0, event.updateCount)],
});

test('bytes and parsed JSON say the same', () => {
  const text = JSON.stringify(end());
  const event = scan(text)!;
  expect(said(event)).toEqual(said(parse(text)));
  expect(event).toMatchObject({ taskId: 17, host: 'worker-ä', speculative: true, hasInfo: true });
  expect(event.own).toEqual([{ id: 3, name: 'mine "quoted" ]}', update: '2', value: '{"a":[1]}' }]);
});

test('keys in another order, unknown keys and missing ones are read like the usual', () => {
  const scanner = new TaskEventScanner();
  const usual = end() as Record<string, unknown>;
  assert(
    property(shuffledSubarray(Object.keys(usual)), boolean(), (keys, hasStranger) => {
      const changed = Object.fromEntries([
        ...keys.map((key) => [key, usual[key]]),
        ...(hasStranger ? [['Photon "Stats"', { a: ['}', { b: null }] }]] : []),
      ]);
      const text = JSON.stringify(changed);
      expect(said(scan(text, scanner)!)).toEqual(said(parse(text)));
    }),
  );
});

test('numbers beyond 2^53 are exact, negative ones stay negative', () => {
  const text = JSON.stringify(end({ 'Launch Time': -5 }, { 'Executor CPU Time': 0 })).replace(
    '"Executor CPU Time":0',
    '"Executor CPU Time":9223372036854775807',
  );
  const event = scan(text)!;
  expect([...event.exact.values()]).toEqual([9_223_372_036_854_775_807n]);
  expect(event.launchTime).toBe(-5);
  expect(said(event)).toEqual(said(parse(text)));
});

test('a line that is cut or joined to another is not taken for a task', () => {
  const text = JSON.stringify(end());
  for (let length = 0; length < text.length; length += 1)
    expect(scan(text.slice(0, length)), `${length} bytes`).toBeNull();
  const accumulables = text.indexOf('"Value":120');
  expect(scan(text.slice(0, accumulables) + text)).toBeNull();
});

test('one event leaves nothing behind for the next', () => {
  const scanner = new TaskEventScanner();
  const event = new TaskEvent();
  for (const text of [JSON.stringify(end()), '{"Event":"SparkListenerTaskEnd","Stage ID":1}']) {
    const bytes = new TextEncoder().encode(text);
    expect(scanner.scan(bytes, 0, bytes.length, event)).toBe(bytes.length);
    expect(said(event)).toEqual(said(parse(text)));
  }
  expect(event.metrics.every((value) => value === 0)).toBe(true);
});
