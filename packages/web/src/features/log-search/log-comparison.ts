import type { Evidence } from '../../components/evidence/evidence-context.ts';

interface Counted {
  readonly before: number;
  readonly after: number;
  readonly evidence: Evidence;
}

export interface ComparedLine extends Counted {
  readonly quote: string;
}

interface SlowerPhase {
  readonly phase: string;
  readonly beforeMs: number;
  readonly afterMs: number;
  readonly endedBadly: boolean;
  readonly evidence: readonly Evidence[];
}

/** What differs between the logs of two runs, as the tools `compare` and `diagnose` answer it. */
export interface LogComparison {
  readonly foundCauses: {
    readonly before: readonly { readonly id: string; readonly title: string }[];
    readonly after: readonly { readonly id: string; readonly title: string }[];
  };
  readonly steps: readonly (Counted & { readonly what: string })[];
  readonly notRun: readonly { readonly what: string; readonly evidence: Evidence }[];
  readonly errors: readonly (ComparedLine & { readonly type: string })[];
  readonly lines: {
    readonly new: readonly ComparedLine[];
    readonly moreFrequent: readonly ComparedLine[];
    readonly gone: readonly ComparedLine[];
  };
  readonly slower: readonly SlowerPhase[];
  readonly compared: {
    readonly before: { readonly files: number; readonly lines: number };
    readonly after: { readonly files: number; readonly lines: number };
  };
}

const isComparison = (data: unknown): data is LogComparison => {
  const { foundCauses, lines, slower } = (data ?? {}) as Partial<LogComparison>;
  return foundCauses !== undefined && Array.isArray(lines?.gone) && Array.isArray(slower);
};

/** The comparison in the data of an answer, which is one or holds one; or null. */
export function readLogComparison(data: unknown): LogComparison | null {
  if (isComparison(data)) return data;
  const { comparison } = (data ?? {}) as { readonly comparison?: unknown };
  return isComparison(comparison) ? comparison : null;
}
