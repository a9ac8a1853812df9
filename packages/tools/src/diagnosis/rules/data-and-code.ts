import { hint, proof, strong, type Rule } from '../rule.ts';

/** Data, schemas, SQL and user code, and objects that do not exist. */
export const dataAndCodeRules: readonly Rule[] = [
  {
    id: 'parquet_schema_mismatch',
    family: 'schema',
    title: 'Column type in files differs from the table',
    definition: 'Files hold another physical type than the table declares.',
    patterns: [
      proof(
        /SchemaColumnConvertNotSupportedException|Parquet column cannot be converted|PARQUET_COLUMN_DATA_TYPE_MISMATCH|CONVERT_NOT_SUPPORTED|(?:is declared as type \S+, but the Parquet file)|UnsupportedOperationException: org\.apache\.parquet\.column\.values\.dictionary|Found conflicting column types|Unable to create Parquet converter|Unsupported Trino column type \([^)]+\) for Parquet column/i,
        'The file has another type than the table.',
      ),
    ],
    checks: ['parquet schema of old and new files'],
    fix: ['Rewrite the files with the right type, or widen the table'],
    lookNext: 'The job that wrote the file named in the message.',
  },
  {
    id: 'incremental_schema_change',
    family: 'schema',
    title: 'Incremental model and target table differ in columns',
    definition: 'A dbt incremental model has other columns than its table.',
    patterns: [
      proof(
        /The source and target schemas on this incremental model are out of sync|incremental[\s\S]{0,800}?(?:column "?\w+"? (?:of relation )?[^\n]{0,300}does not exist|Unrecognized name|invalid identifier|Column name or number|cannot be resolved)/i,
        'Model and table differ.',
      ),
    ],
    checks: ['Columns of model and table'],
    fix: ['dbt run --full-refresh -s MODEL, or on_schema_change: append_new_columns'],
    lookNext: 'Compiled SQL of the model.',
  },
  {
    id: 'wrong_converter',
    family: 'schema',
    title: 'Connector uses the wrong converter for the topic',
    definition: 'The bytes of the topic are of another format than the converter reads.',
    patterns: [
      proof(
        /Unknown magic byte!?|JsonConverter with schemas\.enable requires|Converting byte\[\] to Kafka Connect data failed|Failed to deserialize data for topic [^\n]{0,300} to Avro/i,
        'The converter does not fit the data.',
      ),
    ],
    checks: ['First bytes of a message; key and value converter'],
    fix: ['Set the converter that the producer used; mind keys'],
    lookNext: 'A raw message of the topic.',
  },
  {
    id: 'schema_id_unknown',
    family: 'schema',
    title: 'Schema id not found in the registry',
    definition: 'A message refers to a schema that this registry does not have.',
    patterns: [
      proof(
        /Error retrieving Avro (?:\w+ )?schema for id|Schema (?:id )?\S* ?not found; error code: 40403|Subject '[^']*' not found|error code: 4040[1-3]/i,
        'The registry does not know the schema.',
      ),
    ],
    checks: ['Which registry the producer used'],
    fix: ['Point to that registry or copy the schema'],
    lookNext: 'The schema registry.',
  },
  {
    id: 'deserialization_error',
    family: 'schema',
    title: 'Record cannot be deserialized',
    definition: 'A record does not have the form that the reader expects.',
    patterns: [
      strong(
        /(?:Record)?DeserializationException|Error deserializing key\/value|Malformed records are detected|MALFORMED_RECORD_IN_PARSING|JsonParseException|AvroTypeException|Failed to deserialize/i,
        'A record could not be read.',
      ),
    ],
    symptomOf: ['wrong_converter', 'schema_id_unknown'],
    checks: ['The record at the offset or line in the message'],
    fix: ['Skip to a dead-letter queue; correct the producer'],
    lookNext: 'The record itself.',
  },
  {
    id: 'schema_evolution',
    family: 'schema',
    title: 'Upstream schema changed and the target did not follow',
    definition: 'New or changed columns arrive.',
    patterns: [
      proof(
        /A schema mismatch detected when writing|DELTA_METADATA_MISMATCH|_LEGACY_ERROR_TEMP_DELTA_0007|Schema being registered is incompatible|incompatible with an earlier schema|Cannot write incompatible (?:data|dataset)|INCOMPATIBLE_DATA_FOR_TABLE|DebeziumException[^\n]{0,80}schema isn'?t known/i,
        'The schemas do not fit any more.',
      ),
    ],
    checks: ['Difference of the two schemas'],
    fix: ['Evolve the table on purpose (mergeSchema, ALTER TABLE)'],
    lookNext: 'Change history of the source.',
  },
  {
    id: 'column_not_found',
    family: 'schema',
    title: 'Referenced column does not exist',
    definition: 'A query names a column that is not there.',
    patterns: [
      strong(
        /UNRESOLVED_COLUMN|cannot resolve '?`?[\w.`]+`?'? given input columns|column "?[\w.]+"? (?:of relation "?\w+"? )?does not exist|Unknown column '|invalid identifier|COLUMN_NOT_FOUND|Unrecognized name:|Column '[^']+' cannot be resolved|no such column/i,
        'The column does not exist.',
      ),
    ],
    symptomOf: ['incremental_schema_change', 'upgrade_metadata_db'],
    checks: ['Columns of the table now; quoting and case'],
    fix: ['Correct the name or add the column upstream'],
    lookNext: 'The schema of the table.',
  },
  {
    id: 'duplicate_unique_key',
    family: 'data',
    title: 'Key declared unique is not unique',
    definition: 'A merge or model key has more than one row.',
    patterns: [
      proof(
        /(?:UPDATE\/)?MERGE (?:statement )?must match at most one source row|multiple source rows matched|DELTA_MULTIPLE_SOURCE_ROW_MATCHING|Duplicate row detected during DML|MERGE_TARGET_ROW_MULTIPLE_MATCHES|cannot affect row a second time/i,
        'More than one row has the key.',
      ),
    ],
    checks: ['GROUP BY key HAVING count(*) > 1 in the source'],
    fix: ['Deduplicate before merging, or correct the key'],
    lookNext: 'The source rows of that key.',
  },
  {
    id: 'unique_violation',
    family: 'data',
    title: 'Unique constraint violated',
    definition: 'A row with that key is there already.',
    patterns: [
      strong(
        /duplicate key value violates unique constraint|Duplicate entry '[^']*' for key|ORA-00001|UNIQUE constraint failed|UniqueViolation|Violation of (?:PRIMARY|UNIQUE) KEY/i,
        'The key exists already.',
      ),
    ],
    symptomOf: ['metadata_db_integrity'],
    checks: ['Did the job run twice'],
    fix: ['Upsert or delete before insert'],
    lookNext: 'The earlier run.',
  },
  {
    id: 'value_conversion_error',
    family: 'data',
    title: 'Value does not fit its target type',
    definition: 'Text, number or date cannot be converted.',
    patterns: [
      strong(
        /CAST_INVALID_INPUT|invalid input syntax for (?:type )?\w+|NumberFormatException|Numeric value '[^']*' is not recognized|could not convert string to float|invalid literal for int\(\)|Bad int64 value|value out of range|ARITHMETIC_OVERFLOW|NUMERIC_VALUE_OUT_OF_RANGE|is out of range for|time data '[^']*' does not match format|CANNOT_PARSE_TIMESTAMP|DateTimeParseException|java\.text\.ParseException: Unparseable/i,
        'A value does not fit.',
      ),
    ],
    checks: ['The value in the message; how many rows have it'],
    fix: ['Clean or try_cast; quarantine bad rows'],
    lookNext: 'The source rows with that value.',
  },
  {
    id: 'dbt_test_failed',
    family: 'data',
    title: 'Data test failed',
    definition: 'A test found rows that break a rule.',
    patterns: [
      proof(
        /Failure in test \w+|Got \d+ results?, configured to fail if|\bFAIL \d+ \w+|ExpectationSuite[\s\S]{0,200}?"?success"?: false/i,
        'A test found wrong rows.',
      ),
    ],
    checks: ['The compiled SQL of the test shows the rows'],
    fix: ['Cure the data at its source, or correct the rule'],
    lookNext: 'The rows that the test returns.',
  },
  {
    id: 'source_stale',
    family: 'data',
    title: 'Source data is older than allowed',
    definition: 'A freshness check failed.',
    patterns: [
      proof(
        /ERROR STALE freshness|freshness of [^\n]{0,300}(?:ERROR|STALE)/i,
        'The source is stale.',
      ),
    ],
    checks: ['When the loader ran last'],
    fix: ['Repair the loader'],
    lookNext: 'The log of the job that loads the source.',
  },
  {
    id: 'task_not_serializable',
    family: 'code',
    title: 'Closure or object cannot be serialized',
    definition: 'Code that goes to executors holds something that cannot travel.',
    patterns: [
      proof(
        /Task not serializable|NotSerializableException|PicklingError|cannot pickle '|CONTEXT_ONLY_VALID_ON_DRIVER|attempting to reference SparkContext/i,
        'An object cannot be serialized.',
      ),
    ],
    checks: ['What the function captures'],
    fix: ['Create it inside the function (mapPartitions)'],
    lookNext: 'The serialization stack.',
  },
  {
    id: 'udf_exception',
    family: 'code',
    title: 'User function failed on a row',
    definition: 'The exception comes from a UDF.',
    patterns: [
      proof(
        /Failed to execute user defined function|FAILED_EXECUTE_UDF|PythonException: [\s\S]{0,100}An exception was thrown from the Python worker|An exception was thrown from (?:a |the )?(?:UDF|Python worker)/i,
        'A user function threw.',
      ),
      strong(/api\.python\.PythonException: '?Traceback/, 'The Python code of a task threw.'),
    ],
    symptomOf: ['missing_python_module', 'python_version_mismatch'],
    checks: ['The Python lines at the end of the trace'],
    fix: ['Handle None and bad values in the function'],
    lookNext: 'The row that fails.',
  },
  {
    id: 'dbt_compile_error',
    family: 'code',
    title: 'Project does not parse or compile',
    definition: 'dbt could not build the project.',
    patterns: [
      proof(
        /Compilation Error in|Parsing Error|\bCompilation Error\b|depends on a node named '[^']*' which was not found|dbt found (?:two|\d+) (?:models|resources|sources|macros)/,
        'dbt could not compile.',
      ),
    ],
    symptomOf: ['incremental_schema_change', 'missing_environment_variable'],
    checks: ['File and line in the message'],
    fix: ['Correct the reference or macro'],
    lookNext: 'The model file.',
  },
  {
    id: 'sql_syntax_error',
    family: 'code',
    title: 'SQL syntax error',
    definition: 'The engine cannot parse the statement.',
    patterns: [
      strong(
        /PARSE_SYNTAX_ERROR|syntax error at or near|You have an error in your SQL syntax|SQL compilation error:?[\s\S]{0,60}syntax error|(?:catalyst\.parser|hive\.ql\.parse)\.ParseException|FAILED: ParseException|mismatched input '[^']*'(?: expecting|\. Expecting)|Syntax error: /i,
        'The statement cannot be parsed.',
      ),
      strong(/\bSYNTAX_ERROR\b/, 'The engine names a syntax error.'),
    ],
    checks: ['The statement as rendered'],
    fix: ['Correct it at the position in the message'],
    lookNext: 'The rendered SQL.',
  },
  {
    id: 'dataset_missing',
    family: 'missing-object',
    title: 'Dataset, schema or database does not exist there',
    definition: 'The place of the table is missing, or is in another region.',
    patterns: [
      proof(
        /Not found: Dataset|SCHEMA_NOT_FOUND|(?:Database|Schema) '?"?[a-z_][\w.-]*"?'? (?:does not exist|not found)|schema "\w+" does not exist|NoSuchDatabaseException|Unknown database|NoSuchNamespaceException/i,
        'The schema does not exist.',
      ),
    ],
    checks: ['Name, project and region'],
    fix: ['Create it or correct the location'],
    lookNext: 'The configuration of the target.',
  },
  {
    id: 'relation_missing',
    family: 'missing-object',
    title: 'Table or view does not exist',
    definition: 'The statement names a table that is not there.',
    patterns: [
      strong(
        /TABLE_OR_VIEW_NOT_FOUND|Table or view not found|Table not found '|ORA-00942|Invalid object name '|\(UNKNOWN_TABLE\)|(?<!of )relation "[^"]+" does not exist|Table '[^']+' (?:doesn'?t|does not) exist|Not found: Table|TABLE_NOT_FOUND|Object '[^']*' does not exist or not authorized|NoSuchTableException|no such table/i,
        'The table does not exist.',
      ),
    ],
    symptomOf: ['upgrade_metadata_db', 'metastore_schema_missing', 'dataset_missing'],
    checks: ['Name, schema and environment'],
    fix: ['Create it first, or correct the order of jobs'],
    lookNext: 'The job that should create it.',
  },
  {
    id: 'path_not_found',
    family: 'missing-object',
    title: 'Input path does not exist',
    definition: 'The job reads a path where nothing is.',
    patterns: [
      strong(
        /PATH_NOT_FOUND|Path does not exist:|Input path does not exist|NoSuchKey|The specified (?:key|bucket|blob|container) does not exist|NoSuchBucket|FileNotFoundError: \[Errno 2\]|FileNotFoundException: (?:(?:File|Path) \S+ does not exist|No such file or directory: ?s3a?:)/i,
        'The path does not exist.',
      ),
      hint(/No such file or directory/i, 'A file was not there.'),
    ],
    symptomOf: ['files_changed_during_read', 'shuffle_blocks_lost', 'local_disk_full'],
    checks: ['List the parent path; date in the path'],
    fix: ['Wait for the upstream, correct the path'],
    lookNext: 'The job that writes the path.',
  },
  {
    id: 'kafka_topic_missing',
    family: 'missing-object',
    title: 'Topic or partition does not exist',
    definition: 'The broker does not know the topic.',
    patterns: [
      proof(
        /UnknownTopicOrPartition(?:Exception)?|UNKNOWN_TOPIC_OR_PARTITION|This server does not host this topic-partition|Topic \S+ not present in metadata/i,
        'The topic is not known.',
      ),
    ],
    checks: ['kafka-topics --list'],
    fix: ['Create the topic or correct its name'],
    lookNext: 'The broker.',
  },
  {
    id: 'missing_environment_variable',
    family: 'missing-object',
    title: 'Environment variable not set',
    definition: 'The program needs a variable that its environment lacks.',
    patterns: [
      proof(
        /Env var required but not provided|[Ee]nvironment variable '?"?`?[A-Z_]+`?"?'? (?:is )?(?:not set|missing|not found|required|undefined)|os\.environ\[[^\n]{0,300}[\s\S]{0,400}?KeyError: '[A-Z_]+'|[A-Z_]{4,}: unbound variable|(?:JAVA_HOME|SPARK_HOME|HADOOP_HOME) is not set/i,
        'The variable is not set.',
      ),
      hint(
        /KeyError: '[A-Z][A-Z0-9]*_[A-Z0-9_]+'/,
        'A name written like an environment variable is missing.',
      ),
    ],
    checks: ['env in the same container'],
    fix: ['Set it in the deployment of the worker'],
    lookNext: 'The deployment.',
  },
  {
    id: 'invalid_configuration',
    family: 'configuration',
    title: 'Setting invalid, unknown or contradictory',
    definition: 'A setting was refused.',
    patterns: [
      strong(
        /AirflowConfigException|ConfigException: (?:Invalid|Missing|Unknown)|IllegalArgumentException: (?:requirement failed|System memory|Required executor memory|Executor memory|spark\.[\w.]+)|Invalid value \S+ for configuration|is an invalid (?:value|setting)|INVALID_CONF|Unrecognized (?:option|field|configuration)|Could not find profile named|Dynamic partition strict mode requires|Invalid (?:connector )?configuration/i,
        'A setting was refused.',
      ),
    ],
    checks: ['The key in the message'],
    fix: ['Correct the value'],
    lookNext: 'The configuration that the process really read.',
  },
  {
    id: 'binlog_disabled',
    family: 'configuration',
    title: 'Change log of the database is not enabled',
    definition: 'Change data capture needs row binlog or logical WAL.',
    patterns: [
      proof(
        /not configured to use a (?:ROW|row) binlog|The MySQL server is not configured|Cannot read the binlog filename and position via|wal_level[^\n]{0,60}(?:logical|must)|logical decoding requires wal_level/i,
        'The database does not write the needed log.',
      ),
    ],
    checks: ['SHOW VARIABLES LIKE "binlog%" or SHOW wal_level'],
    fix: ['Enable it and restart the database'],
    lookNext: 'Database settings.',
  },
  {
    id: 'group_id_reused',
    family: 'configuration',
    title: 'Consumer group id shared by unrelated consumers',
    definition: 'Members with other subscriptions or protocols share a group.',
    patterns: [
      proof(
        /InconsistentGroupProtocolException|INCONSISTENT_GROUP_PROTOCOL|group member'?s supported protocols are incompatible/i,
        'The members do not fit together.',
      ),
    ],
    checks: ['kafka-consumer-groups --describe --members'],
    fix: ['Give each application its own group id'],
    lookNext: 'Members of the group.',
  },
  {
    id: 'clock_skew',
    family: 'configuration',
    title: 'Clocks of two machines are apart',
    definition: 'A time check between two hosts failed.',
    patterns: [
      proof(
        /RequestTimeTooSkewed|Clock skew|difference between the request time and the current time is too large|token is not yet valid|ImmatureSignatureError|clock is out of sync/i,
        'The clocks differ.',
      ),
    ],
    checks: ['timedatectl on both hosts'],
    fix: ['Run time synchronisation'],
    lookNext: 'NTP state.',
  },
  {
    id: 'partition_path_conflict',
    family: 'storage',
    title: 'Directory layout does not form one partitioned table',
    definition: 'Partition folders contradict each other.',
    patterns: [
      proof(
        /Conflicting (?:directory structures|partition column names) detected|CONFLICTING_(?:DIRECTORY_STRUCTURES|PARTITION_COLUMN_NAMES)/i,
        'Spark names the conflict.',
      ),
    ],
    checks: ['ls of the base path'],
    fix: ['Set basePath or move stray folders'],
    lookNext: 'The writers of that path.',
  },
];
