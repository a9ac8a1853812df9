import type { PipelineFacts } from '../facts/fact.ts';

export interface LineageGraph {
  readonly nodes: readonly {
    readonly id: string;
    readonly kind: 'pipeline' | 'dataset';
    readonly name: string;
    readonly file: string | null;
  }[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly confidence: string;
    readonly file: string;
    readonly line: number;
  }[];
}

/** What flows between pipelines through the datasets that one writes and another reads. Names of datasets are compared without case. */
export function lineageGraph(pipelines: readonly PipelineFacts[]): LineageGraph {
  const nodes = new Map<string, LineageGraph['nodes'][number]>();
  const edges = new Map<string, LineageGraph['edges'][number]>();
  for (const { name, file, facts } of pipelines) {
    const pipeline = `pipeline:${file}#${name}`;
    for (const { kind, value, confidence, lines } of facts) {
      if (kind !== 'reads' && kind !== 'writes') continue;
      const dataset = `dataset:${value.toLowerCase()}`;
      if (!nodes.has(pipeline)) nodes.set(pipeline, { id: pipeline, kind: 'pipeline', name, file });
      if (!nodes.has(dataset))
        nodes.set(dataset, { id: dataset, kind: 'dataset', name: value, file: null });
      const [from, to] = kind === 'reads' ? [dataset, pipeline] : [pipeline, dataset];
      const key = `${from} ${to}`;
      if (!edges.has(key)) edges.set(key, { from, to, confidence, file, line: lines[0] });
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}
