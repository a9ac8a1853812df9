import type { Block } from '../document/document.ts';
import type { Fact, PipelineFacts } from '../facts/fact.ts';

const maxNodes = 400;

/** A label in Mermaid: quoted, with the signs that would end or start markup written as entities. */
export const mermaidLabel = (label: string): string =>
  `"${label
    .slice(0, 200)
    .replaceAll('&', '#amp;')
    .replaceAll('"', '#quot;')
    .replaceAll('<', '#lt;')
    .replaceAll('>', '#gt;')
    .replaceAll('`', '#96;')
    .replaceAll(/[\r\n]+/g, ' ')}"`;

/**
 * The tasks of a pipeline and what comes before what; where it has none, its datasets. Nodes are called n0, n1 ..., because Mermaid
 * refuses some words as names. A pipeline with more than 400 nodes has no diagram, and says so.
 */
export function diagramOf(pipeline: PipelineFacts): Block[] {
  const tasks = pipeline.facts.filter(({ kind }) => kind === 'task');
  const drawn = tasks.length > 0 ? ofTasks(pipeline.facts, tasks) : ofDatasets(pipeline);
  if (drawn === null) return [];
  if (drawn.nodes > maxNodes)
    return [
      {
        kind: 'text',
        statement: {
          parts: [`The diagram would have ${drawn.nodes} nodes; up to ${maxNodes} are drawn.`],
          facts: [],
          reference: null,
        },
      },
    ];
  const { lines, facts, arrows } = drawn;
  return [{ kind: 'diagram', mermaid: lines.join('\n'), facts, arrows }];
}

interface Drawn {
  readonly lines: readonly string[];
  readonly nodes: number;
  readonly facts: readonly string[];
  readonly arrows: readonly { readonly from: string; readonly to: string }[];
}

function ofTasks(facts: readonly Fact[], tasks: readonly Fact[]): Drawn {
  const edges = facts.filter(({ kind }) => kind === 'edge');
  const groups = facts.filter(({ kind }) => kind === 'group');
  const nameOf = new Map(tasks.map(({ value }, at) => [value, `n${at}`]));
  const lines = ['flowchart LR'];
  const node = ({ value, attributes }: Fact): string => {
    const label = mermaidLabel(attributes['mapped'] === undefined ? value : `${value} [n]`);
    const [open, close] = attributes['branches'] === undefined ? ['[', ']'] : ['{', '}'];
    return `${nameOf.get(value)}${open}${label}${close}`;
  };
  const children = (group: string | null): Fact[] =>
    tasks.filter(({ attributes }) => (attributes['group'] ?? null) === group);
  const seen = new Set<string>();
  const draw = (group: string | null, depth: number): void => {
    const space = '  '.repeat(depth);
    for (const task of children(group)) lines.push(`${space}${node(task)}`);
    for (const [at, inner] of groups.entries()) {
      if ((inner.attributes['parent'] ?? null) !== group || seen.has(inner.value)) continue;
      seen.add(inner.value);
      lines.push(`${space}subgraph g${at}[${mermaidLabel(inner.value)}]`);
      draw(inner.value, depth + 1);
      lines.push(`${space}end`);
    }
  };
  draw(null, 1);
  // A task of a group that is not known stands outside.
  for (const task of tasks) {
    const group = task.attributes['group'];
    if (group !== undefined && !seen.has(group)) lines.push(`  ${node(task)}`);
  }
  for (const { subject, value, attributes } of edges) {
    const [from, to] = [nameOf.get(subject ?? ''), nameOf.get(value)];
    if (from === undefined || to === undefined) continue;
    const label = attributes['label'];
    const arrow = attributes['teardown'] === undefined ? '-->' : '-.->';
    lines.push(`  ${from} ${arrow}${label === undefined ? '' : `|${mermaidLabel(label)}|`} ${to}`);
  }
  return {
    lines,
    nodes: tasks.length,
    facts: [...tasks, ...edges].map(({ id }) => id),
    arrows: edges.map(({ subject, value }) => ({ from: subject ?? '', to: value })),
  };
}

/** What flows from where to where: datasets that are read, the pipeline or its statement, datasets that are written. */
function ofDatasets({ name, facts }: PipelineFacts): Drawn | null {
  const flows = facts.filter(({ kind }) => kind === 'reads' || kind === 'writes');
  if (flows.length === 0) return null;
  const nodes = new Map<string, string>();
  const lines = ['flowchart LR'];
  const node = (label: string, round: boolean): string => {
    const key = `${round ? 'step' : 'data'}/${label.toLowerCase()}`;
    const known = nodes.get(key);
    if (known !== undefined) return known;
    const id = `n${nodes.size}`;
    nodes.set(key, id);
    lines.push(`  ${id}${round ? `([${mermaidLabel(label)}])` : `[${mermaidLabel(label)}]`}`);
    return id;
  };
  const arrows = new Map<string, { from: string; to: string }>();
  for (const { kind, subject, value } of flows) {
    const step = node(subject ?? name, true);
    const data = node(value, false);
    const by = subject ?? name;
    if (kind === 'reads') arrows.set(`  ${data} --> ${step}`, { from: value, to: by });
    else arrows.set(`  ${step} --> ${data}`, { from: by, to: value });
  }
  return {
    lines: [...lines, ...arrows.keys()],
    nodes: nodes.size,
    facts: flows.map(({ id }) => id),
    arrows: [...arrows.values()],
  };
}
