import { anyOf, hint, often, proof, strong, support, type Rule } from '../rule.ts';

/** A process, container or query needed more memory than it was given. */
export const memoryRules: readonly Rule[] = [
  {
    id: 'container_memory_limit',
    family: 'memory',
    title: 'Container killed over its memory limit',
    definition:
      'YARN or another resource manager measured more memory in the container (heap and everything beside it) than was requested, and killed it.',
    patterns: [
      proof(
        /killed by YARN for exceeding (?:physical |virtual )?memory limits/i,
        'YARN killed the container for its memory.',
      ),
      proof(
        /is running (?:[\d.]+ ?\w?B )?beyond (?:the '?)?(?:PHYSICAL|VIRTUAL)'? memory limits?/i,
        'The node manager measured more memory than allowed.',
      ),
      strong(
        /Container .{0,80}exceed(?:ed|ing|s) (?:the )?(?:physical |virtual )?memory limit/i,
        'The container passed its memory limit.',
      ),
      strong(
        /(?:Consider boosting|boost) spark\.(?:yarn\.)?(?:executor|driver)\.memoryOverhead/i,
        'Spark itself proposes more memory overhead.',
      ),
      proof(
        /\b[Ee]xit ?[Ss]tatus:? -10[34]\b|exitStatus=-10[34]\b/,
        'YARN ends a container with status -103 or -104 for its virtual or physical memory.',
      ),
      proof(
        anyOf(
          /OutOfMemoryError: Container killed due to memory usage/,
          /Memory limit exceeded: Requested: [\d.]+ ?[KMG]B Maximum Used:/,
          /Exceeded (?:job|step) memory limit/,
        ),
        'The resource manager names the memory limit of the container.',
      ),
      strong(
        /(?:Container (?:marked as failed|from a bad node|killed on request)|YarnAllocator)[\s\S]{0,300}?(?:[Ee]xit (?:status|code)(?: is)?:? 137\b)/,
        'YARN reports a container that was killed with signal 9.',
      ),
      hint(
        /Container killed on request\. Exit code is 143/,
        'A container was asked to end: for its memory, or because it was taken back.',
      ),
      strong(
        /Remote RPC client disassociated\. Likely due to containers exceeding thresholds/,
        'Spark lost an executor without a word of it, which is mostly a container over its limit.',
      ),
    ],
    checks: [
      'Compare the used with the allowed memory in the message',
      'See whether the physical or the virtual limit fired',
      'Look for memory outside the heap: Python workers, Netty buffers, native libraries',
    ],
    fix: [
      'Raise spark.executor.memoryOverhead (or the memory request) before the heap',
      'Use fewer cores in an executor, so that fewer tasks share the container',
    ],
    lookNext:
      'The node manager log of that host around the kill, and the memory metric of the container.',
  },
  {
    id: 'executor_oom_shuffle',
    family: 'memory',
    title: 'Executor heap exhausted while shuffling or joining',
    definition:
      'A task needed more heap than the executor has while it read, sorted, aggregated or joined shuffled data.',
    patterns: [
      proof(
        /OutOfMemoryError[\s\S]{0,6000}?(?:shuffle\.|ShuffleBlock|UnsafeExternalSorter|ExternalAppendOnlyMap|ExternalSorter|BytesToBytesMap|HashedRelation|HashAggregate|SortMergeJoin|LongHashedRelation|hashAgg_|smj_)/,
        'The heap ran out inside shuffle, sort, aggregation or join code.',
      ),
      proof(
        /SparkOutOfMemoryError|Unable to acquire \d+ bytes of memory, got \d+/,
        'A task could not get execution memory from Spark.',
      ),
      strong(
        /Exception in task [\d.]+ in stage [\s\S]{0,2000}?OutOfMemoryError/,
        'A task of an executor ran out of memory.',
      ),
      strong(
        /Lost task .{0,200}OutOfMemoryError: (?:Java heap space|GC overhead)/,
        'The driver reports a task that ran out of heap.',
      ),
      strong(
        /(?:TaskSetManager|Executor task launch worker|ExecutorLostFailure)[\s\S]{0,400}?(?:Java heap space|GC overhead limit exceeded)/,
        'The heap of an executor ran out.',
      ),
      strong(
        /\bexit(?:ed with)?(?: exit)? code 52\b|\bexitStatus 52\b/,
        'Exit code 52 is how an executor of Spark ends that ran out of memory.',
      ),
      strong(
        /(?:shuffle|FetchFailed)[\s\S]{0,600}?IOException: (?:Out of memory|Cannot allocate memory|Map failed)/i,
        'The system gave no memory for reading shuffle data.',
      ),
      hint(
        /OutOfMemoryError: (?:Java heap space|GC overhead limit exceeded)/,
        'A JVM ran out of heap.',
      ),
      proof(
        anyOf(
          /OutOfDirectMemoryError[\s\S]{0,3000}?(?:spark\.network|ShuffleBlock|BlockFetcher)/,
          /(?:spark\.network|ShuffleBlock|BlockFetcher)[\s\S]{0,2000}?OutOfDirectMemoryError/,
        ),
        'The memory outside the heap ran out while shuffle data came in.',
      ),
      strong(
        /Lost task [^\n]{0,300}OutOfDirectMemoryError|OutOfDirectMemoryError: failed to allocate/,
        'The memory outside the heap ran out.',
      ),
    ],
    symptomOf: ['container_memory_limit', 'driver_oom', 'task_heap_too_small'],
    checks: [
      'Compare the largest with the median shuffle read of the tasks of that stage',
      'Look at spill and GC time of the failed task',
      'Count the partitions of the stage',
    ],
    fix: [
      'Raise spark.executor.memory, or give each task more of it with fewer spark.executor.cores',
      'Raise spark.sql.shuffle.partitions, or split the hot key (AQE skew join, salting)',
    ],
    lookNext:
      'The stderr of the executor that was lost, and the task table of the failed stage in the event log.',
  },
  {
    id: 'driver_oom',
    family: 'memory',
    title: 'Spark driver out of memory',
    definition:
      'The heap of the driver ran out, mostly because results, broadcasts or plans were collected there.',
    patterns: [
      proof(
        /(?:broadcast-exchange-\d+|dag-scheduler-event-loop|task-result-getter-\d+|Exception in thread "(?:main|Driver)"|Uncaught exception in thread (?:main|Driver)\b|ApplicationMaster: User class threw exception)[^\n]{0,200}[\s\S]{0,300}?java\.lang\.OutOfMemoryError/,
        'The memory ran out in the driver.',
      ),
      proof(
        /Not enough memory to build and broadcast the table/i,
        'The driver could not hold the table that is broadcast.',
      ),
      proof(
        /OutOfMemoryError(?:(?!Driver stacktrace)[\s\S]){0,4000}?(?:Dataset\.collect|RDD\.collect|collectToPython|toPandas|DAGScheduler|TaskResultGetter)/,
        'The memory ran out while results came to the driver.',
      ),
      hint(
        /Py4JNetworkError: Answer from Java side is empty|The spark driver has stopped unexpectedly/i,
        'The driver went away without a word.',
      ),
      proof(
        /An error occurred while calling \S+\.?\s*\n?: java\.lang\.OutOfMemoryError/,
        'A call of Python into the driver ran out of memory.',
      ),
      proof(
        anyOf(
          /(?:The driver|spark driver) (?:has )?r[au]n out of memory/i,
          /Driver (?:pod|container)[^\n]{0,200}(?:OOMKilled|exceed\w* (?:its )?memory)/i,
        ),
        'The platform says that the driver ran out of memory.',
      ),
      strong(
        /Cannot broadcast the table (?:that is larger than|over) /,
        'The table that should be broadcast is too large to be collected in the driver.',
      ),
      strong(
        /OutOfMemoryError[\s\S]{0,4000}?(?:SparkPlan\.executeCollect|executeTake|Dataset\.(?:toLocalIterator|head|take)|SparkSubmit\.main|MapOutputTracker|AppStatusListener|SQLAppStatusListener|QueryExecution\.)/,
        'The memory ran out in code that only the driver runs.',
      ),
    ],
    checks: [
      'Look for collect(), toPandas() and broadcast hints',
      'Compare spark.driver.memory with the size of the result',
    ],
    fix: [
      'Write the result instead of collecting it',
      'Lower spark.sql.autoBroadcastJoinThreshold or remove the hint; raise spark.driver.memory',
    ],
    lookNext: 'The driver log just before the error, and the SQL plan for broadcast exchanges.',
  },
  {
    id: 'k8s_oomkilled',
    family: 'memory',
    title: 'Kubernetes killed the container for its memory',
    definition:
      'The kernel killed a process of the container because the pod passed its memory limit.',
    patterns: [
      proof(
        /\bOOMKilled\b(?!\\?"?: ?false)|oom-?kill(?:ed)? container/i,
        'Kubernetes gives OOMKilled as the reason.',
      ),
      hint(
        /exit[_ ]?(?:code|status)(?: is| of|:|=)? ?\W{0,2}137\b/i,
        'Exit code 137 is SIGKILL, in a container mostly for memory.',
      ),
      strong(
        /(?:\b[Pp]od |kubelet|container_statuses|containerStatuses|'base'|container base|terminated)[\s\S]{0,600}?[Ee]xit[_ ]?[Cc]ode\W{1,4}137\b/,
        'The container of a pod ended with 137, which is a kill with signal 9.',
      ),
      strong(/possible container OOM/, 'Spark says that the kill was probably for memory.'),
      strong(
        /The executor with id \d+ exited with exit code 137\b/,
        'The container of an executor ended with 137, which is a kill with signal 9.',
      ),
    ],
    against: [
      strong(
        /\b(?:Evicted|Preempt|spot interruption|node.{0,30}(?:drain|shutdown))/i,
        'The pod was removed for another reason than its own memory.',
      ),
    ],
    symptomOf: ['container_memory_limit'],
    checks: [
      'kubectl describe pod: Last State, Reason',
      'Compare the limit with the peak of the container memory metric',
    ],
    fix: [
      'Raise the memory limit (for Spark: spark.executor.memoryOverhead)',
      'Lower what the process holds: batch size, cores in one executor, Python worker memory',
    ],
    lookNext: 'The status of the pod (Last State) and the events of its node.',
  },
  {
    id: 'oom_sigkill',
    family: 'memory',
    title: 'Process killed with SIGKILL, most likely by the kernel for memory',
    definition:
      'A process ended by signal 9 without a word of its own; on Linux that is mostly the out-of-memory killer.',
    patterns: [
      proof(
        /Out of memory: Kill(?:ed)? process|oom[-_ ]killer|oom_reaper|invoked oom-killer/i,
        'The kernel log names the out-of-memory kill.',
      ),
      strong(
        /return code Negsignal\.SIGKILL/,
        'The task runner reports that signal 9 ended the task.',
      ),
      strong(
        anyOf(
          /(?:return|exit)(?:ed)?(?: with)?[ _]?(?:code|status):? ?-9\b/i,
          /died with <Signals\.SIGKILL: 9>|\bsignal: killed\b/i,
        ),
        'The process ended with signal 9.',
      ),
      strong(
        /\bterminated by signal\b[\s\S]{0,200}?(?:SIGKILL|signal\W{1,4}-?9\b)|signal_name\W{1,4}SIGKILL/i,
        'Airflow reports a process that was killed with SIGKILL.',
      ),
      hint(
        /(?:WorkerLostError|exited prematurely|ForkPoolWorker)[^\n]{0,120}signal 9 \(SIGKILL\)/i,
        'A Celery worker process was killed with signal 9.',
      ),
      strong(
        anyOf(
          /(?:[Cc]ommand|[Pp]rocess|[Tt]ask|[Ss]cript|subprocess|bash)\b[^\n]{0,200}?(?:exit(?:ed with)?|return(?:ed)?)(?: a)?(?: non-zero)?(?: exit| return)?[_ ](?:code|status)(?: of)?:? 137\b/,
          /\bline \d+: +\d+ Killed\b/,
        ),
        'Exit status 137 of a process is a kill with signal 9.',
      ),
      hint(
        /\bexit(?:ed with)?[_ ](?:code|status):? 137\b/i,
        'Exit status 137 is a kill with signal 9.',
      ),
      strong(/exit_code=-9\b|signal_name="?SIGKILL/, 'The process ended with signal 9.'),
      strong(
        /^\s*(?:\S+: line \d+: +)?\d* *Killed\s*$/m,
        'The shell says that a command was killed.',
      ),
    ],
    against: [strong(/OOMKilled/i, 'Kubernetes names its own memory limit as the reason.')],
    symptomOf: [
      'heartbeat_rejected',
      'task_timeout',
      'dagrun_timeout',
      'k8s_oomkilled',
      'container_memory_limit',
      'worker_oom',
      'task_externally_terminated',
    ],
    checks: [
      'dmesg or journalctl -k on that host for "Out of memory"',
      'The memory of the host or pod at that minute',
      'Whether somebody or something sent kill -9',
    ],
    fix: [
      'Give the worker more memory, or run fewer tasks on it at once',
      'Process the data in pieces instead of loading it whole',
    ],
    lookNext: 'The kernel log of that host (or the pod status): only it can prove the memory.',
  },
  {
    id: 'driver_heartbeat_gc',
    family: 'memory',
    title: 'Heartbeats lost because a JVM was stuck in garbage collection',
    definition: 'A JVM spent its time collecting garbage and did not answer heartbeats in time.',
    patterns: [
      proof(
        /[Hh]eartbeat[\s\S]{0,600}?GC overhead limit/,
        'Lost heartbeats and garbage collection stand together.',
      ),
      strong(
        /Detected pause in JVM or host machine/i,
        'The JVM stood still for garbage collection.',
      ),
      hint(
        /Issue communicating with driver in heartbeater/,
        'An executor did not send heartbeats.',
      ),
      proof(
        anyOf(
          /We slept \d+ms instead of \d+ms, this is likely due to a long garbage collecting pause/,
          /Driver is up but is not responsive, likely due to GC/,
        ),
        'The program itself blames garbage collection.',
      ),
      strong(
        anyOf(
          /Executor heartbeat timed out after \d+ ms/,
          /Removing executor \S+ with no recent heartbeats/,
          /Exit as unable to send heartbeats to driver more than/,
        ),
        'An executor was given up because its heartbeats did not come.',
      ),
    ],
    symptomOf: [
      'k8s_oomkilled',
      'executor_preempted',
      'oom_sigkill',
      'local_disk_full',
      'k8s_node_eviction',
      'executor_too_small',
      'executor_oom_shuffle',
      'container_memory_limit',
      'driver_oom',
      'network_partition',
    ],
    checks: [
      'GC time of the executor in the Spark UI',
      'GC log of that JVM at the time of the lost heartbeat',
    ],
    fix: [
      'More heap for each task: fewer cores, more partitions, more memory',
      'Use G1 and look at what fills the old generation',
    ],
    lookNext: 'The GC log or GC time metric of that JVM.',
  },
  {
    id: 'query_memory_limit',
    family: 'memory',
    title: 'Query passed its memory limit',
    definition:
      'The SQL engine stopped a query because it asked for more memory than a query may have.',
    patterns: [
      proof(
        anyOf(
          /Query exceeded (?:per-node |distributed )?(?:user |total )?memory limit/i,
          /EXCEEDED_(?:LOCAL|GLOBAL)_MEMORY_LIMIT/i,
        ),
        'The engine names its memory limit.',
      ),
      proof(
        /Memory limit \((?:total|for query)\) exceeded|Resources exceeded during query execution/i,
        'The engine stopped the query for its memory.',
      ),
      strong(
        /CLUSTER_OUT_OF_MEMORY|Query killed because the cluster is out of memory/i,
        'The cluster had no memory left for the query.',
      ),
      proof(
        anyOf(
          /Query exceeded (?:local |max )(?:user |total )?memory (?:limit|size)/i,
          /Query exhausted resources at this scale factor/i,
          /Mem(?:ory)? (?:usage )?(?:of query )?ha[sd]? exceed\w* (?:the )?(?:query |process )?(?:mem(?:ory)? )?limit/i,
          /MEM_LIMIT_EXCEEDED|There is insufficient system memory in resource pool/i,
        ),
        'The engine names its memory limit.',
      ),
      proof(
        /(?:psycopg2|PSQLException|SQLSTATE|sqlalchemy|ERROR:)[^\n]{0,80}\bout of memory\b[\s\S]{0,200}?Failed on request of size/i,
        'The database could not allocate what the query asked for.',
      ),
      strong(
        anyOf(
          /duckdb\.\w*OutOfMemoryException/i,
          /Out of Memory Error: (?:failed to|could not) allocate/i,
          /\b53200\b[^\n]{0,60}out of memory|ERROR: +out of memory\b/i,
          /memory allocation failed in query/i,
        ),
        'The database ran out of the memory that a query may use.',
      ),
      proof(
        /(?:psycopg2|psycopg|postgres\w*)\S*OutOfMemory\b/,
        'The database ran out of memory for the query.',
      ),
    ],
    checks: [
      'The largest join or aggregation of the plan',
      'Join order and statistics',
      'Other queries at that time',
    ],
    fix: [
      'Filter earlier, aggregate before joining, put the smaller table on the build side',
      'Allow spilling or raise the limit of the query',
    ],
    lookNext: 'The peak memory by operator in the query details.',
  },
  {
    id: 'task_heap_too_small',
    family: 'memory',
    title: 'Heap of a map or reduce task too small',
    definition: 'A MapReduce or Tez task ran out of heap for its part of the input.',
    patterns: [
      proof(
        /(?:YarnChild|TezChild|TezTask|MapRedTask|LocalContainerLauncher|attempt_\d+_\d+_[mr]_\d+|TaskAttempt \d+ failed)[\s\S]{0,3000}?(?:Java heap space|GC overhead limit)/,
        'A map, reduce or Tez task ran out of heap.',
      ),
      strong(
        /^Error: (?:Java heap space|GC overhead limit exceeded)/m,
        'MapReduce reports a task attempt that ran out of heap.',
      ),
      proof(
        anyOf(
          /MapJoinMemoryExhaustion(?:Exception|Error)/,
          /return code 3 from org\.apache\.hadoop\.hive\.ql\.exec\.mr\.MapredLocalTask/,
        ),
        'The hash table of a map join did not fit into the heap of the task.',
      ),
      strong(
        anyOf(
          /(?:hive\.ql\.exec|mapreduce\.task|mapred\.\w*Task|ReduceTask|MapTask|Vertex failed)[\s\S]{0,3000}?OutOfMemoryError: (?:Java heap space|GC overhead)/,
          /OutOfMemoryError: (?:Java heap space|GC overhead)[\s\S]{0,1500}?(?:hive\.ql\.exec|mapreduce\.task\.reduce|mapred\.(?:Map|Reduce)Task)/,
        ),
        'The heap of a map, reduce or Hive task ran out.',
      ),
    ],
    checks: [
      'mapreduce.map.memory.mb and java.opts against the input of the task',
      'One record or split that is much larger than the others',
    ],
    fix: ['Raise the container and its -Xmx together', 'Smaller splits'],
    lookNext: 'The syslog of the failed attempt.',
  },
  {
    id: 'executor_too_small',
    family: 'memory',
    title: 'Executors too small for the work given to them',
    definition:
      'One executor after the other is lost in the same stage, until the attempts are used up.',
    patterns: [
      strong(
        /Max number of executor failures(?: \(\d+\))? reached/,
        'The application ended because too many executors failed.',
      ),
      often(
        anyOf(
          /ExecutorLostFailure \(executor \d+ (?:lost|exited)/,
          /Lost executor \d+ on \S+: (?:[Rr]emote (?:Akka|Rpc|RPC) client disassociated|Executor heartbeat timed out|Slave lost|worker lost)/,
        ),
        'Executors are lost again and again.',
      ),
      support(
        /has failed the maximum allowable number of times/,
        'The attempts of the stage are used up.',
      ),
    ],
    symptomOf: ['*'],
    checks: [
      'Why each executor ended: its last lines, and the reason the cluster manager gives',
      'Memory of an executor against the input of one task',
    ],
    fix: ['More memory for each task: larger executors, fewer cores in each, more partitions'],
    lookNext: 'Stderr of the lost executors, and the exit diagnostics of the cluster manager.',
  },
  {
    id: 'sort_buffer_too_large',
    family: 'memory',
    title: "Sort buffer larger than the task's memory",
    definition:
      'The buffer for sorting map output is configured larger than the memory of the task.',
    patterns: [
      proof(
        anyOf(
          /io\.sort\.mb"?:? \d+ should be larger than 0 and should be less than/,
          /Invalid "(?:mapreduce\.task\.)?io\.sort\.mb"/,
        ),
        'The size of the sort buffer was refused.',
      ),
      strong(
        anyOf(
          /MapTask\$MapOutputBuffer\.init[\s\S]{0,2000}?OutOfMemoryError/,
          /OutOfMemoryError[\s\S]{0,600}?MapTask\$MapOutputBuffer\.init/,
        ),
        'The memory ran out while the sort buffer was made.',
      ),
    ],
    checks: ['mapreduce.task.io.sort.mb or tez.runtime.io.sort.mb against the heap of the task'],
    fix: ['Lower the buffer to at most 40 % of the heap, or give the task more memory'],
    lookNext: 'The configuration that the job really ran with.',
  },
  {
    id: 'worker_oom',
    family: 'memory',
    title: 'Worker that ran the task was out of memory',
    definition:
      'The machine or pod of an Airflow or Celery worker had no memory left, and took its tasks with it.',
    patterns: [
      strong(
        anyOf(
          /\bMemoryError\b|OSError: \[Errno 12\] Cannot allocate memory/,
          /DefaultCPUAllocator: can't allocate memory/,
        ),
        'Memory could not be allocated on the worker.',
      ),
      strong(
        /(?:WorkerLostError|exited prematurely|ForkPoolWorker)[^\n]{0,120}signal 9 \(SIGKILL\)/i,
        'A process of the Celery worker was killed with signal 9.',
      ),
      hint(/(?:return|exit) ?code:? ?-9\b/i, 'The process that ran the task was killed.'),
      hint(
        /Event: \S+ Failed\s*$|Pod \S+ (?:has )?failed\.?\s*$|Event: Failed to start pod/,
        'The pod of the task failed without a word of its own: mostly memory, or its node.',
      ),
      strong(
        anyOf(
          /\b_?ArrayMemoryError\b|Unable to allocate [\d.]+ [KMGT]iB for an array/,
          /std::bad_alloc|pyarrow\.lib\.ArrowMemoryError|malloc of size \d+ failed/,
        ),
        'Memory could not be allocated on the worker.',
      ),
      strong(
        anyOf(
          /Worker \(pid:\d+\) was sent SIGKILL! Perhaps out of memory\?/,
          /Worker exceeded \d+% memory budget|KilledWorker/,
        ),
        'The worker itself was killed for its memory.',
      ),
      strong(
        anyOf(
          /Worker with pid \d+ was terminated due to signal 9|TerminatedWorkerError|BrokenProcessPool/,
          /terminated abruptly while the future was running|node running low on memory/,
          /There is insufficient memory for the Java Runtime Environment|fork: (?:retry: )?Cannot allocate memory/,
        ),
        'A process of the worker was killed, or got no memory.',
      ),
    ],
    symptomOf: ['k8s_oomkilled'],
    checks: [
      'Memory of the worker over time, number of tasks on it',
      'What the task loads whole into memory',
    ],
    fix: ['Lower worker concurrency or give the worker more memory', 'Read the data in chunks'],
    lookNext: 'The memory metric of the worker host, and its kernel log.',
  },
];
