/** A line; `file` where it is not that of the DAG. */
export interface Place {
  readonly line: number;
  readonly file?: string | undefined;
}

/** Of a task what the page shows. Values that are not known come as objects; they are left out. */
export interface DagTask {
  readonly taskId: string;
  readonly operator: string;
  readonly decorator: string | null;
  readonly kind: string;
  readonly group: string | null;
  readonly triggerRule: unknown;
  readonly retries: unknown;
  readonly mapped: { readonly over: readonly string[] } | null;
  readonly setup: boolean;
  readonly teardown: boolean;
  readonly span: Place;
  readonly uncertain: Place | null;
}

export interface Dag {
  readonly dagId: unknown;
  readonly file: string;
  readonly scheduleInWords: string;
  readonly span: Place;
  readonly tasks: readonly DagTask[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly label: string | null;
  }[];
  readonly unknowns: readonly (Place & { readonly what: string; readonly unknown: string })[];
}

/** The DAGs in the data of an answer of `airflow-parser.parse_airflow`, or null. */
export function readDags(data: unknown): readonly Dag[] | null {
  if (data === null || typeof data !== 'object') return null;
  const { dags, importErrors } = data as {
    readonly dags?: unknown;
    readonly importErrors?: unknown;
  };
  if (!Array.isArray(dags) || !Array.isArray(importErrors) || dags.length === 0) return null;
  return dags as Dag[];
}
