import { Cluster } from './replay-cluster.ts';
import { replayPlan, type ReplayJob, type ReplayPlan } from './replay-plan.ts';
import type { ReplayStage } from './replay-stage.ts';
import type { RunFigures } from './run-figures.ts';

/** A run of the same work on other cores. */
export interface Replay {
  readonly wallMs: number;
  /** Cores x time for which executors are held: to the end, or with dynamic allocation until they have been idle for its timeout. */
  readonly heldCoreMs: number;
}

/**
 * Runs the measured tasks again on other cores, as Sparklens does, and with what Sparklens leaves out: executors come one after another as
 * they came, the first tasks on an executor take longer because it is cold, stages of jobs that ran at the same time share the slots, and
 * adaptive execution makes more or fewer partitions.
 * @returns a function of the cores, at least 1; Infinity gives the critical path
 */
export function simulator(run: RunFigures): (cores: number) => Replay {
  const plan = replayPlan(run);
  const cpus = Math.max(1, run.settings.number('spark.task.cpus') ?? 1);
  const coresEach = Math.max(1, ...run.executors.slice(0, 1000).map(({ cores }) => cores));
  const idleMs =
    run.settings.isOn('spark.dynamicAllocation.enabled') === true
      ? (run.settings.milliseconds('spark.dynamicAllocation.executorIdleTimeout') ?? 60_000)
      : Number.POSITIVE_INFINITY;
  return (cores) => {
    if (!Number.isFinite(cores))
      return { wallMs: criticalPath(plan), heldCoreMs: Number.POSITIVE_INFINITY };
    const ownCores = Math.min(coresEach, cores);
    const executors = Math.max(1, Math.round(cores / ownCores));
    // More slots than tasks have nothing to do, and a log may speak of any number of cores.
    const most = plan.jobs.reduce(
      (sum, { stages }) => stages.reduce((all, { tasks }) => all + tasks(cores).length, sum),
      1,
    );
    const slotsEach = Math.min(most, Math.max(1, Math.floor(ownCores / cpus)));
    const needed = Math.min(executors, Math.ceil(most / slotsEach));
    const cluster = new Cluster(plan.arrivals, needed, slotsEach, idleMs);
    const wallMs = new Running(plan, cluster, cores).wallMs();
    const unused = Number.isFinite(idleMs) ? 0 : executors - needed;
    const heldMs = cluster.heldMs(wallMs) + unused * Math.max(0, wallMs - plan.arrivals.at(-1)!);
    return { wallMs, heldCoreMs: heldMs * ownCores };
  };
}

/** One replay: which stage may begin when, and which task runs on which slot. Slots go to the oldest job first, as FIFO pools do. */
class Running {
  readonly #plan: ReplayPlan;
  readonly #cluster: Cluster;
  readonly #cores: number;
  readonly #jobEnds: Float64Array;
  readonly #jobsLeft: Int32Array;
  readonly #open: OpenStage[] = [];
  /** What follows from an end. It waits here, because thousands of jobs without a task would otherwise end inside one another. */
  readonly #next: (() => void)[] = [];
  readonly #children = new Map<number, number[]>();

  constructor(plan: ReplayPlan, cluster: Cluster, cores: number) {
    this.#plan = plan;
    this.#cluster = cluster;
    this.#cores = cores;
    this.#jobEnds = new Float64Array(plan.jobs.length).fill(Number.NaN);
    this.#jobsLeft = Int32Array.from(plan.jobs, ({ after }) => after.length);
    for (const [at, { after }] of plan.jobs.entries())
      for (const before of after) {
        const known = this.#children.get(before);
        if (known) known.push(at);
        else this.#children.set(before, [at]);
      }
  }

  wallMs(): number {
    for (const [at, { after, lagMs }] of this.#plan.jobs.entries())
      if (after.length === 0) this.#begin(at, lagMs);
    for (;;) {
      for (let next = this.#next.pop(); next; next = this.#next.pop()) next();
      if (this.#open.length === 0) break;
      this.#step();
    }
    return this.#jobEnds.reduce((latest, each) => Math.max(latest, each), 0) + this.#plan.endMs;
  }

  #step(): void {
    const { slot, at } = this.#cluster.next();
    let soonest = Number.POSITIVE_INFINITY;
    for (const stage of this.#open) {
      if (stage.ready <= at) {
        this.#assign(stage, slot, at);
        return;
      }
      soonest = Math.min(soonest, stage.ready);
    }
    this.#cluster.wait(soonest);
  }

  #assign(stage: OpenStage, slot: number, at: number): void {
    const isCold = stage.warm !== null && stage.warm[slot] === 0;
    if (isCold) stage.warm![slot] = 1;
    const end = at + stage.durations[stage.next]! + (isCold ? stage.of.warmUpMs : 0);
    stage.next += 1;
    stage.end = Math.max(stage.end, end);
    this.#cluster.run(at, end, stage.of.betweenMs);
    if (stage.next < stage.durations.length) return;
    this.#open.splice(this.#open.indexOf(stage), 1);
    stage.job.done(stage.of, stage.end);
  }

  #begin(at: number, ready: number): void {
    const job = this.#plan.jobs[at]!;
    const open = new OpenJob(
      job,
      ready,
      (stage, from) => this.#release(at, open, stage, from),
      (end) => this.#finish(at, end + job.ownMs),
    );
    this.#next.push(() => open.start());
  }

