import type { PlanMetric, PlanNode } from './application.ts';

/** A node of a plan as the History Server numbers them. */
export interface GraphNode {
  readonly id: number;
  readonly name: string;
  readonly text: string;
  readonly metrics: readonly PlanMetric[];
  /** The nodes inside a "WholeStageCodegen"; null for all others. */
  readonly inner: readonly GraphNode[] | null;
}
interface GraphEdge {
  readonly fromId: number;
  readonly toId: number;
}
export interface PlanGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

type OpenNode = GraphNode & { readonly inner: GraphNode[] | null };

/** The graph of a plan by the rules of Spark's `SparkPlanGraph`: exchanges that are used twice are one node, code generation is a cluster. */
export function makePlanGraph(root: PlanNode): PlanGraph {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const exchanges = new Map<number, GraphNode>();
  const kinds = new Map<string, number>();
  const kindOf = new Map<PlanNode, number>();
  let nextId = 0;

  function add(plan: PlanNode, parent: GraphNode | null, cluster: OpenNode | null): void {
    const first = plan.children[0];
    if (plan.name.startsWith('WholeStageCodegen')) {
      const node: OpenNode = {
        id: nextId++,
        name: plan.name,
        text: plan.text,
        metrics: plan.metrics,
        inner: [],
      };
      nodes.push(node);
      if (first) add(first, parent, node);
      return;
    }
    if (plan.name === 'InputAdapter' && first) {
      add(first, parent, null);
      return;
    }
    if (queryStages.has(plan.name) && first) {
      if (!addEdgeToKnown(first, parent)) add(first, parent, null);
      return;
    }
    if (plan.name === 'Subquery') {
      if (cluster) {
        add(plan, parent, null);
        return;
      }
      if (addEdgeToKnown(plan, parent)) return;
    }
    if (plan.name === 'ReusedSubquery' && first) {
      add(first, parent, cluster);
      return;
    }
    if (plan.name === 'ReusedExchange' && first && addEdgeToKnown(first, parent)) return;
    const node: GraphNode = {
      id: nextId++,
      name: plan.name,
      text: plan.text,
      metrics: plan.metrics,
      inner: null,
    };
    (cluster?.inner ?? nodes).push(node);
    if (plan.name.includes('Exchange') || plan.name === 'Subquery') exchanges.set(kind(plan), node);
    if (parent) edges.push({ fromId: node.id, toId: parent.id });
    for (const child of plan.children) add(child, node, cluster);
  }

  function addEdgeToKnown(plan: PlanNode, parent: GraphNode | null): boolean {
    const known = exchanges.get(kind(plan));
    if (!known) return false;
    if (parent) edges.push({ fromId: known.id, toId: parent.id });
    return true;
  }

  /** Two plans are of one kind where names, texts and children are the same. */
  function kind(plan: PlanNode): number {
    let number = kindOf.get(plan);
    if (number === undefined) {
      const key = JSON.stringify([plan.name, plan.text, plan.children.map(kind)]);
      number = kinds.get(key) ?? kinds.size;
      kinds.set(key, number);
      kindOf.set(plan, number);
    }
    return number;
  }

  add(root, null, null);
  return { nodes, edges };
}

const queryStages: ReadonlySet<string> = new Set([
  'BroadcastQueryStage',
  'ShuffleQueryStage',
  'ResultQueryStage',
  'TableCacheQueryStage',
]);

/** All nodes, those inside a cluster before it. */
export const nodesOfGraph = (graph: PlanGraph): readonly GraphNode[] =>
  graph.nodes.flatMap((node) => (node.inner ? [...node.inner, node] : [node]));

export const metricsOfPlan = (root: PlanNode): readonly PlanMetric[] =>
  nodesOfGraph(makePlanGraph(root)).flatMap(({ metrics }) => metrics);
