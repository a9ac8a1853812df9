/** What was read of an event log and what was not, so that nothing is left out without a word. */
export interface ReadReport {
  readonly files: readonly FileReport[];
  /** Sums over the files. */
  readonly bytes: number;
  readonly lines: number;
  /** Lines that were read as events. */
  readonly events: number;
  /** Events by name, with those nobody looks at. */
  readonly eventCounts: Readonly<Record<string, number>>;
  readonly skipped: SkippedLines;
  /** Kinds of events that this reader does not know, with how many. */
  readonly unknownEvents: Readonly<Record<string, number>>;
  /** What the log lacks: "no ApplicationStart", "no ApplicationEnd", "the last line is cut". */
  readonly incomplete: readonly string[];
  /** Task ends whose start is not in the log; the History Server leaves them out, we count them. */
  readonly tasksWithoutStart: number;
  /** What was left out because there is too much of it. */
  readonly limits: readonly ReadLimit[];
}

export interface FileReport {
  readonly name: string;
  readonly bytes: number;
  readonly lines: number;
  readonly skipped: SkippedLines;
  /** Why its end is missing, where the stream said so. */
  readonly problem: string | null;
}

/** Lines by the reason for which they were left out. */
export interface SkippedLines {
  readonly empty: number;
  /** Not one JSON object. `first` are the places of the first twenty. */
  readonly broken: number;
  /** JSON, but without "Event". */
  readonly noEvent: number;
  /** Longer than 64 MiB. */
  readonly tooLong: number;
  readonly first: readonly { readonly line: number; readonly why: string }[];
}

export interface ReadLimit {
  readonly what: string;
  readonly total: number;
  readonly kept: number;
  readonly why: string;
}
