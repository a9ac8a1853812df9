import { anyOf, hint, proof, strong, type Rule } from '../rule.ts';

/** Names under which published packages are imported: whoever misses one of these has to install it. */
const published =
  `pandas numpy scipy sklearn pyarrow fastparquet requests httpx urllib3 boto3 botocore aiobotocore s3fs gcsfs adlfs fsspec google
  azure snowflake psycopg psycopg2 pymysql MySQLdb mysql pyodbc cx_Oracle oracledb pymongo redis kafka confluent_kafka fastavro
  avro sqlalchemy jinja2 yaml toml dotenv pydantic attr attrs click typer rich tqdm bs4 lxml openpyxl xlrd xlsxwriter tabulate
  pytz dateutil pendulum croniter tenacity paramiko pysftp sshtunnel cryptography jwt slack slack_sdk slackclient tweepy stripe
  openai langchain tensorflow torch torchvision keras xgboost lightgbm catboost statsmodels prophet nltk spacy transformers
  datasets sentence_transformers mlflow ray dask distributed polars duckdb pyspark delta pyiceberg pyhive thrift sasl thrift_sasl
  impala trino prestodb hdfs snakebite findspark koalas great_expectations soda cosmos dbt dagfactory dagster prefect luigi celery
  flower kubernetes docker gunicorn flask flask_appbuilder werkzeug connexion fastapi uvicorn starlette aiohttp simplejson ujson
  orjson jsonschema xmltodict protobuf grpc elasticsearch opensearchpy hvac ldap ldap3 statsd sentry_sdk opentelemetry
  prometheus_client networkx matplotlib seaborn plotly PIL cv2 shapely geopandas pyproj rasterio h3 zeep selenium playwright
  scrapy gspread pygsheets oauth2client googleapiclient facebook_business simple_salesforce airbyte databricks pytest mock six
  setuptools pkg_resources cython numba awswrangler pydeequ sparknlp graphframes holidays faker phonenumbers unidecode markdown
  packaging wheel virtualenv importlib_metadata typing_extensions regex chardet psutil`
    .split(/\s+/)
    .join('|');

