import type { OrderedMilestone } from './order-milestones.ts';

export interface Link {
  readonly milestone: OrderedMilestone;
  readonly count: number;
}

/**
 * The way from the first culprit to the end: from the milestone in whose line the cause was found (without a diagnosis: the first
 * bad one) on, everything bad that is about the same work, each kind once, in order. What is bad before it is no consequence.
 */
export function findChain(
  ordered: readonly OrderedMilestone[],
  isCulprit: (each: OrderedMilestone) => boolean,
): Link[] {
  const bad = ordered.filter((each) => each.bad);
  const first = bad.find(isCulprit) ?? bad[0];
  if (!first) return [];
  const linked = linkedTo(first, ordered);
  const links = new Map<string, { milestone: OrderedMilestone; count: number }>();
  for (const each of bad.slice(bad.indexOf(first))) {
    if (!linked.has(each)) continue;
    const kind = toldAgain.get(each.rule.kind) ?? each.rule.kind;
    const known = links.get(kind);
    if (known) known.count += each.rule.kind === known.milestone.rule.kind ? 1 : 0;
    else links.set(kind, { milestone: each, count: 1 });
  }
  return [...links.values()];
}

/** What another program says about a step, after the one that saw it. */
const toldAgain = new Map([
  ['executor-removed', 'executor-exited'],
  ['executor-exit-seen', 'executor-exited'],
  ['container-completed', 'container-ended'],
  ['task-exception', 'task-try-ended'],
  ['task-try-reported', 'task-try-ended'],
]);

/** Milestones that share an id with the first one, directly or through others. */
function linkedTo(
  first: OrderedMilestone,
  ordered: readonly OrderedMilestone[],
): Set<OrderedMilestone> {
  const byName = new Map<string, OrderedMilestone[]>();
  for (const each of ordered)
    for (const name of namesOf(each)) {
      const list = byName.get(name);
      if (list) list.push(each);
      else byName.set(name, [each]);
    }
  const linked = new Set([first]);
  const seen = new Set<string>();
  const open = [first];
  for (let each = open.pop(); each; each = open.pop())
    for (const name of namesOf(each)) {
      if (seen.has(name)) continue;
      seen.add(name);
      for (const other of byName.get(name) ?? [])
        if (!linked.has(other)) {
          linked.add(other);
          open.push(other);
        }
    }
  return linked;
}

function namesOf({ ids, file, rule }: OrderedMilestone): string[] {
  const names: string[] = [];
  if (ids.application !== undefined) names.push(`application ${ids.application}`);
  if (ids.container !== undefined) names.push(`container ${ids.container}`);
  if (ids.pod !== undefined) names.push(`pod ${ids.pod}`);
  if (ids.dag !== undefined && ids.run !== undefined) names.push(`run ${ids.dag} ${ids.run}`);
  // What names nothing is about whatever its file is about.
  if (names.length === 0 || rule.tool === 'dbt' || rule.tool === 'diagnosis')
    names.push(`file ${file}`);
  return names;
}
