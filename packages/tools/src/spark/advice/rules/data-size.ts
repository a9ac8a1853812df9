import type { Finding } from '../finding.ts';
import { clean, outcomeOf } from '../finding.ts';
import { makeFinding } from '../make-finding.ts';
import { nodesOf } from '../plan.ts';
import type { SparkRule } from '../rule.ts';
import type { RunFigures } from '../run-figures.ts';
import { quantile, type StageFigures } from '../stage-figures.ts';
import { clipped, savingText, severityOf } from '../saving.ts';
import { bytesText, rounded, timeText } from '../units.ts';
import { partitionLever } from './partition-lever.ts';

const mebibyte = 1024 ** 2;
const idealPartition = 128 * mebibyte;
const largePartition = 200 * mebibyte;
const hugePartition = 5 * 1024 ** 3;
/** Whatever its size, a partition that is done at once is not too large; cached ones count as read in full. */
const minLargeMs = 1000;

export const largePartitions: SparkRule = {
  id: 'large-partitions',
  title: 'Partitions too large',
  look(run) {
    const found: Finding[] = [];
    for (const figures of run.stages) {
      const bytes = Math.max(figures.shuffleReadBytes, figures.inputBytes);
      const each = figures.tasks === 0 ? 0 : bytes / figures.tasks;
      if (each < largePartition || figures.medianMs < minLargeMs) continue;
      const slots = run.slotsDuring(figures);
      const partitions = Math.max(Math.ceil(bytes / idealPartition), Math.ceil(2 * slots));
      if (partitions <= figures.tasks) continue;
      // With more partitions than slots the work spreads; with fewer, some slots had nothing to do.
      const ideal = figures.busyMs / slots;
      const gainMs = clipped(figures.wallMs - Math.max(ideal, 1), figures, run);
      const lever = partitionLever(figures, run, partitions, {
        reason: `A task has ${bytesText(each)} on average; ${bytesText(idealPartition)} are handled with less memory and spread better.`,
        expected: `0 to ${timeText(gainMs)} saved in stage ${figures.stage.id}, and less spill.`,
      });
      found.push(
        makeFinding({
          rule: 'large-partitions',
          title: `Stage ${figures.stage.id}: ${bytesText(each)} in each task`,
          severity: each >= hugePartition ? 'critical' : severityOf(gainMs, run),
          of: [figures],
          measures: [
            { name: 'data of the stage', value: bytes, unit: 'bytes' },
            { name: 'tasks', value: figures.tasks, unit: 'count' },
            { name: 'slots', value: slots, unit: 'count' },
          ],
          threshold: `More than ${bytesText(largePartition)} in each task on average, which takes a second or more; from ${bytesText(hugePartition)} on critical.`,
          formula: `partitions = max(${bytesText(bytes)} / ${bytesText(idealPartition)}, 2 x ${rounded(slots)} slots) = ${partitions}; time = task time ${timeText(figures.busyMs)} / ${rounded(slots)} slots`,
          savedMs: gainMs,
          method: 'modeled',
          explanation:
            'Large partitions need much memory at once, spill, and leave cores without work at the end of the stage.',
          caveat: 'Sizes are those in the shuffle or file, compressed; rows take more in memory.',
          disproof: `More partitions do not make stage ${figures.stage.id} shorter and it did not spill.`,
          ...lever,
        }),
      );
    }
    return outcomeOf(found, `No stage has more than ${bytesText(largePartition)} in each task.`);
  },
};

const tinyMedianMs = 500;
const tinyBytes = 16 * mebibyte;

/** A stage of many tasks that each do next to nothing. */
interface TinyStage {
  readonly figures: StageFigures;
  readonly slots: number;
  readonly bytes: number;
  /** Partitions that would be enough. */
  readonly wanted: number;
  readonly overheadMs: number;
  /** Time of the run of all tasks that does not come from their data. */
  readonly runMs: number;
  readonly gainMs: number;
}

