export interface FlowNode {
  readonly id: string;
  readonly label: string;
  readonly shape: 'box' | 'round' | 'choice';
}

export interface Flowchart {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly label: string | null;
  }[];
}

const node = /^(\w+)(\(\[|\[|\{)"([^"]*)"(\]\)|\]|\})$/;
const edge = /^(\w+) (?:-->|-\.->)(?:\|"([^"]*)"\|)? (\w+)$/;
const frame = /^(subgraph \w+\["[^"]*"\]|end)$/;
const shapes = { '[': 'box', '([': 'round', '{': 'choice' } as const;

const signs: Readonly<Record<string, string>> = {
  '#quot;': '"',
  '#lt;': '<',
  '#gt;': '>',
  '#96;': '`',
  '#amp;': '&',
};
const plain = (label: string): string =>
  label.replaceAll(/#(?:quot|lt|gt|96|amp);/g, (sign) => signs[sign] ?? sign);

/**
 * Reads a flowchart of the form in which the doc writer writes them: a node or an arrow on each line, frames around groups.
 * Null where anything else stands in it: then the text is shown.
 */
export function readFlowchart(mermaid: string): Flowchart | null {
  const [head, ...lines] = mermaid.split('\n').map((line) => line.trim());
  if (head !== 'flowchart LR') return null;
  const nodes = new Map<string, FlowNode>();
  const edges: Flowchart['edges'][number][] = [];
  for (const line of lines) {
    if (line === '' || frame.test(line)) continue;
    const [, id, open, label] = node.exec(line) ?? [];
    if (id !== undefined && open !== undefined && label !== undefined) {
      nodes.set(id, { id, label: plain(label), shape: shapes[open as keyof typeof shapes] });
      continue;
    }
    const [, from, words, to] = edge.exec(line) ?? [];
    if (from === undefined || to === undefined) return null;
    edges.push({ from, to, label: words === undefined ? null : plain(words) });
  }
  return nodes.size > 0 ? { nodes: [...nodes.values()], edges } : null;
}
