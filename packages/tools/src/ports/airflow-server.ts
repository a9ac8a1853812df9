/** What Airflow could not import. */
export interface AirflowImportError {
  readonly filename: string;
  readonly stackTrace: string;
  readonly bundle: string | null;
}

export interface AirflowRun {
  readonly dagId: string;
  readonly runId: string;
  readonly state: string;
  /** ISO 8601. */
  readonly startDate: string | null;
  readonly endDate: string | null;
}

export interface AirflowTaskInstance {
  readonly taskId: string;
  readonly mapIndex: number;
  readonly state: string | null;
  readonly tryNumber: number;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly hostname: string | null;
}

/** A running Airflow, read only. All methods throw AIRFLOW_UNREACHABLE or AIRFLOW_REFUSED. */
export interface AirflowServer {
  importErrors(signal?: AbortSignal): Promise<readonly AirflowImportError[]>;
  /** Newest first, of one DAG or of all. */
  failedRuns(
    options: { readonly dagId?: string; readonly limit: number },
    signal?: AbortSignal,
  ): Promise<readonly AirflowRun[]>;
  taskInstances(
    dagId: string,
    runId: string,
    signal?: AbortSignal,
  ): Promise<readonly AirflowTaskInstance[]>;
  /** The whole log of a try, page by page, as lines of a task log file. */
  taskLog(
    task: {
      readonly dagId: string;
      readonly runId: string;
      readonly taskId: string;
      readonly mapIndex: number;
      readonly tryNumber: number;
    },
    signal?: AbortSignal,
  ): AsyncIterable<string>;
  dagSource(dagId: string, signal?: AbortSignal): Promise<string>;
}