function tinyStage(figures: StageFigures, run: RunFigures): TinyStage | null {
  const { tasks, medianMs, p95Ms, stage, rows } = figures;
  const slots = run.slotsDuring(figures);
  const bytes = Math.max(figures.shuffleReadBytes, figures.inputBytes);
  if (
    tasks < 100 ||
    tasks <= 3 * slots ||
    medianMs > tinyMedianMs ||
    p95Ms > 1000 ||
    bytes / tasks > tinyBytes
  )
    return null;
  // What a task costs beside its run: scheduling, deserialization, result. With a tenth of the tasks a tenth of it stays.
  const overheadMs = rows.reduce(
    (sum, row) =>
      sum + Math.max(0, stage.tasks.duration(row) - stage.tasks.metric('executorRunTime', row)),
    0,
  );
  const idleMs = Math.max(0, figures.wallMs * slots - figures.busyMs);
  const wanted = Math.max(Math.ceil(bytes / idealPartition), Math.ceil(2 * slots));
  const runMs = fixedRunMs(figures, bytes) * tasks;
  const gainMs = clipped(
    ((overheadMs + runMs + idleMs) * (1 - wanted / tasks)) / slots,
    figures,
    run,
  );
  return { figures, slots, bytes, wanted, overheadMs, runMs, gainMs };
}

/** What a core works through at least; slower code is taken for work on the data, which fewer tasks do not spare. */
const slowBytesPerMs = (50 * mebibyte) / 1000;

/** The part of a task's run that it has whatever its data: opening its shuffle blocks, setting up the code. The quickest tasks show it. */
function fixedRunMs({ rows, stage: { tasks } }: StageFigures, bytes: number): number {
  const quick = quantile(
    rows.map((row) => tasks.metric('executorRunTime', row)).toSorted((a, b) => a - b),
    0.05,
  );
  return Math.max(0, quick - bytes / rows.length / slowBytesPerMs);
}

export const tinyTasks: SparkRule = {
  id: 'tiny-tasks',
  title: 'Many tiny tasks',
  look(run) {
    const stages = run.stages
      .flatMap((figures) => tinyStage(figures, run) ?? [])
      .toSorted((a, b) => b.gainMs - a.gainMs);
    const [largest] = stages;
    if (!largest)
      return clean('No stage has at least 100 tasks that are all shorter than a second.');
    const gainMs = stages.reduce((sum, stage) => sum + stage.gainMs, 0);
    const { figures, slots, bytes, wanted, overheadMs, runMs } = largest;
    return outcomeOf(
      [
        makeFinding({
          rule: 'tiny-tasks',
          title:
            stages.length === 1
              ? `Stage ${figures.stage.id}: ${figures.tasks} tasks of ${timeText(figures.medianMs)}`
              : `${stages.length} stages have many tiny tasks, such as stage ${figures.stage.id}: ${figures.tasks} of ${timeText(figures.medianMs)}`,
          severity: severityOf(gainMs, run),
          of: stages.slice(0, 50).map((stage) => stage.figures),
          measures: [
            { name: 'stages', value: stages.length, unit: 'count' },
            { name: 'tasks of the first', value: figures.tasks, unit: 'count' },
            { name: 'its median task', value: figures.medianMs, unit: 'ms' },
            { name: 'its data of a task', value: bytes / figures.tasks, unit: 'bytes' },
            { name: 'its time beside the run', value: overheadMs, unit: 'ms' },
            { name: 'its run without data', value: runMs, unit: 'ms' },
          ],
          threshold: `At least 100 tasks and three for each slot, median below ${timeText(tinyMedianMs)}, 95 % below 1 s, less than ${bytesText(tinyBytes)} each.`,
          formula: `stage ${figures.stage.id}: (${timeText(overheadMs)} beside the run + ${timeText(runMs)} of the run that the quickest tasks have too + idle slots) x (1 - ${wanted} / ${figures.tasks}) / ${rounded(slots)} slots = ${timeText(largest.gainMs)}; all stages ${timeText(gainMs)}`,
          savedMs: gainMs,
          method: 'measured',
          explanation:
            'Each task costs some milliseconds of the driver and the executor whatever it does; here that is a large part.',
          caveat:
            'Idle slots in the middle of a stage can have other reasons, such as locality or a slow driver.',
          disproof: `With ${wanted} partitions stage ${figures.stage.id} is not shorter.`,
          ...tinyLever(largest, gainMs, run),
        }),
      ],
      '',
    );
  },
};

