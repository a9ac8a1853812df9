import { anyOf, often, proof, strong, type Rule } from '../rule.ts';

/** Quotas, caps, pools and sizes that are used up. */
export const limitRules: readonly Rule[] = [
  {
    id: 'driver_result_size',
    family: 'resource-limit',
    title: 'Results sent to the driver exceed the limit',
    definition: 'Serialized results passed spark.driver.maxResultSize.',
    patterns: [
      proof(
        anyOf(
          /(?:Total size of serialized results|serialized results of \d+ tasks)[^\n]{0,200}(?:bigger|larger) than/i,
          /is bigger than spark\.driver\.maxResultSize/i,
        ),
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
        anyOf(
          /RecordTooLargeException|RecordBatchTooLarge|MESSAGE_TOO_LARGE/i,
          /larger than (?:the )?max(?:imum)?\.(?:request|message)\.(?:size|bytes)/i,
          /larger than the max message size/i,
        ),
        'The record is too large.',
      ),
      proof(
        anyOf(
          /larger than \d+, which is the value of the|MessageSizeTooLarge/i,
          /Message size too large/i,
          /which exceeds max allowed: spark\.(?:rpc\.message\.maxSize|akka\.frameSize)/i,
          /exceeds the maximum (?:akka |pekko )?framesize|OversizedPayload/i,
          /Received message larger than max|Broker: Message size too large/i,
          /larger than the maximum (?:request|message) size|RecordTooLarge/i,
        ),
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
        anyOf(
          /too many (?:clients already|connections)|remaining connection slots are reserved/i,
          /ORA-12519|max_user_connections|connection limit exceeded|number of requested standby connections exceeds max_wal_senders/i,
        ),
        'The server has no free connection.',
      ),
      strong(
        anyOf(
          /Connection is not available, request timed out after/i,
          /(?:connection )?pool (?:is )?exhausted|PoolExhausted/i,
          /Timeout waiting for connection from pool|Cannot get a connection, pool error/i,
          /ORA-(?:00018|00020|12516|12520)|too many connections for (?:role|database)/i,
          /has exceeded the '?max_user_connections/i,
          /max(?:imum)? (?:number of )?connections (?:reached|exceeded)|PoolTimeout\b/i,
          /No available connection/i,
        ),
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
        anyOf(
          /NoResourceAvailableException|Could not acquire the minimum required resources/i,
          /Slot request bulk is not fulfillable/i,
        ),
        'Flink could not get slots.',
      ),
      proof(
        anyOf(
          /Not enough free slots/i,
          /Could not (?:allocate|fulfill)[^\n]{0,60}(?:slots?|resource requirements)/i,
          /required slot within slot request timeout/i,
        ),
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
        anyOf(
          /Queue'?s? (?:AM )?resource limit exceeded/i,
          /queue[^\n]{0,80}(?:is (?:full|at (?:its )?max)|max(?:imum)? capacity)/i,
          /Application is added to the scheduler and is not yet activated/i,
          /Queue's AM resource limit|already has \d+ applications, cannot accept/i,
        ),
        'YARN names the limit of the queue.',
      ),
      strong(
        /Application is Activated, waiting for resources to be assigned for AM/,
        'YARN has no room for the application master yet.',
      ),
      proof(
        anyOf(
          /User'?s AM resource limit exceeded/,
          /(?:Queue|queue)[^\n]{0,80}(?:has no (?:capacity|resources)|capacity (?:limit )?(?:reached|exceeded))/,
          /skipping AM assignment|maximum number of (?:running )?applications/,
          /has \d+ applications/,
        ),
        'YARN names the limit of the queue.',
      ),
      often(
        /Application report for \S+ \(state: ACCEPTED\)/,
        'The application stays accepted: YARN gives it nothing to start in.',
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
        anyOf(
          /must specify (?:limits|requests)\.(?:cpu|memory)/,
          /maximum (?:cpu|memory) usage per (?:Container|Pod) is|failed quota:/,
        ),
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
        anyOf(
          /didn'?t match (?:Pod'?s )?node (?:affinity|selector)|untolerated taint/i,
          /didn'?t trigger scale-up|no nodes available to schedule pods/i,
          /pod has unbound immediate PersistentVolumeClaims/i,
        ),
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
        anyOf(
          /\bSlowDown\b|Please reduce your request rate/,
          /Status Code: 503; Error Code: (?:503 )?Slow|OperationNotPermitted[^\n]{0,300}throttl/,
        ),
        'The store asks to slow down.',
      ),
      proof(
        anyOf(
          /503 Slow ?Down|Please reduce your request rate|AWSServiceThrottledException/i,
          /AWSServiceIOException[^\n]{0,120}Slow|exceeded the rate limit for object|ServerBusy/i,
          /The server is busy|Egress is over the account limit|Ingress is over/i,
        ),
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
        anyOf(
          /Too Many Requests|(?<=(?:HTTP|status|code|error)\W{0,3})\W429\b/i,
          /(?<![,.:\d])429 (?:Client Error|error)|ThrottlingException|Rate exceeded/i,
          /rateLimitExceeded|Exceeded rate limits|"quotaExceeded"|Quota exceeded: /i,
          /RequestLimitExceeded|API rate limit/i,
        ),
        'The service limits the rate.',
      ),
      strong(
        anyOf(
          /[Qq]uota exceeded/,
          /exceeded (?:your|the) (?:current |daily |API |request )?(?:quota|rate limit)/,
          /RESOURCE_EXHAUSTED|LimitExceededException|TooManyRequestsException/,
          /ProvisionedThroughputExceeded|ConcurrentRunsExceeded|ThrottlingError/,
          /\(Throttling\w*\)|RequestThrottled|Exceeded rate limits/,
          /[Rr]ate limit(?:ed|s)? (?:reached|exceeded|is exceeded)/,
          /too many (?:concurrent )?(?:requests|queries)|REQUEST_LIMIT_EXCEEDED/,
          /maximum (?:number of )?concurrent (?:runs|queries|jobs)/,
        ),
        'The service limits the rate.',
      ),
      strong(
        /resource monitor [^\n]{0,120}exceeded its quota/i,
        'A resource monitor stopped the warehouse.',
      ),
    ],
    symptomOf: ['image_pull_failed', 's3_throttling'],
    checks: ['Calls in a minute; other jobs with the same key'],
    fix: ['Backoff, fewer calls, higher quota'],
    lookNext: 'Quota page of the service.',
  },
];
