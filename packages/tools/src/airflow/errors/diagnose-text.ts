import { createDiagnosisCollector, diagnose, type Diagnosis } from '../../diagnosis/index.ts';
import { readEvents } from '../../logs/index.ts';

/** Diagnoses a text that is in no stored file, such as the traceback of an import error. */
export async function diagnoseText(
  text: string,
  name: string,
  sha256: (bytes: Uint8Array) => string,
): Promise<Diagnosis> {
  const bytes = new TextEncoder().encode(text);
  const collector = createDiagnosisCollector();
  let lines = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  for await (const { events } of readEvents(chunks(), {
    onReport: (report) => (lines = report.lines),
  }))
    for (const event of events) collector.observe(event);
  return diagnose([{ fileId: name, name, lines, hits: collector.result() }], {
    read: async (_, from, to) => bytes.subarray(from, to),
    sha256,
    mentions: async (_, words) => text.toLowerCase().includes(words),
  });
}
