import type { Answer } from '@datasherpa/agent/plugin';
import type { FoundLines } from '../../api/search-logs.ts';

export interface Cause {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  readonly confidence: number;
  readonly explanation: string;
  readonly evidence: Answer['evidence'];
  readonly counterEvidence: Answer['evidence'];
  readonly firstChecks: readonly string[];
  readonly fix: readonly string[];
  /** So that it does not happen again. */
  readonly prevention?: readonly string[];
  /** Commands that show more and change nothing. */
  readonly commands?: readonly {
    readonly command: string;
    readonly shows: string;
    readonly complete: boolean;
  }[];
  readonly lookNext: string;
  readonly symptoms: readonly string[];
  readonly occurrences: number;
}

export interface Diagnosis {
  readonly causes: readonly Cause[];
  readonly searched: { readonly files: number; readonly lines: number };
}

/** The data of an answer as that of `log-search.diagnose`, or null. The server checked it against the tool's output schema. */
export const readDiagnosis = (data: unknown): Diagnosis | null =>
  hasList(data, 'causes') ? (data as unknown as Diagnosis) : null;

/** The same for `log-search.search_logs`. */
export const readSearchResult = (data: unknown): FoundLines | null =>
  hasList(data, 'hits') && 'counts' in data ? (data as unknown as FoundLines) : null;

const hasList = (data: unknown, key: string): data is Record<string, unknown> =>
  data !== null &&
  typeof data === 'object' &&
  Array.isArray((data as Record<string, unknown>)[key]);
