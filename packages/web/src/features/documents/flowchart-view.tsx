import { useId } from 'react';
import { visibleText } from '../../components/ui/visible-text.ts';
import { layOutDag, nodeHeight, nodeWidth } from '../airflow/lay-out-dag.ts';
import { readFlowchart, type FlowNode } from './flowchart.ts';

const radius: Readonly<Record<FlowNode['shape'], number>> = {
  box: 6,
  round: nodeHeight / 2,
  choice: 0,
};
/** Signs of a label that fit into its box. */
const maxSigns = 24;

/** A diagram of a document as a picture; as its text where it cannot be read. */
export function FlowchartView({ mermaid }: { readonly mermaid: string }) {
  const id = useId();
  const chart = readFlowchart(mermaid);
  if (!chart)
    return (
      <pre className="bg-sunken overflow-x-auto rounded-lg p-3 font-mono text-xs">
        {visibleText(mermaid)}
      </pre>
    );
  const byId = new Map(chart.nodes.map((each) => [each.id, each]));
  const picture = layOutDag({
    tasks: chart.nodes.map((each) => ({ taskId: each.id })),
    edges: chart.edges,
  });
  const labelOf = (key: string): string => visibleText(byId.get(key)?.label ?? key);
  return (
    <div
      className="border-line bg-surface max-h-[28rem] overflow-auto rounded-xl border"
      tabIndex={0}
      role="region"
      aria-label="Diagram"
    >
      <svg
        xmlns="http://www.w3.org/2000/svg"
        role="img"
        aria-labelledby={`${id}-title ${id}-description`}
        width={picture.width}
        height={picture.height}
        className="block"
      >
        <title id={`${id}-title`}>What leads to what</title>
        <desc id={`${id}-description`}>
          {chart.edges.length === 0
            ? chart.nodes.map((each) => visibleText(each.label)).join(', ')
            : chart.edges.map(({ from, to }) => `${labelOf(from)} to ${labelOf(to)}`).join(', ')}
        </desc>
        <defs>
          <marker
            id={`${id}-arrow`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerUnits="userSpaceOnUse"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8z" fill="var(--color-muted)" />
          </marker>
        </defs>
        {picture.edges.map(({ path, label, x, y, from, to }) => (
          <g key={`${from} ${to} ${path}`}>
            <path
              d={path}
              fill="none"
              stroke="var(--color-muted)"
              strokeWidth={1.25}
              markerEnd={`url(#${id}-arrow)`}
            />
            {label !== null && (
              <text x={x} y={y - 4} textAnchor="middle" className="fill-muted text-[0.625rem]">
                {visibleText(label)}
              </text>
            )}
          </g>
        ))}
        {picture.nodes.map(({ taskId, x, y }) => {
          const { label, shape } = byId.get(taskId)!;
          const words = visibleText(label);
          return (
            <g key={taskId}>
              <title>{words}</title>
              <rect
                x={x}
                y={y}
                width={nodeWidth}
                height={nodeHeight}
                rx={radius[shape]}
                fill={shape === 'round' ? 'var(--color-accent-soft)' : 'var(--color-canvas)'}
                stroke={shape === 'choice' ? 'var(--color-accent)' : 'var(--color-edge)'}
              />
              <text
                x={x + nodeWidth / 2}
                y={y + nodeHeight / 2}
                dy="0.35em"
                textAnchor="middle"
                className="fill-ink text-xs"
              >
                {words.length > maxSigns ? `${words.slice(0, maxSigns - 1)}…` : words}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
