import { anyOf, hint, proof, strong, type Rule } from '../rule.ts';

/** Airflow: DAG files, what they refer to and return, releases, and jobs started elsewhere. */
export const airflowCodeRules: readonly Rule[] = [
  {
    id: 'dag_import_exception',
    family: 'code',
    title: 'DAG file raises an exception on load',
    definition: 'The file cannot be imported, so its DAGs are missing.',
    patterns: [
      hint(/Failed to import:? \S+\.py/i, 'A DAG file could not be imported.'),
      strong(
        anyOf(
          /Broken DAG|Failed to import:? \S+\.py[\s\S]{0,6000}?\n\S*(?:Error|Exception)\b/i,
          /(?:dagbag|processor|dag_processing)\S*[\s\S]{0,300}?(?:Traceback|Exception|Error)[\s\S]{0,4000}?(?:\/dags\/\S+\.py)/i,
        ),
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
        anyOf(
          /(?:serialize_dag|serialized_dag|serialized_objects|sync_to_db|SerializedDAG)[\s\S]{0,2500}?(?:not JSON serializable|SerializationError|Unable to serialize|[Cc]annot serialize|unknown type)/,
          /encountered unknown type in serialization|SerializationError: Failed to serialize/,
        ),
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
        anyOf(
          /DAG not found during start ?up|Task not found in DAG during start/i,
          /Dag ['"]?[\w.-]+['"]? could not be found; either it does not exist or it failed to parse/i,
          /dag_id could not be found: /i,
        ),
        'The worker did not find the DAG.',
      ),
      strong(
        anyOf(
          /(?:FileNotFoundError|No such file or directory)[^\n]{0,40}'?\S*\/dags?\/\S+\.py/i,
          /DAG \S+ (?:could )?not (?:be )?found in (?:DagBag|the dag folder)/i,
          /Dag not found in bundle|dag_id could not be found/i,
        ),
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
        anyOf(
          /CroniterBad(?:Cron|Date)Error|Invalid (?:timetable|[Cc]ron) expression/i,
          /Exactly [\d, or]+ columns has to be specified|Croniter\w*Error/i,
          /AirflowTimetableInvalid|\] is not acceptable, out of range|unparseable schedule/i,
          /cron expression[^\n]{0,60}(?:invalid|not valid)/i,
        ),
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
        anyOf(
          /The conn_id `?[^`\n]+`? isn'?t defined|AirflowNotFoundException[^\n]{0,60}conn/i,
          /CONNECTION_NOT_FOUND|Connection with ID \S+ not found/i,
        ),
        'Airflow names the missing connection.',
      ),
      proof(
        anyOf(
          /Connection (?:with (?:conn_id|id) )?['`"]?[\w.-]+['`"]? (?:is )?not (?:found|defined|exist)/i,
          /Connection not found: |No (?:such )?connection (?:with )?(?:conn_)?id/i,
        ),
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
        anyOf(
          /Variable (?:with key )?['`"]?[\w.-]+['`"]? (?:does not exist|is not (?:found|defined)|not found)/,
          /Variable not found: /,
        ),
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
        anyOf(
          /DagNotFound(?:Exception)?|Dag id \S+ not found/i,
          /DAG with dag_id: '?[\w.-]+'? not found|The external DAG \S+ does not exist/i,
        ),
        'The DAG is not known.',
      ),
      strong(
        anyOf(
          /DAG \S+ (?:was )?not found|DAG (?:id )?'[^'\n]+' (?:does not exist|not found)/i,
          /The DAG with dag_id: \S+ (?:was not found|not found)/i,
          /Dag \S+ does not exist in the metadata|could not find dag/i,
        ),
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
        anyOf(
          /The external (?:DAG|task|task group) [^\n]{0,200}does not exist/i,
          /external task[^\n]{0,80}(?:deleted|does not exist)/i,
        ),
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
        anyOf(
          /TemplateSyntaxError|TemplateAssertionError|Template rendering failed/i,
          /(?:Failed|Error) (?:to )?render(?:ing)? (?:the )?template/i,
        ),
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
        anyOf(
          /(?:Could not serialize the XCom|XCom[\s\S]{0,1500}?(?:not JSON serializable|cannot serialize|cannot be serialized))/i,
          /(?:not JSON serializable|cannot serialize object)[\s\S]{0,2000}?xcom/i,
        ),
        'The returned value cannot be serialized.',
      ),
      strong(
        anyOf(
          /cannot serialize object of type|was not found in allow list for deserialization/,
          /PydanticSerializationError/,
          /(?:_xcom_push|xcom_push|XCom\.set|serialize_value|xcom_pull|deserialize_value)[\s\S]{0,2500}?(?:TypeError|PicklingError|JSONDecodeError|UnpicklingError|not JSON serializable)/,
          /Could not (?:de)?serialize the XCom/,
        ),
        'A value could not pass through XCom.',
      ),
      strong(
        /Object of type '?[\w.]+'? is not JSON serializable/,
        'A value has a type that cannot be written as JSON.',
      ),
    ],
    symptomOf: ['dag_serialization', 'dag_import_exception'],
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
        anyOf(
          /(?:xcom)[\s\S]{0,1500}?(?:Data too long for column|bigger than 'max_allowed_packet'|larger than 1 ?GB|Request Entity Too Large|value too long for type|string_too_long)/i,
          /(?:Data too long for column 'value'|max_allowed_packet)[\s\S]{0,2000}?xcom/i,
        ),
        'The value did not fit into XCom.',
      ),
      proof(
        anyOf(
          /XCom[^\n]{0,200}(?:too large|exceeds|size limit)/i,
          /size of (?:the )?(?:XCom|return value)[^\n]{0,100}(?:large|exceed|limit)/i,
        ),
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
        anyOf(
          /No module named '?airflow\.(?:operators|sensors|hooks|contrib|utils|models|decorators|macros|kubernetes|subdag)\b[\w.]*'?/i,
          /No module named '?airflow\.providers\.(?:(?:amazon|apache|atlassian|cncf|common|dbt|google|microsoft)\.)?\w+\.(?:operators|hooks|sensors|transfers|triggers|utils|secrets|log|executors|notifications)\b/i,
        ),
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
        anyOf(
          /unexpected keyword argument '(?:schedule_interval|timetable|concurrency|execution_date|provide_context|task_concurrency|sla|fail_stop|default_view|sla_miss_callback|full_filepath)'/i,
          /KeyError: '(?:execution_date|next_ds|prev_ds|tomorrow_ds|yesterday_ds|next_execution_date|prev_execution_date)[\w]*'/i,
        ),
        'An argument or variable of Airflow 2 was used.',
      ),
      proof(
        anyOf(
          /'(?:execution_date|conf|next_ds|prev_ds|tomorrow_ds|yesterday_ds\w*)' is undefined/i,
          /SubDagOperator|invalid choice: '(?:webserver|db init|celery|kubernetes)'/i,
          /Command `?airflow (?:webserver|db init|db upgrade)`? has been removed/i,
        ),
        'Something that Airflow 3 removed was used.',
      ),
      proof(
        anyOf(
          /Invalid arguments were passed to \w+[\s\S]{0,300}?\*\*kwargs: \{[^}\n]*'(?:provide_context|schedule_interval|execution_date|task_concurrency|sla|params)'/,
          /command,? has been removed|has been removed in Airflow 3/,
          /removed in (?:version )?Airflow 3/,
          /'DAG' object has no attribute '(?:concurrency|schedule_interval|normalized_schedule_interval|get_active_runs|full_filepath|create_dagrun)'/,
        ),
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
        anyOf(
          /No module named '?airflow\.providers(?:\.(?:amazon|apache|atlassian|cncf|common|dbt|google|microsoft))?(?:\.\w+)?'?(?![\w.'])/i,
          /Unknown hook type|AirflowOptionalProviderFeatureException/i,
        ),
        'The provider is not installed.',
      ),
      proof(
        anyOf(
          /install(?:ing)? (?:the )?['`"]?apache-airflow-providers-/i,
          /provider (?:package )?\S+ (?:is )?not installed|pip install '?apache-airflow\[/i,
        ),
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
        anyOf(
          /Exception on \/(?:api\/v\d\/dags\/\S+\/logs\/\d+|get_logs_with_metadata)/,
          /GET \/api\/v\d\/dags\/\S+\/logs\/\S* HTTP\/1\.1" 500/,
        ),
        'The request for the log of a task failed inside Airflow.',
      ),
      strong(
        anyOf(
          /(?:task_handler|log_reader|\/utils\/log\/|read_remote_logs|remote_log)[\s\S]{0,3000}?ImportError: cannot import name/,
          /ImportError: cannot import name '?\w+'? from '?airflow\.(?:utils\.log|logging_config|providers\.[\w.]+\.log)\b/,
          /(?:[Rr]ead|[Ll]oad|[Ff]etch)(?:ing)? (?:the )?(?:task |remote )?logs?\b[\s\S]{0,1500}?\b(?:ImportError|TypeError|AttributeError|NotImplementedError|UnboundLocalError): /,
        ),
        'Airflow failed inside the code that reads logs.',
      ),
      strong(
        /cannot import name '?SUPERVISOR_COMMS'?/,
        'Airflow 3.0 looks for the channel of a running task where none is: while it reads a remote log.',
      ),
    ],
    symptomOf: [
      'broker_connection',
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
        anyOf(
          /Cannot execute:? ?\[?'?\S*spark-submit/i,
          /\bspark-submit\b[^\n]{0,2000}?(?:exit(?:ed)? ?(?:code|with)|Error code is|returned)[^\n]{0,20}[1-9]/i,
        ),
        'spark-submit gave an error code.',
      ),

      strong(
        anyOf(
          /SparkSubmitOperator[\s\S]{0,1500}?(?:Error code is|exit code)/,
          /(?:spark3?-submit|SparkSubmit)[\s\S]{0,1500}?(?:returned a non-zero exit code|CalledProcessError|non-zero exit status) ?[1-9]?/,
          /CalledProcessError: Command [^\n]{0,600}spark3?-submit/,
          /Cannot execute: \[?'?[^\n]{0,100}spark\S*submit/,
        ),
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
        anyOf(
          /failed with terminal state|TERMINATED_WITH_ERRORS/i,
          /(?:EMR|Glue|AWS Batch|Athena) (?:step|job|query|serverless job)[^\n]{0,120}(?:fail|CANCELLED|exited with state: FAILED)/i,
          /Exiting Job \S+ Run State: FAILED|This task is not in success state/i,
          /Batch \d+ did not succeed|Pod \S+ returned a failure/i,
          /(?:Kubernetes )?Job '\S+' is failed|Job run \d+ has failed|BigQuery job failed/i,
          /Dataproc job[^\n]{0,80}(?:ERROR|failed)/i,
        ),
        'The other system reports failure.',
      ),
      hint(
        /return code [1-9]\d* from org\.apache\.hadoop\.hive\.ql\.exec\.\S+Task/,
        'Hive says only that the job of a stage failed.',
      ),
      strong(
        anyOf(
          /(?:Bash )?[Cc]ommand failed\. The command returned a non-zero exit code [1-9]/,
          /CalledProcessError: Command [\s\S]{0,2000}?returned non-zero exit status [1-9]/,
          /SSH operator error: exit status = [1-9]|docker container failed/,
          /Lambda function execution resulted in error|JOB_STATE_FAILED/,
          /ECS Task (?:stopped|failed)|EcsTaskFailToStart|EcsOperatorError/,
          /exited with state:? FAILED|(?:failed with|in) (?:failed|error|terminal) states?\b/,
          /Some of the external tasks? |ExternalTaskFailedError|ExternalTaskGroupFailedError/,
          /Trigger(?:ed)?DagRun[^\n]{0,120}failed|result_state\W{1,6}(?:FAILED|TIMEDOUT)/,
          /DatabricksJobRunError|DbtCloudJobRunException|DbtRunFailed|dbt command failed/,
          /AirbyteException|Step Function\w* [^\n]{0,80}(?:FAILED|failed)/,
          /SageMaker[^\n]{0,80}[Ff]ailed|final state[^\n]{0,60}FAILED|Run failed with/,
          /Workload failed, the output/,
        ),
        'The other process or system reports failure.',
      ),
      strong(
        anyOf(
          /Pod \S+ returned a failure|Pod (?:Launching|launching) failed: Pod \S+ returned/,
          /Job \S+ is failed with/,
        ),
        'The pod or container that was started reports failure.',
      ),
    ],
    symptomOf: ['*'],
    checks: ['Open the job by its id in that system'],
    fix: ['Cure it there'],
    lookNext: 'The log of that job in its own system.',
  },
];
