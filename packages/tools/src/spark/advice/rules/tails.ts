import type { Finding } from '../finding.ts';
import { outcomeOf } from '../finding.ts';
import { makeFinding } from '../make-finding.ts';
import type { Recommendation } from '../finding.ts';
import type { SparkRule } from '../rule.ts';
import type { RunFigures } from '../run-figures.ts';
import { clipped, listScheduled, severityOf } from '../saving.ts';
import { mostPerDeserialization } from '../replay-stage.ts';
import { bytesIn, quantile, recordsIn, type StageFigures } from '../stage-figures.ts';
import { bytesText, percentText, rounded, timeText } from '../units.ts';

/** A tail begins at three times the median (the bound of sparkforensics; DataFlint takes 10, Databricks' guide 1.5 of p75). */
const tailRatio = 3;
/** Shorter tasks differ for reasons that nobody can change. */
const minExtraMs = 1000;
const minTasks = 3;
/** So much of the extra time must go with more data for the tail to be skew. */
const dataShare = 0.5;

/** The slow end of a stage: which tasks, how much longer than the median, and what goes with it. */
interface Tail {
  readonly figures: StageFigures;
  readonly rows: readonly number[];
  readonly extraMs: number;
  readonly byData: number;
  readonly byGc: number;
  readonly byFetch: number;
  /** The one host on which the tail ran, while others had the same work. */
  readonly host: string | null;
  /** Executor CPU time over run time of the tail. */
  readonly cpuShare: number;
  /** All of the tail began before any task of the stage, or of the run, had ended on its executor: it paid for the start. */
  readonly isFirstWave: boolean;
  readonly gainMs: number;
  readonly maxBytes: number;
  readonly medianBytes: number;
  readonly maxRecords: number;
  readonly medianRecords: number;
}

function tailOf(figures: StageFigures, run: RunFigures): Tail | null {
  const { rows, medianMs, maxMs, stage } = figures;
  const { tasks } = stage;
  if (
    rows.length < minTasks ||
    maxMs < tailRatio * Math.max(medianMs, 1) ||
    maxMs - medianMs < minExtraMs
  )
    return null;
  const tail = rows.filter(
    (row) =>
      tasks.duration(row) >= tailRatio * Math.max(medianMs, 1) &&
      tasks.duration(row) - medianMs >= minExtraMs,
  );
  const middle = (of: (row: number) => number): number =>
    quantile(
      rows.map(of).toSorted((a, b) => a - b),
      0.5,
    );
  const medianBytes = middle((row) => bytesIn(figures, row));
  const medianRecords = middle((row) => recordsIn(figures, row));
  const medianGc = middle((row) => tasks.metric('jvmGcTime', row));
  const medianWait = middle((row) => tasks.metric('shuffleFetchWaitTime', row));
  let extraMs = 0;
  let byData = 0;
  let byGc = 0;
  let byFetch = 0;
  let cpuMs = 0;
  let runMs = 0;
  for (const row of tail) {
    const extra = tasks.duration(row) - medianMs;
    extraMs += extra;
    // More rows of the same size, or the same rows that became larger: whichever explains more.
    const ratio = Math.max(
      medianBytes > 0
        ? bytesIn(figures, row) / medianBytes
        : bytesIn(figures, row) > 1024 ** 2
          ? 100
          : 0,
      medianRecords > 0
        ? recordsIn(figures, row) / medianRecords
        : recordsIn(figures, row) > 1000
          ? 100
          : 0,
    );
    // A median task has a fixed part (start, code) that does not grow with data; it is not told apart here.
    byData += Math.min(extra, Math.max(0, (ratio - 1) * Math.max(medianMs, 1)));
    byGc += Math.min(extra, Math.max(0, tasks.metric('jvmGcTime', row) - medianGc));
    byFetch += Math.min(extra, Math.max(0, tasks.metric('shuffleFetchWaitTime', row) - medianWait));
    cpuMs += tasks.metric('executorCpuTime', row) / 1e6;
    runMs += tasks.metric('executorRunTime', row);
  }
  const slots = run.slotsDuring(figures);
  const durations = rows.map((row) => tasks.duration(row));
  const total = durations.reduce((sum, each) => sum + each, 0);
  const isData = byData >= dataShare * extraMs;
  // With skew the same work is spread evenly; with another cause the tail takes the median.
  const ideal = isData
    ? Math.max(medianMs, total / slots)
    : listScheduled(
        durations.map((each) => Math.min(each, Math.max(medianMs, 1) * 1.5)),
        slots,
      );
  const now = Math.min(figures.wallMs, Math.max(listScheduled(durations, slots), maxMs));
  return {
    figures,
    rows: tail,
    extraMs,
    byData,
    byGc,
    byFetch,
    host: oneHost(figures, tail, run),
    // Releases before 2.1 do not measure CPU time.
    cpuShare: runMs > 0 && cpuMs > 0 ? cpuMs / runMs : 1,
    isFirstWave: isFirstWave(figures, tail) || isColdStart(figures, tail, run),
    gainMs: clipped(now - ideal, figures, run),
    maxBytes: Math.max(0, ...tail.slice(-1000).map((row) => bytesIn(figures, row))),
    medianBytes,
    maxRecords: Math.max(0, ...tail.slice(-1000).map((row) => recordsIn(figures, row))),
    medianRecords,
  };
}

