import type { PlanNode } from '../../model/application.ts';
import type { Finding } from '../finding.ts';
import { clean, notObservable, outcomeOf } from '../finding.ts';
import { makeFinding } from '../make-finding.ts';
import { below, metricOf, nodesOf } from '../plan.ts';
import type { SparkRule } from '../rule.ts';
import type { RunFigures } from '../run-figures.ts';
import { clipped, savingText, severityOf } from '../saving.ts';
import { bytesText, rounded, timeText } from '../units.ts';

const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;
/** What a byte of a shuffle that a broadcast would save costs: written, sent and read at this rate by each executor. */
const shuffleBytesPerSecond = 125 * mebibyte;

const noPlans = (run: RunFigures): boolean =>
  run.application.executions.every(({ tree }) => tree === null);

/** A side is worth a broadcast by what the other side has (DataFlint's tiers, its first three). */
const tiers: readonly (readonly [small: number, other: number])[] = [
  [10 * mebibyte, 0],
  [100 * mebibyte, 10 * gibibyte],
  [gibibyte, 300 * gibibyte],
];

export const missedBroadcast: SparkRule = {
  id: 'missed-broadcast',
  title: 'Missed broadcast',
  look(run) {
    if (noPlans(run)) return clean('The run has no SQL plan.');
    const found: Finding[] = [];
    for (const execution of run.application.executions)
      for (const { node } of nodesOf(execution)) {
        if (!/^SortMergeJoin|^ShuffledHashJoin/.test(node.name) || node.children.length !== 2)
          continue;
        const sizes = node.children.map((child) => sideBytes(child, execution.metricTotals));
        const [left, right] = sizes;
        if (left === null || left === undefined || right === null || right === undefined) continue;
        const small = Math.min(left, right);
        const other = Math.max(left, right);
        const fits = tiers.some(([limit, above]) => small > 0 && small < limit && other > above);
        // Two tiny sides are not worth a change.
        if (
          !fits ||
          small < 64 * 1024 ||
          other < 64 * mebibyte ||
          !canBroadcast(node.text, left <= right)
        )
          continue;
        const { settings } = run;
        const threshold = settings.bytes('spark.sql.autoBroadcastJoinThreshold', execution.id);
        const wanted = Math.max(16 * mebibyte, 2 ** Math.ceil(Math.log2(small * 4)));
        const stages = run.stages.filter(({ stage }) => execution.stageIds.has(stage.id));
        const executors = Math.max(1, run.executors.length);
        const costMs = (((small + other) * 2) / shuffleBytesPerSecond / executors) * 1000;
        const [largest] = stages.toSorted((a, b) => b.shuffleWriteBytes - a.shuffleWriteBytes);
        const gainMs = largest ? clipped(costMs, largest, run) : 0;
        found.push(
          makeFinding({
            rule: 'missed-broadcast',
            title: `A join shuffles both sides although one has only ${bytesText(small)}`,
            severity: severityOf(gainMs, run),
            queries: [execution],
            measures: [
              { name: 'small side', value: small, unit: 'bytes' },
              { name: 'large side', value: other, unit: 'bytes' },
            ],
            threshold:
              'A side below 10 MiB; below 100 MiB beside more than 10 GiB; below 1 GiB beside more than 300 GiB.',
            formula: `2 x (${bytesText(small)} + ${bytesText(other)}) / ${bytesText(shuffleBytesPerSecond)} a second / ${executors} executors = ${timeText(costMs)}`,
            savedMs: gainMs,
            method: 'modeled',
            explanation: `Both sides are shuffled and sorted; sent to every executor, the small side would spare the shuffle of the large one. ${threshold === null ? '' : threshold < 0 ? 'Broadcasts are switched off.' : `Broadcasts are made up to ${bytesText(threshold)} of estimated size; without statistics the estimate is larger than what was measured.`}`,
            caveat:
              'Sizes are those of the shuffle, compressed; in memory rows take several times as much. An outer join can only broadcast one of its sides.',
            disproof:
              'The join keeps rows of the small side that do not match, so it cannot be broadcast.',
            recommendations:
              wanted > (threshold ?? 0) && wanted <= 512 * mebibyte
                ? [
                    {
                      key: 'spark.sql.autoBroadcastJoinThreshold',
                      old: settings.get('spark.sql.autoBroadcastJoinThreshold', execution.id),
                      new: `${Math.round(wanted / mebibyte)}m`,
                      reason: `The small side has ${bytesText(small)} in the shuffle.`,
                      expected: `${savingText(
                        gainMs,
                        stages.reduce((sum, stage) => sum + run.exclusiveMs(stage), 0),
                      )}.`,
                      risk: 'The driver and each executor hold the table in memory; other joins of the application change too.',
                    },
                  ]
                : [],
            codeAdvice:
              threshold !== null && threshold >= wanted
                ? [
                    'Collect statistics (ANALYZE TABLE) or give the hint broadcast(small): the planner did not know how small the side is.',
                  ]
                : [],
          }),
        );
      }
    return outcomeOf(found, 'No join shuffled a side that is small enough to be broadcast.');
  },
};

