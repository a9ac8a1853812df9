import { anyOf, hint, often, proof, strong, support, type Rule } from '../rule.ts';
import { harmless } from '../outcome.ts';

/** Processes that ended, positions that are lost, work that is uneven, and what is no error. */
export const lifecycleRules: readonly Rule[] = [
  {
    id: 'executor_preempted',
    family: 'lifecycle',
    title: 'Executor or node taken away',
    definition: 'The platform took back a container or node.',
    patterns: [
      proof(
        anyOf(
          /Container (?:\S+ )?(?:on host: \S+ )?was preempted/i,
          /preempted by (?:the )?(?:scheduler|YARN)|Container preempted/i,
          /spot (?:instance )?(?:interruption|terminat)|Container released on a \*lost\* node/i,
          /Executor decommission(?:ed)?: |worker decommissioned/i,
          /[Dd]ecommissioning (?:executor|node|worker)|exit status: -100\b/i,
          /Preempted in order to admit/i,
        ),
        'The platform took the machine or container.',
      ),
      hint(
        anyOf(
          /Slave lost|worker lost|node (?:was )?lost|remote task manager was lost/i,
          /Heartbeat of TaskManager with id \S+ timed out/i,
        ),
        'A machine went away.',
      ),
      proof(
        anyOf(
          /was preempted\b|\bpreempted\b[^\n]{0,60}(?:container|executor|node|instance|pod)/i,
          /SPOT_INSTANCE_TERMINATION|spot instances?[^\n]{0,60}(?:reclaim|terminat|interrupt)/i,
          /imminent node shutdown|NodeShutdown|PreemptionBy\w+|instance (?:was )?preempted/i,
          /LOST_NODE|EC2 instance [^\n]{0,80}(?:terminated|interrupt)/i,
          /node(?:s)? (?:was|were|has been) (?:removed|terminated|reclaimed|decommissioned)/i,
        ),
        'The platform took the machine or container.',
      ),
      hint(
        anyOf(
          /The slot in which the task was executed has been released/,
          /TaskManager with id \S+ (?:is no longer reachable|unregistered)/,
          /Probably loss of TaskManager/,
        ),
        'A TaskManager went away.',
      ),
    ],
    checks: ['Spot or preemption events'],
    fix: ['On-demand for the driver; graceful decommissioning'],
    lookNext: 'Events of the node.',
  },
  {
    id: 'k8s_node_eviction',
    family: 'lifecycle',
    title: 'Pod evicted from its node',
    definition: 'The kubelet removed the pod for pressure on the node.',
    patterns: [
      proof(
        anyOf(
          /\breason\W{1,4}Evicted\b|^Evicted\b|pod (?:\S+ )?(?:was|has been) evicted/im,
          /The node was low on resource|node had condition: \[?(?:Disk|Memory|PID)Pressure/im,
          /ephemeral[- ](?:local )?storage[^\n]{0,60}exceed/im,
        ),
        'The pod was evicted.',
      ),
      proof(
        anyOf(
          /Usage of EmptyDir volume|The node (?:had|was) (?:low|condition)|Evicted pod/i,
          /evicted by (?:the )?(?:kubelet|eviction API|API)|evicted due to|TaintManagerEviction/i,
          /NodeNotReady|DeletionByTaintManager|Pod was terminated in response to/i,
        ),
        'The pod was evicted.',
      ),
    ],
    checks: ['kubectl describe node'],
    fix: ['Requests near real use; ephemeral-storage'],
    lookNext: 'Events of the node.',
  },
  {
    id: 'rebalance_storm',
    family: 'lifecycle',
    title: 'Consumer group rebalances again and again',
    definition: 'Members join and leave constantly.',
    patterns: [
      often(
        anyOf(
          /(?:Preparing to rebalance|Attempt to heartbeat failed since group is rebalancing|rebalance in progress|\(Re-\)joining group)/i,
          /[Hh]eartbeat failed for group \S+ because it is rebalancing|Revok(?:e|ing) previously assigned partitions/i,
          /(?:The|this) group (?:began another rebalance|is rebalancing, so a rejoin is needed)/i,
        ),
        'The group rebalances.',
      ),
      support(
        /(?:with generation |generationId=)[1-9]\d{2,}\b/,
        'The group has rebalanced hundreds of times.',
      ),
      often(
        anyOf(
          /Member \S+ (?:sending LeaveGroup|has (?:failed|left))/,
          /[Gg]roup coordinator \S+ (?:\([^)\n]*\) )?is unavailable or invalid/,
        ),
        'Members come and go.',
      ),
      often(/\bRebalance started\b/, 'The workers of Kafka Connect rebalance.'),
    ],
    symptomOf: ['slow_poll_loop', 'group_id_reused'],
    checks: ['Restarts and poll times of members'],
    fix: ['Static membership, cooperative assignor'],
    lookNext: 'Log of the group coordinator.',
  },
  {
    id: 'restart_loop',
    family: 'lifecycle',
    title: 'Process restarts again and again',
    definition: 'It fails soon after each start.',
    patterns: [
      strong(
        /CrashLoopBackOff|Back-off restarting failed container/i,
        'Kubernetes backs off from restarting.',
      ),
      strong(
        /Recovery is suppressed by (?:FixedDelay|FailureRate|ExponentialDelay)RestartBackoffTimeStrategy/,
        'The restarts that Flink may make are used up.',
      ),
      strong(
        anyOf(
          /restarted (?:too many times|\d{2,} times)/,
          /Restart(?:ing|s)?(?: Count)?: +(?:[5-9]|\d{2,})\b/,
          /restarting too (?:often|frequently|quickly)|start request repeated too quickly/,
        ),
        'It was restarted again and again.',
      ),
      often(
        /switched from (?:state )?\w+ to RESTARTING\b/,
        'The job is restarted again and again.',
      ),
    ],
    symptomOf: ['*'],
    checks: ['kubectl logs --previous'],
    fix: ['Cure the start-up failure'],
    lookNext: 'The log of the previous container.',
  },
  {
    id: 'k8s_watch_expired',
    family: 'state',
    title: 'Kubernetes watch position expired',
    definition: 'The watcher asked for a resource version that is gone.',
    patterns: [
      proof(
        anyOf(
          /too old resource version|ApiException: \(410\)/i,
          /\(410\)\s*[\s\S]{0,20}(?:Reason: )?(?:Gone|Expired)|ResourceVersionTooOld/i,
        ),
        'Kubernetes says that the version is gone.',
      ),
    ],
    checks: ['Does the watcher restart by itself'],
    fix: ['Upgrade provider or client; usually harmless'],
    lookNext: 'Scheduler log after it.',
  },
  {
    id: 'kafka_data_aged_out',
    family: 'state',
    title: 'Offset no longer in the topic',
    definition: 'Retention deleted what the job wanted to read.',
    patterns: [
      proof(
        anyOf(
          /OffsetOutOfRange|Some data may have been lost|KAFKA_DATA_LOSS/i,
          /offset[^\n]{0,200}out of range|NoOffsetForPartition/i,
          /Undefined offset with no reset policy|Offset out of range/i,
          /data may have been (?:missed|lost)|ExpiredIteratorException/i,
          /Partition \S+'s offset was changed from/i,
        ),
        'The offset is gone.',
      ),
      strong(/Offsets not available on leader/, 'The offsets are not in the topic.'),
    ],
    checks: ['Retention against the age of the checkpoint'],
    fix: ['Start from a valid offset; longer retention'],
    lookNext: 'Topic settings and last good run.',
  },
  {
    id: 'binlog_purged',
    family: 'state',
    title: 'Change-log position no longer on the server',
    definition: 'The database purged the log the connector needs.',
    patterns: [
      proof(
        anyOf(
          /purged (?:the )?(?:required )?binary logs?/i,
          /Could not find first log file name in binary log/i,
          /the connector is trying to read (?:binlog|change stream|log)[\s\S]{0,800}?no longer available/i,
          /requested WAL segment \S+ has already been removed/i,
          /replication slot[^\n]{0,80}(?:invalidated|does not exist)/i,
        ),
        'The position is gone.',
      ),
      proof(
        anyOf(
          /None of (?:the )?log files contain|ORA-01291|ChangeStreamHistoryLost/i,
          /resume (?:token|point)[^\n]{0,60}(?:not found|no longer)/i,
          /WAL segment \S+ has already been removed|LSN[^\n]{0,80}(?:no longer|not) available/i,
          /(?:binlog|redo log|change log|WAL|oplog|SCN)[^\n]{0,120}(?:no longer (?:available|exists?)|has been (?:purged|removed|deleted))/i,
          /can'?t find the (?:binlog|requested)/i,
          /no longer available on the server\. Reconfigure the connector/i,
        ),
        'The position is gone.',
      ),
    ],
    checks: ['Retention of the change log'],
    fix: ['New snapshot; longer retention'],
    lookNext: 'The log files that the server still has.',
  },
  {
    id: 'cluster_id_mismatch',
    family: 'state',
    title: 'Data directory belongs to another cluster',
    definition: 'A node has the data of another cluster id.',
    patterns: [
      proof(
        anyOf(
          /Incompatible (?:clusterIDs|namespaceIDs)|InconsistentClusterIdException/i,
          /The Cluster ID \S+ doesn'?t match stored clusterId/i,
        ),
        'The ids differ.',
      ),
      proof(
        anyOf(
          /Invalid cluster\.id in|clusterI[dD]s? (?:do(?:es)? not match|mismatch)/,
          /belongs to (?:a different|another) cluster/,
          /Incompatible (?:build versions|block ?pool)/,
        ),
        'The ids differ.',
      ),
    ],
    checks: ['VERSION or meta.properties file'],
    fix: ['Mount the right disk; only format an empty cluster'],
    lookNext: 'The id file on both sides.',
  },
  {
    id: 'checkpoint_before_running',
    family: 'state',
    title: 'Checkpoint triggered before all tasks ran',
    definition: 'Flink declined a checkpoint at start-up.',
    patterns: [
      proof(
        anyOf(
          /Checkpoint triggering task [\s\S]{0,200}? is not being executed at the moment/i,
          /NOT_ALL_REQUIRED_TASKS_RUNNING|Not all required tasks are currently running/i,
        ),
        'Not all tasks were running.',
      ),
      proof(
        anyOf(
          /CheckpointDeclineTaskNotReadyException|Task \S[^\n]{0,200} was not running\b/,
          /Some tasks of the job have already finished|CHECKPOINT_DECLINED_TASK_NOT_READY/,
        ),
        'A task declined the checkpoint because it was not running yet.',
      ),
    ],
    checks: ['Which task is not running'],
    fix: ['Wait; cure that task'],
    lookNext: 'Log of that TaskManager.',
  },
  {
    id: 'savepoint_incompatible',
    family: 'state',
    title: 'Stored streaming state does not fit the job',
    definition: 'Operators or schemas changed since the state was written.',
    patterns: [
      proof(
        anyOf(
          /Cannot map checkpoint\/savepoint state|StateMigrationException/i,
          /state serializer[^\n]{0,60}incompatible|STATE_STORE_\w*SCHEMA\w*/i,
          /Provided schema doesn'?t match to the schema for existing state/i,
          /There (?:is|are) \[?\d+\]? (?:streaming )?sources? in the checkpoint/i,
        ),
        'The state does not fit.',
      ),
      proof(
        anyOf(
          /There is no operator for the state/,
          /not compatible with (?:the )?(?:checkpoint|savepoint)/,
          /(?:checkpoint|savepoint)[^\n]{0,120}(?:incompatible|not compatible|cannot be (?:mapped|restored))/,
          /This query does not support recovering from checkpoint/,
          /[Ss]tate (?:schema|format|serializer)[^\n]{0,80}(?:incompatible|not compatible|mismatch)/,
          /must not be incompatible with/,
          /max(?:imum)? parallelism[^\n]{0,80}(?:does not match|changed|lower)/,
          /allowNonRestoredState/,
        ),
        'The state does not fit.',
      ),
      strong(
        anyOf(
          /Could not restore (?:keyed|operator) state backend/,
          /Exception while creating StreamOperatorStateContext/,
        ),
        'The stored state could not be restored.',
      ),
    ],
    symptomOf: [
      'class_not_found',
      'path_not_found',
      's3_access_denied',
      'hdfs_permission',
      'local_disk_full',
      'missing_s3_connector',
      'bad_credentials',
      'network_partition',
      'connection_refused',
      'dns_failure',
      'scala_version_mismatch',
      'kerberos_ticket_expired',
    ],
    checks: ['uid of operators; changed schema'],
    fix: ['Set uids, migrate, or start with new state'],
    lookNext: 'Difference to the last release of the job.',
  },
  {
    id: 'offset_commit_failed',
    family: 'state',
    title: 'Consumer could not commit its offsets',
    definition: 'The group gave the partitions to somebody else.',
    patterns: [
      strong(
        anyOf(
          /(?:kafka|consumer)\S*\.CommitFailedException/i,
          /Offset commit (?:cannot be completed|failed)/i,
          /Commit cannot be completed since the group|RebalanceInProgressException/i,
        ),
        'The commit was refused.',
      ),
      strong(
        anyOf(
          /Failed to (?:commit|flush)[^\n]{0,40} ?offsets?/i,
          /Commit of offsets (?:threw|failed|timed out)/i,
          /timed out while waiting for producer to flush|RetriableCommitFailedException/i,
          /offset commit (?:failed|timed out)|Failed to flush, timed out/i,
        ),
        'The commit was refused or did not end.',
      ),
    ],
    symptomOf: ['slow_poll_loop', 'rebalance_storm', 'concurrent_write_conflict'],
    checks: ['Processing time'],
    fix: ['As for slow poll loops'],
    lookNext: 'Group coordinator.',
  },
  {
    id: 'data_skew',
    family: 'performance',
    title: 'Data skew: a few tasks do most of the work',
    definition: 'One key or partition is far larger than the others.',
    patterns: [
      hint(
        /OptimizeSkewedJoin: (?:Optimizing|number of skewed)|skewed partition/i,
        'The optimiser found partitions that are far larger than others.',
      ),
      strong(
        anyOf(
          /(?:max|largest) (?:task|partition)[^\n]{0,120}(?:median|average)/,
          /data skew (?:is )?detected/,
          /[Ss]kew(?:ed)? (?:join|key|partition)s?[^\n]{0,40}detected/,
        ),
        'One part is far larger than the others.',
      ),
      hint(
        /spilling (?:sort|in-memory) ?(?:data|map) of [\d.]+ GB to disk \(\d{2,} times so far\)/i,
        'One task spills far more than memory holds.',
      ),
    ],
    checks: ['Largest against median task'],
    fix: ['AQE skew join, salting, isolate the hot key'],
    lookNext: 'Event log: task sizes of the stage.',
  },
  {
    id: 'flink_backpressure',
    family: 'performance',
    title: 'A slow operator holds back the pipeline',
    definition: 'Work comes in faster than the slowest step can take it.',
    patterns: [
      strong(
        /Current batch is falling behind\. The trigger interval is/,
        'A micro-batch took longer than its interval.',
      ),
      strong(
        /[Bb]ack ?[Pp]ressure(?:d)?(?: status| level)?\W{1,4}(?:HIGH|high)|is (?:highly )?back ?pressured/,
        'The engine names the pressure.',
      ),
    ],
    symptomOf: ['*'],
    checks: ['Busy and waiting time of each operator; lag of the source'],
    fix: ['More parallelism or a cheaper operator; limit the intake'],
    lookNext: 'Busy and backpressure metrics by operator.',
  },
  {
    id: 'stopped_by_user',
    family: 'not-an-error',
    title: 'Stopped on request',
    definition: 'Somebody cancelled it.',
    patterns: [
      proof(
        anyOf(
          /(?:cancel(?:l?ed)?|killed|stopped|aborted) (?:by|at) (?:the )?(?:user|request|client)/i,
          /KeyboardInterrupt|Job \d+ cancelled (?:as part of|part of cancelled)/i,
          /Application killed by user|User (?:requested(?! \(constraint\)| [\w.-]+[<>=~!])|killed)|USER_CANCELED/i,
        ),
        'It was stopped on request.',
      ),
      proof(
        anyOf(
          /canceling statement due to user request|SQL execution canceled/,
          /Query execution was interrupted\b(?!, max)|cancelled on user'?s request/,
          /Query was cancell?ed|Run (?:was )?cancell?ed(?: by)?|Kill job \S+ received/,
          /switched from (?:state )?RUNNING to CANCELL?ING|Received SIGINT/,
          /Received kill request|SparkContext was (?:manually )?stopped by/,
          /[Jj]ob (?:has been |was )?cancell?ed by/,
          /[Cc]ancell?ed by (?:the )?(?:user|administrator|admin|operator)/,
          /killed by (?:the )?(?:user|admin\w*|administrator)/,
        ),
        'It was stopped on request.',
      ),
    ],
    symptomOf: ['warehouse_timeout', 'dagrun_timeout', 'task_timeout', 'driver_result_size'],
    checks: ['Who did it'],
    fix: ['Start it again when the stop was not meant'],
    lookNext: 'Audit log.',
  },
  {
    id: 'platform_bug',
    family: 'bug-in-platform',
    title: 'Defect in the platform itself',
    definition:
      'The failure comes from the own code of the engine or framework, and nothing in the log explains it otherwise.',
    patterns: [
      proof(
        anyOf(
          /You hit a bug in |\[INTERNAL_ERROR\]|Processing aborted (?:by|due to) error 30\d{4}/,
          /SQL execution internal error/,
          /A fatal error has been detected by the Java Runtime Environment/,
          /was terminated by signal (?:6|11)\b|got signal 11\b/,
        ),
        'The product reports a fault inside itself.',
      ),
      strong(
        /Negsignal\.SIGSEGV|was sent SIGSEGV|Segmentation fault|\bSIGSEGV \(0xb\)|GENERIC_INTERNAL_ERROR/,
        'A process crashed inside its own code.',
      ),
      strong(
        /(?:NullPointerException|AssertionError|ArrayIndexOutOfBoundsException|scala\.MatchError)\b[^\n]*\n(?:\s+at (?:org\.apache\.|io\.trino\.|io\.prestosql\.|com\.facebook\.presto\.|io\.debezium\.|io\.confluent\.|io\.delta\.|java\.|javax\.|jdk\.|sun\.|scala\.)[^\n]*(?:\n|$)){2,}(?!\s+at )/,
        'All frames of the trace are code of the platform.',
      ),
      strong(
        /IllegalStateException\b[^\n]*\n(?:\s+at (?:org\.apache\.|io\.\w+\.)[^\n]*\binternals?\.[^\n]*(?:\n|$)){2,}/,
        'An inner part of the platform found itself in a state that should not be.',
      ),
      strong(
        /ImportError: cannot import name '?\w+'? from '?airflow\.(?:sdk\.execution_time|executors|jobs|utils\.log|serialization|api_fastapi)\b/,
        'Code of Airflow asks for an internal name of Airflow that is not there.',
      ),
      proof(
        /\bLOGICAL_ERROR\b|INTERNAL Error: |signals an assertion failure within|dbt encountered an (?:unhandled|internal)/,
        'The product reports a fault inside itself.',
      ),
    ],
    symptomOf: ['*'],
    checks: ['The same message in the issue tracker of the product, for this release'],
    fix: ['Upgrade to a release with the fix, or go round the feature that fails'],
    lookNext: 'The issue tracker and release notes of the product.',
  },
  {
    id: 'benign_warning',
    family: 'not-an-error',
    title: 'Harmless warning beside the real event',
    definition:
      'The message looks alarming, but good runs have it as well; it does not explain a failure.',
    patterns: [strong(harmless, 'Good runs have this line as well.')],
    symptomOf: ['*'],
    checks: ['Whether the work ended well', 'What else the log reports at that time'],
    fix: ['Nothing here: read the whole log for the first real error'],
    lookNext: 'The end of the same log: how the work ended.',
  },
];
