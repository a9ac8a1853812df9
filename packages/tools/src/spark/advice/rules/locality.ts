import { clean, outcomeOf, type Finding } from '../finding.ts';
import { makeFinding } from '../make-finding.ts';
import type { SparkRule } from '../rule.ts';
import type { RunFigures } from '../run-figures.ts';
import { clipped, listScheduled, savingText, severityOf } from '../saving.ts';
import type { StageFigures } from '../stage-figures.ts';
import { percentText, rounded, timeText } from '../units.ts';

/** A stage whose tasks queued where their data is, while other executors stood idle. */
interface WaitingStage {
  readonly figures: StageFigures;
  /** Executors that had tasks soon after the stage began, and all that were there. */
  readonly used: number;
  readonly present: number;
  /** From its first launch to its last end, and what all slots would have needed for the same tasks. */
  readonly tookMs: number;
  readonly evenMs: number;
  readonly gainMs: number;
}

/** Executors that have tasks are to be this busy, or it was not for want of slots that others waited. */
const busyShare = 0.7;
/** Other stages may have used the slots that look idle. */
const exclusiveShare = 0.8;
const leastGainMs = 100;

/** Levels of a task that was kept from or given to its data; a task that prefers no place is logged as PROCESS_LOCAL too. */
const isAtADistance = (level: string): boolean => level !== 'PROCESS_LOCAL' && level !== 'NO_PREF';

/** Whether tasks of the stage prefer places: they read what is cached, or blocks or shuffle output of known hosts. */
function prefersPlaces({ rows, stage }: StageFigures): boolean {
  const isCached = stage.rdds.some(({ storage }) => storage.useMemory || storage.useDisk);
  return isCached || rows.some((row) => isAtADistance(stage.tasks.locality(row)));
}

/**
 * Spark holds a task back for `spark.locality.wait` at each level when the slot that is free is not near its data
 * (TaskSetManager.getAllowedLocalityLevel). With tasks shorter than that, executors without the data can stand idle for a whole stage.
 */
function waitingStage(figures: StageFigures, waitMs: number, run: RunFigures): WaitingStage | null {
  const { stage, rows, start } = figures;
  const { tasks } = stage;
  if (figures.wallMs === 0 || rows.length < 4 || !prefersPlaces(figures)) return null;
  if (run.exclusiveMs(figures) < exclusiveShare * figures.wallMs) return null;
  const lastLaunch = rows.reduce((last, row) => Math.max(last, tasks.launchTime(row)), start);
  const lastEnd = rows.reduce((last, row) => Math.max(last, tasks.finishTime(row)), start);
  const window = lastLaunch - start;
  const present = run.executors.filter(
    ({ addTime, removeTime, id, excludedInStages }) =>
      addTime <= start &&
      (removeTime === null || removeTime >= lastLaunch) &&
      !stage.excludedExecutors.has(id) &&
      !excludedInStages.has(stage.id),
  );
  // What is launched by then was not held back; after it Spark has given up one level.
  const soon = start + Math.min(waitMs, window) / 2;
  const busyMs = new Map<string, number>();
  const early = new Set<string>();
  for (let row = 0; row < tasks.count; row += 1) {
    if (tasks.generation(row) !== stage.generation) continue;
    const executor = tasks.executorId(row);
    const from = tasks.launchTime(row);
    if (from <= soon) early.add(executor);
    const inWindow = Math.min(tasks.finishTime(row), lastLaunch) - from;
    if (inWindow > 0) busyMs.set(executor, (busyMs.get(executor) ?? 0) + inWindow);
  }
  const used = present.filter(({ id }) => early.has(id));
  if (used.length === 0 || used.length === present.length || window === 0) return null;
  const cpus = run.settings.number('spark.task.cpus') ?? 1;
  const slotsOf = (of: typeof present): number =>
    of.reduce((sum, { cores }) => sum + Math.max(1, Math.floor(cores / Math.max(1, cpus))), 0);
  const busy = used.reduce((sum, { id }) => sum + (busyMs.get(id) ?? 0), 0);
  if (busy < busyShare * slotsOf(used) * window) return null;
  const tookMs = lastEnd - start;
  const byLaunch = rows.toSorted((a, b) => tasks.launchTime(a) - tasks.launchTime(b));
  const evenMs = listScheduled(
    byLaunch.map((row) => tasks.duration(row)),
    slotsOf(present),
  );
  const gainMs = clipped(tookMs - evenMs, figures, run);
  return gainMs < leastGainMs
    ? null
    : { figures, used: used.length, present: present.length, tookMs, evenMs, gainMs };
}

