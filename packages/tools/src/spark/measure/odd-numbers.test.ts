import { expect, test } from 'vitest';
import { asFile, fixtureBytes, fixtureNames } from '../../testing/spark-logs.ts';
import { readEventLog } from '../read-event-log.ts';
import { oddNumbersOf } from './odd-numbers.ts';
import { overviewOf } from './overview.ts';

const start = 1_700_000_000_000;
const largest = '9223372036854775807';

async function read(times: { from: number; to: number; spilled?: string; began?: number }) {
  const { from, to, spilled = '0', began = start } = times;
  const stage = `"Stage ID":0,"Stage Attempt ID":0`;
  const info = `"Task ID":ID,"Index":ID,"Attempt":0,"Launch Time":${from},"Executor ID":"1","Host":"h","Locality":"ANY","Speculative":false,"Failed":false,"Killed":false,"Accumulables":[]`;
  const task = (id: number): string[] => [
    `{"Event":"SparkListenerTaskStart",${stage},"Task Info":{${info.replaceAll('ID,', `${id},`)},"Finish Time":0}}`,
    `{"Event":"SparkListenerTaskEnd",${stage},"Task Type":"ResultTask","Task End Reason":{"Reason":"Success"},"Task Info":{${info.replaceAll('ID,', `${id},`)},"Finish Time":${to}},"Task Metrics":{"Executor Run Time":${to - from},"Disk Bytes Spilled":${spilled}}}`,
  ];
  const lines = [
    `{"Event":"SparkListenerApplicationStart","App Name":"a","App ID":"app-1","Timestamp":${began},"User":"u"}`,
    `{"Event":"SparkListenerExecutorAdded","Timestamp":${start},"Executor ID":"1","Executor Info":{"Host":"h","Total Cores":2}}`,
    `{"Event":"SparkListenerStageSubmitted","Stage Info":{${stage},"Stage Name":"s","Number of Tasks":2,"Submission Time":${start}}}`,
    ...task(0),
    ...task(1),
    `{"Event":"SparkListenerApplicationEnd","Timestamp":${start + 60_000}}`,
  ];
  return readEventLog([asFile('log', new TextEncoder().encode(`${lines.join('\n')}\n`))]);
}

test('runs of Spark have none', async () => {
  for (const name of fixtureNames)
    expect(oddNumbersOf(await readEventLog([asFile(name, fixtureBytes(name))]))).toEqual([]);
  expect(oddNumbersOf(await read({ from: start, to: start + 5 }))).toEqual([]);
});

test('tasks that end before they begin, and no share below nothing of it', async () => {
  const application = await read({ from: start + 5000, to: start });
  expect(oddNumbersOf(application)).toEqual([
    '2 tasks end before they begin',
    '2 tasks have metrics below nothing',
  ]);
  const { busyShare, gcShare } = overviewOf(application);
  expect([busyShare, gcShare]).toEqual([0, 0]);
});

test('sums beyond 64 bits, and times that no calendar has', async () => {
  expect(oddNumbersOf(await read({ from: start, to: start + 5, spilled: largest }))).toEqual([
    '1 sum is larger than 64 bits hold and wrapped around, as in Spark',
  ]);
  expect(oddNumbersOf(await read({ from: start, to: start + 5, began: -5 }))).toEqual([
    '1 time is before 1970 or after 9999',
  ]);
});
