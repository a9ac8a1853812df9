import { describe, expect, test } from 'vitest';
import { advise, type Advice } from './advise.ts';
import { listScheduled } from './saving.ts';
import { settingsOf } from './settings.ts';
import { simulator } from './simulate.ts';
import { figuresOfRun, unionLength } from './run-figures.ts';
import { madeRun, times, type MadeRun } from './testing/made-run.ts';
import { bytesText, parseBytes, parseMilliseconds, timeText } from './units.ts';

const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;
const adviceOn = async (run: MadeRun): Promise<Advice> => advise(await madeRun(run));
/** Rules that say more than a note. */
const alarms = ({ findings }: Advice): string[] => [
  ...new Set(findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule)),
];
const finding = ({ findings }: Advice, rule: string) =>
  findings.find((each) => each.rule === rule)!;
const plain = { ms: 2000, shuffleRead: 40 * mebibyte, records: 100_000 };
const join = { name: 'SortMergeJoin', text: 'SortMergeJoin [a#1], [b#2], Inner' };

describe('each pathology is found, and its clean twin is quiet', () => {
  test.each<[string, MadeRun, MadeRun]>([
    [
      'data-skew',
      {
        stages: [
          {
            tasks: [
              ...times(30, plain),
              { ms: 60_000, shuffleRead: 1200 * mebibyte, records: 3_000_000 },
            ],
          },
        ],
      },
      { stages: [{ tasks: times(31, plain) }] },
    ],
    // Compressed bytes hardly differ; rows do.
    [
      'data-skew',
      {
        stages: [
          {
            tasks: [
              ...times(30, plain),
              { ms: 60_000, shuffleRead: 50 * mebibyte, records: 3_000_000 },
            ],
          },
        ],
      },
      { stages: [{ tasks: times(31, { ...plain, ms: 2500 }) }] },
    ],
    [
      'slow-tasks',
      {
        executors: 4,
        stages: [
          {
            tasks: [
              ...times(40, { ...plain, executor: '1' }),
              ...times(40, { ...plain, executor: '2' }),
              ...times(40, { ...plain, executor: '3' }),
              ...times(8, { ...plain, ms: 20_000, cpuMs: 2000, executor: '4' }),
            ],
          },
        ],
      },
      { executors: 4, stages: [{ tasks: times(128, plain) }] },
    ],
    [
      'spill',
      {
        stages: [
          {
            tasks: times(8, {
              ...plain,
              ms: 20_000,
              diskSpilled: 600 * mebibyte,
              memorySpilled: 2 * gibibyte,
              peakMemory: gibibyte,
              shuffleRead: 400 * mebibyte,
            }),
          },
        ],
      },
      { stages: [{ tasks: times(64, plain) }] },
    ],
    [
      'garbage-collection',
      { stages: [{ tasks: times(40, { ...plain, gcMs: 700 }) }] },
      { stages: [{ tasks: times(40, { ...plain, gcMs: 60 }) }] },
    ],
    [
      'large-partitions',
      {
        executors: 8,
        cores: 4,
        stages: [{ tasks: times(4, { ms: 60_000, shuffleRead: 2 * gibibyte }) }],
      },
      {
        executors: 8,
        cores: 4,
        stages: [{ tasks: times(64, { ms: 4000, shuffleRead: 128 * mebibyte }) }],
      },
    ],
    [
      'tiny-tasks',
      { stages: [{ tasks: times(3000, { ms: 40, runMs: 8, shuffleRead: 1000 }) }] },
      { stages: [{ tasks: times(20, { ms: 1500, shuffleRead: 30 * mebibyte }) }] },
    ],
    [
      'executor-memory',
      {
        stages: [
          {
            tasks: [
              ...times(10, plain),
              {
                ...plain,
                reason: {
                  Reason: 'ExceptionFailure',
                  'Class Name': 'java.lang.OutOfMemoryError',
                  Description: 'Java heap space',
                  'Stack Trace': [],
                },
              },
            ],
          },
        ],
      },
      { stages: [{ tasks: times(11, plain) }] },
    ],
    [
      'executor-memory',
      {
        stages: [{ tasks: times(30, plain) }],
        removed: {
          2: {
            afterMs: 5000,
            reason:
              'Container killed by YARN for exceeding physical memory limits. 3.1 GB of 3 GB physical memory used.',
          },
        },
      },
      {
        stages: [{ tasks: times(30, plain) }],
        removed: {
          2: { afterMs: 5000, reason: 'Container marked as failed. Executor is idle for 60 s' },
        },
      },
    ],
    [
      'failed-tasks',
      {
        stages: [
          {
            failed: true,
            tasks: [
              ...times(10, plain),
              ...times(4, {
                ms: 100,
                reason: {
                  Reason: 'ExceptionFailure',
                  'Class Name': 'java.lang.NumberFormatException',
                  Description: 'For input string: "x"',
                  'Stack Trace': [],
                },
              }),
            ],
          },
        ],
      },
      { stages: [{ tasks: times(14, plain) }] },
    ],
    [
      'fetch-failures',
      { stages: [{ tasks: times(10, plain) }, { id: 0, attempt: 1, tasks: times(10, plain) }] },
      { stages: [{ tasks: times(10, plain) }, { tasks: times(10, plain) }] },
    ],
    [
      'lost-executors',
      {
        stages: [{ tasks: times(30, plain) }],
        removed: { 2: { afterMs: 5000, reason: 'worker lost: heartbeat timed out' } },
      },
      { stages: [{ tasks: times(30, plain) }] },
    ],
    [
      'driver-bound',
      { stages: [{ tasks: times(10, plain) }, { gapMs: 60_000, tasks: times(10, plain) }] },
      { stages: [{ tasks: times(10, plain) }, { gapMs: 500, tasks: times(10, plain) }] },
    ],
    [
      'idle-executors',
      { executors: 10, stages: [{ tasks: times(3, { ms: 30_000, input: 64 * mebibyte }) }] },
      { executors: 2, stages: [{ tasks: times(40, plain) }] },
    ],
    [
      'cold-start',
      { executorDelayMs: 45_000, stages: [{ tasks: times(30, plain) }] },
      { stages: [{ tasks: times(30, plain) }] },
    ],
    [
      'driver-memory',
      { stages: [{ tasks: times(10, { ...plain, resultSize: 90 * mebibyte }) }] },
      { stages: [{ tasks: times(10, plain) }] },
    ],
    [
      'missed-broadcast',
      {
        plan: {
          ...join,
          children: [
            { name: 'Exchange', metrics: { 'data size': 2 * mebibyte } },
            { name: 'Exchange', metrics: { 'data size': 6 * gibibyte } },
          ],
        },
        stages: [{ tasks: times(20, { ...plain, shuffleWrite: 300 * mebibyte }) }],
      },
      {
        plan: {
          ...join,
          children: [
            { name: 'Exchange', metrics: { 'data size': 4 * gibibyte } },
            { name: 'Exchange', metrics: { 'data size': 6 * gibibyte } },
          ],
        },
        stages: [{ tasks: times(20, plain) }],
      },
    ],
    [
      'large-broadcast',
      {
        plan: { name: 'BroadcastExchange', metrics: { 'data size': 3 * gibibyte } },
        stages: [{ tasks: times(20, plain) }],
      },
      {
        plan: { name: 'BroadcastExchange', metrics: { 'data size': 3 * mebibyte } },
        stages: [{ tasks: times(20, plain) }],
      },
    ],
    [
      'python-functions',
      {
        plan: {
          name: 'BatchEvalPython',
          metrics: {
            'data sent to Python workers': 300 * mebibyte,
            'number of output rows': 4_000_000,
          },
        },
        stages: [{ tasks: times(20, plain) }],
      },
      {
        plan: { name: 'ArrowEvalPython', metrics: { 'number of output rows': 4_000_000 } },
        stages: [{ tasks: times(20, plain) }],
      },
    ],
    [
      'cross-join',
      {
        plan: { name: 'CartesianProduct', metrics: { 'number of output rows': 40_000_000 } },
        stages: [{ tasks: times(20, plain) }],
      },
      { plan: join, stages: [{ tasks: times(20, plain) }] },
    ],
    [
      'small-files',
      {
        plan: {
          name: 'Scan parquet',
          metrics: { 'number of files read': 20_000, 'size of files read': 200 * mebibyte },
        },
        stages: [{ tasks: times(20, plain) }],
      },
      {
        plan: {
          name: 'Scan parquet',
          metrics: { 'number of files read': 20, 'size of files read': 2 * gibibyte },
        },
        stages: [{ tasks: times(20, plain) }],
      },
    ],
  ])('%s', async (rule, ill, well) => {
    expect(alarms(await adviceOn(ill))).toContain(rule);
    expect(alarms(await adviceOn(well))).toEqual([]);
  });
});

