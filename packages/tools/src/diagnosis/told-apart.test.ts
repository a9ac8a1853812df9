import { describe, expect, test } from 'vitest';
import { explainFiles } from './testing/explain.ts';

/** Failures that show several signs: which one is the cause, and what only follows from it or looks like it. */
const cases: readonly {
  readonly what: string;
  readonly cause: string | null;
  readonly log: string;
}[] = [
  {
    what: 'a killed executor, its lost shuffle blocks and the refused connections to it',
    cause: 'k8s_oomkilled',
    log: `26/11/20 02:00:01 ERROR TaskSchedulerImpl: Lost executor 3 on 10.1.2.3:
The executor with id 3 exited with exit code 137(SIGKILL, possible container OOM).
	 container state: terminated
	 exit code: 137
	 termination reason: OOMKilled
26/11/20 02:00:02 WARN TaskSetManager: Lost task 3.0 in stage 1.0 (TID 9) (10.1.2.4 executor 4): FetchFailed(BlockManagerId(3, 10.1.2.3, 7079, None), shuffleId=0, mapIndex=1, mapId=1, reduceId=3, message=
org.apache.spark.shuffle.FetchFailedException: Failed to connect to /10.1.2.3:7079
Caused by: io.netty.channel.AbstractChannel$AnnotatedConnectException: Connection refused: /10.1.2.3:7079
`,
  },
  {
    what: 'an image that cannot be pulled, and the pod that therefore starts too late',
    cause: 'image_pull_failed',
    log: `[2026-11-20T02:02:01.000+0000] {pod.py:1} ERROR - Pod Event: Failed - Failed to pull image "repo/etl:9": not found
airflow.providers.cncf.kubernetes.utils.pod_manager.PodLaunchFailedException: Pod took longer than 120 seconds to start. Check the pod events in kubernetes to determine why.
`,
  },
  {
    what: 'connections that the database of the user refuses, reported by an Airflow task',
    cause: 'too_many_connections',
    log: `[2026-11-20T02:00:01.000+0000] {taskinstance.py:3313} ERROR - Task failed with exception
Traceback (most recent call last):
  File "/home/airflow/.local/lib/python3.12/site-packages/airflow/providers/postgres/hooks/postgres.py", line 173, in get_conn
psycopg2.OperationalError: FATAL:  sorry, too many clients already
`,
  },
  {
    what: 'a duplicate key in a table of the user, reported by an Airflow task',
    cause: 'unique_violation',
    log: `[2026-11-20T02:00:01.000+0000] {taskinstance.py:3313} ERROR - Task failed with exception
Traceback (most recent call last):
  File "/home/airflow/.local/lib/python3.12/site-packages/airflow/models/taskinstance.py", line 400, in _execute_task
psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "orders_pkey"
`,
  },
  {
    what: 'a commit of a table format, which is not one of Kafka offsets',
    cause: 'concurrent_write_conflict',
    log: 'Caused by: org.apache.iceberg.exceptions.CommitFailedException: Glue detected concurrent update\n',
  },
  {
    what: 'a refused connection to the Java side that has just died',
    cause: null,
    log: 'py4j.protocol.Py4JNetworkError: Answer from Java side is empty\nConnectionRefusedError: [Errno 111] Connection refused\n',
  },
  {
    what: 'a lost executor, and the connection that its process took with it',
    cause: 'shuffle_blocks_lost',
    log: `16/11/20 02:00:01 ERROR YarnScheduler: Lost executor 4 on node7: remote Rpc client disassociated
16/11/20 02:00:01 WARN ReliableDeliverySupervisor: Association with remote system [akka.tcp://sparkExecutor@node7:40123] has failed, address is now gated for [5000] ms. Reason is: [Disassociated].
org.apache.spark.shuffle.MetadataFetchFailedException: Missing an output location for shuffle 3
`,
  },
  {
    what: 'a driver that ended, which is no word about the application master',
    cause: null,
    log: `16/11/20 02:00:01 INFO ApplicationMaster$AMEndpoint: Driver terminated or disconnected! Shutting down. node7:40123
16/11/20 02:00:01 ERROR YarnClusterScheduler: Lost executor 4 on node7: remote Rpc client disassociated
`,
  },
  {
    what: 'a trust failure that a setting is refused for',
    cause: 'tls_handshake_failed',
    log: `[2026-11-20 02:00:01,000] ERROR [KafkaServer id=2] Fatal error during KafkaServer startup. Prepare to shutdown (kafka.server.KafkaServer)
org.apache.kafka.common.config.ConfigException: Invalid value javax.net.ssl.SSLHandshakeException: PKIX path validation failed for configuration A client SSLEngine created with the provided settings can't connect to a server SSLEngine created with those settings.
`,
  },
  {
    what: 'a statement that cannot be parsed, and what dbt says of the models that refer to it',
    cause: 'sql_syntax_error',
    log: `Database Error in model orders (models/orders.sql)
  syntax error at or near "group"
Completed with 2 errors:
Compilation Error in referenced ephemeral model shop.orders
`,
  },
  {
    what: 'a time limit of the warehouse behind warnings about tests without a model',
    cause: 'warehouse_timeout',
    log: `WARNING: Test 'test.shop.unique_orders_id' (models/schema.yml) depends on a node named 'orders' which was not found
Encountered an error while generating catalog: Database Error
  000630 (57014): Statement reached its statement or warehouse timeout of 600 second(s) and was canceled.
`,
  },
  {
    what: 'a variable that the profile asks for, and the check of the set-up that counts it',
    cause: 'missing_environment_variable',
    log: `1 check failed:
Profile loading failed for the following reason:
Runtime Error
  Compilation Error
    Could not render {{ env_var('DBT_USER') }}: Env var required but not provided: 'DBT_USER'
`,
  },
  {
    what: 'a column that a test of a source names, in a file whose name has the word incremental',
    cause: 'column_not_found',
    log: `Database Error in test source_incremental_not_null_orders_region (models/sources.yml)
  Unrecognized name: region at [4:9]
`,
  },
  {
    what: 'a version that somebody asked pip for, which is no request to stop',
    cause: 'dependency_conflict',
    log: `ERROR: Cannot install airflow-provider==2.0 and tool==1.0 because these package versions have conflicting dependencies.
The conflict is caused by:
    tool 1.0 depends on jinja2==2.11
    The user requested (constraint) jinja2>=3.1
`,
  },
  {
    what: 'the database message that dbt indents below its own',
    cause: 'relation_missing',
    log: `02:00:11  Completed with 1 error and 0 warnings:
02:00:11    Database Error in model orders (models/mart/orders.sql)
02:00:11    relation "raw.orders" does not exist
02:00:11  Done. PASS=3 WARN=0 ERROR=1 SKIP=2 TOTAL=6
`,
  },
  {
    what: 'what Snowflake calls a compilation error, which is not one of dbt',
    cause: 'column_not_found',
    log: `Database Error in model orders (models/orders.sql)
  000904 (42000): SQL compilation error: error line 3 at position 4
  invalid identifier 'AMOUT'
`,
  },
  {
    what: 'a column of a relation, and not the relation, that is missing',
    cause: 'column_not_found',
    log: 'org.apache.kafka.connect.errors.ConnectException: java.sql.BatchUpdateException: Batch entry 0 was aborted: ERROR: column "amount" of relation "orders" does not exist\n',
  },
  {
    what: 'a store that denies access to logs of Airflow, and not to data',
    cause: 'remote_log_permission',
    log: `*** Unable to read remote log from gs://logs/a.log
*** 403 GET https://storage.googleapis.com/download/storage/v1/b/logs: x@y.iam.gserviceaccount.com does not have storage.objects.get access to the Google Cloud Storage object.
`,
  },
  {
    what: 'a setting that Spark refused, repeated at INFO by the task that submitted it',
    cause: 'invalid_configuration',
    log: `[2026-11-20T02:00:01.000+0000] {spark_submit.py:571} INFO - 26/11/20 02:00:01 ERROR SparkContext: Error initializing SparkContext.
[2026-11-20T02:00:01.000+0000] {spark_submit.py:571} INFO - java.lang.IllegalArgumentException: Required executor memory (8192 MB), offHeap memory (0) MB, overhead (819 MB), and PySpark memory (0 MB) is above the max threshold (6144 MB) of this cluster!
[2026-11-20T02:00:01.000+0000] {taskinstance.py:3313} ERROR - airflow.exceptions.AirflowException: Cannot execute: spark-submit --master yarn job.py. Error code is: 1.
`,
  },
  {
    what: 'a package that is missing, seen by the DAG processor',
    cause: 'missing_python_module',
    log: `[2026-11-20T02:00:01.000+0000] {dagbag.py:386} ERROR - Failed to import: /opt/airflow/dags/load.py
Traceback (most recent call last):
  File "/opt/airflow/dags/load.py", line 3, in <module>
    import great_expectations as gx
ModuleNotFoundError: No module named 'great_expectations'
`,
  },
  {
    what: 'a killed task whose own code was told nothing',
    cause: null,
    log: `[2020-05-15 07:31:52,314] {jobs.py:2536} ERROR - Received SIGTERM. Terminating subprocesses
[2020-05-15 07:31:52,315] {helpers.py:281} INFO - Sending Signals.SIGTERM to GPID 15
[2020-05-15 07:31:53,024] {__init__.py:1580} ERROR - Pod Launching failed: Task received SIGTERM signal
`,
  },
  {
    what: 'a process of a Celery worker that was killed',
    cause: 'worker_oom',
    log: `[2026-11-20 02:00:01,000: ERROR/MainProcess] Process 'ForkPoolWorker-15' pid:2694 exited with 'signal 9 (SIGKILL)'
`,
  },
  {
    what: 'a command that was killed, repeated by the task that ran it',
    cause: 'oom_sigkill',
    log: `[2026-11-20T02:00:01.000+0000] {subprocess.py:106} INFO - Command exited with return code -9
[2026-11-20T02:00:02.000+0000] {taskinstance.py:1138} ERROR - Task failed with exception
airflow.exceptions.AirflowException: Bash command failed. The command returned a non-zero exit code -9.
`,
  },
  {
    what: 'a container that ended, and of which Docker says that it was not killed for its memory',
    cause: null,
    log: `"State": {"Status": "exited", "OOMKilled": false, "Dead": false, "ExitCode": 1, "Error": ""}
`,
  },
  {
    what: 'a refused connection to the executor that held shuffle blocks',
    cause: 'shuffle_blocks_lost',
    log: `26/11/20 02:00:01 WARN TaskSetManager: Lost task 1.0 in stage 2.0 (TID 9) (n1 executor 1): FetchFailed(BlockManagerId(3, n3, 7079, None), shuffleId=0, mapIndex=1, mapId=1, reduceId=3, message=
org.apache.spark.shuffle.FetchFailedException: Failed to connect to n3/10.0.0.3:7079
Caused by: java.net.ConnectException: Connection refused
`,
  },
  {
    what: 'a module of the own project that is not found, seen by the layout of its import',
    cause: 'missing_module',
    log: `Broken DAG: [/opt/airflow/dags/sales.py] Traceback (most recent call last):
  File "/opt/airflow/dags/sales.py", line 5, in <module>
    from acme_sales.operators.load import LoadOperator
ModuleNotFoundError: No module named 'acme_sales'
`,
  },
  {
    what: 'a name that one library asks of another',
    cause: 'dependency_conflict',
    log: `Traceback (most recent call last):
  File "/opt/airflow/dags/sales.py", line 3, in <module>
    import flask
  File "/usr/local/lib/python3.9/site-packages/flask/__init__.py", line 14, in <module>
    from jinja2 import escape
ImportError: cannot import name 'escape' from 'jinja2' (/usr/local/lib/python3.9/site-packages/jinja2/__init__.py)
`,
  },
  {
    what: 'a name that the own code asks of a library',
    cause: 'removed_import',
    log: `Traceback (most recent call last):
  File "/opt/airflow/dags/sales.py", line 3, in <module>
    from pandas.core.index import RangeIndex
ImportError: cannot import name 'RangeIndex' from 'pandas.core.index' (/usr/local/lib/python3.9/site-packages/pandas/core/index.py)
`,
  },
  {
    what: 'a login that is good, and a database that it may not use',
    cause: 'warehouse_permission',
    log: `pymysql.err.OperationalError: (1044, "Access denied for user 'etl'@'%' to database 'mart'")
`,
  },
  {
    what: 'a login with the wrong password',
    cause: 'bad_credentials',
    log: `pymysql.err.OperationalError: (1045, "Access denied for user 'etl'@'10.0.0.7' (using password: YES)")
`,
  },
  {
    what: 'a ticket that Kerberos refuses for the time of the host',
    cause: 'clock_skew',
    log: `javax.security.sasl.SaslException: GSS initiate failed [Caused by GSSException: No valid credentials provided (Mechanism level: Clock skew too great (37))]
`,
  },
  {
    what: 'bad data that are a type which does not fit',
    cause: 'parquet_schema_mismatch',
    log: `HIVE_BAD_DATA: Field amount's type INT64 in parquet file s3://b/x.parquet is incompatible with type double defined in table schema
`,
  },
  {
    what: 'a dependency that is not met because the pool is full',
    cause: 'concurrency_limit',
    log: `[2026-11-20T02:00:01.000+0000] {taskinstance.py:1100} INFO - Dependencies not met for <TaskInstance: a.b manual [queued]>, dependency 'Pool Slots Available' FAILED: ('Not scheduling since there are %s open slots in pool %s and require %s pool slots', 0, 'default_pool', 1)
`,
  },
  {
    what: 'a scheduler that counts the tasks of a DAG, none of which waits',
    cause: null,
    log: `[2026-11-20T02:00:01.000+0000] {scheduler_job_runner.py:455} INFO - DAG load has 3/16 running and queued tasks
`,
  },
  {
    what: 'a task that was ended from outside although it had just ended well',
    cause: 'task_externally_terminated',
    log: `[2026-11-20T02:00:01.000+0000] {taskinstance.py:1267} INFO - Marking task as SUCCESS. dag_id=a, task_id=b
[2026-11-20T02:00:01.100+0000] {local_task_job.py:211} WARNING - State of this instance has been externally set to success. Terminating instance.
[2026-11-20T02:00:01.200+0000] {taskinstance.py:1408} ERROR - Received SIGTERM. Terminating subprocesses.
`,
  },
  {
    what: 'a task that its supervisor killed because the server refused its heartbeat',
    cause: 'heartbeat_rejected',
    log: `2026-11-20T02:00:01.229556Z [error    ] Server indicated the task shouldn't be running anymore [supervisor] status_code=409
2026-11-20T02:00:06.247180Z [info     ] Process exited                 [supervisor] exit_code=-9
`,
  },
  {
    what: 'an error of plain Python in a DAG file, which is none of its data',
    cause: 'dag_import_exception',
    log: `Broken DAG: [/opt/airflow/dags/load.py]
Traceback (most recent call last):
  File "/opt/airflow/dags/load.py", line 4, in <module>
    share = total / count
ZeroDivisionError: division by zero
`,
  },
  {
    what: 'workers that are there, and do not know the catalog',
    cause: 'catalog_missing_on_workers',
    log: `io.trino.spi.TrinoException: No nodes available to run query
`,
  },
  {
    what: 'a trace that a task repeats line by line, and its deepest exception',
    cause: 'namenode_safe_mode',
    log: `[2026-11-20T02:00:01.000+0000] {spark_submit.py:571} INFO - 26/11/20 02:00:01 ERROR a.B: failed
[2026-11-20T02:00:01.000+0000] {spark_submit.py:571} INFO - java.lang.RuntimeException: org.apache.hadoop.security.AccessControlException: Permission denied: user=etl, access=WRITE, inode="/w"
[2026-11-20T02:00:01.000+0000] {spark_submit.py:571} INFO - 	at a.B.c(B.java:1)
[2026-11-20T02:00:01.000+0000] {spark_submit.py:571} INFO - Caused by: org.apache.hadoop.ipc.RemoteException: SafeModeException: Name node is in safe mode.
[2026-11-20T02:00:01.000+0000] {spark_submit.py:571} INFO - 	... 4 more
[2026-11-20T02:00:02.000+0000] {taskinstance.py:3313} ERROR - Task failed with exception
`,
  },
  {
    what: 'a variable that a repeated Python trace asks the environment for',
    cause: 'missing_environment_variable',
    log: `[2026-11-20T02:00:02.000+0000] {subprocess.py:93} INFO - Traceback (most recent call last):
[2026-11-20T02:00:02.000+0000] {subprocess.py:93} INFO -   File "/opt/airflow/job.py", line 3, in <module>
[2026-11-20T02:00:02.000+0000] {subprocess.py:93} INFO -     bucket = os.environ["BUCKET"]
[2026-11-20T02:00:02.000+0000] {subprocess.py:93} INFO -   File "/usr/lib/python3.11/os.py", line 679, in __getitem__
[2026-11-20T02:00:02.000+0000] {subprocess.py:93} INFO - KeyError: 'BUCKET'
[2026-11-20T02:00:03.000+0000] {taskinstance.py:1851} ERROR - airflow.exceptions.AirflowException: Bash command failed. The command returned a non-zero exit code 1.
`,
  },
  {
    what: 'harmless lines beside an error that no rule knows',
    cause: null,
    log: `26/11/20 02:00:01 WARN NativeCodeLoader: Unable to load native-hadoop library for your platform... using builtin-java classes where applicable
26/11/20 02:00:02 ERROR Main: the flux capacitor is empty
`,
  },
  {
    what: 'a metastore that records the version of its schema, and does not miss it',
    cause: 'benign_warning',
    log: `26/11/20 02:00:01 WARN ObjectStore: Version information not found in metastore. hive.metastore.schema.verification is not enabled so recording the schema version 2.3.0
`,
  },
];

describe('told apart', () => {
  test.each(cases)('$what', async ({ cause, log }) => {
    const found = await explainFiles({ log });
    expect(found.status === 'found' ? found.causes[0]?.id : null).toBe(cause);
  });
});
