import { LogWriter, type Moment } from './story.ts';

/** The log files of the products, in the form that they have by default, with their everyday lines. */

const two = (value: number): string => String(value).padStart(2, '0');
const three = (value: number): string => String(value).padStart(3, '0');
const pick = <T>(random: () => number, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)]!;
const upTo = (random: () => number, limit: number): number => Math.floor(random() * limit);
const day = (time: Date): string => time.toISOString().slice(0, 10);
const clock = (time: Date): string => time.toISOString().slice(11, 19);

type Make = (name: string, start: string, seed: number) => LogWriter;
type Level = readonly [level: string, from: string, text: string];

const sparkDriverWork = ({ random }: Moment): Level => {
  const task = upTo(random, 400);
  const stage = upTo(random, 9);
  const host = `node-${upTo(random, 12)}.cluster.internal`;
  return pick<Level>(random, [
    [
      'INFO',
      'TaskSetManager',
      `Starting task ${task}.0 in stage ${stage}.0 (TID ${task + 400 * stage}) (${host}, executor ${upTo(random, 16)}, partition ${task}, PROCESS_LOCAL, 9241 bytes) `,
    ],
    [
      'INFO',
      'TaskSetManager',
      `Finished task ${task}.0 in stage ${stage}.0 (TID ${task + 400 * stage}) in ${upTo(random, 9000)} ms on ${host} (executor ${upTo(random, 16)}) (${task}/400)`,
    ],
    [
      'INFO',
      'BlockManagerInfo',
      `Added broadcast_${stage}_piece0 in memory on ${host}:4${upTo(random, 9999)} (size: ${upTo(random, 60)}.2 KiB, free: 4.${upTo(random, 9)} GiB)`,
    ],
    ['INFO', 'ContextCleaner', `Cleaned accumulator ${upTo(random, 900)}`],
    ['INFO', 'CodeGenerator', `Code generated in ${upTo(random, 90)}.${upTo(random, 999_999)} ms`],
    [
      'INFO',
      'MapOutputTrackerMasterEndpoint',
      `Asked to send map output locations for shuffle ${upTo(random, 6)} to 10.4.${upTo(random, 200)}.${upTo(random, 200)}:4${upTo(random, 9999)}`,
    ],
  ]);
};
const sparkExecutorWork = ({ random }: Moment): Level => {
  const task = upTo(random, 4000);
  return pick<Level>(random, [
    [
      'INFO',
      'Executor',
      `Running task ${task % 400}.0 in stage ${upTo(random, 9)}.0 (TID ${task})`,
    ],
    [
      'INFO',
      'Executor',
      `Finished task ${task % 400}.0 in stage ${upTo(random, 9)}.0 (TID ${task}). ${2000 + upTo(random, 9000)} bytes result sent to driver`,
    ],
    [
      'INFO',
      'ShuffleBlockFetcherIterator',
      `Getting ${upTo(random, 400)} (${upTo(random, 90)}.4 MiB) non-empty blocks including ${upTo(random, 20)} (${upTo(random, 9)}.1 MiB) local and 0 (0.0 B) host-local and 0 (0.0 B) push-merged-local and ${upTo(random, 300)} (${upTo(random, 80)}.0 MiB) remote blocks`,
    ],
    [
      'INFO',
      'ShuffleBlockFetcherIterator',
      `Started ${upTo(random, 9)} remote fetches in ${upTo(random, 40)} ms`,
    ],
    [
      'INFO',
      'MemoryStore',
      `Block broadcast_${upTo(random, 30)} stored as values in memory (estimated size ${upTo(random, 90)}.8 KiB, free 4.${upTo(random, 9)} GiB)`,
    ],
    [
      'INFO',
      'FileScanRDD',
      `Reading File path: s3a://lake/bronze/events/day=2026-03-0${1 + upTo(random, 8)}/part-0${1000 + upTo(random, 8999)}.snappy.parquet, range: 0-134217728, partition values: [empty row]`,
    ],
  ]);
};
const sparkLine = (time: Date, level: string, from: string, text: string): string =>
  `${String(time.getUTCFullYear()).slice(2)}/${two(time.getUTCMonth() + 1)}/${two(time.getUTCDate())} ${clock(time)} ${level} ${from}: ${text}`;

