import type { Evidence, Limit } from '../diagnosis/index.ts';
import type { EntityIds, Tool } from './milestone.ts';

/** The answer shape of the timeline engine. Plain data, JSON-serialisable. */

export interface TimelineEntry {
  /** Epoch milliseconds as the file has it (UTC where it names no zone); null where nothing before it in its file has a time. */
  readonly time: number | null;
  /** The line has no time of its own, or the clock of its file was corrected to find its place. */
  readonly timeIsEstimated: boolean;
  /** How far the clock of its file is ahead of the others, zone included, in milliseconds; an estimate, 0 where none. */
  readonly skewMs: number;
  readonly tool: Tool;
  readonly kind: string;
  readonly ids: EntityIds;
  readonly what: string;
  /** The reason in the words of the log, or null. */
  readonly quote: string | null;
  /** A step towards the failure. */
  readonly bad: boolean;
  /** How many of its kind it stands for. */
  readonly count: number;
  /** Other files that report the same moment. */
  readonly alsoIn: readonly string[];
  readonly evidence: Evidence;
}

/** What was found out about the clock of one file; only files with something to say. */
export interface ClockNote {
  readonly fileId: string;
  readonly source: string;
  readonly zoneAssumed: boolean;
  readonly zoneMinutes: number;
  readonly skewMs: number;
  readonly pairs: number;
  readonly note: string;
}

/** One step from the first culprit to the end. */
export interface ChainStep {
  readonly role: 'culprit' | 'consequence';
  readonly what: string;
  /** The reason in the words of the log, or null. */
  readonly quote: string | null;
  readonly tool: Tool;
  readonly time: number | null;
  /** How often it is seen from here on. */
  readonly count: number;
  /** Ids of the causes that were found in its line: the cause itself, or a symptom of it. */
  readonly causes: readonly string[];
  readonly evidence: Evidence;
}

/** What did not happen because of the failure, as far as the logs prove it. */
export interface Impact {
  readonly what: string;
  readonly evidence: Evidence;
}

export interface Timeline {
  /** In the order in which things happened. */
  readonly entries: readonly TimelineEntry[];
  /** All milestones that were found, also those that are not shown. */
  readonly total: number;
  readonly clocks: readonly ClockNote[];
  /** Files whose times name no zone, so that they were read as UTC. */
  readonly filesWithoutZone: number;
  /** First culprit first; empty where nothing failed. */
  readonly chain: readonly ChainStep[];
  readonly impact: readonly Impact[];
  readonly limits: readonly Limit[];
}
