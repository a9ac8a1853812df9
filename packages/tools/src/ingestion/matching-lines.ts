import type { EventRow } from '../logs/index.ts';
import type { PlannedFile } from './plan-search.ts';

/** Lines whose values are counted where somebody asks for values, 0.01 to 0.02 ms each, and where nobody does. */
const mostAsked = 200_000;
const mostUnasked = 1000;
/** Rows of event tables that are looked through for the lines of templates where nobody asks. */
const rowsUnasked = 131_072;

/** Where the first lines that match begin, in the order in which they were found. */
export class MatchingLines {
  readonly files: PlannedFile[] = [];
  /** By line: the place of its file in `files`, its first byte, its template or -1. */
  readonly file: number[] = [];
  readonly start: number[] = [];
  readonly template: number[] = [];
  /** The time and the logger of the event that the line belongs to. */
  readonly time: (number | null)[] = [];
  readonly logger: string[] = [];
  readonly #most: number;
  #rows: number;

  constructor(isAsked: boolean) {
    this.#most = isAsked ? mostAsked : mostUnasked;
    this.#rows = isAsked ? Infinity : rowsUnasked;
  }

  get length(): number {
    return this.start.length;
  }

  get isFull(): boolean {
    return this.length >= this.#most;
  }

  /** Whether so many more rows of tables may be looked through. */
  mayLookThrough(rows: number): boolean {
    const may = this.#rows > 0;
    this.#rows -= rows;
    return may;
  }

  /** @param event the one that the line belongs to */
  add(file: PlannedFile, start: number, event: EventRow | null): void {
    if (this.isFull) return;
    if (this.files.at(-1) !== file) this.files.push(file);
    this.file.push(this.files.length - 1);
    this.start.push(start);
    // Only the first line of an event has its template.
    this.template.push(event?.start === start ? event.template : -1);
    this.time.push(event?.time ?? null);
    this.logger.push(event?.component ?? '');
  }
}
