import type { Finding, Recommendation } from '../finding.ts';
import { outcomeOf } from '../finding.ts';
import { makeFinding } from '../make-finding.ts';
import type { TaskTable } from '../../model/task-table.ts';
import type { SparkRule } from '../rule.ts';
import type { RunFigures } from '../run-figures.ts';
import { clipped, savingText, severityOf, worst } from '../saving.ts';
import { bytesIn, quantile, type StageFigures } from '../stage-figures.ts';
import { bytesText, percentText, rounded, sizeSetting, timeText } from '../units.ts';
import { partitionLever } from './partition-lever.ts';
import { savedText, spillBytesPerCoreSecond, spillCost } from './spill-cost.ts';

const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;
/** Smaller partitions cost more than they give. */
const smallestPartition = 16 * mebibyte;
/** Heap that Spark keeps for itself (UnifiedMemoryManager.RESERVED_SYSTEM_MEMORY_BYTES). */
const reservedHeap = 300 * mebibyte;
/** Less is not worth a change. */
const minDiskSpill = 64 * mebibyte;
const minMemorySpill = gibibyte;
/** Sizes of heaps are round numbers. */
const memoryStep = 256 * mebibyte;

/** Memory for execution of one task: (heap - 300 MiB) x memory.fraction / cores (docs/tuning.md, "Memory Management Overview"). */
function taskShare(run: RunFigures): number | null {
  const { settings } = run;
  const isLocal = (settings.get('spark.master') ?? '').startsWith('local');
  const heap = settings.bytes(
    isLocal && !/local-cluster/.test(settings.get('spark.master') ?? '')
      ? 'spark.driver.memory'
      : 'spark.executor.memory',
  );
  const fraction = settings.number('spark.memory.fraction') ?? 0.6;
  const cores = Math.max(1, ...run.executors.slice(0, 1000).map((executor) => executor.cores));
  const cpus = settings.number('spark.task.cpus') ?? 1;
  return heap === null
    ? null
    : Math.max(0, ((heap - reservedHeap) * fraction) / Math.max(1, Math.floor(cores / cpus)));
}

export const spill: SparkRule = {
  id: 'spill',
  title: 'Spill',
  look(run) {
    const findings = run.stages
      .filter(
        ({ diskSpilled, memorySpilled }) =>
          diskSpilled >= minDiskSpill || memorySpilled >= minMemorySpill,
      )
      .map((figures) => spillFinding(figures, run));
    const all = run.stages.reduce((sum, { diskSpilled }) => sum + diskSpilled, 0);
    return outcomeOf(
      findings,
      all === 0
        ? 'No stage spilled to disk.'
        : `Spill to disk is ${bytesText(all)} in all, below ${bytesText(minDiskSpill)} in each stage.`,
    );
  },
};

function spillFinding(figures: StageFigures, run: RunFigures): Finding {
  const { stage, rows, diskSpilled, memorySpilled } = figures;
  const { tasks } = stage;
  const spilled = rows
    .map((row) => tasks.metric('memoryBytesSpilled', row))
    .toSorted((a, b) => a - b);
  const most = spilled.at(-1) ?? 0;
  const median = quantile(spilled, 0.5);
  const isSkewed = rows.length >= 3 && most > 5 * Math.max(median, 16 * mebibyte);
  const peak = rows.reduce(
    (largest, row) => Math.max(largest, tasks.metric('peakExecutionMemory', row)),
    0,
  );
  const cost = spillCost(figures, run);
  const gainMs = clipped(cost.ms, figures, run);
  const share = taskShare(run);
  const need = peak + most;
  const severity = worst([
    severityOf(gainMs, run),
    diskSpilled >= gibibyte && figures.wallMs >= run.wallMs * 0.05 ? 'warning' : 'info',
  ]);
  const partitions =
    share !== null && share > 0 && !isSkewed
      ? partitionAdvice(figures, run, need, share, savedText(figures, run, cost))
      : null;
  return makeFinding({
    rule: 'spill',
    title: `Stage ${stage.id} spilled ${bytesText(diskSpilled)} to disk`,
    severity,
    of: [figures],
    ...(run.executionOf.has(stage.id) && { queries: [run.executionOf.get(stage.id)!] }),
    measures: [
      { name: 'spilled to disk', value: diskSpilled, unit: 'bytes' },
      { name: 'spilled from memory', value: memorySpilled, unit: 'bytes' },
      { name: 'most of one task', value: most, unit: 'bytes' },
      { name: 'peak execution memory of a task', value: peak, unit: 'bytes' },
      ...(share === null
        ? []
        : [{ name: 'memory for one task', value: share, unit: 'bytes' as const }]),
    ],
    threshold: `${bytesText(minDiskSpill)} on disk or ${bytesText(minMemorySpill)} from memory in a stage.`,
    formula: `${cost.formula}${share === null ? '' : `; one task needs ${bytesText(peak)} + ${bytesText(most)}, and has (heap - 300 MiB) x fraction / cores = ${bytesText(share)}`}`,
    savedMs: gainMs,
    method: 'modeled',
    explanation: isSkewed
      ? `One task spilled ${bytesText(most)}, the median ${bytesText(median)}: its partition is too large, not all of them.`
      : 'Tasks sort or aggregate more than fits into their part of the memory, so they write it to disk and read it again.',
    caveat: `A second of a core is taken to spill ${bytesText(spillBytesPerCoreSecond)} and read them again, disks to keep up with that: where the page cache is full, or disks are slow, it costs more, up to the time in which the tasks of this stage waited longer than those of others (${timeText(cost.waitMs)} of its time).`,
    disproof: 'The run is not faster with half the data in each task.',
    recommendations: partitions?.recommendations ?? [],
    codeAdvice: isSkewed
      ? ['More partitions do not split one key: cure the skew of this stage first.']
      : (partitions?.codeAdvice ?? [
          'Use more and smaller partitions, or executors with more memory for each core.',
        ]),
  });
}

