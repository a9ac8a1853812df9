import type { PlanNode, SqlExecution } from '../model/application.ts';

/** A node of a plan with what it measured. */
export interface MeasuredNode {
  readonly node: PlanNode;
  /** Nodes above it, the nearest last. */
  readonly above: readonly PlanNode[];
  /** Total of a metric by its name; null where the plan does not have it or nothing was measured. */
  readonly metric: (name: string) => number | null;
}

const maxNodes = 20_000;

/** All nodes of the last plan of an execution, parents first, at most 20,000. */
export function nodesOf({ tree, metricTotals }: SqlExecution): MeasuredNode[] {
  const found: MeasuredNode[] = [];
  const open: { node: PlanNode; above: readonly PlanNode[] }[] = tree
    ? [{ node: tree, above: [] }]
    : [];
  for (let next = open.pop(); next && found.length < maxNodes; next = open.pop()) {
    const { node, above } = next;
    found.push({ node, above, metric: (name) => metricOf(node, name, metricTotals) });
    const path = [...above.slice(-30), node];
    for (const child of node.children.toReversed()) open.push({ node: child, above: path });
  }
  return found;
}

export function metricOf(
  node: PlanNode,
  name: string,
  totals: SqlExecution['metricTotals'],
): number | null {
  const metric = node.metrics.find((each) => each.name === name);
  const total = metric && totals.get(metric.accumulatorId);
  return total === undefined ? null : Number(total);
}

/** The nodes below, itself first, within the same stage or beyond. */
export function below(node: PlanNode, wanted: RegExp, depth = 40): PlanNode[] {
  if (depth === 0) return [];
  return [
    ...(wanted.test(node.name) ? [node] : []),
    ...node.children.flatMap((child) => below(child, wanted, depth - 1)),
  ];
}