/** Bytes that a side of a join brought through its shuffle. */
function sideBytes(node: PlanNode, totals: ReadonlyMap<number, number | bigint>): number | null {
  const [exchange] = below(node, /^Exchange$|^ShuffleExchange|Exchange hashpartitioning/);
  return exchange
    ? (metricOf(exchange, 'data size', totals) ??
        metricOf(exchange, 'shuffle bytes written', totals))
    : null;
}

/** Inner joins broadcast either side; outer, semi and anti joins only the side whose rows need not be kept (JoinSelection in Spark). */
function canBroadcast(text: string, leftIsSmall: boolean): boolean {
  if (/FullOuter/.test(text)) return false;
  if (/LeftOuter|LeftSemi|LeftAnti|ExistenceJoin/.test(text)) return !leftIsSmall;
  if (/RightOuter/.test(text)) return leftIsSmall;
  return true;
}

export const largeBroadcast: SparkRule = {
  id: 'large-broadcast',
  title: 'Large broadcast',
  look(run) {
    if (noPlans(run)) return clean('The run has no SQL plan.');
    const driver = run.settings.bytes('spark.driver.memory') ?? gibibyte;
    const limit = Math.min(gibibyte, driver / 4);
    const found: Finding[] = failedBroadcasts(run, driver);
    for (const execution of run.application.executions)
      for (const { node, metric } of nodesOf(execution)) {
        if (!node.name.startsWith('BroadcastExchange')) continue;
        const bytes = metric('data size');
        if (bytes === null || bytes <= limit) continue;
        const costMs =
          (metric('time to collect') ?? 0) +
          (metric('time to build') ?? 0) +
          (metric('time to broadcast') ?? 0);
        found.push(
          makeFinding({
            rule: 'large-broadcast',
            title: `A table of ${bytesText(bytes)} is sent to every executor`,
            severity: costMs > 0 && severityOf(costMs, run) === 'critical' ? 'critical' : 'warning',
            queries: [execution],
            measures: [
              { name: 'broadcast', value: bytes, unit: 'bytes' },
              { name: 'time to collect, build and send', value: costMs, unit: 'ms' },
              { name: 'driver memory', value: driver, unit: 'bytes' },
            ],
            threshold: `More than 1 GiB or a quarter of the driver's memory (${bytesText(limit)}).`,
            formula: `${bytesText(bytes)} > min(1 GiB, ${bytesText(driver)} / 4)`,
            savedMs: costMs > 0 ? Math.min(costMs, run.wallMs) : null,
            method: 'measured',
            explanation:
              'The driver collects the whole table, and each executor holds a copy beside its other memory.',
            caveat: 'Times of several broadcasts can overlap.',
            disproof: 'The join is slower as a sort-merge join.',
            recommendations: /hint/i.test(node.text)
              ? []
              : [
                  {
                    key: 'spark.sql.autoBroadcastJoinThreshold',
                    old: run.settings.get('spark.sql.autoBroadcastJoinThreshold', execution.id),
                    new: '10m',
                    reason: `A broadcast of ${bytesText(bytes)} costs more than it saves.`,
                    expected: `Up to ${timeText(costMs)} less in the driver.`,
                    risk: 'The join shuffles both sides.',
                  },
                ],
            codeAdvice: ['If the broadcast comes from a hint in the program, take the hint away.'],
          }),
        );
      }
    return outcomeOf(found, `No broadcast is larger than ${bytesText(limit)}.`);
  },
};

/** What Spark says where the driver cannot build a broadcast, or not in time (QueryExecutionErrors). */
const broadcastFailure =
  /Not enough memory to build and broadcast|Cannot broadcast the table (?:that is larger|over)|Could not execute broadcast in/i;

