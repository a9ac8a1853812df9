import { rulesFingerprint, type CollectedHits } from '../diagnosis/index.ts';
import type { EventTableIndex, Level, ReadReport } from '../logs/index.ts';

/** What one pass over a file found out; kept as JSON with the file record. */
export interface FileDigest {
  /** Raised when the meaning of a field changes: older digests are made anew. */
  readonly version: 2;
  readonly report: ReadReport;
  readonly templates: number;
  readonly templatesIndexed: number;
  readonly levels: Readonly<Partial<Record<Level, number>>>;
  readonly firstTime: number | null;
  readonly lastTime: number | null;
  readonly table: { readonly sha256: string; readonly index: EventTableIndex };
  readonly hits: CollectedHits;
  /** Facts that make answers from this file less sure. */
  readonly degraded: readonly {
    readonly what: string;
    readonly why: string;
    readonly effect: string;
  }[];
}

/** The digest of a record, or null where it was not made yet, or by an older version or other rules. */
export function parseDigest(text: string | null): FileDigest | null {
  if (text === null) return null;
  const digest = JSON.parse(text) as FileDigest;
  return digest.version === 2 && digest.hits.rules === rulesFingerprint ? digest : null;
}
