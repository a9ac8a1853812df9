/** What kind of thing a fact tells. Each kind belongs to one section of a document. */
export type FactKind =
  | 'pipeline'
  | 'says'
  | 'schedule'
  | 'property'
  | 'task'
  | 'edge'
  | 'group'
  | 'reads'
  | 'writes'
  | 'column'
  | 'parameter'
  | 'variable'
  | 'connection'
  | 'environment'
  | 'setting'
  | 'step'
  | 'callback'
  | 'exit'
  | 'quality'
  | 'waits-for'
  | 'triggers'
  | 'security'
  | 'unknown';

/**
 * One thing that the source says, and where. Nothing comes into a document that is not a fact or fixed text of ours.
 * `certain`: read from the syntax; `likely`: follows with one assumption; `guessed`: from words, could not be parsed.
 */
export interface Fact {
  /** Stable: the same fact has the same id when lines move. */
  readonly id: string;
  readonly kind: FactKind;
  /** What it is about: the task of a dataset, the first task of an edge; null for the pipeline itself. */
  readonly subject: string | null;
  readonly value: string;
  /** More about it, by name; texts of the source. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly file: string;
  readonly lines: readonly [first: number, last: number];
  readonly confidence: 'certain' | 'likely' | 'guessed';
}

export type PipelineKind =
  | 'airflow'
  | 'spark'
  | 'python'
  | 'sql'
  | 'dbt'
  | 'shell'
  | 'notebook'
  | 'compose'
  | 'kubernetes';

/** Everything known of one pipeline: a DAG, a script, a model. The document is made of it. */
export interface PipelineFacts {
  readonly kind: PipelineKind;
  readonly name: string;
  readonly file: string;
  readonly facts: readonly Fact[];
}
