import { expect, test } from 'vitest';
import { parseHeader } from './parse-header.ts';

/** format, time (UTC), level, component, start of the message. */
type Read = readonly [string, string | null, string, string, string];

const year = 2026;

function read(line: string): Read | null {
  const header = parseHeader(line, year);
  if (!header) return null;
  const { format, time, level, component, message } = header;
  return [format, time === null ? null : new Date(time).toISOString(), level, component, message];
}

const second = '2026-11-24T01:48:24.000Z';
const milli = '2026-11-24T01:48:24.123Z';

const tables: Readonly<Record<string, readonly (readonly [string, Read])[]>> = {
  'Spark and Hadoop, log4j': [
    [
      '26/11/24 01:48:24 WARN TaskSetManager: Lost task 10.0 in stage 6.0 (TID 19)',
      ['spark-log4j', second, 'warn', 'TaskSetManager', 'Lost task 10.0 in stage 6.0 (TID 19)'],
    ],
    [
      '26/11/24 01:48:24 ERROR yarn.ApplicationMaster: User class threw exception: x.Y: z',
      [
        'spark-log4j',
        second,
        'error',
        'yarn.ApplicationMaster',
        'User class threw exception: x.Y: z',
      ],
    ],
    [
      '26/11/24 01:48:24.123 INFO [dispatcher-event-loop-1] BlockManagerInfo: Added rdd_2_3',
      ['spark-log4j', milli, 'info', 'BlockManagerInfo', 'Added rdd_2_3'],
    ],
    [
      '2026-11-24 01:48:24,123 INFO org.apache.hadoop.hdfs.StateChange: BLOCK* allocate',
      ['hadoop-log4j', milli, 'info', 'org.apache.hadoop.hdfs.StateChange', 'BLOCK* allocate'],
    ],
    [
      '2026-11-24 01:48:24,123 INFO  [main] namenode.FSNamesystem (FSNamesystem.java:rollEditLog(4567)) - Roll Edit Log',
      ['hadoop-log4j', milli, 'info', 'namenode.FSNamesystem', 'Roll Edit Log'],
    ],
    [
      '2026-11-24 01:48:24,123 WARN org.apache.hadoop.ipc.Client (main): Failed to connect',
      ['hadoop-log4j', milli, 'warn', 'org.apache.hadoop.ipc.Client', 'Failed to connect'],
    ],
    [
      '2026-11-24T01:48:24,123 ERROR [HiveServer2-Background-Pool: Thread-42] exec.Task: Job failed',
      ['hadoop-log4j', milli, 'error', 'exec.Task', 'Job failed'],
    ],
    [
      '261124 014824 123 INFO dfs.DataNode$DataXceiver: Receiving block',
      ['hadoop-log4j', second, 'info', 'dfs.DataNode$DataXceiver', 'Receiving block'],
    ],
    [
      '2026-11-24 01:48:24,123 INFO  org.apache.flink.runtime.taskmanager.Task [] - Source: a (1/2) switched',
      [
        'flink',
        milli,
        'info',
        'org.apache.flink.runtime.taskmanager.Task',
        'Source: a (1/2) switched',
      ],
    ],
    [
      '2026-11-24T01:48:24.123Z\tERROR\tquery-execution-11\tio.trino.execution.QueryStateMachine\tQuery failed',
      ['trino', milli, 'error', 'io.trino.execution.QueryStateMachine', 'Query failed'],
    ],
  ],
  'Airflow 2, text': [
    [
      '[2026-11-24T01:48:24.123+0000] {taskinstance.py:1824} ERROR - Task failed with exception',
      ['airflow2-text', milli, 'error', 'taskinstance.py', 'Task failed with exception'],
    ],
    [
      '[2026-11-24T02:48:24.123+0100] {{taskinstance.py:1824}} WARNING - State changed',
      ['airflow2-text', milli, 'warn', 'taskinstance.py', 'State changed'],
    ],
    [
      '[2026-11-24 01:48:24,123] {scheduler_job.py:812} INFO - Exited execute loop',
      ['airflow2-text', milli, 'info', 'scheduler_job.py', 'Exited execute loop'],
    ],
    [
      '[2026-11-24, 01:48:24 UTC] {local_task_job.py:159} INFO - Task exited with return code 1',
      ['airflow2-text', second, 'info', 'local_task_job.py', 'Task exited with return code 1'],
    ],
    [
      '[2026-11-24 01:48:24,123: ERROR/ForkPoolWorker-15] Task raised unexpected',
      ['airflow2-text', milli, 'error', 'ForkPoolWorker', 'Task raised unexpected'],
    ],
    [
      '*** Reading remote log from s3://bucket/key',
      ['airflow2-text', null, 'info', '', '*** Reading remote log from s3://bucket/key'],
    ],
    [
      '[2026-11-24T01:48:24.123+0000] {subprocess.py:93} INFO - 26/11/24 01:48:20 ERROR SparkContext: Error',
      ['airflow2-text', milli, 'error', 'SparkContext', 'Error'],
    ],
  ],
  'Airflow 3': [
    [
      '{"timestamp":"2026-11-24T01:48:24.123456Z","level":"error","event":"Task failed","logger":"task","lineno":3}',
      ['airflow3-json', milli, 'error', 'task', 'Task failed'],
    ],
    [
      '{"timestamp":"2026-11-24T01:48:24.123456Z","level":"info","event":"26/11/24 01:48:24 WARN Utils: x","logger":"airflow.hooks"}',
      ['airflow3-json', milli, 'warn', 'Utils', 'x'],
    ],
    [
      '2026-11-24T01:48:24.123861Z [info     ] setup plugin [alembic.runtime.plugins] loc=plugins.py:37',
      ['airflow3-text', milli, 'info', 'alembic.runtime.plugins', 'setup plugin loc=plugins.py:37'],
    ],
    [
      '[2026-11-24 01:48:24] INFO - Task started',
      ['airflow3-text', second, 'info', '', 'Task started'],
    ],
    ['[warning  ] no time here [a.b]', ['airflow3-text', null, 'warn', 'a.b', 'no time here']],
  ],
  syslog: [
    [
      'Nov 24 01:48:24 host1 sshd[1234]: Failed password for root',
      ['syslog', second, 'unknown', 'sshd', 'Failed password for root'],
    ],
    [
      'Nov  4 01:48:24 host1 kernel: [12345.678901] Out of memory: Killed process 4242 (java)',
      [
        'syslog',
        '2026-11-04T01:48:24.000Z',
        'unknown',
        'kernel',
        'Out of memory: Killed process 4242 (java)',
      ],
    ],
    [
      "<34>1 2026-11-24T01:48:24.123Z host1 su - ID47 - 'su root' failed",
      ['syslog', milli, 'fatal', 'su', "'su root' failed"],
    ],
    [
      '<11>1 2026-11-24T01:48:24Z host1 app 42 - [a@1 b="c"] with data',
      ['syslog', second, 'error', 'app', 'with data'],
    ],
    ['<13>Nov 24 01:48:24 host1 app: hello', ['syslog', second, 'info', 'app', 'hello']],
    [
      '2026-11-24T02:48:24.123456+01:00 host1 systemd[1]: Started foo.service.',
      ['syslog', milli, 'unknown', 'systemd', 'Started foo.service.'],
    ],
    [
      'Nov 24 01:48:24 host1 app[7]: ERROR com.a.B: failed',
      ['syslog', second, 'error', 'com.a.B', 'failed'],
    ],
  ],
  'JSON lines': [
    [
      '{"time":"2026-11-24T01:48:24Z","level":"ERROR","msg":"boom","logger":"app"}',
      ['json-lines', second, 'error', 'app', 'boom'],
    ],
    [
      '{"ts":1795484904.123,"level":"warn","msg":"slow","caller":"a/b.go:3"}',
      ['json-lines', milli, 'warn', 'a/b.go:3', 'slow'],
    ],
    [
      '{"@timestamp":"2026-11-24T01:48:24.123Z","log.level":"ERROR","message":"boom","log.logger":"a.B"}',
      ['ecs-json', milli, 'error', 'a.B', 'boom'],
    ],
    [
      '{"time":1795484904123,"level":50,"msg":"pino","name":"svc"}',
      ['json-lines', milli, 'error', 'svc', 'pino'],
    ],
    [
      '{"severity":"CRITICAL","textPayload":"x","timestamp":"2026-11-24T01:48:24Z"}',
      ['json-lines', second, 'fatal', '', 'x'],
    ],
    [
      '{"__REALTIME_TIMESTAMP":"1795484904123456","PRIORITY":"3","MESSAGE":"m","SYSLOG_IDENTIFIER":"cron"}',
      ['journald', milli, 'error', 'cron', 'm'],
    ],
    [
      '{"log":"26/11/24 01:48:24 ERROR App: inner","time":"2026-11-24T01:48:24.123Z"}',
      ['json-lines', milli, 'error', 'App', 'inner'],
    ],
    [
      '{"timestamp":"2026-11-24T01:48:24Z","level":"error","message":"cut in the mid',
      ['json-lines', second, 'error', '', 'cut in the mid'],
    ],
  ],
  Kafka: [
    [
      '[2026-11-24 01:48:24,123] INFO [Partition orders-12 broker=3] Log loaded (kafka.cluster.Partition)',
      ['kafka', milli, 'info', 'kafka.cluster.Partition', 'Log loaded'],
    ],
    [
      '[2026-11-24 01:48:24,123] ERROR WorkerSinkTask{id=sink-0} Task threw (org.apache.kafka.connect.runtime.WorkerTask:212)',
      [
        'kafka',
        milli,
        'error',
        'org.apache.kafka.connect.runtime.WorkerTask',
        'WorkerSinkTask{id=sink-0} Task threw',
      ],
    ],
  ],
  dbt: [
    ['01:48:24  Running with dbt=1.9.0', ['dbt', null, 'info', '', 'Running with dbt=1.9.0']],
    [
      '01:48:24  14 of 32 ERROR creating sql table model a.b .... [ERROR in 0.52s]',
      [
        'dbt',
        null,
        'error',
        '',
        '14 of 32 ERROR creating sql table model a.b .... [ERROR in 0.52s]',
      ],
    ],
    [
      '01:48:24.123456 [debug] [Thread-1 (]: On model.a: select 1',
      ['dbt', null, 'debug', 'Thread-1 (', 'On model.a: select 1'],
    ],
    [
      '{"info":{"name":"RunResultError","level":"error","msg":"Database Error","ts":"2026-11-24T01:48:24.123456Z"},"data":{}}',
      ['dbt', milli, 'error', 'RunResultError', 'Database Error'],
    ],
  ],
  'container runtimes and runners': [
    [
      '2026-11-24T02:48:24.1234+01:00 stderr F 26/11/24 01:48:20 WARN TaskSetManager: Lost task 0.0',
      ['kubernetes-cri', milli, 'warn', 'TaskSetManager', 'Lost task 0.0'],
    ],
    [
      '2026-11-24T01:48:24.123456789Z stdout P {"level":"info","msg":"cut by the run',
      ['kubernetes-cri', milli, 'info', '', 'cut by the run'],
    ],
    [
      '2026-11-24T01:48:30Z stderr F {"ts":"2026-11-24T01:48:24.123Z","level":"error","msg":"boom"}',
      ['kubernetes-cri', milli, 'error', '', 'boom'],
    ],
    [
      '2026-11-24T01:48:24.123Z stdout F plain words',
      ['kubernetes-cri', milli, 'unknown', '', 'plain words'],
    ],
    [
      '{"log":"26/11/24 01:48:20 ERROR App: \\u003cnull\\u003e \\"x\\"\\n","stream":"stderr","time":"2026-11-24T01:48:24.123456789Z"}',
      ['docker-json', milli, 'error', 'App', '<null> "x"'],
    ],
    [
      '{"log":"ready\\r\\n","stream":"stdout","attrs":{"tag":"a"},"time":"2026-11-24T01:48:24.123456789Z"}',
      ['docker-json', milli, 'unknown', '', 'ready'],
    ],
    [
      '2026-11-24T01:48:24.123456789Z 26/11/24 01:48:20 INFO App: kubectl logs --timestamps',
      ['container-timestamps', milli, 'info', 'App', 'kubectl logs --timestamps'],
    ],
    [
      '2026-11-24T01:48:24.123456789Z [main] WARN com.a.B - the time of the program itself',
      ['container-timestamps', milli, 'warn', 'com.a.B', 'the time of the program itself'],
    ],
    [
      '2026-11-24T01:48:24.1234567Z ##[group]Run actions/checkout@v4',
      ['github-actions', milli, 'info', '', 'Run actions/checkout@v4'],
    ],
    [
      '2026-11-24T01:48:24.1234567Z ##[error]Process completed with exit code 1.',
      ['github-actions', milli, 'error', '', 'Process completed with exit code 1.'],
    ],
    [
      '2026-11-24T01:48:24.1234567Z 01:48:20  1 of 2 ERROR creating sql view model a.b',
      ['github-actions', milli, 'error', '', '1 of 2 ERROR creating sql view model a.b'],
    ],
    [
      'build\tRun tests\t2026-11-24T01:48:24.1234567Z ##[warning]Node 16 is deprecated',
      ['github-actions', milli, 'warn', '', 'Node 16 is deprecated'],
    ],
    [
      '2026-11-24T01:48:24.123456Z 01E ERROR: Job failed: exit code 1',
      ['gitlab-ci', milli, 'error', '', 'Job failed: exit code 1'],
    ],
    [
      'section_start:1795484904:prepare_script[collapsed=true]\rPreparing environment',
      ['gitlab-ci', second, 'info', 'prepare_script', 'Preparing environment'],
    ],
  ],
  'Airflow, other components': [
    [
      '[2026-11-24T01:48:24.123+0000] {scheduler_job_runner.py:812} ERROR - Executor reported that the task instance finished',
      [
        'airflow2-text',
        milli,
        'error',
        'scheduler_job_runner.py',
        'Executor reported that the task instance finished',
      ],
    ],
    [
      '[2026-11-24T01:48:24.123+0000] [SOURCE:DAG_PROCESSOR] {dagbag.py:484} ERROR - Failed to import: /dags/a.py',
      ['airflow2-text', milli, 'error', 'dagbag.py', 'Failed to import: /dags/a.py'],
    ],
    [
      '[2026-11-24T01:48:24.123+0000] {triggerer_job_runner.py:510} INFO - Trigger fired',
      ['airflow2-text', milli, 'info', 'triggerer_job_runner.py', 'Trigger fired'],
    ],
    [
      '[2026-11-24 01:48:24,123] {logging_mixin.py:112} INFO - [2026-11-24 01:48:20,000] {dagbag.py:396} ERROR - Broken',
      ['airflow2-text', milli, 'error', 'dagbag.py', 'Broken'],
    ],
    [
      '2026-11-24T01:48:24.123456Z [error    ] Executor reported [airflow.jobs.scheduler_job_runner.SchedulerJobRunner] loc=a.py:812',
      [
        'airflow3-text',
        milli,
        'error',
        'airflow.jobs.scheduler_job_runner.SchedulerJobRunner',
        'Executor reported loc=a.py:812',
      ],
    ],
    [
      '2026-11-24 01:48:24 [warning  ] Process timed out [airflow.dag_processing.manager.DagFileProcessorManager]',
      [
        'airflow3-text',
        second,
        'warn',
        'airflow.dag_processing.manager.DagFileProcessorManager',
        'Process timed out',
      ],
    ],
  ],
  'Spark 4, structured': [
    [
      '{"ts":"2026-11-24T01:48:24.123Z","level":"ERROR","msg":"Lost executor 3","context":{"executor_id":"3"},"exception":{"class":"java.io.IOException","msg":"x","stacktrace":[]},"logger":"org.apache.spark.scheduler.TaskSchedulerImpl"}',
      [
        'spark-json',
        milli,
        'error',
        'org.apache.spark.scheduler.TaskSchedulerImpl',
        'Lost executor 3',
      ],
    ],
    [
      '{"ts":"2026-11-24T01:48:24.123+0000","level":"WARN","msg":"plain","logger":"org.apache.spark.util.Utils"}',
      ['spark-json', milli, 'warn', 'org.apache.spark.util.Utils', 'plain'],
    ],
  ],
  'dbt, log files': [
    [
      '2026-11-24 01:48:24.123456 (MainThread): Running with dbt=0.19.0',
      ['dbt', milli, 'info', 'MainThread', 'Running with dbt=0.19.0'],
    ],
    [
      '2026-11-24 01:48:24.123456 (Thread-1): Database Error in model a (models/a.sql)',
      ['dbt', milli, 'error', 'Thread-1', 'Database Error in model a (models/a.sql)'],
    ],
    [
      '{"code":"Q033","data":{},"invocation_id":"a-b","level":"error","log_version":1,"msg":"1 of 2 ERROR","pid":1,"thread_name":"Thread-1","ts":"2026-11-24T01:48:24.123456Z","type":"log_line"}',
      ['dbt', milli, 'error', '', '1 of 2 ERROR'],
    ],
    [
      '{"timestamp":"2026-11-24T01:48:24.123Z","message":"Found 3 models","channel":"dbt","level":11,"levelname":"INFO","thread_name":"MainThread"}',
      ['dbt', milli, 'info', '', 'Found 3 models'],
    ],
  ],
  'Hive and Beeline': [
    [
      '2026-11-24T01:48:24,123 ERROR [b9a2-11 main] org.apache.hadoop.hive.ql.exec.Task: Job failed',
      ['hive', milli, 'error', 'org.apache.hadoop.hive.ql.exec.Task', 'Job failed'],
    ],
    [
      '2026-11-24 01:48:24,123 ERROR [main]: ql.Driver (SessionState.java:printError(1250)) - FAILED: SemanticException',
      ['hive', milli, 'error', 'ql.Driver', 'FAILED: SemanticException'],
    ],
    [
      'INFO  : Compiling command(queryId=hive_1)',
      ['hive', null, 'info', '', 'Compiling command(queryId=hive_1)'],
    ],
    ['ERROR : Status: Failed', ['hive', null, 'error', '', 'Status: Failed']],
    [
      'FAILED: Execution Error, return code 2 from org.apache.hadoop.hive.ql.exec.tez.TezTask',
      [
        'hive',
        null,
        'error',
        '',
        'FAILED: Execution Error, return code 2 from org.apache.hadoop.hive.ql.exec.tez.TezTask',
      ],
    ],
    [
      "Error: Error while compiling statement: FAILED: SemanticException Table not found 'x' (state=42S02,code=10001)",
      [
        'hive',
        null,
        'error',
        '',
        "Error: Error while compiling statement: FAILED: SemanticException Table not found 'x' (state=42S02,code=10001)",
      ],
    ],
  ],
  'PostgreSQL and MySQL': [
    [
      '2026-11-24 01:48:24 UTC:192.0.2.1(5432):etl@warehouse:[4242]:FATAL:  remaining connection slots are reserved',
      ['postgres', second, 'fatal', 'etl@warehouse', 'remaining connection slots are reserved'],
    ],
    [
      '2026-11-24 01:48:24.123 UTC [4242] STATEMENT:  select error from a',
      ['postgres', milli, 'info', '', 'select error from a'],
    ],
    [
      '2026-11-24T01:48:24.123456Z 12 [ERROR] [MY-012592] [InnoDB] Operating system error number 28',
      ['mysql', milli, 'error', 'InnoDB', 'Operating system error number 28'],
    ],
    [
      '2026-11-24T01:48:24.123456Z 0 [System] [MY-010931] [Server] ready for connections.',
      ['mysql', milli, 'info', 'Server', 'ready for connections.'],
    ],
    [
      '2026-11-24T01:48:24.123456Z 12 [Note] Aborted connection 12 to db',
      ['mysql', milli, 'info', '', 'Aborted connection 12 to db'],
    ],
    [
      '2026-11-24  1:48:24 12 [Warning] InnoDB: Retry attempts',
      ['mysql', second, 'warn', 'InnoDB', 'Retry attempts'],
    ],
  ],
  'ECS, OpenTelemetry, journald': [
    [
      '{"@timestamp":"2026-11-24T01:48:24.123Z","ecs":{"version":"8.11"},"log":{"level":"ERROR","logger":"a.B"},"message":"boom"}',
      ['ecs-json', milli, 'error', 'a.B', 'boom'],
    ],
    [
      '{"@timestamp":"2026-11-24T01:48:24.123Z","log.level":"WARN","message":"slow","ecs.version":"1.2.0","service.name":"checkout"}',
      ['ecs-json', milli, 'warn', 'checkout', 'slow'],
    ],
    [
      '{"timeUnixNano":"1795484904123000000","severityNumber":17,"body":{"stringValue":"boom"},"attributes":[]}',
      ['otlp-json', milli, 'error', '', 'boom'],
    ],
    [
      '{"timeUnixNano":"0","observedTimeUnixNano":"1795484904123000000","severityText":"Warning","body":{"kvlistValue":{"values":[]}}}',
      ['otlp-json', milli, 'warn', '', '{"kvlistValue":{"values":[]}}'],
    ],
    [
      '{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"checkout"}}]},"scopeLogs":[{"logRecords":[{"timeUnixNano":"1","severityNumber":9,"body":{"stringValue":"fine"}},{"timeUnixNano":"1795484904123000000","severityNumber":21,"body":{"stringValue":"26/11/24 01:48:20 ERROR App: inner"}}]}]}]}',
      ['otlp-json', milli, 'error', 'App', 'inner'],
    ],
    [
      '{"Timestamp":"2026-11-24T01:48:24.123Z","SeverityText":"Error","Body":"boom","Resource":{"service.name":"x"}}',
      ['otlp-json', milli, 'error', 'x', 'boom'],
    ],
    [
      '{"__REALTIME_TIMESTAMP":"1795484904123456","PRIORITY":"4","MESSAGE":[104,105,27],"_COMM":"java"}',
      ['journald', milli, 'warn', 'java', 'hi\u001b'],
    ],
    [
      'Nov 24 01:48:24.123456 worker-3 kernel: Out of memory: Killed process 4242 (java)',
      ['syslog', milli, 'unknown', 'kernel', 'Out of memory: Killed process 4242 (java)'],
    ],
  ],
  logfmt: [
    [
      'ts=2026-11-24T01:48:24.123Z caller=main.go:12 level=warn msg=slow',
      ['logfmt', milli, 'warn', 'main.go:12', 'slow'],
    ],
    [
      't=2026-11-24T01:48:24+0000 lvl=eror msg="no rows" logger=context',
      ['logfmt', second, 'error', 'context', 'no rows'],
    ],
    ['ts=1795484904.123 msg="no level"', ['logfmt', milli, 'unknown', '', 'no level']],
    [
      'at=error code=H12 desc="Request timeout" method=GET',
      ['logfmt', null, 'error', '', 'Request timeout'],
    ],
  ],
  'YARN, aggregated': [
    [
      'Container: container_e17_1700000000000_0042_01_000003 on worker-7.example.com_45454',
      [
        'yarn-dump',
        null,
        'info',
        '',
        'Container: container_e17_1700000000000_0042_01_000003 on worker-7.example.com_45454',
      ],
    ],
    ['LogType:stderr', ['yarn-dump', null, 'info', '', 'LogType:stderr']],
    ['End of LogType:stderr', ['yarn-dump', null, 'info', '', 'End of LogType:stderr']],
  ],
  generic: [
    [
      '2026-11-24 01:48:24.123  INFO 12345 --- [           main] c.e.App : Started App in 2 s',
      ['hadoop-log4j', milli, 'info', 'c.e.App', 'Started App in 2 s'],
    ],
    [
      '2026-11-24 01:48:24.123 UTC [1234] ERROR:  deadlock detected',
      ['postgres', milli, 'error', '', 'deadlock detected'],
    ],
    [
      '2026-11-24 01:48:24.123 UTC [1234] etl@warehouse LOG:  duration: 12 ms',
      ['postgres', milli, 'info', 'etl@warehouse', 'duration: 12 ms'],
    ],
    ['2026-11-24 01:48:24,123 - root - WARNING - text', ['generic', milli, 'warn', '', 'text']],
    ['WARNING:my.app:text', ['generic', null, 'warn', 'my.app', 'text']],
    [
      'ERROR SparkContext: Error initializing',
      ['generic', null, 'error', 'SparkContext', 'Error initializing'],
    ],
    ['[INFO] BUILD SUCCESS', ['generic', null, 'info', '', 'BUILD SUCCESS']],
    [
      '2026/11/24 01:48:24 [error] 31#31: *1 connect() failed',
      ['generic', second, 'error', '', '31#31: *1 connect() failed'],
    ],
    [
      '192.0.2.1 - - [24/Nov/2026:01:48:24 +0000] "GET / HTTP/1.1" 200 12',
      ['generic', second, 'unknown', '', '"GET / HTTP/1.1" 200 12'],
    ],
    [
      'time="2026-11-24T01:48:24Z" level=error msg="failed to pull \\"x\\"" component=kubelet',
      ['logfmt', second, 'error', 'kubelet', 'failed to pull \\"x\\"'],
    ],
    [
      'E1124 01:48:24.123456   12345 pod_workers.go:951] Error syncing pod',
      ['klog', milli, 'error', 'pod_workers.go', 'Error syncing pod'],
    ],
    [
      '2026-11-24T01:48:24.123456789Z stdout F 26/11/24 01:48:20 INFO App: started',
      ['kubernetes-cri', milli, 'info', 'App', 'started'],
    ],
    [
      'spark-driver  | 26/11/24 01:48:24 INFO App: started',
      ['spark-log4j', second, 'info', 'App', 'started'],
    ],
    [
      '[spark/pod-1] 26/11/24 01:48:24 INFO App: started',
      ['spark-log4j', second, 'info', 'App', 'started'],
    ],
    ['2026-11-24 01:48:24 Log loaded', ['generic', second, 'unknown', '', 'Log loaded']],
  ],
};

