import { createDiagnosisCollector, type CollectedHits } from '../diagnosis/index.ts';
import { readEvents, type FormatId, type ReadReport } from '../logs/index.ts';
import { createMilestoneCollector, type CollectedMilestones } from '../timeline/index.ts';

/** What a file says about causes, and what happened in it. */
export interface Findings {
  readonly hits: CollectedHits;
  readonly milestones: CollectedMilestones;
}

/** How the events of a file are read; the same for all who read it, or they would count different lines. */
export interface ReadingOptions {
  readonly referenceYear: number;
  readonly format?: FormatId;
}

/** Looks for findings in bytes that somebody else reads as well. */
export interface FindingCollector {
  /** Takes the next bytes, which stay the caller's; resolves when there is room for more. @throws what ended the work */
  push(bytes: Uint8Array): Promise<void>;
  /** What was found, when all bytes were pushed. @throws what ended the work */
  result(): Promise<Findings>;
  /** Ends the work, whether it is done or not. */
  close(): Promise<void>;
}

/** Findings of a stream of bytes. @throws what the source throws */
export async function collectFindings(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadingOptions,
): Promise<Findings> {
  const collector = createDiagnosisCollector();
  const milestones = createMilestoneCollector();
  let timeZoneAssumed = false;
  const onReport = (report: ReadReport): void => {
    timeZoneAssumed = report.timeZoneAssumed;
  };
  for await (const { events } of readEvents(chunks, { ...options, onReport }))
    for (const event of events) {
      collector.observe(event);
      milestones.observe(event);
    }
  return { hits: collector.result(), milestones: milestones.result({ timeZoneAssumed }) };
}