/** Queries whose broadcast was too large for the driver. */
function failedBroadcasts(run: RunFigures, driver: number): Finding[] {
  const queries = run.application.executions.filter(({ errorMessage }) =>
    broadcastFailure.test(errorMessage ?? ''),
  );
  const [first] = queries;
  if (!first) return [];
  const key = 'spark.sql.autoBroadcastJoinThreshold';
  const threshold = run.settings.bytes(key, first.id);
  return [
    makeFinding({
      rule: 'large-broadcast',
      title: `${queries.length === 1 ? 'A query' : `${queries.length} queries`} failed because a table was too large to be broadcast`,
      severity: 'critical',
      queries: queries.slice(0, 20),
      measures: [
        { name: 'failed queries', value: queries.length, unit: 'count' },
        { name: 'driver memory', value: driver, unit: 'bytes' },
      ],
      threshold: 'Any query whose error speaks of a broadcast that could not be made.',
      formula: `driver memory ${bytesText(driver)}; broadcasts are made up to ${threshold === null ? 'an unknown size' : bytesText(Math.max(0, threshold))}`,
      method: 'measured',
      explanation: first.errorMessage!.split('\n')[0]!.slice(0, 300),
      caveat:
        'Estimates of sizes are far too low where statistics are old or columns compress well.',
      disproof: 'The query fails in the same way with broadcasts switched off.',
      recommendations:
        threshold !== null && threshold > largestDefault
          ? [
              {
                key,
                old: run.settings.get(key, first.id),
                new: '10m',
                reason: 'The driver builds what is broadcast in its memory, and could not.',
                expected: 'The query does not fail for this reason.',
                risk: 'The join shuffles both sides.',
              },
            ]
          : [],
      codeAdvice: [
        'Take a broadcast hint away, collect statistics (ANALYZE TABLE), or give the driver more memory.',
      ],
    }),
  ];
}

/** What Spark broadcasts where nothing is set. */
const largestDefault = 10 * mebibyte;

/** What pickling a row costs on its way to Python and back, on both sides. */
const pickledRowMs = 0.003;
/** What the Python workers of an executor need to load Arrow and pandas; below this nothing is won. */
const arrowStartMs = 1000;

const pythonNodes =
  /^(BatchEvalPython|ArrowEvalPython|MapInPandas|FlatMapGroupsInPandas|PythonUDTF|MapInArrow)/;

export const pythonFunctions: SparkRule = {
  id: 'python-functions',
  title: 'Python functions',
  look(run) {
    const found: Finding[] = [];
    let seen = 0;
    for (const execution of run.application.executions)
      for (const { node, metric } of nodesOf(execution)) {
        if (!pythonNodes.test(node.name)) continue;
        seen += 1;
        if (!node.name.startsWith('BatchEvalPython')) continue;
        const sent = metric('data sent to Python workers');
        const rows = metric('number of output rows');
        const stages = run.stages.filter(({ stage }) => execution.stageIds.has(stage.id));
        const runMs = stages.reduce((sum, stage) => sum + stage.runMs, 0);
        if (runMs < 5000 || ((sent ?? 0) < 8 * mebibyte && (rows ?? 0) < 500_000)) continue;
        const wallMs = stages.reduce((sum, stage) => sum + run.exclusiveMs(stage), 0);
        const gainMs = wallMs * 0.3;
        const slots = Math.max(1, ...stages.map((stage) => run.slotsDuring(stage)));
        const arrowMs = Math.min(wallMs, ((rows ?? 0) * pickledRowMs) / slots - arrowStartMs);
        const arrow = run.settings.isAtLeast(3, 5) === true && arrowMs >= arrowStartMs;
        found.push(
          makeFinding({
            rule: 'python-functions',
            title: `A Python function is called for each of ${rows === null ? 'many' : rounded(rows)} rows`,
            severity: severityOf(gainMs, run) === 'info' ? 'info' : 'warning',
            queries: [execution],
            measures: [
              ...(rows === null ? [] : [{ name: 'rows', value: rows, unit: 'rows' as const }]),
              ...(sent === null
                ? []
                : [{ name: 'sent to Python', value: sent, unit: 'bytes' as const }]),
              { name: 'run time of its stages', value: runMs, unit: 'ms' },
            ],
            threshold:
              'A plain Python function in a plan whose stages run for 5 s or more, with 8 MiB or 500,000 rows.',
            formula: `30 % of ${timeText(wallMs)} in which only these stages ran`,
            savedMs: gainMs,
            method: 'modeled',
            explanation:
              'Each row is serialized for a Python process and back; built-in functions run in the JVM and take part in code generation.',
            caveat:
              'How much the function itself computes is not in the log; then a rewrite saves less.',
            disproof: 'The function does heavy work on few rows.',
            recommendations:
              arrow && run.settings.isOn('spark.sql.execution.pythonUDF.arrow.enabled') !== true
                ? [
                    {
                      key: 'spark.sql.execution.pythonUDF.arrow.enabled',
                      old:
                        run.settings.get('spark.sql.execution.pythonUDF.arrow.enabled') ?? 'false',
                      new: 'true',
                      reason: `Rows go to Python in Arrow batches instead of pickled one by one: ${rounded(rows!)} x ${pickledRowMs * 1000} µs / ${rounded(slots)} slots - ${timeText(arrowStartMs)} to load Arrow.`,
                      expected: `${savingText(arrowMs, wallMs)}.`,
                      risk: 'Some conversions of types differ; compare the results once.',
                    },
                  ]
                : [],
            codeAdvice: [
              'Use built-in functions (pyspark.sql.functions) where they exist, a pandas function otherwise.',
            ],
          }),
        );
      }
    return outcomeOf(
      found,
      seen === 0
        ? 'No plan calls Python functions.'
        : 'Python functions are called on few rows or in batches.',
    );
  },
};

