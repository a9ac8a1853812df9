import { createDiagnosisCollector, type Diagnosis } from '../../diagnosis/index.ts';
import { readEvents, type ReadReport } from '../../logs/index.ts';
import { createMilestoneCollector } from '../collect-milestones.ts';
import { makeTimeline, type TimelineSource } from '../make-timeline.ts';
import type { Timeline } from '../timeline.ts';

/** Stands for the hash, which the engine is given; the bytes themselves tell all bytes apart. */
export const sha256 = (bytes: Uint8Array): string => bytes.join(' ');

/** Texts as if they were stored files; a file's name is its id. */
export async function sourcesOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<{
  sources: TimelineSource[];
  read: (id: string, from: number, to: number) => Promise<Uint8Array>;
}> {
  const stored = new Map(
    Object.entries(files).map(([name, content]) => [
      name,
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    ]),
  );
  const sources: TimelineSource[] = [];
  for (const [name, bytes] of stored) {
    const milestones = createMilestoneCollector();
    const hits = createDiagnosisCollector();
    let report: ReadReport | null = null;
    async function* chunks() {
      yield bytes;
    }
    for await (const { events } of readEvents(chunks(), { onReport: (read) => (report = read) }))
      for (const event of events) {
        milestones.observe(event);
        hits.observe(event);
      }
    sources.push({
      fileId: name,
      name,
      collected: milestones.result(report!),
      hits: hits.result(),
    });
  }
  return { sources, read: async (id, from, to) => stored.get(id)!.subarray(from, to) };
}

/** The timeline of texts. */
export async function tell(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: {
    readonly limit?: number;
    readonly diagnosis?: Pick<Diagnosis, 'causes' | 'status'>;
  } = {},
): Promise<Timeline> {
  const { sources, read } = await sourcesOf(files);
  return makeTimeline(sources, { read, sha256, limit: 60, ...options });
}
