import type { Incident } from '../story.ts';
import { sparkDriver, sparkExecutor, yarnNodeManager } from '../writers.ts';

const sparkFrame = (names: readonly string[]): string[] => names.map((name) => `\tat ${name}`);
const plumbing = sparkFrame([
  'org.apache.spark.scheduler.ResultTask.runTask(ResultTask.scala:93)',
  'org.apache.spark.TaskContext.runTaskWithListeners(TaskContext.scala:166)',
  'org.apache.spark.scheduler.Task.run(Task.scala:141)',
  'org.apache.spark.executor.Executor$TaskRunner.$anonfun$run$4(Executor.scala:620)',
  'java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)',
  'java.base/java.lang.Thread.run(Thread.java:840)',
]);
const nativeWarning = [
  'WARN',
  'NativeCodeLoader',
  'Unable to load native-hadoop library for your platform... using builtin-java classes where applicable',
] as const;
const portWarning = [
  'WARN',
  'Utils',
  "Service 'SparkUI' could not bind on port 4040. Attempting port 4041.",
] as const;
const aborted = (stage: number, reason: string): readonly [string, string, string] => [
  'ERROR',
  'ApplicationMaster',
  `User class threw exception: org.apache.spark.SparkException: Job aborted due to stage failure: Task 17 in stage ${stage}.0 failed 4 times, most recent failure: ${reason}`,
];

