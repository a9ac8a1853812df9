import type { Incident } from '../story.ts';
import { airflow3Task, airflowScheduler, airflowTask, sparkDriver } from '../writers.ts';

const taskFailed = (why: string, below: readonly string[]) =>
  ['ERROR', 'taskinstance.py:3310', why, below] as const;
const frames = (...files: readonly string[]): string[] => [
  'Traceback (most recent call last):',
  '  File "/home/airflow/.local/lib/python3.11/site-packages/airflow/models/taskinstance.py", line 767, in _execute_task',
  '    result = _execute_callable(context=context, **execute_callable_kwargs)',
  ...files.flatMap((file) => [`  File "${file}", in execute`, '    return self.run(context)']),
];
const header = 'Dependencies all met for dep_context=requeueable deps ti=<TaskInstance: ';
const marked =
  'Marking task as FAILED. dag_id=daily, task_id=load, run_id=scheduled__2026-03-03T00:00:00+00:00, execution_date=20260303T000000, start_date=20260304T000003, end_date=20260304T000210';
const retrying =
  'Marking task as UP_FOR_RETRY. dag_id=daily, task_id=load, run_id=scheduled__2026-03-03T00:00:00+00:00, execution_date=20260303T000000, start_date=20260304T000003, end_date=20260304T000210';

