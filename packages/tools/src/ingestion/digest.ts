import type { CollectedHits } from '../diagnosis/index.ts';
import type { Limit } from '../diagnosis/diagnosis.ts';
import type { FormatId, Level } from '../logs/event.ts';

/** Raised whenever ingestion finds other things in the same bytes; an older digest is made again. */
export const digestVersion = 1;

/** Result of ingestion, stored as JSON text in `FileRecord.digest`. The same bytes give the same digest. */
export interface Digest {
  readonly version: typeof digestVersion;
  readonly format: FormatId;
  /** 0..1, see `ReadReport.formatConfidence`. */
  readonly formatConfidence: number;
  readonly lines: number;
  readonly events: number;
  readonly bytes: number;
  /** Events of each level. */
  readonly levels: Readonly<Record<Level, number>>;
  /** Epoch milliseconds of the earliest and the latest event that has a time. */
  readonly firstTime: number | null;
  readonly lastTime: number | null;
  /** Distinct message templates and distinct multi-line events that were found. */
  readonly templates: number;
  readonly signatures: number;
  /** Hash of the event table in the blob store. */
  readonly eventTable: string;
  /** What the diagnosis rules saw in this file. */
  readonly hits: CollectedHits;
  /** What could not be read as it should be, in plain sentences. */
  readonly degraded: readonly string[];
  readonly limits: readonly Limit[];
}

/** The digest of a file record; null where there is none or one of another version. */
export function parseDigest(json: string | null): Digest | null {
  if (json === null) return null;
  const digest = JSON.parse(json) as Digest;
  return digest.version === digestVersion ? digest : null;
}
