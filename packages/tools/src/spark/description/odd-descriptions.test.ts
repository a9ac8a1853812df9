import { expect, test } from 'vitest';
import { applicationOfDescription } from './application-of-description.ts';
import { parseDescription, readDescription } from './parse-description.ts';

/** Descriptions as people write them, with what must come of them: the first were written before the reader was made. */

const gibibyte = 1024 ** 3;
const tebibyte = 1024 ** 4;
const hour = 3_600_000;
const minute = 60_000;
const cluster = (executors: number, executorCores: number, memory: string) => ({
  executors,
  executorCores,
  configuration: { 'spark.executor.memory': memory },
});

test.each([
  [
    'Our nightly join runs on 20 executors with 4 cores and 16 GB each. It reads 1.5 TB from S3 and takes 3h20. The shuffle stage has 200 partitions and spills 400 GB to disk.',
    {
      ...cluster(20, 4, '16384m'),
      durationMs: 200 * minute,
      stages: [{ inputBytes: 1.5 * tebibyte, diskSpilledBytes: 400 * gibibyte }],
    },
  ],
  [
    '2 executors x 4 cores, 8g memory. Job takes 45 min.',
    { ...cluster(2, 4, '8192m'), durationMs: 45 * minute },
  ],
  [
    'job slow, 750 gigs of input, 10k partitions, 50 workers',
    {
      executors: 50,
      configuration: { 'spark.sql.shuffle.partitions': '10000' },
      stages: [{ inputBytes: 750 * gibibyte }],
    },
  ],
  [
    'Spark 3.5 job: spark.executor.memory=4g, spark.sql.shuffle.partitions=200. Stage 12 takes 40 minutes, 199 tasks finish in 20 s and one takes 38 minutes.',
    {
      configuration: { 'spark.executor.memory': '4g', 'spark.sql.shuffle.partitions': '200' },
      stages: [
        { id: 12, durationMs: 40 * minute, tasks: 199, medianMs: 20_000, longestMs: 38 * minute },
      ],
    },
  ],
  [
    'executors: 10\ncores per executor: 5\nexecutor memory: 20 GB\nduration: 1 hour 30 minutes\nGC time: 35%',
    { ...cluster(10, 5, '20480m'), durationMs: 90 * minute, stages: [{ gcShare: 0.35 }] },
  ],
  [
    '5 nodes, each 16 vCPU and 64 GiB RAM. Job takes 1h.',
    { ...cluster(5, 16, '65536m'), durationMs: hour },
  ],
  ['Driver OOM, driver memory is 1g.', { configuration: { 'spark.driver.memory': '1024m' } }],
  [
    'The job takes ten minutes, twenty executors, four cores each',
    { executors: 20, executorCores: 4, durationMs: 10 * minute },
  ],
  [
    'It ran for 1d 4h on 100 executors (8 cores, 32GB)',
    { ...cluster(100, 8, '32768m'), durationMs: 28 * hour },
  ],
  [
    'Runtime 01:23:45 with 30 executors, 4 cores, 8 GB',
    { ...cluster(30, 4, '8192m'), durationMs: 5_025_000 },
  ],
  [
    'GC takes 40 percent of task time. executor memory 2 gigabytes, 4 cores, 10 executors, run time 30 mins',
    { ...cluster(10, 4, '2048m'), durationMs: 30 * minute, stages: [{ gcShare: 0.4 }] },
  ],
  [
    'Shuffle partitions 200, shuffle of 2TB, executors 50x5 cores, 40GB heap, overhead 4g, duration 4 hrs',
    {
      executors: 50,
      executorCores: 5,
      durationMs: 4 * hour,
      configuration: {
        'spark.executor.memory': '40960m',
        'spark.executor.memoryOverhead': '4096m',
      },
      stages: [{ shuffleReadBytes: 2 * tebibyte }],
    },
  ],
  [
    '3 million tasks in stage 7, each takes 50ms; 200 executors with 8 cores',
    { executors: 200, executorCores: 8, stages: [{ id: 7, tasks: 3_000_000, medianMs: 50 }] },
  ],
  [
    'Wir haben 20 Executors mit je 4 Kernen und 16 GB Speicher, Laufzeit 2 Stunden',
    { ...cluster(20, 4, '16384m'), durationMs: 2 * hour },
  ],
  [
    'executors=20 cores=4 memory=16g partitions=200 input=1.5TB runtime=3h20m',
    {
      ...cluster(20, 4, '16384m'),
      durationMs: 200 * minute,
      stages: [{ inputBytes: 1.5 * tebibyte }],
    },
  ],
  [
    'Stage 5: 200 tasks, median 10 s, max 25 min, shuffle read 400 GB. Stage 6: 50 tasks, 2 min.',
    {
      stages: [
        {
          id: 5,
          tasks: 200,
          medianMs: 10_000,
          longestMs: 25 * minute,
          shuffleReadBytes: 400 * gibibyte,
        },
        { id: 6, tasks: 50, durationMs: 2 * minute },
      ],
    },
  ],
  [
    'The Spark UI shows 4.5 TB shuffle write, 4 TB shuffle read, 12.5 TB memory spill and 3.5 TB disk spill in stage 14 (20000 tasks, 6.5 h)',
    {
      stages: [
        {
          id: 14,
          tasks: 20_000,
          durationMs: 6.5 * hour,
          shuffleWriteBytes: 4.5 * tebibyte,
          shuffleReadBytes: 4 * tebibyte,
          memorySpilledBytes: 12.5 * tebibyte,
          diskSpilledBytes: 3.5 * tebibyte,
        },
      ],
    },
  ],
  [
    'one executor with 1 core and 512 MB, job takes 90 seconds',
    { ...cluster(1, 1, '512m'), durationMs: 90_000 },
  ],
  [
    'dynamic allocation from 2 to 100 executors, 4 cores, 16g; the job needs 40 minutes',
    {
      executors: 100,
      durationMs: 40 * minute,
      configuration: {
        'spark.dynamicAllocation.enabled': 'true',
        'spark.dynamicAllocation.minExecutors': '2',
        'spark.dynamicAllocation.maxExecutors': '100',
      },
    },
  ],
  [
    'tasks take 2 ms, 100000 of them, 10 executors',
    { executors: 10, stages: [{ tasks: 100_000, medianMs: 2 }] },
  ],
  [
    'UDF in Python is slow, 8 executors * 4 cores, 10GB memory + 2GB overhead',
    {
      executors: 8,
      executorCores: 4,
      configuration: {
        'spark.executor.memory': '10240m',
        'spark.executor.memoryOverhead': '2048m',
      },
    },
  ],
  ['half an hour, 8 execs, 4c/16G each', { ...cluster(8, 4, '16384m'), durationMs: 30 * minute }],
  [
    'spark-submit --num-executors 12 --executor-cores 4 --conf spark.sql.shuffle.partitions=2000; runtime 2.5 hours',
    { executors: 12, executorCores: 4, durationMs: 2.5 * hour },
  ],
  [
    '1,500 tasks on 12 executors, half of the tasks fail',
    { executors: 12, stages: [{ tasks: 1500, failedTasks: 750 }] },
  ],
  [
    '{"executors": 20, "cores": 4, "duration": "3h20m", "stages": [{"id": 1, "tasks": "10k", "spill": "400 gigs"}]}',
    {
      executors: 20,
      durationMs: 200 * minute,
      stages: [{ tasks: 10_000, diskSpilledBytes: 400 * gibibyte }],
    },
  ],
])('%s', (text, expected) => {
  expect(parseDescription(text)).toMatchObject(expected);
  expect(parseDescription(text)!.notUsed).toEqual([]);
});