describe('what a finding says', () => {
  test('numbers, formula, threshold, caveat and what would disprove it, for every finding', async () => {
    const { findings } = await adviceOn({
      stages: [
        {
          tasks: [
            ...times(30, plain),
            { ms: 60_000, shuffleRead: 1200 * mebibyte, records: 3_000_000 },
          ],
        },
      ],
    });
    for (const each of findings)
      for (const text of [
        each.title,
        each.threshold,
        each.formula,
        each.explanation,
        each.caveat,
        each.disproof,
      ])
        expect(text).not.toMatch(/undefined|NaN|null|^$/);
    const skew = findings[0]!;
    expect(skew).toMatchObject({
      rule: 'data-skew',
      severity: 'critical',
      stages: [{ id: 0, attempt: 0 }],
      method: 'modeled',
    });
    // 60 s of one task; without skew 120 s of work on four slots.
    expect(skew.savedMs).toBeGreaterThan(20_000);
    expect(skew.savedMs).toBeLessThan(60_000);
    expect(skew.places).toHaveLength(1);
  });

  test('time that other stages took anyway is counted once', () => {
    expect(
      unionLength([
        { from: 0, to: 10 },
        { from: 5, to: 12 },
        { from: 20, to: 21 },
      ]),
    ).toBe(13);
    expect(unionLength([])).toBe(0);
  });
});

