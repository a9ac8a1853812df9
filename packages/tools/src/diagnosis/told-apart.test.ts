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
];

describe('told apart', () => {
  test.each(cases)('$what', async ({ cause, log }) => {
    const found = await explainFiles({ log });
    expect(found.status === 'found' ? found.causes[0]?.id : null).toBe(cause);
  });
});
