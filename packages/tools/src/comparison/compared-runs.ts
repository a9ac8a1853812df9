import type { Evidence, Limit } from '../diagnosis/index.ts';
import type { Level } from '../logs/index.ts';

/** The answer shape of the comparison engine: `before` is the run that is compared with, `after` the one in question. */

interface Counted {
  readonly before: number;
  readonly after: number;
  /** Of the side that has it; of `after` where both do. */
  readonly evidence: Evidence;
}

/** A step towards a failure that is new or comes more often. */
interface ComparedStep extends Counted {
  readonly kind: string;
  readonly tool: string;
  readonly what: string;
  /** The reason in the words of the log, or null. */
  readonly quote: string | null;
}

interface ComparedError extends Counted {
  readonly type: string;
  /** The constant part of the message, with `<*>` for values. */
  readonly quote: string;
}

export interface ComparedLine extends Counted {
  /** The kind of line, with `<*>` for values. */
  readonly quote: string;
  readonly level: Level;
  /** Per 1,000 lines of its run, frames of traces not counted. */
  readonly ratesPerThousand: readonly [before: number, after: number];
}

/** Between the same two milestones in both runs. */
interface ComparedPhase {
  readonly phase: string;
  readonly beforeMs: number;
  readonly afterMs: number;
  readonly endedBadly: boolean;
  /** Begin and end in the run in question. */
  readonly evidence: readonly Evidence[];
}

export interface ComparedRuns {
  readonly foundCauses: {
    readonly before: readonly { readonly id: string; readonly title: string }[];
    readonly after: readonly { readonly id: string; readonly title: string }[];
  };
  readonly steps: readonly ComparedStep[];
  /** Tasks that ran before and not now. */
  readonly notRun: readonly { readonly what: string; readonly evidence: Evidence }[];
  readonly errors: readonly ComparedError[];
  readonly lines: {
    readonly new: readonly ComparedLine[];
    readonly moreFrequent: readonly ComparedLine[];
    readonly gone: readonly ComparedLine[];
  };
  readonly slower: readonly ComparedPhase[];
  readonly compared: {
    readonly before: { readonly files: number; readonly lines: number };
    readonly after: { readonly files: number; readonly lines: number };
  };
  readonly limits: readonly Limit[];
}
