import { rulesFingerprint, type CollectedHits } from '../diagnosis/index.ts';
import {
  formats,
  type EventTableIndex,
  type FormatId,
  type Level,
  type ReadReport,
} from '../logs/index.ts';
import { milestoneFingerprint, type CollectedMilestones } from '../timeline/index.ts';

/** Raised when the meaning of a field of the digest or of a search document changes: what is older is made anew when it is asked for. */
export const digestVersion = 13;

/** What one pass over a file found out; kept as JSON, once for all files with that content. */
export interface FileDigest {
  readonly version: typeof digestVersion;
  readonly report: ReadReport;
  /** The format that somebody asked to read the content as; null where it is detected. */
  readonly given: FormatId | null;
  readonly templates: number;
  readonly templatesIndexed: number;
  readonly levels: Readonly<Partial<Record<Level, number>>>;
  readonly firstTime: number | null;
  readonly lastTime: number | null;
  /** The ids of the templates by their number in the table (`templateId`). */
  readonly templateIds: readonly (readonly [number: number, id: string])[];
  /** Templates of the table that became part of others; not all of them where there were very many. */
  readonly merged: readonly (readonly [from: number, into: number])[];
  readonly table: { readonly sha256: string; readonly index: EventTableIndex };
  readonly hits: CollectedHits;
  readonly milestones: CollectedMilestones;
  /** Blob with the `FileProfile` of the content, as JSON. */
  readonly profile: string;
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
  return digest.version === digestVersion &&
    digest.hits.rules === rulesFingerprint &&
    digest.milestones.rules === milestoneFingerprint
    ? digest
    : null;
}

/**
 * What is kept in place of a digest when a content is to be read anew as a format, or with null as what it is detected to be. It is no
 * digest of any version, so whoever needs one reads the content.
 */
export const wishForFormat = (format: FormatId | null): string => JSON.stringify({ given: format });

/** The format that was asked for, also by a digest of an older version. */
export function givenFormat(text: string | null): FormatId | null {
  if (text === null) return null;
  const { given } = JSON.parse(text) as { readonly given?: unknown };
  return formats.find((format) => format === given) ?? null;
}
