import {
  decisivePlace,
  fingerprintOf,
  type CollectedHits,
  type Diagnosis,
  type ReadBytes,
  type Sha256,
} from '../diagnosis/index.ts';
import { readEvents, type LogEvent } from '../logs/index.ts';
import type { FailureRecord, FileRecord, MetadataStore } from '../ports/index.ts';
import { describeMemory } from './describe-memory.ts';
import { statusOfFailure, type FailureStatus } from './failure-status.ts';

/** What is remembered of the failure that was diagnosed. */
export interface FailureMemory {
  readonly fingerprint: string;
  readonly status: FailureStatus;
  /** How often it happened, this time included. */
  readonly occurrences: number;
  /** Epoch milliseconds. */
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** What a user wrote about the fix: plain text, never markup. */
  readonly note: FailureRecord['note'];
  /** Uploads that have it, at most 20, and how many there are. */
  readonly uploads: readonly string[];
  readonly uploadsTotal: number;
}

/** An event is read up to here; what is behind it does not change its fingerprint. */
const maxEventBytes = 65_536;

interface DiagnosedRecord {
  readonly record: FileRecord;
  readonly hits: CollectedHits;
}

/**
 * Remembers the failure of a diagnosis and says what is known of it: of its first cause, also where that is not proved, because then
 * a note helps most. It is counted for the upload that its first quote stands in; there the same failure counts once.
 * @returns null where there is no failure; otherwise the memory and one sentence about it
 * ('' for what is new).
 */
export async function rememberFailure(
  parts: {
    readonly metadata: MetadataStore;
    readonly project: string;
    readonly read: ReadBytes;
    readonly sha256: Sha256;
    readonly now: () => number;
  },
  diagnosis: Diagnosis,
  files: readonly DiagnosedRecord[],
): Promise<{ readonly memory: FailureMemory; readonly sentence: string } | null> {
  const { metadata, project, read, sha256 } = parts;
  const [cause] = diagnosis.causes;
  const quoted = files.find(({ record }) => record.id === cause?.evidence[0]?.fileId);
  if (!cause || !quoted) return null;
  const { uploadId } = quoted.record;
  // What other uploads there are, and in which order files came, does not change the fingerprint.
  const own = files
    .filter(({ record }) => record.uploadId === uploadId)
    .toSorted((a, b) => (a.record.name < b.record.name ? -1 : 1));
  const place = decisivePlace(
    cause.id,
    own.map(({ record, hits }) => ({ fileId: record.id, hits })),
  );
  if (!place) return null;
  const bytes = await read(
    place.fileId,
    place.start,
    Math.min(place.end, place.start + maxEventBytes),
  );
  const event = await firstEvent(bytes);
  if (!event) return null;
  const { id, template, component } = fingerprintOf(
    cause.id,
    event,
    place.line - place.eventLine,
    sha256,
  );
  const seenAt = parts.now();
  const content = own.find(({ record }) => record.id === place.fileId)!.record.sha256;
  await metadata.failures.see({
    project,
    fingerprint: id,
    cause: cause.id,
    title: diagnosis.status === 'found' ? cause.title : `${cause.title} (not proved)`,
    template,
    component,
    uploadId,
    // An event with a time is the same occurrence in a log that has grown since; without one only the same content is.
    occurrence: place.time === null ? content : sha256(bytes),
    // A clock or zone that is wrong does not put a failure into the future.
    happenedAt: Math.min(place.time ?? seenAt, seenAt),
    seenAt,
  });
  const known = await metadata.failures.get(project, id);
  // The upload was deleted meanwhile.
  if (known?.firstSeen == null || known.lastSeen === null) return null;
  const memory: FailureMemory = {
    fingerprint: id,
    status: statusOfFailure(known),
    occurrences: known.occurrences,
    firstSeen: known.firstSeen,
    lastSeen: known.lastSeen,
    note: known.note,
    uploads: known.uploads,
    uploadsTotal: known.uploadsTotal,
  };
  return { memory, sentence: describeMemory(memory) };
}

async function firstEvent(bytes: Uint8Array): Promise<LogEvent | null> {
  async function* source() {
    yield bytes;
  }
  for await (const { events } of readEvents(source())) if (events[0]) return events[0];
  return null;
}
