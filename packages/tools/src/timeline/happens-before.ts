import type { PlacedMilestone } from './join-entities.ts';

/**
 * What must come before what, whatever the clocks say: the sender of a message before its receiver, the begin of a thing before
 * its end. `key` names the thing that both are about; null where the rule does not hold for a milestone.
 */
interface Order {
  readonly before: (each: PlacedMilestone) => boolean;
  readonly after: (each: PlacedMilestone) => boolean;
  readonly key: (each: PlacedMilestone) => string | null;
}

const kind =
  (...kinds: string[]) =>
  ({ rule }: PlacedMilestone): boolean =>
    kinds.includes(rule.kind);
const by =
  (tool: string, ...kinds: string[]) =>
  ({ rule }: PlacedMilestone): boolean =>
    rule.tool === tool && kinds.includes(rule.kind);

const keyOf =
  (...keys: (keyof PlacedMilestone['ids'])[]) =>
  ({ ids }: PlacedMilestone): string | null => {
    const values = keys.map((name) => ids[name]);
    return values.includes(undefined) ? null : values.join('\n');
  };
const ofTry = ({ ids }: PlacedMilestone): string | null =>
  ids.task === undefined || ids.try === undefined
    ? null
    : [ids.dag, ids.run, ids.task, ids.map, ids.try].join('\n');
const ofExecutor = keyOf('application', 'executor');
const ofContainer = keyOf('container');

/** The exit code that a driver was told, so that it must have heard of the end from the one that saw it. */
const exitCode = ({ milestone: { facts } }: PlacedMilestone): string | null =>
  facts['code'] ??
  /exit(?:ed with)?(?: code|status| status:)? ?(\d+)/i.exec(facts['reason'] ?? '')?.[1] ??
  null;
const ofExecutorAndCode = (each: PlacedMilestone): string | null => {
  const executor = ofExecutor(each);
  const code = exitCode(each);
  return executor === null || code === null ? null : `${executor}\n${code}`;
};

const inTaskProcess = kind(
  'task-try-started',
  'submit-started',
  'command-started',
  'task-exception',
);

const orders: readonly Order[] = [
  { before: kind('task-queued'), after: inTaskProcess, key: ofTry },
  { before: inTaskProcess, after: kind('task-try-reported'), key: ofTry },
  { before: kind('command-ended'), after: kind('task-try-reported'), key: ofTry },
  {
    before: kind('command-ended', 'task-exception'),
    after: kind('dag-run-ended'),
    key: keyOf('dag', 'run'),
  },
  // The next try is queued when the last one is over.
  {
    before: kind('command-ended', 'task-exception'),
    after: kind('task-queued'),
    key: (each) => {
      const { ids, rule } = each;
      if (ids.task === undefined || ids.try === undefined) return null;
      const number = rule.kind === 'task-queued' ? Number(ids.try) - 1 : Number(ids.try);
      return [ids.dag, ids.run, ids.task, ids.map, number].join('\n');
    },
  },
  // Standalone (`Master.scala`, `StandaloneAppClient`): the master answers the driver and orders executors from workers.
  {
    before: kind('application-registered'),
    after: by('spark-driver', 'executor-granted'),
    key: keyOf('application'),
  },
  {
    before: kind('driver-started'),
    after: kind('application-registered'),
    key: keyOf('application'),
  },
  {
    before: kind('executor-launching'),
    after: kind('executor-launched', 'executor-granted'),
    key: ofExecutor,
  },
  {
    before: kind('executor-launched'),
    after: kind('executor-registered', 'executor-started'),
    key: ofExecutor,
  },
  // An executor starts work when the driver has confirmed it (`CoarseGrainedExecutorBackend`).
  {
    before: kind('executor-registered'),
    after: by('spark-executor', 'executor-started', 'out-of-memory'),
    key: ofExecutor,
  },
  {
    before: by('spark-executor', 'executor-started', 'out-of-memory'),
    after: kind('executor-exited', 'executor-exit-seen'),
    key: ofExecutor,
  },
  { before: kind('executor-exited'), after: kind('executor-removed'), key: ofExecutor },
  { before: kind('executor-exited'), after: kind('executor-lost'), key: ofExecutorAndCode },
  // YARN: the application master launches through the node manager and hears of the end from the resource manager.
  { before: kind('container-launching'), after: by('yarn', 'container-started'), key: ofContainer },
  {
    before: by('yarn', 'container-started'),
    after: kind('executor-registered', 'executor-started'),
    key: ofContainer,
  },
  {
    before: by('yarn', 'container-killed', 'container-ended'),
    after: kind('container-completed', 'executor-lost'),
    key: ofContainer,
  },
  {
    before: by('spark-executor', 'executor-started', 'out-of-memory'),
    after: by('yarn', 'container-ended'),
    key: ofContainer,
  },
  // Kubernetes: the driver hears of the end of a pod after the kubelet has ended it.
  {
    before: by('kubernetes', 'container-killed'),
    after: kind('executor-lost', 'executor-exit-seen'),
    key: ofExecutor,
  },
];

