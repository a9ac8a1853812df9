import { expect, test } from 'vitest';
import { groupEventLogs, idOfName } from './group-event-logs.ts';
import { isEventLog } from './recognise.ts';

const groups = (...names: string[]) =>
  groupEventLogs(names.map((name) => ({ name }))).map(({ name, files }) => [
    name,
    files.map((file) => file.name.slice(file.name.lastIndexOf('/') + 1)),
  ]);

test('files of a rolled log are one, in the order of their numbers', () => {
  const folder = 'logs/eventlog_v2_app-1';
  expect(
    groups(`${folder}/events_10_app-1.zstd`, `${folder}/events_2_app-1.zstd`, 'logs/app-2'),
  ).toEqual([
    [folder, ['events_2_app-1.zstd', 'events_10_app-1.zstd']],
    ['logs/app-2', ['app-2']],
  ]);
  expect(groups('events_2_app-1', 'events_1_app-1', 'events_1_app-2_1')).toEqual([
    ['app-1', ['events_1_app-1', 'events_2_app-1']],
    ['app-2_1', ['events_1_app-2_1']],
  ]);
});

test('a compacted file takes the place of what is before it', () => {
  const folder = 'eventlog_v2_app-1';
  expect(
    groups(
      `${folder}/events_1_app-1.lz4`,
      `${folder}/events_2_app-1.lz4`,
      `${folder}/events_2_app-1.lz4.compact`,
      `${folder}/events_3_app-1.lz4`,
    ),
  ).toEqual([[folder, ['events_2_app-1.lz4.compact', 'events_3_app-1.lz4']]]);
});

test('attempts are logs of their own', () => {
  expect(
    groups('x/eventlog_v2_app_1/events_1_app_1', 'x/eventlog_v2_app_2/events_1_app_2'),
  ).toHaveLength(2);
});

test('a folder of Databricks is one log: dated files, then the open one', () => {
  expect(
    groups(
      'c/1/eventlog',
      'c/1/eventlog-2024-02-13--20-00.gz',
      'c/1/eventlog-2024-02-13--19-00.gz',
      'c/2/eventlog',
    ),
  ).toEqual([
    ['c/1', ['eventlog-2024-02-13--19-00.gz', 'eventlog-2024-02-13--20-00.gz', 'eventlog']],
    ['c/2', ['eventlog']],
  ]);
});

test('an application without an id is called after its file', () => {
  expect(idOfName('logs/local-1.zstd.inprogress')).toBe('local-1');
  expect(idOfName('eventlog_v2_app-7')).toBe('app-7');
  expect(idOfName('.gz')).toBe('application');
});

test.each([
  ['{"Event":"SparkListenerLogStart","Spark Version":"4.1.0"}', true],
  ['{"Event":"SparkListenerTaskEnd","Stage ID":1', true],
  ['{ "Event" : "org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart"', true],
  ['{"Event":"DBCEventLoggingListenerMetadata","Rollover Number":0}', true],
  ['{"Event":"login","user":"x"}', false],
  ['26/11/24 11:00:00 INFO SparkContext: "Event":"SparkListenerLogStart"', false],
  ['', false],
])('%s', (head, expected) => {
  expect(isEventLog(new TextEncoder().encode(head))).toBe(expected);
});