export const sparkDriver: Make = (name, start, seed) =>
  new LogWriter({ name, start, seed, line: sparkLine, background: sparkDriverWork });
export const sparkExecutor: Make = (name, start, seed) =>
  new LogWriter({ name, start, seed, line: sparkLine, background: sparkExecutorWork });

const yarnWork = ({ random }: Moment): Level => {
  const container = `container_e17_1772500000000_0${100 + upTo(random, 800)}_01_0000${10 + upTo(random, 80)}`;
  return pick<Level>(random, [
    [
      'INFO',
      'org.apache.hadoop.yarn.server.nodemanager.containermanager.monitor.ContainersMonitorImpl',
      `Memory usage of ProcessTree ${2000 + upTo(random, 60_000)} for container-id ${container}: ${1 + upTo(random, 3)}.${upTo(random, 9)} GB of 5 GB physical memory used; ${5 + upTo(random, 3)}.1 GB of 10.5 GB virtual memory used`,
    ],
    [
      'INFO',
      'org.apache.hadoop.yarn.server.nodemanager.containermanager.container.ContainerImpl',
      `Container ${container} transitioned from SCHEDULED to RUNNING`,
    ],
    [
      'INFO',
      'org.apache.hadoop.yarn.server.nodemanager.NodeStatusUpdaterImpl',
      `Removed completed containers from NM context: [${container}]`,
    ],
  ]);
};
export const yarnNodeManager: Make = (name, start, seed) =>
  new LogWriter({
    name,
    start,
    seed,
    line: (time, level, from, text) =>
      `${day(time)} ${clock(time)},${three(time.getUTCMilliseconds())} ${level} ${from}: ${text}`,
    background: yarnWork,
  });

const airflowWork = ({ random }: Moment): Level =>
  pick<Level>(random, [
    ['INFO', 'logging_mixin.py:188', `processed ${1000 + upTo(random, 90_000)} rows`],
    ['INFO', 'base.py:84', `Retrieving connection 'warehouse_default'`],
    ['INFO', 'python.py:237', `Done. Returned value was: None`],
    [
      'INFO',
      'sql.py:450',
      `Running statement: SELECT count(*) FROM staging.orders_${upTo(random, 30)}, parameters: None`,
    ],
    [
      'INFO',
      's3.py:1067',
      `Checking for object raw/orders/2026-03-0${1 + upTo(random, 8)}/part-${upTo(random, 99)}.csv`,
    ],
  ]);
const airflowLine = (time: Date, level: string, from: string, text: string): string =>
  `[${day(time)}T${clock(time)}.${three(time.getUTCMilliseconds())}+0000] {${from}} ${level} - ${text}`;
export const airflowTask: Make = (name, start, seed) =>
  new LogWriter({ name, start, seed, line: airflowLine, background: airflowWork });

const schedulerWork = ({ random }: Moment): Level =>
  pick<Level>(random, [
    ['INFO', 'scheduler_job_runner.py:435', `${1 + upTo(random, 9)} tasks up for execution:`],
    ['INFO', 'scheduler_job_runner.py:646', `Setting the following tasks to queued state:`],
    [
      'INFO',
      'dagrun.py:854',
      `Marking run <DagRun housekeeping @ 2026-03-04 0${upTo(random, 9)}:00:00+00:00: scheduled__2026-03-04T0${upTo(random, 9)}:00:00+00:00, state:running, queued_at: 2026-03-04 0${upTo(random, 9)}:00:02.126420+00:00. externally triggered: False> successful`,
    ],
    ['INFO', 'local_executor.py:386', `Executing QueuedLocalWorker`],
    [
      'INFO',
      'dag.py:4180',
      `Setting next_dagrun for housekeeping to 2026-03-05 00:00:00+00:00, run_after=2026-03-06 00:00:00+00:00`,
    ],
  ]);
