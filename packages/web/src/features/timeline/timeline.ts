import type { Evidence } from '../../components/evidence/evidence-context.ts';

export interface Milestone {
  /** Epoch milliseconds as the file has it. */
  readonly time: number | null;
  readonly timeIsEstimated: boolean;
  /** How far the clock of its file is ahead of the others. */
  readonly skewMs: number;
  readonly tool: string;
  readonly what: string;
  /** The reason in the words of the log. */
  readonly quote: string | null;
  readonly bad: boolean;
  readonly count: number;
  readonly alsoIn: readonly string[];
  readonly evidence: Evidence;
}

export interface Impact {
  readonly what: string;
  readonly evidence: Evidence;
}

export interface Timeline {
  readonly entries: readonly Milestone[];
  readonly total: number;
  readonly filesWithoutZone: number;
  readonly chain: readonly {
    readonly role: 'culprit' | 'consequence';
    readonly evidence: Evidence;
  }[];
}

interface Told {
  readonly timeline: Timeline;
  readonly impact: readonly Impact[];
}

/** The story in the data of an answer, of `log-search.diagnose` or of `log-search.timeline`, or null. */
export function readTimeline(data: unknown): Told | null {
  if (data === null || typeof data !== 'object') return null;
  const { timeline, causes } = data as {
    readonly timeline?: Timeline | null;
    readonly causes?: readonly { readonly impact?: readonly Impact[] }[];
  };
  if (timeline) return { timeline, impact: causes?.[0]?.impact ?? [] };
  const whole = data as Partial<Timeline & { readonly impact: readonly Impact[] }>;
  if (!whole.entries || !whole.chain) return null;
  return { timeline: whole as Timeline, impact: whole.impact ?? [] };
}
