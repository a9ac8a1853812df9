import { isObject, listOf, numberOf, textOf, textPairs, type Json } from '../events/json.ts';
import type { PlanMetric, PlanNode } from '../model/application.ts';

/** Plans of real queries have some thousand nodes and are some hundred deep; a hostile one may be endless. */
const maxDepth = 2000;

export function readPlanTree(value: Json | undefined, depth = 0): PlanNode | null {
  if (!isObject(value) || depth > maxDepth) return null;
  return {
    name: textOf(value['nodeName']) ?? '',
    text: textOf(value['simpleString']) ?? '',
    metadata: Object.fromEntries(textPairs(value['metadata'])),
    metrics: listOf(value['metrics']).flatMap(readMetric),
    children: listOf(value['children']).flatMap((child) => readPlanTree(child, depth + 1) ?? []),
  };
}

function readMetric(value: Json): PlanMetric[] {
  if (!isObject(value)) return [];
  const accumulatorId = numberOf(value['accumulatorId']);
  if (accumulatorId === null) return [];
  return [
    {
      name: textOf(value['name']) ?? '',
      accumulatorId,
      type: textOf(value['metricType']) ?? textOf(value['metricParam']) ?? 'sum',
    },
  ];
}
