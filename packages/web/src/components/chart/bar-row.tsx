import { useId } from 'react';

export interface BarPart {
  /** 0..1 of the axis. */
  readonly from: number;
  readonly to: number;
  /** A colour of the page, such as `var(--color-accent)`. */
  readonly fill: string;
  /** A line across in place of a bar. */
  readonly isMark?: boolean;
}

const height = 14;

/** One row of a bar chart: parts on a shared axis. It takes the width that is there; what it says stands beside it as text. */
export function BarRow({
  title,
  description,
  parts,
}: {
  readonly title: string;
  readonly description: string;
  readonly parts: readonly BarPart[];
}) {
  const id = useId();
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      role="img"
      aria-labelledby={`${id}-title ${id}-description`}
      width="100%"
      height={height}
      className="bg-sunken block rounded-sm"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{description}</desc>
      {parts.map(({ from, to, fill, isMark }) =>
        isMark ? (
          <line
            key={`${from} ${to} ${fill}`}
            // A line at the very end would be cut in half.
            x1={percent(Math.min(from, 0.997))}
            x2={percent(Math.min(from, 0.997))}
            y1={0}
            y2={height}
            stroke={fill}
            strokeWidth={2}
          />
        ) : (
          <rect
            key={`${from} ${to} ${fill}`}
            x={percent(from)}
            width={percent(Math.max(0.003, to - from))}
            y={2}
            height={height - 4}
            rx={2}
            fill={fill}
          />
        ),
      )}
    </svg>
  );
}

const percent = (share: number): string =>
  `${Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 100}%`;