const rows = Object.entries(tables).flatMap(([name, lines]) =>
  lines.map(([line, expected]) => [name, line, expected] as const),
);
test.each(rows)('%s: %s', (_, line, expected) => {
  expect(read(line)).toEqual(expected);
});

test.each([
  '',
  ' ',
  '\tat a.B.c(B.java:1)',
  'Caused by: java.io.IOException: x',
  'Traceback (most recent call last):',
  '  File "/a.py", line 3, in f',
  'plain text without a header',
  'Error: something went wrong',
  '2026 was a good year',
  '24/11 nothing',
  '2026-11-24 25:61:61 INFO x',
  '2026-13-45 01:00:00 INFO x',
  '99/99/99 99:99:99 INFO x: y',
  '{"a": 1}',
  '{not json}',
  '[1, 2, 3]',
  '<script>',
  '{"log":"no time","stream":"stdout"',
  'Container: is a word',
  'FAILED: ',
  'Error: boom (state of the art)',
  'at=home',
  'msg=hello',
  '{"resourceLogs":[]}',
  '{"resourceLogs":{"a":1}}',
  '{"body":"x"}',
])('no header: %s', (line) => {
  expect(parseHeader(line, year)).toBeNull();
});

test('what is assumed is told', () => {
  const assumed = (line: string) => {
    const { zoneAssumed, yearAssumed } = parseHeader(line, year)!;
    return { zoneAssumed, yearAssumed };
  };
  expect(assumed('26/11/24 01:48:24 INFO A: b')).toEqual({ zoneAssumed: true, yearAssumed: false });
  expect(assumed('E1124 01:48:24.123456 1 a.go:1] b')).toEqual({
    zoneAssumed: true,
    yearAssumed: true,
  });
  expect(assumed('2026-11-24T01:48:24Z stdout F 26/11/24 01:48:24 INFO A: b')).toEqual({
    zoneAssumed: false,
    yearAssumed: false,
  });
  expect(assumed('Nov 24 01:48:24 h a: b')).toEqual({ zoneAssumed: true, yearAssumed: true });
  expect(assumed('2026-11-24T01:48:24Z INFO a.B: c')).toEqual({
    zoneAssumed: false,
    yearAssumed: false,
  });
});

test('headers in headers end somewhere', () => {
  const line = '[2026-11-24T01:48:24.123+0000] {a.py:1} INFO - '.repeat(50);
  expect(parseHeader(line, year)).toMatchObject({ level: 'info', component: 'a.py' });
});
