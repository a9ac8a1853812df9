import type { LogPlace } from '../model/application.ts';

export type Severity = 'critical' | 'warning' | 'info';

/** How a saving was found: from times of the log, from a model with its constants named, or not at all. */
type Method = 'measured' | 'modeled' | 'none';

export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'bytes' | 'ms' | 'count' | 'ratio' | 'percent' | 'core-hours' | 'rows';
}

/** A change of configuration that a finding asks for. */
export interface Recommendation {
  readonly key: string;
  /** What was in effect; null where the log does not say. */
  readonly old: string | null;
  readonly new: string;
  readonly reason: string;
  /** What to expect, as a range in words with numbers. */
  readonly expected: string;
  readonly risk: string;
}

/** Something that costs time or resources, with what it was measured by and what would prove it wrong. */
export interface Finding {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly stages: readonly { readonly id: number; readonly attempt: number }[];
  readonly executions: readonly number[];
  readonly executors: readonly string[];
  readonly measures: readonly Measure[];
  /** When the rule fires, in words. */
  readonly threshold: string;
  /** The formula of the saving or of the new value, with its numbers. */
  readonly formula: string;
  /** Wall-clock time that can come back at most, clipped by what else ran; null where it is not known or none. */
  readonly savedMs: number | null;
  /** Resources that can come back, where no time does. */
  readonly savedCoreHours: number | null;
  readonly method: Method;
  readonly explanation: string;
  readonly caveat: string;
  /** What to look at to see that the finding is wrong. */
  readonly disproof: string;
  readonly recommendations: readonly Recommendation[];
  /** Changes of the program, where no setting helps. */
  readonly codeAdvice: readonly string[];
  readonly places: readonly LogPlace[];
}

/** A rule that could not look, and what to switch on so that it can. */
export interface NotObservable {
  readonly rule: string;
  readonly title: string;
  readonly why: string;
  readonly switchOn: string;
}

export type RuleOutcome =
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }
  | { readonly kind: 'clean'; readonly checked: string }
  | { readonly kind: 'not-observable'; readonly why: string; readonly switchOn: string };

export const clean = (checked: string): RuleOutcome => ({ kind: 'clean', checked });
export const notObservable = (why: string, switchOn: string): RuleOutcome => ({
  kind: 'not-observable',
  why,
  switchOn,
});
/** Findings where there are some, otherwise what was checked. */
export const outcomeOf = (findings: readonly Finding[], checked: string): RuleOutcome =>
  findings.length > 0 ? { kind: 'findings', findings } : clean(checked);