export const airflowScheduler: Make = (name, start, seed) =>
  new LogWriter({ name, start, seed, line: airflowLine, background: schedulerWork });

/** Airflow 3: one JSON object a line. */
export const airflow3Task: Make = (name, start, seed) =>
  new LogWriter({
    name,
    start,
    seed,
    line: (time, level, from, text) =>
      JSON.stringify({
        timestamp: time.toISOString().replace('Z', '000Z'),
        level: level.toLowerCase(),
        event: text,
        logger: from,
      }),
    background: ({ random }) =>
      pick<Level>(random, [
        ['info', 'task.stdout', `processed ${1000 + upTo(random, 90_000)} rows`],
        ['info', 'task', `Pushing xcom`],
        ['info', 'airflow.hooks.base', `Retrieving connection 'warehouse_default'`],
      ]),
  });

export const dbt: Make = (name, start, seed) => {
  let model = 0;
  return new LogWriter({
    name,
    start,
    seed,
    line: (time, _level, _from, text) => (text === '' ? '' : `${clock(time)}  ${text}`),
    background: ({ random }) => {
      model += 1;
      const table = pick(random, [
        'stg_orders',
        'stg_customers',
        'int_order_items',
        'dim_product',
        'fct_sales',
        'stg_payments',
        'int_refunds',
      ]);
      return random() < 0.5
        ? [
            'info',
            '',
            `${model} of 86 START sql table model analytics.${table}_${model} ${'.'.repeat(28)} [RUN]`,
          ]
        : [
            'info',
            '',
            `${model} of 86 OK created sql table model analytics.${table}_${model} ${'.'.repeat(20)} [\u001b[32mSELECT ${upTo(random, 90_000)}\u001b[0m in ${upTo(random, 20)}.${upTo(random, 99)}s]`,
          ];
    },
  });
};

const kafkaLine = (time: Date, level: string, from: string, text: string): string =>
  `[${day(time)} ${clock(time)},${three(time.getUTCMilliseconds())}] ${level} ${text}${from === '' ? '' : ` (${from})`}`;
export const kafkaBroker: Make = (name, start, seed) =>
  new LogWriter({
    name,
    start,
    seed,
    line: kafkaLine,
    background: ({ random }) =>
      pick<Level>(random, [
        [
          'INFO',
          'kafka.log.UnifiedLog',
          `[UnifiedLog partition=orders-${upTo(random, 24)}, dir=/var/lib/kafka/data] Rolled new log segment at offset ${upTo(random, 90_000_000)} in ${upTo(random, 9)} ms.`,
        ],
        [
          'INFO',
          'kafka.coordinator.group.GroupCoordinator',
          `[GroupCoordinator 2]: Stabilized group billing-${upTo(random, 9)} generation ${upTo(random, 900)} (__consumer_offsets-${upTo(random, 50)}) with ${1 + upTo(random, 5)} members`,
        ],
        [
          'INFO',
          'kafka.server.BrokerLifecycleManager',
          `[BrokerLifecycleManager id=2] Successfully sent heartbeat`,
        ],
        [
          'INFO',
          'kafka.log.LogCleaner',
          `[kafka-log-cleaner-thread-0]: Log cleaner thread 0 cleaned log __consumer_offsets-${upTo(random, 50)} (dirty section = [${upTo(random, 9000)}, ${9000 + upTo(random, 9000)}])`,
        ],
      ]),
  });
