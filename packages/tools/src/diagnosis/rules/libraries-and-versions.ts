import { hint, proof, strong, type Rule } from '../rule.ts';

/** Parts that are missing, or whose releases do not fit each other. */
export const libraryRules: readonly Rule[] = [
  {
    id: 'missing_s3_connector',
    family: 'dependency',
    title: 'Object-store file system classes missing',
    definition: 'The classes for s3a, gs or abfs are not on the class path.',
    patterns: [
      proof(
        /Class (?:org\.apache\.hadoop\.fs\.s3a?\.\S+|com\.google\.cloud\.hadoop\.\S+|org\.apache\.hadoop\.fs\.azurebfs\S*) not found|No FileSystem for scheme:? "?(?:s3[an]?|gs|abfss?|wasbs?)|ClassNotFoundException: (?:org\.apache\.hadoop\.fs\.s3a|com\.amazonaws\.|software\.amazon\.awssdk|com\.google\.cloud\.hadoop)/i,
        'The file system class is not there.',
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
        /Failed to find data ?source:? |DATA_SOURCE_NOT_FOUND|No factory for connector|Could not find any factory for identifier/i,
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
        /UnsupportedClassVersionError|Unsupported class file major version|compiled by a more recent version of the Java|InaccessibleObjectException|IllegalAccessError[^\n]{0,300}module java\.base|does not "opens [\w.]+" to unnamed module|requires Java \d+/i,
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
        /Python in worker has different version|PYTHON_VERSION_MISMATCH|PySpark cannot run with different minor versions/i,
        'PySpark compared the two versions.',
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
        /SparkUpgradeException|datetimeRebaseMode|INCONSISTENT_BEHAVIOR_CROSS_VERSION|timeParserPolicy/i,
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
        /(?:ModuleNotFoundError|ImportError): No module named '?(?:dags|plugins|include|utils|src|lib|common|helpers|config|jobs|scripts|tasks|operators|custom)\b[\w.]*'?/i,
        'A module of the own code was not found.',
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
    ],
    symptomOf: ['missing_module', 'missing_provider', 'removed_import', 'airflow3_migration'],
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
        /NoSuchMethodError|NoSuchFieldError|IncompatibleClassChangeError|AbstractMethodError|LinkageError|java\.lang\.VerifyError/i,
        'A class has another shape than the code expects.',
      ),
      proof(
        /ResolutionImpossible|have conflicting dependencies|DistributionNotFound|VersionConflict|has requirement \S+, but you/i,
        'Two requirements contradict each other.',
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
        /ClassNotFoundException|NoClassDefFoundError|Could not find or load main class|Failed to load class \S+/,
        'A class was not found.',
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
        /Catalog '[^']+' (?:does not exist|not found)[\s\S]{0,2000}?(?:worker|remote|task)|No (?:catalog|nodes available)[^\n]{0,80}catalog|No connector for (?:catalog|connector|CatalogHandle)/i,
        'A node does not know the catalog.',
      ),
      hint(
        /No nodes available to run query|Catalog '[^']+' (?:does not exist|not found)/i,
        'No node can run the query: none is active, or none of them has the catalog.',
      ),
    ],
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
        /ErrImagePull|Failed to pull image "|ImagePullBackOff|InvalidImageName|pull access denied|manifest (?:for \S+ )?(?:not found|unknown)/i,
        'The image could not be pulled.',
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
        /Version information not found in metastore|Required table missing : "?`?(?:VERSION|DBS|TBLS)|Table '?\S*(?:VERSION|DBS|CTLGS)'? doesn'?t exist|Hive Schema version \S+ does not match|MetaException\(message:(?:Version information|Required table)|Self-test query \[select "?DB_ID"? from "?DBS"?\] failed/i,
        'The schema of the metastore is missing.',
      ),
    ],
    checks: ['schematool -info'],
    fix: ['schematool -initSchema (new) or -upgradeSchema'],
    lookNext: 'The metastore database.',
  },
];
