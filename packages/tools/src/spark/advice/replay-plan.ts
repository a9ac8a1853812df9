import type { Job } from '../model/application.ts';
import { replayStage, type ReplayStage } from './replay-stage.ts';
import type { RunFigures } from './run-figures.ts';
import type { StageFigures } from './stage-figures.ts';

export interface ReplayJob {
  /** Places in the list of jobs that end before this one can begin. */
  readonly after: readonly number[];
  /** Milliseconds of the driver between the end of the last of them, or the start of the application, and the beginning. */
  readonly lagMs: number;
  /** Milliseconds of the job in which none of its stages ran. */
  readonly ownMs: number;
  readonly stages: readonly ReplayStage[];
}

export interface ReplayPlan {
  /** In the order of their submission. */
  readonly jobs: readonly ReplayJob[];
  /** Of the driver after the last job. */
  readonly endMs: number;
  /** Milliseconds from the start of the application at which executors came, rising; at least one. */
  readonly arrivals: readonly number[];
}

/** What of a run stays as it was when it is run on other cores: the work, its order, and what the driver does alone. */
export function replayPlan(run: RunFigures): ReplayPlan {
  const byId = new Map<number, StageFigures[]>();
  for (const figures of run.stages) {
    const known = byId.get(figures.stage.id);
    if (known) known.push(figures);
    else byId.set(figures.stage.id, [figures]);
  }
  const jobs = run.application.jobs
    .flatMap((job) =>
      job.submissionTime === null
        ? []
        : [
            {
              job,
              from: job.submissionTime,
              to: Math.max(job.submissionTime, job.completionTime ?? run.end),
            },
          ],
    )
    .toSorted((a, b) => a.from - b.from || a.job.id - b.job.id);
  const taken = new Set<number>();
  const before = predecessors(jobs);
  const busy = new CoveredTime(run.stages);
  const firstExecutor = run.executors.reduce(
    (least, { addTime }) => Math.min(least, addTime),
    Number.POSITIVE_INFINITY,
  );
  const planned = jobs.map(({ job, from, to }, at): ReplayJob => {
    const after = before[at]!;
    const ready = after.reduce((latest, each) => Math.max(latest, jobs[each]!.to), run.start);
    const attempts = job.stageIds
      .filter((id) => byId.has(id) && !taken.has(id))
      .toSorted((a, b) => a - b)
      .map((id) => byId.get(id)!);
    for (const [first] of attempts) taken.add(first!.stage.id);
    const own = new Set(attempts.map(([first]) => first!.stage.id));
    return {
      after,
      lagMs: Math.max(0, from - ready),
      // While its stages wait for executors, or for the slots of other stages, a job does nothing of its own.
      ownMs: busy.uncovered(
        Number.isFinite(firstExecutor) ? Math.max(from, firstExecutor) : from,
        to,
      ),
      stages: attempts.map((each) => replayStage(each, own, run)),
    };
  });
  const lastEnd = jobs.reduce((latest, { to }) => Math.max(latest, to), run.start);
  return {
    jobs: planned,
    endMs: Math.max(0, run.end - lastEnd),
    arrivals: arrivalsOf(run),
  };
}

interface TimedJob {
  readonly job: Job;
  readonly from: number;
  readonly to: number;
}

const mostTogether = 64;

/**
 * What had ended when each job began: the job that ended last, because the driver went on from there, and all jobs of the same SQL
 * execution, because adaptive execution runs each exchange as a job and plans the next one from their results.
 */
function predecessors(jobs: readonly TimedJob[]): number[][] {
  const byEnd = Array.from(jobs.keys()).toSorted((a, b) => jobs[a]!.to - jobs[b]!.to || a - b);
  const ended: number[] = [];
  const ofExecution = new Map<number, number[]>();
  return jobs.map(({ job, from }, at) => {
    // Jobs come in the order of their beginning, so what had ended before one had ended before the next.
    while (
      ended.length < byEnd.length &&
      jobs[byEnd[ended.length]!]!.to <= from &&
      byEnd[ended.length]! < at
    )
      ended.push(byEnd[ended.length]!);
    const last = ended.at(-1);
    // An execution has as many jobs at a time as its plan has exchanges; what ended long before has led to later ones.
    const same = job.executionId === null ? [] : (ofExecution.get(job.executionId) ?? []);
    if (job.executionId !== null)
      ofExecution.set(job.executionId, [...same.slice(1 - mostTogether), at]);
    return [
      ...new Set([
        ...same.filter((each) => jobs[each]!.to <= from),
        ...(last === undefined ? [] : [last]),
      ]),
    ];
  });
}

/** When stages ran, as spans that do not overlap. */
class CoveredTime {
  readonly #spans: { from: number; to: number }[] = [];

  constructor(stages: readonly StageFigures[]) {
    for (const { start, end } of stages.toSorted((a, b) => a.start - b.start)) {
      if (end <= start) continue;
      const last = this.#spans.at(-1);
      if (last && start <= last.to) last.to = Math.max(last.to, end);
      else this.#spans.push({ from: start, to: end });
    }
  }

  /** Time between two points in which no stage ran. */
  uncovered(from: number, to: number): number {
    let low = 0;
    for (let high = this.#spans.length; low < high;) {
      const middle = (low + high) >> 1;
      if (this.#spans[middle]!.to <= from) low = middle + 1;
      else high = middle;
    }
    let left = Math.max(0, to - from);
    for (let at = low; at < this.#spans.length && this.#spans[at]!.from < to; at += 1)
      left -= Math.min(to, this.#spans[at]!.to) - Math.max(from, this.#spans[at]!.from);
    return left;
  }
}

/**
 * When executors came. With dynamic allocation they come when they are asked for, so all of them are taken to be there when the first
 * was: later ones came later because nobody had asked.
 */
function arrivalsOf(run: RunFigures): number[] {
  const offsets = run.executors
    .map(({ addTime }) => Math.max(0, addTime - run.start))
    .toSorted((a, b) => a - b);
  if (offsets.length === 0) return [0];
  return run.settings.isOn('spark.dynamicAllocation.enabled') === true ? [offsets[0]!] : offsets;
}
