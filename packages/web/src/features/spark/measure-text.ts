import { formatBytes, formatCount, formatDuration } from '../../components/ui/format.ts';

const rounded = (value: number): string => String(Number(value.toPrecision(3)));

/** A measured value in its unit. Ratios of parts come as 0..1 or as a multiple; both are written as the number they are. */
export function measureText({
  value,
  unit,
}: {
  readonly value: number;
  readonly unit: string;
}): string {
  if (unit === 'bytes') return formatBytes(value);
  if (unit === 'ms') return formatDuration(value);
  if (unit === 'percent') return `${rounded(value)} %`;
  if (unit === 'core-hours') return `${rounded(value)} core-hours`;
  if (unit === 'count' || unit === 'rows') return formatCount(value);
  return rounded(value);
}