/** Parts that are missing, or whose releases do not fit each other. */
export const libraryRules: readonly Rule[] = [
  {
    id: 'missing_s3_connector',
    family: 'dependency',
    title: 'Object-store file system classes missing',
    definition: 'The classes for s3a, gs or abfs are not on the class path.',
    patterns: [
      proof(
        anyOf(
          /Class (?:org\.apache\.hadoop\.fs\.s3a?\.\S+|com\.google\.cloud\.hadoop\.\S+|org\.apache\.hadoop\.fs\.azurebfs\S*) not found/i,
          /No FileSystem for scheme:? "?(?:s3[an]?|gs|abfss?|wasbs?)/i,
          /ClassNotFoundException: (?:org\.apache\.hadoop\.fs\.s3a|com\.amazonaws\.|software\.amazon\.awssdk|com\.google\.cloud\.hadoop)/i,
        ),
        'The file system class is not there.',
      ),
      proof(
        anyOf(
          /Could not find a file system implementation for scheme '(?:s3|gs|abfs|wasb|oss|hdfs)/,
          /UnsupportedFileSystemException: No FileSystem for scheme/,
          /(?:NoClassDefFoundError|ClassNotFoundException):? (?:com[/.]amazonaws|software[/.]amazon[/.]awssdk|org[/.]apache[/.]hadoop[/.]fs[/.](?:s3a?|azure\w*|gs|StorageStatistics|statistics)|com[/.]google[/.]cloud[/.]hadoop|com[/.]microsoft[/.]azure)/,
        ),
        'The library of the object store is not there, or of another Hadoop release.',
      ),
      strong(
        anyOf(
          /(?:NoSuchMethodError|NoClassDefFoundError|NoSuchFieldError|IllegalAccessError)[\s\S]{0,1500}?(?:fs[./]s3a|S3AFileSystem|services[./]s3)/,
          /NumberFormatException: For input string: "(?:60s|24h|64M|100M|128K|5m)"[\s\S]{0,3000}?S3AFileSystem/,
        ),
        'The connector of the object store does not fit the Hadoop release.',
      ),
    ],
    checks: ['hadoop-aws and its AWS SDK in the jars folder, of the same Hadoop release'],
    fix: ['Add the matching connector with --packages or in the image'],
    lookNext: 'The class path of driver and executors.',
  },
  {
    id: 'connector_renamed',
    family: 'version-mismatch',
    title: 'Connector name not known in this release',
    definition: 'The data source or connector is called otherwise, or is not in this release.',
    patterns: [
      proof(
        anyOf(
          /No factory for (?:connector|event listener|password authenticator)(?! '[^'\n]*[=\s])/i,
          // A version in the name is what Flink's connectors lost or changed from release to release.
          /Could not find any factory for identifier '[a-z]+-[\d.]+'/i,
          /Failed to find any class that implements Connector/i,
          /Connector '[^'\n]+' (?:is )?not (?:found|registered)/i,
          /no connector (?:factory|plugin) (?:is )?registered/i,
          /No plugin(?: found)? (?:for|with) /i,
        ),
        'The connector is not known under this name.',
      ),
    ],
    checks: ['Name and package of the connector for this version'],
    fix: ['Use the present name, add the package'],
    lookNext: 'The start of the log: which packages were loaded.',
  },
  {
    id: 'scala_version_mismatch',
    family: 'version-mismatch',
    title: 'Library built for another Scala version',
    definition: 'A jar was compiled for another Scala binary version than the engine.',
    patterns: [
      proof(
        /(?:NoSuchMethodError|NoClassDefFoundError|ClassNotFoundException|AbstractMethodError|IncompatibleClassChangeError)[^\n]{0,300}\bL?scala[./]/,
        'A Scala method or class of another version is asked for.',
      ),
      proof(
        anyOf(
          /InvalidClassException: scala\.[^\n]{0,200}local class incompatible/,
          /scala\.(?:Predef|Product|Function\d|collection)[\w.$]*\$class|GenTraversableOnce/,
          /(?:requires|built (?:for|with)|expects) Scala [\d.]+/,
        ),
        'A Scala class of another version is asked for.',
      ),
    ],
    checks: ['The _2.12 or _2.13 suffix of every jar against that of Spark'],
    fix: ['Take the build for the Scala version of the engine'],
    lookNext: 'The list of jars.',
  },
  {
    id: 'java_version_mismatch',
    family: 'version-mismatch',
    title: 'Java release too old or too new',
    definition: 'The program was compiled for another Java release than it runs on.',
    patterns: [
      proof(
        anyOf(
          /UnsupportedClassVersionError|Unsupported class file major version/i,
          /compiled by a more recent version of the Java|InaccessibleObjectException/i,
          /IllegalAccessError[^\n]{0,300}module java\.base/i,
          /does not "opens [\w.]+" to unnamed module|requires Java \d+/i,
        ),
        'The Java release does not fit.',
      ),
      proof(
        anyOf(
          /sun\.misc\.Unsafe or java\.nio\.DirectByteBuffer\.<init>\(long, int\) not available/i,
          /getSubject is (?:not supported|supported only if)|class file has wrong version \d+/i,
          /java\.nio\.ByteBuffer\.(?:flip|clear|position|limit|rewind)\(/i,
          /(?:NoClassDefFoundError|ClassNotFoundException): javax[/.]xml[/.]bind/i,
          /invalid (?:target|source) release: /i,
          /Unrecognized VM option '(?:UseConcMarkSweepGC|MaxPermSize|PermSize|UseParNewGC|PrintGC\w*)/i,
          /IllegalAccessError[\s\S]{0,400}?module java\.base/i,
          /Java (?:version )?\d+ or (?:later|higher|newer) is required/i,
          /Unsupported (?:Java|JDK) version|requires? (?:a )?(?:minimum )?Java (?:version )?\d+/i,
        ),
        'The Java release does not fit.',
      ),
    ],
    checks: ['java -version on driver and executors; JAVA_HOME'],
    fix: ['Run the Java release that the engine supports'],
    lookNext: 'The first lines of the log.',
  },
  {
    id: 'python_version_mismatch',
    family: 'version-mismatch',
    title: 'Different Python versions on driver and workers',
    definition: 'PySpark needs the same minor version on both sides.',
    patterns: [
      proof(
        anyOf(
          /Python in worker has different version|PYTHON_VERSION_MISMATCH/i,
          /PySpark cannot run with different minor versions/i,
        ),
        'PySpark compared the two versions.',
      ),
      strong(
        anyOf(
          /unsupported pickle protocol: \d|code\(\) (?:takes at most|argument \d+ must be)/,
          /bad marshal data \(unknown type code\)|requires a different Python: /,
          /an integer is required \(got type bytes\)/,
        ),
        'Code of another Python release was read.',
      ),
    ],
    checks: ['PYSPARK_PYTHON and PYSPARK_DRIVER_PYTHON'],
    fix: ['Point both to the same interpreter, ship the environment'],
    lookNext: 'The environment of the executors.',
  },
  {
    id: 'legacy_calendar',
    family: 'version-mismatch',
    title: 'Old dates written under another calendar',
    definition: 'Dates before 1582 or old timestamps differ between Spark 2 and 3.',
    patterns: [
      proof(
        /SparkUpgradeException|(?:datetime|int96)RebaseMode|INCONSISTENT_BEHAVIOR_CROSS_VERSION|timeParserPolicy/i,
        'Spark names the calendar or time parser.',
      ),
    ],
    checks: ['Which columns hold such dates'],
    fix: ['Choose the rebase mode or the parser policy on purpose'],
    lookNext: 'The writer of these files.',
  },
  {
    id: 'missing_module',
    family: 'dependency',
    title: 'Imported module cannot be found',
    definition: 'Own code or a package is not on the path where the code runs.',
    patterns: [
      strong(
        /(?:ModuleNotFoundError|ImportError): No module named '?(?:dags|plugins|include|utils|src|lib|common|helpers?|config|jobs|scripts|tasks|operators|hooks|sensors|custom|shared|core|my_?\w+|\w+_(?:utils?|helpers?|common|lib|plugins?|dags?|operators|config))\b[\w.]*'?/,
        'A module of the own code was not found.',
      ),
      strong(
        /\b(?:from|import) (\w+)\.(?:\w+\.)*(?:operators?|hooks?|sensors?|utils?|helpers?|common|lib|config|plugins|tasks|dags|jobs|scripts|include)\b[\s\S]{0,600}?No module named '?\1\b/,
        'The import has the layout of a project of your own.',
      ),
      strong(
        /No module named '?(?!(?:airflow|google|azure|dbt|opentelemetry|snowflake|databricks|soda|ruamel|zope|backports|mpl_toolkits|numpy|pandas|pyspark|sqlalchemy|sklearn|tensorflow|keras|werkzeug|flask|jinja2|botocore|requests|marshmallow|collections|attr)\.)\w+\.\w[\w.]*(?:'|\s|$)/,
        'The package is found, and the module in it is not: mostly one of your own.',
      ),
      strong(
        new RegExp(
          `(?:pickle\\.loads|self\\.loads|read_command)\\b[\\s\\S]{0,1500}?No module named '?(?!(?:${published})\\b)\\w`,
        ),
        'A function that was sent to a worker names a module that the worker does not have.',
      ),
    ],
    symptomOf: ['missing_provider', 'removed_import'],
    checks: ['PYTHONPATH and the folder of the module there'],
    fix: ['Put the module where the importing process looks; add __init__.py'],
    lookNext: 'The file tree where the task runs.',
  },
  {
    id: 'missing_python_module',
    family: 'dependency',
    title: 'Python package not installed where the code runs',
    definition: 'The interpreter that runs the code does not have the package.',
    patterns: [
      strong(
        /(?:ModuleNotFoundError|ImportError): No module named '?[\w.]+'?/i,
        'The package is not installed.',
      ),
      proof(
        new RegExp(
          `(?:ModuleNotFoundError|ImportError): No module named '?(?:${published})(?:'|\\s|$)`,
        ),
        'A published package is not installed.',
      ),
      proof(
        anyOf(
          /PACKAGE_NOT_INSTALLED/i,
          /(?:Pandas|PyArrow|NumPy|grpcio|pandas|pyarrow)\S* >= [\d.]+ must be installed; however, it was not found/i,
          /Missing optional dependency '|The '[^'\n]+' distribution was not found/i,
          /Could not find adapter type \w+!/i,
          /Unable to find a usable engine; tried using: 'pyarrow'/i,
          /cannot import \w+: no module named/i,
        ),
        'The program names the package that it misses.',
      ),
    ],
    symptomOf: [
      'dependency_conflict',
      'missing_module',
      'missing_provider',
      'removed_import',
      'airflow3_migration',
    ],
    checks: ['pip show in the same image, environment and interpreter'],
    fix: ['Add it to the image or environment of driver and workers'],
    lookNext: 'The image or requirements of the worker.',
  },
  {
    id: 'dependency_conflict',
    family: 'dependency',
    title: 'Conflicting library releases',
    definition:
      'Two releases of a library meet; a method or symbol of one is missing in the other.',
    patterns: [
      strong(
        anyOf(
          /NoSuchMethodError|NoSuchFieldError|IncompatibleClassChangeError|AbstractMethodError/i,
          /LinkageError|java\.lang\.VerifyError/i,
        ),
        'A class has another shape than the code expects.',
      ),
      proof(
        anyOf(
          /ResolutionImpossible|have conflicting dependencies|DistributionNotFound/i,
          /VersionConflict|has requirement \S+, but you/i,
        ),
        'Two requirements contradict each other.',
      ),
      proof(
        anyOf(
          /numpy\.\w+ size changed, may indicate binary incompatibility/i,
          /compiled using NumPy 1\.x cannot be run in|ContextualVersionConflict/i,
          /Descriptors can(?:not|'t) (?:not )?be created directly|generated code is out of date/i,
          /version solving failed|dependency resolver does not currently take into account/i,
          /Cannot install \S+[^\n]{0,200}because these package versions/i,
          /but you'll have \S+ which is incompatible/i,
          /must be installed; however, your version (?:was|is)/i,
          /This version of dbt is not supported with/i,
          /requires? \S{1,60}[<>=]=?\S{1,30}, but (?:you have|\S+ \S+ is installed)/i,
          /No module named 'numpy\._core/i,
        ),
        'Two packages ask for releases that do not fit.',
      ),
      strong(
        anyOf(
          /version `GLIBC\w*_[\d.]+' not found|undefined symbol: |symbol lookup error/,
          /InvalidClassException: (?!scala)[^\n]{0,200}local class incompatible/,
          /File "[^"\n]*\/(?:site|dist)-packages\/(?!airflow\/)[^"\n]*", line \d+, in [^\n]{1,100}\n(?:[^\n]*\n){1,3}?(?:\S*\.)?(?:ImportError: cannot import name|AttributeError: module '[^'\n]+' has no attribute|AttributeError: '\w+' object has no attribute 'iteritems')/,
          /loader constraint violation/,
        ),
        'One library asks another for something that its release does not have.',
      ),
    ],
    symptomOf: ['scala_version_mismatch', 'missing_s3_connector'],
    checks: ['Which jars or packages bring the class (mvn dependency:tree, pip check)'],
    fix: ['Align the versions, shade, or pin'],
    lookNext: 'The dependency tree.',
  },
  {
    id: 'class_not_found',
    family: 'dependency',
    title: 'Java class missing from the class path',
    definition: 'A jar is missing on driver or executors.',
    patterns: [
      strong(
        anyOf(
          /ClassNotFoundException|NoClassDefFoundError|Could not find or load main class/,
          /Failed to load class \S+/,
        ),
        'A class was not found.',
      ),
      strong(
        anyOf(
          /Failed to find data ?source:? |DATA_SOURCE_NOT_FOUND|Could not find Java class/,
          /Provider \S+ not found\b|No suitable driver/,
          /JDBC driver \S+ (?:not found|could not be loaded)|Cannot load JDBC driver class/,
          /Unable to load class/,
          /Could not find any factory for identifier '(?![a-z]+-[\d.]+')[^'\n]+'/,
        ),
        'The class of a data source or driver is not on the class path.',
      ),
    ],
    symptomOf: [
      'missing_s3_connector',
      'scala_version_mismatch',
      'connector_renamed',
      'metastore_down',
      'catalog_missing_on_workers',
    ],
    checks: ['--jars, --packages; the jar on every node'],
    fix: ['Add the jar, or build one with everything in it'],
    lookNext: 'The class path in the Spark UI.',
  },
  {
    id: 'catalog_missing_on_workers',
    family: 'deployment',
    title: 'Catalog not present on every worker',
    definition: 'A worker lacks the catalog file that the coordinator has.',
    patterns: [
      proof(
        anyOf(
          /Catalog '[^']+' (?:does not exist|not found)[\s\S]{0,2000}?(?:worker|remote|task)/i,
          /No (?:catalog|nodes available)[^\n]{0,80}catalog/i,
          /No connector for (?:catalog|connector|CatalogHandle)/i,
        ),
        'A node does not know the catalog.',
      ),
      hint(
        /Catalog '[^']+' (?:does not exist|not found)/i,
        'No node can run the query: none is active, or none of them has the catalog.',
      ),
      hint(/CATALOG_NOT_FOUND|Unknown catalog/i, 'A catalog is not known.'),
      strong(
        /No nodes available to run query/,
        'Workers are there, or the query would have waited for them, and none of them has the catalog.',
      ),
    ],
    symptomOf: ['no_worker_nodes'],
    checks: ['etc/catalog on every node'],
    fix: ['Deploy the catalog file to all nodes, restart'],
    lookNext: 'The start-up log of the worker.',
  },
  {
    id: 'image_pull_failed',
    family: 'deployment',
    title: 'Container image cannot be pulled',
    definition: 'The node could not load the image.',
    patterns: [
      proof(
        anyOf(
          /ErrImagePull|Failed to pull image "|ImagePullBackOff|InvalidImageName/i,
          /pull access denied|manifest (?:for \S+ )?(?:not found|unknown)/i,
        ),
        'The image could not be pulled.',
      ),
      proof(
        anyOf(
          /Back-off pulling image|CannotPull(?:Container|Image)Error/i,
          /failed to resolve reference|no matching manifest for|exec format error/i,
          /pull rate limit|no basic auth credentials|requested access to the resource is denied/i,
          /manifest for \S+ not found|repository does not exist or may require/i,
          /image \S+ (?:not found|does not exist locally)/i,
          /rpc error: code = \w+ desc = (?:failed to pull|Error response from daemon: (?:pull|manifest|Get))/i,
        ),
        'The image could not be pulled or run here.',
      ),
    ],
    checks: ['Name and tag; pull secret; reach of the registry'],
    fix: ['Correct the tag or the secret'],
    lookNext: 'Events of the pod.',
  },
  {
    id: 'metastore_schema_missing',
    family: 'deployment',
    title: 'Metastore database not initialised',
    definition: 'The tables of the Hive metastore are missing or of another release.',
    patterns: [
      proof(
        anyOf(
          /Version information not found in metastore(?!\. hive\.metastore\.schema\.verification is not enabled)/i,
          /Required table missing : "?`?(?:VERSION|DBS|TBLS)/i,
          /Table '?\S*(?:VERSION|DBS|CTLGS)'? doesn'?t exist/i,
          /Hive Schema version \S+ does not match/i,
          /MetaException\(message:(?:Version information|Required table)/i,
          /Self-test query \[select "?DB_ID"? from "?DBS"?\] failed/i,
        ),
        'The schema of the metastore is missing.',
      ),
      proof(
        anyOf(
          /Schema version not found|[Ff]ailed to get schema version/,
          /(?:Table\/View|relation|Table) ["'`]?(?:\w+\.)?(?:DBS|TBLS|VERSION|CTLGS|NUCLEUS_TABLES|SEQUENCE_TABLE)["'`]? (?:does not|doesn'?t) exist/,
          /schemaTool (?:failed|completed with errors)|Required table missing/,
          /schematool[^\n]{0,60}-initSchema/,
        ),
        'The schema of the metastore is missing.',
      ),
      proof(
        /Schema initialization FAILED|Schema script failed/,
        'The schema of the metastore could not be made.',
      ),
    ],
    checks: ['schematool -info'],
    fix: ['schematool -initSchema (new) or -upgradeSchema'],
    lookNext: 'The metastore database.',
  },
];
