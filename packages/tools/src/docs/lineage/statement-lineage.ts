/** A table, view or file that a statement reads or writes. */
export interface SqlDataset {
  /** As it was written, without quotes: `catalog.schema.table`, or a path. */
  readonly name: string;
  readonly kind: 'table' | 'path';
}

/** Where a column of the result comes from. */
export interface ColumnLineage {
  /** The column as the statement names it; `*` where all columns are passed on. */
  readonly column: string;
  /** `table.column`; without a table where several could have it. */
  readonly from: readonly string[];
}

export interface StatementLineage {
  /** What the statement does: `insert`, `merge`, `create table`, `select` ... */
  readonly action: string;
  readonly reads: readonly SqlDataset[];
  readonly writes: readonly SqlDataset[];
  readonly columns: readonly ColumnLineage[];
  /** `parsed`: from a syntax tree. `guessed`: from words, because the parser could not read the statement; `problem` says why. */
  readonly confidence: 'parsed' | 'guessed';
  readonly problem: string | null;
}

const sameName = (name: string): string => name.toLowerCase();

/** Keeps the first of each name, however it is written. */
export function distinct(datasets: readonly SqlDataset[]): SqlDataset[] {
  const seen = new Map<string, SqlDataset>();
  for (const dataset of datasets) {
    const key = sameName(dataset.name);
    if (!seen.has(key)) seen.set(key, dataset);
  }
  return [...seen.values()];
}