test.each([
  ['We have 0 executors, the job waits', '0', '1 to 100,000 executors'],
  ['8 executors with -2 GB', '-2 GB', 'not clear'],
  ['{"executors": 0, "cores": 4, "duration": "1h"}', 'executors: 0', '1 to 100,000 executors'],
  ['{"cores": -1, "duration": "1h"}', 'cores: -1', 'no such amount'],
  ['999999999999 executors with 1000 TB memory each, 4 cores, took 2 h', '1000 TB', '64 TiB'],
  ['it took 900 days on 4 executors', '900 days', 'a year'],
  ['8 executors, 1.5 cores, took 2 h', '1.5', '1,024 cores'],
  ['16 executors, 120k small files of 30 KB each', '120k small files', 'not clear'],
  ['12 executors, 64 MiB per partition', '64 MiB per partition', 'not clear'],
  ['8 executors, fails with a timeout after 300 seconds', '300 seconds', 'not clear'],
  [
    'spark.executor.instances=0\nspark.executor.memory=4g',
    'spark.executor.instances=0',
    '1 to 100,000',
  ],
  ['| stage | tasks | time |\n| 1 | 9e99x | 5 min |', 'tasks: 9e99x', 'no such amount'],
  ['{"stages": [{"id": 1, "tasks": 5, "duration": "soon"}]}', 'duration: soon', 'no such amount'],
  ['{"executors": 4, "mood": "bad"}', 'mood: bad', 'not known'],
])('what is not used of %j is said', (text, words, why) => {
  const { notUsed } = readDescription(text);
  expect(notUsed.map((each) => each.text).join()).toContain(words);
  expect(notUsed.map((each) => each.why).join()).toContain(why);
});

test('larger numbers than are worked out are said', async () => {
  const { cut } = await applicationOfDescription(
    parseDescription('90000 executors, 3 million tasks in stage 7, each takes 50ms')!,
  );
  expect(cut).toEqual([
    '90,000 executors are worked out as 10,000',
    '3,000,000 tasks are worked out as 100,000, each of which stands for several',
  ]);
});

test('a line of many amounts takes no time', () => {
  const started = performance.now();
  parseDescription('12 executors spill 3 GB of memory and '.repeat(4000));
  parseDescription(`${'1,'.repeat(50_000)} executors`);
  parseDescription(`spill ${'x'.repeat(100_000)}`);
  expect(performance.now() - started).toBeLessThan(1000);
});