/** At least three executors took part, and all of the tail (two tasks or more) was on one host or executor. */
function oneHost(
  { rows, stage: { tasks } }: StageFigures,
  tail: readonly number[],
  run: RunFigures,
): string | null {
  const hosts = new Set(run.executors.map(({ host }) => host));
  const of = (row: number): string => (hosts.size > 1 ? tasks.host(row) : tasks.executorId(row));
  const all = new Set(rows.map(of));
  const slow = new Set(tail.map(of));
  if (all.size < 3 || slow.size !== 1 || tail.length < 2) return null;
  const [host] = slow;
  // Most of what ran there was slow, otherwise it is chance.
  const there = rows.filter((row) => of(row) === host).length;
  return tail.length >= there / 2 ? host! : null;
}

/**
 * A JVM that has just begun loads classes, compiles and opens connections; its first tasks are slower than all later ones, and no
 * setting of the job changes that.
 */
function isFirstWave({ rows, stage: { tasks } }: StageFigures, tail: readonly number[]): boolean {
  const firstOf = new Map<string, { launch: number; end: number }>();
  for (const row of rows) {
    const executor = tasks.executorId(row);
    const known = firstOf.get(executor);
    firstOf.set(executor, {
      launch: Math.min(known?.launch ?? Number.POSITIVE_INFINITY, tasks.launchTime(row)),
      end: Math.min(known?.end ?? Number.POSITIVE_INFINITY, tasks.finishTime(row)),
    });
  }
  // The next task is launched a little before the end of the last one is noted, so the middle divides them.
  const isFirst = (row: number): boolean => {
    const { launch, end } = firstOf.get(tasks.executorId(row))!;
    return tasks.launchTime(row) < (launch + end) / 2;
  };
  const first = rows.filter(isFirst).length;
  // One slow task among many first ones is no warming up, and without later tasks nothing is known about them.
  return tail.every(isFirst) && tail.length >= first / 2 && rows.length - first >= tail.length;
}

/**
 * No task of any stage had ended before on the executors of the tail, and what it took longer is of the order of the time in which they
 * fetched and read its code. In a stage with few tasks nothing else shows it.
 */
function isColdStart(
  { medianMs, stage: { tasks } }: StageFigures,
  tail: readonly number[],
  run: RunFigures,
): boolean {
  return tail.every((row) => {
    const extraMs = tasks.duration(row) - medianMs;
    return (
      extraMs <= mostPerDeserialization * tasks.metric('executorDeserializeTime', row) &&
      tasks.launchTime(row) < (run.firstEndOf.get(tasks.executorId(row)) ?? 0)
    );
  });
}

const tails = (run: RunFigures): Tail[] =>
  run.stages.flatMap((figures) => tailOf(figures, run) ?? []);