describe('the lever', () => {
  const skewed = [
    ...times(30, plain),
    { ms: 60_000, shuffleRead: 1200 * mebibyte, records: 3_000_000 },
  ];
  test('of a skewed join is adaptive execution only where it is off', async () => {
    const off = await adviceOn({
      plan: join,
      conf: { 'spark.sql.adaptive.enabled': 'false' },
      stages: [{ tasks: skewed }],
    });
    expect(finding(off, 'data-skew').recommendations).toContainEqual(
      expect.objectContaining({ key: 'spark.sql.adaptive.enabled', old: 'false', new: 'true' }),
    );
    const on = await adviceOn({ plan: join, stages: [{ tasks: skewed }] });
    expect(finding(on, 'data-skew').recommendations).toEqual([]);
    expect(finding(on, 'data-skew').codeAdvice[0]).toContain('Salt');
  });

  test('of a skewed aggregation is never a setting', async () => {
    const advice = await adviceOn({
      plan: { name: 'HashAggregate' },
      conf: { 'spark.sql.adaptive.enabled': 'false' },
      stages: [{ tasks: skewed }],
    });
    expect(finding(advice, 'data-skew').recommendations).toEqual([]);
    expect(finding(advice, 'data-skew').codeAdvice[0]).toContain('two steps');
  });

  const heavy = {
    ms: 20_000,
    diskSpilled: 600 * mebibyte,
    memorySpilled: gibibyte,
    peakMemory: 400 * mebibyte,
    shuffleRead: 900 * mebibyte,
  };
  test('of more partitions is a smaller target too, where adaptive execution would join them again', async () => {
    const spilling = {
      ...plain,
      ms: 9000,
      shuffleRead: 80 * mebibyte,
      diskSpilled: 50 * mebibyte,
      memorySpilled: 150 * mebibyte,
      peakMemory: 60 * mebibyte,
    };
    const settingsOn = async (adaptive: string) =>
      (
        await adviceOn({
          plan: join,
          conf: {
            'spark.executor.memory': '512m',
            'spark.sql.shuffle.partitions': '6',
            'spark.sql.adaptive.enabled': adaptive,
          },
          stages: [{ tasks: times(6, spilling) }],
        })
      ).recommendations.map(({ key, new: value }) => [key, value]);
    expect(await settingsOn('true')).toEqual(
      expect.arrayContaining([
        ['spark.sql.shuffle.partitions', '24'],
        ['spark.sql.adaptive.advisoryPartitionSizeInBytes', '20m'],
      ]),
    );
    expect((await settingsOn('false')).map(([key]) => key)).not.toContain(
      'spark.sql.adaptive.advisoryPartitionSizeInBytes',
    );
  });
  test('of spill is shuffle.partitions only where the stage has that number of tasks', async () => {
    const equal = await adviceOn({
      plan: join,
      conf: { 'spark.sql.shuffle.partitions': '20' },
      stages: [{ tasks: times(20, heavy) }],
    });
    expect(finding(equal, 'spill').recommendations[0]).toMatchObject({
      key: 'spark.sql.shuffle.partitions',
      old: '20',
    });
    const coalesced = await adviceOn({
      plan: join,
      conf: { 'spark.sql.adaptive.advisoryPartitionSizeInBytes': '1g' },
      stages: [{ tasks: times(20, heavy) }],
    });
    expect(finding(coalesced, 'spill').recommendations[0]).toMatchObject({
      key: 'spark.sql.adaptive.advisoryPartitionSizeInBytes',
    });
    const own = await adviceOn({ stages: [{ tasks: times(20, heavy) }] });
    expect(finding(own, 'spill').recommendations).toEqual([]);
    expect(finding(own, 'spill').codeAdvice[0]).toContain('in the program');
  });
});

