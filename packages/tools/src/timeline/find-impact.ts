import type { OrderedMilestone } from './order-milestones.ts';

export interface FoundImpact {
  readonly what: string;
  readonly milestone: OrderedMilestone;
}

/** Ids of logs that may stand in a sentence: nothing in them reads as words. */
const plain = (id: string | undefined): string | null =>
  id !== undefined && /^[\w.:+@-]{1,250}$/.test(id) ? id : null;
const maxNamed = 8;

/**
 * What did not happen, as far as milestones prove it: runs that failed, tasks that did not run, writes that were not committed.
 * @param complete whether all milestones of the files were kept, so that what is not there did not happen.
 */
export function findImpact(ordered: readonly OrderedMilestone[], complete: boolean): FoundImpact[] {
  const found: FoundImpact[] = [];
  const of = (kind: string): OrderedMilestone[] =>
    ordered.filter(({ rule, bad }) => rule.kind === kind && bad);
  for (const run of of('dag-run-ended')) {
    const name = plain(run.ids.run);
    const dag = plain(run.ids.dag);
    if (name === null || dag === null) continue;
    found.push({ what: `Run ${name} of ${dag} failed.`, milestone: run });
    const blocked = tasksOf(of('task-blocked').filter(({ ids }) => isOf(ids, run)));
    if (blocked.length > 0) continue;
    const queued = ordered.filter(
      ({ rule, ids, file }) => rule.kind === 'task-queued' && isOf(ids, run) && file === run.file,
    );
    const last = queued.at(-1);
    const failed = of('task-try-reported').findLast(
      ({ ids }) => isOf(ids, run) && plain(ids.task) !== null,
    );
    if (
      complete &&
      last &&
      failed &&
      failed.ids.task === last.ids.task &&
      ordered.indexOf(failed) > ordered.indexOf(last)
    )
      found.push({
        what: `After task ${failed.ids.task} failed, no other task of the run was queued.`,
        milestone: failed,
      });
  }
  const blocked = of('task-blocked');
  const tasks = tasksOf(blocked);
  if (tasks.length > 0)
    found.push({
      what: `${tasks.length === 1 ? 'Task' : `${tasks.length} tasks`} ${tasks.slice(0, maxNamed).join(', ')}${tasks.length > maxNamed ? ' and others' : ''} did not run, because a task before failed.`,
      milestone: blocked[0]!,
    });
  for (const aborted of perApplication(of('write-aborted')))
    found.push({
      what: `A write of ${plain(aborted.ids.application) ?? 'the application'} was aborted: its output was not committed.`,
      milestone: aborted,
    });
  const skipped = of('model-skipped');
  const ended = of('dbt-ended').at(-1);
  const count = Number(ended?.milestone.facts['skip'] ?? skipped.length);
  const proof = skipped[0] ?? ended;
  if (proof && count > 0)
    found.push({
      what: `dbt skipped ${count} ${count === 1 ? 'node' : 'nodes'}.`,
      milestone: proof,
    });
  for (const stopped of of('connector-task-failed').slice(0, maxNamed))
    found.push({
      what: `Connector task ${plain(stopped.milestone.facts['name']) ?? ''} stays stopped until it is restarted.`,
      milestone: stopped,
    });
  return found;
}

const isOf = (ids: OrderedMilestone['ids'], run: OrderedMilestone): boolean =>
  ids.dag === run.ids.dag && ids.run === run.ids.run;

const tasksOf = (blocked: readonly OrderedMilestone[]): string[] => [
  ...new Set(blocked.flatMap(({ ids }) => plain(ids.task) ?? [])),
];

/** The first of each application. */
const perApplication = (list: readonly OrderedMilestone[]): OrderedMilestone[] =>
  [...new Map(list.toReversed().map((each) => [each.ids.application, each])).values()].toReversed();
