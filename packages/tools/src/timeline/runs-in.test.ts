import { describe, expect, test } from 'vitest';
import { readEvents } from '../logs/index.ts';
import { createMilestoneCollector } from './collect-milestones.ts';
import { outcomeOf } from './outcome-of-run.ts';
import { runsIn } from './runs-in.ts';

async function told(name: string, text: string) {
  const collector = createMilestoneCollector();
  async function* bytes() {
    yield new TextEncoder().encode(text);
  }
  for await (const { events } of readEvents(bytes()))
    for (const event of events) collector.observe(event);
  return runsIn(name, collector.result({ timeZoneAssumed: false }));
}
const at = (time: string): number => Date.parse(time);

describe('runs that a file tells of', () => {
  test('a task log of Airflow: the ids of its path, the tries of its lines', async () => {
    const path =
      'dag_id=sales/run_id=scheduled__2026-11-24T00:00:00+00:00/task_id=load/attempt=2.log';
    const text = [
      '[2026-11-24T01:00:00.000+0000] {taskinstance.py:2170} INFO - Starting attempt 2 of 3',
      '[2026-11-24T01:00:09.000+0000] {taskinstance.py:1138} INFO - Marking task as FAILED. dag_id=sales, task_id=load, execution_date=20261124T000000',
      '',
    ].join('\n');
    expect(await told(path, text)).toEqual([
      {
        kind: 'airflow',
        pipeline: 'sales',
        run: 'scheduled__2026-11-24T00:00:00+00:00',
        part: 'load',
        attempt: '2',
        startedAt: at('2026-11-24T01:00:00Z'),
        endedAt: at('2026-11-24T01:00:09Z'),
        status: 'failed',
      },
    ]);
  });
  test('a scheduler log: each task that it sees end, and the run', async () => {
    const line = (task: string, state: string, attempt: number) =>
      `[2026-11-24T01:00:0${attempt}.000+0000] {scheduler_job_runner.py:764} INFO - TaskInstance Finished: dag_id=sales, task_id=${task}, run_id=r1, map_index=-1, run_start_date=2026-11-24, state=${state}, executor=Local, try_number=${attempt}, max_tries=2`;
    const runs = await told(
      'scheduler.log',
      [line('load', 'failed', 1), line('load', 'success', 2), line('check', 'success', 1), ''].join(
        '\n',
      ),
    );
    expect(runs.map(({ part, attempt, status }) => [part, attempt, status])).toEqual([
      ['load', '1', 'failed'],
      ['load', '2', 'success'],
      ['check', '1', 'success'],
    ]);
    expect(outcomeOf(runs)).toMatchObject({ status: 'success', tries: 2, failedParts: [] });
  });
  test('an event log of Spark: the job without what changes, and how its last job ended', async () => {
    const log = (last: string) =>
      [
        '{"Event":"SparkListenerApplicationStart","App Name":"nightly 2026-11-24","App ID":"application_1700000000000_0042","Timestamp":1000,"User":"u"}',
        '{"Event":"SparkListenerJobStart","Job ID":0,"Submission Time":1500,"Stage Infos":[]}',
        `{"Event":"SparkListenerJobEnd","Job ID":0,"Completion Time":1900,"Job Result":{"Result":"${last}"}}`,
        '{"Event":"SparkListenerApplicationEnd","Timestamp":2000}',
        '',
      ].join('\n');
    const [run] = await told('application_1700000000000_0042', log('JobSucceeded'));
    expect(run).toMatchObject({
      kind: 'spark',
      run: 'application_1700000000000_0042',
      startedAt: 1000,
      endedAt: 2000,
      status: 'success',
    });
    expect(run!.pipeline).not.toContain('2026');
    expect(await told('x', log('JobFailed'))).toMatchObject([{ status: 'failed' }]);
  });
  test('a driver log: the name that was submitted', async () => {
    const text = [
      '26/11/24 01:00:00 INFO SparkContext: Running Spark version 4.1.2',
      '26/11/24 01:00:01 INFO SparkContext: Submitted application: load orders',
      '26/11/24 01:00:02 INFO YarnClientImpl: Submitted application application_1700000000000_0042',
      '',
    ].join('\n');
    expect(await told('driver.log', text)).toMatchObject([
      {
        kind: 'spark',
        pipeline: 'load orders',
        run: 'application_1700000000000_0042',
        status: null,
      },
    ]);
  });
  test('a log of dbt: each time that it was begun', async () => {
    const text = [
      '2026-11-24 01:00:00.000000 [info ] [MainThread]: Running with dbt=1.8.2',
      '2026-11-24 01:00:01.000000 [debug] [Thread-1  ]: Began running node model.shop.orders',
      '2026-11-24 01:00:02.000000 [info ] [MainThread]: Done. PASS=1 WARN=0 ERROR=1 SKIP=0 TOTAL=2',
      '',
    ].join('\n');
    expect(await told('dbt.log', text)).toMatchObject([
      { kind: 'dbt', pipeline: 'shop', run: '2026-11-24T01:00:00.000Z', status: 'failed' },
    ]);
  });
  test('a file that names no pipeline tells of none', async () => {
    expect(await told('app.log', '2026-11-24 01:00:00 ERROR worker: no space left\n')).toEqual([]);
  });
});

describe('the outcome of a run', () => {
  const part = (name: string, attempt: string, status: 'success' | 'failed' | null) => ({
    part: name,
    attempt,
    startedAt: 1,
    endedAt: 2,
    status,
  });
  test('a try that failed is made good by a later one, also by the tenth', () => {
    expect(outcomeOf([part('a', '9', 'failed'), part('a', '10', 'success')])).toMatchObject({
      status: 'success',
      tries: 10,
    });
  });
  test('what is said of the run as a whole counts', () => {
    expect(outcomeOf([part('a', '1', 'success'), part('', '', 'failed')]).status).toBe('failed');
    expect(outcomeOf([part('a', '1', 'failed'), part('', '', null)])).toMatchObject({
      status: 'failed',
      failedParts: ['a'],
    });
  });
  test('it is not known where the end of a part is not', () => {
    expect(outcomeOf([part('a', '1', 'success'), part('b', '1', null)]).status).toBeNull();
    expect(outcomeOf([part('a', '1', null), part('a', '1', 'success')]).status).toBe('success');
  });
});
