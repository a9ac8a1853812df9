import { describe, expect, test } from 'vitest';
import { rules } from './rules.ts';
import { explainFiles } from './testing/explain.ts';

/** For each rule, lines as the product prints them (written from the sources and manuals of the products, not from incidents). */
const lines: Readonly<Record<string, readonly string[]>> = {
  container_memory_limit: [
    '26/11/20 02:00:01 ERROR YarnClusterScheduler: Lost executor 7 on ip-10-0-0-7: Container from a bad node: container_1763_0001_01_000008 on host: ip-10-0-0-7. Exit status: 137. Diagnostics: [2026-11-20 02:00:01.000]Container killed on request. Exit code is 137\n[2026-11-20 02:00:01.000]Container exited with a non-zero exit code 137.\n[2026-11-20 02:00:01.000]Killed by external signal',
    "2026-11-20 02:00:01,000 INFO org.apache.hadoop.yarn.server.nodemanager.containermanager.monitor.ContainersMonitorImpl: Memory usage of ProcessTree 2211 for container-id container_1763_0001_01_000004: 2.1 GB of 2 GB physical memory used; 3.9 GB of 4.2 GB virtual memory used\n26/11/20 02:00:01 WARN YarnAllocator: Container marked as failed: container_1763_0001_01_000004 on host: n1. Exit status: -104. Diagnostics: [2026-11-20 02:00:01.000]Container [pid=1,containerID=container_1763_0001_01_000004] is running 150994944B beyond the 'PHYSICAL' memory limit.",
    "Diagnostics: Container [pid=19810,containerID=container_1763604000000_0042_01_000002] is running 123456789B beyond the 'PHYSICAL' memory limit. Current usage: 4.6 GB of 4.5 GB physical memory used; 6.6 GB of 9.4 GB virtual memory used. Killing container.",
    '26/11/20 02:00:01 WARN YarnAllocator: Container killed by YARN for exceeding physical memory limits. 5.5 GB of 5.5 GB physical memory used. Consider boosting spark.executor.memoryOverhead.',
  ],
  executor_oom_shuffle: [
    'Caused by: io.netty.util.internal.OutOfDirectMemoryError: failed to allocate 16777216 byte(s) of direct memory (used: 1056964615, max: 1073741824)\n\tat org.apache.spark.network.util.TransportFrameDecoder.decodeNext(TransportFrameDecoder.java:182)\n\tat org.apache.spark.network.shuffle.OneForOneBlockFetcher',
    '26/11/20 02:00:01 ERROR Executor: Exception in task 12.0 in stage 4.0 (TID 512)\njava.lang.OutOfMemoryError: GC overhead limit exceeded\n\tat org.apache.spark.util.collection.ExternalAppendOnlyMap.insertAll(ExternalAppendOnlyMap.scala:141)',
    '26/11/20 02:00:01 ERROR Executor: Exception in task 3.0 in stage 8.0 (TID 411)\norg.apache.spark.memory.SparkOutOfMemoryError: [UNABLE_TO_ACQUIRE_MEMORY] Unable to acquire 65536 bytes of memory, got 0. SQLSTATE: 53200\n\tat org.apache.spark.memory.MemoryConsumer.throwOom(MemoryConsumer.java:158)',
    '26/11/20 02:00:01 ERROR TaskSchedulerImpl: Lost executor 5 on 10.42.0.9: \nThe executor with id 5 exited with exit code 52(JVM OOM).',
    'org.apache.spark.SparkException: Job aborted due to stage failure: Task 7 in stage 3.0 failed 4 times, most recent failure: Lost task 7.3 in stage 3.0 (TID 88) (10.0.0.7 executor 2): java.lang.OutOfMemoryError: Java heap space\n\tat java.base/java.util.Arrays.copyOf(Arrays.java:3537)\n\nDriver stacktrace:\n\tat org.apache.spark.scheduler.DAGScheduler.failJobAndIndependentStages(DAGScheduler.scala:2844)\n\tat org.apache.spark.sql.Dataset.collect(Dataset.scala:3585)',
  ],
  driver_oom: [
    'org.apache.spark.SparkException: Cannot broadcast the table that is larger than 8GB: 12 GB\n\tat org.apache.spark.sql.execution.exchange.BroadcastExchangeExec.$anonfun$relationFuture$1(BroadcastExchangeExec.scala:130)',
    '26/11/20 02:00:01 ERROR SparkUncaughtExceptionHandler: Uncaught exception in thread Thread[dispatcher-event-loop-3,5,main]\njava.lang.OutOfMemoryError: Java heap space\n\tat org.apache.spark.sql.execution.SparkPlan.executeCollect(SparkPlan.scala:390)',
    'py4j.protocol.Py4JJavaError: An error occurred while calling o97.toPandas.\n: java.lang.OutOfMemoryError: Java heap space\n\tat java.util.Arrays.copyOf(Arrays.java:3236)',
    'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space\n\tat java.base/java.util.Arrays.copyOf(Arrays.java:3537)',
    '26/11/20 02:00:01 ERROR Utils: uncaught error in thread dag-scheduler-event-loop, stopping SparkContext\njava.lang.OutOfMemoryError: GC overhead limit exceeded',
    'org.apache.spark.SparkException: [_LEGACY_ERROR_TEMP_2250] Not enough memory to build and broadcast the table to all worker nodes. As a workaround, you can either disable broadcast by setting spark.sql.autoBroadcastJoinThreshold to -1 or increase the spark driver memory by setting spark.driver.memory to a higher value.',
  ],
  k8s_oomkilled: [
    '20/01/10 00:51:08 ERROR TaskSchedulerImpl: Lost executor 1 on 192.169.80.146:\nThe executor with id 1 exited with exit code 137.\nThe API gave the following brief reason: null',
    '26/11/20 02:00:01 ERROR TaskSchedulerImpl: Lost executor 2 on 10.2.0.4: \nThe executor with id 2 exited with exit code 137(SIGKILL, possible container OOM).\nThe API gave the following container statuses:\n\t container name: spark-kubernetes-executor\n\t container state: terminated\n\t exit code: 137',
    "[2026-11-20, 02:00:01 UTC] {pod.py:1180} ERROR - 'container_statuses': [{'name': 'base', 'state': {'terminated': {'exit_code': 137, 'reason': 'OOMKilled'}}}]",
    '    State: Terminated\n    Reason: OOMKilled\n    Exit Code: 137',
    '[2026-11-20T02:00:01.000+0000] {pod.py:559} ERROR - Pod Event: pod/etl-x container base terminated, container_reason: OOMKilled, exit_code: 137',
  ],
  oom_sigkill: [
    "subprocess.CalledProcessError: Command '['python', 'train.py']' died with <Signals.SIGKILL: 9>.",
    '[2026-11-20, 02:00:01 UTC] {subprocess.py:93} INFO - /tmp/airflowtmp/x: line 1:    42 Killed                  python /opt/jobs/load.py\n[2026-11-20, 02:00:01 UTC] {taskinstance.py:1138} ERROR - Bash command failed. The command returned a non-zero exit code 137.',
    '[2026-11-20, 02:00:01 UTC] {subprocess.py:106} INFO - Command exited with return code -9\n[2026-11-20, 02:00:01 UTC] {taskinstance.py:1138} INFO - Marking task as UP_FOR_RETRY. dag_id=a, task_id=b',
    '[2026-11-20T02:00:01.000+0000] {local_task_job_runner.py:266} INFO - Task exited with return code Negsignal.SIGKILL',
    'kernel: Out of memory: Killed process 4711 (java) total-vm:9123456kB, anon-rss:7812345kB, file-rss:0kB, shmem-rss:0kB, UID:1000 pgtables:16000kB oom_score_adj:0',
    '{"timestamp":"2026-11-20T02:00:01Z","level":"critical","event":"Process terminated by signal. Likely out of memory error (OOM).","signal":-9,"signal_name":"SIGKILL","logger":"task"}',
  ],
  driver_heartbeat_gc: [
    "2026-11-20 02:00:01,000 WARN org.apache.hadoop.hbase.util.Sleeper: We slept 48213ms instead of 3000ms, this is likely due to a long garbage collecting pause and it's usually bad, see http://hbase.apache.org/book.html#trouble.rs.runtime.zkexpired",
    '26/11/20 02:00:01 WARN HeartbeatReceiver: Removing executor 4 with no recent heartbeats: 163044 ms exceeds timeout 120000 ms\n26/11/20 02:00:01 ERROR TaskSchedulerImpl: Lost executor 4 on 10.0.0.9: Executor heartbeat timed out after 163044 ms',
    '26/11/20 02:00:01 WARN Executor: Issue communicating with driver in heartbeater\norg.apache.spark.rpc.RpcTimeoutException: Futures timed out after [10000 milliseconds].\n26/11/20 02:00:09 ERROR Executor: x\n26/11/20 02:00:10 INFO JvmPauseMonitor: Detected pause in JVM or host machine (eg GC): pause of approximately 31245ms',
  ],
  query_memory_limit: [
    'google.api_core.exceptions.BadRequest: 400 Resources exceeded during query execution: The query could not be executed in the allotted memory. Peak usage: 128% of limit. Top memory consumer(s): sort operations used for analytic OVER() clauses: 98%',
    'duckdb.duckdb.OutOfMemoryException: Out of Memory Error: failed to allocate data of size 16.0 MiB (1.8 GiB/1.8 GiB used)',
    'psycopg2.errors.OutOfMemory: out of memory\nDETAIL:  Failed on request of size 536870912 in memory context "ExecutorState".',
    'Query 20261120_020000_00042_abcde failed: Query exceeded per-node user memory limit of 2GB [Allocated: 1.99GB, Delta: 20.4MB, Top Consumers: {HashBuilderOperator=1.9GB}]',
    'io.trino.ExceededMemoryLimitException: Query exceeded distributed user memory limit of 20GB',
    'Query failed (#20261120_020000_00042_abcde): Query exceeded per-node memory limit of 4GB [Allocated: 3.99GB, Delta: 12MB, Top Consumers: {HashBuilderOperator=3.5GB}]',
    'Memory limit (total) exceeded: would use 9.31 GiB (attempt to allocate chunk of 4194304 bytes), maximum: 9.31 GiB. (MEMORY_LIMIT_EXCEEDED)',
  ],
  task_heap_too_small: [
    '2026-11-20 02:00:01\tProcessing rows:\t1700000\tHashtable size:\t1699999\tMemory usage:\t1789218776\tpercentage:\t0.903\nExecution failed with exit status: 3\nFAILED: Execution Error, return code 3 from org.apache.hadoop.hive.ql.exec.mr.MapredLocalTask',
    '2026-11-20 02:00:01,000 FATAL [main] org.apache.hadoop.mapred.YarnChild: Error running child : java.lang.OutOfMemoryError: GC overhead limit exceeded\n\tat org.apache.hadoop.hive.ql.exec.GroupByOperator.process(GroupByOperator.java:733)',
    '2026-11-20 02:00:01,000 FATAL [main] org.apache.hadoop.mapred.YarnChild: Error running child : java.lang.OutOfMemoryError: Java heap space',
    '26/11/20 02:00:01 INFO mapreduce.Job: Task Id : attempt_1763604000000_0042_m_000003_0, Status : FAILED\nError: Java heap space',
  ],
  sort_buffer_too_large: [
    'java.lang.IllegalArgumentException: tez.runtime.io.sort.mb 2047 should be larger than 0 and should be less than the available task memory (MB):1638\n\tat org.apache.tez.runtime.library.common.sort.impl.ExternalSorter.getInitialMemoryRequirement(ExternalSorter.java:338)',
    'java.lang.IllegalArgumentException: tez.runtime.io.sort.mb 1638 should be larger than 0 and should be less than the available task memory (MB):1010',
  ],
  executor_too_small: [
    '26/11/20 02:01:01 ERROR YarnScheduler: Lost executor 3 on n3: Slave lost\n26/11/20 02:02:01 ERROR YarnScheduler: Lost executor 5 on n5: Slave lost\n26/11/20 02:03:01 ERROR YarnScheduler: Lost executor 6 on n2: Slave lost\n26/11/20 02:03:09 ERROR ApplicationMaster: Max number of executor failures (6) reached',
    '26/11/20 02:00:01 ERROR ApplicationMaster: Final app status: FAILED, exitCode: 11, (reason: Max number of executor failures (8) reached)',
  ],
  worker_oom: [
    'numpy.core._exceptions._ArrayMemoryError: Unable to allocate 14.2 GiB for an array with shape (1900000000,) and data type float64',
    '[2026-11-20 02:00:01 +0000] [7] [ERROR] Worker (pid:120) was sent SIGKILL! Perhaps out of memory?',
    "[2026-11-20 02:00:01,000: ERROR/MainProcess] Task handler raised error: WorkerLostError('Worker exited prematurely: signal 9 (SIGKILL) Job: 12.')",
    '[2026-11-20T02:00:01.000+0000] {taskinstance.py:3313} ERROR - Task failed with exception\nTraceback (most recent call last):\n  File "/opt/dags/load.py", line 12, in load\n    df = pd.read_csv(path)\nMemoryError: Unable to allocate 12.4 GiB for an array with shape (1664000000,) and data type float64',
  ],
  local_disk_full: [
    'org.apache.hadoop.util.DiskChecker$DiskErrorException: Could not find any valid local directory for attempt_1763_0001_m_000001_0/output/spill0.out with requested size 104857600 as the max capacity in any directory is 88080384',
    'ERROR:  could not extend file "base/16384/24576": No space left on device\nHINT:  Check free disk space.',
    '2026-11-20 02:00:01,000 ERROR org.apache.hadoop.yarn.server.nodemanager.DirectoryCollection: Directory /mnt/yarn/local error, used space above threshold of 90.0%, removing from list of valid directories\n2026-11-20 02:00:01,000 WARN org.apache.hadoop.yarn.server.nodemanager.LocalDirsHandlerService: 1/1 local-dirs are bad: /mnt/yarn/local',
    '26/11/20 02:00:01 ERROR DiskBlockObjectWriter: Uncaught exception while reverting partial writes to file /tmp/blockmgr-1/0c/temp_shuffle_9\njava.io.FileNotFoundException: /tmp/blockmgr-1/0c/temp_shuffle_9 (No space left on device)',
    "OSError: [Errno 28] No space left on device: '/opt/airflow/logs/dag_id=a'",
    'ERROR Error while writing to checkpoint file /var/lib/kafka/data/replication-offset-checkpoint (kafka.server.LogDirFailureChannel)\njava.io.IOException: No space left on device',
    '2026-11-20 02:00:01,000 WARN org.apache.hadoop.yarn.server.nodemanager.DirectoryCollection: Directory /data/yarn/local error, used space above threshold of 90.0%, removing from list of valid directories',
  ],
  files_changed_during_read: [
    'com.databricks.sql.io.FileReadException: Error while reading file dbfs:/mnt/t/part-1.snappy.parquet. A file referenced in the transaction log cannot be found. This occurs when data has been manually deleted from the file system rather than using the table `DELETE` statement.',
    "org.apache.hadoop.fs.s3a.RemoteFileChangedException: open `s3a://b/t/part-0.parquet': Change reported by S3 during open at position 0. ETag 1f was unavailable",
    "java.io.FileNotFoundException: File does not exist: hdfs://nn/warehouse/t/part-00012-8b.c000.snappy.parquet\nIt is possible the underlying files have been updated. You can explicitly invalidate the cache in Spark by running 'REFRESH TABLE tableName' command in SQL or by recreating the Dataset/DataFrame involved.",
    "org.apache.spark.SparkFileNotFoundException: File hdfs://nn/warehouse/orders/part-00012-abc.snappy.parquet does not exist\nIt is possible the underlying files have been updated. You can explicitly invalidate the cache in Spark by running 'REFRESH TABLE tableName' command in SQL or by recreating the Dataset/DataFrame involved.",
  ],
  partition_path_conflict: [
    'java.lang.AssertionError: assertion failed: Conflicting partition column names detected:\n\n\tPartition column name list #0: date\n\tPartition column name list #1: date, hour',
    'java.lang.AssertionError: assertion failed: Conflicting directory structures detected. Suspicious paths:\n\thdfs://nn/a/b\n\thdfs://nn/a',
    'org.apache.spark.SparkException: [CONFLICTING_PARTITION_COLUMN_NAMES] Conflicting partition column names detected:',
  ],
  namenode_safe_mode: [
    'org.apache.hadoop.ipc.RemoteException(org.apache.hadoop.hdfs.server.namenode.SafeModeException): Cannot create directory /tmp/hive. Name node is in safe mode.\nThe reported blocks 0 needs additional 31 blocks to reach the threshold 0.9990 of total blocks 31.',
    'org.apache.hadoop.hdfs.server.namenode.SafeModeException: Cannot create directory /tmp/hive. Name node is in safe mode.',
  ],
  no_live_datanodes: [
    'org.apache.hadoop.ipc.RemoteException(java.io.IOException): File /user/a/_temporary/0/part-0 could only be written to 0 of the 1 minReplication nodes. There are 0 datanode(s) running and no node(s) are excluded in this operation.',
    'org.apache.hadoop.ipc.RemoteException(java.io.IOException): File /a/b could only be written to 0 of the 1 minReplication nodes. There are 0 datanode(s) running and 0 node(s) are excluded in this operation.',
    'org.apache.hadoop.hdfs.BlockMissingException: Could not obtain block: BP-1-10.0.0.1-1:blk_1073741825_1001 file=/a/b',
  ],
  not_enough_replicas: [
    '[2026-11-20 02:00:01,000] ERROR [ReplicaManager broker=1] Error processing append operation on partition orders-0 (kafka.server.ReplicaManager)\norg.apache.kafka.common.errors.NotEnoughReplicasException: The size of the current ISR Set(1) is insufficient to satisfy the min.isr requirement of 2 for partition orders-0',
    'org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException: Messages are written to the log, but to fewer in-sync replicas than required.',
  ],
  leader_not_available: [
    'org.apache.kafka.common.errors.LeaderNotAvailableException: There is no leader for this topic-partition as we are in the middle of a leadership election.',
    '[2026-11-20 02:00:01,000] WARN [Producer clientId=p] Error while fetching metadata with correlation id 1 : {t=LEADER_NOT_AVAILABLE} (org.apache.kafka.clients.NetworkClient)\n[2026-11-20 02:00:01,100] WARN [Producer clientId=p] Error while fetching metadata with correlation id 42 : {t=LEADER_NOT_AVAILABLE} (org.apache.kafka.clients.NetworkClient)',
    Array.from(
      { length: 4 },
      (_, at) =>
        `[2026-11-20 02:00:0${at},000] WARN [Producer clientId=p] Error while fetching metadata with correlation id ${at} : {orders=LEADER_NOT_AVAILABLE} (org.apache.kafka.clients.NetworkClient)`,
    ).join('\n'),
  ],
  no_worker_nodes: [
    'io.trino.spi.TrinoException: Insufficient active worker nodes. Waited 5.00m for at least 1 workers, but only 0 workers are active',
    'io.trino.spi.TrinoException: Insufficient active worker nodes. Waited 5.00m for at least 1 workers, but only 0 workers are active',
  ],
  connection_refused: [
    "pymysql.err.OperationalError: (2003, \"Can't connect to MySQL server on 'db' ([Errno 111] Connection refused)\")",
    'java.net.ConnectException: Call From node1/10.0.0.1 to nn:8020 failed on connection exception: java.net.ConnectException: Connection refused; For more details see:  http://wiki.apache.org/hadoop/ConnectionRefused',
    '2026-11-20 02:00:01,000 WARN [Producer clientId=p] Connection to node -1 (localhost/127.0.0.1:9092) could not be established. Broker may not be available. (org.apache.kafka.clients.NetworkClient)',
    'psycopg2.OperationalError: connection to server at "db" (10.0.0.5), port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?',
    "requests.exceptions.ConnectionError: HTTPConnectionPool(host='api', port=8080): Max retries exceeded with url: /x (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection refused'))",
  ],
  dns_failure: [
    'dial tcp: lookup db.internal on 10.96.0.10:53: no such host',
    'org.apache.kafka.common.config.ConfigException: No resolvable bootstrap urls given in bootstrap.servers',
    'java.net.UnknownHostException: kafka-1.internal: Name or service not known',
    'psycopg2.OperationalError: could not translate host name "postgres" to address: Temporary failure in name resolution',
    "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='api.example.com', port=443): Max retries exceeded (Caused by NameResolutionError(\"<urllib3.connection.HTTPSConnection object>: Failed to resolve 'api.example.com' ([Errno -2] Name or service not known)\"))",
  ],
  network_partition: [
    'psycopg2.OperationalError: connection to server at "db.internal" (10.0.3.4), port 5432 failed: Connection timed out\n\tIs the server running on that host and accepting TCP/IP connections?',
    'java.net.NoRouteToHostException: No Route to Host from  n1/10.0.0.1 to n2:8031 failed on socket timeout exception: java.net.NoRouteToHostException: No route to host',
    'java.net.NoRouteToHostException: No Route to Host from node-1/10.0.0.1 to node-2:8020 failed on socket timeout exception: java.net.NoRouteToHostException: No route to host',
  ],
  upstream_unavailable: [
    'botocore.exceptions.ClientError: An error occurred (InternalFailure) when calling the StartJobRun operation (reached max retries: 4): Service internal error',
    'google.api_core.exceptions.ServiceUnavailable: 503 The service is currently unavailable.',
    'requests.exceptions.HTTPError: 503 Server Error: Service Unavailable for url: https://api.example.com/v1/orders',
    'urllib.error.HTTPError: HTTP Error 502: Bad Gateway',
  ],
  execution_api_unreachable: [
    'httpx.ConnectError: [Errno 111] Connection refused\n2026-11-20T02:00:01Z [error    ] Task execute_workload failed url=http://api:8080/execution/task-instances/x/run [ConnectError]',
    '  File "/home/airflow/.local/lib/python3.12/site-packages/airflow/sdk/api/client.py", line 735, in request\n    return super().request(*args, **kwargs)\nhttpx.ConnectError: All connection attempts failed',
  ],
  log_fetch_network: [
    "*** Could not read served logs: HTTPConnectionPool(host='airflow-worker-1', port=8793): Max retries exceeded with url: /log/dag_id=a/run_id=b/task_id=c/attempt=1.log (Caused by NameResolutionError(\"Failed to resolve 'airflow-worker-1' ([Errno -2] Name or service not known)\"))",
    "*** Could not read served logs: HTTPConnectionPool(host='worker-0', port=8793): Max retries exceeded with url: /log/dag_id=a/attempt=1.log (Caused by NameResolutionError(\"Failed to resolve 'worker-0'\"))",
  ],
  broker_connection: [
    '[2026-11-20 02:00:01,000: ERROR/MainProcess] consumer: Cannot connect to amqp://airflow:**@rabbit:5672//: [Errno 111] Connection refused.',
    '[2026-11-20 02:00:01,000: ERROR/MainProcess] consumer: Cannot connect to redis://redis:6379/0: Error 111 connecting to redis:6379. Connection refused..\nTrying again in 2.00 seconds... (1/100)',
    'kombu.exceptions.OperationalError: Error 111 connecting to redis:6379. Connection refused.',
    '[2026-11-20 02:00:01,000: ERROR/MainProcess] consumer: Cannot connect to redis://redis:6379/0: Error -2 connecting to redis:6379. Name or service not known..',
  ],
  metastore_down: [
    'io.trino.spi.TrinoException: Failed connecting to Hive metastore: [hive-metastore:9083]\nCaused by: org.apache.thrift.transport.TTransportException: hive-metastore:9083: java.net.SocketTimeoutException: Read timed out',
    'Caused by: MetaException(message:Could not connect to meta store using any of the URIs provided. Most recent failure: org.apache.thrift.transport.TTransportException: java.net.ConnectException: Connection refused (Connection refused)',
    'MetaException(message:Could not connect to meta store using any of the URIs provided. Most recent failure: org.apache.thrift.transport.TTransportException: java.net.ConnectException: Connection refused)',
    'io.trino.spi.TrinoException: Failed connecting to Hive metastore: [hms:9083]',
  ],
  am_unreachable: [
    '2026-11-20 02:00:01,000 INFO org.apache.hadoop.yarn.util.AbstractLivelinessMonitor: Expired:appattempt_1763_0001_000001 Timed out after 600 secs',
    '26/11/20 02:00:01 ERROR ApplicationMaster: Failed to connect to driver at 10.0.0.1:40123, retrying ...',
    '2026-11-20 02:00:01,000 INFO org.apache.hadoop.yarn.util.AbstractLivelinessMonitor: Expired:appattempt_1763604000000_0042_000001 Timed out after 600 secs',
  ],
  rbac_forbidden: [
    'io.fabric8.kubernetes.client.KubernetesClientException: Failure executing: GET at: https://kubernetes.default.svc/api/v1/namespaces/spark/configmaps. Message: configmaps is forbidden: User "system:serviceaccount:spark:default" cannot list resource "configmaps" in API group "" in the namespace "spark".',
    'Message: pods is forbidden: User "system:serviceaccount:jobs:spark" cannot watch resource "pods" in API group "" in the namespace "jobs".',
  ],
  k8s_rbac: [
    '[2026-11-20, 02:00:01 UTC] {kubernetes_executor_utils.py:121} ERROR - Unknown error in KubernetesJobWatcher. Failing\nkubernetes.client.exceptions.ApiException: (403)\nReason: Forbidden\nHTTP response body: b\'{"kind":"Status","message":"pods is forbidden: User \\\\"system:serviceaccount:airflow:default\\\\" cannot watch resource \\\\"pods\\\\" in API group \\\\"\\\\" in the namespace \\\\"airflow\\\\"","code":403}\'',
    'kubernetes.client.exceptions.ApiException: (403)\nReason: Forbidden\nHTTP response body: {"message":"pods is forbidden: User \\"system:serviceaccount:airflow:airflow-worker\\" cannot create resource \\"pods\\" in API group \\"\\" in the namespace \\"airflow\\""}\n  File "/airflow/providers/cncf/kubernetes/utils/pod_manager.py", line 355, in run_pod_async',
  ],
  hdfs_permission: [
    'org.apache.hadoop.security.AccessControlException: Permission denied: user=airflow, access=EXECUTE, inode="/user/hive":hive:hive:drwx------',
    'org.apache.hadoop.security.AccessControlException: Permission denied: user=etl, access=EXECUTE, inode="/user/hive":hive:hive:drwx------',
  ],
  warehouse_permission: [
    "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have USE SCHEMA on Schema 'main.sales'. SQLSTATE: 42501",
    'io.trino.spi.security.AccessDeniedException: Access Denied: Cannot select from columns [id] in table or view hive.sales.orders',
    'An error occurred (AccessDeniedException) when calling the GetTable operation: User: arn:aws:sts::1:assumed-role/etl/x is not authorized to perform: glue:GetTable on resource: arn:aws:glue:eu-west-1:1:catalog',
    'org.apache.hadoop.hive.ql.security.authorization.plugin.HiveAccessControlException: Permission denied: user [etl] does not have [SELECT] privilege on [sales/orders/*]',
    "pymysql.err.OperationalError: (1044, \"Access denied for user 'etl'@'%' to database 'mart'\")",
    'psycopg2.errors.InsufficientPrivilege: permission denied for schema analytics',
    "snowflake.connector.errors.ProgrammingError: 003001 (42501): SQL access control error:\nInsufficient privileges to operate on schema 'MART'",
    'psycopg2.errors.InsufficientPrivilege: permission denied for table orders',
    'google.api_core.exceptions.Forbidden: 403 Access Denied: Table p:d.t: User does not have permission to query table p:d.t, or perhaps it does not exist.',
  ],
  remote_log_permission: [
    '[2026-11-20, 02:00:01 UTC] {s3_task_handler.py:187} ERROR - Could not write logs to s3://logs/dag_id=a/attempt=1.log\nbotocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the PutObject operation: Access Denied',
    '*** Reading remote log from s3://logs/dag_id=a\n[2026-11-20T02:00:01.000+0000] {s3_task_handler.py:189} ERROR - Could not read logs from s3://logs/a: An error occurred (AccessDenied) when calling the GetObject operation: Access Denied',
  ],
  s3_access_denied: [
    'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:sts::1:assumed-role/a/b is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::2:role/data',
    'Operation failed: "This request is not authorized to perform this operation using this permission.", 403, HEAD, https://acct.dfs.core.windows.net/raw/x?upn=false&action=getStatus&timeout=90',
    "google.api_core.exceptions.Forbidden: 403 GET https://storage.googleapis.com/storage/v1/b/raw/o/x: etl@p.iam.gserviceaccount.com does not have storage.objects.get access to the Google Cloud Storage object. Permission 'storage.objects.get' denied on resource (or it may not exist).",
    'java.nio.file.AccessDeniedException: s3a://bucket/key: getFileStatus on s3a://bucket/key: com.amazonaws.services.s3.model.AmazonS3Exception: Forbidden (Service: Amazon S3; Status Code: 403; Error Code: 403 Forbidden; Request ID: 1)',
    'java.nio.file.AccessDeniedException: s3a://lake/orders: getFileStatus on s3a://lake/orders: com.amazonaws.services.s3.model.AmazonS3Exception: Forbidden (Service: Amazon S3; Status Code: 403; Error Code: 403 Forbidden; Request ID: X)',
    'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the PutObject operation: Access Denied',
    'google.api_core.exceptions.Forbidden: 403 GET https://storage.googleapis.com/storage/v1/b/lake: sa@p.iam.gserviceaccount.com does not have storage.buckets.get access to the Google Cloud Storage bucket.',
    'botocore.exceptions.ClientError: An error occurred (403) when calling the HeadObject operation: Forbidden',
  ],
  kafka_acl_denied: [
    'org.apache.kafka.common.errors.ClusterAuthorizationException: Cluster authorization failed.',
    'org.apache.kafka.common.errors.GroupAuthorizationException: Not authorized to access group: etl',
    'org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [orders]',
    'org.apache.kafka.common.errors.GroupAuthorizationException: Not authorized to access group: etl',
  ],
  fernet_key: [
    '  File "/home/airflow/.local/lib/python3.11/site-packages/cryptography/fernet.py", line 134, in _verify_signature\n    raise InvalidToken\ncryptography.fernet.InvalidToken',
    'airflow.exceptions.AirflowException: Could not create Fernet object: Fernet key must be 32 url-safe base64-encoded bytes.',
    'cryptography.fernet.InvalidToken',
    "airflow.exceptions.AirflowException: Can't decrypt encrypted password for login=x  FERNET_KEY configuration is missing",
  ],
  secret_key_mismatch: [
    "*** !!!! Please make sure that all your Airflow components (e.g. schedulers, webservers, workers and triggerer) have the same 'secret_key' configured in 'webserver' section and time is synchronized on all your machines (for example with ntpd) !!!!!",
    "Please make sure that all your Airflow components (e.g. schedulers, webservers, workers and triggerer) have the same 'secret_key' configured in 'webserver' section and time is synchronized on all your machines",
  ],
  log_server_forbidden: [
    "*** Could not read served logs: Client error '403 FORBIDDEN' for url 'http://worker-0:8793/log/dag_id=a/run_id=b/task_id=c/attempt=1.log'",
    "*** Failed to fetch log file from worker. Client error '403 FORBIDDEN' for url 'http://worker:8793/log/dag_id=a/attempt=1.log'",
  ],
  execution_api_auth: [
    '{"timestamp":"2026-11-20T02:00:01Z","level":"error","event":"Request failed","logger":"airflow.sdk.api.client","url":"http://api:8080/execution/task-instances/019/run","status_code":403,"detail":"403 Forbidden"}',
    'airflow.sdk.api.client.ServerResponseError: Invalid auth token: Signature verification failed',
    '{"timestamp":"2026-11-20T02:00:01Z","level":"error","event":"Server error","detail":{"detail":"Invalid auth token: Signature verification failed"},"status_code":403}',
    'airflow.sdk.api.client.ServerResponseError: Invalid auth token: Signature has expired',
  ],
  kerberos_ticket_expired: [
    'org.apache.hadoop.security.AccessControlException: SIMPLE authentication is not enabled.  Available:[TOKEN, KERBEROS]',
    "org.apache.hadoop.ipc.RemoteException(org.apache.hadoop.security.token.SecretManager$InvalidToken): token (HDFS_DELEGATION_TOKEN token 4711 for etl) can't be found in cache",
    'org.apache.hadoop.security.AccessControlException: Client cannot authenticate via:[TOKEN, KERBEROS]',
    'javax.security.sasl.SaslException: GSS initiate failed [Caused by GSSException: No valid credentials provided (Mechanism level: Failed to find any Kerberos tgt)]',
    'org.apache.hadoop.security.token.SecretManager$InvalidToken: token (HDFS_DELEGATION_TOKEN token 42 for etl) is expired',
    'javax.security.sasl.SaslException: GSS initiate failed [Caused by GSSException: No valid credentials provided (Mechanism level: Failed to find any Kerberos tgt)]',
    "org.apache.hadoop.ipc.RemoteException(org.apache.hadoop.security.token.SecretManager$InvalidToken): token (token for etl: HDFS_DELEGATION_TOKEN owner=etl) can't be found in cache",
  ],
  kafka_auth_failed: [
    "Caused by: java.lang.IllegalArgumentException: Could not find a 'KafkaClient' entry in the JAAS configuration. System property 'java.security.auth.login.config' is not set",
    '[2026-11-20 02:00:01,000] WARN [AdminClient clientId=a] Connection to node -1 (kafka/10.0.0.1:9093) terminated during authentication. This may happen due to any of the following reasons: (1) Authentication failed due to invalid credentials with brokers older than 1.0.0, (2) Firewall blocking Kafka TLS traffic (eg it may only allow HTTPS traffic), (3) Transient network issue. (org.apache.kafka.clients.NetworkClient)',
    'org.apache.kafka.common.errors.SaslAuthenticationException: Authentication failed: Invalid username or password',
    'org.apache.kafka.common.errors.SaslAuthenticationException: Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512',
  ],
  bad_credentials: [
    'azure.core.exceptions.ClientAuthenticationError: Authentication failed: AADSTS7000215: Invalid client secret provided.',
    'google.auth.exceptions.DefaultCredentialsError: Your default credentials were not found. To set up Application Default Credentials, see https://cloud.google.com/docs/authentication/external/set-up-adc for more information.',
    'redis.exceptions.AuthenticationError: WRONGPASS invalid username-password pair or user is disabled.',
    'botocore.exceptions.ClientError: An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token included in the request is invalid.',
    "google.auth.exceptions.RefreshError: ('invalid_grant: Invalid JWT Signature.', {'error': 'invalid_grant'})",
    'requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://api.example.com/v1/orders',
    'psycopg2.OperationalError: FATAL:  password authentication failed for user "etl"',
    'botocore.exceptions.NoCredentialsError: Unable to locate credentials',
    'snowflake.connector.errors.DatabaseError: 250001 (08001): Failed to connect to DB: x.snowflakecomputing.com:443. Incorrect username or password was specified.',
    'botocore.exceptions.ClientError: An error occurred (ExpiredToken) when calling the GetObject operation: The provided token has expired.',
    "pymysql.err.OperationalError: (1045, \"Access denied for user 'etl'@'10.0.0.7' (using password: YES)\")",
  ],
  tls_certificate_expired: [
    'tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-20T02:00:01Z is after 2026-11-19T00:00:00Z',
    'Caused by: java.security.cert.CertificateExpiredException: NotAfter: Thu Nov 19 00:00:00 UTC 2026',
    'javax.net.ssl.SSLHandshakeException: PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed\nCaused by: java.security.cert.CertificateExpiredException: NotAfter: Thu Nov 19 00:00:00 UTC 2026',
    'requests.exceptions.SSLError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1000)',
  ],
  tls_handshake_failed: [
    'psycopg2.OperationalError: connection to server at "db", port 5432 failed: server does not support SSL, but SSL was required',
    'javax.net.ssl.SSLException: Unsupported or unrecognized SSL message',
    'org.apache.kafka.common.errors.SslAuthenticationException: SSL handshake failed\nCaused by: javax.net.ssl.SSLHandshakeException: No subject alternative names matching IP address 10.0.0.1 found',
    "requests.exceptions.SSLError: HTTPSConnectionPool(host='x', port=443): Max retries exceeded with url: / (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate in certificate chain (_ssl.c:1006)')))",
    'javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
    'javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
  ],
  cron_invalid: [
    'airflow.exceptions.AirflowTimetableInvalid: Exactly 5, 6 or 7 columns has to be specified for iterator expression.',
    'croniter.croniter.CroniterBadCronError: Exactly 5 or 6 columns has to be specified for iterator expression.',
    'airflow.exceptions.AirflowTimetableInvalid: [0 25 * * *] is not acceptable, out of range\ncroniter.croniter.CroniterBadCronError: [0 25 * * *] is not acceptable, out of range',
  ],
  binlog_disabled: [
    'io.debezium.DebeziumException: Supplemental logging not properly configured for table ORCL.INVENTORY.ORDERS.',
    'org.postgresql.util.PSQLException: ERROR: logical decoding requires wal_level >= logical',
    'io.debezium.DebeziumException: The MySQL server is not configured to use a ROW binlog_format, which is required for this connector to work properly. Change the MySQL configuration to use a binlog_format=ROW and restart the connector.',
    'io.debezium.DebeziumException: The MySQL server is not configured to use a ROW binlog_format, which is required for this connector to work properly. Change the MySQL configuration to use a binlog_format=ROW and restart the connector.',
    'ERROR:  logical decoding requires wal_level >= logical',
  ],
  group_id_reused: [
    'org.apache.kafka.common.errors.FencedInstanceIdException: The broker rejected this static consumer since another consumer with the same group.instance.id has registered with a different member.id.',
    "org.apache.kafka.common.errors.InconsistentGroupProtocolException: The group member's supported protocols are incompatible with those of existing members or first group member tried to join with empty protocol type or empty protocol list.",
  ],
  invalid_configuration: [
    'The Pod "etl" is invalid: spec.containers[0].resources.requests: Invalid value: "4Gi": must be less than or equal to memory limit',
    'org.apache.hadoop.hive.ql.parse.SemanticException: Dynamic partition strict mode requires at least one static partition column. To turn this off set hive.exec.dynamic.partition.mode=nonstrict',
    'org.apache.flink.configuration.IllegalConfigurationException: TaskManager memory configuration failed: Sum of configured Framework Heap Memory (128.000mb), Task Heap Memory exceed configured Total Flink Memory',
    "Runtime Error\n  Could not find profile named 'mart'",
    'airflow.exceptions.AirflowConfigException: error: cannot use SQLite with the LocalExecutor',
    'org.apache.hadoop.yarn.exceptions.InvalidResourceRequestException: Invalid resource request, requested memory < 0, or requested memory > max configured, requestedMemory=20480, maxMemory=16384',
    'Error occurred during initialization of VM\nInitial heap size set to a larger value than the maximum heap size',
    "org.apache.spark.SparkException: Could not parse Master URL: 'spark:/host:7077'",
    "Error: Configuration property 'hive.metastore.urii' was not used",
    'org.apache.kafka.common.config.ConfigException: Missing required configuration "bootstrap.servers" which has no default value.',
    'org.apache.kafka.common.config.ConfigException: Invalid value abc for configuration batch.size: Not a number of type INT',
    "java.lang.IllegalArgumentException: Required executor memory (10240 MB), offHeap memory (0) MB, overhead (1024 MB), and PySpark memory (0 MB) is above the max threshold (8192 MB) of this cluster! Please check the values of 'yarn.scheduler.maximum-allocation-mb'",
    'airflow.exceptions.AirflowConfigException: error: cannot use SQLite with the KubernetesExecutor',
  ],
  clock_skew: [
    'botocore.exceptions.ClientError: An error occurred (SignatureDoesNotMatch) when calling the ListBuckets operation: Signature expired: 20261120T010000Z is now earlier than 20261120T015501Z (20261120T021001Z - 15 min.)',
    "google.auth.exceptions.RefreshError: ('invalid_grant: Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.')",
    'com.amazonaws.services.s3.model.AmazonS3Exception: The difference between the request time and the current time is too large. (Service: Amazon S3; Status Code: 403; Error Code: RequestTimeTooSkewed)',
    'An error occurred (RequestTimeTooSkewed) when calling the ListBuckets operation: The difference between the request time and the current time is too large.',
    'KrbException: Clock skew too great (37)',
    'jwt.exceptions.ImmatureSignatureError: The token is not yet valid (iat)',
  ],
  catalog_missing_on_workers: [
    'io.trino.spi.TrinoException: No nodes available to run query\n\tat io.trino.execution.scheduler.UniformNodeSelector.computeAssignments(UniformNodeSelector.java:170)',
    'io.trino.spi.TrinoException: No connector for catalog handle: lake:normal:default',
  ],
  dag_not_found_on_worker: [
    "FileNotFoundError: [Errno 2] No such file or directory: '/opt/airflow/dags/load.py'",
    "airflow.exceptions.AirflowException: DAG 'load' could not be found in DagBag",
    "airflow.exceptions.AirflowException: Dag 'load' could not be found; either it does not exist or it failed to parse.",
    '{"timestamp":"2026-11-20T02:00:01Z","level":"error","event":"DAG not found during start up","dag_id":"load"}',
  ],
  timetable_not_registered: [
    "airflow.serialization.serialized_objects._TimetableNotRegistered: Timetable class 'plugins.tt.Workday' is not registered or you have a top level database access that disrupted the session.",
    "airflow.serialization.serialized_objects._TimetableNotRegistered: Timetable class 'a.b.C' is not registered or you have a top level database access that disrupted the session.",
  ],
  metastore_schema_missing: [
    "MetaException(message:Hive Schema version 3.1.0 does not match metastore's schema version 2.3.0 Metastore is not upgraded or corrupt)",
    'javax.jdo.JDODataStoreException: Error executing SQL query "select "DB_ID" from "DBS"".\nCaused by: org.postgresql.util.PSQLException: ERROR: relation "DBS" does not exist',
    "org.apache.hadoop.hive.metastore.HiveMetaException: Failed to get schema version.\nUnderlying cause: com.mysql.jdbc.exceptions.jdbc4.MySQLSyntaxErrorException : Table 'metastore.VERSION' doesn't exist",
    'MetaException(message:Version information not found in metastore.)',
    'Caused by: org.apache.hadoop.hive.metastore.api.MetaException: Required table missing : "`DBS`" in Catalog "" Schema "". DataNucleus requires this table to perform its persistence operations.',
  ],
  image_pull_failed: [
    'exec /opt/entrypoint.sh: exec format error',
    '  Normal   BackOff    12s   kubelet  Back-off pulling image "registry.internal/spark:3.5"\n  Warning  Failed     12s   kubelet  Error: ImagePullBackOff',
    "CannotPullContainerError: Error response from daemon: pull access denied for etl, repository does not exist or may require 'docker login'",
    '  Warning  Failed     3s    kubelet  Failed to pull image "registry/etl:9": rpc error: code = Unknown desc = Error response from daemon: manifest for registry/etl:9 not found: manifest unknown',
    'Warning  Failed  3s  kubelet  Failed to pull image "repo/etl:1.2": rpc error: code = NotFound desc = failed to pull and unpack image',
    'Container base is waiting: ImagePullBackOff: Back-off pulling image "repo/etl:1.2"',
  ],
  missing_python_module: [
    'org.apache.spark.api.python.PythonException: Traceback (most recent call last):\n  File "/opt/spark/python/lib/pyspark.zip/pyspark/worker.py", line 603, in main\n    func, profiler, deserializer, serializer = read_command(pickleSer, infile)\nModuleNotFoundError: No module named \'sklearn\'',
    'ImportError: Pandas >= 1.0.5 must be installed; however, it was not found.',
    "ImportError: Missing optional dependency 'openpyxl'.  Use pip or conda to install openpyxl.",
    'Traceback (most recent call last):\n  File "/opt/spark/work-dir/job.py", line 3, in <module>\n    import boto3\nModuleNotFoundError: No module named \'boto3\'',
    "ModuleNotFoundError: No module named 'pyarrow'",
    'ImportError: No module named pandas',
  ],
  missing_module: [
    "ModuleNotFoundError: No module named 'company_lib.transforms'",
    'Broken DAG: [/opt/airflow/dags/sales.py] Traceback (most recent call last):\n  File "/opt/airflow/dags/sales.py", line 5, in <module>\n    from sales_utils.loader import load\nModuleNotFoundError: No module named \'sales_utils\'',
    "ModuleNotFoundError: No module named 'include.helpers'",
    "ModuleNotFoundError: No module named 'dags.common'",
  ],
  missing_provider: [
    "ModuleNotFoundError: No module named 'airflow.providers.cncf'",
    "ModuleNotFoundError: No module named 'airflow.providers.snowflake'",
    "ModuleNotFoundError: No module named 'airflow.providers.apache.spark'",
    'airflow.exceptions.AirflowException: Unknown hook type "kafka"',
  ],
  missing_s3_connector: [
    'java.lang.NumberFormatException: For input string: "60s"\n\tat java.base/java.lang.Long.parseLong(Long.java:711)\n\tat org.apache.hadoop.fs.s3a.S3AFileSystem.initialize(S3AFileSystem.java:430)',
    "java.lang.NoSuchMethodError: 'void com.google.common.base.Preconditions.checkArgument(boolean, java.lang.String, java.lang.Object, java.lang.Object)'\n\tat org.apache.hadoop.fs.s3a.S3AUtils.lookupPassword(S3AUtils.java:816)\n\tat org.apache.hadoop.fs.s3a.S3AFileSystem.initialize(S3AFileSystem.java:460)",
    'java.lang.NoClassDefFoundError: com/amazonaws/AmazonClientException\n\tat java.lang.Class.forName0(Native Method)',
    "org.apache.flink.core.fs.UnsupportedFileSystemSchemeException: Could not find a file system implementation for scheme 's3'. The scheme is directly supported by Flink through the following plugin(s): flink-s3-fs-hadoop, flink-s3-fs-presto.",
    'java.io.IOException: No FileSystem for scheme: gs',
    'org.apache.hadoop.fs.UnsupportedFileSystemException: No FileSystem for scheme "s3a"',
    'java.lang.RuntimeException: java.lang.ClassNotFoundException: Class org.apache.hadoop.fs.s3a.S3AFileSystem not found',
    'org.apache.hadoop.fs.UnsupportedFileSystemException: No FileSystem for scheme "s3"',
  ],
  class_not_found: [
    'Error: Could not find or load main class org.apache.spark.deploy.yarn.ApplicationMaster',
    'java.sql.SQLException: No suitable driver\n\tat org.apache.spark.sql.execution.datasources.jdbc.JDBCOptions.$anonfun$driverClass$2(JDBCOptions.scala:108)',
    'java.lang.ClassNotFoundException: Failed to find data source: com.databricks.spark.xml. Please find packages at http://spark.apache.org/third-party-projects.html',
    'org.apache.spark.SparkClassNotFoundException: [DATA_SOURCE_NOT_FOUND] Failed to find the data source: delta. Make sure the provider name is correct and the package is properly registered',
    'java.lang.ClassNotFoundException: com.mysql.cj.jdbc.Driver',
    'Error: Failed to load class com.example.Main.',
  ],
  dependency_conflict: [
    'TypeError: Descriptors cannot be created directly.\nIf this call came from a _pb2.py file, your generated code is out of date and must be regenerated with protoc >= 3.19.0.',
    'ERROR: Cannot install apache-airflow==2.9.0 and pydantic==1.10 because these package versions have conflicting dependencies.',
    'java.io.InvalidClassException: org.apache.spark.rdd.RDD; local class incompatible: stream classdesc serialVersionUID = 1, local class serialVersionUID = 2',
    "Traceback (most recent call last):\n  File \"/usr/local/lib/python3.9/site-packages/flask/__init__.py\", line 14, in <module>\n    from jinja2 import escape\nImportError: cannot import name 'escape' from 'jinja2' (/usr/local/lib/python3.9/site-packages/jinja2/__init__.py)",
    'ValueError: numpy.dtype size changed, may indicate binary incompatibility. Expected 96 from C header, got 88 from PyObject',
    "java.lang.NoSuchMethodError: 'com.google.common.base.Preconditions.checkArgument(boolean, java.lang.String, java.lang.Object)'",
    'ERROR: Cannot install a==1 and b==2 because these package versions have conflicting dependencies.',
  ],
  scala_version_mismatch: [
    'java.lang.NoSuchMethodError: scala.Predef$.ArrowAssoc(Ljava/lang/Object;)Ljava/lang/Object;',
    'java.io.InvalidClassException: scala.collection.mutable.WrappedArray$ofRef; local class incompatible: stream classdesc serialVersionUID = 1, local class serialVersionUID = 2',
    'java.lang.NoSuchMethodError: scala.Predef$.refArrayOps([Ljava/lang/Object;)Lscala/collection/mutable/ArrayOps;',
    'java.lang.NoClassDefFoundError: scala/Product$class',
  ],
  python_version_mismatch: [
    'ValueError: unsupported pickle protocol: 5',
    'pyspark.errors.exceptions.base.PySparkRuntimeError: [PYTHON_VERSION_MISMATCH] Python in worker has different version: 3.10 than that in driver: 3.11, PySpark cannot run with different minor versions.',
  ],
  java_version_mismatch: [
    'java.lang.NoSuchMethodError: java.nio.ByteBuffer.flip()Ljava/nio/ByteBuffer;',
    'java.lang.IllegalAccessError: class org.apache.spark.storage.StorageUtils$ (in unnamed module @0x1) cannot access class sun.nio.ch.DirectBuffer (in module java.base) because module java.base does not export sun.nio.ch to unnamed module',
    'java.lang.UnsupportedOperationException: getSubject is not supported\n\tat java.base/javax.security.auth.Subject.getSubject(Subject.java:277)\n\tat org.apache.hadoop.security.UserGroupInformation.getCurrentUser(UserGroupInformation.java:588)',
    'java.lang.IllegalArgumentException: Unsupported class file major version 61',
    'java.lang.UnsupportedClassVersionError: a/B has been compiled by a more recent version of the Java Runtime (class file version 61.0), this version of the Java Runtime only recognizes class file versions up to 55.0',
    'java.lang.reflect.InaccessibleObjectException: Unable to make field private final byte[] java.nio.ByteBuffer.hb accessible: module java.base does not "opens java.nio" to unnamed module',
  ],
  removed_import: [
    "ImportError: cannot import name 'DummyOperator' from 'airflow.operators.dummy' (unknown location)",
    "ModuleNotFoundError: No module named 'distutils'",
    '  File "/opt/airflow/dags/x.py", line 3, in <module>\n    from airflow.hooks.base_hook import BaseHook\nModuleNotFoundError: No module named \'airflow.hooks.base_hook\'',
    "ImportError: cannot import name 'soft_unicode' from 'markupsafe' (/usr/lib/python3/markupsafe/__init__.py)",
    "ModuleNotFoundError: No module named 'airflow.operators.bash_operator'",
    "ModuleNotFoundError: No module named 'airflow.providers.amazon.aws.operators.s3_copy_object'",
  ],
  airflow3_migration: [
    "jinja2.exceptions.UndefinedError: 'execution_date' is undefined",
    'airflow command error: argument GROUP_OR_COMMAND: Command `airflow db init` has been removed. Please use `airflow db migrate`, see help above.',
    "TypeError: DAG.__init__() got an unexpected keyword argument 'schedule_interval'",
    "KeyError: 'execution_date'",
  ],
  airflow3_db_access: [
    'RuntimeError: Direct database access via the ORM is not allowed in Airflow 3.0',
  ],
  upgrade_metadata_db: [
    'psycopg2.errors.UndefinedColumn: column dag.max_active_tasks does not exist\nLINE 1: ..., dag.schedule_interval AS dag_schedule_interval, dag.max_ac...',
    "LookupError: 'deferred' is not among the defined enum values. Enum name: taskinstancestate. Possible values: success, failed",
    'ERROR: You need to upgrade the database. Please run `airflow db upgrade`. Make sure the command is run using Airflow version 2.5.1.',
    'sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) no such table: dag\n[SQL: SELECT dag.dag_id FROM dag]',
    'sqlalchemy.exc.ProgrammingError: (psycopg2.errors.UndefinedTable) relation "log" does not exist\nLINE 1: INSERT INTO log (dttm, dag_id, task_id, map_index, event, ex...',
    'ERROR: You need to upgrade the database. Please run `airflow db upgrade`. Make sure the command is run using Airflow version 2.7.3.',
    "alembic.util.exc.CommandError: Can't locate revision identified by 'abc123'",
  ],
  connector_renamed: [
    'org.apache.kafka.connect.errors.ConnectException: Failed to find any class that implements Connector and which name matches io.debezium.connector.mysql.MySqlConnector, available connectors are: PluginDesc{}',
    "java.lang.IllegalArgumentException: No factory for connector 'hive-hadoop2'. Available factories: [memory, tpch]",
    "com.google.inject.CreationException: Unable to create injector: No factory for connector 'hive-hadoop2'. Available factories: [hive, iceberg]",
    "org.apache.flink.table.api.ValidationException: Could not find any factory for identifier 'kafka' that implements 'org.apache.flink.table.factories.DynamicTableFactory' in the classpath.",
  ],
  legacy_calendar: [
    'org.apache.spark.SparkUpgradeException: [INCONSISTENT_BEHAVIOR_CROSS_VERSION.READ_ANCIENT_DATETIME] You may get a different result due to the upgrading to Spark >= 3.0: reading dates before 1582-10-15 or timestamps before 1900-01-01T00:00:00Z from Parquet files can be ambiguous',
    'org.apache.spark.SparkUpgradeException: [INCONSISTENT_BEHAVIOR_CROSS_VERSION.READ_ANCIENT_DATETIME] You may get a different result due to the upgrading to Spark >= 3.0: reading dates before 1582-10-15',
  ],
  wrong_converter: [
    "org.apache.kafka.connect.errors.DataException: Converting byte[] to Kafka Connect data failed due to serialization error: \nCaused by: org.apache.kafka.common.errors.SerializationException: com.fasterxml.jackson.core.JsonParseException: Unrecognized token 'Struct': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    "org.apache.kafka.connect.errors.ConnectException: Sink connector 'pg' is configured with 'delete.enabled=false' and 'pk.mode=none' and therefore requires records with a non-null Struct value and non-null Struct schema, but found record with a HashMap value and null value schema.",
    'org.apache.kafka.connect.errors.DataException: JsonConverter with schemas.enable requires "schema" and "payload" fields and may not contain additional fields. If you are trying to deserialize plain JSON data, set schemas.enable=false in your converter configuration.',
    'org.apache.kafka.common.errors.SerializationException: Unknown magic byte!',
    'org.apache.kafka.connect.errors.DataException: JsonConverter with schemas.enable requires "schema" and "payload" fields and may not contain additional fields.',
  ],
  parquet_schema_mismatch: [
    "HIVE_BAD_DATA: Field amount's type INT64 in parquet file s3://b/x.parquet is incompatible with type double defined in table schema",
    'java.lang.ClassCastException: org.apache.hadoop.io.LongWritable cannot be cast to org.apache.hadoop.io.IntWritable',
    "io.trino.spi.TrinoException: There is a mismatch between the table and partition schemas. The types are incompatible and cannot be coerced. The column 'amount' in table 'sales.orders' is declared as type 'double', but partition 'day=1' declared column 'amount' as type 'bigint'.",
    'org.apache.spark.SparkException: [FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH] Encountered error while reading file a.parquet. Data type mismatches when reading Parquet column <[amount]>. Expected Spark type decimal(18,2), actual Parquet type DOUBLE.',
  ],
  incremental_schema_change: [
    'Compilation Error in model orders (models/orders.sql)\n  The source and target schemas on this incremental model are out of sync!\n  They can be reconciled in several ways:',
    'Compilation Error in model orders (models/orders.sql)\n  The source and target schemas on this incremental model are out of sync!',
  ],
  schema_id_unknown: [
    'org.apache.kafka.common.errors.SerializationException: Error retrieving Avro value schema for id 17\nCaused by: io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException: Schema not found; error code: 40403',
    'org.apache.kafka.common.errors.SerializationException: Error retrieving Avro unknown schema for id 42\nCaused by: io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException: Schema 42 not found; error code: 40403',
  ],
  deserialization_error: [
    'java.io.IOException: Failed to deserialize consumer record due to\n\tat org.apache.flink.connector.kafka.source.reader.KafkaRecordEmitter.emitRecord(KafkaRecordEmitter.java:59)',
    'org.apache.kafka.common.errors.RecordDeserializationException: Error deserializing VALUE for partition orders-0 at offset 123. If needed, please seek past the record to continue consumption.',
    'org.apache.kafka.common.errors.RecordDeserializationException: Error deserializing VALUE for partition orders-3 at offset 991. If needed, please seek past the record to continue consumption.',
  ],
  schema_evolution: [
    "ERROR Error processing after of row in t because it's different column size with internal schema size 3, but after size 2, restart connector with schema recovery mode.",
    'io.confluent.connect.jdbc.sink.TableAlterOrCreateException: Cannot ALTER TABLE "orders" to add missing field SinkRecordField{schema=Schema{STRING}, name=\'note\', isPrimaryKey=false}, as the field is not optional and does not have a default value',
    'google.api_core.exceptions.BadRequest: 400 Provided Schema does not match Table p:d.t. Field amount has changed type from STRING to FLOAT',
    '[INSERT_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS] Cannot write to `mart`.`orders`, the reason is not enough data columns:',
    'org.apache.spark.sql.AnalysisException: A schema mismatch detected when writing to the Delta table (Table ID: 1).\nTo enable schema migration using DataFrameWriter or DataStreamWriter, please set: \'.option("mergeSchema", "true")\'.',
    'org.apache.spark.sql.AnalysisException: A schema mismatch detected when writing to the Delta table (Table ID: x). To enable schema migration using DataFrameWriter or DataStreamWriter, please set: .option("mergeSchema", "true").',
    'io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException: Schema being registered is incompatible with an earlier schema for subject "orders-value"; error code: 409',
  ],
  column_not_found: [
    'java.sql.SQLSyntaxErrorException: ORA-00904: "AMOUT": invalid identifier',
    "com.microsoft.sqlserver.jdbc.SQLServerException: Invalid column name 'amount'.",
    'KeyError: "[\'amount\'] not in index"',
    "org.apache.spark.sql.AnalysisException: cannot resolve '`amout`' given input columns: [id, amount]; line 1 pos 7",
    'org.apache.spark.sql.AnalysisException: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `amout` cannot be resolved. Did you mean one of the following? [`amount`].',
    'psycopg2.errors.UndefinedColumn: column "amout" does not exist',
    "io.trino.spi.TrinoException: line 1:8: Column 'amout' cannot be resolved",
  ],
  duplicate_unique_key: [
    '100090 (42P18): Duplicate row detected during DML action\n  Row Values: [1, "a"]',
    'Database Error in snapshot orders_snapshot (snapshots/orders.sql)\n  UPDATE/MERGE must match at most one source row for each target row',
    'com.databricks.sql.transaction.tahoe.DeltaUnsupportedOperationException: [DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE] Cannot perform Merge as multiple source rows matched and attempted to modify the same target row',
    'ON CONFLICT DO UPDATE command cannot affect row a second time',
  ],
  unique_violation: [
    "com.mysql.cj.jdbc.exceptions.MysqlDataTruncation: x\njava.sql.SQLIntegrityConstraintViolationException: Duplicate entry '7' for key 'PRIMARY'",
    'psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "orders_pkey"',
    "pymysql.err.IntegrityError: (1062, \"Duplicate entry '42' for key 'orders.PRIMARY'\")",
  ],
  corrupt_file: [
    'org.apache.hadoop.fs.ChecksumException: Checksum error: file:/data/x.csv at 0 exp: 1 got: 2',
    "gzip.BadGzipFile: Not a gzipped file (b'PK')",
    "pyarrow.lib.ArrowInvalid: Could not open Parquet input source '<Buffer>': Parquet magic bytes not found in footer. Either the file is corrupted or this is not a parquet file.",
    'java.io.IOException: Could not read footer for file: FileStatus{path=hdfs://nn/x.parquet; isDirectory=false; length=0}\nCaused by: java.lang.RuntimeException: hdfs://nn/x.parquet is not a Parquet file (too small length: 0)',
    'java.lang.RuntimeException: hdfs://nn/a/part-0.parquet is not a Parquet file. Expected magic number at tail, but found [0, 0, 0, 0]',
    'zipfile.BadZipFile: File is not a zip file',
    'java.io.EOFException: Unexpected end of input stream',
  ],
  value_conversion_error: [
    'psycopg2.errors.StringDataRightTruncation: value too long for type character varying(10)',
    "com.mysql.cj.jdbc.exceptions.MysqlDataTruncation: Data truncation: Incorrect datetime value: '0000-00-00' for column 'd' at row 1",
    "snowflake.connector.errors.ProgrammingError: 100038 (22018): Numeric value 'abc' is not recognized",
    'google.api_core.exceptions.BadRequest: 400 Error while reading data, error message: CSV table encountered too many errors, giving up. Rows: 1; errors: 1.',
    "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe9 in position 10: invalid continuation byte",
    'psycopg2.errors.NotNullViolation: null value in column "amount" of relation "orders" violates not-null constraint',
    'org.apache.spark.SparkNumberFormatException: [CAST_INVALID_INPUT] The value \'n/a\' of the type "STRING" cannot be cast to "INT" because it is malformed.',
    'org.apache.spark.SparkNumberFormatException: [CAST_INVALID_INPUT] The value \'n/a\' of the type "STRING" cannot be cast to "INT" because it is malformed.',
    'psycopg2.errors.InvalidTextRepresentation: invalid input syntax for type integer: "n/a"',
    "ValueError: could not convert string to float: 'n/a'",
  ],
  dbt_test_failed: [
    'airflow.exceptions.AirflowException: Test failed.\nQuery:\nSELECT MIN(row_count_check) AS row_count_check',
    '02:00:01  Failure in test not_null_orders_id (models/schema.yml)\n02:00:01    Got 3 results, configured to fail if != 0',
    'Failure in test not_null_orders_id (models/schema.yml)\n  Got 12 results, configured to fail if != 0',
  ],
  source_stale: [
    '02:00:01  1 of 1 WARN freshness of raw.orders ......... [WARN in 0.5s]',
    '02:00:01  1 of 1 ERROR STALE freshness of raw.orders ......... [ERROR STALE in 0.5s]',
    '02:00:01  1 of 1 ERROR STALE freshness of shop.orders .......... [ERROR STALE in 0.52s]',
  ],
  dag_import_exception: [
    'Broken DAG: [/opt/airflow/dags/load.py] Traceback (most recent call last):\n  File "<frozen importlib._bootstrap>", line 228, in _call_with_frames_removed\n  File "/opt/airflow/dags/load.py", line 9\n    print "x"\n          ^\nSyntaxError: Missing parentheses in call to \'print\'',
    '[2026-11-20T02:00:01.000+0000] {dagbag.py:386} ERROR - Failed to import: /opt/airflow/dags/load.py\nTraceback (most recent call last):\n  File "/opt/airflow/dags/load.py", line 12, in <module>\n    start = datetime(2020, 13, 1)\nValueError: month must be in 1..12',
    'Broken DAG: [/opt/airflow/dags/load.py]\nTraceback (most recent call last):\n  File "/opt/airflow/dags/load.py", line 9, in <module>\n    x = 1 / 0\nZeroDivisionError: division by zero',
  ],
  dag_cycle: [
    'Encountered an error:\nFound a cycle: model.mart.a --> model.mart.b --> model.mart.a',
    'airflow.exceptions.AirflowDagCycleException: Cycle detected in Dag: load. Faulty task: b',
  ],
  dag_serialization: [
    "airflow.exceptions.SerializationError: Failed to serialize DAG 'load': Object of type set is not JSON serializable",
    "airflow.exceptions.SerializationError: Failed to serialize DAG 'load': Object of type X is not JSON serializable",
  ],
  xcom_serialization: [
    '[2026-11-20T02:00:01.000+0000] {xcom.py:660} ERROR - Object of type Decimal is not JSON serializable. If you are using pickle instead of JSON for XCom, then you need to enable pickle support for XCom in your *** config or make sure to decorate your object with attr.',
    '  File "/home/airflow/.local/lib/python3.8/site-packages/airflow/models/xcom.py", line 627, in serialize_value\n    return json.dumps(value, cls=XComEncoder).encode("UTF-8")\nTypeError: Object of type DataFrame is not JSON serializable',
    '[2026-11-20T02:00:01.000+0000] {xcom.py:686} ERROR - Object of type datetime64 is not JSON serializable. If you are using pickle instead of JSON for XCom, then you need to enable pickle support for XCom in your *** config or make sure to decorate your object with attr.',
  ],
  task_not_serializable: [
    '_pickle.PicklingError: Could not serialize object: Exception: It appears that you are attempting to reference SparkContext from a broadcast variable, action, or transformation. SparkContext can only be used on the driver, not in code that it run on workers. For more information, see SPARK-5063.',
    'org.apache.flink.api.common.InvalidProgramException: The implementation of the MapFunction is not serializable. The object probably contains or references non serializable fields.',
    'org.apache.spark.SparkException: Task not serializable',
    "_pickle.PicklingError: Could not serialize object: TypeError: cannot pickle '_thread.RLock' object",
  ],
  udf_exception: [
    "org.apache.spark.SparkException: Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times, most recent failure: Lost task 0.3 in stage 1.0 (TID 4) (10.0.0.1 executor 1): org.apache.spark.api.python.PythonException: Traceback (most recent call last):\n  File \"/opt/job.py\", line 10, in clean\n    return x.strip()\nAttributeError: 'NoneType' object has no attribute 'strip'",
    'org.apache.spark.SparkException: [FAILED_EXECUTE_UDF] User defined function (`clean`: (string) => string) failed due to: java.lang.NullPointerException.',
    "org.apache.spark.api.python.PythonException: Traceback (most recent call last):\n  File \"/opt/job.py\", line 12, in clean\n    return value.strip()\nAttributeError: 'NoneType' object has no attribute 'strip'",
  ],
  template_error: [
    "jinja2.exceptions.TemplateSyntaxError: unexpected '}'",
    'jinja2.exceptions.TemplateNotFound: sql/load.sql',
    "jinja2.exceptions.UndefinedError: 'ds_nodas' is undefined",
    'jinja2.exceptions.TemplateNotFound: run.sh',
  ],
  task_fail_no_retry: [
    '[2026-11-20T02:00:01.000+0000] {taskinstance.py:1149} INFO - Immediate failure requested. Marking task as FAILED. dag_id=a, task_id=b',
    '[2026-11-20T02:00:01.000+0000] {taskinstance.py:3313} ERROR - Task failed with exception\nTraceback (most recent call last):\nairflow.exceptions.AirflowFailException: no orders for this day',
  ],
  dbt_compile_error: [
    'Encountered an error:\nParsing Error\n  Error reading mart: schema.yml - Runtime Error\n    Syntax error near line 12',
    'Compilation Error in model orders (models/orders.sql)\n  \'get_dates\' is undefined. This can happen when calling a macro that does not exist. Check for typos and/or install package dependencies with "dbt deps".',
    "Compilation Error\n  Model 'model.shop.orders' (models/orders.sql) depends on a node named 'stg_order' which was not found",
  ],
  sql_syntax_error: [
    'psycopg2.errors.UndefinedFunction: function dateadd(unknown, integer, timestamp) does not exist\nHINT:  No function matches the given name and argument types.',
    'pymysql.err.ProgrammingError: (1064, "You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near \'form\' at line 1")',
    "Database Error in model orders (models/orders.sql)\n  001003 (42000): SQL compilation error:\n  syntax error line 3 at position 4 unexpected 'form'.",
    "FAILED: ParseException line 1:7 cannot recognize input near 'from' 'a' '<EOF>' in select clause",
    "io.trino.sql.parser.ParsingException: line 1:8: mismatched input 'form'. Expecting: '*', <expression>",
    "org.apache.spark.sql.catalyst.parser.ParseException: \n[PARSE_SYNTAX_ERROR] Syntax error at or near 'FORM'.(line 1, pos 9)",
    'psycopg2.errors.SyntaxError: syntax error at or near "FORM"',
    "io.trino.spi.TrinoException: line 1:10: mismatched input 'FORM'. Expecting: ',', 'FROM'",
    "[PARSE_SYNTAX_ERROR] Syntax error at or near 'FORM'. SQLSTATE: 42601 (line 1, pos 9)",
    'You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version',
  ],
  spark_submit_failed: [
    'airflow.exceptions.AirflowException: Cannot execute: spark-submit --master yarn --deploy-mode cluster job.py. Error code is: 1.',
    'airflow.exceptions.AirflowException: Cannot execute: spark-submit --master yarn --name load job.py. Error code is: 1.',
  ],
  external_job_failed: [
    'airflow.exceptions.AirflowException: SSH operator error: exit status = 1',
    "subprocess.CalledProcessError: Command '['dbt', 'run']' returned non-zero exit status 1.",
    "airflow.exceptions.AirflowException: Job run failed with terminal state: {'life_cycle_state': 'INTERNAL_ERROR', 'result_state': 'FAILED', 'state_message': 'Workload failed, see run output for details'} and with the error Workload failed",
    'airflow.exceptions.AirflowException: etl_daily failed with failed states State.FAILED',
    "airflow.exceptions.AirflowException: Some of the external tasks ['load'] in DAG upstream failed.",
    'airflow.exceptions.AirflowException: Pod etl-4f3 returned a failure.',
    '[2026-11-20, 02:00:01 UTC] {taskinstance.py:1851} ERROR - Task failed with exception\nairflow.exceptions.AirflowException: Bash command failed. The command returned a non-zero exit code 1.',
    'airflow.exceptions.AirflowException: EMR job flow j-1 failed: TERMINATED_WITH_ERRORS',
    "airflow.exceptions.AirflowException: Job failed with terminal state: {'life_cycle_state': 'INTERNAL_ERROR'}: databricks run failed with terminal state",
    'airflow.exceptions.AirflowException: Pod etl-abc returned a failure.',
  ],
  connection_missing: [
    "airflow.exceptions.AirflowNotFoundException: The conn_id `warehouse` isn't defined",
    "airflow.exceptions.AirflowNotFoundException: The conn_id `wh` isn't defined",
  ],
  variable_missing: [
    "KeyError: 'Variable env_name does not exist'",
    "KeyError: 'Variable bucket does not exist'",
    "airflow.sdk.exceptions.AirflowRuntimeError: VARIABLE_NOT_FOUND: {'key': 'bucket'}",
  ],
  missing_environment_variable: [
    '  File "/usr/local/lib/python3.9/os.py", line 679, in __getitem__\n    raise KeyError(key) from None\nKeyError: \'S3_BUCKET\'',
    '/opt/entry.sh: line 4: DB_HOST: unbound variable',
    "Parsing Error\n  Env var required but not provided: 'DBT_PASSWORD'",
    'Exception in thread "main" org.apache.spark.SparkException: When running with master \'yarn\' either HADOOP_CONF_DIR or YARN_CONF_DIR must be set in the environment.',
    '  File "<frozen os>", line 714, in __getitem__\n  os.environ["DB_HOST"]\nKeyError: \'DB_HOST\'',
    "Env var required but not provided: 'DB_HOST'",
    'run.sh: line 3: DB_HOST: unbound variable',
  ],
  dataset_missing: [
    "Database Error in model orders (models/orders.sql)\n  002003 (02000): SQL compilation error:\n  Schema 'ANALYTICS.MART' does not exist or not authorized.",
    'FATAL:  database "airflow" does not exist',
    'psycopg2.errors.InvalidSchemaName: schema "mart" does not exist',
    'google.api_core.exceptions.NotFound: 404 Not found: Dataset p:mart was not found in location EU',
    'org.apache.spark.sql.catalyst.analysis.NoSuchDatabaseException: [SCHEMA_NOT_FOUND] The schema `mart` cannot be found.',
    'psycopg2.errors.InvalidSchemaName: schema "mart" does not exist',
  ],
  relation_missing: [
    'pyspark.errors.exceptions.captured.AnalysisException: [DELTA_MISSING_DELTA_TABLE] `/data/t` is not a Delta table.',
    'psycopg2.errors.UndefinedTable: relation "mart.orders" does not exist\nLINE 1: SELECT * FROM mart.orders',
    "FAILED: SemanticException [Error 10001]: Line 1:14 Table not found 'orders'",
    'org.apache.spark.sql.AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `mart`.`orders` cannot be found. Verify the spelling and correctness of the schema and catalog.',
    'org.apache.spark.sql.AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `orders` cannot be found.',
    'psycopg2.errors.UndefinedTable: relation "orders" does not exist',
    "io.trino.spi.TrinoException: line 1:15: Table 'hive.mart.orders' does not exist",
  ],
  path_not_found: [
    'org.apache.spark.sql.AnalysisException: Unable to infer schema for Parquet. It must be specified manually.',
    'botocore.exceptions.ClientError: An error occurred (404) when calling the HeadObject operation: Not Found',
    'org.apache.hadoop.mapreduce.lib.input.InvalidInputException: Input path does not exist: hdfs://nn/in',
    'org.apache.spark.sql.AnalysisException: [PATH_NOT_FOUND] Path does not exist: s3a://bucket/day=2026-11-20.',
    'org.apache.spark.sql.AnalysisException: [PATH_NOT_FOUND] Path does not exist: s3a://lake/orders/day=1. SQLSTATE: 42K03',
    'org.apache.hadoop.mapred.InvalidInputException: Input path does not exist: hdfs://nn/in',
    "FileNotFoundError: [Errno 2] No such file or directory: '/data/in.csv'",
    'botocore.exceptions.ClientError: An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.',
  ],
  kafka_topic_missing: [
    '[2026-11-20 02:00:01,000] WARN [Consumer clientId=c, groupId=g] Error while fetching metadata with correlation id 2 : {orders=UNKNOWN_TOPIC_OR_PARTITION} (org.apache.kafka.clients.NetworkClient)',
    'org.apache.kafka.common.errors.TimeoutException: Topic orders not present in metadata after 60000 ms.',
    'org.apache.kafka.common.errors.UnknownTopicOrPartitionException: This server does not host this topic-partition.',
    'org.apache.kafka.common.errors.TimeoutException: Topic orders not present in metadata after 60000 ms.',
  ],
  dag_not_found: [
    'airflow.exceptions.DagNotFound: Dag id load not found in DagModel',
    'airflow.exceptions.DagNotFound: Dag id load not found in DagModel',
  ],
  sensor_target_missing: [
    'airflow.exceptions.AirflowException: The external DAG upstream does not exist.',
    'airflow.exceptions.AirflowException: The external DAG load does not exist.',
    'airflow.providers.standard.exceptions.ExternalDagNotFoundError: The external DAG load does not exist.',
  ],
  concurrency_limit: [
    "[2026-11-20T02:00:01.000+0000] {taskinstance.py:1100} INFO - Dependencies not met for <TaskInstance: a.b manual [queued]>, dependency 'Pool Slots Available' FAILED: ('Not scheduling since there are %s open slots in pool %s and require %s pool slots', 0, 'default_pool', 1)",
    '[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:430} INFO - Not scheduling since there are 0 open slots in pool default_pool',
    "[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:507} INFO - Not executing <TaskInstance: a.b manual__1 [scheduled]> since the number of tasks running or queued from DAG a is >= to the DAG's max_active_tasks limit of 16",
    "[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:500} INFO - Not executing <TaskInstance: a.b [scheduled]> since the number of tasks running or queued from DAG a is >= to the DAG's max_active_tasks limit of 16",
    '[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:420} INFO - Not scheduling since there are 0 open slots in pool default_pool',
  ],
  max_active_runs: [
    '[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:1400} INFO - DAG load already has 16 active runs, not queuing any more tasks',
    '[2026-11-20T02:00:01.000+0000] {scheduler_job.py:966} INFO - DAG load is at (or above) max_active_runs (1 of 1), not creating any more runs',
    '[2026-11-20T02:00:01.000+0000] {dagrun.py:1} INFO - DAG load is at (or above) max_active_runs (1 of 1), not creating any more runs',
  ],
  concurrent_write_conflict: [
    'org.apache.hudi.exception.HoodieWriteConflictException: java.util.ConcurrentModificationException: Cannot resolve conflicts for overlapping writes',
    'psycopg2.errors.SerializationFailure: 1023\nDETAIL:  Serializable isolation violation on table - 123, transactions forming the cycle are: 1, 2',
    'google.api_core.exceptions.BadRequest: 400 Could not serialize access to table p:d.t due to concurrent update',
    'org.apache.iceberg.exceptions.CommitFailedException: Cannot commit changes based on stale table metadata',
    'org.apache.iceberg.exceptions.ValidationException: Found conflicting files that can contain records matching true: [s3://a/b.parquet]',
    'io.delta.exceptions.ConcurrentAppendException: [DELTA_CONCURRENT_APPEND] ConcurrentAppendException: Files were added to partition [day=1] by a concurrent update.',
    'org.apache.hudi.exception.HoodieWriteConflictException: java.util.ConcurrentModificationException: Cannot resolve conflicts for overlapping writes',
  ],
  metadata_db_deadlock: [
    '[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:850} ERROR - Exception when executing SchedulerJob._run_scheduler_loop\nsqlalchemy.exc.OperationalError: (psycopg2.errors.DeadlockDetected) deadlock detected\nDETAIL:  Process 1 waits for ShareLock on transaction 2; blocked by process 3.\n[SQL: UPDATE dag_run SET last_scheduling_decision=%(last_scheduling_decision)s]',
    "sqlalchemy.exc.OperationalError: (MySQLdb.OperationalError) (1213, 'Deadlock found when trying to get lock; try restarting transaction')\n[SQL: UPDATE task_instance SET state=%s WHERE dag_id = %s]",
  ],
  metadata_db_integrity: [
    'sqlalchemy.exc.IntegrityError: (psycopg2.errors.ForeignKeyViolation) update or delete on table "task_instance" violates foreign key constraint "rtif_ti_fkey" on table "rendered_task_instance_fields"',
    'sqlalchemy.exc.IntegrityError: (psycopg2.errors.UniqueViolation) duplicate key value violates unique constraint "dag_run_dag_id_run_id_key"',
  ],
  sql_deadlock: [
    'Transaction (Process ID 52) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.',
    'java.sql.BatchUpdateException: Deadlock found when trying to get lock; try restarting transaction',
    'psycopg2.errors.DeadlockDetected: deadlock detected\nDETAIL:  Process 1 waits for ShareLock on transaction 2; blocked by process 3.',
    'Transaction (Process ID 55) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.',
  ],
  lock_wait_timeout: [
    'FAILED: Error in acquiring locks: Locks on the underlying objects cannot be acquired. retry after some time',
    "snowflake.connector.errors.ProgrammingError: 000625 (57014): Statement '01a' has locked table 'T' in transaction 17 and this lock has not yet been released. Your statement was aborted because the number of waiters for this lock exceeds the 20 statements limit.",
    "pymysql.err.OperationalError: (1205, 'Lock wait timeout exceeded; try restarting transaction')",
    'sqlite3.OperationalError: database is locked',
    'psycopg2.errors.LockNotAvailable: canceling statement due to lock timeout',
  ],
  broadcast_timeout: [
    'java.util.concurrent.TimeoutException: Futures timed out after [300 seconds]\n\tat org.apache.spark.sql.execution.exchange.BroadcastExchangeExec.doExecuteBroadcast(BroadcastExchangeExec.scala:211)',
    'org.apache.spark.SparkException: Could not execute broadcast in 300 secs. You can increase the timeout for broadcasts via spark.sql.broadcastTimeout or disable broadcast join',
  ],
  checkpoint_timeout: [
    'org.apache.flink.util.FlinkRuntimeException: Exceeded checkpoint tolerable failure threshold.',
    'org.apache.flink.runtime.checkpoint.CheckpointException: Checkpoint expired before completing.',
    'org.apache.flink.util.FlinkRuntimeException: Exceeded checkpoint tolerable failure threshold.',
  ],
  dagbag_import_timeout: [
    'airflow.exceptions.AirflowTaskTimeout: DagBag import timeout for /opt/airflow/dags/load.py after 30.0s.',
    'airflow.exceptions.AirflowTaskTimeout: DagBag import timeout for /opt/dags/a.py after 30.0s.',
  ],
  dag_processor_timeout: [
    '[2026-11-20T02:00:01.000+0000] {manager.py:1203} ERROR - Processor for /opt/airflow/dags/load.py with PID 42 started 61 ago killing it.',
    '[2026-11-20T02:00:01.000+0000] {manager.py:1040} ERROR - Processor for /opt/airflow/dags/load.py with PID 42 started 2026-11-20T01:58:00+00:00 has timed out, killing it.',
    '[2026-11-20T02:00:01.000+0000] {manager.py:1107} ERROR - Processor for /opt/dags/a.py with PID 77 started at 2026-11-20T01:59:00 has timed out, killing it.',
  ],
  dagrun_timeout: [
    '[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:1500} INFO - Run scheduled__2026-11-19 of load has timed-out',
    '[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:1} INFO - Run manual__2026-11-20 of load has timed-out',
  ],
  sensor_timeout: [
    'airflow.exceptions.AirflowSensorTimeout: Snap. Time is OUT. DAG id: load',
    'airflow.exceptions.AirflowSensorTimeout: Sensor has timed out; run duration of 60.1 seconds exceeds the specified timeout of 60.0.',
    'airflow.exceptions.AirflowSensorTimeout: Snap. Time is OUT. DAG id: a',
  ],
  task_timeout: [
    '[2026-11-20T02:00:01.000+0000] {timeout.py:68} ERROR - Process timed out, PID: 1234\n[2026-11-20T02:00:01.000+0000] {taskinstance.py:1851} ERROR - Task failed with exception\nairflow.exceptions.AirflowTaskTimeout: Timeout, PID: 1234',
    'airflow.exceptions.AirflowTaskTimeout: Timeout, PID: 77',
  ],
  k8s_pod_start_timeout: [
    '[2026-11-20T02:00:01.000+0000] {kubernetes_executor.py:700} ERROR - Pod load-1 has been pending for longer than 300 seconds.It will be deleted and set to failed.',
    'airflow.providers.cncf.kubernetes.utils.pod_manager.PodLaunchFailedException: Pod took longer than 120 seconds to start. Check the pod events in kubernetes to determine why.',
    'airflow.exceptions.AirflowException: Pod took too long to start. More than 600s. Check the pod events in kubernetes.',
  ],
  slow_poll_loop: [
    'org.apache.kafka.clients.consumer.CommitFailedException: Commit cannot be completed since the group has already rebalanced and assigned the partitions to another member. This means that the time between subsequent calls to poll() was longer than the configured max.poll.interval.ms',
    '[Consumer clientId=c, groupId=g] consumer poll timeout has expired. This means the time between subsequent calls to poll() was longer than the configured max.poll.interval.ms, which typically implies that the poll loop is spending too much time processing messages.',
    'org.apache.kafka.clients.consumer.CommitFailedException: Offset commit cannot be completed since the consumer is not part of an active group for auto partition assignment; it is likely that the consumer was kicked out of the group. This means that the time between subsequent calls to poll() was longer than the configured max.poll.interval.ms',
  ],
  shuffle_fetch_timeout: [
    'org.apache.spark.shuffle.FetchFailedException: Connecting to n1/10.0.0.1:7337 timed out (120000 ms)',
    '26/11/20 02:00:01 ERROR TransportChannelHandler: Connection to n1/10.0.0.1:7337 has been quiet for 120000 ms while there are outstanding requests. Assuming connection is dead; please adjust spark.shuffle.io.connectionTimeout if this is wrong.',
    '26/11/20 02:00:01 ERROR TransportChannelHandler: Connection to node-1/10.0.0.1:7337 has been quiet for 120000 ms while there are outstanding requests. Assuming connection is dead; please adjust spark.shuffle.io.connectionTimeout if this is wrong.',
    '26/11/20 02:00:01 ERROR OneForOneBlockFetcher: Failed while starting block fetches\njava.io.IOException: Connecting to node-1/10.0.0.1:7337 timed out (120000 ms)',
  ],
  warehouse_timeout: [
    "pymysql.err.OperationalError: (3024, 'Query execution was interrupted, maximum statement execution time exceeded')",
    'psycopg2.errors.QueryCanceled: canceling statement due to statement timeout',
    'snowflake.connector.errors.ProgrammingError: 000630 (57014): Statement reached its statement or warehouse timeout of 3,600 second(s) and was canceled.',
    'Query exceeded maximum time limit of 30.00m',
    'psycopg2.errors.QueryCanceled: canceling statement due to statement timeout',
  ],
  split_timeout: [
    'io.trino.operator.PageTransportTimeoutException: Encountered too many errors talking to a worker node. The node may have crashed or be under too much load. This is probably a transient issue, so please retry your query in a few minutes. (http://10.0.0.1:8080/v1/task/1/results/0/0 - 30 failures, failure duration 302.86s)',
    'io.trino.spi.TrinoException: Task 20261120_020000_00042_abcde.1.0.0 containing long running stuck split get cancelled by the system',
  ],
  driver_result_size: [
    'org.apache.spark.SparkException: Job aborted due to stage failure: Total size of serialized results of 4 tasks (1033.5 MB) is bigger than spark.driver.maxResultSize (1024.0 MB)',
    'org.apache.spark.SparkException: Job aborted due to stage failure: Total size of serialized results of 900 tasks (1025.1 MiB) is bigger than spark.driver.maxResultSize (1024.0 MiB)',
  ],
  record_too_large: [
    'org.apache.spark.SparkException: Job aborted due to stage failure: Serialized task 15:0 was 137500581 bytes, which exceeds max allowed: spark.rpc.message.maxSize (134217728 bytes).',
    'org.apache.kafka.common.errors.RecordTooLargeException: The message is 2097289 bytes when serialized which is larger than 1048576, which is the value of the max.request.size configuration.',
    'org.apache.kafka.common.errors.RecordTooLargeException: The request included a message larger than the max message size the server will accept.',
  ],
  xcom_too_large: [
    'sqlalchemy.exc.DataError: (MySQLdb.DataError) (1406, "Data too long for column \'value\' at row 1")\n[SQL: INSERT INTO xcom (key, value) VALUES (%s, %s)]',
  ],
  metadata_db_connections: [
    '[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:850} ERROR - Exception when executing SchedulerJob\nsqlalchemy.exc.OperationalError: (psycopg2.OperationalError) FATAL:  remaining connection slots are reserved for non-replication superuser connections',
    'sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00',
  ],
  too_many_connections: [
    'com.mysql.jdbc.exceptions.jdbc4.MySQLNonTransientConnectionException: Data source rejected establishment of connection,  message from server: "Too many connections"',
    'com.zaxxer.hikari.pool.HikariPool - java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 30000ms.',
    'org.postgresql.util.PSQLException: FATAL: sorry, too many clients already',
    'com.mysql.cj.jdbc.exceptions.MySQLNonTransientConnectionException: Too many connections',
    'FATAL: remaining connection slots are reserved for non-replication superuser connections',
  ],
  file_descriptors_exhausted: [
    'java.io.IOException: Too many open files\n\tat sun.nio.ch.ServerSocketChannelImpl.accept0(Native Method)',
    'java.io.IOException: Too many open files',
    "OSError: [Errno 24] Too many open files: '/tmp/x'",
  ],
  not_enough_slots: [
    'Caused by: org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException: Could not acquire the minimum required resources.',
    'org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException: Could not acquire the minimum required resources.',
  ],
  dynamic_allocation_starvation: [
    '26/11/20 02:00:01 WARN TaskSchedulerImpl: Initial job has not accepted any resources; check your cluster UI to ensure that workers are registered and have sufficient resources',
    '26/11/20 02:00:01 WARN TaskSchedulerImpl: Initial job has not accepted any resources; check your cluster UI to ensure that workers are registered and have sufficient resources',
  ],
  yarn_queue_full: [
    "\t diagnostics: [Fri Nov 20 02:00:01 +0000 2026] Application is added to the scheduler and is not yet activated. Queue's AM resource limit exceeded.  Details : AM Partition = <DEFAULT_PARTITION>; AM Resource Request = <memory:2048, vCores:1>",
    "Diagnostics: [Fri Nov 20 02:00:01 +0000 2026] Application is added to the scheduler and is not yet activated. Queue's AM resource limit exceeded.",
    'org.apache.hadoop.security.AccessControlException: Queue root.etl already has 10000 applications, cannot accept submission of application: application_1_2',
  ],
  k8s_quota_exceeded: [
    'pods "etl-1" is forbidden: exceeded quota: compute, requested: limits.memory=8Gi, used: limits.memory=60Gi, limited: limits.memory=64Gi',
    'pods "etl-abc" is forbidden: exceeded quota: compute, requested: limits.memory=8Gi, used: limits.memory=60Gi, limited: limits.memory=64Gi',
  ],
  k8s_unschedulable: [
    '  Warning  FailedScheduling  12s  default-scheduler  0/6 nodes are available: 3 Insufficient memory, 3 node(s) had untolerated taint {dedicated: gpu}.',
    'Warning  FailedScheduling  5s  default-scheduler  0/8 nodes are available: 3 Insufficient cpu, 5 node(s) had untolerated taint {gpu: true}.',
  ],
  s3_throttling: [
    'com.amazonaws.services.s3.model.AmazonS3Exception: Please reduce your request rate. (Service: Amazon S3; Status Code: 503; Error Code: SlowDown; Request ID: 1)',
    'com.amazonaws.services.s3.model.AmazonS3Exception: Please reduce your request rate. (Service: Amazon S3; Status Code: 503; Error Code: SlowDown; Request ID: X)',
    'botocore.exceptions.ClientError: An error occurred (SlowDown) when calling the PutObject operation (reached max retries: 4): Please reduce your request rate.',
  ],
  rate_limited: [
    'botocore.errorfactory.ConcurrentRunsExceededException: An error occurred (ConcurrentRunsExceededException) when calling the StartJobRun operation: Concurrent runs exceeded for load',
    'google.api_core.exceptions.Forbidden: 403 Exceeded rate limits: too many table update operations for this table.',
    'requests.exceptions.HTTPError: 429 Client Error: Too Many Requests for url: https://api.example.com',
    'botocore.exceptions.ClientError: An error occurred (ThrottlingException) when calling the StartQueryExecution operation (reached max retries: 4): Rate exceeded',
  ],
  flink_backpressure: [
    '26/11/20 02:00:01 WARN ProcessingTimeExecutor: Current batch is falling behind. The trigger interval is 10000 milliseconds, but spent 34123 milliseconds',
    '26/11/20 02:00:01 WARN ProcessingTimeExecutor: Current batch is falling behind. The trigger interval is 10000 milliseconds, but spent 41057 milliseconds',
  ],
  metadata_db_overload: [
    '[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:1} ERROR - Exception when executing SchedulerJob._run_scheduler_loop\nTraceback (most recent call last):\nsqlalchemy.exc.OperationalError: (psycopg2.OperationalError) connection to server at "db", port 5432 failed: timeout expired',
  ],
  zombie_task: [
    "[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:2000} ERROR - Detected a task instance without a heartbeat: {'full_filepath': '/opt/airflow/dags/load.py'} (See https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/tasks.html#task-instance-heartbeat-timeout)",
    "[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:2100} ERROR - Detected a task instance without a heartbeat: {'DAG Id': 'a', 'Task Id': 'b'}",
    "[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:1700} ERROR - Detected zombie job: {'full_filepath': '/opt/dags/a.py'}",
  ],
  task_externally_terminated: [
    '[2026-11-20T02:00:01.000+0000] {local_task_job_runner.py:302} WARNING - State of this instance has been externally set to failed. Terminating instance.\n[2026-11-20T02:00:01.000+0000] {taskinstance.py:1632} ERROR - Received SIGTERM. Terminating subprocesses.',
    '[2026-11-20T02:00:00.000+0000] {local_task_job_runner.py:309} WARNING - State of this instance has been externally set to failed. Terminating instance.\n[2026-11-20T02:00:00.100+0000] {process_utils.py:132} INFO - Sending 15 to group 99. PIDs of all processes in the group: [99]\n[2026-11-20T02:00:00.200+0000] {taskinstance.py:3093} ERROR - Received SIGTERM. Terminating subprocesses.',
  ],
  executor_state_mismatch: [
    "[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:781} ERROR - The executor CeleryExecutor(parallelism=32) reported that the task instance <TaskInstance: a.b manual [queued]> finished with state failed, but the task instance's state attribute is queued. Learn more: https://airflow.apache.org/docs",
    "[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:771} ERROR - Executor CeleryExecutor(parallelism=32) reported that the task instance <TaskInstance: a.b manual [queued]> finished with state failed, but the task instance's state attribute is queued. Learn more: https://airflow.apache.org/docs/apache-airflow/stable/troubleshooting.html#task-state-changed-externally",
  ],
  heartbeat_rejected: [
    "2026-11-20T02:00:01.229556Z [error    ] Server indicated the task shouldn't be running anymore [supervisor] status_code=409\n2026-11-20T02:00:06.247180Z [info     ] Process exited                 [supervisor] exit_code=-9",
    '{"timestamp":"2026-11-20T02:00:01Z","level":"error","event":"Server indicated the task shouldn\'t be running anymore","detail":{"detail":{"reason":"running_elsewhere","message":"TI is already running elsewhere"}},"status_code":409,"logger":"task"}',
    '{"timestamp":"2026-11-20T02:00:01Z","level":"error","event":"Server indicated the task shouldn\'t be running anymore","detail":{"detail":{"reason":"not_found","message":"Task Instance not found"}},"status_code":404}',
  ],
  pid_mismatch: [
    '[2026-11-20T02:00:01.000+0000] {local_task_job.py:188} WARNING - Recorded pid 4711 does not match the current pid 815\nairflow.exceptions.AirflowException: PID of job runner does not match',
    'airflow.exceptions.AirflowException: PID of job runner does not match',
  ],
  scheduler_heartbeat: [
    'The scheduler does not appear to be running. Last heartbeat was received 12 minutes ago.\nThe DAGs list may not update, and new tasks will not be scheduled.',
    'The scheduler does not appear to be running. Last heartbeat was received 5 minutes ago.\nThe DAGs list may not update, and new tasks will not be scheduled.',
  ],
  executor_preempted: [
    '26/11/20 02:00:01 WARN YarnSchedulerBackend: Container container_1 exited from explicit termination request. Exit status: -100. Diagnostics: Container released on a *lost* node.',
    '26/11/20 02:00:01 ERROR TaskSchedulerImpl: Lost executor 4 on 10.0.0.4: Executor decommission: spot instance interruption',
    '26/11/20 02:00:01 ERROR YarnScheduler: Lost executor 4 on n4: Container container_1763_0001_01_000005 on host: n4 was preempted.',
    '26/11/20 02:00:01 ERROR YarnScheduler: Lost executor 3 on node-1: Container container_1_2_01_000003 on host: node-1 was preempted.',
    '26/11/20 02:00:01 WARN YarnAllocator: Container from a bad node: container_1 on host: node-1. Exit status: -100. Diagnostics: Container released on a *lost* node.',
  ],
  k8s_node_eviction: [
    'Pod ephemeral local storage usage exceeds the total limit of containers 10Gi.',
    'Status:           Failed\nReason:           Evicted\nMessage:          The node was low on resource: memory. Container base was using 8123456Ki, which exceeds its request of 0.',
    'Status: Failed\nReason: Evicted\nMessage: The node was low on resource: ephemeral-storage. Threshold quantity: 10Gi, available: 9Gi.',
    'Pod ephemeral local storage usage exceeds the total limit of containers 1Gi.',
  ],
  rebalance_storm: [
    '[2026-11-20 02:00:01,000] INFO [GroupCoordinator 1]: Preparing to rebalance group g in state PreparingRebalance with old generation 41 (reason: Adding new member)\n[2026-11-20 02:00:11,000] INFO [GroupCoordinator 1]: Preparing to rebalance group g in state PreparingRebalance with old generation 42 (reason: removing member c-1 on heartbeat expiration)\n[2026-11-20 02:00:21,000] INFO [GroupCoordinator 1]: Preparing to rebalance group g in state PreparingRebalance with old generation 43 (reason: Adding new member)\n[2026-11-20 02:00:31,000] INFO [GroupCoordinator 1]: Preparing to rebalance group g in state PreparingRebalance with old generation 44 (reason: removing member c-2 on LeaveGroup)',
    Array.from(
      { length: 4 },
      (_, at) =>
        `[2026-11-20 02:0${at}:00,000] INFO [GroupCoordinator 1]: Preparing to rebalance group etl in state PreparingRebalance with old generation ${at} (reason: removing member on heartbeat expiration) (kafka.coordinator.group.GroupCoordinator)\n[2026-11-20 02:0${at}:09,000] WARN [Consumer clientId=c] Attempt to heartbeat failed since group is rebalancing`,
    ).join('\n'),
  ],
  restart_loop: [
    '  Warning  BackOff  2s (x12 over 3m)  kubelet  Back-off restarting failed container',
    'Warning  BackOff  2s (x12 over 3m)  kubelet  Back-off restarting failed container etl in pod etl-0',
    'org.apache.flink.runtime.JobException: Recovery is suppressed by FixedDelayRestartBackoffTimeStrategy(maxNumberRestartAttempts=3, backoffTimeMS=10000)',
  ],
  shuffle_blocks_lost: [
    '26/11/20 02:00:01 WARN TaskSetManager: Lost task 1.0 in stage 2.0 (TID 9) (n1 executor 1): FetchFailed(BlockManagerId(3, n3, 7079, None), shuffleId=0, mapIndex=1, mapId=1, reduceId=3, message=\norg.apache.spark.shuffle.FetchFailedException: Failed to connect to n3/10.0.0.3:7079\nCaused by: java.net.ConnectException: Connection refused',
    'org.apache.spark.shuffle.MetadataFetchFailedException: Missing an output location for shuffle 3 partition 17',
    '26/11/20 02:00:01 WARN TaskSetManager: Lost task 0.0 in stage 2.1 (TID 9): FetchFailed(null, shuffleId=0, mapIndex=-1, mapId=-1, reduceId=0, message=\norg.apache.spark.shuffle.MetadataFetchFailedException: Missing an output location for shuffle 0 partition 0',
  ],
  kafka_data_aged_out: [
    'java.lang.IllegalStateException: Cannot fetch offset 196 (GroupId: g, TopicPartition: orders-0).  Some data may have been lost because they are not available in Kafka any more; either the data was aged out by Kafka or the topic may have been deleted before all the data in the topic was processed.',
    '[Consumer clientId=c, groupId=g] Fetch position FetchPosition{offset=123, offsetEpoch=Optional.empty, currentLeader=LeaderAndEpoch{leader=Optional[n1:9092 (id: 1 rack: null)], epoch=4}} is out of range for partition orders-0, resetting offset',
    'org.apache.kafka.clients.consumer.OffsetOutOfRangeException: Fetch position FetchPosition{offset=9} is out of range for partition orders-0',
    "java.lang.IllegalStateException: Partition orders-0's offset was changed from 100 to 7, some data may have been missed.",
  ],
  binlog_purged: [
    'org.postgresql.util.PSQLException: ERROR: requested WAL segment 000000010000000000000042 has already been removed',
    "com.mongodb.MongoCommandException: Command failed with error 286 (ChangeStreamHistoryLost): 'Resume of change stream was not possible, as the resume point may no longer be in the oplog.'",
    'io.debezium.DebeziumException: Cannot replicate because the master purged required binary logs. Replicate the missing transactions from elsewhere, or provision a new slave from backup.',
    'io.debezium.DebeziumException: Could not find first log file name in binary log index file Error code: 1236; SQLSTATE: HY000.',
  ],
  cluster_id_mismatch: [
    'java.lang.RuntimeException: Invalid cluster.id in: /data/meta.properties. Expected abc, but read def',
    "kafka.common.InconsistentClusterIdException: The Cluster ID abc doesn't match stored clusterId Some(def) in meta.properties. The broker is trying to join the wrong cluster.",
    'java.io.IOException: Incompatible clusterIDs in /data/dn: namenode clusterID = CID-1; datanode clusterID = CID-2',
  ],
  k8s_watch_expired: [
    'kubernetes.client.exceptions.ApiException: (410)\nReason: Gone: too old resource version: 27272 (43413)',
    'kubernetes.client.exceptions.ApiException: (410)\nReason: Expired: too old resource version: 100 (200)',
  ],
  checkpoint_before_running: [
    'org.apache.flink.runtime.checkpoint.decline.CheckpointDeclineTaskNotReadyException: Task Source: Custom Source (1/1) was not running',
    '2026-11-20 02:00:01,000 INFO  org.apache.flink.runtime.checkpoint.CheckpointCoordinator [] - Failed to trigger checkpoint for job 1 because Checkpoint triggering task Source: a (1/2) is not being executed at the moment. Aborting checkpoint. Failure reason: Not all required tasks are currently running.',
    'Checkpoint triggering task Source: a (1/2) of job 0 is not being executed at the moment. Aborting checkpoint.',
    'org.apache.flink.runtime.checkpoint.CheckpointException: Not all required tasks are currently running.',
  ],
  savepoint_incompatible: [
    'org.apache.flink.util.StateMigrationException: The new state serializer (org.x) must not be incompatible with the old state serializer (org.y).',
    'java.lang.IllegalStateException: Failed to rollback to checkpoint/savepoint file:/s. Cannot map checkpoint/savepoint state for operator 77 to the new program, because the operator is not available in the new program. If you want to allow to skip this, you can set the --allowNonRestoredState option on the CLI.',
    'java.lang.IllegalStateException: Failed to rollback to checkpoint/savepoint file:/s. Cannot map checkpoint/savepoint state for operator 77 to the new program, because the operator is not available in the new program.',
    'org.apache.flink.util.StateMigrationException: The new state serializer must not be incompatible with the old state serializer',
  ],
  offset_commit_failed: [
    'ERROR WorkerSourceTask{id=src-0} Failed to flush, timed out while waiting for producer to flush outstanding 12 messages (org.apache.kafka.connect.runtime.WorkerSourceTask)\nERROR WorkerSourceTask{id=src-0} Failed to commit offsets (org.apache.kafka.connect.runtime.SourceTaskOffsetCommitter)',
    'org.apache.kafka.clients.consumer.CommitFailedException: Offset commit cannot be completed since the consumer is not part of an active group for auto partition assignment; it is likely that the consumer was kicked out of the group.',
    'ERROR [Consumer clientId=c, groupId=g] Offset commit failed on partition orders-0 at offset 7: The coordinator is not aware of this member.',
  ],
  airflow_bug_remote_logs: [
    '  File "/airflow/utils/log/file_task_handler.py", line 411, in _read\n    logs = self._read_remote_logs(ti, try_number, metadata)\nTypeError: \'NoneType\' object is not iterable',
  ],
  dependencies_not_met: [
    "[2026-11-20T02:00:01.000+0000] {taskinstance.py:1025} INFO - Dependencies not met for <TaskInstance: a.b manual [scheduled]>, dependency 'Trigger Rule' FAILED: Task's trigger rule 'all_success' requires all upstream tasks to have succeeded, but found 1 non-success(es).",
    "[2026-11-20T02:00:01.000+0000] {taskinstance.py:2612} INFO - Dependencies not met for <TaskInstance: a.b manual [queued]>, dependency 'Trigger Rule' FAILED: Task's trigger rule 'all_success' requires all upstream tasks to have succeeded",
  ],
  stopped_by_user: [
    '2026-11-20 02:00:01,000 INFO  org.apache.flink.runtime.executiongraph.ExecutionGraph [] - Job etl (1) switched from state RUNNING to CANCELLING.',
    'psycopg2.errors.QueryCanceled: canceling statement due to user request',
    'Query 20261120_1 failed: Query was canceled',
    'org.apache.spark.SparkException: Job 3 cancelled part of cancelled job group 7',
    'io.trino.spi.TrinoException: Query was canceled by user',
    'Application application_1_2 was killed by user etl at 10.0.0.1',
  ],
  upstream_timeout: [
    'org.apache.kafka.common.errors.TimeoutException: Expiring 12 record(s) for orders-0:120000 ms has passed since batch creation',
    'google.api_core.exceptions.GatewayTimeout: 504 Deadline Exceeded',
  ],
  benign_warning: [
    "[2026-11-20 02:00:01,000] WARN The configuration 'group.initial.rebalance.delay.ms' was supplied but isn't a known config. (org.apache.kafka.clients.consumer.ConsumerConfig)",
    'WARNING: An illegal reflective access operation has occurred\nWARNING: Illegal reflective access by org.apache.spark.unsafe.Platform (file:/opt/spark/jars/spark-unsafe_2.12-3.1.1.jar) to constructor java.nio.DirectByteBuffer(long,int)',
    '26/11/20 02:00:01 ERROR ShutdownHookManager: Exception while deleting Spark temp dir: C:\\Users\\etl\\AppData\\Local\\Temp\\spark-1',
    '26/11/20 02:00:01 WARN ObjectStore: Failed to get database global_temp, returning NoSuchObjectException',
    '26/11/20 02:00:01 WARN NativeCodeLoader: Unable to load native-hadoop library for your platform... using builtin-java classes where applicable',
  ],
  platform_bug: [
    '[2026-11-20T02:00:01.000+0000] {local_task_job_runner.py:266} INFO - Task exited with return code Negsignal.SIGSEGV',
    'Database Error in model orders (models/orders.sql)\n  000603 (XX000): SQL execution internal error:\n  Processing aborted by error 300010:391167117; incident 7185034.',
    'java.lang.NullPointerException: Cannot invoke "org.apache.spark.sql.catalyst.plans.logical.LogicalPlan.resolved()" because "plan" is null\n\tat org.apache.spark.sql.catalyst.analysis.Analyzer.execute(Analyzer.scala:209)\n\tat org.apache.spark.sql.execution.QueryExecution.$anonfun$analyzed$1(QueryExecution.scala:76)\n\tat scala.Option.getOrElse(Option.scala:189)',
    'org.apache.spark.SparkException: [INTERNAL_ERROR] The Spark SQL phase optimization failed with an internal error. You hit a bug in Spark or the Spark plugins you use. Please, report this bug to the corresponding communities or vendors, and provide the full stack trace.',
  ],
  dag_parse_timeout: [
    '[2026-11-20T02:00:01.000+0000] {dag_processing.py:1100} ERROR - Parsing of /opt/airflow/dags/load.py timed out',
  ],
};
/** Their lines are ordinary or fit several causes: they are named, but never called found from the log alone. */
const candidatesOnly: Readonly<Record<string, string>> = {
  data_skew:
    '26/11/20 02:00:01 DEBUG OptimizeSkewedJoin: Optimizing skewed join.\n26/11/20 02:00:02 ERROR a.B: failed',
};

