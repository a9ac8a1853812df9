import { useId, useLayoutEffect, useRef } from 'react';
import { visibleText } from '../../components/ui/visible-text.ts';
import { EdgeLines } from '../airflow/edge-lines.tsx';
import { shortName } from '../airflow/short-name.ts';
import { layOutDag, nodeHeight, nodeWidth } from '../airflow/lay-out-dag.ts';
import { readFlowchart, type FlowNode } from './flowchart.ts';

const radius: Readonly<Record<FlowNode['shape'], number>> = {
  box: 6,
  round: nodeHeight / 2,
  choice: 0,
};

/** A diagram of a document as a picture; as its text where it cannot be read. */
export function FlowchartView({ mermaid }: { readonly mermaid: string }) {
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // Columns are centred: beside many boxes in one, the first box stands far below the top.
    const first = frame.current?.querySelector('rect');
    if (frame.current && first)
      frame.current.scrollTop =
        Number(first.getAttribute('y')) - (frame.current.clientHeight - nodeHeight) / 2;
  }, []);
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
      ref={frame}
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
        <EdgeLines id={id} edges={picture.edges} />
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
                {shortName(label)}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
