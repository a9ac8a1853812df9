import { expect, test } from 'vitest';
import { archiveOfLogs } from './log-archive.ts';

const paths = (logs: Parameters<typeof archiveOfLogs>[0]): string[] =>
  archiveOfLogs(logs).map(({ path }) => path);
const file = (name: string) => ({ name });

test('a log in one file keeps its name but for the codec', () => {
  const name = 'eventLogs-app-1.zip!/application_1_1.zstd';
  expect(paths([{ name, files: [file(name)], ended: true }])).toEqual(['application_1_1']);
  const running = 'a/application_1_1.lz4.inprogress';
  expect(paths([{ name: running, files: [file(running)], ended: false }])).toEqual([
    'application_1_1.inprogress',
  ]);
});

test('a rolled log is a folder with its state', () => {
  const name = 'spark-events/eventlog_v2_app-1_2';
  const files = [
    file(`${name}/events_3_app-1_2.zstd.compact`),
    file(`${name}/events_4_app-1_2.zstd`),
  ];
  const under = 'eventlog_v2_app-1_2';
  expect(paths([{ name, files, ended: true }])).toEqual([
    `${under}/`,
    `${under}/appstatus_app-1_2`,
    `${under}/events_3_app-1_2.compact`,
    `${under}/events_4_app-1_2`,
  ]);
  expect(paths([{ name, files, ended: false }])).toContain(`${under}/appstatus_app-1_2.inprogress`);
});

test('attempts whose files have one name do not stand in one place', () => {
  const log = { name: 'eventlog', files: [file('eventlog')], ended: true };
  expect(paths([log, log])).toEqual(['eventlog', 'eventlog_2']);
});
