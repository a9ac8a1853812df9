import {
  quoteLine,
  type Diagnosis,
  type Evidence,
  type Limit,
  type ReadBytes,
  type Sha256,
} from '../diagnosis/index.ts';
import {
  distinctMilestones,
  orderMilestones,
  type OrderedMilestone,
  type TimelineSource,
} from '../timeline/index.ts';
import { compareLines, severity, type LineKind } from './compare-lines.ts';
import { phasesOf, slowerPhases } from './compare-phases.ts';
import type { ComparedLine, ComparedRuns } from './compared-runs.ts';
import type { ErrorProfile, FileProfile } from './file-profile.ts';

export interface ComparedFile extends TimelineSource {
  readonly profile: FileProfile;
}

export interface ComparedSide {
  readonly files: readonly ComparedFile[];
  readonly diagnosis: Pick<Diagnosis, 'causes' | 'status'>;
}

/**
 * What differs between two runs: causes, steps towards a failure, tasks that did not run, exceptions, kinds of lines, and how long
 * the same phases took. Everything is quoted from the stored bytes; what cannot be quoted is left out.
 * @param options.limit entries of each list.
 */
export async function compareRuns(
  before: ComparedSide,
  after: ComparedSide,
  options: { readonly read: ReadBytes; readonly sha256: Sha256; readonly limit: number },
): Promise<ComparedRuns> {
  let number = 0;
  const limits: Limit[] = [];
  const sideOf = (side: 'before' | 'after'): ComparedSide => (side === 'after' ? after : before);
  const quote = async (
    side: 'before' | 'after',
    file: number,
    place: { line: number; eventLine: number; start: number; end: number; matched?: string },
    why: string,
  ): Promise<Evidence | null> => {
    const { fileId, name } = sideOf(side).files[file]!;
    const found = await quoteLine(
      { ...place, matched: place.matched ?? '', fileId, source: name },
      { id: `C${number + 1}`, why },
      options.read,
      options.sha256,
    );
    if (found) number += 1;
    return found;
  };
  /** The first of a list, proved; what does not fit is told. */
  const prove = async <From, To>(
    what: string,
    list: readonly From[],
    make: (each: From) => Promise<To | null>,
  ): Promise<To[]> => {
    const made: To[] = [];
    for (const each of list.slice(0, options.limit)) {
      const one = await make(each);
      if (one) made.push(one);
    }
    if (list.length > made.length)
      limits.push({
        what,
        total: list.length,
        shown: made.length,
        why: 'The gravest are shown.',
        howToGetTheRest: 'Compare with a higher limit, or fewer files.',
      });
    return made;
  };

  const first = milestonesOf(before);
  const second = milestonesOf(after);

  const steps = await prove(
    'steps',
    newSteps(first, second),
    async ({ each, before: was, after: now }) => {
      const { rule, ids, milestone, file } = each;
      const what = rule.what({ ...milestone.facts, ...ids });
      const evidence = await quote('after', file, milestone, sentence(what));
      return (
        evidence && {
          kind: rule.kind,
          tool: rule.tool,
          what,
          quote: milestone.facts['reason'] ?? null,
          before: was,
          after: now,
          evidence,
        }
      );
    },
  );
  const notRun = await prove('tasks', tasksOnlyIn(first, second), async (each) => {
    const what = `Task ${each.ids.dag}.${each.ids.task} ran before and not now.`;
    const evidence = await quote('before', each.file, each.milestone, what);
    return evidence && { what, evidence };
  });
  const errors = await prove(
    'exceptions',
    newErrors(before.files, after.files),
    async ({ error, file, count }) => {
      const evidence = await quote('after', file, error, 'This exception is new.');
      return (
        evidence && { type: error.type, quote: error.message, before: 0, after: count, evidence }
      );
    },
  );
  const differences = compareLines(
    before.files.map(({ profile }) => profile),
    after.files.map(({ profile }) => profile),
  );
  const { totals } = differences;
  const rate = (count: number, total: number): number =>
    total === 0 ? 0 : Math.round((count / total) * 1e6) / 1000;
  const lineOf =
    (why: string) =>
    async (kind: LineKind): Promise<ComparedLine | null> => {
      const evidence = await quote(kind.side, kind.file, kind.place, why);
      return (
        evidence && {
          quote: kind.template,
          level: kind.level,
          before: kind.before,
          after: kind.after,
          ratesPerThousand: [rate(kind.before, totals.before), rate(kind.after, totals.after)],
          evidence,
        }
      );
    };
  const lines = {
    new: await prove(
      'new kinds of lines',
      differences.fresh,
      lineOf('Only this run has such a line.'),
    ),
    moreFrequent: await prove(
      'more frequent kinds of lines',
      differences.moreFrequent,
      lineOf('Such lines are more frequent in this run.'),
    ),
    gone: await prove(
      'kinds of lines that are gone',
      differences.gone,
      lineOf('Only the other run has such a line.'),
    ),
  };
  const slower = await prove(
    'slower phases',
    slowerPhases(phasesOf(first), phasesOf(second)),
    async (phase) => {
      const { begin, end } = phase.after;
      const evidence = [
        await quote('after', begin.file, begin.milestone, `${phase.name} begins.`),
        await quote('after', end.file, end.milestone, `${phase.name} ends.`),
      ].filter((each) => each !== null);
      return evidence.length < 2
        ? null
        : {
            phase: phase.name,
            beforeMs: phase.before.milliseconds,
            afterMs: phase.after.milliseconds,
            endedBadly: end.bad,
            evidence,
          };
    },
  );
  return {
    foundCauses: { before: causesOf(before), after: causesOf(after) },
    steps,
    notRun,
    errors,
    lines,
    slower,
    compared: {
      before: { files: before.files.length, lines: totals.before },
      after: { files: after.files.length, lines: totals.after },
    },
    limits,
  };
}

