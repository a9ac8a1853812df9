import type { Incident } from '../story.ts';
import { airflowTask, podLog, postgres } from '../writers.ts';

export const databases: readonly Incident[] = [
  {
    id: 'database-connections',
    question: 'loads fail at the full hour',
    tools: ['database', 'Airflow'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'too_many_connections',
      accepted: ['metadata_db_connections'],
      forbidden: ['connection_refused', 'bad_credentials', 'network_partition'],
    },
    files: [
      postgres('postgresql.log', '2026-03-04T02:00:00Z', 501)
        .quiet(20)
        .proof('FATAL', '8123', 'sorry, too many clients already')
        .proof('FATAL', '8124', 'sorry, too many clients already')
        .quiet(10)
        .file(),
    ],
  },
  {
    id: 'database-deadlock',
    question: 'Two loads, one of them always dies',
    tools: ['database'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'sql_deadlock',
      forbidden: ['lock_wait_timeout', 'concurrent_write_conflict', 'metadata_db_deadlock'],
    },
    files: [
      postgres('postgresql.log', '2026-03-04T03:00:00Z', 502)
        .quiet(16)
        .proof('ERROR', '911', 'deadlock detected')
        .say(
          'DETAIL',
          '911',
          'Process 911 waits for ShareLock on transaction 7781; blocked by process 915.\n\tProcess 915 waits for ShareLock on transaction 7780; blocked by process 911.',
        )
        .say('HINT', '911', 'See server log for query details.')
        .say('STATEMENT', '911', "UPDATE stock SET amount = amount - 1 WHERE sku = '88-112'")
        .quiet(9)
        .file(),
    ],
  },
  {
    id: 'database-unique',
    question: 'reload fails on the second try',
    tools: ['database', 'Airflow'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'unique_violation',
      forbidden: ['duplicate_unique_key', 'metadata_db_integrity', 'sql_syntax_error'],
    },
    files: [
      airflowTask('attempt=2.log', '2026-03-04T04:00:00Z', 503)
        .quiet(8)
        .proofBelow(
          'ERROR',
          'taskinstance.py:3310',
          'Task failed with exception',
          [
            'Traceback (most recent call last):',
            '  File "/opt/airflow/dags/load.py", line 50, in load',
            'psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "fact_sales_pkey"',
            'DETAIL:  Key (sale_id)=(118231) already exists.',
          ],
          /UniqueViolation/,
        )
        .file(),
    ],
  },
  {
    id: 'database-expired-certificate',
    question: 'since midnight nothing can talk to the registry',
    tools: ['database', 'Kafka'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'tls_certificate_expired',
      accepted: ['tls_handshake_failed'],
      forbidden: ['bad_credentials', 'connection_refused', 'clock_skew'],
    },
    files: [
      podLog('schema-client.log', '2026-03-05T00:00:10Z', 504)
        .quiet(7)
        .proofBelow(
          'ERROR',
          'registry',
          'request failed',
          [
            'javax.net.ssl.SSLHandshakeException: PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed',
            'Caused by: java.security.cert.CertificateExpiredException: NotAfter: Thu Mar 05 00:00:00 UTC 2026',
          ],
          /CertificateExpired/,
        )
        .file(),
    ],
  },
  {
    id: 'database-password-rotated',
    question: 'what changed?',
    tools: ['database'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'bad_credentials',
      forbidden: ['warehouse_permission', 'connection_refused', 'kerberos_ticket_expired'],
    },
    files: [
      postgres('postgresql.log', '2026-03-05T06:00:10Z', 505)
        .quiet(9)
        .proof('FATAL', '1201', 'password authentication failed for user "loader"')
        .say(
          'DETAIL',
          '1201',
          'Connection matched file "/var/lib/postgresql/data/pg_hba.conf" line 98: "host all all all scram-sha-256"',
        )
        .quiet(5)
        .file(),
    ],
  },
  {
    id: 'database-open-files',
    question: 'the collector stops after some days',
    tools: ['database'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'file_descriptors_exhausted',
      forbidden: ['local_disk_full', 'too_many_connections'],
    },
    files: [
      podLog('collector.log', '2026-03-05T07:00:10Z', 506)
        .quiet(30)
        .proof(
          'ERROR',
          'ingest',
          "OSError: [Errno 24] Too many open files: '/data/inbox/part-00412.csv'",
        )
        .quiet(3)
        .file(),
    ],
  },
  {
    id: 'database-replica-lag-ok',
    question: 'Is the database the reason the dashboard is slow?',
    tools: ['database'],
    origin: 'written',
    expected: { outcome: 'healthy' },
    files: [
      postgres('postgresql.log', '2026-03-05T08:00:10Z', 507)
        .quiet(30)
        .herring(
          'LOG',
          '77',
          "statement: INSERT INTO audit (message) VALUES ('ERROR: payment failed, connection refused by bank')",
        )
        .quiet(20)
        .file(),
    ],
  },
];
