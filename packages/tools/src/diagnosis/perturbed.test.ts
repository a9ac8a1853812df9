import { describe, expect, test } from 'vitest';
import { explainFiles } from './testing/explain.ts';

/** Failures as their products write them; made for this test. */
const incidents: Readonly<Record<string, string>> = {
  executor_oom_shuffle: `26/11/20 02:00:00 INFO TaskSetManager: Starting task 3.0 in stage 8.0 (TID 411) (10.2.0.7, executor 2, partition 3, NODE_LOCAL)
26/11/20 02:00:41 ERROR Executor: Exception in task 3.0 in stage 8.0 (TID 411)
java.lang.OutOfMemoryError: Java heap space
	at org.apache.spark.util.collection.unsafe.sort.UnsafeExternalSorter.insertRecord(UnsafeExternalSorter.java:482)
	at org.apache.spark.sql.execution.SortExec.doExecute(SortExec.scala:112)
26/11/20 02:00:43 WARN TaskSetManager: Lost task 3.1 in stage 8.0 (TID 415) (10.2.0.8 executor 3): FetchFailed(BlockManagerId(2, 10.2.0.7, 40211, None), shuffleId=1, mapIndex=3, mapId=8, reduceId=3)
`,
  container_memory_limit: `26/11/20 02:00:00 INFO YarnAllocator: Completed container container_1763604000000_0042_01_000003 on host: node-7 (state: COMPLETE, exit status: 143)
26/11/20 02:00:01 ERROR YarnScheduler: Lost executor 2 on node-7: Container killed by YARN for exceeding memory limits. 5.6 GB of 5.5 GB physical memory used.
26/11/20 02:00:01 WARN TaskSetManager: Lost task 1.0 in stage 2.0 (TID 77) (node-7 executor 2): ExecutorLostFailure (executor 2 exited caused by one of the running tasks)
`,
  local_disk_full: `26/11/20 02:00:01 ERROR DiskBlockObjectWriter: Uncaught exception while reverting partial writes to file /data/blockmgr-1/0c/temp_shuffle_9
java.io.IOException: No space left on device
	at java.base/sun.nio.ch.FileDispatcherImpl.write0(Native Method)
26/11/20 02:00:02 ERROR TaskSetManager: Task 7 in stage 3.0 failed 4 times; aborting job
`,
  metastore_down: `2026-11-20T02:00:00,101 WARN [main] hive.metastore: Failed to connect to the MetaStore Server...
2026-11-20T02:00:03,208 ERROR [main] ql.Driver: FAILED: SemanticException Unable to fetch table orders. Could not connect to meta store using any of the URIs provided. Most recent failure: org.apache.thrift.transport.TTransportException: java.net.ConnectException: Connection refused (Connection refused)
`,
  sensor_timeout: `[2026-11-20T02:00:00.000+0000] {external_task.py:231} INFO - Poking for DAG 'upstream' on 2026-11-20T00:00:00+00:00 ...
[2026-11-20T03:00:00.000+0000] {taskinstance.py:3313} ERROR - Task failed with exception
Traceback (most recent call last):
  File "/usr/local/lib/python3.12/site-packages/airflow/sensors/base.py", line 294, in execute
    raise AirflowSensorTimeout(message)
airflow.exceptions.AirflowSensorTimeout: Sensor has timed out; run duration of 3600.2 seconds exceeds the specified timeout of 3600.0.
[2026-11-20T03:00:00.100+0000] {taskinstance.py:1226} INFO - Marking task as FAILED. dag_id=load, task_id=wait
`,
  slow_poll_loop: `[2026-11-20 02:00:00,000] INFO [Consumer clientId=consumer-etl-1, groupId=etl] Successfully joined group with generation 9 (org.apache.kafka.clients.consumer.internals.ConsumerCoordinator)
[2026-11-20 02:07:00,000] WARN [Consumer clientId=consumer-etl-1, groupId=etl] consumer poll timeout has expired. This means the time between subsequent calls to poll() was longer than the configured max.poll.interval.ms, which typically implies that the poll loop is spending too much time processing messages. (org.apache.kafka.clients.consumer.internals.ConsumerCoordinator)
[2026-11-20 02:07:01,000] ERROR Offset commit failed (org.apache.kafka.clients.consumer.internals.ConsumerCoordinator)
`,
  checkpoint_timeout: `2026-11-20 02:00:00,000 INFO  org.apache.flink.runtime.checkpoint.CheckpointCoordinator [] - Triggering checkpoint 31 (type=CheckpointType{name='Checkpoint'}) @ 1763604000000 for job 5d7a1c0b7f3e4f6a9b8c7d6e5f4a3b2c.
2026-11-20 02:10:00,000 INFO  org.apache.flink.runtime.checkpoint.CheckpointCoordinator [] - Checkpoint 31 of job 5d7a1c0b7f3e4f6a9b8c7d6e5f4a3b2c expired before completing.
`,
  kerberos_ticket_expired: `2026-11-20 02:00:00,000 WARN [main] org.apache.hadoop.ipc.Client: Exception encountered while connecting to the server nn1:8020
2026-11-20 02:00:00,100 ERROR [main] etl.Load: load failed
java.io.IOException: DestHost:destPort nn1:8020 , LocalHost:localPort node-7/10.2.0.7:0. Failed on local exception
Caused by: org.apache.hadoop.security.AccessControlException: Client cannot authenticate via:[TOKEN, KERBEROS]: GSS initiate failed [Caused by GSSException: No valid credentials provided (Mechanism level: Failed to find any Kerberos tgt)]
`,
  connection_missing: `[2026-11-20T02:00:00.000+0000] {taskinstance.py:3313} ERROR - Task failed with exception
Traceback (most recent call last):
  File "/usr/local/lib/python3.12/site-packages/airflow/models/connection.py", line 479, in get_connection_from_secrets
    raise AirflowNotFoundException(f"The conn_id \`{conn_id}\` isn't defined")
airflow.exceptions.AirflowNotFoundException: The conn_id \`warehouse\` isn't defined
`,
  // Standard error of a program that logs nothing: no line has a time or a level.
  missing_python_module: `Traceback (most recent call last):
  File "/opt/jobs/load_orders.py", line 3, in <module>
    import pyarrow.parquet as pq
ModuleNotFoundError: No module named 'pyarrow'
`,
  duplicate_unique_key: `02:00:11  1 of 1 ERROR creating sql incremental model mart.orders ..... [ERROR in 4.11s]
02:00:11  Completed with 1 error and 0 warnings:
02:00:11    Database Error in model orders (models/mart/orders.sql)
02:00:11    UPDATE/MERGE must match at most one source row for each target row
`,
};

