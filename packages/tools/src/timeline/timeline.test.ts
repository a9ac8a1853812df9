import { expect, test } from 'vitest';
import { diagnose, verifyEvidence } from '../diagnosis/index.ts';
import { demo, shifted } from '../testing/demo-logs.ts';
import { sha256, sourcesOf, tell } from './testing/tell.ts';
import { makeTimeline } from './make-timeline.ts';

const failed = demo('failed');

async function storyOf(files: Readonly<Record<string, string>>) {
  const { sources, read } = await sourcesOf(files);
  const diagnosis = await diagnose(
    sources.map((source) => ({ ...source, lines: 1 })),
    { read, sha256, mentions: async () => false },
  );
  const made = await makeTimeline(sources, { read, sha256, limit: 500, diagnosis });
  return { made, read, diagnosis };
}

const worker = 'spark/spark-worker-2.log';
const executor = 'spark/work-2/app-20261124075246-0000/0/stderr';
const kindsOfFirstTry = [
  'task-queued',
  'task-try-started',
  'submit-started',
  'driver-started',
  'application-registered',
  'out-of-memory',
  'executor-exited',
  'executor-lost',
  'fetch-failed',
  'stage-failed',
  'stage-resubmitted',
  'stage-aborted',
  'job-failed',
  'write-aborted',
  'command-ended',
];

test('the demo: one story from the queue to the failed run, with the heap as culprit and every line proved', async () => {
  const { made, read, diagnosis } = await storyOf(failed);
  const firstTry = made.entries.filter(
    ({ ids }) => ids.task === 'load_orders' && ids.run === 'landing__2026-11-22' && ids.try === '1',
  );
  const firsts = kindsOfFirstTry.map((kind) => firstTry.findIndex((each) => each.kind === kind));
  expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
  expect(firsts[0]).toBeGreaterThanOrEqual(0);
  expect(made.clocks).toEqual([]);
  expect(made.chain[0]).toMatchObject({
    role: 'culprit',
    tool: 'spark-executor',
    quote: 'Java heap space',
    causes: ['executor_oom_shuffle'],
    evidence: { source: executor, lines: [310, 310] },
  });
  // What the diagnosis calls a symptom is a consequence here, never the culprit.
  const symptoms = made.chain.slice(1).flatMap(({ causes }) => causes);
  expect(diagnosis.causes[0]!.symptoms).toEqual(
    expect.arrayContaining(symptoms.filter((id) => id !== diagnosis.causes[0]!.id)),
  );
  expect(symptoms).toContain('shuffle_blocks_lost');
  expect(made.chain.at(-1)).toMatchObject({ what: expect.stringContaining('marked as failed') });
  expect(made.impact.map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      'Run landing__2026-11-22 of nightly_orders failed.',
      'After task load_orders failed, no other task of the run was queued.',
    ]),
  );
  const evidence = [...made.entries, ...made.chain, ...made.impact].map((each) => each.evidence);
  const { dropped } = await verifyEvidence(evidence, read, sha256);
  expect(dropped).toEqual([]);
});

test('the healthy day has milestones, no culprit and no impact', async () => {
  const { made } = await storyOf(demo('healthy'));
  expect(made.total).toBeGreaterThan(30);
  expect(made.entries.filter(({ bad }) => bad)).toEqual([]);
  expect(made.chain).toEqual([]);
  expect(made.impact).toEqual([]);
  expect(made.clocks).toEqual([]);
});

test.each([
  ['ahead', 7 * 60_000],
  ['behind', -7 * 60_000],
])(
  'a host whose clock is 7 minutes %s: same order, estimate shown, times as written',
  async (_, lead) => {
    const straight = await tell(failed, { limit: 500 });
    const skewed = await tell(
      {
        ...failed,
        [worker]: shifted(failed[worker]!, lead),
        [executor]: shifted(failed[executor]!, lead),
      },
      { limit: 500 },
    );
    const clock = skewed.clocks.find(({ source }) => source === worker)!;
    // Log4j writes whole seconds, so that no estimate can be better than that.
    expect(Math.abs(clock.skewMs + clock.zoneMinutes * 60_000 - lead)).toBeLessThanOrEqual(2000);
    expect(clock.note).toMatch(/estimated from \d+ pairs/);
    const exited = skewed.entries.find(({ kind }) => kind === 'executor-exited')!;
    const written = Date.parse('2026-11-24T07:54:08Z') + lead;
    expect(exited).toMatchObject({ time: written, timeIsEstimated: true, skewMs: clock.skewMs });
    const bad = ({ entries }: typeof straight) =>
      entries.flatMap(({ bad: isBad, kind, ids }) =>
        isBad && ids.executor === '0' && ids.try === '1' ? [kind] : [],
      );
    expect(bad(skewed)).toEqual(bad(straight));
  },
);

