/** What a file says of a run of a pipeline, or of a part of one. */
export interface SeenRun {
  readonly kind: 'airflow' | 'spark' | 'dbt';
  /** A DAG id, the name of a Spark job without what changes from run to run, a dbt project. */
  readonly pipeline: string;
  /** A DAG run, a Spark application, or when dbt was begun. */
  readonly run: string;
  /** A task of the DAG run, with its map index; '' for the run as a whole. */
  readonly part: string;
  /** Number of the try or of the attempt; '' where there is none. */
  readonly attempt: string;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Null where the file does not say how it ended. */
  readonly status: 'success' | 'failed' | null;
}