/** Lines of good runs, of the same kinds of programs. */
const healthy = [
  '26/11/20 01:00:00 INFO MemoryStore: Block broadcast_3 stored as values in memory (estimated size 38.2 KiB, free 434.3 MiB)',
  '26/11/20 01:00:00 INFO ContextCleaner: Cleaned accumulator 71',
  '26/11/20 01:00:01 INFO BlockManagerInfo: Removed broadcast_2_piece0 on 10.2.0.9:40211 in memory (size: 31.4 KiB, free: 434.4 MiB)',
  '26/11/20 01:00:02 WARN NativeCodeLoader: Unable to load native-hadoop library for your platform... using builtin-java classes where applicable',
  '26/11/20 01:00:02 INFO SparkSubmit: spark.sql.broadcastTimeout=600 spark.driver.maxResultSize=2g',
  '26/11/20 01:00:03 INFO TaskSetManager: Finished task 3.0 in stage 1.0 (TID 6) in 812 ms on 10.2.0.9 (executor 1) (4/24)',
  '26/11/20 01:00:04 INFO Executor: Told to re-register on heartbeat',
];
const many = (lines: readonly string[], count: number): string =>
  `${Array.from({ length: count }, (_, at) => lines[at % lines.length]).join('\n')}\n`;
const eachLine = (log: string, change: (line: string) => string): string =>
  log.replaceAll(/[^\n]+/g, change);

/** What does not change the meaning of a log. */
const same: Readonly<Record<string, (log: string) => string>> = {
  'other times': (log) =>
    log
      .replaceAll('26/11/20 02:', '25/03/09 17:')
      .replaceAll('2026-11-20', '2025-03-09')
      .replaceAll(/^02:00/gm, '17:43'),
  'other hosts and ids': (log) =>
    log
      .replaceAll(/10\.2\.0\.(\d)/g, '172.31.14.2$1')
      .replaceAll(/\bnode-7\b/g, 'ip-172-31-14-207.ec2.internal')
      .replaceAll(/TID (\d+)/g, 'TID 9$1')
      .replaceAll(/stage (\d)/g, 'stage 1$1')
      .replaceAll('1763604000000_0042', '1741000000000_7311')
      .replaceAll('5d7a1c0b7f3e4f6a9b8c7d6e5f4a3b2c', '00000000a1b2c3d4e5f60718293a4b5c'),
  'healthy lines before and after': (log) => many(healthy, 500) + log + many(healthy, 200),
  'cut at the head': (log) =>
    log.slice(log.indexOf('\n') + 1).length > 120 ? log.slice(log.indexOf('\n') + 1) : log,
  'cut in the last line': (log) => log.trimEnd() + '\n26/11/20 02:00:59 INFO Exec',
  'line ends of Windows': (log) => log.replaceAll('\n', '\r\n'),
  twice: (log) => log + log,
};

/** Every line with a prefix of its own: a trace becomes one event a line, so only part of what it says is left. */
const prefixed: Readonly<Record<string, (log: string) => string>> = {
  'docker compose': (log) => eachLine(log, (line) => `worker-1  | ${line}`),
  'container runtime': (log) =>
    eachLine(log, (line) => `2026-11-20T02:00:00.000000001Z stderr F ${line}`),
  journal: (log) => eachLine(log, (line) => `Nov 20 02:00:00 host-1 job[4711]: ${line}`),
  'airflow task log': (log) =>
    eachLine(log, (line) => `[2026-11-20T02:00:00.000+0000] {subprocess.py:106} INFO - ${line}`),
};

describe.each(Object.entries(incidents))('%s', (cause, log) => {
  test('is found as it is', async () => {
    const found = await explainFiles({ log });
    expect(found.status).toBe('found');
    expect(found.causes[0]?.id).toBe(cause);
  });
  test.each(Object.entries(same))('%s: the answer stays', async (_, change) => {
    const found = await explainFiles({ log: change(log) });
    expect([found.status, found.causes[0]?.id]).toEqual(['found', cause]);
  });
  test.each(Object.entries(prefixed))('prefix of %s: never another cause', async (_, change) => {
    const found = await explainFiles({ log: change(log) });
    const named = found.status === 'found' ? found.causes[0]?.id : found.status;
    expect(['inconclusive', cause]).toContain(named);
  });
});

test('behind prefixes most causes are still found', async () => {
  let found = 0;
  let total = 0;
  for (const [cause, log] of Object.entries(incidents))
    for (const change of Object.values(prefixed)) {
      const answer = await explainFiles({ log: change(log) });
      total += 1;
      if (answer.status === 'found' && answer.causes[0]?.id === cause) found += 1;
    }
  expect(found / total).toBeGreaterThanOrEqual(0.9);
});

test('healthy lines alone are nothing to find', async () => {
  expect((await explainFiles({ log: many(healthy, 700) })).status).toBe('nothing_found');
});
