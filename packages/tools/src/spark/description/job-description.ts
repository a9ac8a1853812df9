/** What somebody says about a run, in place of its event log. What was not said is null or missing. */
export interface JobDescription {
  readonly name: string | null;
  readonly sparkVersion: string | null;
  readonly durationMs: number | null;
  readonly configuration: Readonly<Record<string, string>>;
  readonly executors: number | null;
  readonly executorCores: number | null;
  readonly stages: readonly DescribedStage[];
  /** Sentences that are about no number. */
  readonly symptoms: readonly string[];
  /** Amounts that are in no number of the answer, and why not. */
  readonly notUsed: readonly { readonly text: string; readonly why: string }[];
}

export interface DescribedStage {
  readonly id: number;
  readonly name: string;
  readonly durationMs: number | null;
  readonly tasks: number | null;
  readonly failedTasks: number | null;
  /** Of the tasks. */
  readonly medianMs: number | null;
  readonly longestMs: number | null;
  /** Of the time that tasks ran. */
  readonly gcShare: number | null;
  readonly inputBytes: number | null;
  readonly outputBytes: number | null;
  readonly shuffleReadBytes: number | null;
  readonly shuffleWriteBytes: number | null;
  readonly memorySpilledBytes: number | null;
  readonly diskSpilledBytes: number | null;
}

export const stageWithout: DescribedStage = {
  id: 0,
  name: '',
  durationMs: null,
  tasks: null,
  failedTasks: null,
  medianMs: null,
  longestMs: null,
  gcShare: null,
  inputBytes: null,
  outputBytes: null,
  shuffleReadBytes: null,
  shuffleWriteBytes: null,
  memorySpilledBytes: null,
  diskSpilledBytes: null,
};

export const maxStages = 1000;

/** What a description leaves open, in words; an answer from it is worth less by that. */
export function missingIn(description: JobDescription): string[] {
  const { stages } = description;
  const lacks = (of: (stage: DescribedStage) => number | null): boolean =>
    stages.every((stage) => of(stage) === null);
  const missing: string[] = [];
  if (description.sparkVersion === null) missing.push('the version of Spark');
  if (Object.keys(description.configuration).length === 0) missing.push('the configuration');
  if (description.executors === null) missing.push('the number of executors');
  if (description.executorCores === null) missing.push('the cores of an executor');
  if (description.durationMs === null && lacks(({ durationMs }) => durationMs))
    missing.push('how long it ran');
  if (stages.length === 0) missing.push('stages');
  else {
    if (lacks(({ tasks }) => tasks)) missing.push('the number of tasks');
    if (lacks(({ longestMs }) => longestMs))
      missing.push('how long the median and the longest task ran');
    if (lacks(({ shuffleReadBytes }) => shuffleReadBytes)) missing.push('shuffle sizes');
    if (lacks(({ diskSpilledBytes }) => diskSpilledBytes)) missing.push('spill');
    if (lacks(({ gcShare }) => gcShare)) missing.push('time of garbage collection');
  }
  missing.push(
    'single tasks, executors that were lost, and plans of queries, which only an event log has',
  );
  return missing;
}
