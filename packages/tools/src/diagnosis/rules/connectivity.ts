import { anyOf, hint, often, proof, strong, type Rule } from '../rule.ts';

/** A needed service cannot be reached. */
export const connectivityRules: readonly Rule[] = [
  {
    id: 'dns_failure',
    family: 'connectivity',
    title: 'Host name cannot be resolved',
    definition: 'The name service gave no address for a host.',
    patterns: [
      proof(
        anyOf(
          /UnknownHostException|Temporary failure in name resolution|Name or service not known/i,
          /getaddrinfo (?:failed|ENOTFOUND|EAI_AGAIN)|nodename nor servname/i,
          /could not translate host name|no such host|NameResolutionError|Failed to resolve '/i,
          /Couldn'?t resolve server \S+ from bootstrap|No resolvable bootstrap (?:urls|servers)/i,
          /Temporary failure resolving|Could not resolve host|Unknown MySQL server host/i,
          /No address associated with hostname|Name does not resolve/i,
          /unable to resolve (?:host|address)|UnresolvedAddressException|\bNXDOMAIN\b/i,
          /lookup \S+ on \S+:53|socket\.gaierror|\bEAI_AGAIN\b/i,
        ),
        'A name could not be resolved.',
      ),
      proof(
        /hostname cannot be resolved|UnknownHost\b|could not resolve (?:host ?name|address)/i,
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
        anyOf(
          /Connect(?:ion)?(?:Error|Timeout)[\s\S]{0,400}?\/execution\//i,
          /\/execution\/[^\n]{0,200}(?:refused|ConnectError|timed out)/i,
        ),
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
        anyOf(
          /task-instances\/[^\n]{0,200}(?:ConnectError|Connection refused|All connection attempts failed)/i,
          /All connection attempts failed/i,
        ),
        'All attempts to reach the API failed.',
      ),
      strong(
        anyOf(
          /(?:airflow[./]sdk|supervisor)[\s\S]{0,4000}?httpx\.(?:ConnectError|ConnectTimeout|ReadTimeout|RemoteProtocolError)/,
          /httpx\.(?:ConnectError|ConnectTimeout)[\s\S]{0,600}?(?:airflow|supervisor)/,
        ),
        'The task SDK could not talk to the API server.',
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
        anyOf(
          /Could not read served logs|Failed to fetch log file from worker/,
          /\*\*\* .{0,40}[Ff]ailed to fetch[\s\S]{0,300}?(?:Name or service|Connection refused|timed out|Max retries)/,
          /Unable to fetch logs from worker pod|Reading from k8s pod logs failed/,
          /(?:port=8793|:8793\/log\/)[\s\S]{0,400}?(?:Max retries exceeded|NewConnectionError|Name or service|timed out)/,
          /Invalid URL 'http:\/\/:8793/,
        ),
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
        anyOf(
          /Could not connect to meta ?store|Failed connecting to Hive metastore/i,
          /MetaException[\s\S]{0,200}?(?:Connection refused|Could not connect)/i,
          /Failed to connect to the MetaStore Server/i,
          /Unable to instantiate .{0,80}MetaStoreClient[\s\S]{0,3000}?Connect(?:ion refused|Exception)/i,
          /Connection refused[\s\S]{0,1500}?HiveMetaStoreClient\.open/i,
        ),
        'The metastore could not be reached.',
      ),
      hint(
        /Unable to instantiate \S*MetaStoreClient/i,
        'The client of the metastore could not start.',
      ),
      strong(
        anyOf(
          /(?:[Mm]eta[Ss]tore|thrift:\/\/\S+:9083|:9083)[\s\S]{0,600}?TTransportException/,
          /TTransportException[\s\S]{0,2000}?(?:HiveMetaStoreClient|ThriftHiveMetastore)/,
          /HIVE_METASTORE_ERROR/,
        ),
        'A call to the metastore failed on the way.',
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
        anyOf(
          /kombu\.exceptions\.OperationalError|consumer: Cannot connect to (?:redis|amqp)/i,
          /redis\.exceptions\.(?:Connection|Timeout)Error/i,
          /Error \d+ connecting to [^\n]{0,300}:6379/i,
          /amqp[^\n]{0,100}(?:refused|ConnectionForced|closed)/i,
        ),
        'The queue broker did not answer.',
      ),
      strong(
        anyOf(
          /(?:celery|kombu|broker)[\s\S]{0,1500}?(?:ConnectionRefusedError|ConnectionResetError|OSError: \[Errno 1(?:04|10|11|13)\]|Socket closed|Server unexpectedly closed connection)/i,
          /consumer: Connection to broker lost|Connection to broker lost/i,
        ),
        'Celery lost its broker.',
      ),
      strong(
        /redis\.exceptions\.(?:ReadOnlyError|BusyLoadingError)|MISCONF Redis|amqp\.exceptions\.\w+/,
        'The queue broker refused to work.',
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
        /ApplicationMaster[^\n]{0,120}(?:not (?:reachable|responding)|(?<!Driver terminated or )disconnected|unreachable)/i,
        'The application master went away.',
      ),
      hint(
        /AM Container for appattempt_\S+ exited/i,
        'The container of the application master ended.',
      ),
      strong(
        anyOf(
          /Failed to connect to driver at \S+|Unable to send message to AM/i,
          /Attempted to (?:request|get executor loss reason)[^\n]{0,120}(?:before the AM has registered|but got no response)/i,
          /Driver \S+ disassociated! Shutting down/i,
          /Could not (?:connect|talk) to (?:the )?(?:application master|AM\b)/i,
        ),
        'Driver and application master lost each other.',
      ),
      hint(
        /Yarn application has already ended! It might have been killed or unable to launch application master/i,
        'The application master did not come up, or was ended.',
      ),
      strong(
        /Retrying connect to server: \S+:[3-6]\d{4}\. Already tried/,
        'The client tries again and again to reach a port that only an application master has.',
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
        anyOf(
          /NoRouteToHostException|No Route to Host|Network is unreachable|EHOSTUNREACH/i,
          /ENETUNREACH|Errno 113\b|Errno 101\b/i,
        ),
        'There is no route to the host.',
      ),
      strong(
        anyOf(
          /connect timed out|Connection timed out|ConnectTimeout(?:Error|Exception)?\b/i,
          /Errno 110\b|\bETIMEDOUT\b|dial tcp [^\n]{0,100}i\/o timeout/i,
          /connect: operation timed out|Timed out waiting for a node assignment/i,
        ),
        'A connection could not be opened in time: packets get no answer.',
      ),
      hint(/Connection reset by peer|ECONNRESET|Errno 104\b/i, 'A connection was cut or not made.'),
      strong(
        /timeout while waiting for channel to be ready for connect/,
        'A host could not be reached in time.',
      ),
      hint(
        /Association with remote system \[[^\]\n]+\] has failed, address is now gated/,
        'A process at the other end is gone, or cannot be reached.',
      ),
    ],
    symptomOf: [
      'executor_oom_shuffle',
      'container_memory_limit',
      'k8s_oomkilled',
      'executor_preempted',
      'shuffle_fetch_timeout',
      'log_fetch_network',
      'execution_api_unreachable',
      'broker_connection',
      'metastore_down',
      'am_unreachable',
      'metadata_db_overload',
      'dns_failure',
      'k8s_node_eviction',
      'dagbag_import_timeout',
      'too_many_connections',
      'split_timeout',
      'tls_handshake_failed',
      'kafka_auth_failed',
      'image_pull_failed',
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
        anyOf(
          /\b50[023] (?:Server Error|Bad Gateway|Service (?:Temporarily )?Unavailable|Internal Server Error)/i,
          /HTTPError: (?:HTTP Error )?50[023]|status(?:[ _]?code)?\W{0,4}50[023]\b/i,
          /\bHTTP(?:\/\d\.\d)? 50[023]\b|\[50[023]\]|\(50[023]\)\s+Reason/i,
        ),
        'The remote service answered with a server error.',
      ),
      strong(
        anyOf(
          /google\.api_core\.exceptions\.(?:ServiceUnavailable|InternalServerError|BadGateway)/,
          /\((?:InternalError|ServiceUnavailable|InternalFailure|InternalServerError|ServiceUnavailableException|InternalServerException)\) when calling/,
          /StatusCode\.UNAVAILABLE|\bUNAVAILABLE: io exception|backendError/,
          /TEMPORARILY_UNAVAILABLE|The service is currently unavailable|Service Unavailable\b/,
          /Bad Gateway\b/,
        ),
        'The remote service answered that it cannot work now.',
      ),
      often(
        /(?:[Tt]emporarily|[Cc]urrently) unavailable|unable to (?:complete|process) (?:the |your )?(?:operation|request)|[Tt]ry (?:again )?(?:later|after some ?time)/,
        'The remote service answers again and again that it cannot do it now.',
      ),
    ],
    symptomOf: [
      'execution_api_unreachable',
      'log_fetch_network',
      'image_pull_failed',
      's3_throttling',
      'rate_limited',
      'log_server_forbidden',
    ],
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
      strong(
        /Connection to node \S+ (?:\([^)\n]{1,200}\) )?could not be established\. (?:Broker|Node) may not be available/,
        'A Kafka client got no connection to the broker.',
      ),
      strong(
        anyOf(
          /Can'?t connect to (?:local )?(?:MySQL )?server (?:on|through socket)[^\n]{0,200}\((?:111|61|2|10061|\d+ "Connection refused")\)/i,
          /Connection to \S+ refused\. Check that/i,
          /could not connect to server: No such file or directory/i,
          /Is the server running (?:locally and accepting|on (?:that )?host)/i,
        ),
        'No server listens at that address.',
      ),
      strong(
        /Retrying connect to server: \S+:\d{1,5}\. Already tried/,
        'The client tries again and again, and nobody answers.',
      ),
    ],
    against: [
      strong(
        /Py4JNetworkError|py4j\.java_gateway/,
        'The Java side of the same program had ended, so nobody listens.',
      ),
    ],
    symptomOf: [
      'shuffle_blocks_lost',
      'k8s_node_eviction',
      'am_unreachable',
      'no_live_datanodes',
      'driver_heartbeat_gc',
      'leader_not_available',
      'scheduler_heartbeat',
      'restart_loop',
      'oom_sigkill',
      'invalid_configuration',
      'image_pull_failed',
      'too_many_connections',
      'airflow_bug_remote_logs',
      'missing_environment_variable',
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