const milestonesOf = ({ files }: ComparedSide): OrderedMilestone[] =>
  distinctMilestones(orderMilestones(files).milestones).map(({ each }) => each);

const causesOf = ({ diagnosis: { causes, status } }: ComparedSide) =>
  status === 'found' ? causes.map(({ id, title }) => ({ id, title })) : [];

/** Bad milestones of kinds that come more often than before, in the order in which they first happen. */
function newSteps(
  first: readonly OrderedMilestone[],
  second: readonly OrderedMilestone[],
): { each: OrderedMilestone; before: number; after: number }[] {
  const name = ({ rule }: OrderedMilestone): string => `${rule.tool} ${rule.kind}`;
  const count = (list: readonly OrderedMilestone[]) => {
    const counts = new Map<string, number>();
    for (const each of list)
      if (each.bad) counts.set(name(each), (counts.get(name(each)) ?? 0) + 1);
    return counts;
  };
  const was = count(first);
  const now = count(second);
  const steps = new Map<string, { each: OrderedMilestone; before: number; after: number }>();
  for (const each of second) {
    const kind = name(each);
    const times = { before: was.get(kind) ?? 0, after: now.get(kind) ?? 0 };
    if (each.bad && !steps.has(kind) && times.after > times.before)
      steps.set(kind, { each, ...times });
  }
  return [...steps.values()];
}

/** The first milestone of each task that has some before and none after. */
function tasksOnlyIn(
  first: readonly OrderedMilestone[],
  second: readonly OrderedMilestone[],
): OrderedMilestone[] {
  const started = (list: readonly OrderedMilestone[]): Map<string, OrderedMilestone> =>
    new Map(
      list
        .filter(
          ({ rule, ids }) =>
            /^task-(?:queued|try-started)$/.test(rule.kind) && ids.task !== undefined,
        )
        .toReversed()
        .map((each) => [`${each.ids.dag}.${each.ids.task}`, each]),
    );
  const now = started(second);
  return [...started(first)]
    .filter(([task, each]) => !now.has(task) && second.some(({ ids }) => ids.dag === each.ids.dag))
    .map(([, each]) => each)
    .toReversed();
}

function newErrors(
  before: readonly ComparedFile[],
  after: readonly ComparedFile[],
): { error: ErrorProfile; file: number; count: number }[] {
  const key = ({ type, message }: ErrorProfile): string => `${type}: ${message}`;
  const known = new Set(before.flatMap(({ profile }) => profile.errors.map(key)));
  const fresh = new Map<string, { error: ErrorProfile; file: number; count: number }>();
  after.forEach(({ profile }, file) => {
    for (const error of profile.errors) {
      if (known.has(key(error))) continue;
      const seen = fresh.get(key(error));
      if (seen) seen.count += error.count;
      else fresh.set(key(error), { error, file, count: error.count });
    }
  });
  // An event log tells the same error without its message; it says nothing more than the one that has it.
  const told = new Set(
    [...fresh.values()].flatMap(({ error }) => (error.message === '' ? [] : [error.type])),
  );
  const all = [...fresh.values()].filter(
    ({ error }) => error.message !== '' || !told.has(error.type),
  );
  return all.toSorted((a, b) => weight(b.error) - weight(a.error) || b.count - a.count);
}

/** An error of the virtual machine ends a process; an exception may be handled. */
const weight = ({ type }: ErrorProfile): number =>
  /(?:OutOfMemory|StackOverflow|NoClassDefFound|NoSuchMethod|UnsatisfiedLink)Error$|MemoryError$/.test(
    type,
  )
    ? severity.fatal
    : 0;

const sentence = (what: string): string => `${what.slice(0, 1).toUpperCase()}${what.slice(1)}.`;
