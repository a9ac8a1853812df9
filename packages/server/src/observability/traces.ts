import type { LogFields } from './log.ts';

/** A piece of work that is being traced. */
interface OpenSpan {
  /** In hexadecimal, for the log; null where nothing is traced. */
  readonly traceId: string | null;
  /** What begins in here is part of this work. */
  inside<T>(work: () => T): T;
  /** @param facts of ours, as in the log: never what was sent, and never the words of an error */
  end(name: string, facts: LogFields, failed: boolean): void;
}

export interface Traces {
  /**
   * Begins a part of the work that runs now.
   * @param kind `server` answers somebody, `client` asks somebody
   * @param parent header `traceparent` of whoever asks
   */
  begin(kind: 'server' | 'client' | 'internal', parent?: string): OpenSpan;
  /** Sends what was not sent yet. */
  stop(): Promise<void>;
}

const noSpan: OpenSpan = { traceId: null, inside: (work) => work(), end() {} };

/** Where no receiver is configured. */
export const noTraces: Traces = { begin: () => noSpan, async stop() {} };