export const dataSkew: SparkRule = {
  id: 'data-skew',
  title: 'Data skew',
  look(run) {
    const findings = tails(run)
      .filter(({ byData, extraMs }) => byData >= dataShare * extraMs)
      .map((tail) => skewFinding(tail, run));
    return outcomeOf(
      findings,
      `${run.stages.length} stages: no task took ${tailRatio} times the median because of more data.`,
    );
  },
};

function skewFinding(tail: Tail, run: RunFigures): Finding {
  const { figures, gainMs, maxBytes, medianBytes, maxRecords, medianRecords } = tail;
  const { stage, medianMs, maxMs, tasks } = figures;
  const advice = skewAdvice(tail, run);
  return makeFinding({
    rule: 'data-skew',
    title: `Stage ${stage.id}: ${tail.rows.length === 1 ? 'one task has' : `${tail.rows.length} tasks have`} far more data than the others`,
    severity: severityOf(gainMs, run),
    of: [figures],
    ...(run.executionOf.has(stage.id) && { queries: [run.executionOf.get(stage.id)!] }),
    measures: [
      { name: 'tasks', value: tasks, unit: 'count' },
      { name: 'median task', value: medianMs, unit: 'ms' },
      { name: 'longest task', value: maxMs, unit: 'ms' },
      { name: 'median data of a task', value: medianBytes, unit: 'bytes' },
      { name: 'most data of a task', value: maxBytes, unit: 'bytes' },
      { name: 'median records of a task', value: medianRecords, unit: 'rows' },
      { name: 'most records of a task', value: maxRecords, unit: 'rows' },
    ],
    threshold: `A task takes at least ${tailRatio} times the median and ${timeText(minExtraMs)} longer, and at least ${percentText(dataShare)} of the extra time goes with more data.`,
    formula: `stage without skew = max(median ${timeText(medianMs)}, task time ${timeText(figures.rows.reduce((sum, row) => sum + stage.tasks.duration(row), 0))} / ${rounded(run.slotsDuring(figures))} slots); ${percentText(tail.byData / Math.max(1, tail.extraMs))} of the extra ${timeText(tail.extraMs)} goes with data`,
    savedMs: gainMs,
    method: 'modeled',
    explanation: `The longest task took ${timeText(maxMs)}, the median ${timeText(medianMs)}; it had ${bytesText(maxBytes)} and ${maxRecords} records, the median ${bytesText(medianBytes)} and ${medianRecords}. The stage waits for it while other cores are idle.`,
    caveat:
      'The saving assumes that the work can be spread evenly; one key whose rows must stay together cannot be.',
    disproof: `Count the rows by key of the input of stage ${stage.id}: without a key that has far more rows than the others it is not skew.`,
    ...advice,
  });
}

