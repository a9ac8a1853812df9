import type { FormatId, Level } from './event.ts';

/** What the first line of an event says before its message. */
export interface Header {
  readonly format: FormatId;
  readonly time: number | null;
  /** True where the time had no zone, so that UTC was taken. */
  readonly zoneAssumed: boolean;
  /** True where the year is that of the reader's option. */
  readonly yearAssumed: boolean;
  readonly level: Level;
  readonly component: string;
  readonly message: string;
}
