import type { OrderedMilestone } from '../timeline/index.ts';

export interface Phase {
  readonly milliseconds: number;
  readonly begin: OrderedMilestone;
  readonly end: OrderedMilestone;
}

/** What begins and ends, and what it is called: by its place in the pipeline, never by an id that is new in each run. */
const kinds: readonly {
  readonly begins: readonly string[];
  readonly ends: readonly string[];
  readonly name: (each: OrderedMilestone) => string | null;
}[] = [
  {
    begins: ['task-queued'],
    ends: ['dag-run-ended'],
    name: ({ ids }) => (ids.dag === undefined ? null : `run of ${ids.dag}`),
  },
  { begins: ['task-queued'], ends: ['task-try-started'], name: nameOfTask('wait of task') },
  {
    begins: ['task-try-started'],
    ends: ['command-ended', 'task-exception'],
    name: nameOfTask('task'),
  },
  {
    begins: ['driver-started'],
    ends: ['executor-registered'],
    name: ofApplication(() => 'start until the first executor'),
  },
  {
    begins: ['job-started'],
    ends: ['job-finished', 'job-failed'],
    name: ofApplication(({ ids }) => `job ${ids.job}`),
  },
  {
    begins: ['stage-started'],
    ends: ['stage-finished', 'stage-failed'],
    name: ofApplication(({ ids }) => `stage ${ids.stage?.split('.')[0]}`),
  },
  { begins: ['dbt-started'], ends: ['dbt-ended'], name: () => 'dbt' },
];

function nameOfTask(what: string): (each: OrderedMilestone) => string | null {
  return ({ ids }) => (ids.task === undefined ? null : `${what} ${ids.dag}.${ids.task}`);
}

function ofApplication(
  name: (each: OrderedMilestone) => string,
): (each: OrderedMilestone) => string | null {
  return (each) => {
    const { ids } = each;
    return `${ids.task === undefined ? '' : `task ${ids.dag}.${ids.task}, `}${name(each)}`;
  };
}

/** The first phase of each name: of several tries the first, which is the one that a run without retries has as well. */
export function phasesOf(ordered: readonly OrderedMilestone[]): Map<string, Phase> {
  const phases = new Map<string, Phase>();
  for (const { begins, ends, name } of kinds) {
    const open = new Map<string, OrderedMilestone>();
    for (const each of ordered) {
      const phase =
        begins.includes(each.rule.kind) || ends.includes(each.rule.kind) ? name(each) : null;
      if (phase === null || phases.has(phase)) continue;
      const begin = open.get(phase);
      if (!begin) {
        if (begins.includes(each.rule.kind)) open.set(phase, each);
        continue;
      }
      if (!ends.includes(each.rule.kind) || each.corrected === null || begin.corrected === null)
        continue;
      if (each.ids.application !== begin.ids.application && begin.ids.application !== undefined)
        continue;
      const milliseconds = each.corrected - begin.corrected;
      if (milliseconds >= 0) phases.set(phase, { milliseconds, begin, end: each });
    }
  }
  return phases;
}

/** Worth a line: half as long again, and two seconds, which is more than the whole seconds of Log4j can make up. */
const factor = 1.5;
const least = 2000;

export const slowerPhases = (
  before: ReadonlyMap<string, Phase>,
  after: ReadonlyMap<string, Phase>,
): { readonly name: string; readonly before: Phase; readonly after: Phase }[] =>
  [...after]
    .flatMap(([name, phase]) => {
      const known = before.get(name);
      return known &&
        phase.milliseconds >= known.milliseconds * factor &&
        phase.milliseconds - known.milliseconds >= least
        ? [{ name, before: known, after: phase }]
        : [];
    })
    .toSorted(
      (a, b) =>
        b.after.milliseconds -
        b.before.milliseconds -
        (a.after.milliseconds - a.before.milliseconds),
    );