/** Which lever moves a skewed task depends on where it gets its data: adaptive execution only splits joins of SQL. */
function skewAdvice(tail: Tail, run: RunFigures): Pick<Finding, 'recommendations' | 'codeAdvice'> {
  const { figures, maxBytes, medianBytes } = tail;
  const { settings } = run;
  const execution = run.executionOf.get(figures.stage.id);
  const readsShuffle = figures.shuffleReadBytes > figures.inputBytes;
  if (!readsShuffle)
    return {
      recommendations: [],
      codeAdvice: [
        'The data comes from files: write them with even sizes, or repartition after reading. A compressed text file or one huge row group cannot be split.',
      ],
    };
  const isJoin = execution?.tree
    ? hasNode(execution.tree, /^(SortMergeJoin|ShuffledHashJoin)/)
    : /join/i.test(figures.stage.name);
  if (!execution || !isJoin)
    return {
      recommendations: [],
      codeAdvice: [
        execution
          ? 'Aggregate in two steps: by key and a random salt first, then by key. Adaptive execution does not split aggregations.'
          : 'Spread the hot key with a random salt and combine in a second step, or use an operation that combines before the shuffle (reduceByKey instead of groupByKey).',
      ],
    };
  const old = (key: string): string | null => settings.get(key, execution.id);
  const change = (key: string, value: string, reason: string): Recommendation => ({
    key,
    old: old(key),
    new: value,
    reason,
    expected: `Stage ${figures.stage.id} ends ${timeText(tail.gainMs * 0.3)} to ${timeText(tail.gainMs)} earlier.`,
    risk: 'Low: the join is split only where partitions are much larger than the median.',
  });
  const recommendations: Recommendation[] = [];
  if (settings.isAtLeast(3, 0) === true) {
    if (settings.isOn('spark.sql.adaptive.enabled', execution.id) === false)
      recommendations.push(
        change(
          'spark.sql.adaptive.enabled',
          'true',
          'Adaptive execution is off; with it Spark splits skewed partitions of joins.',
        ),
      );
    if (settings.isOn('spark.sql.adaptive.skewJoin.enabled', execution.id) === false)
      recommendations.push(
        change(
          'spark.sql.adaptive.skewJoin.enabled',
          'true',
          'Splitting of skewed joins is switched off.',
        ),
      );
    const threshold =
      settings.bytes('spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes', execution.id) ??
      256 * 1024 ** 2;
    const factor =
      settings.number('spark.sql.adaptive.skewJoin.skewedPartitionFactor', execution.id) ?? 5;
    if (maxBytes < threshold) {
      const lower = Math.max(16 * 1024 ** 2, 2 ** Math.floor(Math.log2(maxBytes / 2)));
      if (lower < maxBytes)
        recommendations.push(
          change(
            'spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes',
            `${Math.round(lower / 1024 ** 2)}m`,
            `The skewed partition has ${bytesText(maxBytes)}, below the threshold of ${bytesText(threshold)}.`,
          ),
        );
      // Splits aim at the advisory size: larger than the partition, nothing would be split.
      const advisory =
        settings.bytes('spark.sql.adaptive.advisoryPartitionSizeInBytes', execution.id) ??
        64 * 1024 ** 2;
      if (lower < maxBytes && advisory > maxBytes / 4) {
        const smaller = Math.max(8 * 1024 ** 2, 2 ** Math.floor(Math.log2(maxBytes / 4)));
        if (smaller < advisory)
          recommendations.push(
            change(
              'spark.sql.adaptive.advisoryPartitionSizeInBytes',
              `${Math.round(smaller / 1024 ** 2)}m`,
              `A split aims at this size; ${bytesText(advisory)} would leave the partition of ${bytesText(maxBytes)} nearly whole.`,
            ),
          );
      }
    }
    if (medianBytes > 0 && maxBytes / medianBytes <= factor)
      recommendations.push(
        change(
          'spark.sql.adaptive.skewJoin.skewedPartitionFactor',
          String(Math.max(2, Math.floor(maxBytes / medianBytes / 1.5))),
          `The skewed partition is ${rounded(maxBytes / medianBytes)} times the median, below the factor of ${factor}.`,
        ),
      );
  }
  return {
    recommendations,
    codeAdvice:
      recommendations.length > 0
        ? []
        : [
            'Salt the hot key on both sides of the join, or join it apart and unite the results; adaptive execution is on and did not split it.',
          ],
  };
}

interface Named {
  readonly name: string;
  readonly children: readonly Named[];
}
const hasNode = (tree: Named, name: RegExp): boolean =>
  name.test(tree.name) || tree.children.some((child) => hasNode(child, name));

export const slowTasks: SparkRule = {
  id: 'slow-tasks',
  title: 'Slow tasks without more data',
  look(run) {
    const findings = tails(run)
      .filter(({ byData, extraMs }) => byData < dataShare * extraMs)
      .map((tail) => slowFinding(tail, run));
    return outcomeOf(
      findings,
      `${run.stages.length} stages: no task took ${tailRatio} times the median without having more data.`,
    );
  },
};

