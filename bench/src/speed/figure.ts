/** One measured figure. Speed is told as a ratio to a named peer of the same run, because machines differ and are shared. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** Counted runs behind the value, which is their median where nothing else is said. */
  readonly runs: number;
  readonly peer: { readonly name: string; readonly value: number } | null;
}

/** The value at or below which `part` (0..1) of the values lie (nearest rank). */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Three digits that count. */
export const rounded = (value: number): number => Number(value.toPrecision(3));

const digits = (value: number): string =>
  value.toLocaleString('en-US', { maximumSignificantDigits: 3 });

/** Rows for a terminal, the ratio being ours to the peer's. */
export function renderFigures(figures: readonly Figure[]): string {
  const rows = [
    ['what', 'value', '', 'peer', '', 'ratio'],
    ...figures.map(({ what, value, unit, peer }) => [
      what,
      digits(value),
      unit,
      peer?.name ?? '',
      peer ? digits(peer.value) : '',
      peer ? digits(value / peer.value) : '',
    ]),
  ];
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at % 2 === 1 ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