export const spark: readonly Incident[] = [
  {
    id: 'spark-yarn-memory-kill',
    question: 'Why did the sessions job fail? It says FetchFailed.',
    tools: ['Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'container_memory_limit',
      forbidden: [
        'shuffle_blocks_lost',
        'connection_refused',
        'network_partition',
        'shuffle_fetch_timeout',
      ],
      ruledOut: [
        {
          cause: 'network_partition',
          because:
            'The host answered until YARN killed the container; only its blocks became unreachable.',
        },
        { cause: 'driver_oom', because: 'The driver logs to the end.' },
      ],
    },
    files: [
      sparkDriver('driver.log', '2026-03-04T02:10:00Z', 1)
        .herring(...nativeWarning)
        .quiet(40)
        .proof(
          'ERROR',
          'YarnScheduler',
          'Lost executor 7 on node-3.cluster.internal: Container killed by YARN for exceeding physical memory limits. 9.1 GB of 9 GB physical memory used. Consider boosting spark.executor.memoryOverhead.',
        )
        .say(
          'WARN',
          'TaskSetManager',
          'Lost task 61.0 in stage 4.0 (TID 1661) (node-3.cluster.internal executor 7): ExecutorLostFailure (executor 7 exited caused by one of the running tasks) Reason: Container killed by YARN for exceeding physical memory limits. 9.1 GB of 9 GB physical memory used.',
        )
        .quiet(12)
        .herring(
          'WARN',
          'TaskSetManager',
          'Lost task 12.0 in stage 5.0 (TID 2012) (node-8.cluster.internal executor 2): FetchFailed(BlockManagerId(7, node-3.cluster.internal, 7337, None), shuffleId=3, mapIndex=61, mapId=1661, reduceId=12, message=',
          [
            'org.apache.spark.shuffle.FetchFailedException: Failed to connect to node-3.cluster.internal/10.4.3.17:7337',
          ],
        )
        .say(
          'INFO',
          'DAGScheduler',
          'Marking ShuffleMapStage 5 (parquet at Sessions.scala:91) as failed due to a fetch failure from ShuffleMapStage 4',
        )
        .quiet(20)
        .proof(
          'ERROR',
          'YarnScheduler',
          'Lost executor 11 on node-5.cluster.internal: Container killed by YARN for exceeding physical memory limits. 9.0 GB of 9 GB physical memory used. Consider boosting spark.executor.memoryOverhead.',
        )
        .quiet(8)
        .herring(
          ...aborted(
            5,
            'FetchFailed(BlockManagerId(11, node-5.cluster.internal, 7337, None), shuffleId=3, mapIndex=17, mapId=1717, reduceId=17, message=org.apache.spark.shuffle.FetchFailedException: Connection refused: node-5.cluster.internal/10.4.5.9:7337)',
          ),
        )
        .file(),
      yarnNodeManager('nodemanager-node-3.log', '2026-03-04T02:10:00Z', 2)
        .quiet(25)
        .proof(
          'WARN',
          'org.apache.hadoop.yarn.server.nodemanager.containermanager.monitor.ContainersMonitorImpl',
          "Container [pid=20117,containerID=container_e17_1772500000000_0142_01_000008] is running 104857600B beyond the 'PHYSICAL' memory limit. Current usage: 9.1 GB of 9 GB physical memory used; 11.2 GB of 18.9 GB virtual memory used. Killing container.",
        )
        .say(
          'INFO',
          'org.apache.hadoop.yarn.server.nodemanager.containermanager.container.ContainerImpl',
          'Container container_e17_1772500000000_0142_01_000008 transitioned from RUNNING to KILLING',
        )
        .quiet(10)
        .file(),
    ],
  },
  {
    id: 'spark-driver-collect',
    question: 'The report job died after an hour, executors look fine. Why?',
    tools: ['Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'driver_oom',
      forbidden: ['executor_too_small', 'executor_oom_shuffle', 'connection_refused'],
      ruledOut: [
        {
          cause: 'executor_oom_shuffle',
          because:
            'The error is in the thread of the driver that collects; executors only see the driver go.',
        },
      ],
    },
    files: [
      sparkDriver('driver.log', '2026-03-04T05:00:00Z', 3)
        .herring(...portWarning)
        .quiet(60)
        .proofBelow(
          'ERROR',
          'Utils',
          'Uncaught exception in thread task-result-getter-2',
          [
            'java.lang.OutOfMemoryError: Java heap space',
            ...sparkFrame([
              'java.base/java.util.Arrays.copyOf(Arrays.java:3537)',
              'org.apache.spark.util.ByteBufferOutputStream.grow(ByteBufferOutputStream.scala:40)',
              'org.apache.spark.scheduler.TaskResultGetter$$anon$3.$anonfun$run$1(TaskResultGetter.scala:82)',
            ]),
          ],
          /OutOfMemoryError/,
        )
        .proofBelow(
          'ERROR',
          'SparkUncaughtExceptionHandler',
          'Uncaught exception in thread Thread[main,5,main]',
          [
            'java.lang.OutOfMemoryError: Java heap space',
            ...sparkFrame([
              'org.apache.spark.sql.execution.SparkPlan.$anonfun$executeCollect$1(SparkPlan.scala:400)',
              'org.apache.spark.sql.Dataset.collectToPython(Dataset.scala:4160)',
            ]),
          ],
          /OutOfMemoryError/,
        )
        .say('INFO', 'ShutdownHookManager', 'Shutdown hook called')
        .file(),
      sparkExecutor('executor-4.log', '2026-03-04T05:00:05Z', 4)
        .quiet(50)
        .herring(
          'ERROR',
          'CoarseGrainedExecutorBackend',
          'Executor self-exiting due to : Driver driver-1.cluster.internal:41877 disassociated! Shutting down.',
        )
        .file(),
    ],
  },
  {
    id: 'spark-result-size',
    question: 'why was the job aborted',
    tools: ['Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'driver_result_size',
      forbidden: ['driver_oom', 'data_skew'],
    },
    files: [
      sparkDriver('driver.log', '2026-03-05T09:00:00Z', 5)
        .herring(...nativeWarning)
        .quiet(45)
        .proof(
          'ERROR',
          'TaskSetManager',
          'Total size of serialized results of 311 tasks (1025.3 MiB) is bigger than spark.driver.maxResultSize 1024.0 MiB',
        )
        .say('INFO', 'YarnScheduler', 'Cancelling stage 6')
        .herring(
          'WARN',
          'TaskSetManager',
          'Lost task 330.0 in stage 6.0 (TID 2730) (node-9.cluster.internal executor 3): TaskKilled (Tasks result size has exceeded maxResultSize)',
        )
        .say('INFO', 'DAGScheduler', 'Job 5 failed: toPandas at report.py:88, took 61.204 s')
        .file(),
    ],
  },
  {
    id: 'spark-preempted',
    question: 'Executors vanish at night and the job takes three hours longer. What happens?',
    tools: ['Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'executor_preempted',
      forbidden: ['container_memory_limit', 'oom_sigkill', 'shuffle_blocks_lost'],
      ruledOut: [
        {
          cause: 'container_memory_limit',
          because: 'Exit status -102 is preemption by the scheduler; no memory figure is given.',
        },
      ],
    },
    files: [
      sparkDriver('driver.log', '2026-03-06T01:00:00Z', 6)
        .quiet(40)
        .proof(
          'INFO',
          'YarnAllocator',
          'Completed container container_e17_1772500000000_0231_01_000019 on host: node-2.cluster.internal (state: COMPLETE, exit status: -102)',
        )
        .proof(
          'WARN',
          'YarnSchedulerBackend$YarnSchedulerEndpoint',
          'Requesting driver to remove executor 18 for reason Container container_e17_1772500000000_0231_01_000019 on host: node-2.cluster.internal was preempted.',
        )
        .say(
          'ERROR',
          'YarnClusterScheduler',
          'Lost executor 18 on node-2.cluster.internal: Container container_e17_1772500000000_0231_01_000019 on host: node-2.cluster.internal was preempted.',
        )
        .quiet(10)
        .herring(
          'WARN',
          'TaskSetManager',
          'Lost task 40.0 in stage 3.0 (TID 1240) (node-6.cluster.internal executor 4): FetchFailed(BlockManagerId(18, node-2.cluster.internal, 7337, None), shuffleId=1, mapIndex=4, mapId=1204, reduceId=40, message=',
        )
        .quiet(25)
        .proof(
          'WARN',
          'YarnSchedulerBackend$YarnSchedulerEndpoint',
          'Requesting driver to remove executor 22 for reason Container container_e17_1772500000000_0231_01_000023 on host: node-7.cluster.internal was preempted.',
        )
        .quiet(20)
        .file(),
    ],
  },
  {
    id: 'spark-broadcast-timeout',
    question: 'job failed after exactly five minutes in one query, why',
    tools: ['Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'broadcast_timeout',
      forbidden: ['network_partition', 'upstream_timeout', 'task_timeout'],
    },
    files: [
      sparkDriver('driver.log', '2026-03-07T12:00:00Z', 7)
        .quiet(30)
        .herring(
          'WARN',
          'package',
          "Truncated the string representation of a plan since it was too large. This behavior can be adjusted by setting 'spark.sql.debug.maxToStringFields'.",
        )
        .pause(300)
        .proof('ERROR', 'BroadcastExchangeExec', 'Could not execute broadcast in 300 secs.', [
          'java.util.concurrent.TimeoutException: null',
          ...sparkFrame([
            'java.base/java.util.concurrent.FutureTask.get(FutureTask.java:204)',
            'org.apache.spark.sql.execution.exchange.BroadcastExchangeExec.doExecuteBroadcast(BroadcastExchangeExec.scala:212)',
          ]),
        ])
        .proofBelow(
          'ERROR',
          'FileFormatWriter',
          'Aborting job 3d0c1f7e-77b2-4b0b-9d0e-2d54e2f6f5d1.',
          [
            'org.apache.spark.SparkException: Could not execute broadcast in 300 secs. You can increase the timeout for broadcasts via spark.sql.broadcastTimeout or disable broadcast join by setting spark.sql.autoBroadcastJoinThreshold to -1',
          ],
          /Could not execute broadcast/,
        )
        .file(),
    ],
  },
  {
    id: 'spark-shuffle-disk-full',
    question: 'what broke stage 8?',
    tools: ['Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'local_disk_full',
      forbidden: ['corrupt_file', 'shuffle_blocks_lost', 's3_throttling'],
    },
    files: [
      sparkDriver('driver.log', '2026-03-08T03:00:00Z', 8)
        .quiet(50)
        .say(
          'WARN',
          'TaskSetManager',
          'Lost task 17.0 in stage 8.0 (TID 3217) (node-4.cluster.internal executor 9): java.io.IOException: No space left on device',
          sparkFrame([
            'java.base/sun.nio.ch.FileDispatcherImpl.write0(Native Method)',
            'org.apache.spark.storage.TimeTrackingOutputStream.write(TimeTrackingOutputStream.java:59)',
            'org.apache.spark.shuffle.sort.UnsafeShuffleWriter.mergeSpillsWithFileStream(UnsafeShuffleWriter.java:390)',
          ]),
        )
        .quiet(6)
        .proof(
          ...aborted(
            8,
            'Lost task 17.3 in stage 8.0 (TID 3304) (node-4.cluster.internal executor 9): java.io.IOException: No space left on device',
          ),
        )
        .file(),
      sparkExecutor('executor-9.log', '2026-03-08T03:00:02Z', 9)
        .quiet(40)
        .herring(
          'INFO',
          'UnsafeExternalSorter',
          'Thread 88 spilling sort data of 2.1 GiB to disk (3  times so far)',
        )
        .proofBelow(
          'ERROR',
          'Executor',
          'Exception in task 17.0 in stage 8.0 (TID 3217)',
          [
            'java.io.IOException: No space left on device',
            ...sparkFrame(['java.base/sun.nio.ch.FileDispatcherImpl.write0(Native Method)']),
            ...plumbing,
          ],
          /No space left/,
        )
        .file(),
    ],
  },
  {
    id: 'spark-s3a-missing',
    question: 'why does spark-submit fail right away?',
    tools: ['Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'missing_s3_connector',
      accepted: ['class_not_found'],
      forbidden: ['s3_access_denied', 'path_not_found'],
    },
    files: [
      sparkDriver('driver.log', '2026-03-09T07:00:00Z', 10)
        .herring(...nativeWarning)
        .herring(
          'WARN',
          'MetricsConfig',
          'Cannot locate configuration: tried hadoop-metrics2-s3a-file-system.properties,hadoop-metrics2.properties',
        )
        .quiet(6)
        .proofBelow(
          'ERROR',
          'Client',
          'Application diagnostics message: User application exited with status 1',
          [
            'Traceback (most recent call last):',
            '  File "/app/load.py", line 12, in <module>',
            '    df = spark.read.parquet("s3a://lake/bronze/orders/")',
            'py4j.protocol.Py4JJavaError: An error occurred while calling o47.parquet.',
            ': java.lang.RuntimeException: java.lang.ClassNotFoundException: Class org.apache.hadoop.fs.s3a.S3AFileSystem not found',
            ...sparkFrame([
              'org.apache.hadoop.conf.Configuration.getClass(Configuration.java:2737)',
              'org.apache.hadoop.fs.FileSystem.getFileSystemClass(FileSystem.java:3569)',
            ]),
          ],
          /S3AFileSystem not found/,
        )
        .file(),
    ],
  },
  {
    id: 'spark-parquet-type',
    question: 'Reading the events table fails since Tuesday',
    tools: ['Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'parquet_schema_mismatch',
      accepted: ['schema_evolution'],
      forbidden: ['corrupt_file', 'value_conversion_error'],
    },
    files: [
      sparkDriver('driver.log', '2026-03-10T07:00:00Z', 11)
        .quiet(35)
        .proof(
          ...aborted(
            2,
            'Lost task 17.3 in stage 2.0 (TID 617) (node-1.cluster.internal executor 2): org.apache.spark.SparkException: Parquet column cannot be converted in file s3a://lake/silver/events/day=2026-03-09/part-00017.snappy.parquet. Column: [amount], Expected: decimal(18,2), Found: DOUBLE.',
          ),
        )
        .say('INFO', 'DAGScheduler', 'Job 1 failed: save at Events.scala:44, took 9.1 s')
        .proofBelow(
          'ERROR',
          'Main',
          'load failed',
          [
            'Caused by: org.apache.spark.sql.execution.datasources.SchemaColumnConvertNotSupportedException: column: [amount], physicalType: DOUBLE, logicalType: decimal(18,2)',
          ],
          /SchemaColumnConvertNotSupported/,
        )
        .file(),
    ],
  },
  {
    id: 'spark-unresolved-column',
    question: 'what is wrong with this job',
    tools: ['Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'column_not_found',
      accepted: ['schema_evolution'],
      forbidden: ['relation_missing', 'sql_syntax_error'],
    },
    files: [
      sparkDriver('driver.log', '2026-03-11T07:00:00Z', 12)
        .herring(...portWarning)
        .quiet(12)
        .proofBelow(
          'ERROR',
          'Client',
          'Application diagnostics message: User application exited with status 1',
          [
            'Traceback (most recent call last):',
            '  File "/app/margins.py", line 40, in <module>',
            '    out = orders.groupBy("region").agg(F.sum("net_amount"))',
            'pyspark.errors.exceptions.captured.AnalysisException: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column or function parameter with name `net_amount` cannot be resolved. Did you mean one of the following? [`net_amt`, `amount`, `region`].;',
            "'Aggregate [region#12], [region#12, sum('net_amount) AS sum(net_amount)#40]",
          ],
          /UNRESOLVED_COLUMN/,
        )
        .file(),
    ],
  },
  {
    id: 'spark-closure',
    question: 'why does it fail before any task starts?',
    tools: ['Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'task_not_serializable',
      forbidden: ['class_not_found', 'udf_exception'],
    },
    files: [
      sparkDriver('driver.log', '2026-03-11T08:00:00Z', 13)
        .quiet(8)
        .proofBelow(
          'ERROR',
          'ApplicationMaster',
          'User class threw exception: org.apache.spark.SparkException: Task not serializable',
          [
            ...sparkFrame([
              'org.apache.spark.util.ClosureCleaner$.ensureSerializable(ClosureCleaner.scala:444)',
              'org.apache.spark.rdd.RDD.map(RDD.scala:413)',
              'com.acme.Enrich.run(Enrich.scala:31)',
            ]),
            'Caused by: java.io.NotSerializableException: org.apache.http.impl.client.InternalHttpClient',
            'Serialization stack:',
            '\t- object not serializable (class: org.apache.http.impl.client.InternalHttpClient, value: org.apache.http.impl.client.InternalHttpClient@5e1d)',
            '\t- field (class: com.acme.Enrich, name: client, type: interface org.apache.http.client.HttpClient)',
          ],
          /NotSerializable|not serializable/,
        )
        .file(),
    ],
  },
  {
    id: 'spark-python-versions',
    question: 'every python task fails, the JVM part works',
    tools: ['Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'python_version_mismatch',
      forbidden: ['missing_python_module', 'udf_exception'],
    },
    files: [
      sparkExecutor('executor-1.log', '2026-03-12T08:00:00Z', 14)
        .quiet(15)
        .proofBelow(
          'ERROR',
          'Executor',
          'Exception in task 0.0 in stage 0.0 (TID 0)',
          [
            'org.apache.spark.api.python.PythonException: Traceback (most recent call last):',
            '  File "/opt/spark/python/lib/pyspark.zip/pyspark/worker.py", line 1100, in main',
            'pyspark.errors.exceptions.base.PySparkRuntimeError: [PYTHON_VERSION_MISMATCH] Python in worker has different version (3, 8) than that in driver 3.11, PySpark cannot run with different minor versions.',
            'Please check environment variables PYSPARK_PYTHON and PYSPARK_DRIVER_PYTHON are correctly set.',
            ...plumbing,
          ],
          /PYTHON_VERSION_MISMATCH/,
        )
        .file(),
    ],
  },
  {
    id: 'spark-udf-row',
    question: 'Why does the scoring job fail after 40 minutes?',
    tools: ['Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'udf_exception',
      accepted: ['value_conversion_error'],
      forbidden: ['executor_too_small', 'missing_python_module'],
    },
    files: [
      sparkDriver('driver.log', '2026-03-12T09:00:00Z', 15)
        .quiet(55)
        .herring(
          'WARN',
          'TaskSetManager',
          'Lost task 3.0 in stage 1.0 (TID 203) (node-2.cluster.internal executor 5): ExecutorLostFailure (executor 5 exited unrelated to the running tasks) Reason: Executor decommission: worker decommissioned because of the node is being drained',
        )
        .quiet(10)
        .proofBelow(
          'ERROR',
          'TaskSetManager',
          'Task 17 in stage 2.0 failed 4 times; aborting job',
          [
            'org.apache.spark.api.python.PythonException: Traceback (most recent call last):',
            '  File "/app/score.py", line 71, in ratio',
            '    return clicks / shown',
            'ZeroDivisionError: division by zero',
            ...sparkFrame([
              'org.apache.spark.api.python.BasePythonRunner$ReaderIterator.handlePythonException(PythonRunner.scala:572)',
              'org.apache.spark.sql.execution.python.PythonUDFRunner$$anon$2.read(PythonUDFRunner.scala:94)',
            ]),
          ],
          /ZeroDivisionError/,
        )
        .file(),
    ],
  },
  {
    id: 'spark-s3-slow-down',
    question: 'Writes to the lake fail under load',
    tools: ['Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 's3_throttling',
      forbidden: ['s3_access_denied', 'upstream_unavailable', 'network_partition'],
    },
    files: [
      sparkExecutor('executor-2.log', '2026-03-13T09:00:00Z', 16)
        .quiet(30)
        .proof(
          'WARN',
          'S3AInstrumentation',
          'PUT on lake/silver/clicks/_temporary/0: 503 SlowDown; retrying in 2000 ms',
        )
        .quiet(8)
        .proofBelow(
          'ERROR',
          'Executor',
          'Exception in task 44.3 in stage 1.0 (TID 544)',
          [
            'org.apache.hadoop.fs.s3a.AWSServiceIOException: PUT 0-byte object  on silver/clicks/day=2026-03-13: software.amazon.awssdk.services.s3.model.S3Exception: Please reduce your request rate. (Service: S3, Status Code: 503, Request ID: 7T0E0C8B1C2D3E4F):SlowDown',
            ...plumbing,
          ],
          /reduce your request rate/,
        )
        .file(),
    ],
  },
  {
    id: 'spark-two-writers',
    question: 'MERGE failed, data looks fine. What happened?',
    tools: ['Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'concurrent_write_conflict',
      forbidden: ['sql_deadlock', 'files_changed_during_read'],
    },
    files: [
      sparkDriver('driver.log', '2026-03-13T10:00:00Z', 17)
        .quiet(40)
        .proofBelow(
          'ERROR',
          'Main',
          'merge into silver.customers failed',
          [
            'io.delta.exceptions.ConcurrentAppendException: [DELTA_CONCURRENT_APPEND] ConcurrentAppendException: Files were added to partition [day=2026-03-13] by a concurrent update. Please try the operation again.',
            'Conflicting commit: {"timestamp":1773396011000,"operation":"MERGE","readVersion":4411,"isolationLevel":"WriteSerializable","isBlindAppend":false}',
          ],
          /ConcurrentAppend/,
        )
        .file(),
    ],
  },
  {
    id: 'spark-hdfs-denied',
    question: 'Why can the job not write its output?',
    tools: ['Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'hdfs_permission',
      forbidden: ['kerberos_ticket_expired', 'path_not_found'],
    },
    files: [
      sparkDriver('driver.log', '2026-03-14T10:00:00Z', 18)
        .herring(...nativeWarning)
        .quiet(14)
        .proofBelow(
          'ERROR',
          'ApplicationMaster',
          'User class threw exception: org.apache.spark.SparkException: Job aborted.',
          [
            'Caused by: org.apache.hadoop.security.AccessControlException: Permission denied: user=svc_reports, access=WRITE, inode="/warehouse/finance.db/ledger":finance:finance:drwxr-x---',
            ...sparkFrame([
              'org.apache.hadoop.hdfs.server.namenode.FSPermissionChecker.check(FSPermissionChecker.java:506)',
            ]),
          ],
          /Permission denied/,
        )
        .file(),
    ],
  },
  {
    id: 'spark-token-expired',
    question: 'A long streaming job stopped after seven days. Why?',
    tools: ['Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'kerberos_ticket_expired',
      forbidden: ['hdfs_permission', 'bad_credentials', 'metastore_down'],
    },
    files: [
      sparkDriver('driver.log', '2026-03-14T23:00:00Z', 19)
        .quiet(70)
        .proofBelow(
          'ERROR',
          'MicroBatchExecution',
          'Query orders_stream [id = 5f5b3c1e-0d53-4f5e-8f6c-9d6f5f0f3b11, runId = 0aa7f2d0-1d1e-4f2f-8d86-3f6c1d7e9b20] terminated with error',
          [
            'org.apache.hadoop.ipc.RemoteException(org.apache.hadoop.security.token.SecretManager$InvalidToken): token (token for svc_stream: HDFS_DELEGATION_TOKEN owner=svc_stream@ACME.IO, renewer=yarn, realUser=, issueDate=1772838000000, maxDate=1773442800000, sequenceNumber=911, masterKeyId=77) is expired, current time: 2026-03-14 23:00:01,118+0000 expected renewal time: 2026-03-14 23:00:00,000+0000',
            ...sparkFrame(['org.apache.hadoop.ipc.Client.getRpcResponse(Client.java:1585)']),
          ],
          /is expired/,
        )
        .file(),
    ],
  },
  {
    id: 'spark-noisy-success',
    question: 'Lots of warnings in this run. Did something fail?',
    tools: ['Spark'],
    origin: 'written',
    expected: {
      outcome: 'healthy',
      ruledOut: [
        {
          cause: 'executor_preempted',
          because: 'The executors were removed because they were idle.',
        },
        {
          cause: 'upstream_unavailable',
          because: 'The one failed task was tried again and succeeded.',
        },
      ],
    },
    files: [
      sparkDriver('driver.log', '2026-03-15T02:00:00Z', 20)
        .herring(...nativeWarning)
        .herring(...portWarning)
        .quiet(40)
        .herring(
          'WARN',
          'TaskSetManager',
          'Lost task 9.0 in stage 2.0 (TID 309) (node-3.cluster.internal executor 4): java.net.SocketTimeoutException: Read timed out',
          sparkFrame(['java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:288)']),
        )
        .say(
          'INFO',
          'TaskSetManager',
          'Starting task 9.1 in stage 2.0 (TID 331) (node-6.cluster.internal, executor 2, partition 9, PROCESS_LOCAL, 9241 bytes) ',
        )
        .say(
          'INFO',
          'TaskSetManager',
          'Finished task 9.1 in stage 2.0 (TID 331) in 2211 ms on node-6.cluster.internal (executor 2) (391/400)',
        )
        .quiet(20)
        .say('INFO', 'ExecutorAllocationManager', 'Executors 7,9 removed due to idle timeout.')
        .herring('INFO', 'YarnAllocator', 'Driver requested to kill executor(s) 7, 9.')
        .herring(
          'WARN',
          'HeartbeatReceiver',
          'Removing executor 9 with no recent heartbeats: 121342 ms exceeds timeout 120000 ms',
        )
        .quiet(10)
        .say('INFO', 'DAGScheduler', 'Job 4 finished: save at Daily.scala:120, took 402.118 s')
        .say(
          'INFO',
          'FileFormatWriter',
          'Write Job 2b0f5f12-4a2b-43aa-8f2f-2a3a3b6ac3b0 committed. Elapsed time: 311 ms.',
        )
        .say('INFO', 'ApplicationMaster', 'Final app status: SUCCEEDED, exitCode: 0')
        .say('INFO', 'SparkContext', 'Successfully stopped SparkContext')
        .file(),
    ],
  },
];