export const kafkaClient: Make = (name, start, seed) =>
  new LogWriter({
    name,
    start,
    seed,
    line: kafkaLine,
    background: ({ random }) =>
      pick<Level>(random, [
        [
          'INFO',
          'com.acme.billing.OrderConsumer',
          `handled batch of ${upTo(random, 500)} records from orders-${upTo(random, 24)}`,
        ],
        [
          'INFO',
          'org.apache.kafka.clients.Metadata',
          `[Consumer clientId=billing-1, groupId=billing] Cluster ID: kX2vVf0bQmS7r0v4h2cD1g`,
        ],
        [
          'INFO',
          'com.acme.billing.Metrics',
          `lag=${upTo(random, 900)} rate=${upTo(random, 2000)}/s`,
        ],
        [
          'INFO',
          'org.apache.kafka.connect.runtime.WorkerSourceTask',
          `WorkerSourceTask{id=orders-source-0} Committing offsets for ${upTo(random, 5000)} acknowledged messages`,
        ],
      ]),
  });

/** What `kubectl logs` and `kubectl get events` give. */
export const podLog: Make = (name, start, seed) =>
  new LogWriter({
    name,
    start,
    seed,
    line: (time, level, from, text) => `${time.toISOString()} ${level.padEnd(5)} [${from}] ${text}`,
    background: ({ random }) =>
      pick<Level>(random, [
        [
          'INFO',
          'ingest',
          `wrote ${upTo(random, 9000)} rows to s3://lake/landing/part-${upTo(random, 999)}.parquet`,
        ],
        ['INFO', 'http', `GET /healthz 200 ${upTo(random, 9)}ms`],
        ['INFO', 'ingest', `poll: ${upTo(random, 40)} new files`],
        ['DEBUG', 'pool', `connection checked out (${1 + upTo(random, 8)} of 20 in use)`],
      ]),
  });
export const kubernetesEvents: Make = (name, start, seed) =>
  new LogWriter({
    name,
    start,
    seed,
    line: (time, level, from, text) =>
      `${time.toISOString().slice(0, 19)}Z   ${level.padEnd(9)}${from.padEnd(28)}${text}`,
    background: ({ random }) => {
      const pod = `pod/loader-${upTo(random, 9)}c4f9d-${upTo(random, 9999)}`;
      return pick<Level>(random, [
        [
          'Normal',
          'Scheduled',
          `${pod}   Successfully assigned data/${pod.slice(4)} to ip-10-4-${upTo(random, 200)}-${upTo(random, 200)}.ec2.internal`,
        ],
        [
          'Normal',
          'Pulled',
          `${pod}   Container image "registry.acme.io/data/loader:4.${upTo(random, 20)}" already present on machine`,
        ],
        ['Normal', 'Created', `${pod}   Created container: loader`],
        ['Normal', 'Started', `${pod}   Started container loader`],
        [
          'Normal',
          'SuccessfulCreate',
          `job/loader-2912${upTo(random, 9999)}   Created pod: ${pod.slice(4)}`,
        ],
      ]);
    },
  });

export const postgres: Make = (name, start, seed) =>
  new LogWriter({
    name,
    start,
    seed,
    line: (time, level, from, text) =>
      `${day(time)} ${clock(time)}.${three(time.getUTCMilliseconds())} UTC [${from}] ${level}:  ${text}`,
    background: ({ random }) =>
      pick<Level>(random, [
        [
          'LOG',
          String(400 + upTo(random, 900)),
          `checkpoint complete: wrote ${upTo(random, 9000)} buffers (${upTo(random, 9)}.4%); 0 WAL file(s) added, 0 removed, ${upTo(random, 4)} recycled; write=${upTo(random, 200)}.012 s, sync=0.0${upTo(random, 9)} s, total=${upTo(random, 200)}.3 s`,
        ],
        [
          'LOG',
          String(400 + upTo(random, 900)),
          `automatic vacuum of table "shop.public.orders_${upTo(random, 30)}": index scans: 0`,
        ],
        [
          'LOG',
          String(400 + upTo(random, 900)),
          `duration: ${upTo(random, 900)}.${upTo(random, 999)} ms  statement: SELECT * FROM jobs WHERE state = 'queued' ORDER BY id LIMIT 20`,
        ],
      ]),
  });
