import type { Incident } from '../story.ts';
import { airflowTask, kubernetesEvents, podLog } from '../writers.ts';

export const kubernetes: readonly Incident[] = [
  {
    id: 'kubernetes-oomkilled',
    question: 'loader restarts every twenty minutes with 137',
    tools: ['Kubernetes'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'k8s_oomkilled',
      accepted: ['oom_sigkill'],
      forbidden: ['restart_loop', 'k8s_node_eviction', 'task_externally_terminated'],
      ruledOut: [
        {
          cause: 'k8s_node_eviction',
          because: 'The reason is OOMKilled, not Evicted, and the node has no pressure.',
        },
      ],
    },
    files: [
      podLog('loader-previous.log', '2026-03-04T02:00:00Z', 401).quiet(40).file(),
      kubernetesEvents('describe-and-events.txt', '2026-03-04T02:00:00Z', 402)
        .quiet(9)
        .proof(
          'Warning',
          'Pod status',
          'pod/loader-7c4f9d-1   Last State:  Terminated  Reason: OOMKilled  Exit Code: 137  Limits: memory: 2Gi',
        )
        .herring(
          'Warning',
          'BackOff',
          'pod/loader-7c4f9d-1   Back-off restarting failed container loader in pod loader-7c4f9d-1_data',
        )
        .quiet(6)
        .file(),
    ],
  },
  {
    id: 'kubernetes-image',
    question: 'pod does not start',
    tools: ['Kubernetes'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'image_pull_failed',
      forbidden: ['k8s_unschedulable', 'k8s_pod_start_timeout', 'dns_failure'],
    },
    files: [
      kubernetesEvents('events.txt', '2026-03-04T03:00:00Z', 403)
        .quiet(8)
        .proof(
          'Warning',
          'Failed',
          'pod/scorer-55d-x2   Failed to pull image "registry.acme.io/ml/scorer:2.14": rpc error: code = NotFound desc = failed to pull and unpack image "registry.acme.io/ml/scorer:2.14": failed to resolve reference "registry.acme.io/ml/scorer:2.14": registry.acme.io/ml/scorer:2.14: not found',
        )
        .proof('Warning', 'Failed', 'pod/scorer-55d-x2   Error: ImagePullBackOff')
        .quiet(5)
        .file(),
    ],
  },
  {
    id: 'kubernetes-no-node',
    question: 'Executors stay Pending',
    tools: ['Kubernetes', 'Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'k8s_unschedulable',
      accepted: ['dynamic_allocation_starvation'],
      forbidden: ['k8s_quota_exceeded', 'image_pull_failed'],
    },
    files: [
      kubernetesEvents('events.txt', '2026-03-04T04:00:00Z', 404)
        .quiet(6)
        .proof(
          'Warning',
          'FailedScheduling',
          'pod/daily-exec-12   0/9 nodes are available: 3 node(s) had untolerated taint {dedicated: gpu}, 6 Insufficient memory. preemption: 0/9 nodes are available: 3 Preemption is not helpful for scheduling, 6 No preemption victims found for incoming pod.',
        )
        .quiet(6)
        .proof(
          'Normal',
          'NotTriggerScaleUp',
          "pod/daily-exec-12   pod didn't trigger scale-up: 1 max node group size reached",
        )
        .file(),
    ],
  },
  {
    id: 'kubernetes-quota',
    question: 'The job creates no pods',
    tools: ['Kubernetes'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'k8s_quota_exceeded',
      forbidden: ['rbac_forbidden', 'k8s_unschedulable'],
      ruledOut: [
        {
          cause: 'rbac_forbidden',
          because: 'It says forbidden, but names the quota that is used up.',
        },
      ],
    },
    files: [
      kubernetesEvents('events.txt', '2026-03-04T05:00:00Z', 405)
        .quiet(5)
        .proof(
          'Warning',
          'FailedCreate',
          'job/backfill-29   Error creating: pods "backfill-29-p7k" is forbidden: exceeded quota: data-team, requested: limits.memory=16Gi, used: limits.memory=250Gi, limited: limits.memory=256Gi',
        )
        .quiet(5)
        .file(),
    ],
  },
  {
    id: 'kubernetes-evicted',
    question: 'Why was the worker gone in the middle of the load?',
    tools: ['Kubernetes', 'Airflow'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'k8s_node_eviction',
      accepted: ['local_disk_full'],
      forbidden: ['k8s_oomkilled', 'task_timeout', 'stopped_by_user'],
    },
    files: [
      airflowTask('attempt=1.log', '2026-03-04T06:00:00Z', 406)
        .quiet(15)
        .herring('ERROR', 'taskinstance.py:2846', 'Received SIGTERM. Terminating subprocesses.')
        .file(),
      kubernetesEvents('events.txt', '2026-03-04T06:00:00Z', 407)
        .quiet(5)
        .proof(
          'Warning',
          'Evicted',
          'pod/airflow-worker-3   The node was low on resource: ephemeral-storage. Threshold quantity: 5368709120, available: 4001232Ki. Container worker was using 31Gi, request is 0, has larger consumption of ephemeral-storage.',
        )
        .say('Normal', 'Killing', 'pod/airflow-worker-3   Stopping container worker')
        .file(),
    ],
  },
  {
    id: 'kubernetes-env-missing',
    question: 'CrashLoopBackOff after the release',
    tools: ['Kubernetes'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'missing_environment_variable',
      accepted: ['invalid_configuration'],
      forbidden: ['restart_loop', 'connection_refused', 'variable_missing'],
    },
    files: [
      podLog('loader.log', '2026-03-04T07:00:00Z', 408)
        .proofBelow(
          'ERROR',
          'boot',
          'failed to start',
          [
            'Traceback (most recent call last):',
            '  File "/srv/loader/settings.py", line 9, in <module>',
            '    TARGET = os.environ["LOADER_TARGET_TABLE"]',
            '  File "<frozen os>", line 679, in __getitem__',
            "KeyError: 'LOADER_TARGET_TABLE'",
          ],
          /KeyError|os\.environ/,
        )
        .file(),
      kubernetesEvents('events.txt', '2026-03-04T07:00:00Z', 409)
        .quiet(3)
        .herring(
          'Warning',
          'BackOff',
          'pod/loader-7c4f9d-1   Back-off restarting failed container loader in pod loader-7c4f9d-1_data',
        )
        .file(),
    ],
  },
  {
    id: 'kubernetes-name-unknown',
    question: 'cannot reach the database from the new namespace',
    tools: ['Kubernetes', 'database'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'dns_failure',
      forbidden: ['connection_refused', 'network_partition', 'bad_credentials'],
    },
    files: [
      podLog('loader.log', '2026-03-04T08:00:00Z', 410)
        .quiet(6)
        .proof(
          'ERROR',
          'pool',
          'could not translate host name "postgres.data-eu.svc.cluster.local" to address: Name or service not known',
        )
        .quiet(3)
        .proof(
          'ERROR',
          'pool',
          'could not translate host name "postgres.data-eu.svc.cluster.local" to address: Name or service not known',
        )
        .file(),
    ],
  },
  {
    id: 'kubernetes-refused',
    question: 'exporter fails since the migration',
    tools: ['Kubernetes', 'database'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'connection_refused',
      forbidden: ['dns_failure', 'bad_credentials', 'too_many_connections'],
    },
    files: [
      podLog('exporter.log', '2026-03-04T08:30:00Z', 411)
        .quiet(10)
        .proofBelow(
          'ERROR',
          'pool',
          'startup check failed',
          [
            'psycopg2.OperationalError: connection to server at "postgres.data.svc" (10.100.31.7), port 5433 failed: Connection refused',
            '\tIs the server running on that host and accepting TCP/IP connections?',
          ],
          /Connection refused/,
        )
        .file(),
    ],
  },
  {
    id: 'kubernetes-rbac',
    question: 'Airflow cannot launch pods',
    tools: ['Kubernetes', 'Airflow'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'k8s_rbac',
      accepted: ['rbac_forbidden'],
      forbidden: ['k8s_quota_exceeded', 'execution_api_auth', 'bad_credentials'],
    },
    files: [
      airflowTask('attempt=1.log', '2026-03-04T09:00:00Z', 412)
        .quiet(4)
        .proofBelow(
          'ERROR',
          'taskinstance.py:3310',
          'Task failed with exception',
          [
            'Traceback (most recent call last):',
            'kubernetes.client.exceptions.ApiException: (403)',
            'Reason: Forbidden',
            'HTTP response body: {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"pods is forbidden: User \\"system:serviceaccount:airflow:airflow-worker\\" cannot create resource \\"pods\\" in API group \\"\\" in the namespace \\"data\\"","reason":"Forbidden","details":{"kind":"pods"},"code":403}',
          ],
          /cannot create resource/,
        )
        .file(),
    ],
  },
  {
    id: 'kubernetes-only-backoff',
    question: 'why does the exporter crash?',
    tools: ['Kubernetes'],
    origin: 'written',
    expected: {
      outcome: 'inconclusive',
      cause: 'restart_loop',
      forbidden: ['k8s_oomkilled', 'image_pull_failed'],
      readNext: ['previous'],
    },
    files: [
      kubernetesEvents('events.txt', '2026-03-04T11:00:00Z', 415)
        .quiet(7)
        .proof(
          'Warning',
          'BackOff',
          'pod/exporter-1   Back-off restarting failed container exporter in pod exporter-1_data',
        )
        .quiet(3)
        .proof(
          'Warning',
          'BackOff',
          'pod/exporter-1   Back-off restarting failed container exporter in pod exporter-1_data',
        )
        .file(),
    ],
  },
  {
    id: 'kubernetes-drain-finished',
    question: 'pods were killed during maintenance, did we lose a load?',
    tools: ['Kubernetes'],
    origin: 'written',
    expected: { outcome: 'healthy' },
    files: [
      podLog('loader.log', '2026-03-04T10:00:00Z', 413)
        .quiet(20)
        .herring('WARN', 'ingest', 'SIGTERM received, finishing the current batch')
        .say('INFO', 'ingest', 'batch 118 committed, 0 batches left, 0 errors')
        .say('INFO', 'ingest', 'shutdown complete, exit 0')
        .file(),
      kubernetesEvents('events.txt', '2026-03-04T10:00:00Z', 414)
        .quiet(6)
        .herring('Normal', 'Killing', 'pod/loader-7c4f9d-1   Stopping container loader')
        .say('Normal', 'Completed', 'job/loader-29   Job completed')
        .file(),
    ],
  },
];
