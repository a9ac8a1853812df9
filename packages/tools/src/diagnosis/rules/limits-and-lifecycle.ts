import { hint, often, proof, strong, type Rule } from '../rule.ts';
import { harmless } from '../outcome.ts';

/** Limits, time-outs, concurrency, lost positions and ended processes. */
export const limitRules: readonly Rule[] = [
  {
    id: 'driver_result_size',
    family: 'resource-limit',
    title: 'Results sent to the driver exceed the limit',
    definition: 'Serialized results passed spark.driver.maxResultSize.',
    patterns: [
      proof(
        /(?:Total size of serialized results|serialized results of \d+ tasks)[^\n]{0,200}(?:bigger|larger) than|is bigger than spark\.driver\.maxResultSize/i,
        'Spark names the limit of results.',
      ),
    ],
    checks: ['collect(), toPandas(), broadcast of large tables; number of tasks'],
    fix: ['Write instead of collecting; raise the limit only with the driver memory'],
    lookNext: 'The action of the failed job.',
  },
  {
    id: 'record_too_large',
    family: 'resource-limit',
    title: 'Message larger than a size limit',
    definition: 'Kafka refused a record for its size.',
    patterns: [
      proof(
        /RecordTooLargeException|RecordBatchTooLarge|MESSAGE_TOO_LARGE|larger than (?:the )?max(?:imum)?\.(?:request|message)\.(?:size|bytes)|larger than the max message size/i,
        'The record is too large.',
      ),
      proof(
        /larger than \d+, which is the value of the|MessageSizeTooLarge|Message size too large|which exceeds max allowed: spark\.(?:rpc\.message\.maxSize|akka\.frameSize)|exceeds the maximum (?:akka |pekko )?framesize|OversizedPayload|Received message larger than max|Broker: Message size too large|larger than the maximum (?:request|message) size|RecordTooLarge/i,
        'The message is too large.',
      ),
    ],
    checks: ['Largest record; compression'],
    fix: [
      'Raise max.request.size, message.max.bytes and fetch sizes together, or send a reference',
    ],
    lookNext: 'Topic and broker settings.',
  },
  {
    id: 'too_many_connections',
    family: 'resource-limit',
    title: 'Connection limit reached',
    definition: 'A database takes no more connections.',
    patterns: [
      strong(
        /too many (?:clients already|connections)|remaining connection slots are reserved|ORA-12519|max_user_connections|connection limit exceeded/i,
        'The server has no free connection.',
      ),
      strong(
        /Connection is not available, request timed out after|(?:connection )?pool (?:is )?exhausted|PoolExhausted|Timeout waiting for connection from pool|Cannot get a connection, pool error|ORA-(?:00018|00020|12516|12520)|too many connections for (?:role|database)|has exceeded the '?max_user_connections|max(?:imum)? (?:number of )?connections (?:reached|exceeded)|PoolTimeout\b|No available connection/i,
        'No free connection is left.',
      ),
    ],
    symptomOf: ['metadata_db_connections'],
    checks: ['Connections by client'],
    fix: ['Pooler, fewer parallel tasks, higher limit'],
    lookNext: 'The database log.',
  },
  {
    id: 'file_descriptors_exhausted',
    family: 'resource-limit',
    title: 'Open-file limit reached',
    definition: 'The process may not open more files or sockets.',
    patterns: [
      proof(/Too many open files|EMFILE|Errno 24\b/i, 'The limit of open files is reached.'),
    ],
    checks: ['ulimit -n; lsof -p PID | wc -l'],
    fix: ['Raise the limit; close what leaks'],
    lookNext: 'Open files of the process.',
  },
  {
    id: 'not_enough_slots',
    family: 'resource-limit',
    title: 'Not enough task slots for the job',
    definition: 'Flink got fewer slots than the job needs.',
    patterns: [
      proof(
        /NoResourceAvailableException|Could not acquire the minimum required resources|Slot request bulk is not fulfillable/i,
        'Flink could not get slots.',
      ),
      proof(
        /Not enough free slots|Could not (?:allocate|fulfill)[^\n]{0,60}(?:slots?|resource requirements)|required slot within slot request timeout/i,
        'Flink could not get slots.',
      ),
    ],
    checks: ['TaskManagers times slots against parallelism'],
    fix: ['More TaskManagers or less parallelism'],
    lookNext: 'TaskManager logs: why they did not register.',
  },
  {
    id: 'dynamic_allocation_starvation',
    family: 'resource-limit',
    title: 'Job gets no or too few executors',
    definition: 'The application waits for executors.',
    patterns: [strong(/Initial job has not accepted any resources/i, 'The job got no executor.')],
    symptomOf: [
      'k8s_unschedulable',
      'k8s_quota_exceeded',
      'yarn_queue_full',
      'rbac_forbidden',
      'image_pull_failed',
    ],
    checks: ['Free cores and memory; size of an executor'],
    fix: ['Smaller executors, more capacity'],
    lookNext: 'The resource manager.',
  },
  {
    id: 'yarn_queue_full',
    family: 'resource-limit',
    title: 'YARN queue has no capacity left',
    definition: 'The queue limit keeps the application waiting.',
    patterns: [
      proof(
        /Queue'?s? (?:AM )?resource limit exceeded|queue[^\n]{0,80}(?:is (?:full|at (?:its )?max)|max(?:imum)? capacity)|Application is added to the scheduler and is not yet activated|Queue's AM resource limit|already has \d+ applications, cannot accept/i,
        'YARN names the limit of the queue.',
      ),
      strong(
        /Application is Activated, waiting for resources to be assigned for AM/,
        'YARN has no room for the application master yet.',
      ),
      proof(
        /User'?s AM resource limit exceeded|(?:Queue|queue)[^\n]{0,80}(?:has no (?:capacity|resources)|capacity (?:limit )?(?:reached|exceeded))|skipping AM assignment|maximum number of (?:running )?applications|has \d+ applications/,
        'YARN names the limit of the queue.',
      ),
    ],
    checks: ['yarn queue -status NAME'],
    fix: ['Another queue, fewer jobs, more share'],
    lookNext: 'The scheduler page of the ResourceManager.',
  },
  {
    id: 'k8s_quota_exceeded',
    family: 'resource-limit',
    title: 'Namespace quota exceeded',
    definition: 'The quota allows no further pod.',
    patterns: [
      proof(/exceeded quota:/i, 'Kubernetes names the quota.'),
      strong(
        /must specify (?:limits|requests)\.(?:cpu|memory)|maximum (?:cpu|memory) usage per (?:Container|Pod) is|failed quota:/,
        'The quota or limit range of the namespace refused the pod.',
      ),
    ],
    checks: ['kubectl describe quota'],
    fix: ['Smaller requests or a larger quota'],
    lookNext: 'The quota of the namespace.',
  },
  {
    id: 'k8s_unschedulable',
    family: 'resource-limit',
    title: 'No node fits the pod',
    definition: 'The Kubernetes scheduler found no node.',
    patterns: [
      proof(
        /FailedScheduling|\d+\/\d+ nodes are available|\bUnschedulable\b|Insufficient (?:cpu|memory|nvidia)/i,
        'No node fits.',
      ),
      strong(
        /didn'?t match (?:Pod'?s )?node (?:affinity|selector)|untolerated taint|didn'?t trigger scale-up|no nodes available to schedule pods|pod has unbound immediate PersistentVolumeClaims/i,
        'No node fits the pod.',
      ),
    ],
    checks: ['Requests, taints, selectors, autoscaler'],
    fix: ['Smaller requests, more nodes, correct selectors'],
    lookNext: 'Events of the pod.',
  },
  {
    id: 's3_throttling',
    family: 'resource-limit',
    title: 'Object store throttles requests',
    definition: 'Too many requests for a prefix.',
    patterns: [
      proof(
        /\bSlowDown\b|Please reduce your request rate|Status Code: 503; Error Code: (?:503 )?Slow|OperationNotPermitted[^\n]{0,300}throttl/,
        'The store asks to slow down.',
      ),
      proof(
        /503 Slow ?Down|Please reduce your request rate|AWSServiceThrottledException|AWSServiceIOException[^\n]{0,120}Slow|exceeded the rate limit for object|ServerBusy|The server is busy|Egress is over the account limit|Ingress is over/i,
        'The store asks to slow down.',
      ),
    ],
    checks: ['Number of small files; parallel writers'],
    fix: ['Fewer requests, backoff, spread prefixes'],
    lookNext: 'Request metrics of the bucket.',
  },
  {
    id: 'rate_limited',
    family: 'resource-limit',
    title: 'API rate limit reached',
    definition: 'A service refused more requests.',
    patterns: [
      strong(
        /Too Many Requests|(?:HTTP|status|status code|code|error)\W{1,4}429\b|(?<![,.:\d])429 (?:Client Error|error)|ThrottlingException|Rate exceeded|rateLimitExceeded|Exceeded rate limits|"quotaExceeded"|Quota exceeded: |RequestLimitExceeded|API rate limit/i,
        'The service limits the rate.',
      ),
      strong(
        /[Qq]uota exceeded|exceeded (?:your|the) (?:current |daily |API |request )?(?:quota|rate limit)|RESOURCE_EXHAUSTED|LimitExceededException|TooManyRequestsException|ProvisionedThroughputExceeded|ConcurrentRunsExceeded|ThrottlingError|\(Throttling\w*\)|RequestThrottled|Exceeded rate limits|[Rr]ate limit(?:ed|s)? (?:reached|exceeded|is exceeded)|too many (?:concurrent )?(?:requests|queries)|REQUEST_LIMIT_EXCEEDED|maximum (?:number of )?concurrent (?:runs|queries|jobs)/,
        'The service limits the rate.',
      ),
    ],
    symptomOf: ['image_pull_failed', 's3_throttling'],
    checks: ['Calls in a minute; other jobs with the same key'],
    fix: ['Backoff, fewer calls, higher quota'],
    lookNext: 'Quota page of the service.',
  },
  {
    id: 'broadcast_timeout',
    family: 'timeout',
    title: 'Broadcast took longer than allowed',
    definition: 'The small side of a join was not ready in spark.sql.broadcastTimeout.',
    patterns: [
      proof(
        /Could not execute broadcast in \d+ secs|increase the timeout for broadcasts/i,
        'Spark names the broadcast time limit.',
      ),
      strong(
        /BroadcastExchangeExec[\s\S]{0,3000}?TimeoutException|TimeoutException: Futures timed out[\s\S]{0,3000}?[Bb]roadcast/,
        'A broadcast timed out.',
      ),
    ],
    symptomOf: ['driver_oom'],
    checks: ['Size of the broadcast side; what delays its computation'],
    fix: ['autoBroadcastJoinThreshold = -1 for this join, or a larger time-out'],
    lookNext: 'The stage that computes the broadcast side.',
  },
  {
    id: 'checkpoint_timeout',
    family: 'timeout',
    title: 'Checkpoint did not finish in time',
    definition: 'Flink gave up a checkpoint.',
    patterns: [
      proof(
        /Checkpoint (?:\d+ )?(?:of job \S+ )?expired before completing|CHECKPOINT_EXPIRED|Exceeded checkpoint tolerable failure threshold/i,
        'The checkpoint expired.',
      ),
      proof(
        /Checkpoint[^\n]{0,80}(?:timed out|expired)\b|Savepoint[^\n]{0,60}expired/,
        'The checkpoint expired.',
      ),
    ],
    checks: ['Backpressure, state size, alignment time'],
    fix: ['Unaligned checkpoints, longer time-out, incremental state'],
    lookNext: 'Checkpoint page of the job.',
  },
  {
    id: 'k8s_pod_start_timeout',
    family: 'timeout',
    title: 'Pod did not start in time',
    definition: 'The pod stayed pending longer than the start-up limit.',
    patterns: [
      proof(
        /Pod took (?:longer than|too long)|Pod (?:took too long|launch|start\w*)[^\n]{0,60}(?:timeout|timed out|too long)|Pod launch failed/i,
        'The start of the pod timed out.',
      ),
      proof(
        /has been pending for longer than|PodLaunchTimeoutException|Pod took too long to be scheduled|Pod (?:was|has been) pending (?:for )?(?:too long|longer)|Timed? ?out (?:while )?waiting for (?:the )?pod/i,
        'The pod did not start in time.',
      ),
    ],
    symptomOf: ['image_pull_failed', 'k8s_unschedulable', 'k8s_quota_exceeded'],
    checks: ['kubectl describe pod: events'],
    fix: ['Cure scheduling or image; raise startup_timeout_seconds'],
    lookNext: 'Events of the pod.',
  },
  {
    id: 'slow_poll_loop',
    family: 'timeout',
    title: 'Consumer processes too long between polls',
    definition: 'The consumer left its group because poll came too late.',
    patterns: [
      proof(
        /(?:configured|exceeded?|than) (?:the )?max\.poll\.interval\.ms|time between subsequent calls to poll\(\) was longer|consumer poll timeout has expired|Application maximum poll interval/i,
        'Kafka names the poll interval.',
      ),
      proof(
        /max\.poll\.interval\.ms (?:exceeded|has expired)|\(MAXPOLL\)|Application maximum poll interval|has left the group[^\n]{0,120}poll/i,
        'Kafka names the poll interval.',
      ),
    ],
    checks: ['Time to process one batch'],
    fix: ['Lower max.poll.records or raise the interval'],
    lookNext: 'Processing time of the consumer.',
  },
  {
    id: 'shuffle_fetch_timeout',
    family: 'timeout',
    title: 'Shuffle fetch timed out',
    definition: 'A shuffle server did not answer in time.',
    patterns: [
      strong(
        /(?:ShuffleBlockFetcher|OneForOneBlockFetcher|TransportChannelHandler|TransportClientFactory)[\s\S]{0,600}?(?:[Tt]imed? ?out|Timeout waiting)/,
        'A fetch of shuffle data timed out.',
      ),
      proof(
        /has been quiet for \d+ ms while there are outstanding requests|FetchFailed[\s\S]{0,1500}?(?:[Tt]imed ?out|TimeoutException|Timeout waiting|connection timed out)/,
        'A fetch of shuffle data timed out.',
      ),
    ],
    symptomOf: [
      'executor_oom_shuffle',
      'container_memory_limit',
      'k8s_oomkilled',
      'driver_heartbeat_gc',
    ],
    checks: ['GC and load of the serving executor'],
    fix: ['Cure its load; spark.network.timeout'],
    lookNext: 'Log of the serving executor.',
  },
  {
    id: 'warehouse_timeout',
    family: 'timeout',
    title: 'Query passed the warehouse time limit',
    definition: 'The warehouse ended a statement for its time.',
    patterns: [
      proof(
        /statement timeout|Statement reached its statement or warehouse timeout|Query exceeded maximum (?:time|run time) limit|EXCEEDED_TIME_LIMIT|maximum statement execution time exceeded|Operation timed out after \d+ hours/i,
        'The statement reached its limit.',
      ),
      proof(
        /(?:Query|Statement|query|statement)(?: execution)? (?:has )?(?:timed out|timeout|was cancell?ed (?:due to|because of) (?:a |the )?(?:statement )?time ?out)|SQLTimeoutException|QueryTimeout|Query exceeded (?:the )?maximum (?:execution )?time|max_execution_time exceeded|exceeded the (?:query|statement) time-?out|Job timed out after|TIMEOUT_EXCEEDED|Timeout exceeded: elapsed|exceeded timeout of \d+/i,
        'The statement reached its limit.',
      ),
    ],
    symptomOf: ['metadata_db_overload', 'lock_wait_timeout'],
    checks: ['Plan, queueing and locks'],
    fix: ['Faster query; larger limit'],
    lookNext: 'Query history.',
  },
  {
    id: 'split_timeout',
    family: 'timeout',
    title: 'Split processing timed out',
    definition: 'A task was failed because it worked on one split for too long.',
    patterns: [
      proof(
        /containing long running stuck split|failStuckSplitTasks/,
        'Trino ended a task whose split was stuck.',
      ),
      strong(
        /PAGE_TRANSPORT_TIMEOUT|PageTransportTimeout|(?:[Ss]plit generation|[Ss]plit loading|[Ss]plit source)[^\n]{0,120}(?:failed|timed out|timeout)|TOO_MANY_REQUESTS_FAILED|Encountered too many errors talking to a worker node|SPLIT_(?:GENERATION|SOURCE)\w*TIMEOUT/,
        'Splits or pages did not come in time.',
      ),
    ],
    checks: ['The split and expression in the stack that Trino logs with it'],
    fix: ['Cure the expensive expression or file; raise the limit only then'],
    lookNext: 'The log of the worker that ran the task.',
  },
  {
    id: 'upstream_timeout',
    family: 'timeout',
    title: 'Remote service did not answer in time',
    definition: 'A call waited too long.',
    patterns: [
      strong(
        /Read timed out|ReadTimeout|read operation timed out|Gateway Time-?out|\b504 (?:Gateway|Server Error|Deadline|Time)|DEADLINE_EXCEEDED|DeadlineExceeded|upstream request timeout|timeout awaiting response|Expiring \d+ record\(s\) for|SocketTimeoutException|(?<!\w)TimeoutError|deadline exceeded/i,
        'A call timed out.',
      ),
    ],
    symptomOf: ['*'],
    checks: ['Latency of that service'],
    fix: ['Retry, longer time-out'],
    lookNext: 'The log of the remote service.',
  },
  {
    id: 'concurrent_write_conflict',
    family: 'concurrency',
    title: 'Two writers committed to one table',
    definition: 'Optimistic commit of a table format failed.',
    patterns: [
      proof(
        /Concurrent(?:Append|DeleteRead|DeleteDelete|Transaction|Write|ModificationOfTable)Exception|DELTA_CONCURRENT_|MetadataChangedException|ProtocolChangedException|iceberg\.exceptions\.CommitFailedException|CommitFailedException: (?:Cannot commit|Requirement failed|Branch)|Found (?:new )?conflicting files|Cannot commit[^\n]{0,80}(?:stale|conflict)|HoodieWriteConflictException|version hint[\s\S]{0,40}stale|Files were (?:added|deleted)[^\n]{0,300}by a concurrent/i,
        'Two commits met.',
      ),
      proof(
        /due to concurrent (?:update|delete|modification)|Serializable isolation violation|could not serialize access|tuple concurrently updated|due to a write conflict|ConcurrentIOException|is not same as table metadata location|modified concurrently|was updated concurrently|Glue detected concurrent|conflicts? with (?:another|a concurrent)|CommitStateUnknown|Transaction conflict|TRANSACTION_CONFLICT|\b409\b[^\n]{0,80}CommitFailed/i,
        'Two commits met.',
      ),
      strong(
        /(?:FileNotFoundException|does not exist)[^\n]{0,300}_temporary\/|LeaseExpiredException|AlreadyBeingCreatedException|Failed to rename [^\n]{0,300}_temporary/,
        'Two jobs wrote to one directory at the same time.',
      ),
    ],
    checks: ['Which jobs write the table at that time'],
    fix: ['One writer, disjoint partitions in the condition, retry'],
    lookNext: 'History of the table.',
  },
  {
    id: 'sql_deadlock',
    family: 'concurrency',
    title: 'Deadlock between two transactions',
    definition: 'The database ended one of two transactions.',
    patterns: [
      proof(
        /deadlock detected|Deadlock found when trying to get lock|was deadlocked on lock|ORA-00060/i,
        'The database reports a deadlock.',
      ),
      proof(
        /chosen as the deadlock victim|[Dd]eadlock (?:was )?(?:detected|found)|DeadlockLoserDataAccessException|40P01/,
        'The database reports a deadlock.',
      ),
    ],
    symptomOf: ['metadata_db_deadlock'],
    checks: ['Both statements'],
    fix: ['Same order of locks, shorter transactions, retry'],
    lookNext: 'The database log.',
  },
  {
    id: 'lock_wait_timeout',
    family: 'concurrency',
    title: 'Waited too long for a lock',
    definition: 'Another transaction or writer held the lock.',
    patterns: [
      proof(
        /Lock wait timeout exceeded|could not obtain lock|canceling statement due to lock timeout|database is locked|Locks on the underlying objects cannot be acquired|ORA-00054|LockException|Unable to acquire (?:IMPLICIT|EXPLICIT|the )?[^\n]{0,30}locks?\b/i,
        'The lock was not given.',
      ),
      proof(
        /number of waiters for this lock exceeds|Lock request time out|Error in acquiring locks|LockNotAvailable|55P03|Another instance of Derby may have already booted|waiting for (?:a |the )?(?:table |metadata |row )?lock[^\n]{0,80}(?:timed out|timeout|exceeded)|[Cc]ould not acquire (?:the )?lock|Failed to acquire lock/,
        'The lock was not given.',
      ),
    ],
    checks: ['Who holds the lock'],
    fix: ['End the holder, shorter transactions'],
    lookNext: 'Lock table of the database.',
  },
  {
    id: 'executor_preempted',
    family: 'lifecycle',
    title: 'Executor or node taken away',
    definition: 'The platform took back a container or node.',
    patterns: [
      proof(
        /Container (?:\S+ )?(?:on host: \S+ )?was preempted|preempted by (?:the )?(?:scheduler|YARN)|Container preempted|spot (?:instance )?(?:interruption|terminat)|Container released on a \*lost\* node|Executor decommission(?:ed)?: |worker decommissioned|[Dd]ecommissioning (?:executor|node|worker)|exit status: -100\b|Preempted in order to admit/i,
        'The platform took the machine or container.',
      ),
      hint(
        /Slave lost|worker lost|node (?:was )?lost|remote task manager was lost|Heartbeat of TaskManager with id \S+ timed out/i,
        'A machine went away.',
      ),
      proof(
        /was preempted\b|\bpreempted\b[^\n]{0,60}(?:container|executor|node|instance|pod)|SPOT_INSTANCE_TERMINATION|spot instances?[^\n]{0,60}(?:reclaim|terminat|interrupt)|imminent node shutdown|NodeShutdown|PreemptionBy\w+|instance (?:was )?preempted|LOST_NODE|EC2 instance [^\n]{0,80}(?:terminated|interrupt)|node(?:s)? (?:was|were|has been) (?:removed|terminated|reclaimed|decommissioned)/i,
        'The platform took the machine or container.',
      ),
      hint(
        /The slot in which the task was executed has been released|TaskManager with id \S+ (?:is no longer reachable|unregistered)|Probably loss of TaskManager/,
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
        /\breason\W{1,4}Evicted\b|^Evicted\b|pod (?:\S+ )?(?:was|has been) evicted|The node was low on resource|node had condition: \[?(?:Disk|Memory|PID)Pressure|ephemeral[- ](?:local )?storage[^\n]{0,60}exceed/im,
        'The pod was evicted.',
      ),
      proof(
        /Usage of EmptyDir volume|The node (?:had|was) (?:low|condition)|Evicted pod|evicted by (?:the )?(?:kubelet|eviction API|API)|evicted due to|TaintManagerEviction|NodeNotReady|DeletionByTaintManager|Pod was terminated in response to/i,
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
        /(?:Preparing to rebalance|Attempt to heartbeat failed since group is rebalancing|rebalance in progress|\(Re-\)joining group)/i,
        'The group rebalances.',
      ),
      often(
        /Member \S+ (?:sending LeaveGroup|has (?:failed|left))|[Gg]roup coordinator \S+ (?:\([^)\n]*\) )?is unavailable or invalid|Request joining group due to|Revoke previously assigned partitions|Stabilized group/,
        'Members come and go.',
      ),
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
        /restarted (?:too many times|\d{2,} times)|Restart(?:ing|s)?(?: Count)?: +(?:[5-9]|\d{2,})\b|restarting too (?:often|frequently|quickly)|start request repeated too quickly/,
        'It was restarted again and again.',
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
        /too old resource version|ApiException: \(410\)|\(410\)\s*[\s\S]{0,20}(?:Reason: )?(?:Gone|Expired)|ResourceVersionTooOld/i,
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
        /OffsetOutOfRange|Some data may have been lost|KAFKA_DATA_LOSS|offset[^\n]{0,200}out of range|NoOffsetForPartition|Undefined offset with no reset policy|Offset out of range|data may have been (?:missed|lost)|ExpiredIteratorException|Partition \S+'s offset was changed from/i,
        'The offset is gone.',
      ),
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
        /purged (?:the )?(?:required )?binary logs?|Could not find first log file name in binary log|the connector is trying to read (?:binlog|change stream|log)[\s\S]{0,300}?no longer available|requested WAL segment \S+ has already been removed|replication slot[^\n]{0,80}(?:invalidated|does not exist)/i,
        'The position is gone.',
      ),
      proof(
        /None of (?:the )?log files contain|ORA-01291|ChangeStreamHistoryLost|resume (?:token|point)[^\n]{0,60}(?:not found|no longer)|WAL segment \S+ has already been removed|LSN[^\n]{0,80}(?:no longer|not) available|(?:binlog|redo log|change log|WAL|oplog|SCN)[^\n]{0,120}(?:no longer (?:available|exists?)|has been (?:purged|removed|deleted))|can'?t find the (?:binlog|requested)/i,
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
        /Incompatible (?:clusterIDs|namespaceIDs)|InconsistentClusterIdException|The Cluster ID \S+ doesn'?t match stored clusterId/i,
        'The ids differ.',
      ),
      proof(
        /Invalid cluster\.id in|clusterI[dD]s? (?:do(?:es)? not match|mismatch)|belongs to (?:a different|another) cluster|Incompatible (?:build versions|block ?pool)/,
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
        /Checkpoint triggering task [\s\S]{0,200}? is not being executed at the moment|NOT_ALL_REQUIRED_TASKS_RUNNING|Not all required tasks are currently running/i,
        'Not all tasks were running.',
      ),
      proof(
        /CheckpointDeclineTaskNotReadyException|Task \S[^\n]{0,200} was not running\b|Some tasks of the job have already finished|CHECKPOINT_DECLINED_TASK_NOT_READY/,
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
        /Cannot map checkpoint\/savepoint state|StateMigrationException|state serializer[^\n]{0,60}incompatible|STATE_STORE_\w*SCHEMA\w*|Provided schema doesn'?t match to the schema for existing state|There (?:is|are) \[?\d+\]? (?:streaming )?sources? in the checkpoint/i,
        'The state does not fit.',
      ),
      proof(
        /There is no operator for the state|not compatible with (?:the )?(?:checkpoint|savepoint)|(?:checkpoint|savepoint)[^\n]{0,120}(?:incompatible|not compatible|cannot be (?:mapped|restored))|This query does not support recovering from checkpoint|[Ss]tate (?:schema|format|serializer)[^\n]{0,80}(?:incompatible|not compatible|mismatch)|must not be incompatible with|max(?:imum)? parallelism[^\n]{0,80}(?:does not match|changed|lower)|allowNonRestoredState/,
        'The state does not fit.',
      ),
      strong(
        /Could not restore (?:keyed|operator) state backend|Exception while creating StreamOperatorStateContext/,
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
        /(?:kafka|consumer)\S*\.CommitFailedException|Offset commit (?:cannot be completed|failed)|Commit cannot be completed since the group|RebalanceInProgressException/i,
        'The commit was refused.',
      ),
      strong(
        /Failed to (?:commit|flush)[^\n]{0,40} ?offsets?|Commit of offsets (?:threw|failed|timed out)|timed out while waiting for producer to flush|RetriableCommitFailedException|offset commit (?:failed|timed out)|Failed to flush, timed out/i,
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
        /(?:max|largest) (?:task|partition)[^\n]{0,120}(?:median|average)|data skew (?:is )?detected|[Ss]kew(?:ed)? (?:join|key|partition)s?[^\n]{0,40}detected/,
        'One part is far larger than the others.',
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
        /(?:cancel(?:l?ed)?|killed|stopped|aborted) (?:by|at) (?:the )?(?:user|request|client)|KeyboardInterrupt|Job \d+ cancelled (?:as part of|part of cancelled)|Application killed by user|User (?:requested|killed)|USER_CANCELED/i,
        'It was stopped on request.',
      ),
      proof(
        /canceling statement due to user request|SQL execution canceled|Query execution was interrupted\b(?!, max)|cancelled on user'?s request|Query was cancell?ed|Run (?:was )?cancell?ed(?: by)?|Kill job \S+ received|switched from (?:state )?RUNNING to CANCELL?ING|Received SIGINT|Received kill request|SparkContext was (?:manually )?stopped by|[Jj]ob (?:has been |was )?cancell?ed by|[Cc]ancell?ed by (?:the )?(?:user|administrator|admin|operator)|killed by (?:the )?(?:user|admin\w*|administrator)/,
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
        /You hit a bug in |\[INTERNAL_ERROR\]|Processing aborted (?:by|due to) error 30\d{4}|SQL execution internal error|A fatal error has been detected by the Java Runtime Environment|was terminated by signal (?:6|11)\b|got signal 11\b/,
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