describe('lines that name their cause', () => {
  test.each(Object.entries(lines).flatMap(([id, all]) => all.map((line) => [id, line] as const)))(
    '%s: %s',
    async (id, line) => {
      const found = await explainFiles({ log: `${line}\n` });
      expect([found.status, found.causes[0]?.id]).toEqual(['found', id]);
    },
  );
  test.each(Object.entries(candidatesOnly))('%s is only a candidate', async (id, line) => {
    const found = await explainFiles({ log: `${line}\n` });
    expect([found.status, found.causes[0]?.id]).toEqual(['inconclusive', id]);
  });
  test('numbers of times and lines are no status codes', async () => {
    const numbers = [401, 403, 404, 409, 410, 429, 500, 502, 503, 504, 137, 52].map(
      (code) =>
        `2026-11-20 02:00:00,${code} ERROR [main] a.Client: heartbeat /heartbeat remote log s3://logs/x\n\tat a.Client.call(Client.java:${code})\n`,
    );
    expect((await explainFiles({ log: numbers.join('') })).causes.map(({ id }) => id)).toEqual([
      'unexplained',
    ]);
  });
  test('every rule has a line', () => {
    expect(new Set([...Object.keys(lines), ...Object.keys(candidatesOnly)])).toEqual(
      new Set(rules.map(({ id }) => id)),
    );
  });
});