function tinyLever(
  { figures, slots, bytes, wanted }: TinyStage,
  gainMs: number,
  run: RunFigures,
): Pick<Finding, 'recommendations' | 'codeAdvice'> {
  const { stage, tasks } = figures;
  const execution = run.executionOf.get(stage.id);
  const { settings } = run;
  const configured = settings.number('spark.sql.shuffle.partitions', execution?.id);
  const words = {
    reason: `${tasks} tasks share ${bytesText(bytes)}; ${wanted} are enough for ${rounded(slots)} slots.`,
    expected: `${savingText(gainMs, run.exclusiveMs(figures))}.`,
    risk: 'Each task has more data; watch for spill.',
  };
  const change = (key: string, value: string) => ({
    recommendations: [{ key, old: settings.get(key, execution?.id), new: value, ...words }],
    codeAdvice: [],
  });
  const isShuffle =
    figures.shuffleReadBytes > figures.inputBytes || (bytes === 0 && tasks === configured);
  if (execution && isShuffle) {
    const isAdaptive = settings.isOn('spark.sql.adaptive.enabled', execution.id);
    if (isAdaptive === false && settings.isAtLeast(3, 0) === true)
      return change('spark.sql.adaptive.enabled', 'true');
    if (
      isAdaptive === true &&
      settings.isOn('spark.sql.adaptive.coalescePartitions.parallelismFirst', execution.id) === true
    )
      return change('spark.sql.adaptive.coalescePartitions.parallelismFirst', 'false');
    if (tasks === configured) return change('spark.sql.shuffle.partitions', String(wanted));
  }
  return {
    recommendations: [],
    codeAdvice: [
      figures.inputBytes > 0
        ? `The input has many small parts: compact its files, or coalesce to ${wanted} partitions after reading.`
        : `The number of partitions comes from the program: use about ${wanted}.`,
    ],
  };
}

const smallFile = 3 * mebibyte;

export const smallFiles: SparkRule = {
  id: 'small-files',
  title: 'Small files',
  look(run) {
    const found: Finding[] = [];
    for (const execution of run.application.executions)
      for (const { node, metric } of nodesOf(execution)) {
        const readFiles = metric('number of files read');
        const readBytes = metric('size of files read');
        const writtenFiles = metric('number of written files');
        const writtenBytes = metric('written output');
        const [files, bytes, verb] =
          writtenFiles !== null && writtenFiles > 0
            ? [writtenFiles, writtenBytes, 'written']
            : [readFiles, readBytes, 'read'];
        if (files === null || bytes === null || files <= 100 || bytes / files >= smallFile)
          continue;
        const stages = run.stages.filter(({ stage }) => execution.stageIds.has(stage.id));
        const wanted = Math.max(1, Math.ceil(bytes / idealPartition));
        // Opening and listing a file costs about this (spark.sql.files.openCostInBytes is 4 MB at some 400 MB/s).
        const costMs = ((files - wanted) * 10) / Math.max(1, run.cores);
        const [largest] = stages.toSorted((a, b) => b.wallMs - a.wallMs);
        const gainMs = largest ? clipped(costMs, largest, run) : costMs;
        found.push(
          makeFinding({
            rule: 'small-files',
            title: `${files} files of ${bytesText(bytes / files)} on average were ${verb}`,
            severity:
              severityOf(gainMs, run) === 'info' && files < 1000
                ? files / Math.max(1, run.cores) > 25
                  ? 'warning'
                  : 'info'
                : 'warning',
            queries: [execution],
            measures: [
              { name: 'files', value: files, unit: 'count' },
              { name: 'bytes', value: bytes, unit: 'bytes' },
            ],
            threshold: `More than 100 files of less than ${bytesText(smallFile)} on average (DataFlint's bounds).`,
            formula: `target = ${bytesText(bytes)} / ${bytesText(idealPartition)} = ${wanted} files; 10 ms for each file too many on ${run.cores} cores = ${timeText(costMs)}`,
            savedMs: gainMs,
            method: 'modeled',
            explanation: `${node.name} ${verb === 'read' ? 'opens' : 'makes'} each file apart; the next reader pays for it too.`,
            caveat:
              'Files of partitioned tables cannot be fewer than the partitions that are written.',
            disproof: 'The table is compacted and the query is not faster.',
            codeAdvice: [
              verb === 'read'
                ? `Compact the source to about ${wanted} files of ${bytesText(idealPartition)} (OPTIMIZE, rewrite_data_files, or a job of its own).`
                : `Repartition by the partition columns before the write, so that about ${wanted} files are made.`,
            ],
          }),
        );
      }
    return outcomeOf(
      found,
      'No query read or wrote more than 100 files of less than 3 MiB on average.',
    );
  },
};
