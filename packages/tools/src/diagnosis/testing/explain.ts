import { readEvents } from '../../logs/read-events.ts';
import { createDiagnosisCollector } from '../collect-hits.ts';
import { diagnose } from '../diagnose.ts';
import type { Diagnosis } from '../diagnosis.ts';

/** Stands for the hash, which the engine is given: an engine room imports no crypto. The bytes themselves tell all bytes apart. */
export const sha256 = (bytes: Uint8Array): string => bytes.join(' ');

/** Diagnoses texts as if they were stored files; the names are `log-0`, `log-1` or those given. */
export async function explainFiles(
  files: Readonly<Record<string, string>>,
  question = '',
): Promise<Diagnosis> {
  const stored = new Map(
    Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)]),
  );
  const read = await Promise.all(
    [...stored].map(async ([name, bytes]) => {
      const collector = createDiagnosisCollector();
      let lines = 0;
      async function* chunks() {
        yield bytes;
      }
      for await (const { events } of readEvents(chunks(), {
        onReport: (report) => (lines = report.lines),
      }))
        for (const event of events) collector.observe(event);
      return { fileId: name, name, lines, hits: collector.result() };
    }),
  );
  return diagnose(
    read,
    {
      read: async (id, from, to) => stored.get(id)!.subarray(from, to),
      sha256,
      mentions: async (id, text) => files[id]!.toLowerCase().includes(text),
    },
    question,
  );
}