/** More and smaller partitions; where they would become too small to be worth their cost, more memory for each task. */
function partitionAdvice(
  figures: StageFigures,
  run: RunFigures,
  need: number,
  share: number,
  saved: string,
): Pick<Finding, 'recommendations' | 'codeAdvice'> {
  const factor = Math.max(2, Math.ceil(need / share));
  const bytes = Math.max(figures.shuffleReadBytes, figures.inputBytes);
  const words = {
    reason: `One task needs ${bytesText(need)} and has ${bytesText(share)}.`,
    expected: `Less spill in stage ${figures.stage.id}; ${saved}.`,
  };
  if (bytes / (figures.tasks * factor) >= smallestPartition)
    return partitionLever(figures, run, figures.tasks * factor, words);
  const { settings } = run;
  const isLocal = /^local(\[|$)/.test(settings.get('spark.master') ?? '');
  const key = isLocal ? 'spark.driver.memory' : 'spark.executor.memory';
  const heap = settings.bytes(key);
  const fraction = settings.number('spark.memory.fraction') ?? 0.6;
  if (heap === null) return { recommendations: [], codeAdvice: [] };
  // Four times the heap is the most that one step should ask for.
  const slots = Math.max(1, Math.round(((heap - reservedHeap) * fraction) / share));
  const exact = Math.min(heap * 4, reservedHeap + (need * slots) / fraction);
  const wanted = Math.ceil(exact / memoryStep) * memoryStep;
  return {
    recommendations:
      wanted <= heap
        ? []
        : [
            {
              key,
              old: settings.get(key),
              new: sizeSetting(wanted),
              ...words,
              risk: 'Larger containers; fewer fit on a node.',
            },
          ],
    codeAdvice: ['Fewer cores for each executor give each task more memory too.'],
  };
}

/** Shares of run time (docs/tuning.md gives no figure; Dr. Elephant warns at 8, sparkforensics at 10, critical at 20). */
const gcWarning = 0.1;
const gcCritical = 0.2;
const gcMinRunMs = 10_000;
/** Half as much memory in every run is too much for less of its time. */
const memoryShare = 0.02;
/** Above it references are no longer compressed (HotSpot, UseCompressedOops), and a larger heap holds less for a while. */
const largestHeap = 31 * gibibyte;

export const garbageCollection: SparkRule = {
  id: 'garbage-collection',
  title: 'Garbage collection',
  look(run) {
    const runMs = run.stages.reduce((sum, stage) => sum + stage.runMs, 0);
    const gcMs = Math.min(
      runMs,
      run.stages.reduce((sum, stage) => sum + stage.gcMs, 0),
    );
    if (runMs < gcMinRunMs)
      return outcomeOf(
        [],
        `Tasks ran for ${timeText(runMs)}, too short to judge garbage collection.`,
      );
    const share = gcMs / runMs;
    if (share <= gcWarning)
      return outcomeOf(
        [],
        `Garbage collection took ${percentText(share)} of the run time of tasks.`,
      );
    const slow = run.stages
      .filter((stage) => stage.runMs >= 1000 && stage.gcMs / stage.runMs > gcWarning)
      .toSorted((a, b) => b.gcMs - a.gcMs)
      .slice(0, 10);
    // Time over 5 % is taken to be avoidable.
    const gainMs = slow.reduce(
      (sum, stage) =>
        sum +
        clipped(
          ((stage.gcMs - 0.05 * stage.runMs) / Math.max(1, stage.busyMs)) * stage.wallMs,
          stage,
          run,
        ),
      0,
    );
    const { settings } = run;
    const isCluster = !/^local(\[|$)/.test(settings.get('spark.master') ?? '');
    const key = isCluster ? 'spark.executor.memory' : 'spark.driver.memory';
    const heap = settings.bytes(key);
    const wanted = Math.min(largestHeap, (heap ?? 0) * (share > gcCritical ? 2 : 1.5));
    const isWorthMemory = share >= gcCritical || gainMs >= memoryShare * run.wallMs;
    // A few per cent more change nothing.
    const larger =
      heap === null || wanted < heap * 1.2 || !isWorthMemory ? null : sizeSetting(wanted);
    return outcomeOf(
      [
        makeFinding({
          rule: 'garbage-collection',
          title: `Garbage collection took ${percentText(share)} of the run time`,
          severity:
            share >= gcCritical
              ? worst([severityOf(gainMs, run), 'warning'])
              : severityOf(gainMs, run),
          of: slow,
          measures: [
            { name: 'run time of tasks', value: runMs, unit: 'ms' },
            { name: 'garbage collection', value: gcMs, unit: 'ms' },
            { name: 'share', value: share, unit: 'ratio' },
          ],
          threshold: `More than ${percentText(gcWarning)} of at least ${timeText(gcMinRunMs)}; from ${percentText(gcCritical)} on it is a warning whatever it saves.`,
          formula: `${timeText(gcMs)} / ${timeText(runMs)} = ${percentText(share)}; what is over 5 % is taken to be avoidable`,
          savedMs: gainMs,
          method: 'modeled',
          explanation:
            'The heap is nearly full of live objects, so the JVM collects again and again.',
          caveat:
            'Collections of short-lived objects cost little and do not go away with a larger heap.',
          disproof: 'The share stays the same with a heap half as large again.',
          recommendations:
            larger === null
              ? []
              : [
                  {
                    key,
                    old: settings.get(key),
                    new: larger,
                    reason: `Garbage collection takes ${percentText(share)} of the run time.`,
                    expected: `Its share falls below ${percentText(gcWarning)}; ${savingText(
                      gainMs,
                      slow.reduce((sum, stage) => sum + run.exclusiveMs(stage), 0),
                    )}.`,
                    risk: 'Each executor needs a larger container; fewer of them fit on a node.',
                  },
                ],
          codeAdvice: [
            ...(heap !== null && wanted < heap * 1.2
              ? [
                  'The heap is as large as one JVM collects well: use executors of fewer cores, or the G1 collector.',
                ]
              : []),
            'Cached data and user objects fill the heap: cache less, serialized, or on disk; let DataFrames instead of RDDs of objects hold the rows.',
          ],
        }),
      ],
      '',
    );
  },
};

/** A container that the resource manager killed, as the removal reasons of Spark say it (YarnAllocator, ExecutorPodsLifecycleManager). */
const containerKill =
  /exceed\w* (physical |virtual )?memory limits|OOMKilled|\b137\b|beyond the 'PHYSICAL' memory/i;
/** A task says it, or its executor went with the code that Spark gives this error (SparkExitCode.OOM). */
const heapOut = /OutOfMemoryError|\bexited with code 52\b|exit code(?: of)? 52\b/i;

export const executorMemory: SparkRule = {
  id: 'executor-memory',
  title: 'Executors out of memory',
  look(run) {
    const killed = run.executors.filter(
      ({ removeReason }) => removeReason !== null && containerKill.test(removeReason),
    );
    const heap = tasksOutOfHeap(run);
    const found: Finding[] = [];
    if (killed.length > 0) found.push(killFinding(killed, run));
    if (heap.count > 0) found.push(heapFinding(heap, run));
    return outcomeOf(
      found,
      'No executor was killed for its memory, and no task failed with OutOfMemoryError.',
    );
  },
};

interface FailedTasks {
  readonly count: number;
  readonly stages: readonly StageFigures[];
  readonly executors: readonly string[];
  readonly lostMs: number;
}

const isHeapOut = (failure: ReturnType<TaskTable['failure']>): boolean =>
  failure !== null && heapOut.test(`${failure.className ?? ''} ${failure.message}`);

function tasksOutOfHeap(run: RunFigures): FailedTasks {
  let count = 0;
  let lostMs = 0;
  const stages = new Set<StageFigures>();
  const executors = new Set<string>();
  for (const figures of run.stages) {
    const { tasks } = figures.stage;
    for (let row = 0; row < tasks.count; row += 1) {
      if (!isHeapOut(tasks.failure(row))) continue;
      count += 1;
      lostMs += tasks.duration(row);
      stages.add(figures);
      executors.add(tasks.executorId(row));
    }
  }
  return { count, stages: [...stages], executors: [...executors], lostMs };
}

function killFinding(killed: RunFigures['executors'], run: RunFigures): Finding {
  const { settings } = run;
  const heap = settings.bytes('spark.executor.memory') ?? gibibyte;
  const factor = settings.number('spark.executor.memoryOverheadFactor') ?? 0.1;
  const overhead =
    settings.bytes('spark.executor.memoryOverhead') ?? Math.max(384 * mebibyte, heap * factor);
  const wanted = Math.max(overhead * 1.5, heap * 0.2, gibibyte);
  return makeFinding({
    rule: 'executor-memory',
    title: `${killed.length} ${killed.length === 1 ? 'executor was' : 'executors were'} killed for using more memory than their container has`,
    severity: 'critical',
    executors: killed.slice(0, 20).map(({ id }) => id),
    places: killed.slice(0, 20).flatMap(({ lines }) => lines.end ?? []),
    measures: [
      { name: 'executors', value: killed.length, unit: 'count' },
      { name: 'heap', value: heap, unit: 'bytes' },
      { name: 'overhead', value: overhead, unit: 'bytes' },
    ],
    threshold: 'The reason of a removal speaks of memory limits, OOMKilled or exit code 137.',
    formula: `overhead = max(1.5 x ${bytesText(overhead)}, 0.2 x ${bytesText(heap)}, 1 GiB) = ${bytesText(wanted)}; container = ${bytesText(heap + wanted)}`,
    method: 'none',
    explanation:
      'The process used more than heap and overhead together: Python workers, off-heap buffers and native libraries count outside of the heap.',
    caveat:
      'Exit code 137 alone can come from any SIGKILL; the reason text and the node say whether it was memory.',
    disproof: "The resource manager's log or the kernel log of the node names another reason.",
    recommendations: [
      {
        key: 'spark.executor.memoryOverhead',
        old: settings.get('spark.executor.memoryOverhead') ?? `${Math.round(overhead / mebibyte)}m`,
        new: sizeSetting(wanted),
        reason: 'The container needs more room beside the heap.',
        expected: 'No more kills of this kind.',
        risk: `Containers grow to ${bytesText(heap + wanted)}; fewer fit on a node.`,
      },
    ],
    codeAdvice: [
      'With PySpark limit the Python side as well: spark.executor.pyspark.memory, smaller batches for pandas functions.',
    ],
  });
}

/** How much more data a task had that ran out of memory than the median of its stage; 1 where it is not known. */
function dataRatio(stages: readonly StageFigures[]): number {
  let most = 1;
  for (const figures of stages) {
    const { tasks } = figures.stage;
    const median = quantile(
      figures.rows.map((row) => bytesIn(figures, row)).toSorted((a, b) => a - b),
      0.5,
    );
    for (let row = 0; row < tasks.count && median > 0; row += 1)
      if (isHeapOut(tasks.failure(row))) most = Math.max(most, bytesIn(figures, row) / median);
  }
  return most;
}

function heapFinding({ count, stages, executors, lostMs }: FailedTasks, run: RunFigures): Finding {
  const { settings } = run;
  const ratio = dataRatio(stages);
  const isSkewed = ratio >= 3;
  const heap = settings.bytes('spark.executor.memory');
  return makeFinding({
    rule: 'executor-memory',
    title: `${count} ${count === 1 ? 'task' : 'tasks'} failed with OutOfMemoryError`,
    severity: 'critical',
    of: stages.slice(0, 10),
    executors: executors.slice(0, 20),
    measures: [
      { name: 'tasks', value: count, unit: 'count' },
      { name: 'time of failed tasks', value: lostMs, unit: 'ms' },
      ...(isSkewed
        ? [{ name: 'data of such a task to the median', value: ratio, unit: 'ratio' as const }]
        : []),
      ...(heap === null ? [] : [{ name: 'heap', value: heap, unit: 'bytes' as const }]),
    ],
    threshold: 'A task ended with OutOfMemoryError.',
    formula: `${count} tasks, ${timeText(lostMs)} of their time lost`,
    savedCoreHours: lostMs / 3_600_000,
    method: 'measured',
    explanation: isSkewed
      ? `The task had ${rounded(ratio)} times the data of the median task of its stage: one key or partition is far larger than the others, and the heap was full before it was done.`
      : 'The heap was full while a task needed more: too much data in one task, or objects that are kept.',
    caveat: 'More memory only moves the limit where one key or one row keeps growing.',
    disproof: 'The task fails in the same way with twice the heap: look at its data and code.',
    recommendations:
      heap === null
        ? []
        : [
            {
              key: 'spark.executor.memory',
              old: settings.get('spark.executor.memory'),
              new: sizeSetting(heap * 2),
              reason: 'Tasks ran out of heap.',
              expected: 'The tasks end, if their data grows no further.',
              risk: 'Larger containers; longer collections.',
            },
          ],
    codeAdvice: [
      isSkewed
        ? 'Find the key with the most rows and treat it apart (salt it, filter it, aggregate it in two steps); more memory only moves the limit.'
        : 'Use smaller partitions for these stages, and do not collect all rows of a key into one list.',
    ],
  });
}

/** Bytes that the tasks of a stage sent to the driver; of a stage that was aborted, what all of its tasks would have sent. */
function resultBytes({ rows, stage, tasks }: StageFigures): number {
  const sent = rows.reduce((sum, row) => sum + stage.tasks.metric('resultSize', row), 0);
  return stage.status === 'FAILED' && tasks > 0
    ? Math.round((sent / tasks) * Math.max(tasks, stage.taskCount))
    : sent;
}

export const driverMemory: SparkRule = {
  id: 'driver-memory',
  title: 'Results in the driver',
  look(run) {
    const { settings } = run;
    const limit = settings.bytes('spark.driver.maxResultSize');
    const failed = run.application.jobs.filter(
      ({ failure }) => failure !== null && /maxResultSize/.test(failure),
    );
    const results = run.stages
      .map((figures) => ({
        figures,
        bytes: resultBytes(figures),
      }))
      .toSorted((a, b) => b.bytes - a.bytes);
    const [largest] = results;
    const isNear =
      limit !== null && limit > 0 && largest !== undefined && largest.bytes > limit / 2;
    if (failed.length === 0 && !isNear)
      return outcomeOf(
        [],
        largest
          ? `The largest result of a stage has ${bytesText(largest.bytes)}.`
          : 'No results came to the driver.',
      );
    const bytes = largest?.bytes ?? 0;
    const wanted = Math.max(2 * bytes, (limit ?? gibibyte) * 1.5);
    const memory = settings.bytes('spark.driver.memory') ?? gibibyte;
    return outcomeOf(
      [
        makeFinding({
          rule: 'driver-memory',
          title:
            failed.length > 0
              ? 'A job was aborted: its results are larger than spark.driver.maxResultSize'
              : `Results of stage ${largest!.figures.stage.id} fill more than half of spark.driver.maxResultSize`,
          severity: failed.length > 0 ? 'critical' : 'warning',
          ...(largest && { of: [largest.figures] }),
          measures: [
            { name: 'results of the stage', value: bytes, unit: 'bytes' },
            ...(limit === null ? [] : [{ name: 'limit', value: limit, unit: 'bytes' as const }]),
          ],
          threshold:
            'A job failed by the limit, or the results of a stage are more than half of it.',
          formula: `limit = max(2 x ${bytesText(bytes)}, 1.5 x ${bytesText(limit ?? gibibyte)}) = ${bytesText(wanted)}`,
          method: 'none',
          explanation: 'All rows of a result come to the driver, which has one heap for them.',
          caveat: 'Serialized results are smaller than the objects that they become in the driver.',
          disproof: 'The stage ends with a write and not with collect, toPandas or a broadcast.',
          recommendations: [
            {
              key: 'spark.driver.maxResultSize',
              old: settings.get('spark.driver.maxResultSize'),
              new: sizeSetting(wanted),
              reason: 'The results are near or above the limit.',
              expected: 'The job is not aborted for this reason.',
              risk: 'The driver may run out of memory instead: raise its heap together with it.',
            },
            ...(memory < 2 * wanted
              ? [
                  {
                    key: 'spark.driver.memory',
                    old: settings.get('spark.driver.memory'),
                    new: sizeSetting(Math.max(2 * wanted, memory * 1.5)),
                    reason: 'The results need room in the heap of the driver.',
                    expected: 'The driver holds the results.',
                    risk: 'A larger driver container.',
                  } satisfies Recommendation,
                ]
              : []),
          ],
          codeAdvice: ['Write the result with Spark, or aggregate before collecting it.'],
        }),
      ],
      '',
    );
  },
};