function slowFinding(tail: Tail, run: RunFigures): Finding {
  const { figures, gainMs, extraMs, byGc, byFetch, host, cpuShare } = tail;
  const { stage, medianMs, maxMs } = figures;
  const share = (part: number): number => part / Math.max(1, extraMs);
  const speculative = run.settings.isOn('spark.speculation');
  const cause = causeOf();
  return makeFinding({
    rule: 'slow-tasks',
    title: `Stage ${stage.id}: ${tail.rows.length === 1 ? 'one task is' : `${tail.rows.length} tasks are`} slow, ${cause.title}`,
    severity: severity(),
    of: [figures],
    executors: host === null ? [] : [host],
    measures: [
      { name: 'median task', value: medianMs, unit: 'ms' },
      { name: 'longest task', value: maxMs, unit: 'ms' },
      { name: 'extra time of the tail', value: extraMs, unit: 'ms' },
      { name: 'of it garbage collection', value: share(byGc), unit: 'ratio' },
      { name: 'of it waiting for shuffle blocks', value: share(byFetch), unit: 'ratio' },
      { name: 'CPU time over run time of the tail', value: cpuShare, unit: 'ratio' },
    ],
    threshold: `A task takes at least ${tailRatio} times the median and ${timeText(minExtraMs)} longer, and less than ${percentText(dataShare)} of the extra time goes with data.`,
    formula: `stage without the tail = the same tasks in order on ${rounded(run.slotsDuring(figures))} slots, none longer than 1.5 x ${timeText(medianMs)}`,
    savedMs: gainMs,
    method: 'modeled',
    explanation: cause.text,
    caveat:
      'A slow task of one run may be chance; look whether it is the same host or partition in other runs.',
    disproof: 'The same stage of another run has no such tail, or another task in it.',
    recommendations: cause.recommendations,
    codeAdvice: cause.code,
  });

  // What is not explained, or comes from starting, is worth looking at and not acting on, unless it is a large part of the run.
  function severity(): Finding['severity'] {
    const found = severityOf(gainMs, run);
    if (tail.isFirstWave) return 'info';
    if (cause.isExplained || found === 'info') return found;
    return gainMs >= Math.max(5000, run.wallMs * 0.05) ? 'warning' : 'info';
  }

  function causeOf(): {
    isExplained: boolean;
    title: string;
    text: string;
    recommendations: Recommendation[];
    code: string[];
  } {
    if (tail.isFirstWave)
      return {
        isExplained: true,
        title: 'the first of their executors',
        text: 'They began before any task of the stage had ended on their executor: the JVM was loading and compiling code. Later tasks took the median time.',
        recommendations: [],
        code: [],
      };
    if (share(byGc) >= dataShare)
      return {
        isExplained: true,
        title: 'collecting garbage',
        text: `${percentText(share(byGc))} of the extra time is garbage collection.`,
        recommendations: [],
        code: [
          'Give these tasks more memory (see the findings on garbage collection and spill) or fewer objects.',
        ],
      };
    if (share(byFetch) >= dataShare)
      return {
        isExplained: true,
        title: 'waiting for shuffle data',
        text: `${percentText(share(byFetch))} of the extra time is waiting for blocks of other executors.`,
        recommendations: [],
        code: ['Look at the executors that served the blocks: lost, overloaded, or far away.'],
      };
    if (host !== null)
      return {
        isExplained: true,
        title: 'all on one machine',
        text: `All of them ran on ${host}, where most tasks were slow; others did the same work in the median time.`,
        recommendations:
          speculative === false
            ? [
                {
                  key: 'spark.speculation',
                  old: 'false',
                  new: 'true',
                  reason: 'Copies of slow tasks start elsewhere.',
                  expected: `Up to ${timeText(gainMs)} of stage ${stage.id}.`,
                  risk: 'Tasks that write outside of Spark may do so twice.',
                },
              ]
            : [],
        code: ['Check that machine: disk, network, other load.'],
      };
    return {
      isExplained: cpuShare < 0.5,
      title: cpuShare < 0.5 ? 'waiting for something outside' : 'without a reason in the log',
      text:
        cpuShare < 0.5
          ? `Their CPU was busy for ${percentText(cpuShare)} of their time: they waited for something outside of Spark, such as a service, a disk or a lock.`
          : 'Neither data, garbage collection, shuffle nor one machine explains them; they computed.',
      recommendations: [],
      code:
        cpuShare < 0.5
          ? ['Look at what these tasks call: a database, an API, a slow disk.']
          : ['Look at the rows of these tasks: a few of them may cost much more in user code.'],
    };
  }
}