export const locality: SparkRule = {
  id: 'locality',
  title: 'Waiting for near data',
  look(run) {
    const waitMs = run.settings.milliseconds('spark.locality.wait');
    if (waitMs === 0) return clean('spark.locality.wait is 0: no task is held back for its data.');
    if (run.executors.length < 2)
      return clean('There is one executor at most: all data is as near as it can be.');
    const found = run.stages
      .flatMap((figures) => waitingStage(figures, waitMs ?? 3000, run) ?? [])
      .toSorted((a, b) => b.gainMs - a.gainMs);
    return outcomeOf(
      found.length === 0 ? [] : [findingOf(found, run)],
      'In no stage did tasks queue on the executors that have their data while others were idle.',
    );
  },
};

function findingOf(found: readonly WaitingStage[], run: RunFigures): Finding {
  const [{ figures, used, present, tookMs, evenMs }] = found as readonly [WaitingStage];
  const sum = (of: (stage: WaitingStage) => number): number =>
    found.reduce((total, each) => total + of(each), 0);
  const gainMs = sum((each) => each.gainMs);
  const { id } = figures.stage;
  const old = run.settings.get('spark.locality.wait');
  return makeFinding({
    rule: 'locality',
    title:
      found.length === 1
        ? `Stage ${id} waited for ${used} of ${present} executors, which have its data`
        : `${found.length} stages waited for the executors that have their data, such as stage ${id} for ${used} of ${present}`,
    severity: severityOf(gainMs, run),
    of: found.slice(0, 50).map((each) => each.figures),
    measures: [
      { name: 'stages', value: found.length, unit: 'count' },
      { name: 'executors used by the first', value: used, unit: 'count' },
      { name: 'executors that were there', value: present, unit: 'count' },
      { name: 'time of its tasks', value: tookMs, unit: 'ms' },
      { name: 'with all executors', value: evenMs, unit: 'ms' },
    ],
    threshold: `Tasks prefer places; an executor that was there had none of them in the first half of spark.locality.wait, those that had some were busy for ${percentText(busyShare)} of their time, and nothing else ran.`,
    formula: `stage ${id}: ${timeText(tookMs)} - ${timeText(evenMs)} for the same tasks on the slots of all ${present} executors = ${timeText(tookMs - evenMs)}; all stages ${timeText(gainMs)}`,
    savedMs: gainMs,
    method: 'modeled',
    explanation: `Spark holds a task back for ${old ?? '3s'} at each level of nearness when the free slot is not where its data is. The data lies on few executors, and their tasks are shorter than the wait, so that the others stand idle.`,
    caveat: `A task far from its data fetches it or computes it anew, which is not in the ${timeText(evenMs)}.`,
    disproof: 'With spark.locality.wait=0s the tasks that run elsewhere take as much longer.',
    recommendations: [
      {
        key: 'spark.locality.wait',
        old,
        new: '0s',
        reason: `Executors were idle in ${found.length === 1 ? 'a stage' : `${found.length} stages`} although tasks were waiting; median task ${timeText(figures.medianMs)}.`,
        expected: `Tasks start on all executors; ${savingText(
          gainMs,
          sum((each) => run.exclusiveMs(each.figures)),
        )}.`,
        risk: 'Tasks that start elsewhere read over the network.',
      },
    ],
    codeAdvice: [
      `Spread what is cached: cache it when all executors are there, or repartition before; ${rounded((used / present) * 100)} % of the executors have what is read here.`,
    ],
  });
}
