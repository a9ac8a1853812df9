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
      role="img"
      aria-labelledby={`${id}-title ${id}-description`}
      width="100%"
      height={height}
      className="bg-sunken block rounded-sm"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{description}</desc>
      {parts.map(({ from, to, fill, isMark }, at) =>
        isMark ? (
          <line
            key={at}
            x1={percent(from)}
            x2={percent(from)}
            y1={0}
            y2={height}
            stroke={fill}
            strokeWidth={2}
          />
        ) : (
          <rect
            key={at}
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
