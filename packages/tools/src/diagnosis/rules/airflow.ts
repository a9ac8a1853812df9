import { hint, proof, strong, support, type Rule } from '../rule.ts';

/** Causes that belong to the scheduler and its tasks: time limits, lifecycle, scheduling, its database, its DAG files. */
export const airflowRules: readonly Rule[] = [
  {
    id: 'dagbag_import_timeout',
    family: 'timeout',
    title: 'DAG import hit its time limit',
    definition: 'Importing the DAG file took longer than core.dagbag_import_timeout.',
    patterns: [
      proof(
        /DagBag import timeout for|AirflowTaskTimeout: DagBag import|(?:Failed to import: |in process_file|_load_modules_from_file)[\s\S]{0,4000}?AirflowTaskTimeout/i,
        'Airflow names the import time limit.',
      ),
      hint(/Process timed out, PID/, 'A time limit of Airflow ran out.'),
      support(/Failed to import:? \S+\.py/, 'A DAG file could not be imported.'),
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
        /Detected zombie job|Detected a task instance without a heartbeat|Failing \(?\d+\)? (?:jobs|TIs) without heartbeat/i,
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
        /Failing \(?\d+\)? (?:jobs|TIs|task instances) without heartbeat|heartbeat (?:timeout|timed out)[^\n]{0,80}task|[Tt]ask (?:instance )?(?:did not|has not|failed to) (?:emit|send|received?) heartbeat|Detected zombie/,
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
        /\/heartbeat[^\n]{0,200}(?:(?<![,.:\d])(?:409|404|410)\b|Conflict|Not Found)|running_elsewhere|TI is (?:no longer in the running state|already running elsewhere)|Task Instance not found/i,
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
        /reports? task instance [\s\S]{0,400}?finished \(\w+\) although the task says|reported that the task instance [\s\S]{0,400}?finished with state \S+, but the task instance'?s state attribute is|Was the task killed externally\?/i,
        'Executor and task disagree.',
      ),
      proof(
        /finished with state \S+, but the task instance'?s state|although the (?:task|TI) says|executor state:? \S+ (?:does not match|differs)/i,
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
        /Last heartbeat was received (?:\S+ (?:minute|hour|day)|(?:[6-9]\d|\d{3,}) seconds)|"scheduler": ?\{[^}]{0,200}"unhealthy"/i,
        'The scheduler sent no heartbeat.',
      ),
      proof(
        /Scheduler heartbeat got an exception|No alive jobs found|SchedulerJob[^\n]{0,80}(?:not alive|died|heartbeat (?:timeout|failed))|[Ss]cheduler (?:is |process )?(?:not (?:healthy|heartbeating|alive)|unhealthy)/,
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
        /(?:DAG's task concurrency limit|task concurrency for this task) (?:of \d+|has been reached)|Executor full|Not (?:executing|scheduling) [^\n]{0,200}(?:since|because)[^\n]{0,120}(?:max_active_ti\w+|max_active_tasks|concurrency|pool|open slots|task instances)|There are 0 open slots|Pool \S+ has no (?:more |open )?slots|pool[^\n]{0,60}starving/i,
        'The scheduler names the limit.',
      ),
      proof(
        /(?:Pool Slots Available|Task Instance Slots Available|Task Concurrency)' FAILED|The maximum number of running tasks|maximum number of (?:active|running) (?:task|ti)s?\b|(?:Not (?:scheduling|executing))[^\n]{0,200}(?:open slots|slots in pool|max_active_t\w+)|tasks? running or queued from DAG \S+ is >= to|has (\d+)\/\1 running and queued tasks|[Pp]ool \S+ (?:has|with) (?:no|0) (?:open|free|available) slots|no (?:open|free|available) slots (?:in|for) (?:the )?(?:pool|executor)|[Ee]xecutor (?:is )?full/,
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
        /(?:at )?max(?:imum)?[_ ]active[_ ](?:dag[_ ]?)?runs[^\n]{0,100}(?:reached|limit|not creating|\d+ of \d+)|DAG \S+ (?:is at|already has) \d+ (?:of \d+ )?active runs/i,
        'The scheduler names the limit of runs.',
      ),
      proof(
        /maximum number of active dag runs|already has \d+ active runs|max_active_runs[^\n]{0,40}(?:reached|limit|of \d+)/i,
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
        /airflow\/providers\/\S{0,80}\/hooks\/|airflow\.providers\.\S{0,80}\.hooks\./,
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
        /State of this instance has been externally set to up_for_retry/i,
        'The scheduler took a running task for dead.',
      ),
    ],
    against: [
      strong(
        /airflow\/providers\/\S{0,80}\/hooks\/|airflow\.providers\.\S{0,80}\.hooks\./,
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
        /(?:airflow|task_instance|dag_run|scheduler|dag_tag|serialized_dag|rendered_task)[\s\S]{0,4000}?(?:DeadlockDetected|deadlock detected|Deadlock found when trying to get lock)|(?:DeadlockDetected|deadlock detected|Deadlock found when trying to get lock)[\s\S]{0,4000}?(?:task_instance|dag_run|serialized_dag|dag_tag|rendered_task|airflow)/i,
        'The database of Airflow reports a deadlock.',
      ),
    ],
    against: [
      strong(
        /airflow\/providers\/\S{0,80}\/hooks\/|airflow\.providers\.\S{0,80}\.hooks\./,
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
        /(?:need to|[Pp]lease) (?:run|upgrade|initialize|migrate)[^\n]{0,80}airflow (?:db (?:migrate|upgrade|init)|upgradedb|initdb|migratedb)|database (?:is not|needs to be) (?:initialized|upgraded|migrated)|(?:column|relation|table) "?[\w.]+"? does not exist[\s\S]{0,2000}?(?:task_instance|dag_run|dag_version|serialized_dag|airflow)|There are still unapplied migrations|Can'?t locate revision identified by/i,
        'The schema of the database is of another release.',
      ),
      strong(
        /is not among the defined enum values|Multiple (?:head revisions|heads) (?:are )?present|no such (?:table|column): (?:\w+\.)?(?:dag|dag_run|task_instance|job|slot_pool|log|xcom|variable|connection|ab_user|ab_permission\w*|ab_view_menu|serialized_dag|dag_version|dag_bundle|asset\w*|session|alembic_version|callback_request|trigger|import_error|dag_tag|dag_code|rendered_task_instance_fields|task_reschedule|sla_miss)\b|(?:[Tt]able|[Rr]elation|[Cc]olumn) ['"`]?(?:\w+\.)?(?:dag|dag_run|task_instance|job|slot_pool|log|xcom|variable|connection|ab_user|ab_permission\w*|ab_view_menu|serialized_dag|dag_version|dag_bundle|asset\w*|session|alembic_version|callback_request|trigger|import_error|dag_tag|dag_code|rendered_task_instance_fields|task_reschedule|sla_miss)(?:\.\w+)?['"`]? (?:does not|doesn'?t) exist|(?:[Cc]olumn|[Rr]elation|[Tt]able) ['"`]?\w+['"`]? of relation ['"`]?(?:dag|dag_run|task_instance|job|slot_pool|log|xcom|serialized_dag|ab_\w+)['"`]? already exists|Unknown column '(?:\w+\.)?(?:dag|dag_run|task_instance|job|slot_pool|log|xcom|variable|connection|ab_user|ab_permission\w*|ab_view_menu|serialized_dag|dag_version|dag_bundle|asset\w*|session|alembic_version|callback_request|trigger|import_error|dag_tag|dag_code|rendered_task_instance_fields|task_reschedule|sla_miss)\.\w+' in/,
        'A table or column of Airflow is not there, or holds what this release cannot read.',
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
    id: 'dag_import_exception',
    family: 'code',
    title: 'DAG file raises an exception on load',
    definition: 'The file cannot be imported, so its DAGs are missing.',
    patterns: [
      hint(/Failed to import:? \S+\.py/i, 'A DAG file could not be imported.'),
      strong(
        /Broken DAG|Failed to import:? \S+\.py[\s\S]{0,6000}?\n\S*(?:Error|Exception)\b|(?:dagbag|processor|dag_processing)\S*[\s\S]{0,300}?(?:Traceback|Exception|Error)[\s\S]{0,4000}?(?:\/dags\/\S+\.py)/i,
        'A DAG file could not be loaded.',
      ),
    ],
    symptomOf: ['*', 'dag_parse_timeout'],
    checks: ['python FILE.py in the image of the DAG processor'],
    fix: ['Cure the exception that stands last in the trace'],
    lookNext: 'airflow dags list-import-errors.',
  },
  {
    id: 'dag_cycle',
    family: 'code',
    title: 'Dependencies form a cycle',
    definition: 'A task depends on itself through others.',
    patterns: [
      proof(
        /AirflowDagCycleException|Cycle detected in DAG|Found a cycle in/i,
        'Airflow found a cycle.',
      ),
      proof(/Found a cycle: |[Cc]yclic dependenc|contains a cycle/, 'A cycle was found.'),
    ],
    checks: ['The task named in the message and its arrows'],
    fix: ['Remove one arrow of the cycle'],
    lookNext: 'The DAG file.',
  },
  {
    id: 'dag_serialization',
    family: 'code',
    title: 'DAG cannot be serialized',
    definition: 'The DAG holds something that cannot be written to the database.',
    patterns: [
      proof(
        /Failed to (?:serialize DAG|write serialized DAG)|SerializationError[\s\S]{0,200}?DAG/i,
        'Airflow could not serialize the DAG.',
      ),
      proof(
        /(?:serialize_dag|serialized_dag|serialized_objects|sync_to_db|SerializedDAG)[\s\S]{0,2500}?(?:not JSON serializable|SerializationError|Unable to serialize|[Cc]annot serialize|unknown type)|encountered unknown type in serialization|SerializationError: Failed to serialize/,
        'Airflow could not serialize the DAG.',
      ),
    ],
    checks: ['Parameters and default_args with objects'],
    fix: ['Pass plain values; build objects inside tasks'],
    lookNext: 'The import errors page.',
  },
  {
    id: 'dag_not_found_on_worker',
    family: 'deployment',
    title: 'DAG file not available where the task runs',
    definition: 'The worker could not find or load the DAG that the scheduler knows.',
    patterns: [
      proof(
        /DAG not found during start ?up|Task not found in DAG during start|Dag ['"]?[\w.-]+['"]? could not be found; either it does not exist or it failed to parse|dag_id could not be found: /i,
        'The worker did not find the DAG.',
      ),
      strong(
        /(?:FileNotFoundError|No such file or directory)[^\n]{0,40}'?\S*\/dags?\/\S+\.py|DAG \S+ (?:could )?not (?:be )?found in (?:DagBag|the dag folder)|Dag not found in bundle|dag_id could not be found/i,
        'The file of the DAG is not where the task runs.',
      ),
      strong(/Dag '[^'\n]+' not found in path/i, 'The worker looked for the DAG where it is not.'),
    ],
    checks: ['airflow dags list-import-errors on the worker', 'Version of the DAG files there'],
    fix: ['Bring the same files and packages to all components'],
    lookNext: 'The import on the worker itself.',
  },
  {
    id: 'timetable_not_registered',
    family: 'deployment',
    title: 'Custom timetable unknown to this component',
    definition: 'The plugin with the timetable is not installed here.',
    patterns: [
      proof(
        /Timetable class '?[^\n]+'? is not registered|_TimetableNotRegistered/i,
        'The timetable is not registered.',
      ),
    ],
    checks: ['airflow plugins on each component'],
    fix: ['Install the plugin on scheduler, processor and API server'],
    lookNext: 'Plugin list of the component.',
  },
  {
    id: 'cron_invalid',
    family: 'configuration',
    title: 'Schedule expression is not valid',
    definition: 'The cron text of a schedule cannot be read.',
    patterns: [
      proof(
        /CroniterBad(?:Cron|Date)Error|Invalid (?:timetable|[Cc]ron) expression|Exactly [\d, or]+ columns has to be specified|Croniter\w*Error|AirflowTimetableInvalid|\] is not acceptable, out of range|unparseable schedule|cron expression[^\n]{0,60}(?:invalid|not valid)/i,
        'The schedule cannot be read.',
      ),
    ],
    checks: ['The schedule of that DAG, five fields'],
    fix: ['Write a valid expression'],
    lookNext: 'The DAG file.',
  },
  {
    id: 'connection_missing',
    family: 'missing-object',
    title: 'Airflow connection not defined',
    definition: 'A task asks for a connection id that does not exist here.',
    patterns: [
      proof(
        /The conn_id `?[^`\n]+`? isn'?t defined|AirflowNotFoundException[^\n]{0,60}conn|CONNECTION_NOT_FOUND|Connection with ID \S+ not found/i,
        'Airflow names the missing connection.',
      ),
      proof(
        /Connection (?:with (?:conn_id|id) )?['`"]?[\w.-]+['`"]? (?:is )?not (?:found|defined|exist)|Connection not found: |No (?:such )?connection (?:with )?(?:conn_)?id/i,
        'The connection is not defined.',
      ),
    ],
    checks: ['airflow connections get ID in the same environment'],
    fix: ['Create it, or correct the id'],
    lookNext: 'Connections and secrets backend.',
  },
  {
    id: 'variable_missing',
    family: 'missing-object',
    title: 'Airflow variable not defined',
    definition: 'A variable that is read does not exist.',
    patterns: [
      proof(
        /Variable \S+ does not exist|VARIABLE_NOT_FOUND|Variable with ID \S+ not found/i,
        'Airflow names the missing variable.',
      ),
      proof(
        /Variable (?:with key )?['`"]?[\w.-]+['`"]? (?:does not exist|is not (?:found|defined)|not found)|Variable not found: /,
        'The variable is not defined.',
      ),
    ],
    checks: ['airflow variables get NAME'],
    fix: ['Create it or give a default'],
    lookNext: 'Variables and secrets backend.',
  },
  {
    id: 'dag_not_found',
    family: 'missing-object',
    title: 'DAG id not known',
    definition: 'Something refers to a DAG that does not exist.',
    patterns: [
      strong(
        /DagNotFound(?:Exception)?|Dag id \S+ not found|DAG with dag_id: '?[\w.-]+'? not found|The external DAG \S+ does not exist/i,
        'The DAG is not known.',
      ),
      strong(
        /DAG \S+ (?:was )?not found|DAG (?:id )?'[^'\n]+' (?:does not exist|not found)|The DAG with dag_id: \S+ (?:was not found|not found)|Dag \S+ does not exist in the metadata|could not find dag/i,
        'The DAG is not known.',
      ),
    ],
    symptomOf: [
      'sensor_target_missing',
      'dag_not_found_on_worker',
      'dag_import_exception',
      'upgrade_metadata_db',
    ],
    checks: ['Spelling; is the file parsed'],
    fix: ['Correct the id or deploy the DAG'],
    lookNext: 'Import errors.',
  },
  {
    id: 'sensor_target_missing',
    family: 'missing-object',
    title: 'Sensor waits for something that does not exist',
    definition: 'The awaited DAG, task or table does not exist at all.',
    patterns: [
      proof(
        /The external (?:DAG|task|task group) [^\n]{0,200}does not exist|external task[^\n]{0,80}(?:deleted|does not exist)/i,
        'The target of the sensor does not exist.',
      ),
    ],
    symptomOf: ['path_not_found'],
    checks: ['Id, and logical date difference'],
    fix: ['Correct the target or execution_delta'],
    lookNext: 'The DAG that should be awaited.',
  },
  {
    id: 'template_error',
    family: 'code',
    title: 'Template cannot be rendered',
    definition: 'Jinja could not fill a template field.',
    patterns: [
      proof(
        /jinja2\.exceptions\.\w+|TemplateNotFound|Exception rendering Jinja template|UndefinedError: /i,
        'A template could not be rendered.',
      ),
      proof(
        /TemplateSyntaxError|TemplateAssertionError|Template rendering failed|(?:Failed|Error) (?:to )?render(?:ing)? (?:the )?template/i,
        'A template could not be rendered.',
      ),
    ],
    symptomOf: ['airflow3_migration', 'dbt_compile_error'],
    checks: ['The field and the variable in the message'],
    fix: ['Correct the name; a path needs a file or a trailing space'],
    lookNext: 'The rendered template of the task.',
  },
  {
    id: 'xcom_serialization',
    family: 'code',
    title: 'Value cannot be passed through XCom',
    definition: 'What a task returned cannot be serialized.',
    patterns: [
      proof(
        /(?:Could not serialize the XCom|XCom[\s\S]{0,1500}?(?:not JSON serializable|cannot serialize|cannot be serialized))|(?:not JSON serializable|cannot serialize object)[\s\S]{0,2000}?xcom/i,
        'The returned value cannot be serialized.',
      ),
      strong(
        /cannot serialize object of type|was not found in allow list for deserialization|PydanticSerializationError|(?:_xcom_push|xcom_push|XCom\.set|serialize_value|xcom_pull|deserialize_value)[\s\S]{0,2500}?(?:TypeError|PicklingError|JSONDecodeError|UnpicklingError|not JSON serializable)|Could not (?:de)?serialize the XCom/,
        'A value could not pass through XCom.',
      ),
    ],
    checks: ['Type of the returned value'],
    fix: ['Return a plain value or a reference to where the data is'],
    lookNext: 'The return value of the task.',
  },
  {
    id: 'xcom_too_large',
    family: 'resource-limit',
    title: 'XCom value too large for its store',
    definition: 'The value passed between tasks does not fit.',
    patterns: [
      proof(
        /(?:xcom)[\s\S]{0,1500}?(?:Data too long for column|bigger than 'max_allowed_packet'|larger than 1 ?GB|Request Entity Too Large|value too long for type|string_too_long)|(?:Data too long for column 'value'|max_allowed_packet)[\s\S]{0,2000}?xcom/i,
        'The value did not fit into XCom.',
      ),
      proof(
        /XCom[^\n]{0,200}(?:too large|exceeds|size limit)|size of (?:the )?(?:XCom|return value)[^\n]{0,100}(?:large|exceed|limit)/i,
        'The value is too large for XCom.',
      ),
    ],
    checks: ['Size of what the task returns'],
    fix: ['Store the data and pass a path; object-storage XCom backend'],
    lookNext: 'The return value of the task.',
  },
  {
    id: 'task_fail_no_retry',
    family: 'code',
    title: 'Task code asked to fail without retry',
    definition: 'The task raised AirflowFailException on purpose.',
    patterns: [
      strong(/AirflowFailException/, 'The code asked to fail at once.'),
      proof(
        /Immediate failure requested\.|AirflowFailException[\s\S]{0,2000}?Marking task as FAILED/,
        'The task asked to be failed at once.',
      ),
    ],
    checks: ['The condition in the code'],
    fix: ['Cure what the message says'],
    lookNext: 'The code of the task.',
  },
  {
    id: 'airflow3_db_access',
    family: 'version-mismatch',
    title: 'Direct access to the metadata database is not allowed in tasks',
    definition: 'Airflow 3 tasks may not open the database; the code uses a session.',
    patterns: [
      proof(
        /Direct database access via the ORM is not allowed|airflow-db-not-allowed/i,
        'Airflow names the forbidden access.',
      ),
    ],
    checks: ['Where the code uses settings.Session, provide_session or models'],
    fix: ['Use the REST API client or the task SDK'],
    lookNext: 'The trace.',
  },
  {
    id: 'removed_import',
    family: 'version-mismatch',
    title: 'Imported name was removed or moved in this release',
    definition: 'The code imports a name that this version of the library does not have any more.',
    patterns: [
      proof(
        /ImportError: cannot import name '?\w+'? from '?[\w.]+'?/i,
        'The name is not in the library.',
      ),
      proof(
        /No module named '?airflow\.(?:operators|sensors|hooks|contrib|utils|models|decorators|macros|kubernetes|subdag)\b[\w.]*'?|No module named '?airflow\.providers\.(?:(?:amazon|apache|atlassian|cncf|common|dbt|google|microsoft)\.)?\w+\.(?:operators|hooks|sensors|transfers|triggers|utils|secrets|log|executors|notifications)\b/i,
        'The package is there, and the module in it was moved or removed.',
      ),
      strong(/AttributeError: module '[\w.]+' has no attribute '\w+'/i, 'The name was removed.'),
      strong(
        /No module named '?(?:distutils|imp|asyncore|asynchat|smtpd|cgi|telnetlib|pipes|collections\.\w+|sklearn\.externals\b[\w.]*|pandas\.(?:io|core|util|tseries)\b[\w.]+|werkzeug\.contrib\b[\w.]*|flask\._compat|flask\.ext\b[\w.]*|sqlalchemy\.\w[\w.]*|pyspark\.\w[\w.]*|marshmallow\.\w+|jinja2\.\w+|attr\.\w+|botocore\.\w[\w.]+|requests\.packages[\w.]*|tensorflow\.\w[\w.]+|keras\.\w[\w.]+)'?/,
        'The package is there, and the module in it is gone in this release.',
      ),
    ],
    against: [
      strong(
        /File "[^"\n]*\/(?:site|dist)-packages\/(?!airflow\/)[^"\n]*", line \d+, in [^\n]{1,100}\n(?:[^\n]*\n){1,3}?(?:\S*\.)?(?:ImportError: cannot import name|AttributeError: module '[^'\n]+' has no attribute)/,
        'A library, and not the own code, asks for the name.',
      ),
      strong(
        /cannot import name '?\w+'? from '?airflow\.(?:sdk\.execution_time|executors|jobs|utils\.log|serialization|api_fastapi)\b/,
        'The name is internal to Airflow, so its own code failed and not a DAG.',
      ),
      strong(
        /most likely due to a circular import|partially initialized module/i,
        'The import is circular.',
      ),
    ],
    checks: ['Release of the library; its change list'],
    fix: ['Import from the new place; pin the version until then'],
    lookNext: 'The upgrade notes of the library.',
  },
  {
    id: 'airflow3_migration',
    family: 'version-mismatch',
    title: 'Airflow 2 usage no longer valid in Airflow 3',
    definition: 'Code or configuration uses what Airflow 3 removed.',
    patterns: [
      proof(
        /unexpected keyword argument '(?:schedule_interval|timetable|concurrency|execution_date|provide_context|task_concurrency|sla|fail_stop|default_view|sla_miss_callback|full_filepath)'|KeyError: '(?:execution_date|next_ds|prev_ds|tomorrow_ds|yesterday_ds|next_execution_date|prev_execution_date)[\w]*'/i,
        'An argument or variable of Airflow 2 was used.',
      ),
      proof(
        /'(?:execution_date|conf|next_ds|prev_ds|tomorrow_ds|yesterday_ds\w*)' is undefined|SubDagOperator|invalid choice: '(?:webserver|db init|celery|kubernetes)'|Command `?airflow (?:webserver|db init|db upgrade)`? has been removed/i,
        'Something that Airflow 3 removed was used.',
      ),
      proof(
        /Invalid arguments were passed to \w+[\s\S]{0,300}?\*\*kwargs: \{[^}\n]*'(?:provide_context|schedule_interval|execution_date|task_concurrency|sla|params)'|command,? has been removed|has been removed in Airflow 3|removed in (?:version )?Airflow 3|'DAG' object has no attribute '(?:concurrency|schedule_interval|normalized_schedule_interval|get_active_runs|full_filepath|create_dagrun)'/,
        'Something that Airflow 3 removed was used.',
      ),
    ],
    checks: ['ruff check --select AIR30 on the DAG folder'],
    fix: ['Replace it as the upgrade guide says'],
    lookNext: 'The Airflow 3 upgrade guide.',
  },
  {
    id: 'missing_provider',
    family: 'dependency',
    title: 'Airflow provider package not installed',
    definition: 'An operator or hook comes from a provider that is not here.',
    patterns: [
      proof(
        /No module named '?airflow\.providers(?:\.(?:amazon|apache|atlassian|cncf|common|dbt|google|microsoft))?(?:\.\w+)?'?(?![\w.'])|Unknown hook type|AirflowOptionalProviderFeatureException/i,
        'The provider is not installed.',
      ),
      proof(
        /install(?:ing)? (?:the )?['`"]?apache-airflow-providers-|provider (?:package )?\S+ (?:is )?not installed|pip install '?apache-airflow\[/i,
        'The message names the provider to install.',
      ),
    ],
    checks: ['pip list | grep apache-airflow-providers in that image'],
    fix: ['Add the provider to the image'],
    lookNext: 'Package list of the image.',
  },
  {
    id: 'airflow_bug_remote_logs',
    family: 'bug-in-platform',
    title: 'Airflow defect in reading remote logs',
    definition: 'Remote logs exist, but this release cannot show them.',
    patterns: [
      strong(
        /(?:s3_task_handler|gcs_task_handler|wasb_task_handler|file_task_handler|remote_log|_read_remote_logs|log_reader)[\s\S]{0,3000}?(?:TypeError|AttributeError|KeyError|ValueError|IndexError|NotImplementedError|ValidationError|UnboundLocalError|AssertionError|JSONDecodeError|UnicodeDecodeError|RuntimeError)\b/,
        'Airflow failed inside its own log reader.',
      ),
      strong(
        /Exception on \/(?:api\/v\d\/dags\/\S+\/logs\/\d+|get_logs_with_metadata)|GET \/api\/v\d\/dags\/\S+\/logs\/\S* HTTP\/1\.1" 500/,
        'The request for the log of a task failed inside Airflow.',
      ),
    ],
    symptomOf: [
      'remote_log_permission',
      'log_server_forbidden',
      'log_fetch_network',
      'secret_key_mismatch',
      's3_access_denied',
      'metadata_db_connections',
      'upgrade_metadata_db',
      'bad_credentials',
      'missing_provider',
      'connection_missing',
      'dependency_conflict',
    ],
    checks: ['Open the log in the bucket directly', 'Release of Airflow and provider'],
    fix: ['Upgrade provider or Airflow'],
    lookNext: 'The log file in the bucket.',
  },
  {
    id: 'spark_submit_failed',
    family: 'delegated-job',
    title: 'spark-submit ended with an error code',
    definition: 'The task only reports that the Spark job failed; the reason is in the driver log.',
    patterns: [
      strong(
        /Cannot execute:? ?\[?'?\S*spark-submit|\bspark-submit\b[^\n]{0,2000}?(?:exit(?:ed)? ?(?:code|with)|Error code is|returned)[^\n]{0,20}[1-9]/i,
        'spark-submit gave an error code.',
      ),

      strong(
        /SparkSubmitOperator[\s\S]{0,1500}?(?:Error code is|exit code)|(?:spark3?-submit|SparkSubmit)[\s\S]{0,1500}?(?:returned a non-zero exit code|CalledProcessError|non-zero exit status) ?[1-9]?|CalledProcessError: Command [^\n]{0,600}spark3?-submit|Cannot execute: \[?'?[^\n]{0,100}spark\S*submit/,
        'spark-submit gave an error code.',
      ),
    ],
    symptomOf: ['*'],
    checks: ['The driver lines above the message, or yarn/kubectl logs of the driver'],
    fix: ['Cure the cause in the driver log'],
    lookNext: 'The Spark driver log.',
  },
  {
    id: 'external_job_failed',
    family: 'delegated-job',
    title: 'Job started elsewhere failed',
    definition: 'The task waited for a job in another system, and that failed.',
    patterns: [
      strong(
        /failed with terminal state|TERMINATED_WITH_ERRORS|(?:EMR|Glue|AWS Batch|Athena) (?:step|job|query|serverless job)[^\n]{0,120}(?:fail|CANCELLED|exited with state: FAILED)|Exiting Job \S+ Run State: FAILED|This task is not in success state|Batch \d+ did not succeed|Pod \S+ returned a failure|(?:Kubernetes )?Job '\S+' is failed|Job run \d+ has failed|BigQuery job failed|Dataproc job[^\n]{0,80}(?:ERROR|failed)/i,
        'The other system reports failure.',
      ),
      hint(
        /return code [1-9]\d* from org\.apache\.hadoop\.hive\.ql\.exec\.\S+Task/,
        'Hive says only that the job of a stage failed.',
      ),
      strong(
        /(?:Bash )?[Cc]ommand failed\. The command returned a non-zero exit code [1-9]|CalledProcessError: Command [\s\S]{0,2000}?returned non-zero exit status [1-9]|SSH operator error: exit status = [1-9]|docker container failed|Lambda function execution resulted in error|JOB_STATE_FAILED|ECS Task (?:stopped|failed)|EcsTaskFailToStart|EcsOperatorError|exited with state:? FAILED|(?:failed with|in) (?:failed|error|terminal) states?\b|Some of the external tasks? |ExternalTaskFailedError|ExternalTaskGroupFailedError|Trigger(?:ed)?DagRun[^\n]{0,120}failed|result_state\W{1,6}(?:FAILED|TIMEDOUT)|DatabricksJobRunError|DbtCloudJobRunException|DbtRunFailed|dbt command failed|AirbyteException|Step Function\w* [^\n]{0,80}(?:FAILED|failed)|SageMaker[^\n]{0,80}[Ff]ailed|final state[^\n]{0,60}FAILED|Run failed with|Workload failed, the output/,
        'The other process or system reports failure.',
      ),
      strong(
        /Pod \S+ returned a failure|Pod (?:Launching|launching) failed: Pod \S+ returned|Job \S+ is failed with/,
        'The pod or container that was started reports failure.',
      ),
    ],
    symptomOf: ['*'],
    checks: ['Open the job by its id in that system'],
    fix: ['Cure it there'],
    lookNext: 'The log of that job in its own system.',
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
