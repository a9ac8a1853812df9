type Severity = 'critical' | 'warning' | 'info';

export interface StageKey {
  readonly id: number;
  readonly attempt: number;
}

export interface SparkFinding {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly stages: readonly StageKey[];
  readonly measures: readonly {
    readonly name: string;
    readonly value: number;
    readonly unit: string;
  }[];
  readonly threshold: string;
  readonly formula: string;
  readonly savedMs: number | null;
  readonly savedCoreHours: number | null;
  readonly method: 'measured' | 'modeled' | 'none';
  readonly explanation: string;
  readonly caveat: string;
  readonly disproof: string;
  readonly codeAdvice: readonly string[];
}

export interface SparkStage extends StageKey {
  readonly name: string;
  readonly status: string;
  readonly wallMs: number;
  readonly tasks: number;
  readonly failedTasks: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly longestMs: number;
}

export interface WhatIfPoint {
  readonly executors: number;
  readonly wallMs: number;
  readonly coreHours: number;
  readonly utilization: number;
}

export interface SparkWhatIf {
  readonly executors: number;
  readonly coresEach: number;
  readonly points: readonly WhatIfPoint[];
  /** Share by which the model missed the run that is known. */
  readonly modelError: number | null;
  readonly isReliable: boolean;
  readonly caveats: readonly string[];
}

export interface Contribution {
  readonly what: string;
  readonly name: string;
  readonly ms: number;
  readonly why: readonly string[];
}

interface RunTotals {
  readonly id: string | null;
  readonly attemptId: string | null;
  readonly wallMs: number;
}

export interface RunComparison {
  readonly before: RunTotals;
  readonly after: RunTotals;
  readonly differenceMs: number;
  readonly isReal: boolean;
  readonly contributions: readonly Contribution[];
  readonly settings: readonly {
    readonly key: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
}

/** An answer of `spark-optimizer.optimize_spark`. */
export interface SparkAdvice {
  /** Without it nothing can be drawn: a run that was told in words. */
  readonly application?: { readonly id: string; readonly attemptId: string | null };
  /** What a model said, as far as it holds. */
  readonly words?: {
    readonly model: string;
    readonly explanation: string;
    readonly advice: readonly {
      readonly rule: string;
      readonly text: string;
      readonly before: string | null;
      readonly after: string | null;
    }[];
  } | null;
  readonly stages: readonly SparkStage[];
  readonly advice: {
    readonly findings: readonly SparkFinding[];
    readonly clean: readonly { readonly rule: string; readonly title: string }[];
    readonly notObservable: readonly {
      readonly rule: string;
      readonly title: string;
      readonly why: string;
      readonly switchOn: string;
    }[];
    readonly refused: readonly {
      readonly key: string;
      readonly value: string;
      readonly why: string;
    }[];
  };
  readonly settings: { readonly platform: string; readonly text: string };
  readonly whatIf: SparkWhatIf | null;
  readonly comparison: RunComparison | null;
}

/** The advice in the data of an answer, or null. The server checked it against the tool's output schema. */
export function readSparkAdvice(data: unknown): SparkAdvice | null {
  const { advice, stages, settings } = (data ?? {}) as Partial<SparkAdvice>;
  return Array.isArray(advice?.findings) && Array.isArray(stages) && settings !== undefined
    ? (data as SparkAdvice)
    : null;
}

/** An answer of `spark-optimizer.spark_trends`. */
export interface SparkTrends {
  readonly job: string | null;
  readonly runs: readonly unknown[];
  readonly changes: readonly { readonly measure: string; readonly applicationId: string }[];
  readonly comparedRuns: number;
}

export function readSparkTrends(data: unknown): SparkTrends | null {
  const { runs, comparedRuns } = (data ?? {}) as Partial<SparkTrends>;
  return Array.isArray(runs) && typeof comparedRuns === 'number' ? (data as SparkTrends) : null;
}

/** The same for `spark-optimizer.compare_spark_runs`. */
export function readRunComparison(data: unknown): RunComparison | null {
  const { contributions, differenceMs } = (data ?? {}) as Partial<RunComparison>;
  return Array.isArray(contributions) && typeof differenceMs === 'number'
    ? (data as RunComparison)
    : null;
}

/** `6` for the first attempt, `6.1` for the second, as Spark's own page writes them. */
export const stageLabel = ({ id, attempt }: StageKey): string =>
  attempt === 0 ? String(id) : `${id}.${attempt}`;

const order: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, info: 2 };

/** The gravest first; of the same weight what saves most first. */
export const bySeverity = (findings: readonly SparkFinding[]): SparkFinding[] =>
  findings.toSorted(
    (a, b) => order[a.severity] - order[b.severity] || (b.savedMs ?? 0) - (a.savedMs ?? 0),
  );
