import type { LogEvent } from '../logs/index.ts';

/** Which part of a pipeline says it. */
export type Tool =
  | 'airflow'
  | 'spark-submit'
  | 'spark-driver'
  | 'spark-executor'
  | 'spark-master'
  | 'spark-worker'
  | 'yarn'
  | 'kubernetes'
  | 'dbt'
  | 'kafka-connect'
  | 'flink'
  /** A line that a cause was found in, of whatever program. */
  | 'diagnosis';

export const entityKeys = [
  'dag',
  'run',
  'task',
  'map',
  'try',
  'instance',
  'application',
  'attempt',
  'job',
  'stage',
  'executor',
  'host',
  'container',
  'pod',
] as const;

/** What a milestone is about, in the ids of the products: `stage` is `6` or `6.0` (with its attempt), `executor` a number. */
export type EntityIds = Readonly<Partial<Record<(typeof entityKeys)[number], string>>>;

/** Named groups of a rule: ids, and facts such as `code` (exit code), `state`, `count`; `reason` is free text of the log. */
export type Facts = Readonly<Record<string, string>>;

/** How one kind of milestone is written by one product. */
export interface MilestoneRule {
  /** What happened, whoever says it: `executor-lost`. */
  readonly kind: string;
  readonly tool: Tool;
  /** Matched against the head of the raw event. `at` is a time in epoch milliseconds. No `g` flag. */
  readonly match: RegExp;
  /** A step towards a failure. */
  readonly bad?: boolean | ((facts: Facts) => boolean);
  /** One clause for people, of ids and numbers: free text of the log is quoted, never part of a sentence of ours. */
  readonly what: (facts: Facts) => string;
  /** One event may list several. */
  readonly many?: true;
  /** Of these only the first and the last of an application are worth a line. */
  readonly routine?: true;
}

/** A place in a file where something began, ended or broke. JSON-serialisable. */
export interface Milestone {
  /** `LogEvent.source`: the log of a dump that it stands in. */
  readonly inside?: string;
  /** Position in the list of rules. */
  readonly rule: number;
  readonly line: number;
  readonly eventLine: number;
  readonly start: number;
  readonly end: number;
  /** What matched, at most 200 characters of one line. */
  readonly matched: string;
  /** Epoch milliseconds; that of the last event before it where it has none itself. */
  readonly time: number | null;
  readonly timeIsEstimated: boolean;
  readonly facts: Facts;
}

/** What one file says about the course of things; bounded. */
export interface CollectedMilestones {
  /** Of the rules that matched. */
  readonly rules: string;
  readonly milestones: readonly Milestone[];
  /** All matches, also those that were not kept. */
  readonly total: number;
  /** At least one time had no zone, so that UTC was taken. */
  readonly zoneAssumed: boolean;
}

export interface MilestoneCollector {
  observe(event: LogEvent): void;
  result(report: { readonly timeZoneAssumed: boolean }): CollectedMilestones;
}