export const airflow: readonly Incident[] = [
  {
    id: 'airflow-no-connection',
    question: 'Why did load fail?',
    tools: ['Airflow'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'connection_missing',
      forbidden: ['connection_refused', 'bad_credentials', 'variable_missing'],
    },
    files: [
      airflowTask(
        'dag_id=daily/run_id=scheduled__2026-03-03/task_id=load/attempt=1.log',
        '2026-03-04T00:00:01Z',
        101,
      )
        .say(
          'INFO',
          'taskinstance.py:2076',
          `${header}daily.load scheduled__2026-03-03T00:00:00+00:00 [queued]>`,
        )
        .quiet(6)
        .proofBelow(
          ...taskFailed('Task failed with exception', [
            ...frames('/opt/airflow/dags/daily.py'),
            "airflow.exceptions.AirflowNotFoundException: The conn_id `warehouse_eu` isn't defined",
          ]),
          /isn't defined/,
        )
        .say('INFO', 'taskinstance.py:1225', marked)
        .file(),
    ],
  },
  {
    id: 'airflow-no-variable',
    question: 'what broke here',
    tools: ['Airflow'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'variable_missing',
      forbidden: ['connection_missing', 'missing_environment_variable', 'column_not_found'],
    },
    files: [
      airflowTask('attempt=2.log', '2026-03-04T00:10:01Z', 102)
        .quiet(9)
        .proofBelow(
          ...taskFailed('Task failed with exception', [
            ...frames('/opt/airflow/dags/export.py'),
            "KeyError: 'Variable export_bucket does not exist'",
          ]),
          /does not exist/,
        )
        .say('INFO', 'taskinstance.py:1225', marked)
        .file(),
    ],
  },
  {
    id: 'airflow-sensor-gave-up',
    question: 'wait_for_file has been red since this morning',
    tools: ['Airflow'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'sensor_timeout',
      accepted: ['sensor_target_missing', 'path_not_found'],
      forbidden: ['task_timeout', 's3_access_denied', 'dagrun_timeout'],
    },
    files: [
      airflowTask('attempt=1.log', '2026-03-04T01:00:01Z', 103)
        .say('INFO', 's3.py:120', 'Poking for key : s3://partner-drop/2026-03-04/_SUCCESS')
        .quiet(4)
        .pause(3600)
        .say('INFO', 's3.py:120', 'Poking for key : s3://partner-drop/2026-03-04/_SUCCESS')
        .pause(3600)
        .proofBelow(
          ...taskFailed('Task failed with exception', [
            ...frames('/home/airflow/.local/lib/python3.11/site-packages/airflow/sensors/base.py'),
            'airflow.exceptions.AirflowSensorTimeout: Sensor has timed out; run duration of 7200.41 seconds exceeds the specified timeout of 7200.0.',
          ]),
          /Sensor has timed out/,
        )
        .say(
          'INFO',
          'taskinstance.py:1225',
          'Immediate failure requested. Marking task as FAILED. dag_id=daily, task_id=wait_for_file',
        )
        .file(),
    ],
  },
  {
    id: 'airflow-execution-timeout',
    question: 'Did somebody kill the task?',
    tools: ['Airflow'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'task_timeout',
      forbidden: [
        'task_externally_terminated',
        'oom_sigkill',
        'stopped_by_user',
        'warehouse_timeout',
      ],
      ruledOut: [
        {
          cause: 'task_externally_terminated',
          because: 'The process raised AirflowTaskTimeout itself; its pid is in the line.',
        },
      ],
    },
    files: [
      airflowTask('attempt=1.log', '2026-03-04T02:00:01Z', 104)
        .quiet(20)
        .pause(1800)
        .proof('ERROR', 'timeout.py:68', 'Process timed out, PID: 28441')
        .proofBelow(
          ...taskFailed('Task failed with exception', [
            ...frames('/opt/airflow/dags/daily.py'),
            'airflow.exceptions.AirflowTaskTimeout: Timeout, PID: 28441',
          ]),
          /AirflowTaskTimeout/,
        )
        .say('INFO', 'taskinstance.py:1225', retrying)
        .file(),
    ],
  },
  {
    id: 'airflow-lost-heartbeat',
    question: 'The task log just ends. What happened to transform?',
    tools: ['Airflow'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'zombie_task',
      accepted: ['oom_sigkill', 'worker_oom'],
      forbidden: ['task_timeout', 'scheduler_heartbeat', 'stopped_by_user'],
    },
    files: [
      airflowTask('attempt=1.log', '2026-03-04T03:00:01Z', 105).quiet(18).file(),
      airflowScheduler('scheduler.log', '2026-03-04T02:59:00Z', 106)
        .quiet(25)
        .proof(
          'WARNING',
          'scheduler_job_runner.py:1985',
          'Failing (1) jobs without heartbeat after 2026-03-04 03:05:44.116213+00:00',
        )
        .proof(
          'ERROR',
          'scheduler_job_runner.py:1995',
          "Detected zombie job: {'full_filepath': '/opt/airflow/dags/daily.py', 'processor_subdir': '/opt/airflow/dags', 'msg': \"{'DAG Id': 'daily', 'Task Id': 'transform', 'Run Id': 'scheduled__2026-03-03T00:00:00+00:00', 'Hostname': 'worker-3'}\", 'is_failure_callback': True}",
        )
        .quiet(12)
        .file(),
    ],
  },
  {
    id: 'airflow-set-to-failed',
    question: 'exit code -15, was it out of memory?',
    tools: ['Airflow'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'task_externally_terminated',
      accepted: ['stopped_by_user'],
      forbidden: ['oom_sigkill', 'k8s_oomkilled', 'worker_oom', 'task_timeout'],
    },
    files: [
      airflowTask('attempt=1.log', '2026-03-04T04:00:01Z', 107)
        .quiet(14)
        .proof(
          'WARNING',
          'local_task_job_runner.py:291',
          'State of this instance has been externally set to failed. Terminating instance.',
        )
        .say(
          'INFO',
          'process_utils.py:132',
          'Sending 15 to group 3321. PIDs of all processes in the group: [3321, 3340]',
        )
        .herring('ERROR', 'taskinstance.py:2846', 'Received SIGTERM. Terminating subprocesses.')
        .say(
          'INFO',
          'process_utils.py:80',
          "Process psutil.Process(pid=3321, status='terminated', exitcode=-15, started='04:00:02') (3321) terminated with exit code -15",
        )
        .file(),
    ],
  },
  {
    id: 'airflow-broken-dag-module',
    question: 'The DAG disappeared from the UI after the deploy',
    tools: ['Airflow'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'missing_python_module',
      accepted: ['missing_module'],
      forbidden: ['dag_cycle', 'dag_not_found', 'removed_import'],
    },
    files: [
      airflowScheduler('dag_processor.log', '2026-03-04T05:00:01Z', 108)
        .quiet(12)
        .proofBelow(
          'ERROR',
          'dagbag.py:386',
          'Failed to import: /opt/airflow/dags/scoring.py',
          [
            'Traceback (most recent call last):',
            '  File "/home/airflow/.local/lib/python3.11/site-packages/airflow/models/dagbag.py", line 382, in parse',
            '    loader.exec_module(new_module)',
            '  File "/opt/airflow/dags/scoring.py", line 7, in <module>',
            '    import lightgbm as lgb',
            "ModuleNotFoundError: No module named 'lightgbm'",
          ],
          /ModuleNotFoundError/,
        )
        .quiet(6)
        .file(),
    ],
  },
  {
    id: 'airflow-dag-raises',
    question: 'why is this DAG broken',
    tools: ['Airflow'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'dag_import_exception',
      forbidden: ['missing_python_module', 'dag_cycle', 'template_error'],
    },
    files: [
      airflowScheduler('dag_processor.log', '2026-03-04T05:10:01Z', 109)
        .quiet(10)
        .proofBelow(
          'ERROR',
          'dagbag.py:386',
          'Failed to import: /opt/airflow/dags/regions.py',
          [
            'Traceback (most recent call last):',
            '  File "/home/airflow/.local/lib/python3.11/site-packages/airflow/models/dagbag.py", line 382, in parse',
            '    loader.exec_module(new_module)',
            '  File "/opt/airflow/dags/regions.py", line 33, in <module>',
            '    first = regions[0]["name"]',
            "TypeError: 'NoneType' object is not subscriptable",
          ],
          /TypeError|regions\.py/,
        )
        .file(),
    ],
  },
  {
    id: 'airflow-xcom-frame',
    question: 'The task did its work and failed anyway',
    tools: ['Airflow'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'xcom_serialization',
      forbidden: ['dag_serialization', 'xcom_too_large', 'task_not_serializable'],
    },
    files: [
      airflowTask('attempt=1.log', '2026-03-04T06:00:01Z', 110)
        .quiet(12)
        .say('INFO', 'python.py:237', 'Done. Returned value was: {<Region.EU: 1>, <Region.US: 2>}')
        .proof(
          'ERROR',
          'xcom.py:690',
          'Object of type set is not JSON serializable. If you are using pickle instead of JSON for XCom, then you need to enable pickle support for XCom in your *** config or make sure to decorate your object with attr.',
        )
        .proofBelow(
          ...taskFailed('Task failed with exception', [
            ...frames('/opt/airflow/dags/regions.py'),
            "TypeError: cannot serialize object of type <class 'set'>",
          ]),
          /cannot serialize/,
        )
        .file(),
    ],
  },
  {
    id: 'airflow-submit-says-one',
    question: 'spark-submit returned 1. Why?',
    tools: ['Airflow', 'Spark'],
    origin: 'written',
    expected: {
      outcome: 'inconclusive',
      cause: 'spark_submit_failed',
      accepted: ['external_job_failed'],
      forbidden: ['executor_too_small', 'driver_oom', 'container_memory_limit'],
      readNext: ['driver'],
    },
    files: [
      airflowTask('attempt=1.log', '2026-03-04T07:00:01Z', 111)
        .quiet(5)
        .say(
          'INFO',
          'spark_submit.py:490',
          'Identified spark driver id: application_1772500000000_0777',
        )
        .say(
          'INFO',
          'spark_submit.py:550',
          '26/03/04 07:02:11 INFO Client: Application report for application_1772500000000_0777 (state: RUNNING)',
        )
        .say(
          'INFO',
          'spark_submit.py:550',
          '26/03/04 07:09:13 INFO Client: Application report for application_1772500000000_0777 (state: FINISHED)',
        )
        .say('INFO', 'spark_submit.py:550', '\t final status: FAILED')
        .proofBelow(
          ...taskFailed('Task failed with exception', [
            ...frames(
              '/home/airflow/.local/lib/python3.11/site-packages/airflow/providers/apache/spark/operators/spark_submit.py',
            ),
            'airflow.exceptions.AirflowException: Cannot execute: spark-submit --master yarn --deploy-mode cluster --name daily_load /app/load.py. Error code is: 1.',
          ]),
          /Error code is: 1/,
        )
        .say('INFO', 'taskinstance.py:1225', retrying)
        .file(),
    ],
  },
  {
    id: 'airflow-submit-with-driver',
    question: 'spark-submit returned 1. Why?',
    tools: ['Airflow', 'Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'path_not_found',
      forbidden: ['spark_submit_failed', 's3_access_denied', 'relation_missing'],
    },
    files: [
      airflowTask('attempt=1.log', '2026-03-04T07:30:01Z', 112)
        .quiet(5)
        .say(
          'INFO',
          'spark_submit.py:490',
          'Identified spark driver id: application_1772500000000_0778',
        )
        .herring(
          ...taskFailed('Task failed with exception', [
            ...frames(
              '/home/airflow/.local/lib/python3.11/site-packages/airflow/providers/apache/spark/operators/spark_submit.py',
            ),
            'airflow.exceptions.AirflowException: Cannot execute: spark-submit --master yarn --deploy-mode cluster --name daily_load /app/load.py. Error code is: 1.',
          ]),
        )
        .file(),
      sparkDriver('application_1772500000000_0778-driver.log', '2026-03-04T07:30:20Z', 113)
        .quiet(9)
        .proofBelow(
          'ERROR',
          'ApplicationMaster',
          'User application exited with status 1',
          [
            'Traceback (most recent call last):',
            '  File "/app/load.py", line 22, in <module>',
            '    df = spark.read.json("s3a://lake/raw/orders/2026-03-03/")',
            'pyspark.errors.exceptions.captured.AnalysisException: [PATH_NOT_FOUND] Path does not exist: s3a://lake/raw/orders/2026-03-03.',
          ],
          /PATH_NOT_FOUND/,
        )
        .file(),
    ],
  },
  {
    id: 'airflow3-session-in-task',
    question: 'Worked on Airflow 2, fails on 3. Why?',
    tools: ['Airflow'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'airflow3_db_access',
      accepted: ['airflow3_migration'],
      forbidden: ['metadata_db_connections', 'connection_missing'],
    },
    files: [
      airflow3Task('attempt=1.log', '2026-03-04T08:00:01Z', 114)
        .quiet(4)
        .proof(
          'error',
          'task',
          'Task failed with exception: RuntimeError: Direct database access via the ORM is not allowed in Airflow 3.0',
        )
        .file(),
    ],
  },
  {
    id: 'airflow-undefined-in-template',
    question: 'render error?',
    tools: ['Airflow'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'template_error',
      accepted: ['airflow3_migration'],
      forbidden: ['variable_missing', 'dbt_compile_error', 'dag_import_exception'],
    },
    files: [
      airflowTask('attempt=1.log', '2026-03-04T08:30:01Z', 115)
        .quiet(3)
        .proof(
          'ERROR',
          'abstractoperator.py:778',
          "Exception rendering Jinja template for task 'load', field 'sql'. Template: \"SELECT * FROM orders WHERE day = '{{ prev_ds_nodashh }}'\"",
        )
        .proofBelow(
          ...taskFailed('Task failed with exception', [
            ...frames('/home/airflow/.local/lib/python3.11/site-packages/jinja2/environment.py'),
            "jinja2.exceptions.UndefinedError: 'prev_ds_nodashh' is undefined",
          ]),
          /UndefinedError/,
        )
        .file(),
    ],
  },
  {
    id: 'airflow-fernet',
    question: 'All tasks that use connections fail after we restored the database',
    tools: ['Airflow'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'fernet_key',
      forbidden: ['bad_credentials', 'connection_missing', 'secret_key_mismatch'],
    },
    files: [
      airflowTask('attempt=1.log', '2026-03-04T09:00:01Z', 116)
        .quiet(4)
        .proofBelow(
          ...taskFailed('Task failed with exception', [
            ...frames(
              '/home/airflow/.local/lib/python3.11/site-packages/airflow/models/connection.py',
            ),
            '    raise InvalidToken',
            'cryptography.fernet.InvalidToken',
          ]),
          /fernet.InvalidToken/,
        )
        .file(),
    ],
  },
  {
    id: 'airflow-run-timeout',
    question: 'Why were all remaining tasks skipped?',
    tools: ['Airflow'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'dagrun_timeout',
      forbidden: ['task_timeout', 'sensor_timeout', 'max_active_runs'],
    },
    files: [
      airflowScheduler('scheduler.log', '2026-03-04T10:00:01Z', 117)
        .quiet(22)
        .proof(
          'INFO',
          'scheduler_job_runner.py:1611',
          'Run scheduled__2026-03-03T00:00:00+00:00 of daily has timed-out',
        )
        .say(
          'INFO',
          'dagrun.py:854',
          'Marking run <DagRun daily @ 2026-03-03 00:00:00+00:00: scheduled__2026-03-03T00:00:00+00:00, state:failed> failed',
        )
        .quiet(8)
        .file(),
      airflowTask('task_id=load/attempt=1.log', '2026-03-04T09:58:00Z', 118)
        .quiet(6)
        .herring(
          'WARNING',
          'local_task_job_runner.py:291',
          'State of this instance has been externally set to skipped. Terminating instance.',
        )
        .herring('ERROR', 'taskinstance.py:2846', 'Received SIGTERM. Terminating subprocesses.')
        .file(),
    ],
  },
  {
    id: 'airflow-rate-limited-api',
    question: 'pull_tickets fails every second night',
    tools: ['Airflow'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'rate_limited',
      forbidden: ['upstream_unavailable', 'bad_credentials', 'upstream_timeout'],
    },
    files: [
      airflowTask('attempt=3.log', '2026-03-04T11:00:01Z', 119)
        .quiet(10)
        .say('WARNING', 'http.py:212', 'retrying in 30 s')
        .proofBelow(
          ...taskFailed('Task failed with exception', [
            ...frames('/opt/airflow/dags/tickets.py'),
            'requests.exceptions.HTTPError: 429 Client Error: Too Many Requests for url: https://api.helpdesk.example/v2/tickets?page=311',
          ]),
          /429/,
        )
        .say('INFO', 'taskinstance.py:1225', marked)
        .file(),
    ],
  },
  {
    id: 'airflow-remote-job-failed',
    question: 'what went wrong in the remote job?',
    tools: ['Airflow'],
    origin: 'written',
    expected: {
      outcome: 'inconclusive',
      cause: 'external_job_failed',
      forbidden: ['task_timeout', 'upstream_unavailable', 'bad_credentials'],
      readNext: ['job'],
    },
    files: [
      airflowTask('attempt=1.log', '2026-03-04T12:00:01Z', 122)
        .say('INFO', 'emr.py:410', 'Polling for step s-2HH8A0K1 on cluster j-1ABCDEFG: RUNNING')
        .quiet(3)
        .pause(600)
        .proofBelow(
          ...taskFailed('Task failed with exception', [
            ...frames(
              '/home/airflow/.local/lib/python3.11/site-packages/airflow/providers/amazon/aws/sensors/emr.py',
            ),
            'airflow.exceptions.AirflowException: EMR job failed for reason Unknown Error. with message None and log file None',
          ]),
          /EMR job failed/,
        )
        .file(),
    ],
  },
  {
    id: 'airflow-log-breaks-off',
    question: 'why is transform red? there is no error in its log',
    tools: ['Airflow'],
    origin: 'written',
    expected: {
      outcome: 'inconclusive',
      accepted: ['zombie_task', 'oom_sigkill', 'worker_oom', 'task_externally_terminated'],
      forbidden: ['task_timeout', 'connection_refused'],
      readNext: ['scheduler', 'kernel', 'pod'],
    },
    files: [
      airflowTask('attempt=1.log', '2026-03-04T13:00:01Z', 123)
        .say(
          'INFO',
          'taskinstance.py:2076',
          `${header}daily.transform scheduled__2026-03-03T00:00:00+00:00 [queued]>`,
        )
        .quiet(24)
        .say('INFO', 'local_task_job_runner.py:243', 'Task exited with return code -9')
        .file(),
    ],
  },
  {
    id: 'airflow-quiet-success',
    question: 'Is anything wrong with last night?',
    tools: ['Airflow'],
    origin: 'written',
    expected: { outcome: 'healthy' },
    files: [
      airflowTask('task_id=extract/attempt=1.log', '2026-03-05T00:00:01Z', 120)
        .say(
          'INFO',
          'taskinstance.py:2076',
          `${header}daily.extract scheduled__2026-03-04T00:00:00+00:00 [queued]>`,
        )
        .herring(
          'WARNING',
          'warnings.py:112',
          "DeprecationWarning: Param validation will fail in the next release: default value 'error_table' of param 'on_failure' is not of type 'object'",
        )
        .quiet(12)
        .say('INFO', 'logging_mixin.py:188', '0 rows rejected, 0 errors, 0 failed batches')
        .say(
          'INFO',
          'taskinstance.py:1225',
          'Marking task as SUCCESS. dag_id=daily, task_id=extract, run_id=scheduled__2026-03-04T00:00:00+00:00',
        )
        .say('INFO', 'local_task_job_runner.py:240', 'Task exited with return code 0')
        .file(),
      airflowTask('task_id=wait/attempt=1.log', '2026-03-05T00:00:02Z', 121)
        .say(
          'INFO',
          'external_task.py:240',
          'Poking for DAG upstream on 2026-03-04T00:00:00+00:00 ... ',
        )
        .say('INFO', 'taskinstance.py:2480', 'Rescheduling task, marking task as UP_FOR_RESCHEDULE')
        .herring(
          'ERROR',
          'cleanup.py:31',
          'connection to old-replica closed by peer (ignored, replica was removed on purpose)',
        )
        .say('INFO', 'base.py:312', 'Success criteria met. Exiting.')
        .say('INFO', 'local_task_job_runner.py:240', 'Task exited with return code 0')
        .file(),
    ],
  },
];