test('a file in local time without a zone is recognised as such', async () => {
  const local = await tell(
    { ...failed, [executor]: shifted(failed[executor]!, -5 * 3_600_000) },
    { limit: 500 },
  );
  expect(local.clocks).toMatchObject([{ source: executor, zoneMinutes: -300, skewMs: 0 }]);
  expect(local.clocks[0]!.note).toContain('UTC-05:00');
});

const yarn = {
  'driver.log': `26/03/02 10:00:00 INFO SparkContext: Running Spark version 3.5.1
26/03/02 10:00:03 INFO YarnClientImpl: Submitted application application_1700000000000_0042
26/03/02 10:00:20 INFO YarnAllocator: Launching container container_1700000000000_0042_01_000003 on host node7 for executor with ID 2
26/03/02 10:00:27 INFO YarnSchedulerBackend$YarnDriverEndpoint: Registered executor NettyRpcEndpointRef(spark-client://Executor) (10.0.0.7:40000) with ID 2,  ResourceProfileId 0
26/03/02 10:20:11 WARN YarnAllocator: Completed container container_1700000000000_0042_01_000003 on host: node7 (state: COMPLETE, exit status: 143)
26/03/02 10:20:11 ERROR YarnScheduler: Lost executor 2 on node7: Container killed by YARN for exceeding physical memory limits. 5.5 GB of 5.5 GB physical memory used.
26/03/02 10:20:12 WARN TaskSetManager: Lost task 3.0 in stage 7.0 (TID 99) (node9 executor 1): FetchFailed(BlockManagerId(2, node7, 40001, None), shuffleId=1, mapIndex=0, mapId=0, reduceId=3, message=
26/03/02 10:25:00 ERROR TaskSetManager: Task 3 in stage 7.3 failed 4 times; aborting job
26/03/02 10:25:00 INFO DAGScheduler: Job 5 failed: save at Load.scala:10, took 1400.0 s
`,
  'nodemanager-node7.log': `2026-03-02 10:00:21,100 INFO org.apache.hadoop.yarn.server.nodemanager.containermanager.container.ContainerImpl: Container container_1700000000000_0042_01_000003 transitioned from SCHEDULED to RUNNING
2026-03-02 10:20:09,500 WARN org.apache.hadoop.yarn.server.nodemanager.containermanager.monitor.ContainersMonitorImpl: Container [pid=4711,containerID=container_1700000000000_0042_01_000003] is running 4096B beyond the 'PHYSICAL' memory limit. Current usage: 5.5 GB of 5.5 GB physical memory used; 8.1 GB of 11.6 GB virtual memory used. Killing container.
2026-03-02 10:20:10,000 WARN org.apache.hadoop.yarn.server.nodemanager.DefaultContainerExecutor: Exit code from container container_1700000000000_0042_01_000003 is : 143
`,
};

const moved = (text: string, milliseconds: number): string =>
  text.replaceAll(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d),/gm, (_, day, clock) => {
    const [date, time] = new Date(Date.parse(`${day}T${clock}Z`) + milliseconds)
      .toISOString()
      .split('T');
    return `${date} ${time!.slice(0, 8)},`;
  });

test.each([0, 7 * 60_000, -90_000])(
  'YARN: the kill stands before what the driver hears, with the node manager %i ms ahead',
  async (lead) => {
    const made = await tell({
      ...yarn,
      'nodemanager-node7.log': moved(yarn['nodemanager-node7.log'], lead),
    });
    expect(made.entries.flatMap(({ bad, kind }) => (bad ? [kind] : []))).toEqual([
      'container-killed',
      'container-ended',
      'container-completed',
      'executor-lost',
      'fetch-failed',
      'stage-aborted',
      'job-failed',
    ]);
    expect(made.entries.find(({ kind }) => kind === 'container-killed')!.ids).toMatchObject({
      application: 'application_1700000000000_0042',
      executor: '2',
    });
    const total = made.clocks.reduce(
      (sum, { zoneMinutes, skewMs }) => sum + zoneMinutes * 60_000 + skewMs,
      0,
    );
    expect(Math.abs(total) - Math.abs(lead)).toBeLessThanOrEqual(3000);
    expect(made.clocks.length > 0).toBe(lead !== 0);
    expect(made.chain[0]).toMatchObject({
      tool: 'yarn',
      quote: 'Current usage: 5.5 GB of 5.5 GB physical memory used',
    });
  },
);

