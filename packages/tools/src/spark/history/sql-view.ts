import type { SqlExecution } from '../model/application.ts';
import {
  makePlanGraph,
  nodesOfGraph,
  type GraphNode,
  type PlanGraph,
} from '../model/plan-graph.ts';
import { restDate, type RestValue } from './rest-json.ts';
import { hashOfWhole, immutableMapOrder } from '../scala-order.ts';

export interface SqlQuery {
  readonly details: boolean;
  readonly planDescription: boolean;
  /** When the log was written last: what still ran then lasted until then. */
  readonly lastUpdated: number;
}

export function viewExecution(execution: SqlExecution, query: SqlQuery): RestValue {
  const graph: PlanGraph = execution.tree
    ? makePlanGraph(execution.tree)
    : { nodes: [], edges: [] };
  const jobs = immutableMapOrder([...execution.jobs], ([id]) => hashOfWhole(id));
  const jobsThat = (status: string): number[] =>
    jobs.flatMap(([id, own]) => (own === status ? [id] : []));
  const submission = execution.submissionTime ?? -1;
  return {
    id: execution.id,
    status: execution.status,
    description: execution.description,
    planDescription: query.planDescription ? execution.plan : '',
    submissionTime: restDate(submission),
    duration: (execution.completionTime ?? query.lastUpdated) - submission,
    runningJobIds: jobsThat('RUNNING'),
    successJobIds: jobsThat('SUCCEEDED'),
    failedJobIds: jobsThat('FAILED'),
    nodes: query.details ? viewNodes(graph, execution.metricTexts) : [],
    edges: query.details ? (graph.edges as unknown as RestValue) : [],
  };
}

function viewNodes(graph: PlanGraph, texts: ReadonlyMap<number, string>): RestValue {
  const codegenIds = new Map<number, number>();
  for (const { name, inner } of graph.nodes) {
    const id = /^WholeStageCodegen \((\d+)\)$/.exec(name.trim())?.[1];
    if (id !== undefined) for (const node of inner ?? []) codegenIds.set(node.id, Number(id));
  }
  return nodesOfGraph(graph)
    .toSorted((a, b) => b.id - a.id)
    .map((node) => ({
      nodeId: node.id,
      nodeName: node.name.trim(),
      wholeStageCodegenId: codegenIds.get(node.id),
      metrics: viewMetrics(node, texts),
    }));
}

const viewMetrics = ({ metrics }: GraphNode, texts: ReadonlyMap<number, string>): RestValue =>
  metrics.flatMap(({ name, accumulatorId }) => {
    const value = texts.get(accumulatorId);
    return value === undefined ? [] : [{ name: name.trim(), value: value.replace(/^\n/, '') }];
  });