export const crossJoin: SparkRule = {
  id: 'cross-join',
  title: 'Cross join',
  look(run) {
    if (noPlans(run)) return clean('The run has no SQL plan.');
    const found: Finding[] = [];
    for (const execution of run.application.executions)
      for (const { node, metric } of nodesOf(execution)) {
        if (!/^(CartesianProduct|BroadcastNestedLoopJoin)/.test(node.name)) continue;
        const rows = metric('number of output rows');
        if (rows === null || rows < 1_000_000) continue;
        const stages = run.stages.filter(({ stage }) => execution.stageIds.has(stage.id));
        const wallMs = stages.reduce((sum, stage) => sum + run.exclusiveMs(stage), 0);
        found.push(
          makeFinding({
            rule: 'cross-join',
            title: `A join without an equal key makes ${rounded(rows / 1e6)} million rows`,
            severity: severityOf(wallMs, run) === 'info' ? 'info' : 'warning',
            queries: [execution],
            measures: [{ name: 'rows', value: rows, unit: 'rows' }],
            threshold:
              'CartesianProduct or BroadcastNestedLoopJoin with at least a million rows out.',
            formula: `${node.name}: ${rows} rows`,
            method: 'none',
            explanation: 'Each row of one side meets each row of the other.',
            caveat: 'Some questions need it, such as ranges and distances.',
            disproof:
              'The condition has an equality that the planner could use: then it would not be this node.',
            codeAdvice: [
              'Give the join an equal key, or a bucket of the range as one; check that no ON clause was forgotten.',
            ],
          }),
        );
      }
    return outcomeOf(found, 'No join without an equal key made a million rows or more.');
  },
};

export const cache: SparkRule = {
  id: 'cache',
  title: 'Cached data',
  look(run) {
    const cached = run.application.stages.some(({ rdds }) =>
      rdds.some(({ storage }) => storage.useMemory || storage.useDisk),
    );
    if (!cached) return clean('Nothing is cached.');
    if (run.settings.isOn('spark.eventLog.logBlockUpdates.enabled') !== true)
      return notObservable(
        'Data is cached, and the log does not say what became of the blocks.',
        'spark.eventLog.logBlockUpdates.enabled=true',
      );
    const found = run.application.storage.flatMap((rdd) => {
      const share = rdd.partitions === 0 ? 1 : rdd.blocks.length / rdd.partitions;
      if (share >= 0.9) return [];
      return [
        makeFinding({
          rule: 'cache',
          title: `Only ${rounded(share * 100)} % of RDD ${rdd.id} stays cached`,
          severity: share < 0.5 ? 'warning' : 'info',
          measures: [
            { name: 'cached partitions', value: rdd.blocks.length, unit: 'count' },
            { name: 'partitions', value: rdd.partitions, unit: 'count' },
            { name: 'memory', value: Number(rdd.memoryUsed), unit: 'bytes' },
          ],
          threshold:
            'Less than 90 % of the partitions are cached at the end; a warning below 50 %.',
          formula: `${rdd.blocks.length} / ${rdd.partitions}`,
          method: 'none',
          explanation:
            'Blocks were evicted or never stored, so they are computed again when they are used.',
          caveat: 'Data that was unpersisted on purpose looks the same at the end.',
          disproof: 'The program unpersists it before the end.',
          codeAdvice: ['Use MEMORY_AND_DISK, a serialized level, or more memory; cache less.'],
        }),
      ];
    });
    return outcomeOf(found, 'What is cached stays cached.');
  },
};
