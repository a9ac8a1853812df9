import { hint, proof, strong, type Rule } from '../rule.ts';

/** A needed service cannot be reached. */
export const connectivityRules: readonly Rule[] = [
  {
    id: 'dns_failure',
    family: 'connectivity',
    title: 'Host name cannot be resolved',
    definition: 'The name service gave no address for a host.',
    patterns: [
      proof(
        /UnknownHostException|Temporary failure in name resolution|Name or service not known|getaddrinfo (?:failed|ENOTFOUND|EAI_AGAIN)|nodename nor servname|could not translate host name|no such host|NameResolutionError|Failed to resolve '/i,
        'A name could not be resolved.',
      ),
    ],
    symptomOf: ['log_fetch_network', 'execution_api_unreachable', 'broker_connection'],
    checks: ['Resolve the name from the same host or pod'],
    fix: ['Correct the name, the search domain or the DNS of the pod'],
    lookNext: 'The DNS configuration of that host or pod.',
  },
  {
    id: 'execution_api_unreachable',
    family: 'connectivity',
    title: 'Airflow worker cannot reach the execution API',
    definition:
      'An Airflow 3 task talks to the API server; that could not be reached from the worker.',
    patterns: [
      proof(
        /Connect(?:ion)?(?:Error|Timeout)[\s\S]{0,400}?\/execution\/|\/execution\/[^\n]{0,200}(?:refused|ConnectError|timed out)/i,
        'A task could not connect to the execution API.',
      ),
      strong(
        /Starting call to 'airflow\.sdk\.api\.client\.Client\.request', this is the (?:[2-9]|\d\d)\w* time/i,
        'The task SDK calls the API again and again.',
      ),
      strong(
        /airflow[./]sdk[./](?:api[./]client|execution_time)[\s\S]{0,4000}?(?:ConnectError|Connection refused|ConnectTimeout)/i,
        'The task SDK could not connect.',
      ),
      strong(
        /task-instances\/[^\n]{0,200}(?:ConnectError|Connection refused|All connection attempts failed)|All connection attempts failed/i,
        'All attempts to reach the API failed.',
      ),
    ],
    checks: [
      'core.execution_api_server_url as the worker sees it',
      'curl that address from the worker',
    ],
    fix: ['Set the address to one that workers can reach, open the port'],
    lookNext: 'The log of the API server at that time.',
  },
  {
    id: 'log_fetch_network',
    family: 'connectivity',
    title: 'Task log cannot be fetched from the worker',
    definition:
      'The web server could not get the log from the host that ran the task; that says nothing about the task.',
    patterns: [
      proof(
        /Could not read served logs|Failed to fetch log file from worker|\*\*\* .{0,40}[Ff]ailed to fetch[\s\S]{0,300}?(?:Name or service|Connection refused|timed out|Max retries)/,
        'The page could not fetch the log of the task.',
      ),
    ],
    symptomOf: ['log_server_forbidden', 'secret_key_mismatch', 'remote_log_permission'],
    checks: ['Whether the worker still exists', 'Its host name and port 8793 from the web server'],
    fix: ['Remote logging, or a host name that resolves'],
    lookNext: 'The log on the worker itself, or in remote storage.',
  },
  {
    id: 'metastore_down',
    family: 'connectivity',
    title: 'Hive metastore not reachable',
    definition: 'The metastore service did not accept the connection.',
    patterns: [
      proof(
        /Could not connect to meta ?store|Failed connecting to Hive metastore|MetaException[\s\S]{0,200}?(?:Connection refused|Could not connect)|Failed to connect to the MetaStore Server|Unable to instantiate .{0,80}MetaStoreClient[\s\S]{0,3000}?Connect(?:ion refused|Exception)/i,
        'The metastore could not be reached.',
      ),
      hint(
        /Unable to instantiate \S*MetaStoreClient/i,
        'The client of the metastore could not start.',
      ),
    ],
    checks: ['Is the metastore process running and listening on 9083'],
    fix: ['Start it, correct hive.metastore.uris'],
    lookNext: 'The metastore log.',
  },
  {
    id: 'broker_connection',
    family: 'connectivity',
    title: 'Message broker of the task queue unreachable',
    definition: 'Celery could not reach Redis or RabbitMQ.',
    patterns: [
      proof(
        /kombu\.exceptions\.OperationalError|consumer: Cannot connect to (?:redis|amqp)|redis\.exceptions\.(?:Connection|Timeout)Error|Error \d+ connecting to [^\n]{0,300}:6379|amqp[^\n]{0,100}(?:refused|ConnectionForced|closed)/i,
        'The queue broker did not answer.',
      ),
    ],
    checks: ['Is the broker up; address and password of broker_url'],
    fix: ['Restart the broker, raise its memory or connection limits'],
    lookNext: 'The broker log.',
  },
  {
    id: 'am_unreachable',
    family: 'connectivity',
    title: 'Application master not reachable',
    definition: 'Client or executors lost the application master of YARN.',
    patterns: [
      proof(
        /ApplicationMaster for attempt \S+ timed out|Expired:appattempt_/,
        'The resource manager heard nothing from the application master.',
      ),
      strong(
        /ApplicationMaster[^\n]{0,120}(?:not (?:reachable|responding)|disconnected|unreachable)/i,
        'The application master went away.',
      ),
      hint(
        /AM Container for appattempt_\S+ exited/i,
        'The container of the application master ended.',
      ),
    ],
    symptomOf: ['container_memory_limit', 'driver_oom', 'executor_preempted'],
    checks: ['yarn logs of the AM container'],
    fix: ['Cure what ended the AM container'],
    lookNext: 'The log of the AM container.',
  },
  {
    id: 'network_partition',
    family: 'connectivity',
    title: 'Hosts cannot reach each other',
    definition: 'Packets do not get through between machines that worked together before.',
    patterns: [
      proof(
        /NoRouteToHostException|No Route to Host|Network is unreachable|EHOSTUNREACH/i,
        'There is no route to the host.',
      ),
      hint(
        /connect timed out|Connection timed out|Connection reset by peer/i,
        'A connection was cut or not made.',
      ),
    ],
    checks: [
      'ping or nc from the one host to the other',
      'Network and firewall events at that minute',
    ],
    fix: ['Repair route, interface or firewall rule'],
    lookNext: 'Network events of that host at that time.',
  },
  {
    id: 'upstream_unavailable',
    family: 'connectivity',
    title: 'Remote service answers with server errors',
    definition: 'A service that the job calls answered 5xx.',
    patterns: [
      strong(
        /\b(?:50[0234]) (?:Server Error|Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?out|Internal Server Error)|HTTPError: HTTP Error 50[0234]|status(?: code)?:? ?50[0234]\b/i,
        'The remote service answered with a server error.',
      ),
    ],
    symptomOf: ['s3_throttling', 'rate_limited', 'log_server_forbidden'],
    checks: ['Status page and logs of that service'],
    fix: ['Retry with backoff; tell its owners'],
    lookNext: 'The log of the remote service.',
  },
  {
    id: 'connection_refused',
    family: 'connectivity',
    title: 'Connection refused: nothing listens at the address',
    definition: 'The host answered, but no process accepts connections at that port.',
    patterns: [
      strong(
        /Connection refused|ECONNREFUSED|Errno 111\b|actively refused/i,
        'The connection was refused.',
      ),
      hint(
        /Connection to node \S+ \([^)\n]{1,200}\) could not be established/,
        'A Kafka client got no connection to the broker.',
      ),
    ],
    against: [
      strong(
        /Py4JNetworkError|py4j\.java_gateway/,
        'The Java side of the same program had ended, so nobody listens.',
      ),
    ],
    symptomOf: [
      'metastore_down',
      'broker_connection',
      'execution_api_unreachable',
      'log_fetch_network',
      'namenode_safe_mode',
      'executor_oom_shuffle',
      'container_memory_limit',
      'driver_oom',
      'k8s_oomkilled',
      'local_disk_full',
      'metadata_db_overload',
      'executor_preempted',
      'executor_too_small',
    ],
    checks: ['Is the service up; is it the right port'],
    fix: ['Start the service or correct the address'],
    lookNext: 'The log of the service that should listen there.',
  },
];
