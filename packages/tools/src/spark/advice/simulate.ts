import type { RunFigures } from './run-figures.ts';
import { listScheduled } from './saving.ts';
import type { StageFigures } from './stage-figures.ts';

/**
 * Wall-clock time of the run on `cores` cores, as Sparklens estimates it: the measured times of all tasks in their order on that many
 * slots, a stage after its parents, jobs in the order and with the gaps that the driver made. Stages of one job without a common parent
 * share the slots one after another, which is exact for the last of them and a bound for their sum.
 * @param cores at least 1; Infinity gives the critical path.
 */
export function simulate(run: RunFigures, cores: number): number {
  const cpus = Math.max(1, run.settings.number('spark.task.cpus') ?? 1);
  const slots = Math.max(1, Math.floor(cores / cpus));
  const byId = new Map<number, StageFigures[]>();
  for (const figures of run.stages) {
    const known = byId.get(figures.stage.id);
    if (known) known.push(figures);
    else byId.set(figures.stage.id, [figures]);
  }
  const seen = new Set<number>();
  // The first executor comes no sooner because there are more of them.
  let total = run.driverMs + run.waitMs;
  for (const group of jobGroups(run)) {
    const ids = [...new Set(group)]
      .filter((id) => byId.has(id) && !seen.has(id))
      .toSorted((a, b) => a - b);
    const done = new Map<number, number>();
    let slotsFree = 0;
    let groupEnd = 0;
    let critical = 0;
    for (const id of ids) {
      seen.add(id);
      const attempts = byId.get(id)!;
      const parents = attempts[0]!.stage.parentIds;
      const ready = Math.max(0, ...parents.map((parent) => done.get(parent) ?? 0));
      const durations = attempts.flatMap(({ rows, stage }) =>
        rows.map((row) => stage.tasks.duration(row)),
      );
      const length = Number.isFinite(slots)
        ? listScheduled(inOrder(attempts), slots)
        : Math.max(0, ...durations.slice(0, 100_000));
      // With few tasks two stages can run side by side; otherwise the second waits for the slots of the first.
      const fits = durations.length <= slots / 2;
      const begin = fits ? ready : Math.max(ready, slotsFree);
      const end = begin + length;
      done.set(id, end);
      if (!fits) slotsFree = end;
      groupEnd = Math.max(groupEnd, end);
      critical = Math.max(critical, end);
    }
    total += Math.max(groupEnd, critical);
  }
  return total;
}

/** Durations of successful tasks by launch. */
function inOrder(attempts: readonly StageFigures[]): number[] {
  return attempts.flatMap(({ rows, stage: { tasks } }) =>
    rows
      .toSorted((a, b) => tasks.launchTime(a) - tasks.launchTime(b))
      .map((row) => tasks.duration(row)),
  );
}

/** Stages of jobs that ran at the same time belong together; groups follow each other. */
function jobGroups({ application, end }: RunFigures): number[][] {
  const jobs = application.jobs
    .flatMap(({ submissionTime, completionTime, stageIds }) =>
      submissionTime === null
        ? []
        : [{ from: submissionTime, to: completionTime ?? end, stageIds }],
    )
    .toSorted((a, b) => a.from - b.from);
  const groups: number[][] = [];
  let reached = Number.NEGATIVE_INFINITY;
  for (const { from, to, stageIds } of jobs) {
    if (from >= reached || groups.length === 0) groups.push([...stageIds]);
    else groups.at(-1)!.push(...stageIds);
    reached = Math.max(reached, to);
  }
  return groups;
}
