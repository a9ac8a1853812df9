import { anyOf, proof, strong, type Rule } from '../rule.ts';

/** Time limits, and parties that stand in the way of each other. */
export const timeoutRules: readonly Rule[] = [
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
        anyOf(
          /BroadcastExchangeExec[\s\S]{0,3000}?TimeoutException/,
          /TimeoutException: Futures timed out[\s\S]{0,3000}?[Bb]roadcast/,
        ),
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
        anyOf(
          /Checkpoint (?:\d+ )?(?:of job \S+ )?expired before completing|CHECKPOINT_EXPIRED/i,
          /Exceeded checkpoint tolerable failure threshold/i,
        ),
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
        anyOf(
          /Pod took (?:longer than|too long)/i,
          /Pod (?:took too long|launch|start\w*)[^\n]{0,60}(?:timeout(?!, PID)|timed out|too long)/i,
          /Pod launch failed/i,
        ),
        'The start of the pod timed out.',
      ),
      proof(
        anyOf(
          /has been pending for longer than|PodLaunchTimeoutException/i,
          /Pod took too long to be scheduled/i,
          /Pod (?:was|has been) pending (?:for )?(?:too long|longer)/i,
          /Timed? ?out (?:while )?waiting for (?:the )?pod/i,
        ),
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
        anyOf(
          /(?:configured|exceeded?|than) (?:the )?max\.poll\.interval\.ms/i,
          /time between subsequent calls to poll\(\) was longer/i,
          /consumer poll timeout has expired|Application maximum poll interval/i,
        ),
        'Kafka names the poll interval.',
      ),
      proof(
        anyOf(
          /max\.poll\.interval\.ms (?:exceeded|has expired)|\(MAXPOLL\)/i,
          /Application maximum poll interval|has left the group[^\n]{0,120}poll/i,
        ),
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
        anyOf(
          /has been quiet for \d+ ms while there are outstanding requests/,
          /FetchFailed[\s\S]{0,1500}?(?:[Tt]imed ?out|TimeoutException|Timeout waiting|connection timed out)/,
        ),
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
        anyOf(
          /statement timeout|Statement reached its statement or warehouse timeout/i,
          /Query exceeded maximum (?:time|run time) limit|EXCEEDED_TIME_LIMIT/i,
          /maximum statement execution time exceeded|Operation timed out after \d+ hours/i,
        ),
        'The statement reached its limit.',
      ),
      proof(
        anyOf(
          /(?:Query|Statement|query|statement)(?: execution)? (?:has )?(?:timed out|timeout|was cancell?ed (?:due to|because of) (?:a |the )?(?:statement )?time ?out)/i,
          /SQLTimeoutException|QueryTimeout|Query exceeded (?:the )?maximum (?:execution )?time/i,
          /max_execution_time exceeded|exceeded the (?:query|statement) time-?out/i,
          /Job timed out after|TIMEOUT_EXCEEDED|Timeout exceeded: elapsed/i,
          /exceeded timeout of \d+/i,
        ),
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
        anyOf(
          /PAGE_TRANSPORT_TIMEOUT|PageTransportTimeout/,
          /(?:[Ss]plit generation|[Ss]plit loading|[Ss]plit source)[^\n]{0,120}(?:failed|timed out|timeout)/,
          /TOO_MANY_REQUESTS_FAILED|Encountered too many errors talking to a worker node/,
          /SPLIT_(?:GENERATION|SOURCE)\w*TIMEOUT/,
        ),
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
        anyOf(
          /Read timed out|ReadTimeout|read operation timed out|Gateway Time-?out/i,
          /\b504 (?:Gateway|Server Error|Deadline|Time)|DEADLINE_EXCEEDED|DeadlineExceeded/i,
          /upstream request timeout|timeout awaiting response|Expiring \d+ record\(s\) for/i,
          /SocketTimeoutException|(?<!\w)TimeoutError|deadline exceeded/i,
        ),
        'A call timed out.',
      ),
      strong(
        /timeout while waiting for channel to be ready for read/,
        'An answer did not come in time.',
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
        anyOf(
          /Concurrent(?:Append|DeleteRead|DeleteDelete|Transaction|Write|ModificationOfTable)Exception/i,
          /DELTA_CONCURRENT_|MetadataChangedException|ProtocolChangedException/i,
          /iceberg\.exceptions\.CommitFailedException/i,
          /CommitFailedException: (?:Cannot commit|Requirement failed|Branch)/i,
          /Found (?:new )?conflicting files|Cannot commit[^\n]{0,80}(?:stale|conflict)/i,
          /HoodieWriteConflictException|Found conflicting writes between first operation|version hint[\s\S]{0,40}stale/i,
          /Files were (?:added|deleted)[^\n]{0,300}by a concurrent/i,
        ),
        'Two commits met.',
      ),
      proof(
        anyOf(
          /due to concurrent (?:update|delete|modification)|Serializable isolation violation/i,
          /could not serialize access|tuple concurrently updated|due to a write conflict/i,
          /ConcurrentIOException|is not same as table metadata location|modified concurrently/i,
          /was updated concurrently|Glue detected concurrent/i,
          /conflicts? with (?:another|a concurrent)|CommitStateUnknown|Transaction conflict/i,
          /TRANSACTION_CONFLICT|\b409\b[^\n]{0,80}CommitFailed/i,
        ),
        'Two commits met.',
      ),
      strong(
        anyOf(
          /(?:FileNotFoundException|does not exist)[^\n]{0,300}_temporary\//,
          /LeaseExpiredException|AlreadyBeingCreatedException/,
          /Failed to rename [^\n]{0,300}_temporary/,
        ),
        'Two jobs wrote to one directory at the same time.',
      ),
      strong(
        /Multiple streaming queries are concurrently using|concurrent update to the log/i,
        'Two queries use one checkpoint or log.',
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
        anyOf(
          /chosen as the deadlock victim|[Dd]eadlock (?:was )?(?:detected|found)/,
          /DeadlockLoserDataAccessException|40P01/,
        ),
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
        anyOf(
          /Lock wait timeout exceeded|could not obtain lock/i,
          /canceling statement due to lock timeout|database is locked/i,
          /Locks on the underlying objects cannot be acquired|ORA-00054|LockException/i,
          /Unable to acquire (?:IMPLICIT|EXPLICIT|the )?[^\n]{0,30}locks?\b/i,
        ),
        'The lock was not given.',
      ),
      proof(
        anyOf(
          /number of waiters for this lock exceeds|Lock request time out/,
          /Error in acquiring locks|LockNotAvailable|55P03/,
          /Another instance of Derby may have already booted/,
          /waiting for (?:a |the )?(?:table |metadata |row )?lock[^\n]{0,80}(?:timed out|timeout|exceeded)/,
          /[Cc]ould not acquire (?:the )?lock|Failed to acquire lock/,
        ),
        'The lock was not given.',
      ),
    ],
    checks: ['Who holds the lock'],
    fix: ['End the holder, shorter transactions'],
    lookNext: 'Lock table of the database.',
  },
];
