import { anyOf, hint, proof, strong, support, type Rule } from '../rule.ts';

/** Airflow: time limits, lifecycle and scheduling of tasks, and the metadata database. */
export const airflowRunRules: readonly Rule[] = [
  {
    id: 'dagbag_import_timeout',
    family: 'timeout',
    title: 'DAG import hit its time limit',
    definition: 'Importing the DAG file took longer than core.dagbag_import_timeout.',
    patterns: [
      proof(
        anyOf(
          /DagBag import timeout for|AirflowTaskTimeout: DagBag import/i,
          /(?:Failed to import: |in process_file|_load_modules_from_file)[\s\S]{0,4000}?AirflowTaskTimeout/i,
        ),
        'Airflow names the import time limit.',
      ),
      hint(/Process timed out, PID/, 'A time limit of Airflow ran out.'),
      support(/Failed to import:? \S+\.py/, 'A DAG file could not be imported.'),
    ],
    against: [
      strong(
        /Failed to import:? \S+\.py(?![\s\S]{0,8000}AirflowTaskTimeout)[\s\S]{0,4000}?File "[^"\n]*\/dags\/[^"\n]+", line \d+, in <module>\n/,
        'It is the work at the top of the file that takes the time, whatever the limit is.',
      ),
    ],
    checks: ['Top-level code of the file: network, database, heavy imports'],
    fix: ['Move slow work into tasks; raise dagbag_import_timeout'],
    lookNext: 'The DAG-processor log.',
  },
  {
    id: 'dag_processor_timeout',
    family: 'timeout',
    title: 'DAG processor killed a slow parsing process',
    definition: 'Parsing one file took longer than dag_file_processor_timeout.',
    patterns: [
      proof(
        /Processor for \S+[\s\S]{0,200}?(?:started .{0,40}ago killing it|has timed out|timed out, killing)/i,
        'The DAG processor killed the parsing of a file.',
      ),
    ],
    checks: ['How long that file takes to import alone'],
    fix: ['Make the file cheap to import; raise dag_file_processor_timeout'],
    lookNext: 'The DAG-processor log.',
  },
  {
    id: 'dagrun_timeout',
    family: 'timeout',
    title: 'DAG run passed its time limit',
    definition: 'The run took longer than dagrun_timeout; its running tasks were set to skipped.',
    patterns: [
      proof(
        /Run \S+ of \S+ has timed-out|DagRun timed out|due to dagrun_timeout/i,
        'The scheduler ended the run for its time limit.',
      ),
      strong(
        /State of this instance has been externally set to skipped/i,
        'Tasks of a run that times out are set to skipped.',
      ),
    ],
    checks: ['Which task took the time'],
    fix: ['Raise dagrun_timeout or shorten the slow task'],
    lookNext: 'The scheduler log at that time.',
  },
  {
    id: 'sensor_timeout',
    family: 'timeout',
    title: 'Sensor gave up waiting',
    definition: 'What the sensor waits for did not come within its timeout.',
    patterns: [
      proof(
        /AirflowSensorTimeout|Sensor has timed out|Snap\. Time is OUT/i,
        'The sensor says that its time is over.',
      ),
    ],
    checks: ['Did the awaited file, partition or run come, and when'],
    fix: ['Cure the late upstream; adapt timeout; deferrable mode'],
    lookNext: 'The log of the job that should deliver what is awaited.',
  },
  {
    id: 'task_timeout',
    family: 'timeout',
    title: 'Task passed its execution time limit',
    definition: 'execution_timeout of the task ran out.',
    patterns: [
      strong(
        /AirflowTaskTimeout(?!: DagBag)|\bTimeout, PID: \d+/i,
        'Airflow ended the task for its time limit.',
      ),
      hint(/Process timed out, PID/i, 'A time limit of Airflow ran out.'),
      support(/Task failed with exception/, 'The task ended with an exception.'),
    ],
    symptomOf: [
      'dagbag_import_timeout',
      'sensor_timeout',
      'metadata_db_overload',
      'sql_deadlock',
      'lock_wait_timeout',
    ],
    checks: ['Where the task stood in the trace', 'How long it takes on good days'],
    fix: ['Find what waits; raise execution_timeout only then'],
    lookNext: 'The log of the system the task waited for.',
  },
  {
    id: 'zombie_task',
    family: 'lifecycle',
    title: 'Task lost its heartbeat',
    definition: 'The scheduler saw no heartbeat of a running task and declared it dead.',
    patterns: [
      proof(
        anyOf(
          /Detected zombie job|Detected a task instance without a heartbeat/i,
          /Failing \(?\d+\)? (?:jobs|TIs) without heartbeat/i,
        ),
        'The scheduler found a task without a heartbeat.',
      ),
      strong(
        /Too many failed heartbeats; terminating process|Heartbeat time limit exceeded/i,
        'The task could not send its heartbeat.',
      ),
      hint(
        /State of this instance has been externally set to up_for_retry/i,
        'The scheduler took a running task for dead.',
      ),
      proof(
        anyOf(
          /Failing \(?\d+\)? (?:jobs|TIs|task instances) without heartbeat/,
          /heartbeat (?:timeout|timed out)[^\n]{0,80}task/,
          /[Tt]ask (?:instance )?(?:did not|has not|failed to) (?:emit|send|received?) heartbeat/,
          /Detected zombie/,
        ),
        'The scheduler found a task without a heartbeat.',
      ),
    ],
    symptomOf: [
      'oom_sigkill',
      'k8s_oomkilled',
      'worker_oom',
      'metadata_db_overload',
      'executor_preempted',
      'k8s_node_eviction',
    ],
    checks: [
      'Was the worker killed or out of memory at the last heartbeat',
      'Load of database and API server',
    ],
    fix: ['Give the worker memory; raise task_instance_heartbeat_timeout when the load is known'],
    lookNext: 'The worker host and its memory at the last heartbeat.',
  },
  {
    id: 'task_externally_terminated',
    family: 'lifecycle',
    title: 'Running task was stopped from outside',
    definition:
      'Somebody, or another component, changed the state of the running task and it was ended.',
    patterns: [
      hint(
        /State of this instance has been externally set to (?:failed|success|None|removed|queued|restarting|shutdown)/i,
        'The state of the task was changed while it ran.',
      ),
      hint(
        /Task received SIGTERM signal|Received SIGTERM\. Terminating subprocesses/i,
        'The task was told to end.',
      ),
    ],
    against: [
      hint(
        /Marking task as SUCCESS|exited with return code 0\b/i,
        'The task had ended well by itself.',
      ),
    ],
    symptomOf: [
      'dagrun_timeout',
      'metadata_db_overload',
      'heartbeat_rejected',
      'zombie_task',
      'executor_preempted',
      'k8s_node_eviction',
      'task_timeout',
      'k8s_oomkilled',
      'scheduler_heartbeat',
    ],
    checks: [
      'Audit log: who changed the state',
      'Deployment, scale-down or restart at that minute',
    ],
    fix: ['Retry when it was a restart; let workers drain before they stop'],
    lookNext: 'The scheduler log and the audit log at that time.',
  },
  {
    id: 'heartbeat_rejected',
    family: 'lifecycle',
    title: 'Heartbeat refused because the record of the task changed',
    definition:
      'The API answered a heartbeat with conflict or not found: the task was cleared, restarted or removed.',
    patterns: [
      proof(
        anyOf(
          /\/heartbeat[^\n]{0,200}(?:(?<![,.:\d])(?:409|404|410)\b|Conflict|Not Found)/i,
          /running_elsewhere|TI is (?:no longer in the running state|already running elsewhere)/i,
          /Task Instance not found/i,
        ),
        'The heartbeat was refused.',
      ),
      proof(
        /reason\W{1,6}(?:not_running|running_elsewhere|not_found)\b/,
        'The heartbeat was refused.',
      ),
      strong(
        /Server indicated the task shouldn'?t be running anymore|SERVER_TERMINATED/i,
        'The server refused the heartbeat, and the task was ended.',
      ),
    ],
    checks: ['Whether the task was cleared, or runs a second time'],
    fix: ['Clear the task when nothing else runs it; look for double scheduling'],
    lookNext: 'The scheduler log at that time.',
  },
  {
    id: 'executor_state_mismatch',
    family: 'lifecycle',
    title: 'Executor and scheduler disagree on the state of a task',
    definition: 'The executor says the task ended, but the task itself never reported it.',
    patterns: [
      proof(
        anyOf(
          /reports? task instance [\s\S]{0,400}?finished \(\w+\) although the task says/i,
          /reported that the task instance [\s\S]{0,400}?finished with state \S+, but the task instance'?s state attribute is/i,
          /Was the task killed externally\?/i,
        ),
        'Executor and task disagree.',
      ),
      proof(
        anyOf(
          /finished with state \S+, but the task instance'?s state/i,
          /although the (?:task|TI) says|executor state:? \S+ (?:does not match|differs)/i,
        ),
        'Executor and task disagree.',
      ),
    ],
    symptomOf: [
      'dag_not_found_on_worker',
      'oom_sigkill',
      'k8s_oomkilled',
      'missing_module',
      'worker_oom',
      'metadata_db_connections',
      'k8s_pod_start_timeout',
      'image_pull_failed',
    ],
    checks: ['Did the task start at all on the worker'],
    fix: ['Cure what ended the process before it could report'],
    lookNext: 'The worker log of the executor on the named host.',
  },
  {
    id: 'pid_mismatch',
    family: 'lifecycle',
    title: 'Process id differs from the recorded one',
    definition: 'The running process is not the one that is recorded for the task.',
    patterns: [
      proof(
        /Recorded pid \d+ does not match the current pid|PID of job runner does not match/i,
        'Airflow compared two process ids.',
      ),
    ],
    checks: ['run_as_user; two workers with one task'],
    fix: ['Upgrade, or remove run_as_user'],
    lookNext: 'The worker log.',
  },
  {
    id: 'scheduler_heartbeat',
    family: 'lifecycle',
    title: 'Scheduler stopped heartbeating',
    definition: 'The scheduler hangs or died; nothing is scheduled.',
    patterns: [
      strong(
        /The scheduler does not appear to be running/i,
        'The page missed heartbeats of the scheduler.',
      ),
      strong(
        anyOf(
          /Last heartbeat was received (?:\S+ (?:minute|hour|day)|(?:[6-9]\d|\d{3,}) seconds)/i,
          /"scheduler": ?\{[^}]{0,200}"unhealthy"/i,
        ),
        'The scheduler sent no heartbeat.',
      ),
      proof(
        anyOf(
          /Scheduler heartbeat got an exception|No alive jobs found/,
          /SchedulerJob[^\n]{0,80}(?:not alive|died|heartbeat (?:timeout|failed))/,
          /[Ss]cheduler (?:is |process )?(?:not (?:healthy|heartbeating|alive)|unhealthy)/,
        ),
        'The health check found no living scheduler.',
      ),
    ],
    symptomOf: [
      'metadata_db_connections',
      'metadata_db_deadlock',
      'metadata_db_overload',
      'upgrade_metadata_db',
    ],
    checks: ['Is the process up, CPU-bound, waiting for the database'],
    fix: ['Restart it; cure database or DAG parsing load'],
    lookNext: 'The scheduler log before it fell silent.',
  },
  {
    id: 'dependencies_not_met',
    family: 'not-an-error',
    title: 'Task waits for its dependencies',
    definition: 'Not a failure: the task is not allowed to run yet.',
    patterns: [
      proof(
        /Dependencies not met for|FAILED: Trigger Rule|'Trigger Rule' FAILED|dependency 'Trigger Rule'/i,
        'Airflow says which dependency is not met.',
      ),
      hint(/Task is not able to be run/, 'Airflow did not start the task.'),
    ],
    symptomOf: ['concurrency_limit', 'max_active_runs'],
    checks: ['State of the upstream tasks named in the line'],
    fix: ['Nothing here: look at the upstream task'],
    lookNext: 'The log of the upstream task.',
  },
  {
    id: 'concurrency_limit',
    family: 'scheduling',
    title: 'Task waits because a concurrency limit is used up',
    definition: 'Pool, DAG or task concurrency leaves no slot.',
    patterns: [
      proof(
        anyOf(
          /(?:DAG's task concurrency limit|task concurrency for this task) (?:of \d+|has been reached)/i,
          /Executor full/i,
          /Not (?:executing|scheduling) [^\n]{0,200}(?:since|because)[^\n]{0,120}(?:max_active_ti\w+|max_active_tasks|concurrency|pool|open slots|task instances)/i,
          /There are 0 open slots|Pool \S+ has no (?:more |open )?slots|pool[^\n]{0,60}starving/i,
        ),
        'The scheduler names the limit.',
      ),
      proof(
        anyOf(
          /(?:Pool Slots Available|Task Instance Slots Available|Task Concurrency)' FAILED/,
          /The maximum number of running tasks/,
          /maximum number of (?:active|running) (?:task|ti)s?\b/,
          /(?:Not (?:scheduling|executing))[^\n]{0,200}(?:open slots|slots in pool|max_active_t\w+)/,
          /tasks? running or queued from DAG \S+ is >= to/,
          /has (\d+)\/\1 running and queued tasks/,
          /[Pp]ool \S+ (?:has|with) (?:no|0) (?:open|free|available) slots/,
          /no (?:open|free|available) slots (?:in|for) (?:the )?(?:pool|executor)/,
          /[Ee]xecutor is full|[Ee]xecutor full/,
        ),
        'The scheduler names the limit.',
      ),
    ],
    checks: ['Used slots of the pool and of the DAG'],
    fix: ['Raise the limit or shorten the tasks that hold the slots'],
    lookNext: 'The scheduler log and the pools page.',
  },
  {
    id: 'max_active_runs',
    family: 'scheduling',
    title: 'Limit of active DAG runs reached',
    definition: 'max_active_runs runs of the DAG are active; the next one waits.',
    patterns: [
      proof(
        anyOf(
          /(?:at )?max(?:imum)?[_ ]active[_ ](?:dag[_ ]?)?runs[^\n]{0,100}(?:reached|limit|not creating|\d+ of \d+)/i,
          /DAG \S+ (?:is at|already has) \d+ (?:of \d+ )?active runs/i,
        ),
        'The scheduler names the limit of runs.',
      ),
      proof(
        anyOf(
          /maximum number of active dag runs|already has \d+ active runs/i,
          /max_active_runs[^\n]{0,40}(?:reached|limit|of \d+)/i,
        ),
        'The scheduler names the limit of runs.',
      ),
    ],
    checks: ['Which old run still runs'],
    fix: ['End or fail the stuck run; raise max_active_runs'],
    lookNext: 'The list of runs.',
  },
  {
    id: 'metadata_db_connections',
    family: 'resource-limit',
    title: 'Metadata database of Airflow has no free connections',
    definition: 'The database, or the pool of a component, had no connection left.',
    patterns: [
      proof(
        /QueuePool limit of size \d+ overflow \d+ reached/i,
        'The connection pool was used up.',
      ),
      strong(
        /(?:airflow|scheduler_job|sqlalchemy|psycopg2)[\s\S]{0,3000}?(?:too many clients already|remaining connection slots are reserved|Too many connections|no more connections allowed|server closed the connection unexpectedly)/i,
        'The database gave no connection.',
      ),
    ],
    against: [
      strong(
        /airflow\/providers\/\S{0,80}\/hooks\//,
        'A hook of the task made the connection, so it is the database of the user.',
      ),
    ],
    checks: ['Connections by client in the database', 'Pool size times number of processes'],
    fix: ['Put PgBouncer in front; smaller pools; higher max_connections'],
    lookNext: 'The database log.',
  },
  {
    id: 'metadata_db_overload',
    family: 'performance',
    title: 'Metadata database of Airflow overloaded',
    definition: 'The database answers so slowly that components miss their time limits.',
    patterns: [
      strong(
        /(?:scheduler|heartbeat|airflow)[\s\S]{0,2000}?(?:OperationalError[\s\S]{0,200}?(?:timeout expired|timed? ?out|could not receive data|Lost connection)|canceling statement due to statement timeout)/i,
        'The database did not answer in time.',
      ),
      hint(/Heartbeat recovered after [\d.]+ seconds/i, 'Heartbeats to the database took long.'),
      support(
        /State of this instance has been externally set to|Received SIGTERM\. Terminating subprocesses|Task received SIGTERM signal/i,
        'A running task was ended at the same time.',
      ),
      hint(
        /The scheduler does not appear to be running|Scheduler heartbeat got an exception/i,
        'The scheduler missed its heartbeats.',
      ),
      strong(
        /(?:scheduler|heartbeat|airflow)[\s\S]{0,3000}?MySQL server has gone away/i,
        'The database dropped a connection that waited for too long.',
      ),
    ],
    against: [
      strong(
        /airflow\/providers\/\S{0,80}\/hooks\//,
        'A hook of the task made the connection, so it is the database of the user.',
      ),
    ],
    checks: ['CPU, locks and slow queries of the database'],
    fix: ['Larger instance, cleaned history (airflow db clean), fewer parsing processes'],
    lookNext: 'Metrics of the database at that time.',
  },
  {
    id: 'metadata_db_deadlock',
    family: 'concurrency',
    title: 'Deadlock in the metadata database of Airflow',
    definition: 'Two components locked the same rows in another order.',
    patterns: [
      proof(
        anyOf(
          /(?:airflow|task_instance|dag_run|scheduler|dag_tag|serialized_dag|rendered_task)[\s\S]{0,4000}?(?:DeadlockDetected|deadlock detected|Deadlock found when trying to get lock)/i,
          /(?:DeadlockDetected|deadlock detected|Deadlock found when trying to get lock)[\s\S]{0,4000}?(?:task_instance|dag_run|serialized_dag|dag_tag|rendered_task|airflow)/i,
        ),
        'The database of Airflow reports a deadlock.',
      ),
    ],
    against: [
      strong(
        /airflow\/providers\/\S{0,80}\/hooks\//,
        'A hook of the task made the connection, so it is the database of the user.',
      ),
    ],
    checks: ['The two statements in the database log'],
    fix: ['Upgrade; run with READ COMMITTED; fewer schedulers'],
    lookNext: 'The database log.',
  },
  {
    id: 'metadata_db_integrity',
    family: 'concurrency',
    title: 'Duplicate or conflicting row in the metadata database of Airflow',
    definition: 'A row that Airflow wanted to write breaks a key of its own tables.',
    patterns: [
      proof(
        /(?:IntegrityError|UniqueViolation|Duplicate entry|ForeignKeyViolation)[\s\S]{0,1500}?(?:dag_run|task_instance|task_fail|xcom|dag_tag|serialized_dag|ab_\w+|rendered_task|dag_version|asset|dataset|log_template|job_pkey|dag_code)/i,
        'A key of a table of Airflow was broken.',
      ),
      strong(
        /DagRunAlreadyExists|A Dag Run already exists for dag id/i,
        'A run with the same id or date is there already.',
      ),
    ],
    checks: ['Two components that write the same row; leftovers of an upgrade'],
    fix: ['Remove the conflicting row; upgrade'],
    lookNext: 'The database log.',
  },
  {
    id: 'upgrade_metadata_db',
    family: 'version-mismatch',
    title: 'Metadata database does not match the release of Airflow',
    definition: 'The schema was not migrated to the installed release.',
    patterns: [
      proof(
        anyOf(
          /(?:need to|[Pp]lease) (?:run|upgrade|initialize|migrate)[^\n]{0,80}airflow (?:db (?:migrate|upgrade|init)|upgradedb|initdb|migratedb)/i,
          /database (?:is not|needs to be) (?:initialized|upgraded|migrated)/i,
          /(?:column|relation|table) "?[\w.]+"? does not exist[\s\S]{0,2000}?(?:task_instance|dag_run|dag_version|serialized_dag|airflow)/i,
          /There are still unapplied migrations|Can'?t locate revision identified by/i,
        ),
        'The schema of the database is of another release.',
      ),
      strong(
        anyOf(
          /is not among the defined enum values/,
          /Multiple (?:head revisions|heads) (?:are )?present/,
          /no such (?:table|column): (?:\w+\.)?(?:dag|dag_run|task_instance|job|slot_pool|log|xcom|variable|connection|ab_user|ab_permission\w*|ab_view_menu|serialized_dag|dag_version|dag_bundle|asset\w*|session|alembic_version|callback_request|trigger|import_error|dag_tag|dag_code|rendered_task_instance_fields|task_reschedule|sla_miss)\b/,
          /(?:[Tt]able|[Rr]elation|[Cc]olumn) ['"`]?(?:\w+\.)?(?:dag|dag_run|task_instance|job|slot_pool|log|xcom|variable|connection|ab_user|ab_permission\w*|ab_view_menu|serialized_dag|dag_version|dag_bundle|asset\w*|session|alembic_version|callback_request|trigger|import_error|dag_tag|dag_code|rendered_task_instance_fields|task_reschedule|sla_miss)(?:\.\w+)?['"`]? (?:does not|doesn'?t) exist/,
          /(?:[Cc]olumn|[Rr]elation|[Tt]able) ['"`]?\w+['"`]? of relation ['"`]?(?:dag|dag_run|task_instance|job|slot_pool|log|xcom|serialized_dag|ab_\w+)['"`]? already exists/,
          /Unknown column '(?:\w+\.)?(?:dag|dag_run|task_instance|job|slot_pool|log|xcom|variable|connection|ab_user|ab_permission\w*|ab_view_menu|serialized_dag|dag_version|dag_bundle|asset\w*|session|alembic_version|callback_request|trigger|import_error|dag_tag|dag_code|rendered_task_instance_fields|task_reschedule|sla_miss)\.\w+' in/,
        ),
        'A table or column of Airflow is not there, or holds what this release cannot read.',
      ),
      strong(
        anyOf(
          /alembic\.(?:util|script)\S*(?:Error|CommandError|RevisionError|ResolutionError)|Target database is not up to date/,
          /No such revision or branch|incompatible data in the [`'"]?\w+[`'"]? table|airflow db check-migrations/i,
          /(?:airflow|sqlalchemy)[\s\S]{0,4000}?(?:UnpicklingError|Could not locate column in row for column)/,
        ),
        'What is stored is of another release.',
      ),
      strong(
        anyOf(
          /is not a valid (?:TaskInstanceState|DagRunState|DagRunType|TriggerRule|JobState|ReprocessBehavior)\b/,
          /UndefinedObject[\s\S]{0,60}constraint "|(?:DuplicateColumn|DuplicateTable|DuplicateObject)\b/,
          /(?:alembic|airflow|[Mm]igration)[\s\S]{0,3000}?(?:Duplicate column name|Specified key was too long|Multiple primary key defined|check that (?:column|it)\/key exists)/,
        ),
        'A migration met a schema that it did not expect, or a row is of another release.',
      ),
    ],
    against: [
      strong(
        /airflow\/providers\/\S{0,80}\/hooks\//,
        'A hook of the task made the connection, so it is the database of the user.',
      ),
    ],
    checks: ['airflow db check-migrations on the same image'],
    fix: ['airflow db migrate with the new image, once, before the components start'],
    lookNext: 'The log of the migration job.',
  },
  {
    id: 'dag_parse_timeout',
    family: 'timeout',
    title: 'DAG file takes too long to parse',
    definition:
      'Loading a DAG file ran into a time limit, and the log does not say into which of the two.',
    patterns: [
      strong(
        /(?:dag_processing|DagFileProcessor|dag_file_processor|dag-processor|processor_agent|dagbag)[\s\S]{0,600}?(?:AirflowTaskTimeout|[Tt]imed out|[Tt]imeout)\b/,
        'The parsing of a DAG file ran out of time.',
      ),
      hint(/Process timed out, PID/, 'A time limit of Airflow ran out.'),
      support(
        /Failed to import:? \S+\.py(?![\s\S]{0,8000}AirflowTaskTimeout)[\s\S]{0,4000}?File "[^"\n]*\/dags\/[^"\n]+", line \d+, in <module>\n/,
        'Code at the top of the DAG file was running when the time ran out.',
      ),
    ],
    symptomOf: ['*'],
    checks: [
      'Top-level code of the file: network, database, heavy imports',
      'How many tasks it makes',
    ],
    fix: ['Move slow work into tasks; split the file'],
    lookNext: 'The DAG-processor log.',
  },
];
