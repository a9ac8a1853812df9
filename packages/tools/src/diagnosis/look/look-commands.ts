/**
 * Commands that show more of a cause and change nothing, by cause and otherwise by family. `{pod}` is filled with what the logs name; where they name
 * nothing it becomes `POD`. Every command is rated `safe` by the shell engine in a test.
 */

export interface LookTemplate {
  readonly command: string;
  /** What it shows, as a clause. */
  readonly shows: string;
}

const look = (command: string, shows: string): LookTemplate => ({ command, shows });

const podState = look(
  'kubectl describe pod {pod}',
  'last state, reason, limits and events of the pod',
);
const podLog = look(
  'kubectl logs {pod} --previous --tail=200',
  'the last words of the container that was killed',
);
const clusterEvents = look(
  'kubectl get events --sort-by=.lastTimestamp',
  'evictions, failed pulls and scheduling of the namespace',
);
const nodeUse = look('kubectl top node', 'memory and processors that the nodes use now');
const kernelKills = look(
  "dmesg -T | grep -iE 'out of memory|oom-kill|killed process'",
  'kills of the kernel for memory, on the host in question',
);
const memoryNow = look('free -h', 'memory of the host now');
const yarnLog = look(
  'yarn logs -applicationId {application} -log_files stderr',
  'the standard error of every container',
);
const yarnState = look(
  'yarn application -status {application}',
  'state, diagnostics and memory of the application',
);
const diskUse = look('df -h', 'how full each file system is');
const inodeUse = look('df -i', 'whether files, not bytes, ran out');
const listeners = look('ss -ltnp', 'what listens on which port, on the host in question');
const reach = look('nc -vz {host} {port}', 'whether the port answers from here');
const resolve = look('getent hosts {host}', 'what the name resolves to from here');
const certificate = look(
  'openssl s_client -connect {host}:{port} -showcerts </dev/null',
  'the certificates that the server sends, with issuer and dates',
);
const awsIdentity = look('aws sts get-caller-identity', 'which identity is really used');
const awsList = look(
  'aws s3 ls {path}',
  'whether that identity may list the place, and what is there',
);
const hdfsList = look('hdfs dfs -ls {path}', 'owner, group and mode of the path');
const hdfsReport = look('hdfs dfsadmin -report', 'live and dead data nodes, and their free space');
const topicState = look(
  'kafka-topics.sh --bootstrap-server {broker} --describe --topic {topic}',
  'leader, replicas and in-sync replicas of each partition',
);
const topicList = look(
  'kafka-topics.sh --bootstrap-server {broker} --list',
  'the topics that exist',
);
const groupState = look(
  'kafka-consumer-groups.sh --bootstrap-server {broker} --describe --group {group}',
  'members, offsets and lag of the group',
);
const topicLimits = look(
  'kafka-configs.sh --bootstrap-server {broker} --describe --topic {topic}',
  'retention and size limits of the topic',
);
const packageHere = look(
  'python3 -m pip show {module}',
  'whether this interpreter has the package, and where',
);
const pythonPath = look('python3 -m site', 'which interpreter runs, and where it looks');
const packageConflicts = look('python3 -m pip check', 'requirements that contradict each other');
const javaVersion = look('java -version', 'the release of Java that is found first');
const importErrors = look(
  'airflow dags list-import-errors',
  'DAG files that cannot be loaded, and why',
);
const runStates = look(
  'airflow tasks states-for-dag-run {dag} {run}',
  'how each task of the run ended',
);
const poolList = look('airflow pools list', 'slots of each pool');
const airflowDatabase = look('airflow db check', 'whether the metadata database answers');
const connections = look('airflow connections list --output plain', 'the connections that exist');
const variables = look('airflow variables list', 'the variables that exist');
const dagDetails = look('airflow dags details {dag}', 'schedule, limits and file of the DAG');
const dbtDebug = look('dbt debug', 'whether profile and connection work');
const databaseSessions = look(
  "psql -c 'select state, count(*) from pg_stat_activity group by state'",
  'sessions of a PostgreSQL database by state',
);
const databaseLocks = look(
  "psql -c 'select pid, wait_event_type, state, query from pg_stat_activity where wait_event_type is not null'",
  'who waits for what in a PostgreSQL database',
);
const clock = look('timedatectl', 'whether the clock is set by a time server');

