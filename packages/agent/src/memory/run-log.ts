import type { MetadataStore, RunEvent } from '@datasherpa/tools/ports';
import type { AgentChunk } from '../graph/agent-chunk.ts';

const flushAfterMs = 40;
const pollEveryMs = 250;
const pageSize = 500;

/** The parts of a run under way: readable at once by any number of readers, written to the store in batches. */
export interface RunLog {
  append(chunk: AgentChunk): void;
  /** Parts after a sequence number, as they come, up to the end. */
  read(after: number, signal?: AbortSignal): AsyncGenerator<AgentChunk>;
  /** Writes what is left and whatever belongs to the end of the run, in one transaction. Throws what the store threw, also earlier. */
  save(finish: (store: MetadataStore) => Promise<void>): Promise<void>;
  /** Ends the readers. No part may be appended afterwards. */
  close(): void;
}

/** @param first number of parts the run had before this process took it over. */
export function openRunLog(metadata: MetadataStore, runId: string, first: number): RunLog {
  const chunks: AgentChunk[] = [];
  let written = 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let failure: unknown;
  let waiting: (() => void)[] = [];

  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    for (const each of woken) each();
  };

  const eventsFrom = (from: number): RunEvent[] =>
    chunks.slice(from).map((chunk, at) => ({
      sequence: first + from + at + 1,
      chunk: JSON.stringify(chunk),
    }));

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(async () => {
      if (written === chunks.length || failure !== undefined) return;
      const events = eventsFrom(written);
      try {
        await metadata.runs.appendEvents(runId, events);
        written += events.length;
      } catch (error) {
        // Readers at hand still get every part; whoever closes the run learns that it cannot be read again.
        failure = error;
      }
    });
    return writing;
  };

  return {
    append(chunk) {
      chunks.push(chunk);
      timer ??= setTimeout(() => void flush(), flushAfterMs);
      wake();
    },
    async *read(after, signal) {
      if (after < first) {
        yield* readStored(metadata, runId, after, first);
      }
      for (let at = Math.max(0, after - first); ; at++) {
        while (at >= chunks.length) {
          if (closed || signal?.aborted) return;
          await new Promise<void>((resolve) => {
            waiting.push(resolve);
            signal?.addEventListener('abort', () => resolve(), { once: true });
          });
        }
        yield chunks[at]!;
      }
    },
    async save(finish) {
      clearTimeout(timer);
      await writing;
      if (failure !== undefined) throw failure as Error;
      await metadata.transaction(async (store) => {
        if (written < chunks.length) await store.runs.appendEvents(runId, eventsFrom(written));
        await finish(store);
      });
    },
    close() {
      closed = true;
      wake();
    },
  };
}

/** Parts that are in the store, with numbers in (after, upTo]. */
async function* readStored(
  metadata: MetadataStore,
  runId: string,
  after: number,
  upTo = Infinity,
): AsyncGenerator<AgentChunk> {
  let last = after;
  while (last < upTo) {
    const events = await metadata.runs.events(runId, last, Math.min(pageSize, upTo - last));
    if (events.length === 0) return;
    for (const { chunk } of events) yield JSON.parse(chunk) as AgentChunk;
    last = events.at(-1)!.sequence;
  }
}

/**
 * Follows a run that another process works on, by asking the store, until it ends, waits for an approval, or has been silent for
 * `silentMs`.
 */
export async function* followStoredRun(
  metadata: MetadataStore,
  run: { readonly project: string; readonly id: string },
  after: number,
  options: { readonly silentMs: number; readonly signal?: AbortSignal },
): AsyncGenerator<AgentChunk> {
  let last = after;
  let silent = 0;
  while (!options.signal?.aborted) {
    // Asked before the events: what is written between the two questions is still read.
    const state = await metadata.runs.get(run.project, run.id);
    const before = last;
    for await (const chunk of readStored(metadata, run.id, last)) {
      last++;
      yield chunk;
    }
    if (state?.status !== 'running') return;
    silent = last > before ? 0 : silent + pollEveryMs;
    if (silent >= options.silentMs) return;
    await new Promise((resolve) => setTimeout(resolve, pollEveryMs));
  }
}