test('Kubernetes: the kill of an executor pod is joined with the executor that the driver loses', async () => {
  const made = await tell({
    'events.log':
      '2026-03-02T10:20:00Z Warning OOMKilling pod/etl-load-7f3a-exec-3 container spark-kubernetes-executor: OOMKilled\n',
    'driver.log': `26/03/02 10:00:00 INFO SparkContext: Running Spark version 3.5.1
26/03/02 10:00:02 INFO SingleEventLogFileWriter: Logging events to s3a://logs/spark-0123456789abcdef0123456789abcdef.inprogress
26/03/02 10:20:04 ERROR TaskSchedulerImpl: Lost executor 3 on 10.0.3.4: 
The executor with id 3 exited with exit code 137(SIGKILL, possible container OOM).
26/03/02 10:20:05 INFO DAGScheduler: Job 1 failed: save at Load.scala:10, took 12.0 s
`,
  });
  expect(made.chain.map(({ what, quote }) => [what, quote])).toEqual([
    ['pod etl-load-7f3a-exec-3 is killed', 'OOMKilled'],
    [
      'executor 3 on 10.0.3.4 is lost',
      'The executor with id 3 exited with exit code 137(SIGKILL, possible container OOM).',
    ],
    ['job 1 fails after 12.0 s', null],
  ]);
});

test('a dump of YARN: each line is about the container whose log it stands in', async () => {
  const log = (container: number, name: string, text: string): string =>
    `Container: container_1700000000000_0042_01_00000${container} on worker-${container}_45454\nLogType:${name}\nLogLength:1\nLogContents:\n${text}\nEnd of LogType:${name}\n\n`;
  const made = await tell({
    'app.txt': `${log(1, 'stderr', '26/03/02 10:00:00 INFO SparkContext: Running Spark version 3.5.1')}${log(2, 'stderr', '26/03/02 10:20:04 ERROR CoarseGrainedExecutorBackend: RECEIVED SIGNAL TERM')}`,
  });
  expect(made.entries.map(({ ids }) => [ids.application, ids.container, ids.attempt])).toEqual([
    ['application_1700000000000_0042', 'container_1700000000000_0042_01_000001', '1'],
    ['application_1700000000000_0042', 'container_1700000000000_0042_01_000002', '1'],
  ]);
});

test('Docker: what matched is quoted, though the file holds it as a string of JSON', async () => {
  const text = `${[
    '26/03/02 10:20:04 ERROR TaskSchedulerImpl: Lost executor 3 on 10.0.3.4: "a" <b>',
    '26/03/02 10:20:05 INFO DAGScheduler: Job 1 failed: save at "Load.scala":10, took 12.0 s',
  ]
    .map((line) =>
      JSON.stringify({ log: `${line}\n`, stream: 'stderr', time: '2026-03-02T10:20:06.1Z' })
        .replaceAll('<', '\\u003c')
        .replaceAll('>', '\\u003e'),
    )
    .join('\n')}\n`;
  const made = await tell({ 'a-json.log': text });
  expect(made.entries.map(({ evidence }) => evidence.quote)).toEqual(text.trim().split('\n'));
});

test('Airflow 2, and what did not run because of it', async () => {
  const made = await tell({
    'scheduler.log': `[2026-03-02T02:00:00.000+0000] {scheduler_job_runner.py:600} INFO - Sending TaskInstanceKey(dag_id='sales', task_id='load', run_id='scheduled__2026-03-01', try_number=2, map_index=-1) to LocalExecutor with priority 2 and queue default
[2026-03-02T02:03:00.000+0000] {taskinstance.py:1157} INFO - Dependencies not met for <TaskInstance: sales.publish scheduled__2026-03-01 [upstream_failed]>, dependency 'Trigger Rule' FAILED
`,
    'sales/load/2026-03-01T00:00:00+00:00/2.log': `[2026-03-02T02:00:02.000+0000] {taskinstance.py:1361} INFO - Starting attempt 2 of 2
[2026-03-02T02:02:00.000+0000] {local_task_job_runner.py:302} WARNING - State of this instance has been externally set to failed. Terminating instance.
[2026-03-02T02:02:01.000+0000] {taskinstance.py:1400} INFO - Marking task as FAILED. dag_id=sales, task_id=load, run_id=scheduled__2026-03-01, execution_date=20260301T000000
`,
  });
  expect(made.entries.map(({ kind }) => kind)).toEqual([
    'task-queued',
    'task-try-started',
    'state-set-externally',
    'task-try-ended',
    'task-blocked',
  ]);
  expect(made.impact.map(({ what }) => what)).toEqual([
    'Task publish did not run, because a task before failed.',
  ]);
});

test('what is cut is said', async () => {
  const made = await tell(failed, { limit: 10 });
  expect(made.entries).toHaveLength(10);
  expect(made.limits).toMatchObject([{ what: 'milestones', shown: 10 }]);
  expect(made.limits[0]!.total).toBeGreaterThan(100);
});

test('a file with very many milestones stays small', async () => {
  const line = (at: number): string =>
    `26/03/02 10:00:00 INFO TaskSchedulerImpl: Adding task set ${at}.0 with 1 tasks resource profile 0\n`;
  const { sources } = await sourcesOf({
    'driver.log': Array.from({ length: 20_000 }, (_, at) => line(at)).join(''),
  });
  const { milestones, total } = sources[0]!.collected;
  expect(total).toBe(20_000);
  expect(milestones).toHaveLength(48);
  expect(milestones.at(-1)!.facts['stage']).toBe('19999.0');
});