const byCause: Readonly<Record<string, readonly LookTemplate[]>> = {
  container_memory_limit: [yarnState, yarnLog],
  worker_oom: [kernelKills, memoryNow, podState],
  oom_sigkill: [kernelKills, memoryNow],
  k8s_oomkilled: [podState, podLog, nodeUse],
  executor_oom_shuffle: [yarnLog],
  executor_too_small: [yarnLog, yarnState],
  driver_oom: [yarnLog, memoryNow],
  local_disk_full: [
    diskUse,
    inodeUse,
    look(
      'du -xh --max-depth=2 / | sort -h | tail -n 20',
      'the largest folders of the root file system',
    ),
  ],
  namenode_safe_mode: [
    hdfsReport,
    look('hdfs fsck / -files', 'blocks that are missing, which keeps it in safe mode'),
  ],
  no_live_datanodes: [hdfsReport, look('hdfs fsck /', 'missing and corrupt blocks')],
  not_enough_replicas: [topicState],
  leader_not_available: [topicState],
  no_worker_nodes: [
    look(
      "trino --execute 'select * from system.runtime.nodes'",
      'the nodes that the coordinator knows',
    ),
  ],
  catalog_missing_on_workers: [
    look("trino --execute 'show catalogs'", 'the catalogs that the coordinator knows'),
  ],
  connection_refused: [reach, listeners],
  dns_failure: [resolve, look('cat /etc/resolv.conf', 'which name servers are asked')],
  network_partition: [reach, resolve],
  broker_connection: [reach, topicList],
  metastore_down: [reach, listeners],
  am_unreachable: [yarnState, yarnLog],
  log_fetch_network: [reach, resolve],
  k8s_rbac: [
    look('kubectl auth can-i create pods', 'whether the identity may make pods in this namespace'),
  ],
  file_permission: [
    look('id', 'which user and groups it is from here; ask in the container of the job'),
    look('namei -l {path}', 'owner, group and mode of the path and of each folder above it'),
  ],
  hdfs_permission: [hdfsList],
  s3_access_denied: [awsIdentity, awsList],
  remote_log_permission: [awsIdentity, awsList],
  kafka_acl_denied: [
    look(
      'kafka-acls.sh --bootstrap-server {broker} --list --topic {topic}',
      'who may do what with the topic',
    ),
  ],
  kerberos_ticket_expired: [look('klist', 'the tickets at hand and when they end'), clock],
  tls_certificate_expired: [certificate],
  tls_handshake_failed: [certificate],
  clock_skew: [clock],
  secret_key_mismatch: [
    look(
      'airflow config get-value webserver secret_key | sha256sum',
      'a hash to compare between the components; run it on each',
    ),
    clock,
  ],
  log_server_forbidden: [clock],
  binlog_purged: [
    look("mysql -e 'show binary logs'", 'the change logs that MySQL still has'),
    look(
      "psql -c 'select slot_name, active, restart_lsn, wal_status from pg_replication_slots'",
      'the replication slots of PostgreSQL',
    ),
  ],
  binlog_disabled: [
    look('mysql -e "show variables like \'binlog%\'"', 'how MySQL writes its change log'),
    look("psql -c 'show wal_level'", 'how PostgreSQL writes its change log'),
  ],
  image_pull_failed: [podState, clusterEvents],
  missing_python_module: [packageHere, pythonPath],
  missing_module: [
    pythonPath,
    look('find . -name "{module}*" -not -path "*/.git/*"', 'where the module lies in the sources'),
  ],
  missing_provider: [look('airflow providers list', 'the providers that are installed')],
  dependency_conflict: [packageConflicts],
  python_version_mismatch: [pythonPath],
  java_version_mismatch: [javaVersion],
  class_not_found: [yarnLog],
  upgrade_metadata_db: [
    look('airflow db check-migrations', 'whether the schema is that of the release'),
    look('airflow version', 'the release that is installed'),
  ],
  airflow3_migration: [look('airflow version', 'the release that is installed'), importErrors],
  dbt_compile_error: [look('dbt parse', 'whether the project can be read')],
  connection_missing: [connections],
  variable_missing: [variables],
  missing_environment_variable: [
    look('env | cut -d= -f1 | sort', 'names of the variables that are set, without their values'),
  ],
  path_not_found: [hdfsList, awsList],
  kafka_topic_missing: [topicList],
  dag_not_found: [look('airflow dags list', 'the DAGs that exist'), importErrors],
  dag_import_exception: [importErrors],
  dagbag_import_timeout: [
    importErrors,
    look('airflow dags report', 'how long each DAG file takes to load'),
  ],
  dag_parse_timeout: [
    importErrors,
    look('airflow dags report', 'how long each DAG file takes to load'),
  ],
  concurrency_limit: [poolList, dagDetails],
  max_active_runs: [dagDetails],
  slow_poll_loop: [groupState],
  rebalance_storm: [groupState],
  offset_commit_failed: [groupState],
  kafka_data_aged_out: [topicLimits, groupState],
  record_too_large: [topicLimits],
  too_many_connections: [databaseSessions],
  metadata_db_connections: [databaseSessions, airflowDatabase],
  metadata_db_overload: [databaseSessions, airflowDatabase],
  sql_deadlock: [databaseLocks],
  lock_wait_timeout: [databaseLocks],
  metadata_db_deadlock: [databaseLocks],
  file_descriptors_exhausted: [
    look('ulimit -n', 'the limit of open files in this shell'),
    look('lsof -p {pid} | wc -l', 'files that the process holds open'),
  ],
  yarn_queue_full: [
    look('yarn queue -status {queue}', 'capacity and use of the queue'),
    look('yarn application -list', 'applications that run and wait'),
  ],
  dynamic_allocation_starvation: [look('yarn application -list', 'applications that run and wait')],
  k8s_quota_exceeded: [look('kubectl describe resourcequota', 'limits and use of the namespace')],
  k8s_unschedulable: [podState, look('kubectl describe nodes', 'what the nodes have left')],
  k8s_node_eviction: [clusterEvents, look('kubectl get nodes -o wide', 'state of the nodes')],
  k8s_pod_start_timeout: [podState, clusterEvents],
  restart_loop: [podState, podLog],
  executor_preempted: [yarnState, clusterEvents],
  zombie_task: [runStates, kernelKills],
  scheduler_heartbeat: [
    look('airflow jobs check', 'whether a scheduler is alive'),
    airflowDatabase,
  ],
  task_externally_terminated: [runStates],
  dagrun_timeout: [runStates],
  task_timeout: [runStates],
  bad_credentials: [dbtDebug, connections],
};

const byFamily: Readonly<Record<string, readonly LookTemplate[]>> = {
  memory: [kernelKills, memoryNow],
  storage: [diskUse],
  connectivity: [reach],
  dependency: [packageConflicts],
};

/** What to run for a cause, the most telling first; none where nothing on a command line shows more. */
export const lookTemplatesOf = (cause: string, family: string): readonly LookTemplate[] =>
  byCause[cause] ?? byFamily[family] ?? [];

export const allLookTemplates: readonly LookTemplate[] = [
  ...new Set([...Object.values(byCause), ...Object.values(byFamily)].flat()),
];
/** Causes that have templates of their own. */
export const causesWithTemplates: readonly string[] = Object.keys(byCause);