describe('the configuration of all findings', () => {
  test('has each key once, nothing that is in effect, nothing to keep, and is stable when it is applied', async () => {
    const ill: MadeRun = {
      plan: join,
      conf: { 'spark.sql.adaptive.enabled': 'false' },
      stages: [
        { tasks: times(3000, { ms: 40, runMs: 8, shuffleRead: 1000 }) },
        {
          tasks: [
            ...times(30, plain),
            { ms: 60_000, shuffleRead: 1200 * mebibyte, records: 3_000_000 },
          ],
        },
      ],
    };
    const advice = await adviceOn(ill);
    const keys = advice.recommendations.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toContain('spark.sql.adaptive.enabled');
    for (const { old, new: value } of advice.recommendations) expect(old).not.toBe(value);
    const kept = advise(await madeRun(ill), { keep: ['spark.sql.adaptive.enabled'] });
    expect(kept.recommendations.map(({ key }) => key)).not.toContain('spark.sql.adaptive.enabled');
    expect(kept.refused).toContainEqual({
      key: 'spark.sql.adaptive.enabled',
      value: 'true',
      why: 'You want to keep this setting.',
    });
    const applied = await adviceOn({
      ...ill,
      conf: {
        ...ill.conf,
        ...Object.fromEntries(advice.recommendations.map(({ key, new: value }) => [key, value])),
      },
    });
    expect(
      applied.recommendations.filter(
        ({ key }) =>
          keys.includes(key) &&
          applied.recommendations.some(
            (each) =>
              each.key === key &&
              each.new === advice.recommendations.find((before) => before.key === key)!.new,
          ),
      ),
    ).toEqual([]);
  });
});

describe('lists beside the findings', () => {
  test('every rule is found, clean or not observable', async () => {
    const advice = await adviceOn({ stages: [{ tasks: times(20, plain) }] });
    const told = [...advice.findings, ...advice.clean, ...advice.notObservable].map(
      ({ rule }) => rule,
    );
    expect(told).toContain('cost');
    expect(told).toContain('data-skew');
    expect(advice.notObservable).toContainEqual(
      expect.objectContaining({
        rule: 'heap-use',
        switchOn: expect.stringContaining('logStageExecutorMetrics'),
      }),
    );
    expect(advice.run).toMatchObject({ tasks: 20, executors: 2, cores: 4 });
  });

  test('a log without anything is told, not thrown', async () => {
    expect((await adviceOn({ stages: [] })).findings).toEqual([]);
  });
});

test.each([
  ['4g', 4 * gibibyte],
  ['1.5gb', 1.5 * gibibyte],
  ['512m', 512 * mebibyte],
  ['1048576', mebibyte],
  ['x', null],
  ['-1', -1],
])('%s is %s bytes', (text, bytes) => expect(parseBytes(text)).toBe(bytes));

test('a bare number of executor memory is in MiB, times have their own units', () => {
  expect(parseBytes('2048', 'm')).toBe(2 * gibibyte);
  expect([
    parseMilliseconds('60'),
    parseMilliseconds('3m'),
    parseMilliseconds('500ms'),
    parseMilliseconds('soon'),
  ]).toEqual([60_000, 180_000, 500, null]);
  expect([bytesText(553_648_128), timeText(61_204), timeText(3_900_000)]).toEqual([
    '528 MiB',
    '61.2 s',
    '1 h 5 min',
  ]);
});

test('defaults are those of the release, and those of a session stand above', async () => {
  const of = async (version: string) => settingsOf(await madeRun({ version, stages: [] }));
  expect((await of('3.1.2')).get('spark.sql.adaptive.enabled')).toBe('false');
  expect((await of('3.2.0')).get('spark.sql.adaptive.enabled')).toBe('true');
  expect((await of('4.0.0')).number('spark.speculation.quantile')).toBe(0.9);
  expect((await of('3.5.0')).number('spark.speculation.quantile')).toBe(0.75);
  expect((await of('3.5.0')).bytes('spark.executor.memory')).toBe(2 * gibibyte);
});

test('a list of tasks on slots, each as soon as one is free', () => {
  expect(listScheduled([3, 3, 3], 2)).toBe(6);
  expect(listScheduled([5, 1, 1, 1, 1], 2)).toBe(5);
  expect(listScheduled([4, 2], 10)).toBe(4);
  expect(listScheduled([], 3)).toBe(0);
});

test('the simulation at the real size is near the run, and more cores are never slower', async () => {
  const run = figuresOfRun(
    await madeRun({
      stages: [
        { tasks: times(40, plain) },
        { gapMs: 3000, tasks: times(10, { ...plain, ms: 5000 }) },
      ],
    }),
  );
  const simulate = simulator(run);
  expect(Math.abs(simulate(run.cores).wallMs - run.wallMs)).toBeLessThan(run.wallMs * 0.05);
  expect(simulate(8).wallMs).toBeLessThan(simulate(4).wallMs);
  expect(simulate(Number.POSITIVE_INFINITY).wallMs).toBeGreaterThanOrEqual(7000);
});
