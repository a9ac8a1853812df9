import { anyOf, hint, proof, strong, support, type Rule } from '../rule.ts';

/** Permissions, and proofs of identity. */
export const accessRules: readonly Rule[] = [
  {
    id: 'rbac_forbidden',
    family: 'permission',
    title: 'Kubernetes RBAC forbids the action',
    definition: 'The service account lacks a right in that namespace.',
    patterns: [
      proof(
        /User \\?"[^"\\\n]+\\?" cannot \w+ (?:resource|path)/i,
        'Kubernetes names the account and the missing right.',
      ),
      strong(
        /(?:pods|configmaps|services|secrets|deployments\S*|persistentvolumeclaims) (?:"[^"]*" )?is forbidden/i,
        'Kubernetes forbids the action.',
      ),
    ],
    symptomOf: ['k8s_rbac', 'k8s_quota_exceeded'],
    checks: ['kubectl auth can-i VERB RESOURCE --as=system:serviceaccount:NS:NAME'],
    fix: ['Add the verb and resource to the role; bind it to the account'],
    lookNext: 'Role and role binding of the namespace.',
  },
  {
    id: 'k8s_rbac',
    family: 'permission',
    title: 'The Airflow service account lacks Kubernetes rights',
    definition: 'Airflow tried to make, watch or read pods and Kubernetes said 403.',
    patterns: [
      proof(
        /(?:kubernetes_executor|pod_manager|KubernetesPodOperator|airflow)[\s\S]{0,3000}?(?:\b(?:User|system:serviceaccount:)[^\n]{1,120}?\\?" cannot \w+ (?:resource|pods)|\(403\)\s*[\s\S]{0,20}Reason: Forbidden)/i,
        'Airflow was refused by Kubernetes.',
      ),
      proof(
        /system:serviceaccount:[^"\\\s]*airflow[^"\\\s]*\\?" cannot \w+/i,
        'The account of Airflow lacks the right.',
      ),
    ],
    checks: ['kubectl auth can-i create pods --as=system:serviceaccount:NS:airflow-worker'],
    fix: ['Give the role pods, pods/log, pods/exec and events'],
    lookNext: 'Role bindings of the Airflow namespace.',
  },
  {
    id: 'hdfs_permission',
    family: 'permission',
    title: 'HDFS path not accessible for this user',
    definition: 'The user lacks rights on a path in HDFS.',
    patterns: [
      proof(
        anyOf(
          /(?<!Hive)AccessControlException[\s\S]{0,200}?Permission denied/i,
          /Permission denied: user=\S+, access=\w+, inode=/i,
        ),
        'HDFS names user, access and path.',
      ),
      strong(
        anyOf(
          /Permission denied by sticky bit|RangerAccessControlException/i,
          /is not the owner of inode|Superuser privilege is required/i,
        ),
        'HDFS refused the user.',
      ),
    ],
    checks: ['hdfs dfs -ls -d PATH', 'Which user the job really runs as'],
    fix: ['Set owner or ACL, or run as the right user'],
    lookNext: 'The HDFS audit log.',
  },
  {
    id: 'file_permission',
    family: 'permission',
    title: 'The operating system denies access to a file or folder',
    definition:
      'The account that the process runs as may not read, write or enter a path of its own host or volume.',
    patterns: [
      proof(
        anyOf(
          /PermissionError: \[Errno 1?3\]|\[Errno 13\] Permission denied|\bEACCES\b/,
          /FileNotFoundException: [^\n]{1,300} \(Permission denied\)/,
          /java\.nio\.file\.AccessDeniedException: \//,
        ),
        'The operating system refused the path.',
      ),
      strong(
        anyOf(
          /\b(?:cannot|can't|could not|unable to|failed to) (?:open|create|read|write|access|execute|remove|stat|touch|list|rename|move|copy|chmod|chown|load)\b[^\n]{0,300}: (?:\w+: )?Permission denied\s*(?:$|\n)/i,
          /\b(?:ba|da|z|k)?sh: (?:line )?(?:\d+: )?(?:\d+: )?[^\s:]{1,300}: Permission denied\b/,
        ),
        'A program was refused a path of its host.',
      ),
    ],
    checks: [
      'Owner, group and mode of the path and of each folder above it',
      'Which user and group the process really runs as, in a container above all',
    ],
    fix: ['Give the path to that user or group (chown, fsGroup of the pod), or run as its owner'],
    lookNext:
      'Mounts and security context of the container, or the audit log of SELinux on the host.',
  },
  {
    id: 'remote_log_permission',
    family: 'permission',
    title: 'Remote task-log store denies access',
    definition: 'Airflow may not read or write its logs in object storage.',
    patterns: [
      proof(
        /(?:s3_task_handler|gcs_task_handler|wasb_task_handler|remote log|Could not (?:write|read) logs? (?:to|from))[\s\S]{0,800}?(?:AccessDenied|(?<![,.:\d])403\b|Forbidden|does not have storage\.)/i,
        'The log store denied access.',
      ),
      hint(
        anyOf(
          /Unable to read remote log from|Could not (?:read|write) logs? (?:from|to)/i,
          /Failed to verify remote log exists|Could not verify previous log to append/i,
        ),
        'The remote log could not be read or written.',
      ),
      support(
        /does not have storage\.\w+|AccessDenied|\(403\) when calling/,
        'A request to the store was denied.',
      ),
      strong(
        /(?:remote[ _-]log|s3_task_handler|gcs_task_handler|wasb_task_handler|S3TaskHandler|GCSTaskHandler)[\s\S]{0,2000}?(?:AccessDenied|\(403\)|Forbidden|AssumeRole)/i,
        'The log store denied access.',
      ),
      proof(
        anyOf(
          /(?:Could not verify previous log to append|Failed to verify remote log exists|Could not (?:read|write) (?:remote )?logs?)[\s\S]{0,4000}?(?:AccessDenied|(?<![,.:\d])403\b|Forbidden|not authorized)/i,
          /providers\/[\w/]{1,60}\/log\/\w+_task_handler\.py[\s\S]{0,4000}?(?:AccessDenied|(?<![,.:\d])403\b|Forbidden|not authorized)/i,
          /^\*\*\* [^\n]{0,400}(?:AccessDenied|403 Forbidden|\(403\)|not authorized to perform)/im,
          /when calling the (?:GetLogEvents|DescribeLogStreams|PutLogEvents|CreateLogStream|CreateLogGroup) operation/i,
        ),
        'The log store denied access.',
      ),
      strong(
        anyOf(
          /(?:attempt(?:=|%3D)\d+\.log|\d\d:\d\d\S{0,30}(?:\/|%2F)\d+\.log)\b[\s\S]{0,800}?(?:AccessDenied|(?<![,.:\d])403\b|Forbidden|does not have storage\.)/,
          /(?:AccessDenied|(?<![,.:\d])403\b|Forbidden)[\s\S]{0,800}?(?:attempt(?:=|%3D)\d+\.log|\d\d:\d\d\S{0,30}(?:\/|%2F)\d+\.log)\b/,
        ),
        'The object that was denied is the log of a task.',
      ),
      hint(
        /when calling the AssumeRole\w* operation|not authorized to perform: sts:AssumeRole/,
        'A role may not be taken on; what it was wanted for is written elsewhere.',
      ),
    ],
    symptomOf: ['log_server_forbidden', 'secret_key_mismatch'],
    checks: ['Rights of the remote log connection on the bucket'],
    fix: ['Grant read and write on the log prefix'],
    lookNext: 'The log on the worker disk.',
  },
  {
    id: 's3_access_denied',
    family: 'permission',
    title: 'Object store denies access',
    definition: 'The identity has no right on that bucket or key.',
    patterns: [
      proof(
        anyOf(
          /AmazonS3Exception: Access Denied/i,
          /(?:AccessDenied|\(403)\)? when calling the (?:Get|Put|Head|List|Copy|Delete|Create|Upload|CompleteMultipart)\w*(?:Object|Bucket|Upload|Part)\w* operation/i,
          /Access Denied \(Service: (?:Amazon )?S3|does not have storage\.\w+\.\w+ access/i,
          /AuthorizationPermissionMismatch|AllAccessDisabled/i,
          /[Pp]ermission denied while globbing file pattern/i,
        ),
        'The object store denied access.',
      ),
      strong(
        anyOf(
          /s3a?:\/\/[^\n]{0,300}(?:Access ?Denied|403 Forbidden|Status Code: 403)/i,
          /getFileStatus on s3a?:\/\/[^\n]{0,300}(?<![,.:\d])403\b/i,
        ),
        'Access to the object was forbidden.',
      ),
      proof(
        anyOf(
          /(?:AccessDeniedException|Forbidden): s3a?:\/\//i,
          /AccessDeniedException: [^\n]{0,300}(?:s3a?:\/\/|abfss?:|gs:\/\/)/i,
          /Forbidden \(Service: (?:Amazon )?S3/i,
          /not authorized to perform: (?:s3|s3-object-lambda|kms):\w+/i,
          /This request is not authorized to perform this operation|AuthorizationFailure\b/i,
          /KMS\.AccessDenied/i,
        ),
        'The object store denied access.',
      ),
      strong(
        anyOf(
          /\bAccessDenied(?:Exception)?\b[^\n]{0,80}when calling the (?!AssumeRole)\w+ operation/i,
          /<Code>AccessDenied<\/Code>/i,
          /(?:s3a:\/\/|s3:\/\/|gs:\/\/|abfss?:|wasbs?:|storage\.googleapis|blob\.core|dfs\.core)[^\n]{0,300}(?<![,.:\d])403\b/i,
          /Permission '?storage\.[\w.]+'? denied/i,
        ),
        'A request to the store was denied.',
      ),
      hint(
        /when calling the AssumeRole\w* operation|not authorized to perform: sts:AssumeRole/,
        'A role may not be taken on; what it was wanted for is written elsewhere.',
      ),
    ],
    symptomOf: [
      'warehouse_permission',
      'log_server_forbidden',
      'clock_skew',
      'execution_api_auth',
      'remote_log_permission',
      'bad_credentials',
    ],
    checks: [
      'Which role the job really has (sts get-caller-identity)',
      'Bucket policy, key policy, endpoint policy',
    ],
    fix: ['Grant the action on bucket and keys; mind the KMS key'],
    lookNext: 'CloudTrail or the audit log of the store.',
  },
  {
    id: 'warehouse_permission',
    family: 'permission',
    title: 'Warehouse denies the action',
    definition: 'The role has no right on a table, schema or warehouse.',
    patterns: [
      proof(
        anyOf(
          /Insufficient privileges to operate on/i,
          /permission denied for (?:table|schema|relation|database|sequence|function|view)/i,
          /Access Denied: (?:Table|Dataset|Project|BigQuery)(?![^\n]{0,80}globbing)/i,
          /does not have (?:bigquery\.\S+ |the )?(?:permission|privilege)/i,
          /INSUFFICIENT_PERMISSIONS|command denied to user/i,
          /Access denied; you need \(at least one of\)|not authorized to perform this action on/i,
          /SQL access control error|(?:Access Denied|PERMISSION_DENIED): (?:Cannot|User)\b/i,
          /current role has no privileges on it|must be owner of (?:table|relation|view|schema|database)|ORA-01031/i,
          /The \w+ permission was denied/i,
          /does not have (?:following )?(?:\[\w+\] )?privileges?\b|Not enough privileges/i,
          /Insufficient (?:Lake Formation )?permissions?(?:\(s\))?/i,
          /Insufficient permissions to execute/i,
          /not authorized to perform: (?:athena|glue|lakeformation|redshift\S*|dynamodb|rds\S*):\w+/i,
          /(?:Access denied for user '[^']*'@'[^']*' to database)/i,
          /User does not have (?:permission|[\w.]+ permission)/i,
          /Permission '?bigquery\.[\w.]+'? denied|Permission denied while getting/i,
          /Permission bigquery\.\S+ denied|InsufficientPrivilege\b/i,
        ),
        'The database denied the action.',
      ),
    ],
    checks: ['Grants of the role that the connection uses'],
    fix: ['GRANT what is missing, or use the right role'],
    lookNext: 'The access history of the warehouse.',
  },
  {
    id: 'kafka_acl_denied',
    family: 'permission',
    title: 'Kafka ACL denies the operation',
    definition: 'The principal has no ACL for topic, group or cluster.',
    patterns: [
      proof(
        anyOf(
          /(?:Topic|Group|Cluster|TransactionalId)AuthorizationException/i,
          /Not authorized to access (?:topics?|group)|TOPIC_AUTHORIZATION_FAILED/i,
          /GROUP_AUTHORIZATION_FAILED/i,
        ),
        'Kafka denied the operation.',
      ),
      proof(
        anyOf(
          /(?:Topic|Group|Cluster|Transactional Id) authorization failed/i,
          /CLUSTER_AUTHORIZATION_FAILED|TRANSACTIONAL_ID_AUTHORIZATION_FAILED/i,
          /Not authorized to access (?:topics|group)/i,
        ),
        'Kafka denied the operation.',
      ),
    ],
    checks: ['kafka-acls --list for the principal'],
    fix: ['Add the ACL for topic and group'],
    lookNext: 'The authorizer log of the broker.',
  },
  {
    id: 'fernet_key',
    family: 'secret',
    title: 'Stored secrets cannot be decrypted with this Fernet key',
    definition: 'Airflow holds connections or variables that were encrypted with another key.',
    patterns: [
      proof(
        anyOf(
          /cryptography\.fernet\.InvalidToken/i,
          /Can'?t decrypt (?:`?\w+`? )?(?:password|extra|value|params)/i,
          /Incorrect (?:padding|fernet)|Fernet key must be 32/i,
        ),
        'A stored value could not be decrypted.',
      ),
      proof(/Could not create Fernet object|Fernet key must be/i, 'Airflow names the Fernet key.'),
    ],
    checks: ['FERNET_KEY is the same on all components'],
    fix: ['Restore the old key, or list both and run airflow rotate-fernet-key'],
    lookNext: 'The environment of scheduler, worker and web server.',
  },
  {
    id: 'secret_key_mismatch',
    family: 'secret',
    title: 'Components do not share the same secret key',
    definition:
      'Airflow components sign requests to each other; their secret keys or clocks differ.',
    patterns: [
      proof(
        anyOf(
          /(?:same|differ\w*) ['"`]?secret_key/i,
          /secret_key[^\n]{0,120}(?:same|differ|mismatch|all (?:your )?components)/i,
        ),
        'The message names the secret key.',
      ),
      strong(
        anyOf(
          /Signature verification failed|InvalidSignatureError|BadTimeSignature/i,
          /The CSRF tokens do not match|CSRF session token is missing/i,
        ),
        'A signature made with another key was refused.',
      ),
    ],
    checks: ['webserver/api secret_key (and api_auth jwt_secret) on every component'],
    fix: ['Set one key everywhere, restart'],
    lookNext: 'The configuration of the component that refused.',
  },
  {
    id: 'log_server_forbidden',
    family: 'secret',
    title: 'Worker log server refuses the signed request',
    definition: 'The log server on the worker answered 403: keys or clocks differ.',
    patterns: [
      proof(
        anyOf(
          /403[^\n]{0,60}(?:FORBIDDEN|Forbidden)[^\n]{0,80}for url:?[^\n]{0,200}(?:\/log\/|:8793)/i,
          /:8793\/log\/[\s\S]{0,300}?(?<![,.:\d])403\b/i,
        ),
        'The log server on the worker refused the request.',
      ),
    ],
    checks: ['secret_key of web server and worker', 'Clock of both hosts'],
    fix: ['Use one secret_key; synchronise clocks'],
    lookNext: 'The log of the worker log server.',
  },
  {
    id: 'execution_api_auth',
    family: 'secret',
    title: 'Execution API rejects the token of the task',
    definition: 'The Airflow 3 API server did not accept the token of a task.',
    patterns: [
      proof(
        anyOf(
          /Invalid auth token/i,
          /(?:\/execution\/|task-instances\/|airflow\.sdk|supervisor)[\s\S]{0,2500}?(?<![,.:\d])(?:401|403)[^\n]{0,40}(?:Unauthorized|Forbidden)/i,
        ),
        'The API refused the token of the task.',
      ),
      strong(
        anyOf(
          /ExpiredSignatureError|InvalidAudienceError|Signature has expired/i,
          /(?:airflow|execution|task[ _-]?sdk)[^\n]{0,200}JWT[^\n]{0,80}(?:expired|invalid)/i,
        ),
        'The token was invalid or had expired.',
      ),
    ],
    checks: [
      '[api_auth] jwt_secret on all components',
      'Clock difference; how long tasks wait in the queue',
    ],
    fix: ['One jwt_secret everywhere; longer token validity for long queues'],
    lookNext: 'The log of the API server.',
  },
  {
    id: 'kerberos_ticket_expired',
    family: 'secret',
    title: 'Kerberos ticket or delegation token expired',
    definition: 'The job ran longer than its ticket or token, or never had one.',
    patterns: [
      proof(
        anyOf(
          /Failed to find any Kerberos tgt|GSS initiate failed/i,
          /(?:HDFS_DELEGATION_TOKEN|token)[^\n]{0,160}(?:is expired|can'?t be found in cache)/i,
          /Ticket expired|Request is a replay/i,
        ),
        'Kerberos has no valid ticket.',
      ),
      proof(
        anyOf(
          /No valid credentials provided|Client cannot authenticate via:? ?\[[^\]\n]*KERBEROS/i,
          /SIMPLE authentication is not enabled/i,
          /Unable to obtain (?:Principal Name|password) (?:for|from)/i,
          /Server not found in Kerberos database|Cannot find key of appropriate type to decrypt/i,
          /Preauthentication failed|Credentials cache file [^\n]{0,200} not found|kinit: /i,
          /Matching credential not found|delegation token[^\n]{0,160}expired/i,
          /token \([^)\n]*DELEGATION[^)\n]*\) (?:is expired|can'?t be found)/i,
        ),
        'Kerberos has no valid ticket.',
      ),
      hint(
        /KrbException|javax\.security\.auth\.login\.LoginException/,
        'Kerberos refused something.',
      ),
    ],
    symptomOf: ['clock_skew'],
    checks: ['klist on that host', 'Keytab and principal of the job'],
    fix: ['Pass keytab and principal so that tickets renew'],
    lookNext: 'The KDC log.',
  },
  {
    id: 'kafka_auth_failed',
    family: 'secret',
    title: 'Kafka client authentication failed',
    definition: 'SASL or TLS login at the broker failed.',
    patterns: [
      proof(
        anyOf(
          /SaslAuthenticationException|SASL authentication (?:failed|error)/i,
          /Authentication failed during authentication due to invalid credentials/i,
        ),
        'The broker refused the login.',
      ),
      proof(
        anyOf(
          /Unexpected Kafka request of type \w+ during SASL handshake/i,
          /Client SASL mechanism '[^'\n]+' not enabled|UNSUPPORTED_SASL_MECHANISM/i,
          /Could not find a '\w+' entry in the JAAS configuration|SASL handshake failed/i,
          /kafka[^\n]{0,200}(?:Authentication failed|Invalid username or password)/i,
        ),
        'The broker refused the login.',
      ),
      strong(
        /terminated during authentication\. This may happen due to/,
        'The connection ended while the client logged in.',
      ),
    ],
    checks: ['Mechanism, user and password of the client'],
    fix: ['Correct sasl.jaas.config or the user at the broker'],
    lookNext: 'The broker log.',
  },
  {
    id: 'tls_certificate_expired',
    family: 'secret',
    title: 'TLS certificate expired',
    definition: 'The certificate of a server or client is past its date.',
    patterns: [
      proof(
        /certificate (?:has |is )?expired|CertificateExpiredException|x509: certificate has expired/i,
        'The certificate has expired.',
      ),
      proof(
        /certificate_expired|certificate expired on|NotAfter: /i,
        'The certificate has expired.',
      ),
    ],
    checks: ['openssl s_client -connect HOST:PORT | openssl x509 -noout -dates'],
    fix: ['Renew and roll out the certificate'],
    lookNext: 'The certificate of that server.',
  },
  {
    id: 'tls_handshake_failed',
    family: 'secret',
    title: 'TLS handshake or trust failure',
    definition: 'The two sides could not agree, or the certificate is not trusted.',
    patterns: [
      strong(
        anyOf(
          /SSLHandshakeException|PKIX path (?:building|validation) failed/i,
          /CERTIFICATE_VERIFY_FAILED|unable to find valid certification path/i,
          /SSL handshake failed|certificate verify failed|unknown ca\b/i,
        ),
        'The TLS handshake failed.',
      ),
      strong(
        anyOf(
          /fatal alert: \w+|certificate signed by unknown authority/i,
          /No subject alternative (?:DNS )?names?|hostname [^\n]{1,200} doesn'?t match/i,
          /Hostname mismatch|SSLPeerUnverifiedException|Unsupported or unrecognized SSL message/i,
          /WRONG_VERSION_NUMBER|wrong version number|(?:TLSV1|SSLV3)_ALERT\w*/i,
          /self[- ]signed certificate|unable to get local issuer certificate/i,
          /server does not support SSL/i,
          /Remote host (?:terminated|closed connection during) (?:the )?handshake/i,
          /no cipher suites in common|trustAnchors parameter must be non-empty/i,
          /(?:HTTP request to|HTTP response to) (?:an )?HTTPS|plaintext connection/i,
          /DH_KEY_TOO_SMALL|Keystore was tampered with/i,
          /protocol version[^\n]{0,60}not (?:accepted|supported)|ssl\.SSLError/i,
        ),
        'The TLS handshake failed.',
      ),
    ],
    symptomOf: ['tls_certificate_expired'],
    checks: ['Which CA signed it, and the trust store of the client'],
    fix: ['Add the CA to the trust store; match names and protocol versions'],
    lookNext: 'TLS settings of both sides.',
  },
  {
    id: 'bad_credentials',
    family: 'secret',
    title: 'Credentials wrong, expired or revoked',
    definition: 'User, password, key or token was refused.',
    patterns: [
      proof(
        anyOf(
          /password authentication failed|Incorrect username or password/i,
          /Access denied for user '[^']*'@(?!'[^']*' to database)|InvalidAccessKeyId/i,
          /SignatureDoesNotMatch|ExpiredToken(?:Exception)?/i,
          /The security token included in the request is (?:expired|invalid)|invalid_grant/i,
          /Invalid API [Kk]ey|JWT token is invalid|Authentication token has expired/i,
          /Unable to load (?:AWS )?credentials|NoCredentialsError|Login failed for user/i,
          /ORA-01017|paramiko\S*AuthenticationException: Authentication failed/i,
        ),
        'The credentials were refused.',
      ),
      strong(
        anyOf(
          /(?<![,.:\d])401\b[^\n]{0,30}Unauthorized|HTTP(?: Error| status)? ?401\b/i,
          /status(?:[ _]?code)?\W{0,4}401\b|\bUnauthenticated\b|StatusCode\.UNAUTHENTICATED/i,
        ),
        'The service asked for a valid login.',
      ),
      proof(
        anyOf(
          /InvalidClientTokenId|UnrecognizedClientException|\(AuthFailure\)/i,
          /The AWS Access Key Id you provided does not exist/i,
          /security token included in the request is invalid/i,
          /Unable to load (?:AWS )?credentials from|No AWS Credentials provided/i,
          /Unable to locate credentials|Partial credentials found|DefaultCredentialsError/i,
          /default credentials were not found|Could not automatically determine credentials/i,
          /RefreshError|invalid_client\b|AADSTS\d{5,}|WRONGPASS|NOAUTH Authentication required/i,
          /ACCESS_REFUSED|FATAL: +role [^\n]{1,80} does not exist|no pg_hba\.conf entry/i,
          /[Ii]nvalid (?:access token|username(?: or |\/)password|user(?:name)? or password|login|bearer token)/i,
          /Incorrect (?:user ?name|login)[^\n]{0,20} or password/i,
          /username or password (?:is |was )?(?:incorrect|invalid|specified)/i,
          /SMTPAuthenticationError|530 Login incorrect|Bad username or password|ORA-28000/i,
          /ORA-28001|Permission denied \((?:publickey|password)/i,
          /AuthenticationException: (?:Unauthorized|Authentication failed)/i,
          /Error code: 18 \(AuthenticationFailed\)|account is locked|390100 \(08004\)/i,
          /250001[^\n]{0,80}Incorrect username|Failed to authenticate/i,
          /API key (?:not valid|is invalid|expired)/i,
        ),
        'The credentials were refused.',
      ),
    ],
    symptomOf: [
      'execution_api_auth',
      'kafka_auth_failed',
      'image_pull_failed',
      'clock_skew',
      'log_server_forbidden',
      'fernet_key',
    ],
    checks: ['Rotate or test the credentials outside the job'],
    fix: ['Update the secret where the job reads it'],
    lookNext: 'Login history of that service.',
  },
];
