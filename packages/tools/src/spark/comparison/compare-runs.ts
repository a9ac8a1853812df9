import type { Application } from '../model/application.ts';
import { figuresOfRun, type RunFigures } from '../advice/run-figures.ts';
import type { StageFigures } from '../advice/stage-figures.ts';
import { timeText } from '../advice/units.ts';

/** How two runs of one job differ. Contributions are milliseconds of wall-clock time and add up to `differenceMs`. */
export interface SparkComparison {
  readonly before: RunTotals;
  readonly after: RunTotals;
  readonly differenceMs: number;
  /** The difference is larger than what two equal runs differ by: 3 % and two seconds. */
  readonly isReal: boolean;
  /** Largest first, by size. */
  readonly contributions: readonly Contribution[];
  readonly stages: readonly StagePair[];
  readonly onlyBefore: readonly StageSide[];
  readonly onlyAfter: readonly StageSide[];
  readonly settings: readonly {
    readonly key: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
}

interface RunTotals {
  readonly id: string | null;
  readonly attemptId: string | null;
  readonly wallMs: number;
  readonly tasks: number;
  readonly executors: number;
  readonly cores: number;
  readonly runMs: number;
  readonly gcMs: number;
  readonly inputBytes: number;
  readonly shuffleReadBytes: number;
  readonly diskSpilledBytes: number;
  readonly failedTasks: number;
}

interface Contribution {
  readonly what: 'driver' | 'stage' | 'stage only before' | 'stage only after';
  readonly name: string;
  readonly ms: number;
  readonly why: readonly string[];
}

interface StageSide {
  readonly id: number;
  readonly attempt: number;
  readonly name: string;
  readonly wallMs: number;
  readonly tasks: number;
  readonly runMs: number;
  readonly gcMs: number;
  readonly readBytes: number;
  readonly diskSpilledBytes: number;
  /** Longest task over the median. */
  readonly skew: number;
}

interface StagePair {
  readonly before: StageSide;
  readonly after: StageSide;
  readonly ms: number;
}

const noiseShare = 0.03;
const noiseMs = 2000;

/**
 * Compares two runs. Stages are matched by what they are (name of the call, kinds of their RDDs, number of parents) in the order in
 * which they ran, so that new ids or one more stage in between do not shift the others. The time of each run is cut into the time without
 * a job (driver) and the time of stages, where overlapping stages share each moment equally; so the parts of both runs, and with them the
 * contributions, add up exactly.
 */
export function compareSparkRuns(before: Application, after: Application): SparkComparison {
  const [one, two] = [figuresOfRun(before), figuresOfRun(after)];
  const [sharesOne, sharesTwo] = [timeShares(one), timeShares(two)];
  const { pairs, onlyOne, onlyTwo } = matched(one.stages, two.stages);
  const contributions: Contribution[] = [];
  const add = (
    what: Contribution['what'],
    name: string,
    ms: number,
    why: readonly string[],
  ): void => {
    if (ms !== 0) contributions.push({ what, name, ms, why });
  };
  const share = (of: ReadonlyMap<StageFigures, number>, figures: StageFigures): number =>
    of.get(figures) ?? 0;
  for (const [a, b] of pairs)
    add(
      'stage',
      `stage ${a.stage.id} → ${b.stage.id}: ${shortName(b)}`,
      share(sharesTwo, b) - share(sharesOne, a),
      reasons(a, b, one, two),
    );
  for (const a of onlyOne)
    add('stage only before', `stage ${a.stage.id}: ${shortName(a)}`, -share(sharesOne, a), []);
  for (const b of onlyTwo)
    add(
      'stage only after',
      `stage ${b.stage.id}: ${shortName(b)}`,
      share(sharesTwo, b),
      b.stage.attempt > 0 ? ['It is a repeated attempt.'] : [],
    );
  const rest = (run: RunFigures, shares: ReadonlyMap<StageFigures, number>): number =>
    run.wallMs - [...shares.values()].reduce((sum, each) => sum + each, 0);
  add('driver', 'time in which no task ran', rest(two, sharesTwo) - rest(one, sharesOne), [
    'Planning, listing, collecting, waiting for executors, or code between the jobs.',
    ...(Math.abs(two.waitMs - one.waitMs) >= 1000
      ? [
          `the first stage waited ${timeText(two.waitMs)} for an executor instead of ${timeText(one.waitMs)}`,
        ]
      : []),
  ]);
  const differenceMs = two.wallMs - one.wallMs;
  return {
    before: totalsOf(one),
    after: totalsOf(two),
    differenceMs,
    isReal:
      Math.abs(differenceMs) > Math.max(noiseMs, noiseShare * Math.max(one.wallMs, two.wallMs)),
    contributions: contributions.toSorted((a, b) => Math.abs(b.ms) - Math.abs(a.ms)),
    stages: pairs.map(([a, b]) => ({
      before: sideOf(a),
      after: sideOf(b),
      ms: share(sharesTwo, b) - share(sharesOne, a),
    })),
    onlyBefore: onlyOne.map(sideOf),
    onlyAfter: onlyTwo.map(sideOf),
    settings: settingsBetween(before, after),
  };
}

/** Milliseconds of the run that belong to each stage: a moment in which several ran is shared equally. */
function timeShares(run: RunFigures): Map<StageFigures, number> {
  const shares = new Map<StageFigures, number>(run.stages.map((figures) => [figures, 0]));
  const windows = run.stages.filter(({ wallMs }) => wallMs > 0);
  const changes = windows
    .flatMap((figures) => [
      { at: Math.max(run.start, figures.start), figures, begins: true },
      { at: Math.min(run.end, figures.end), figures, begins: false },
    ])
    .toSorted((a, b) => a.at - b.at || Number(a.begins) - Number(b.begins));
  const open = new Set<StageFigures>();
  let last = 0;
  for (const { at, figures, begins } of changes) {
    const passed = at - last;
    if (open.size > 0 && passed > 0)
      for (const each of open) shares.set(each, shares.get(each)! + passed / open.size);
    last = Math.max(last, at);
    if (begins) open.add(figures);
    else open.delete(figures);
  }
  return shares;
}

const shapeOf = ({ stage }: StageFigures): string =>
  [
    stage.name.replaceAll(/:\d+\b/g, '').replaceAll(/\d+/g, '#'),
    stage.attempt > 0 ? 'again' : '',
    [...new Set(stage.rdds.map(({ scope, name }) => scope ?? name))]
      .toSorted()
      .join(',')
      .slice(0, 500),
    stage.parentIds.length,
  ].join('|');

/** The first stage of a shape belongs to the first of that shape in the other run, and so on. */
function matched(one: readonly StageFigures[], two: readonly StageFigures[]) {
  const pairs: (readonly [StageFigures, StageFigures])[] = [];
  const usedOne = new Set<StageFigures>();
  const usedTwo = new Set<StageFigures>();
  const queues = new Map<string, StageFigures[]>();
  for (const figures of two) {
    const shape = shapeOf(figures);
    const known = queues.get(shape);
    if (known) known.push(figures);
    else queues.set(shape, [figures]);
  }
  for (const figures of one) {
    const other = queues.get(shapeOf(figures))?.shift();
    if (!other) continue;
    pairs.push([figures, other]);
    usedOne.add(figures);
    usedTwo.add(other);
  }
  return {
    pairs,
    onlyOne: one.filter((each) => !usedOne.has(each)),
    onlyTwo: two.filter((each) => !usedTwo.has(each)),
  };
}

/** What changed in a stage that can explain its time: data, spill, collection, skew, cores. */
function reasons(a: StageFigures, b: StageFigures, one: RunFigures, two: RunFigures): string[] {
  const found: string[] = [];
  const bytes = (figures: StageFigures): number => figures.inputBytes + figures.shuffleReadBytes;
  const changed = (name: string, from: number, to: number, least: number): void => {
    if (Math.max(from, to) < least || Math.abs(to - from) < 0.1 * Math.max(from, to)) return;
    found.push(
      `${name} ${from === 0 ? 'came up' : to === 0 ? 'is gone' : `is ${to > from ? Math.round((to / from) * 100) / 100 : Math.round((from / to) * 100) / 100} times ${to > from ? 'as large' : 'as small'}`}`,
    );
  };
  changed('the data it reads', bytes(a), bytes(b), 1024 ** 2);
  changed('spill to disk', a.diskSpilled, b.diskSpilled, 16 * 1024 ** 2);
  changed('garbage collection', a.gcMs, b.gcMs, 1000);
  changed('waiting for shuffle blocks', a.fetchWaitMs, b.fetchWaitMs, 1000);
  changed('the number of tasks', a.tasks, b.tasks, 10);
  changed('the number of failed tasks', failedOf(a), failedOf(b), 1);
  changed('the longest task', a.maxMs, b.maxMs, 1000);
  const [slotsA, slotsB] = [one.slotsDuring(a), two.slotsDuring(b)];
  if (Math.abs(slotsA - slotsB) > 0.15 * Math.max(slotsA, slotsB))
    found.push(
      `it had ${Math.round(slotsB * 10) / 10} slots instead of ${Math.round(slotsA * 10) / 10}`,
    );
  return found;
}

function failedOf({ stage: { tasks } }: StageFigures): number {
  let failed = 0;
  for (let row = 0; row < tasks.count; row += 1) if (tasks.failure(row)) failed += 1;
  return failed;
}

const shortName = ({ stage }: StageFigures): string => stage.name.slice(0, 80);

const sideOf = (figures: StageFigures): StageSide => ({
  id: figures.stage.id,
  attempt: figures.stage.attempt,
  name: shortName(figures),
  wallMs: figures.wallMs,
  tasks: figures.tasks,
  runMs: figures.runMs,
  gcMs: figures.gcMs,
  readBytes: figures.inputBytes + figures.shuffleReadBytes,
  diskSpilledBytes: figures.diskSpilled,
  skew: figures.medianMs === 0 ? 1 : figures.maxMs / figures.medianMs,
});

function totalsOf(run: RunFigures): RunTotals {
  const sum = (of: (stage: StageFigures) => number): number =>
    run.stages.reduce((total, stage) => total + of(stage), 0);
  return {
    id: run.application.id,
    attemptId: run.application.attemptId,
    wallMs: run.wallMs,
    tasks: sum(({ tasks }) => tasks),
    executors: run.executors.length,
    cores: run.cores,
    runMs: sum(({ runMs }) => runMs),
    gcMs: sum(({ gcMs }) => gcMs),
    inputBytes: sum(({ inputBytes }) => inputBytes),
    shuffleReadBytes: sum(({ shuffleReadBytes }) => shuffleReadBytes),
    diskSpilledBytes: sum(({ diskSpilled }) => diskSpilled),
    failedTasks: Object.values(run.application.taskFailures).reduce(
      (total, count) => total + count,
      0,
    ),
  };
}

/** Settings that differ, without those that are new in every run. */
function settingsBetween(before: Application, after: Application): SparkComparison['settings'] {
  const ofRun = (application: Application): Map<string, string> =>
    new Map(application.environment?.spark ?? []);
  const [one, two] = [ofRun(before), ofRun(after)];
  const perRun =
    /^spark\.(app\.(id|startTime|submitTime|attempt)|driver\.(host|port)|ui\.|yarn\.(app|historyServer)|org\.apache|executor\.id|repl\.|sql\.warehouse\.dir|eventLog\.dir|jars$|submit\.)|\.proxy/i;
  return [...new Set([...one.keys(), ...two.keys()])]
    .filter((key) => !perRun.test(key) && one.get(key) !== two.get(key))
    .toSorted()
    .map((key) => ({ key, before: one.get(key) ?? null, after: two.get(key) ?? null }));
}