/** Milestones that one process says, so that two files which have the same one report the same moment. */
const saidOnce = new Set([
  'executor-registered',
  'executor-lost',
  'job-started',
  'job-failed',
  'job-finished',
  'driver-stopped',
  'stage-aborted',
]);

/** Equal for two records of one moment in different files (a driver's log, its copy in a task log, its event log); or null. */
export function momentOf({ rule, ids }: PlacedMilestone): string | null {
  if (!saidOnce.has(rule.kind) || rule.tool !== 'spark-driver' || ids.application === undefined)
    return null;
  return [rule.kind, ids.application, ids.executor, ids.job, ids.stage].join('\n');
}

/** Pairs of indexes whose order is certain, between different files. Bounded: of each thing the first and few that follow. */
export function certainPairs(all: readonly PlacedMilestone[]): [before: number, after: number][] {
  const pairs: [number, number][] = [];
  for (const { before, after, key } of orders) {
    // Of what a program repeats (a worker lists all ended executors when it stops) the first record is the moment.
    const firsts = new Map<string, Map<string, number>>();
    all.forEach((each, index) => {
      const thing = before(each) ? key(each) : null;
      if (thing === null) return;
      const records = firsts.get(thing) ?? new Map<string, number>();
      const record = `${each.rule.kind} ${each.file}`;
      if (!records.has(record) && records.size < maxOfThing) records.set(record, index);
      firsts.set(thing, records);
    });
    if (firsts.size === 0) continue;
    const seen = new Map<string, number>();
    all.forEach((each, index) => {
      const thing = after(each) ? key(each) : null;
      const earlier = thing === null ? undefined : firsts.get(thing);
      if (!earlier || (seen.get(thing!) ?? 0) >= maxOfThing) return;
      seen.set(thing!, (seen.get(thing!) ?? 0) + 1);
      for (const first of earlier.values())
        if (all[first]!.file !== each.file) pairs.push([first, index]);
    });
  }
  return pairs;
}
const maxOfThing = 8;

/** Pairs of files of one host: the log of an executor, and that of the worker or node manager that ran it. */
export function onOneHost(all: readonly PlacedMilestone[]): [file: number, file: number][] {
  const runners = new Map<string, number>();
  const pairs = new Map<string, [number, number]>();
  const nameOf = (each: PlacedMilestone): string | null => ofContainer(each) ?? ofExecutor(each);
  for (const each of all) {
    const name = nameOf(each);
    if (name !== null && (each.rule.tool === 'spark-worker' || each.rule.tool === 'yarn'))
      runners.set(name, each.file);
  }
  for (const each of all) {
    const name = each.rule.tool === 'spark-executor' ? nameOf(each) : null;
    const runner = name === null ? undefined : runners.get(name);
    if (runner !== undefined && runner !== each.file)
      pairs.set(`${runner} ${each.file}`, [runner, each.file]);
  }
  return [...pairs.values()];
}

/** What happens once to a thing, so that later records of the same program repeat the first. */
const happensOnce = new Set([
  'executor-exited',
  'executor-removed',
  'executor-lost',
  'container-ended',
  'container-completed',
  'task-try-started',
]);

/** Equal for two records of one program about the same end; or null. */
export function onceOf({ rule, ids, file }: PlacedMilestone): string | null {
  // An application has one id, whoever names it and how often.
  if (rule.kind === 'application-started') return `${rule.kind} ${ids.application}`;
  if (!happensOnce.has(rule.kind)) return null;
  return [rule.kind, file, ids.application, ids.executor, ids.container, ids.task, ids.try].join(
    '\n',
  );
}
