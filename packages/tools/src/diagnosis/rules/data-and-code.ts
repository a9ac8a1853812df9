import { hint, often, proof, strong, type Rule } from '../rule.ts';

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
      proof(
        /HIVE_PARTITION_SCHEMA_MISMATCH|mismatch between the table and partition schemas|has an incompatible Parquet schema|does not match the target cpp_type|type \S+ in parquet(?: file)?(?: \S+)? is incompatible with type|FAILED_READ_FILE\.\w*SCHEMA|Cannot read SQL type \S+ from ORC stream/i,
        'The file has another type than the table.',
      ),
      strong(
        /Mutable(?:Long|Int|Double|Any|Float|Short)\w* cannot be cast to|(?:Long|Int|Text|Double|Float|Bytes|Boolean)Writable cannot be cast to|cannot be cast to (?:class )?org\.apache\.hadoop\.(?:hive\.serde2\.)?io\.\w+Writable|parquet\.column\.values\.\w+\.?\w*Dictionary|(?:CANNOT_MERGE_SCHEMAS|CANNOT_MERGE_INCOMPATIBLE_DATA_TYPE|Failed (?:to merge|merging) (?:incompatible data types|schema))|Expected: \S+, Found: (?:INT\d+|BINARY|DOUBLE|FLOAT|BOOLEAN|FIXED_LEN)/,
        'A column has another physical type than the reader expects.',
      ),
    ],
    symptomOf: ['schema_evolution'],
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
      strong(
        /requires records with a non-null (?:Struct|key|value)|Only (?:Struct|Map) objects supported for|Converting byte\[\] to Kafka Connect|(?:JsonConverter|StringConverter|AvroConverter|ProtobufConverter)[\s\S]{0,1500}?(?:SerializationException|DataException)|DataException: (?:Failed to deserialize data|JsonConverter|JsonDeserializer)/,
        'The converter of the connector does not fit the records.',
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
      strong(
        /SerializationException: (?:Error|Can'?t|Size of data|Could not) [^\n]{0,40}deserializ|[Ff]ailed to deserialize|(?:[Cc]ould not|[Uu]nable to|[Cc]annot|[Cc]an'?t) deserialize|MismatchedInputException|UnrecognizedPropertyException|InvalidProtocolBufferException|Malformed data\. Length is negative|MALFORMED_CSV_RECORD|Malformed (?:CSV|JSON) record|InvalidFormatException|Unrecognized token '|org\.apache\.avro\.AvroRuntimeException/,
        'A record could not be read.',
      ),
    ],
    symptomOf: [
      'dag_import_exception',
      'schema_evolution',
      'corrupt_file',
      'wrong_converter',
      'schema_id_unknown',
    ],
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
      proof(
        /INSERT_COLUMN_ARITY_MISMATCH|(?:not enough|too many) data columns|the same number of columns as the target table|mismatched column types|Provided Schema does not match Table|Invalid schema update|DELTA_(?:FAILED_TO_MERGE_FIELDS|SCHEMA_CHANGED\w*)|Insert value list does not match column list|INSERT has (?:more|fewer) (?:expressions|target columns)|Column count doesn'?t match value count|auto-evolution is disabled|Cannot ALTER (?:TABLE )?\S+ to add missing field|is missing fields? \[|Number of columns in (?:the )?file|Incompatible schema (?:change|detected)|Insert query has (?:mismatched|\d+) column/i,
        'The new layout does not fit the target.',
      ),
      strong(
        /Failed to merge fields '|(?:new|added|extra|unexpected|additional) columns?[^\n]{0,80}(?:not (?:in|present|exist)|in the (?:source|file|data))|[Ss]chema (?:mismatch|has changed|of \S+ changed)/,
        'The layout of the data has changed.',
      ),
      proof(
        /different column size with internal schema|internal schema size \d+, but|internal schema representation is probably out of sync/,
        'The change log has rows of another layout than the connector knows.',
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
      strong(
        /\] not in index"?|are in the \[columns\]|Invalid column name '|ORA-00904|Cannot find column|Name \S+ not found inside|FieldNotFound|Invalid table alias or column reference|Missing columns: '|Unknown (?:expression )?identifier|There'?s no column|UndefinedColumn\b|Column \S+ (?:was )?not found|has no column named|No such (?:struct )?field|MISSING_COLUMN\b|does not contain column|is missing from (?:the )?(?:GROUP BY|table)|Could not find column/i,
        'The column does not exist.',
      ),
    ],
    symptomOf: [
      'dag_import_exception',
      'schema_evolution',
      'metastore_schema_missing',
      'incremental_schema_change',
      'upgrade_metadata_db',
    ],
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
      proof(
        /(?:One )?MERGE target table row matched more than one source row|matched a single row from the target table with multiple source rows|UPDATE or DELETE the same row more than once|MERGE_CARDINALITY_VIOLATION/i,
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
      strong(
        /E11000 duplicate key|Cannot insert duplicate key|violates (?:unique|primary key) constraint|SQLIntegrityConstraintViolationException: Duplicate|PRIMARY KEY must be unique|23505\b[^\n]{0,80}duplicate/i,
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
      strong(
        /ORA-(?:01722|01861|01847|01843|01830|12899|01438)|Data truncation: |Incorrect (?:datetime|date|integer|decimal|double|string|time)\w* value|Out of range value for|invalid byte sequence for encoding|UnicodeDecodeError|UnicodeEncodeError|codec can'?t (?:de|en)code|violates not-null constraint|[Cc]olumn [^\n]{0,80}cannot be null\b|NOT NULL constraint failed|NULL result in a non-nullable column|NOT_NULL_(?:ASSERT_)?VIOLATION|[Cc]annot cast \S+|INVALID_CAST\w*|[Cc]ould not convert (?:string|value|object|'|")|[Cc]ould not parse '[^'\n]*' as|CSV table encountered too many errors|Bad (?:double value|bool value|date value|timestamp value|float value|numeric value)|Invalid (?:timestamp|date|datetime|JSON|number|numeric value)(?: string| value)?:? ['"\w]|(?:Timestamp|Date|Boolean value|Number) '[^'\n]*' is not recognized|is too long and would be truncated|value too long for type|Data too long for column|data would be truncated|\bDIVIDE_BY_ZERO\b|division by zero|Out of bounds (?:nanosecond )?timestamp|Check 'stl_load_errors'|Unparseable (?:date|number)|numeric field overflow|(?:integer|bigint|smallint) out of range|Invalid (?:digit|data|value)[^\n]{0,40}(?:Value|Pos)|date\/time field value out of range|Conversion failed when converting|Error converting data type|Arithmetic overflow/,
        'A value does not fit.',
      ),
    ],
    symptomOf: [
      'dag_import_exception',
      'xcom_too_large',
      'missing_s3_connector',
      'deserialization_error',
      'invalid_configuration',
      'corrupt_file',
      'metadata_db_integrity',
      'upgrade_metadata_db',
      'legacy_calendar',
      'parquet_schema_mismatch',
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
      proof(
        /(?:Data )?[Vv]alidation (?:of expectation suite )?failed for|The following tests have failed|AirflowException: Test failed\.|\d+ (?:checks? FAILED|checks? failed|expectations? failed)|Oops! \d+ fail|ExpectationsNotMet|GreatExpectations\w*: Validation/,
        'A data test found wrong rows.',
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
      strong(
        /WARN freshness of|WARN STALE freshness|[Ss]ource [^\n]{1,100}is stale|freshness (?:check|test)[^\n]{0,60}(?:failed|exceeded)/,
        'The source is older than it should be.',
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
      proof(
        /can'?t pickle |SPARK-5063|The object probably contains or references non serializable fields|is not serializable\. The (?:object|implementation)|Could not serialize (?:object|lambda)|NotSerializableException/,
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
      strong(
        /Unable to execute method public|UDFException|UDFArgument\w*Exception|[Ff]ailed to execute (?:the )?(?:user[- ]defined|udf)|(?:ExceptionInChained\w*OperatorException|Exception while processing record|could not forward element)[\s\S]{0,3000}?\n\s+at (?!org\.apache|java\.|scala\.|sun\.|jdk\.|akka\.)/,
        'A function of the user threw.',
      ),
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
      proof(
        /This can happen when calling a macro that does not exist|Error reading \S+\.ya?ml|Runtime Error[\s\S]{0,60}Syntax error near line|enforced contract that failed|dbt was unable to infer all dependencies|In dispatch: No macro named|is not a valid (?:dbt )?(?:macro|resource|materialization)|Invalid \w+ config given in|which was not found or is disabled|materialization[^\n]{0,60}was found for adapter/i,
        'dbt could not build the project.',
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
      strong(
        /(?:extraneous input|no viable alternative at input) '|ORA-0(?:0900|0904: : invalid|0907|0923|0933|0936|0911|1756)|Incorrect syntax near|near "[^"\n]*": syntax error|[Ss]yntax error (?:in|near|at|line|on|:)|cannot recognize input near|SQLSTATE\[?\W?42601|DB::Exception: Syntax error|Unclosed string literal|Encountered "[^"\n]+" at line \d+|Non-query expression encountered|SqlParserException|SQLParseException|line \d+:\d+: mismatched input|SqlSyntaxErrorException/,
        'The statement cannot be parsed.',
      ),
      strong(
        /(?:UndefinedFunction|UNRESOLVED_ROUTINE|FUNCTION_NOT_FOUND|Undefined function:?|Unknown function|Function not found:?|Function '?[\w.]+'? not registered|function [\w.]+\([^)\n]*\) does not exist|No matching signature for (?:function|operator)|operator does not exist:|is not a recognized built-in function)/i,
        'The dialect of the engine does not have this function or operator.',
      ),
    ],
    symptomOf: [
      'column_not_found',
      'relation_missing',
      'dag_import_exception',
      'dbt_compile_error',
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
        /Not found: Dataset|SCHEMA_NOT_FOUND|(?:Database|Schema) '?"?[a-z_][\w.-]*"?'? (?:does not exist|not found)|schema "[\w.-]+" does not exist|NoSuchDatabaseException|Unknown database|NoSuchNamespaceException/i,
        'The schema does not exist.',
      ),
      strong(
        /NO_SUCH_CATALOG|Cannot open database|(?:Catalog|catalog) '[^'\n]+' (?:was )?not found|CATALOG_NOT_FOUND|Not found: Project|Keyspace \S+ does not exist|Database \S+ (?:doesn'?t|does not) exist|UNKNOWN_DATABASE|EntityNotFoundException[^\n]{0,60}Database|InvalidSchemaName|was not found in location/i,
        'The place of the table is not there.',
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
      strong(
        /UndefinedTable|Base table or view not found|DELTA_(?:MISSING_DELTA_TABLE|TABLE_NOT_FOUND|PATH_DOES_NOT_EXIST)|is not a Delta table|EntityNotFoundException[^\n]{0,60}Table|NoSuchObjectException\(message:|Table does not exist: |Object '[^'\n]+' not found|[Tt]able (?:or view )?['`"]?[\w.\-$]+['`"]? (?:not found|does not exist|was not found|doesn'?t exist|could not be found)|Unable to find (?:the )?table|(?:Table|View) \S+ does(?: not|n'?t) exist|UNKNOWN_TABLE|ORA-04043|does not exist or not authorized/,
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
      strong(
        /Unable to infer schema for \w+|UNABLE_TO_INFER_SCHEMA|No input paths specified|\(404\) when calling the (?:Head|Get)Object|\b404\b[^\n]{0,60}No such object|BlobNotFound|ContainerNotFound|FilesystemNotFound|specified (?:filesystem|path|resource) does not exist|No such file or directory: '(?:s3|gs|hdfs|abfss?):|FileNotFoundException: (?!\S*(?:blockmgr|shuffle_|spark-[0-9a-f]))\S+ \(No such file or directory\)|FileNotFoundException: (?:No such file or directory|[Ff]ile (?:does not exist|not found)|\S+ does not exist|Input path|The specified)|no such file or directory, open|(?:File|Path|Directory|Key) \S+ (?:does not exist|not found|doesn'?t exist)|(?:ls|cat|stat|open): [^\n]{0,200}No such file or directory/,
        'The path does not exist.',
      ),
    ],
    symptomOf: [
      'dag_not_found_on_worker',
      'missing_environment_variable',
      'image_pull_failed',
      'metastore_schema_missing',
      'concurrent_write_conflict',
      'no_live_datanodes',
      'invalid_configuration',
      'files_changed_during_read',
      'shuffle_blocks_lost',
      'local_disk_full',
    ],
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
        /UnknownTopicOrPartition(?:Exception)?|UNKNOWN_TOPIC_OR_PARTITION|This server does not host this topic-partition|Topic\(s\) \[?[^\n]{1,200}(?:is|are) (?:not available|missing)|topics?[^\n]{1,120}(?:does not|do not|doesn'?t) exist|Unknown topic or partition|subscribed topic not available|topic\W{1,3}[\w.-]+\W{1,3}not found|UnknownTopicId/i,
        'The topic is not known.',
      ),
      strong(/Topic \S+ not present in metadata/, 'The topic did not appear in the metadata.'),
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
      proof(
        /either HADOOP_CONF_DIR or YARN_CONF_DIR must be set|(?:The |the )?[A-Z][A-Z0-9_]{2,} environment variable (?:must be|is not|was not|needs to be|not) ?(?:set|defined|found)?|[Mm]ust (?:set|specify|define|provide) (?:the )?(?:`|'|")?[A-Z][A-Z0-9_]{3,}(?:`|'|")? environment|[Mm]issing (?:required )?(?:env(?:ironment)?(?: var(?:iable)?)?s?):? |[A-Z][A-Z0-9_]{3,}: parameter (?:null or )?not set|[Ee]nvironment variables? (?:\S+ )?(?:is|are|was|were) (?:not set|missing|undefined|required|empty)|JAVA_GATEWAY_EXITED|Java gateway process exited before sending (?:the driver )?its port number|JAVA_HOME is (?:not set|incorrect)/,
        'A variable of the environment is missing.',
      ),
      proof(
        /os\.py", line \d+, in __getitem__[\s\S]{0,200}?KeyError: '[A-Z][A-Z0-9_]+'|os\.environ\[[\s\S]{0,300}?KeyError: '/,
        'The code asked the environment for a variable that is not there.',
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
        /AirflowConfigException|(?<!Airflow)ConfigException: |IllegalArgumentException: (?:requirement failed|System memory|Required executor memory|Executor memory|spark\.[\w.]+)|Invalid value \S+ for configuration|is an invalid (?:value|setting)|INVALID_CONF|Unrecognized (?:option|field|configuration)|Could not find profile named|Dynamic partition strict mode requires|Invalid (?:connector )?configuration/i,
        'A setting was refused.',
      ),
      proof(
        /Configuration property '[^'\n]+' was not used|Invalid configuration property|ApplicationConfigurationException|IllegalConfigurationException|Could not parse Master URL|A master URL must be set in your configuration|Initial heap size set to a larger value|Invalid maximum heap size|Cannot modify [^\n]{1,120} at runtime|Cannot modify the value of a (?:static|Spark) config|InvalidResourceRequestException|unrecognized configuration parameter|does not have a target named|profiles?\.yml file[^\n]{0,40}(?:invalid|empty)|Credentials in profile [^\n]{1,120} invalid|Cluster deploy mode is (?:currently )?not (?:applicable|supported|compatible)|cannot use SQLite with the|Could not find dbt_project\.yml|No dbt_project\.yml found|Unknown variable or system variable|Failed to parse configuration|must be configured with|nor topics\.regex|invalid or unsupported configuration/i,
        'The message names a setting that cannot be used.',
      ),
      strong(
        /Could not create the Java Virtual Machine|(?:yaml\.(?:scanner|parser)\.\w+Error|mapping values are not allowed here)|unrecognized arguments?:|No such option:|spec\.[\w.[\]]+: Invalid value|Unsupported (?:value|option|configuration)|Unknown (?:option|configuration|config(?:uration)? key|property)\b|(?:option|setting|property|parameter|configuration) \S{1,100} (?:is not (?:valid|supported|recognized)|must be (?:set|specified|one of|greater|less|between))|has an? invalid value|(?:cannot|can not) be (?:used|set|specified) together|mutually exclusive|pydantic\S*ValidationError[\s\S]{0,200}?(?:[Ss]ettings|[Cc]onfig)/,
        'A setting was refused.',
      ),
    ],
    symptomOf: [
      'sort_buffer_too_large',
      'cron_invalid',
      'binlog_disabled',
      'missing_environment_variable',
      'kafka_auth_failed',
      'dns_failure',
      'java_version_mismatch',
      'connector_renamed',
      'dbt_compile_error',
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
      proof(
        /BINLOG_FORMAT is set to a value other than|binlog_(?:format|row_image)[^\n]{0,60}(?:must|should|is not|not set)|SHOW (?:MASTER|BINARY LOG) STATUS'?[^\n]{0,60}(?:correctly configured|empty)|logical decoding requires|max_replication_slots > 0|[Ss]upplemental logging (?:is )?not|not in ARCHIVELOG mode|CDC is not enabled|No table has enabled CDC|changeStream stage is only supported on replica sets|not configured (?:to|with)[^\n]{0,40}(?:log_bin|binary logging)/,
        'The database does not write the log that change capture reads.',
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
      strong(
        /FencedInstanceIdException|another consumer with the same group\.instance\.id|consumer group \S+ is (?:already )?(?:used|shared)/i,
        'Another consumer uses the same id.',
      ),
      often(
        /Current config state offset \d+ is behind group assignment/,
        'Members of the group do not agree on it.',
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
      proof(
        /Signature (?:expired|not yet current):|is now earlier than|Token must be a short-lived token|in a reasonable timeframe|ClockOutOfSyncException|Reported time is too far out of sync|[Tt]icket not yet valid|machines are time.synch?ronized|time-synchronized|clock[s]? (?:are|is) (?:not )?(?:out of |un)?sync\w*|JWT (?:issued|used) (?:at|in) (?:a )?future|certificate is not yet valid/,
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
