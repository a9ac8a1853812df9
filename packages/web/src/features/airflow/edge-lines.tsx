import { visibleText } from '../../components/ui/visible-text.ts';
import { maxLabel, type DagPicture } from './lay-out-dag.ts';

/**
 * The arrows of a graph with their labels, inside of an `svg`.
 * @param id of the page's own, for the head of the arrows.
 * @param isLit arrows that are drawn stronger than the others.
 */
export function EdgeLines({
  id,
  edges,
  isLit,
}: {
  readonly id: string;
  readonly edges: DagPicture['edges'];
  readonly isLit?: (edge: DagPicture['edges'][number]) => boolean;
}) {
  return (
    <>
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
      {edges.map((edge) => {
        const { from, to, path, label, x, y } = edge;
        const lit = isLit?.(edge) ?? false;
        return (
          <g key={`${from}\n${to}\n${path}`}>
            <path
              d={path}
              fill="none"
              stroke={lit ? 'var(--color-accent)' : 'var(--color-muted)'}
              strokeOpacity={isLit && !lit ? 0.5 : 1}
              strokeWidth={lit ? 2 : 1.25}
              markerEnd={`url(#${id}-arrow)`}
            />
            {label !== null && (
              <text x={x} y={y - 4} textAnchor="middle" className="fill-muted text-[0.625rem]">
                {visibleText(label.length > maxLabel ? `${label.slice(0, maxLabel - 1)}…` : label)}
                <title>{visibleText(label)}</title>
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}
