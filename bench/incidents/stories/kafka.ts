import type { Incident } from '../story.ts';
import { kafkaBroker, kafkaClient } from '../writers.ts';

const frames = (...names: readonly string[]): string[] => names.map((name) => `\tat ${name}`);

export const kafka: readonly Incident[] = [
  {
    id: 'kafka-large-record',
    question: 'The producer drops some orders',
    tools: ['Kafka'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'record_too_large',
      forbidden: ['deserialization_error', 'not_enough_replicas'],
    },
    files: [
      kafkaClient('producer.log', '2026-03-04T02:00:00Z', 301)
        .quiet(30)
        .herring(
          'WARN',
          'org.apache.kafka.clients.producer.ProducerConfig',
          "These configurations '[schema.cache.size]' were supplied but are not used yet.",
        )
        .proofBelow(
          'ERROR',
          'com.acme.orders.Publisher',
          'could not send order 88123',
          [
            'java.util.concurrent.ExecutionException: org.apache.kafka.common.errors.RecordTooLargeException: The message is 1814412 bytes when serialized which is larger than 1048576, which is the value of the max.request.size configuration.',
            ...frames(
              'org.apache.kafka.clients.producer.KafkaProducer$FutureFailure.<init>(KafkaProducer.java:1536)',
            ),
          ],
          /RecordTooLarge/,
        )
        .quiet(14)
        .file(),
    ],
  },
  {
    id: 'kafka-slow-poll',
    question: 'consumer group keeps losing members, processing is slow today',
    tools: ['Kafka'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'slow_poll_loop',
      accepted: ['rebalance_storm'],
      forbidden: ['broker_connection', 'network_partition', 'leader_not_available'],
    },
    files: [
      kafkaClient('billing-1.log', '2026-03-04T03:00:00Z', 302)
        .quiet(22)
        .pause(300)
        .proof(
          'WARN',
          'org.apache.kafka.clients.consumer.internals.ConsumerCoordinator',
          '[Consumer clientId=billing-1, groupId=billing] consumer poll timeout has expired. This means the time between subsequent calls to poll() was longer than the configured max.poll.interval.ms, which typically implies that the poll loop is spending too much time processing messages. You can address this either by increasing max.poll.interval.ms or by reducing the maximum size of batches returned in poll() with max.poll.records.',
        )
        .say(
          'INFO',
          'org.apache.kafka.clients.consumer.internals.ConsumerCoordinator',
          '[Consumer clientId=billing-1, groupId=billing] Member billing-1-4f1 sending LeaveGroup request to coordinator broker-2:9092 (id: 2147483645 rack: null) due to consumer poll timeout has expired.',
        )
        .herring('ERROR', 'com.acme.billing.OrderConsumer', 'commit failed', [
          'org.apache.kafka.clients.consumer.CommitFailedException: Offset commit cannot be completed since the consumer is not part of an active group for auto partition assignment; it is likely that the consumer was kicked out of the group.',
        ])
        .quiet(12)
        .file(),
      kafkaBroker('broker-2.log', '2026-03-04T03:00:00Z', 303)
        .quiet(20)
        .herring(
          'INFO',
          'kafka.coordinator.group.GroupCoordinator',
          '[GroupCoordinator 2]: Preparing to rebalance group billing in state PreparingRebalance with old generation 411 (__consumer_offsets-12) (reason: Removing member billing-1-4f1 on LeaveGroup; client reason: consumer poll timeout has expired.)',
        )
        .quiet(10)
        .file(),
    ],
  },
  {
    id: 'kafka-sasl',
    question: 'New consumer cannot connect',
    tools: ['Kafka'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'kafka_auth_failed',
      accepted: ['bad_credentials'],
      forbidden: [
        'connection_refused',
        'kafka_acl_denied',
        'tls_handshake_failed',
        'broker_connection',
      ],
    },
    files: [
      kafkaClient('consumer.log', '2026-03-04T04:00:00Z', 304)
        .quiet(3)
        .proof(
          'ERROR',
          'org.apache.kafka.clients.NetworkClient',
          '[Consumer clientId=audit-1, groupId=audit] Connection to node -1 (broker-1.acme.io/10.9.0.11:9094) failed authentication due to: Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512',
        )
        .herring(
          'WARN',
          'org.apache.kafka.clients.NetworkClient',
          '[Consumer clientId=audit-1, groupId=audit] Bootstrap broker broker-1.acme.io:9094 (id: -1 rack: null) disconnected',
        )
        .proofBelow(
          'ERROR',
          'com.acme.audit.Main',
          'fatal',
          [
            'org.apache.kafka.common.errors.SaslAuthenticationException: Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512',
          ],
          /SaslAuthentication/,
        )
        .file(),
    ],
  },
  {
    id: 'kafka-min-isr',
    question: 'producers time out and retry, brokers are up',
    tools: ['Kafka'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'not_enough_replicas',
      forbidden: ['leader_not_available', 'local_disk_full', 'network_partition'],
    },
    files: [
      kafkaBroker('broker-2.log', '2026-03-04T05:00:00Z', 305)
        .quiet(18)
        .say(
          'INFO',
          'kafka.cluster.Partition',
          '[Partition orders-7 broker=2] Shrinking ISR from 2,3,1 to 2. Leader: (highWatermark: 9911, endOffset: 9930, leaderEpoch: 14). Out of sync replicas: (brokerId: 3, endOffset: 9911, lastCaughtUpTimeMs: 1772600000000) (brokerId: 1, endOffset: 9911, lastCaughtUpTimeMs: 1772600000000).',
        )
        .proofBelow(
          'ERROR',
          'kafka.server.ReplicaManager',
          '[ReplicaManager broker=2] Error processing append operation on partition orders-7',
          [
            'org.apache.kafka.common.errors.NotEnoughReplicasException: The size of the current ISR Set(2) is insufficient to satisfy the min.isr requirement of 2 for partition orders-7',
          ],
          /NotEnoughReplicas/,
        )
        .quiet(12)
        .file(),
    ],
  },
  {
    id: 'kafka-connect-converter',
    question: 'Why is the sink task FAILED?',
    tools: ['Kafka'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'wrong_converter',
      accepted: ['deserialization_error'],
      forbidden: ['schema_id_unknown', 'record_too_large', 'corrupt_file'],
    },
    files: [
      kafkaClient('connect.log', '2026-03-04T06:00:00Z', 306)
        .quiet(16)
        .proofBelow(
          'ERROR',
          'org.apache.kafka.connect.runtime.WorkerSinkTask',
          'WorkerSinkTask{id=orders-sink-0} Task threw an uncaught and unrecoverable exception. Task is being killed and will not recover until manually restarted',
          [
            'org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler',
            ...frames(
              'org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator.execAndHandleError(RetryWithToleranceOperator.java:230)',
            ),
            'Caused by: org.apache.kafka.connect.errors.DataException: Converting byte[] to Kafka Connect data failed due to serialization error of topic orders: ',
            "Caused by: com.fasterxml.jackson.core.JsonParseException: Unrecognized token 'Obj': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
          ],
          /Converting byte|JsonParse/,
        )
        .file(),
    ],
  },
  {
    id: 'kafka-topic-typo',
    question: 'app starts but reads nothing',
    tools: ['Kafka'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'kafka_topic_missing',
      forbidden: ['leader_not_available', 'kafka_acl_denied'],
    },
    files: [
      kafkaClient('app.log', '2026-03-04T07:00:00Z', 307)
        .quiet(2)
        .proof(
          'WARN',
          'org.apache.kafka.clients.NetworkClient',
          '[Consumer clientId=audit-1, groupId=audit] Error while fetching metadata with correlation id 2 : {order-evnts=UNKNOWN_TOPIC_OR_PARTITION}',
        )
        .pause(1)
        .proof(
          'WARN',
          'org.apache.kafka.clients.NetworkClient',
          '[Consumer clientId=audit-1, groupId=audit] Error while fetching metadata with correlation id 3 : {order-evnts=UNKNOWN_TOPIC_OR_PARTITION}',
        )
        .file(),
    ],
  },
  {
    id: 'kafka-offset-gone',
    question: 'After the long weekend the loader failed at start',
    tools: ['Kafka', 'Spark'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'kafka_data_aged_out',
      forbidden: ['offset_commit_failed', 'kafka_topic_missing', 'corrupt_file'],
    },
    files: [
      kafkaClient('loader.log', '2026-03-09T07:00:00Z', 308)
        .quiet(5)
        .herring(
          'INFO',
          'org.apache.kafka.clients.consumer.internals.AbstractFetch',
          '[Consumer clientId=loader-1, groupId=loader] Fetch position FetchPosition{offset=551202, offsetEpoch=Optional.empty, currentLeader=LeaderAndEpoch{leader=Optional[broker-1:9092 (id: 1 rack: null)], epoch=9}} is out of range for partition orders-3, raising error to the application since no reset policy is configured',
        )
        .proofBelow(
          'ERROR',
          'com.acme.loader.Main',
          'stopping',
          [
            'org.apache.kafka.clients.consumer.OffsetOutOfRangeException: Fetch position FetchPosition{offset=551202, offsetEpoch=Optional.empty} is out of range for partition orders-3',
            ...frames(
              'org.apache.kafka.clients.consumer.internals.FetchCollector.handleInitializeErrors(FetchCollector.java:350)',
            ),
          ],
          /OffsetOutOfRange/,
        )
        .file(),
    ],
  },
  {
    id: 'kafka-rolling-restart',
    question: 'Many leader changes last night, is the cluster ill?',
    tools: ['Kafka'],
    origin: 'written',
    expected: {
      outcome: 'healthy',
      ruledOut: [
        {
          cause: 'leader_not_available',
          because:
            'Leaders moved within a second during a planned restart, and the sets of replicas grew back.',
        },
      ],
    },
    files: [
      kafkaBroker('broker-3.log', '2026-03-04T22:00:00Z', 309)
        .say('INFO', 'kafka.server.KafkaRaftServer', 'Kafka Server started')
        .quiet(14)
        .say(
          'INFO',
          'kafka.server.BrokerServer',
          '[BrokerServer id=3] Transition from STARTED to SHUTTING_DOWN',
        )
        .say(
          'INFO',
          'kafka.server.BrokerLifecycleManager',
          '[BrokerLifecycleManager id=3] Beginning controlled shutdown.',
        )
        .herring(
          'INFO',
          'kafka.server.ReplicaFetcherManager',
          '[ReplicaFetcherManager on broker 3] Removed fetcher for partitions Set(orders-1, orders-4)',
        )
        .pause(20)
        .say('INFO', 'kafka.server.KafkaRaftServer', 'Kafka Server started')
        .say(
          'INFO',
          'kafka.cluster.Partition',
          '[Partition orders-4 broker=3] Expanding ISR from 1,2 to 1,2,3',
        )
        .quiet(16)
        .file(),
    ],
  },
];
