import type { Retry } from './retry.ts';

/** The answer shape of the diagnosis engine. Plain data, JSON-serialisable. */

/** A quoted place in a stored source. The quote is only shown after `verifyEvidence` found it in the bytes. */
export interface Evidence {
  /** Short id that a summary cites: `E1`, `E2`. */
  readonly id: string;
  /** Id of the stored file (`FileRecord.id`). */
  readonly fileId: string;
  /** Name of the file as the user knows it. */
  readonly source: string;
  /** First and last line, 1-based, inclusive. */
  readonly lines: readonly [number, number];
  /** Byte range [from, to) in the unpacked file. */
  readonly bytes: readonly [number, number];
  /** SHA-256 (hex) of exactly those bytes. */
  readonly sha256: string;
  /** Those bytes as text (UTF-8, invalid sequences replaced). */
  readonly quote: string;
  /** What this line proves, in one sentence. */
  readonly why: string;
}

export interface Cause {
  /** Id of the taxonomy, for example `executor_oom_shuffle`. */
  readonly id: string;
  readonly family: string;
  readonly title: string;
  readonly definition: string;
  /** 0..1, computed from the evidence; how is in `confidence.ts`. */
  readonly confidence: number;
  /** One or two sentences with the facts of this very case. */
  readonly explanation: string;
  readonly evidence: readonly Evidence[];
  readonly counterEvidence: readonly Evidence[];
  readonly firstChecks: readonly string[];
  readonly fix: readonly string[];
  /** What keeps failures of this family from coming back. */
  readonly prevention: readonly string[];
  /** Whether the same work may end well when it is run once more with nothing changed. */
  readonly retry: Retry;
  /** The log or metric to read next. */
  readonly lookNext: string;
  /** Ids of causes that are symptoms of this one in the same logs (collapsed chain). */
  readonly symptoms: readonly string[];
  /** How often the rule matched, before any cap. */
  readonly occurrences: number;
}

export interface Limit {
  readonly what: string;
  readonly total: number;
  readonly shown: number;
  readonly why: string;
  readonly howToGetTheRest: string;
}

export interface Diagnosis {
  readonly status: 'found' | 'nothing_found' | 'inconclusive';
  /** Best first. With `inconclusive` they are candidates, not findings. */
  readonly causes: readonly Cause[];
  /** One paragraph in plain words; cites evidence ids in brackets: [E1]. */
  readonly summary: string;
  /** What to read next when the logs at hand cannot prove a cause. */
  readonly lookNext: string | null;
  readonly searched: { readonly files: number; readonly lines: number; readonly events: number };
  readonly limits: readonly Limit[];
}
