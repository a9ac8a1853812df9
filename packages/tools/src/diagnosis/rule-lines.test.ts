import { describe, expect, test } from 'vitest';
import { rules } from './rules.ts';
import { explainFiles } from './testing/explain.ts';

/** For each rule, lines as the product prints them (written from the sources and manuals of the products, not from incidents). */
const lines: Readonly<Record<string, readonly string[]>> = {
  container_memory_limit: [
    "Diagnostics: Container [pid=19810,containerID=container_1763604000000_0042_01_000002] is running 123456789B beyond the 'PHYSICAL' memory limit. Current usage: 4.6 GB of 4.5 GB physical memory used; 6.6 GB of 9.4 GB virtual memory used. Killing container.",
    '26/11/20 02:00:01 WARN YarnAllocator: Container killed by YARN for exceeding physical memory limits. 5.5 GB of 5.5 GB physical memory used. Consider boosting spark.executor.memoryOverhead.',
  ],
  executor_oom_shuffle: [
    '26/11/20 02:00:01 ERROR Executor: Exception in task 3.0 in stage 8.0 (TID 411)\norg.apache.spark.memory.SparkOutOfMemoryError: [UNABLE_TO_ACQUIRE_MEMORY] Unable to acquire 65536 bytes of memory, got 0. SQLSTATE: 53200\n\tat org.apache.spark.memory.MemoryConsumer.throwOom(MemoryConsumer.java:158)',
    '26/11/20 02:00:01 ERROR TaskSchedulerImpl: Lost executor 5 on 10.42.0.9: \nThe executor with id 5 exited with exit code 52(JVM OOM).',
    'org.apache.spark.SparkException: Job aborted due to stage failure: Task 7 in stage 3.0 failed 4 times, most recent failure: Lost task 7.3 in stage 3.0 (TID 88) (10.0.0.7 executor 2): java.lang.OutOfMemoryError: Java heap space\n\tat java.base/java.util.Arrays.copyOf(Arrays.java:3537)\n\nDriver stacktrace:\n\tat org.apache.spark.scheduler.DAGScheduler.failJobAndIndependentStages(DAGScheduler.scala:2844)\n\tat org.apache.spark.sql.Dataset.collect(Dataset.scala:3585)',
  ],
  driver_oom: [
    'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space\n\tat java.base/java.util.Arrays.copyOf(Arrays.java:3537)',
    '26/11/20 02:00:01 ERROR Utils: uncaught error in thread dag-scheduler-event-loop, stopping SparkContext\njava.lang.OutOfMemoryError: GC overhead limit exceeded',
    'org.apache.spark.SparkException: [_LEGACY_ERROR_TEMP_2250] Not enough memory to build and broadcast the table to all worker nodes. As a workaround, you can either disable broadcast by setting spark.sql.autoBroadcastJoinThreshold to -1 or increase the spark driver memory by setting spark.driver.memory to a higher value.',
  ],
  k8s_oomkilled: [
    '    State: Terminated\n    Reason: OOMKilled\n    Exit Code: 137',
    '[2026-11-20T02:00:01.000+0000] {pod.py:559} ERROR - Pod Event: pod/etl-x container base terminated, container_reason: OOMKilled, exit_code: 137',
  ],
  oom_sigkill: [
    '[2026-11-20T02:00:01.000+0000] {local_task_job_runner.py:266} INFO - Task exited with return code Negsignal.SIGKILL',
    'kernel: Out of memory: Killed process 4711 (java) total-vm:9123456kB, anon-rss:7812345kB, file-rss:0kB, shmem-rss:0kB, UID:1000 pgtables:16000kB oom_score_adj:0',
    '{"timestamp":"2026-11-20T02:00:01Z","level":"critical","event":"Process terminated by signal. Likely out of memory error (OOM).","signal":-9,"signal_name":"SIGKILL","logger":"task"}',
  ],
  driver_heartbeat_gc: [
    '26/11/20 02:00:01 WARN Executor: Issue communicating with driver in heartbeater\norg.apache.spark.rpc.RpcTimeoutException: Futures timed out after [10000 milliseconds].\n26/11/20 02:00:09 ERROR Executor: x\n26/11/20 02:00:10 INFO JvmPauseMonitor: Detected pause in JVM or host machine (eg GC): pause of approximately 31245ms',
  ],
  query_memory_limit: [
    'io.trino.ExceededMemoryLimitException: Query exceeded distributed user memory limit of 20GB',
    'Query failed (#20261120_020000_00042_abcde): Query exceeded per-node memory limit of 4GB [Allocated: 3.99GB, Delta: 12MB, Top Consumers: {HashBuilderOperator=3.5GB}]',
    'Memory limit (total) exceeded: would use 9.31 GiB (attempt to allocate chunk of 4194304 bytes), maximum: 9.31 GiB. (MEMORY_LIMIT_EXCEEDED)',
  ],
  task_heap_too_small: [
    '2026-11-20 02:00:01,000 FATAL [main] org.apache.hadoop.mapred.YarnChild: Error running child : java.lang.OutOfMemoryError: Java heap space',
    '26/11/20 02:00:01 INFO mapreduce.Job: Task Id : attempt_1763604000000_0042_m_000003_0, Status : FAILED\nError: Java heap space',
  ],
  sort_buffer_too_large: [
    'java.lang.IllegalArgumentException: tez.runtime.io.sort.mb 1638 should be larger than 0 and should be less than the available task memory (MB):1010',
  ],
  executor_too_small: [
    '26/11/20 02:00:01 ERROR ApplicationMaster: Final app status: FAILED, exitCode: 11, (reason: Max number of executor failures (8) reached)',
  ],
  worker_oom: [
    '[2026-11-20T02:00:01.000+0000] {taskinstance.py:3313} ERROR - Task failed with exception\nTraceback (most recent call last):\n  File "/opt/dags/load.py", line 12, in load\n    df = pd.read_csv(path)\nMemoryError: Unable to allocate 12.4 GiB for an array with shape (1664000000,) and data type float64',
  ],
  local_disk_full: [
    "OSError: [Errno 28] No space left on device: '/opt/airflow/logs/dag_id=a'",
    'ERROR Error while writing to checkpoint file /var/lib/kafka/data/replication-offset-checkpoint (kafka.server.LogDirFailureChannel)\njava.io.IOException: No space left on device',
    '2026-11-20 02:00:01,000 WARN org.apache.hadoop.yarn.server.nodemanager.DirectoryCollection: Directory /data/yarn/local error, used space above threshold of 90.0%, removing from list of valid directories',
  ],
  files_changed_during_read: [
    "org.apache.spark.SparkFileNotFoundException: File hdfs://nn/warehouse/orders/part-00012-abc.snappy.parquet does not exist\nIt is possible the underlying files have been updated. You can explicitly invalidate the cache in Spark by running 'REFRESH TABLE tableName' command in SQL or by recreating the Dataset/DataFrame involved.",
  ],
  partition_path_conflict: [
    'java.lang.AssertionError: assertion failed: Conflicting directory structures detected. Suspicious paths:\n\thdfs://nn/a/b\n\thdfs://nn/a',
    'org.apache.spark.SparkException: [CONFLICTING_PARTITION_COLUMN_NAMES] Conflicting partition column names detected:',
  ],
  namenode_safe_mode: [
    'org.apache.hadoop.hdfs.server.namenode.SafeModeException: Cannot create directory /tmp/hive. Name node is in safe mode.',
  ],
  no_live_datanodes: [
    'org.apache.hadoop.ipc.RemoteException(java.io.IOException): File /a/b could only be written to 0 of the 1 minReplication nodes. There are 0 datanode(s) running and 0 node(s) are excluded in this operation.',
    'org.apache.hadoop.hdfs.BlockMissingException: Could not obtain block: BP-1-10.0.0.1-1:blk_1073741825_1001 file=/a/b',
  ],
  not_enough_replicas: [
    'org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException: Messages are written to the log, but to fewer in-sync replicas than required.',
  ],
  leader_not_available: [
    Array.from(
      { length: 4 },
      (_, at) =>
        `[2026-11-20 02:00:0${at},000] WARN [Producer clientId=p] Error while fetching metadata with correlation id ${at} : {orders=LEADER_NOT_AVAILABLE} (org.apache.kafka.clients.NetworkClient)`,
    ).join('\n'),
  ],
  no_worker_nodes: [
    'io.trino.spi.TrinoException: Insufficient active worker nodes. Waited 5.00m for at least 1 workers, but only 0 workers are active',
  ],
  connection_refused: [
    'psycopg2.OperationalError: connection to server at "db" (10.0.0.5), port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?',
    "requests.exceptions.ConnectionError: HTTPConnectionPool(host='api', port=8080): Max retries exceeded with url: /x (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection refused'))",
  ],
  dns_failure: [
    'java.net.UnknownHostException: kafka-1.internal: Name or service not known',
    'psycopg2.OperationalError: could not translate host name "postgres" to address: Temporary failure in name resolution',
    "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='api.example.com', port=443): Max retries exceeded (Caused by NameResolutionError(\"<urllib3.connection.HTTPSConnection object>: Failed to resolve 'api.example.com' ([Errno -2] Name or service not known)\"))",
  ],
  network_partition: [
    'java.net.NoRouteToHostException: No Route to Host from node-1/10.0.0.1 to node-2:8020 failed on socket timeout exception: java.net.NoRouteToHostException: No route to host',
  ],
  upstream_unavailable: [
    'requests.exceptions.HTTPError: 503 Server Error: Service Unavailable for url: https://api.example.com/v1/orders',
    'urllib.error.HTTPError: HTTP Error 502: Bad Gateway',
  ],
  execution_api_unreachable: [
    'httpx.ConnectError: [Errno 111] Connection refused\n2026-11-20T02:00:01Z [error    ] Task execute_workload failed url=http://api:8080/execution/task-instances/x/run [ConnectError]',
    '  File "/home/airflow/.local/lib/python3.12/site-packages/airflow/sdk/api/client.py", line 735, in request\n    return super().request(*args, **kwargs)\nhttpx.ConnectError: All connection attempts failed',
  ],
  log_fetch_network: [
    "*** Could not read served logs: HTTPConnectionPool(host='worker-0', port=8793): Max retries exceeded with url: /log/dag_id=a/attempt=1.log (Caused by NameResolutionError(\"Failed to resolve 'worker-0'\"))",
  ],
  broker_connection: [
    'kombu.exceptions.OperationalError: Error 111 connecting to redis:6379. Connection refused.',
    '[2026-11-20 02:00:01,000: ERROR/MainProcess] consumer: Cannot connect to redis://redis:6379/0: Error -2 connecting to redis:6379. Name or service not known..',
  ],
  metastore_down: [
    'MetaException(message:Could not connect to meta store using any of the URIs provided. Most recent failure: org.apache.thrift.transport.TTransportException: java.net.ConnectException: Connection refused)',
    'io.trino.spi.TrinoException: Failed connecting to Hive metastore: [hms:9083]',
  ],
  am_unreachable: [
    '2026-11-20 02:00:01,000 INFO org.apache.hadoop.yarn.util.AbstractLivelinessMonitor: Expired:appattempt_1763604000000_0042_000001 Timed out after 600 secs',
  ],
  rbac_forbidden: [
    'Message: pods is forbidden: User "system:serviceaccount:jobs:spark" cannot watch resource "pods" in API group "" in the namespace "jobs".',
  ],
  k8s_rbac: [
    'kubernetes.client.exceptions.ApiException: (403)\nReason: Forbidden\nHTTP response body: {"message":"pods is forbidden: User \\"system:serviceaccount:airflow:airflow-worker\\" cannot create resource \\"pods\\" in API group \\"\\" in the namespace \\"airflow\\""}\n  File "/airflow/providers/cncf/kubernetes/utils/pod_manager.py", line 355, in run_pod_async',
  ],
  hdfs_permission: [
    'org.apache.hadoop.security.AccessControlException: Permission denied: user=etl, access=EXECUTE, inode="/user/hive":hive:hive:drwx------',
  ],
  warehouse_permission: [
    "snowflake.connector.errors.ProgrammingError: 003001 (42501): SQL access control error:\nInsufficient privileges to operate on schema 'MART'",
    'psycopg2.errors.InsufficientPrivilege: permission denied for table orders',
    'google.api_core.exceptions.Forbidden: 403 Access Denied: Table p:d.t: User does not have permission to query table p:d.t, or perhaps it does not exist.',
  ],
  remote_log_permission: [
    '*** Reading remote log from s3://logs/dag_id=a\n[2026-11-20T02:00:01.000+0000] {s3_task_handler.py:189} ERROR - Could not read logs from s3://logs/a: An error occurred (AccessDenied) when calling the GetObject operation: Access Denied',
  ],
  s3_access_denied: [
    'java.nio.file.AccessDeniedException: s3a://lake/orders: getFileStatus on s3a://lake/orders: com.amazonaws.services.s3.model.AmazonS3Exception: Forbidden (Service: Amazon S3; Status Code: 403; Error Code: 403 Forbidden; Request ID: X)',
    'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the PutObject operation: Access Denied',
    'google.api_core.exceptions.Forbidden: 403 GET https://storage.googleapis.com/storage/v1/b/lake: sa@p.iam.gserviceaccount.com does not have storage.buckets.get access to the Google Cloud Storage bucket.',
    'botocore.exceptions.ClientError: An error occurred (403) when calling the HeadObject operation: Forbidden',
  ],
  kafka_acl_denied: [
    'org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [orders]',
    'org.apache.kafka.common.errors.GroupAuthorizationException: Not authorized to access group: etl',
  ],
  fernet_key: [
    'cryptography.fernet.InvalidToken',
    "airflow.exceptions.AirflowException: Can't decrypt encrypted password for login=x  FERNET_KEY configuration is missing",
  ],
  secret_key_mismatch: [
    "Please make sure that all your Airflow components (e.g. schedulers, webservers, workers and triggerer) have the same 'secret_key' configured in 'webserver' section and time is synchronized on all your machines",
  ],
  log_server_forbidden: [
    "*** Failed to fetch log file from worker. Client error '403 FORBIDDEN' for url 'http://worker:8793/log/dag_id=a/attempt=1.log'",
  ],
  execution_api_auth: [
    '{"timestamp":"2026-11-20T02:00:01Z","level":"error","event":"Server error","detail":{"detail":"Invalid auth token: Signature verification failed"},"status_code":403}',
    'airflow.sdk.api.client.ServerResponseError: Invalid auth token: Signature has expired',
  ],
  kerberos_ticket_expired: [
    'org.apache.hadoop.security.token.SecretManager$InvalidToken: token (HDFS_DELEGATION_TOKEN token 42 for etl) is expired',
    'javax.security.sasl.SaslException: GSS initiate failed [Caused by GSSException: No valid credentials provided (Mechanism level: Failed to find any Kerberos tgt)]',
    "org.apache.hadoop.ipc.RemoteException(org.apache.hadoop.security.token.SecretManager$InvalidToken): token (token for etl: HDFS_DELEGATION_TOKEN owner=etl) can't be found in cache",
  ],
  kafka_auth_failed: [
    'org.apache.kafka.common.errors.SaslAuthenticationException: Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512',
  ],
  bad_credentials: [
    'psycopg2.OperationalError: FATAL:  password authentication failed for user "etl"',
    'botocore.exceptions.NoCredentialsError: Unable to locate credentials',
    'snowflake.connector.errors.DatabaseError: 250001 (08001): Failed to connect to DB: x.snowflakecomputing.com:443. Incorrect username or password was specified.',
    'botocore.exceptions.ClientError: An error occurred (ExpiredToken) when calling the GetObject operation: The provided token has expired.',
    "pymysql.err.OperationalError: (1045, \"Access denied for user 'etl'@'10.0.0.7' (using password: YES)\")",
  ],
  tls_certificate_expired: [
    'javax.net.ssl.SSLHandshakeException: PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed\nCaused by: java.security.cert.CertificateExpiredException: NotAfter: Thu Nov 19 00:00:00 UTC 2026',
    'requests.exceptions.SSLError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1000)',
  ],
  tls_handshake_failed: [
    'javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
  ],
  cron_invalid: [
    'airflow.exceptions.AirflowTimetableInvalid: [0 25 * * *] is not acceptable, out of range\ncroniter.croniter.CroniterBadCronError: [0 25 * * *] is not acceptable, out of range',
  ],
  binlog_disabled: [
    'io.debezium.DebeziumException: The MySQL server is not configured to use a ROW binlog_format, which is required for this connector to work properly. Change the MySQL configuration to use a binlog_format=ROW and restart the connector.',
    'ERROR:  logical decoding requires wal_level >= logical',
  ],
  group_id_reused: [
    "org.apache.kafka.common.errors.InconsistentGroupProtocolException: The group member's supported protocols are incompatible with those of existing members or first group member tried to join with empty protocol type or empty protocol list.",
  ],
  invalid_configuration: [
    'org.apache.kafka.common.config.ConfigException: Invalid value abc for configuration batch.size: Not a number of type INT',
    "java.lang.IllegalArgumentException: Required executor memory (10240 MB), offHeap memory (0) MB, overhead (1024 MB), and PySpark memory (0 MB) is above the max threshold (8192 MB) of this cluster! Please check the values of 'yarn.scheduler.maximum-allocation-mb'",
    'airflow.exceptions.AirflowConfigException: error: cannot use SQLite with the KubernetesExecutor',
  ],
  clock_skew: [
    'An error occurred (RequestTimeTooSkewed) when calling the ListBuckets operation: The difference between the request time and the current time is too large.',
    'KrbException: Clock skew too great (37)',
    'jwt.exceptions.ImmatureSignatureError: The token is not yet valid (iat)',
  ],
  catalog_missing_on_workers: [
    'io.trino.spi.TrinoException: No connector for catalog handle: lake:normal:default',
  ],
  dag_not_found_on_worker: [
    "airflow.exceptions.AirflowException: Dag 'load' could not be found; either it does not exist or it failed to parse.",
    '{"timestamp":"2026-11-20T02:00:01Z","level":"error","event":"DAG not found during start up","dag_id":"load"}',
  ],
  timetable_not_registered: [
    "airflow.serialization.serialized_objects._TimetableNotRegistered: Timetable class 'a.b.C' is not registered or you have a top level database access that disrupted the session.",
  ],
  metastore_schema_missing: [
    'MetaException(message:Version information not found in metastore.)',
    'Caused by: org.apache.hadoop.hive.metastore.api.MetaException: Required table missing : "`DBS`" in Catalog "" Schema "". DataNucleus requires this table to perform its persistence operations.',
  ],
  image_pull_failed: [
    'Warning  Failed  3s  kubelet  Failed to pull image "repo/etl:1.2": rpc error: code = NotFound desc = failed to pull and unpack image',
    'Container base is waiting: ImagePullBackOff: Back-off pulling image "repo/etl:1.2"',
  ],
  missing_python_module: [
    "ModuleNotFoundError: No module named 'pyarrow'",
    'ImportError: No module named pandas',
  ],
  missing_module: [
    "ModuleNotFoundError: No module named 'include.helpers'",
    "ModuleNotFoundError: No module named 'dags.common'",
  ],
  missing_provider: [
    "ModuleNotFoundError: No module named 'airflow.providers.snowflake'",
    "ModuleNotFoundError: No module named 'airflow.providers.apache.spark'",
    'airflow.exceptions.AirflowException: Unknown hook type "kafka"',
  ],
  missing_s3_connector: [
    'java.lang.RuntimeException: java.lang.ClassNotFoundException: Class org.apache.hadoop.fs.s3a.S3AFileSystem not found',
    'org.apache.hadoop.fs.UnsupportedFileSystemException: No FileSystem for scheme "s3"',
  ],
  class_not_found: [
    'java.lang.ClassNotFoundException: com.mysql.cj.jdbc.Driver',
    'Error: Failed to load class com.example.Main.',
  ],
  dependency_conflict: [
    "java.lang.NoSuchMethodError: 'com.google.common.base.Preconditions.checkArgument(boolean, java.lang.String, java.lang.Object)'",
    'ERROR: Cannot install a==1 and b==2 because these package versions have conflicting dependencies.',
  ],
  scala_version_mismatch: [
    'java.lang.NoSuchMethodError: scala.Predef$.refArrayOps([Ljava/lang/Object;)Lscala/collection/mutable/ArrayOps;',
    'java.lang.NoClassDefFoundError: scala/Product$class',
  ],
  python_version_mismatch: [
    'pyspark.errors.exceptions.base.PySparkRuntimeError: [PYTHON_VERSION_MISMATCH] Python in worker has different version: 3.10 than that in driver: 3.11, PySpark cannot run with different minor versions.',
  ],
  java_version_mismatch: [
    'java.lang.UnsupportedClassVersionError: a/B has been compiled by a more recent version of the Java Runtime (class file version 61.0), this version of the Java Runtime only recognizes class file versions up to 55.0',
    'java.lang.reflect.InaccessibleObjectException: Unable to make field private final byte[] java.nio.ByteBuffer.hb accessible: module java.base does not "opens java.nio" to unnamed module',
  ],
  removed_import: [
    "ImportError: cannot import name 'soft_unicode' from 'markupsafe' (/usr/lib/python3/markupsafe/__init__.py)",
    "ModuleNotFoundError: No module named 'airflow.operators.bash_operator'",
    "ModuleNotFoundError: No module named 'airflow.providers.amazon.aws.operators.s3_copy_object'",
  ],
  airflow3_migration: [
    "TypeError: DAG.__init__() got an unexpected keyword argument 'schedule_interval'",
    "KeyError: 'execution_date'",
  ],
  airflow3_db_access: [
    'RuntimeError: Direct database access via the ORM is not allowed in Airflow 3.0',
  ],
  upgrade_metadata_db: [
    'ERROR: You need to upgrade the database. Please run `airflow db upgrade`. Make sure the command is run using Airflow version 2.7.3.',
    "alembic.util.exc.CommandError: Can't locate revision identified by 'abc123'",
  ],
  connector_renamed: [
    'org.apache.spark.SparkClassNotFoundException: [DATA_SOURCE_NOT_FOUND] Failed to find the data source: delta. Make sure the provider name is correct and the package is properly registered',
    "org.apache.flink.table.api.ValidationException: Could not find any factory for identifier 'kafka' that implements 'org.apache.flink.table.factories.DynamicTableFactory' in the classpath.",
  ],
  legacy_calendar: [
    'org.apache.spark.SparkUpgradeException: [INCONSISTENT_BEHAVIOR_CROSS_VERSION.READ_ANCIENT_DATETIME] You may get a different result due to the upgrading to Spark >= 3.0: reading dates before 1582-10-15',
  ],
  wrong_converter: [
    'org.apache.kafka.common.errors.SerializationException: Unknown magic byte!',
    'org.apache.kafka.connect.errors.DataException: JsonConverter with schemas.enable requires "schema" and "payload" fields and may not contain additional fields.',
  ],
  parquet_schema_mismatch: [
    'org.apache.spark.SparkException: [FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH] Encountered error while reading file a.parquet. Data type mismatches when reading Parquet column <[amount]>. Expected Spark type decimal(18,2), actual Parquet type DOUBLE.',
  ],
  incremental_schema_change: [
    'Compilation Error in model orders (models/orders.sql)\n  The source and target schemas on this incremental model are out of sync!',
  ],
  schema_id_unknown: [
    'org.apache.kafka.common.errors.SerializationException: Error retrieving Avro unknown schema for id 42\nCaused by: io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException: Schema 42 not found; error code: 40403',
  ],
  deserialization_error: [
    'org.apache.kafka.common.errors.RecordDeserializationException: Error deserializing VALUE for partition orders-3 at offset 991. If needed, please seek past the record to continue consumption.',
  ],
  schema_evolution: [
    'org.apache.spark.sql.AnalysisException: A schema mismatch detected when writing to the Delta table (Table ID: x). To enable schema migration using DataFrameWriter or DataStreamWriter, please set: .option("mergeSchema", "true").',
    'io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException: Schema being registered is incompatible with an earlier schema for subject "orders-value"; error code: 409',
  ],
  column_not_found: [
    'org.apache.spark.sql.AnalysisException: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `amout` cannot be resolved. Did you mean one of the following? [`amount`].',
    'psycopg2.errors.UndefinedColumn: column "amout" does not exist',
    "io.trino.spi.TrinoException: line 1:8: Column 'amout' cannot be resolved",
  ],
  duplicate_unique_key: [
    'com.databricks.sql.transaction.tahoe.DeltaUnsupportedOperationException: [DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE] Cannot perform Merge as multiple source rows matched and attempted to modify the same target row',
    'ON CONFLICT DO UPDATE command cannot affect row a second time',
  ],
  unique_violation: [
    'psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "orders_pkey"',
    "pymysql.err.IntegrityError: (1062, \"Duplicate entry '42' for key 'orders.PRIMARY'\")",
  ],
  corrupt_file: [
    'java.lang.RuntimeException: hdfs://nn/a/part-0.parquet is not a Parquet file. Expected magic number at tail, but found [0, 0, 0, 0]',
    'zipfile.BadZipFile: File is not a zip file',
    'java.io.EOFException: Unexpected end of input stream',
  ],
  value_conversion_error: [
    'org.apache.spark.SparkNumberFormatException: [CAST_INVALID_INPUT] The value \'n/a\' of the type "STRING" cannot be cast to "INT" because it is malformed.',
    'psycopg2.errors.InvalidTextRepresentation: invalid input syntax for type integer: "n/a"',
    "ValueError: could not convert string to float: 'n/a'",
  ],
  dbt_test_failed: [
    'Failure in test not_null_orders_id (models/schema.yml)\n  Got 12 results, configured to fail if != 0',
  ],
  source_stale: [
    '02:00:01  1 of 1 ERROR STALE freshness of shop.orders .......... [ERROR STALE in 0.52s]',
  ],
  dag_import_exception: [
    'Broken DAG: [/opt/airflow/dags/load.py]\nTraceback (most recent call last):\n  File "/opt/airflow/dags/load.py", line 9, in <module>\n    x = 1 / 0\nZeroDivisionError: division by zero',
  ],
  dag_cycle: [
    'airflow.exceptions.AirflowDagCycleException: Cycle detected in Dag: load. Faulty task: b',
  ],
  dag_serialization: [
    "airflow.exceptions.SerializationError: Failed to serialize DAG 'load': Object of type X is not JSON serializable",
  ],
  xcom_serialization: [
    '[2026-11-20T02:00:01.000+0000] {xcom.py:686} ERROR - Object of type datetime64 is not JSON serializable. If you are using pickle instead of JSON for XCom, then you need to enable pickle support for XCom in your *** config or make sure to decorate your object with attr.',
  ],
  task_not_serializable: [
    'org.apache.spark.SparkException: Task not serializable',
    "_pickle.PicklingError: Could not serialize object: TypeError: cannot pickle '_thread.RLock' object",
  ],
  udf_exception: [
    'org.apache.spark.SparkException: [FAILED_EXECUTE_UDF] User defined function (`clean`: (string) => string) failed due to: java.lang.NullPointerException.',
    "org.apache.spark.api.python.PythonException: Traceback (most recent call last):\n  File \"/opt/job.py\", line 12, in clean\n    return value.strip()\nAttributeError: 'NoneType' object has no attribute 'strip'",
  ],
  template_error: [
    "jinja2.exceptions.UndefinedError: 'ds_nodas' is undefined",
    'jinja2.exceptions.TemplateNotFound: run.sh',
  ],
  task_fail_no_retry: [
    '[2026-11-20T02:00:01.000+0000] {taskinstance.py:3313} ERROR - Task failed with exception\nTraceback (most recent call last):\nairflow.exceptions.AirflowFailException: no orders for this day',
  ],
  dbt_compile_error: [
    "Compilation Error\n  Model 'model.shop.orders' (models/orders.sql) depends on a node named 'stg_order' which was not found",
  ],
  sql_syntax_error: [
    'psycopg2.errors.SyntaxError: syntax error at or near "FORM"',
    "io.trino.spi.TrinoException: line 1:10: mismatched input 'FORM'. Expecting: ',', 'FROM'",
    "[PARSE_SYNTAX_ERROR] Syntax error at or near 'FORM'. SQLSTATE: 42601 (line 1, pos 9)",
    'You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version',
  ],
  spark_submit_failed: [
    'airflow.exceptions.AirflowException: Cannot execute: spark-submit --master yarn --name load job.py. Error code is: 1.',
  ],
  external_job_failed: [
    'airflow.exceptions.AirflowException: EMR job flow j-1 failed: TERMINATED_WITH_ERRORS',
    "airflow.exceptions.AirflowException: Job failed with terminal state: {'life_cycle_state': 'INTERNAL_ERROR'}: databricks run failed with terminal state",
    'airflow.exceptions.AirflowException: Pod etl-abc returned a failure.',
  ],
  connection_missing: [
    "airflow.exceptions.AirflowNotFoundException: The conn_id `wh` isn't defined",
  ],
  variable_missing: [
    "KeyError: 'Variable bucket does not exist'",
    "airflow.sdk.exceptions.AirflowRuntimeError: VARIABLE_NOT_FOUND: {'key': 'bucket'}",
  ],
  missing_environment_variable: [
    '  File "<frozen os>", line 714, in __getitem__\n  os.environ["DB_HOST"]\nKeyError: \'DB_HOST\'',
    "Env var required but not provided: 'DB_HOST'",
    'run.sh: line 3: DB_HOST: unbound variable',
  ],
  dataset_missing: [
    'google.api_core.exceptions.NotFound: 404 Not found: Dataset p:mart was not found in location EU',
    'org.apache.spark.sql.catalyst.analysis.NoSuchDatabaseException: [SCHEMA_NOT_FOUND] The schema `mart` cannot be found.',
    'psycopg2.errors.InvalidSchemaName: schema "mart" does not exist',
  ],
  relation_missing: [
    'org.apache.spark.sql.AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `orders` cannot be found.',
    'psycopg2.errors.UndefinedTable: relation "orders" does not exist',
    "io.trino.spi.TrinoException: line 1:15: Table 'hive.mart.orders' does not exist",
  ],
  path_not_found: [
    'org.apache.spark.sql.AnalysisException: [PATH_NOT_FOUND] Path does not exist: s3a://lake/orders/day=1. SQLSTATE: 42K03',
    'org.apache.hadoop.mapred.InvalidInputException: Input path does not exist: hdfs://nn/in',
    "FileNotFoundError: [Errno 2] No such file or directory: '/data/in.csv'",
    'botocore.exceptions.ClientError: An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.',
  ],
  kafka_topic_missing: [
    'org.apache.kafka.common.errors.UnknownTopicOrPartitionException: This server does not host this topic-partition.',
    'org.apache.kafka.common.errors.TimeoutException: Topic orders not present in metadata after 60000 ms.',
  ],
  dag_not_found: ['airflow.exceptions.DagNotFound: Dag id load not found in DagModel'],
  sensor_target_missing: [
    'airflow.exceptions.AirflowException: The external DAG load does not exist.',
    'airflow.providers.standard.exceptions.ExternalDagNotFoundError: The external DAG load does not exist.',
  ],
  concurrency_limit: [
    "[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:500} INFO - Not executing <TaskInstance: a.b [scheduled]> since the number of tasks running or queued from DAG a is >= to the DAG's max_active_tasks limit of 16",
    '[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:420} INFO - Not scheduling since there are 0 open slots in pool default_pool',
  ],
  max_active_runs: [
    '[2026-11-20T02:00:01.000+0000] {dagrun.py:1} INFO - DAG load is at (or above) max_active_runs (1 of 1), not creating any more runs',
  ],
  concurrent_write_conflict: [
    'org.apache.iceberg.exceptions.CommitFailedException: Cannot commit changes based on stale table metadata',
    'org.apache.iceberg.exceptions.ValidationException: Found conflicting files that can contain records matching true: [s3://a/b.parquet]',
    'io.delta.exceptions.ConcurrentAppendException: [DELTA_CONCURRENT_APPEND] ConcurrentAppendException: Files were added to partition [day=1] by a concurrent update.',
    'org.apache.hudi.exception.HoodieWriteConflictException: java.util.ConcurrentModificationException: Cannot resolve conflicts for overlapping writes',
  ],
  metadata_db_deadlock: [
    "sqlalchemy.exc.OperationalError: (MySQLdb.OperationalError) (1213, 'Deadlock found when trying to get lock; try restarting transaction')\n[SQL: UPDATE task_instance SET state=%s WHERE dag_id = %s]",
  ],
  metadata_db_integrity: [
    'sqlalchemy.exc.IntegrityError: (psycopg2.errors.UniqueViolation) duplicate key value violates unique constraint "dag_run_dag_id_run_id_key"',
  ],
  sql_deadlock: [
    'psycopg2.errors.DeadlockDetected: deadlock detected\nDETAIL:  Process 1 waits for ShareLock on transaction 2; blocked by process 3.',
    'Transaction (Process ID 55) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.',
  ],
  lock_wait_timeout: [
    "pymysql.err.OperationalError: (1205, 'Lock wait timeout exceeded; try restarting transaction')",
    'sqlite3.OperationalError: database is locked',
    'psycopg2.errors.LockNotAvailable: canceling statement due to lock timeout',
  ],
  broadcast_timeout: [
    'org.apache.spark.SparkException: Could not execute broadcast in 300 secs. You can increase the timeout for broadcasts via spark.sql.broadcastTimeout or disable broadcast join',
  ],
  checkpoint_timeout: [
    'org.apache.flink.runtime.checkpoint.CheckpointException: Checkpoint expired before completing.',
    'org.apache.flink.util.FlinkRuntimeException: Exceeded checkpoint tolerable failure threshold.',
  ],
  dagbag_import_timeout: [
    'airflow.exceptions.AirflowTaskTimeout: DagBag import timeout for /opt/dags/a.py after 30.0s.',
  ],
  dag_processor_timeout: [
    '[2026-11-20T02:00:01.000+0000] {manager.py:1107} ERROR - Processor for /opt/dags/a.py with PID 77 started at 2026-11-20T01:59:00 has timed out, killing it.',
  ],
  dagrun_timeout: [
    '[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:1} INFO - Run manual__2026-11-20 of load has timed-out',
  ],
  sensor_timeout: [
    'airflow.exceptions.AirflowSensorTimeout: Sensor has timed out; run duration of 60.1 seconds exceeds the specified timeout of 60.0.',
    'airflow.exceptions.AirflowSensorTimeout: Snap. Time is OUT. DAG id: a',
  ],
  task_timeout: ['airflow.exceptions.AirflowTaskTimeout: Timeout, PID: 77'],
  k8s_pod_start_timeout: [
    'airflow.providers.cncf.kubernetes.utils.pod_manager.PodLaunchFailedException: Pod took longer than 120 seconds to start. Check the pod events in kubernetes to determine why.',
    'airflow.exceptions.AirflowException: Pod took too long to start. More than 600s. Check the pod events in kubernetes.',
  ],
  slow_poll_loop: [
    'org.apache.kafka.clients.consumer.CommitFailedException: Offset commit cannot be completed since the consumer is not part of an active group for auto partition assignment; it is likely that the consumer was kicked out of the group. This means that the time between subsequent calls to poll() was longer than the configured max.poll.interval.ms',
  ],
  shuffle_fetch_timeout: [
    '26/11/20 02:00:01 ERROR TransportChannelHandler: Connection to node-1/10.0.0.1:7337 has been quiet for 120000 ms while there are outstanding requests. Assuming connection is dead; please adjust spark.shuffle.io.connectionTimeout if this is wrong.',
    '26/11/20 02:00:01 ERROR OneForOneBlockFetcher: Failed while starting block fetches\njava.io.IOException: Connecting to node-1/10.0.0.1:7337 timed out (120000 ms)',
  ],
  warehouse_timeout: [
    'snowflake.connector.errors.ProgrammingError: 000630 (57014): Statement reached its statement or warehouse timeout of 3,600 second(s) and was canceled.',
    'Query exceeded maximum time limit of 30.00m',
    'psycopg2.errors.QueryCanceled: canceling statement due to statement timeout',
  ],
  split_timeout: [
    'io.trino.spi.TrinoException: Task 20261120_020000_00042_abcde.1.0.0 containing long running stuck split get cancelled by the system',
  ],
  driver_result_size: [
    'org.apache.spark.SparkException: Job aborted due to stage failure: Total size of serialized results of 900 tasks (1025.1 MiB) is bigger than spark.driver.maxResultSize (1024.0 MiB)',
  ],
  record_too_large: [
    'org.apache.kafka.common.errors.RecordTooLargeException: The request included a message larger than the max message size the server will accept.',
  ],
  xcom_too_large: [
    'sqlalchemy.exc.DataError: (MySQLdb.DataError) (1406, "Data too long for column \'value\' at row 1")\n[SQL: INSERT INTO xcom (key, value) VALUES (%s, %s)]',
  ],
  metadata_db_connections: [
    'sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00',
  ],
  too_many_connections: [
    'org.postgresql.util.PSQLException: FATAL: sorry, too many clients already',
    'com.mysql.cj.jdbc.exceptions.MySQLNonTransientConnectionException: Too many connections',
    'FATAL: remaining connection slots are reserved for non-replication superuser connections',
  ],
  file_descriptors_exhausted: [
    'java.io.IOException: Too many open files',
    "OSError: [Errno 24] Too many open files: '/tmp/x'",
  ],
  not_enough_slots: [
    'org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException: Could not acquire the minimum required resources.',
  ],
  dynamic_allocation_starvation: [
    '26/11/20 02:00:01 WARN TaskSchedulerImpl: Initial job has not accepted any resources; check your cluster UI to ensure that workers are registered and have sufficient resources',
  ],
  yarn_queue_full: [
    "Diagnostics: [Fri Nov 20 02:00:01 +0000 2026] Application is added to the scheduler and is not yet activated. Queue's AM resource limit exceeded.",
    'org.apache.hadoop.security.AccessControlException: Queue root.etl already has 10000 applications, cannot accept submission of application: application_1_2',
  ],
  k8s_quota_exceeded: [
    'pods "etl-abc" is forbidden: exceeded quota: compute, requested: limits.memory=8Gi, used: limits.memory=60Gi, limited: limits.memory=64Gi',
  ],
  k8s_unschedulable: [
    'Warning  FailedScheduling  5s  default-scheduler  0/8 nodes are available: 3 Insufficient cpu, 5 node(s) had untolerated taint {gpu: true}.',
  ],
  s3_throttling: [
    'com.amazonaws.services.s3.model.AmazonS3Exception: Please reduce your request rate. (Service: Amazon S3; Status Code: 503; Error Code: SlowDown; Request ID: X)',
    'botocore.exceptions.ClientError: An error occurred (SlowDown) when calling the PutObject operation (reached max retries: 4): Please reduce your request rate.',
  ],
  rate_limited: [
    'requests.exceptions.HTTPError: 429 Client Error: Too Many Requests for url: https://api.example.com',
    'botocore.exceptions.ClientError: An error occurred (ThrottlingException) when calling the StartQueryExecution operation (reached max retries: 4): Rate exceeded',
  ],
  flink_backpressure: [
    '26/11/20 02:00:01 WARN ProcessingTimeExecutor: Current batch is falling behind. The trigger interval is 10000 milliseconds, but spent 41057 milliseconds',
  ],
  metadata_db_overload: [
    '[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:1} ERROR - Exception when executing SchedulerJob._run_scheduler_loop\nTraceback (most recent call last):\nsqlalchemy.exc.OperationalError: (psycopg2.OperationalError) connection to server at "db", port 5432 failed: timeout expired',
  ],
  zombie_task: [
    "[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:2100} ERROR - Detected a task instance without a heartbeat: {'DAG Id': 'a', 'Task Id': 'b'}",
    "[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:1700} ERROR - Detected zombie job: {'full_filepath': '/opt/dags/a.py'}",
  ],
  task_externally_terminated: [
    '[2026-11-20T02:00:00.000+0000] {local_task_job_runner.py:309} WARNING - State of this instance has been externally set to failed. Terminating instance.\n[2026-11-20T02:00:00.100+0000] {process_utils.py:132} INFO - Sending 15 to group 99. PIDs of all processes in the group: [99]\n[2026-11-20T02:00:00.200+0000] {taskinstance.py:3093} ERROR - Received SIGTERM. Terminating subprocesses.',
  ],
  executor_state_mismatch: [
    "[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:771} ERROR - Executor CeleryExecutor(parallelism=32) reported that the task instance <TaskInstance: a.b manual [queued]> finished with state failed, but the task instance's state attribute is queued. Learn more: https://airflow.apache.org/docs/apache-airflow/stable/troubleshooting.html#task-state-changed-externally",
  ],
  heartbeat_rejected: [
    '{"timestamp":"2026-11-20T02:00:01Z","level":"error","event":"Server indicated the task shouldn\'t be running anymore","detail":{"detail":{"reason":"not_found","message":"Task Instance not found"}},"status_code":404}',
  ],
  pid_mismatch: ['airflow.exceptions.AirflowException: PID of job runner does not match'],
  scheduler_heartbeat: [
    'The scheduler does not appear to be running. Last heartbeat was received 5 minutes ago.\nThe DAGs list may not update, and new tasks will not be scheduled.',
  ],
  executor_preempted: [
    '26/11/20 02:00:01 ERROR YarnScheduler: Lost executor 3 on node-1: Container container_1_2_01_000003 on host: node-1 was preempted.',
    '26/11/20 02:00:01 WARN YarnAllocator: Container from a bad node: container_1 on host: node-1. Exit status: -100. Diagnostics: Container released on a *lost* node.',
  ],
  k8s_node_eviction: [
    'Status: Failed\nReason: Evicted\nMessage: The node was low on resource: ephemeral-storage. Threshold quantity: 10Gi, available: 9Gi.',
    'Pod ephemeral local storage usage exceeds the total limit of containers 1Gi.',
  ],
  rebalance_storm: [
    Array.from(
      { length: 4 },
      (_, at) =>
        `[2026-11-20 02:0${at}:00,000] INFO [GroupCoordinator 1]: Preparing to rebalance group etl in state PreparingRebalance with old generation ${at} (reason: removing member on heartbeat expiration) (kafka.coordinator.group.GroupCoordinator)\n[2026-11-20 02:0${at}:09,000] WARN [Consumer clientId=c] Attempt to heartbeat failed since group is rebalancing`,
    ).join('\n'),
  ],
  restart_loop: [
    'Warning  BackOff  2s (x12 over 3m)  kubelet  Back-off restarting failed container etl in pod etl-0',
    'org.apache.flink.runtime.JobException: Recovery is suppressed by FixedDelayRestartBackoffTimeStrategy(maxNumberRestartAttempts=3, backoffTimeMS=10000)',
  ],
  shuffle_blocks_lost: [
    '26/11/20 02:00:01 WARN TaskSetManager: Lost task 0.0 in stage 2.1 (TID 9): FetchFailed(null, shuffleId=0, mapIndex=-1, mapId=-1, reduceId=0, message=\norg.apache.spark.shuffle.MetadataFetchFailedException: Missing an output location for shuffle 0 partition 0',
  ],
  kafka_data_aged_out: [
    'org.apache.kafka.clients.consumer.OffsetOutOfRangeException: Fetch position FetchPosition{offset=9} is out of range for partition orders-0',
    "java.lang.IllegalStateException: Partition orders-0's offset was changed from 100 to 7, some data may have been missed.",
  ],
  binlog_purged: [
    'io.debezium.DebeziumException: Could not find first log file name in binary log index file Error code: 1236; SQLSTATE: HY000.',
  ],
  cluster_id_mismatch: [
    "kafka.common.InconsistentClusterIdException: The Cluster ID abc doesn't match stored clusterId Some(def) in meta.properties. The broker is trying to join the wrong cluster.",
    'java.io.IOException: Incompatible clusterIDs in /data/dn: namenode clusterID = CID-1; datanode clusterID = CID-2',
  ],
  k8s_watch_expired: [
    'kubernetes.client.exceptions.ApiException: (410)\nReason: Expired: too old resource version: 100 (200)',
  ],
  checkpoint_before_running: [
    'Checkpoint triggering task Source: a (1/2) of job 0 is not being executed at the moment. Aborting checkpoint.',
    'org.apache.flink.runtime.checkpoint.CheckpointException: Not all required tasks are currently running.',
  ],
  savepoint_incompatible: [
    'java.lang.IllegalStateException: Failed to rollback to checkpoint/savepoint file:/s. Cannot map checkpoint/savepoint state for operator 77 to the new program, because the operator is not available in the new program.',
    'org.apache.flink.util.StateMigrationException: The new state serializer must not be incompatible with the old state serializer',
  ],
  offset_commit_failed: [
    'ERROR [Consumer clientId=c, groupId=g] Offset commit failed on partition orders-0 at offset 7: The coordinator is not aware of this member.',
  ],
  airflow_bug_remote_logs: [
    '  File "/airflow/utils/log/file_task_handler.py", line 411, in _read\n    logs = self._read_remote_logs(ti, try_number, metadata)\nTypeError: \'NoneType\' object is not iterable',
  ],
  dependencies_not_met: [
    "[2026-11-20T02:00:01.000+0000] {taskinstance.py:2612} INFO - Dependencies not met for <TaskInstance: a.b manual [queued]>, dependency 'Trigger Rule' FAILED: Task's trigger rule 'all_success' requires all upstream tasks to have succeeded",
  ],
  stopped_by_user: [
    'org.apache.spark.SparkException: Job 3 cancelled part of cancelled job group 7',
    'io.trino.spi.TrinoException: Query was canceled by user',
    'Application application_1_2 was killed by user etl at 10.0.0.1',
  ],
};
/** Their lines are ordinary or fit several causes: they are named, but never called found from the log alone. */
const candidatesOnly: Readonly<Record<string, string>> = {
  data_skew:
    '26/11/20 02:00:01 DEBUG OptimizeSkewedJoin: Optimizing skewed join.\n26/11/20 02:00:02 ERROR a.B: failed',
  upstream_timeout:
    "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='api.example.com', port=443): Read timed out. (read timeout=30)",
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