  #release(order: number, job: OpenJob, of: ReplayStage, ready: number): void {
    const durations = of.tasks(this.#cores);
    if (durations.length === 0) {
      this.#next.push(() => job.done(of, ready));
      return;
    }
    const warm = of.warmUpMs > 0 ? new Uint8Array(this.#cluster.slots) : null;
    const stage: OpenStage = { order, job, of, ready, durations, next: 0, end: 0, warm };
    const place = this.#open.findIndex((other) => other.order > order);
    if (place === -1) this.#open.push(stage);
    else this.#open.splice(place, 0, stage);
  }

  #finish(at: number, end: number): void {
    this.#jobEnds[at] = end;
    for (const child of this.#children.get(at) ?? []) {
      this.#jobsLeft[child]! -= 1;
      if (this.#jobsLeft[child] !== 0) continue;
      const { after, lagMs } = this.#plan.jobs[child]!;
      this.#begin(
        child,
        after.reduce((latest, each) => Math.max(latest, this.#jobEnds[each]!), 0) + lagMs,
      );
    }
  }
}

interface OpenStage {
  /** Place of its job in the plan. */
  readonly order: number;
  readonly job: OpenJob;
  readonly of: ReplayStage;
  readonly ready: number;
  readonly durations: readonly number[];
  next: number;
  end: number;
  /** Whether a slot had a task of this stage; null where that makes no difference. */
  readonly warm: Uint8Array | null;
}

/** Stages of a job, each after its parents. */
class OpenJob {
  readonly #of: ReplayJob;
  readonly #from: number;
  readonly #release: (stage: ReplayStage, ready: number) => void;
  readonly #finish: (end: number) => void;
  readonly #ends = new Map<number, number>();
  readonly #released = new Set<number>();

  constructor(
    of: ReplayJob,
    from: number,
    release: (stage: ReplayStage, ready: number) => void,
    finish: (end: number) => void,
  ) {
    this.#of = of;
    this.#from = from;
    this.#release = release;
    this.#finish = finish;
  }

  start(): void {
    if (this.#of.stages.length === 0) this.#finish(this.#from);
    else this.#releaseReady();
  }

  done({ id }: ReplayStage, end: number): void {
    this.#ends.set(id, end);
    if (this.#ends.size === this.#of.stages.length)
      this.#finish(
        [...this.#ends.values()].reduce((latest, each) => Math.max(latest, each), this.#from),
      );
    else this.#releaseReady();
  }

  #releaseReady(): void {
    for (const stage of this.#of.stages) {
      if (this.#released.has(stage.id) || !stage.parents.every((id) => this.#ends.has(id)))
        continue;
      this.#released.add(stage.id);
      this.#release(
        stage,
        stage.parents.reduce((latest, id) => Math.max(latest, this.#ends.get(id)!), this.#from),
      );
    }
  }
}

/** With cores without end each stage takes as long as its longest task. */
function criticalPath({ jobs, endMs, arrivals }: ReplayPlan): number {
  const ends: number[] = [];
  for (const { after, lagMs, ownMs, stages } of jobs) {
    const from = after.reduce((latest, at) => Math.max(latest, ends[at] ?? 0), 0) + lagMs;
    const done = new Map<number, number>();
    let end = from;
    for (const { id, parents, tasks, warmUpMs } of stages) {
      const ready = parents.reduce(
        (latest, parent) => Math.max(latest, done.get(parent) ?? 0),
        Math.max(from, arrivals[0]!),
      );
      const longest = tasks(Number.MAX_SAFE_INTEGER).reduce(
        (most, each) => Math.max(most, each),
        0,
      );
      done.set(id, ready + (longest > 0 ? longest + warmUpMs : 0));
      end = Math.max(end, done.get(id)!);
    }
    ends.push(end + ownMs);
  }
  return ends.reduce((latest, each) => Math.max(latest, each), 0) + endMs;
}
