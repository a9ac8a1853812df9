import {
  isFinish,
  resumeRun,
  startRun,
  type AgentBody,
  type RunPart,
} from '../../api/conversations.ts';
import { RequestFailed } from '../../api/request.ts';

/** Waiting times between attempts; one that brought a part starts them again. */
const delays = [300, 1000, 2000, 4000, 8000];

export interface RunSource {
  /** Set where the run has yet to begin. */
  readonly begin: AgentBody | null;
  readonly runId: string | null;
  /** The last part that is known. */
  readonly after: number;
}

/**
 * Gives every part of a run once and in order, over as many connections as it takes.
 * @throws RequestFailed where the run could not begin, or the server stayed away for all attempts.
 */
export async function followRun(
  source: RunSource,
  options: {
    readonly signal: AbortSignal;
    readonly onPart: (part: RunPart) => void;
    readonly onReconnect: (reconnecting: boolean) => void;
  },
): Promise<void> {
  const { signal, onPart, onReconnect } = options;
  let { runId, after } = source;
  let attempt = 0;
  for (;;) {
    try {
      const parts =
        runId === null && source.begin
          ? startRun(source.begin, signal)
          : resumeRun(runId ?? '', after, signal);
      for await (const part of parts) {
        if (attempt > 0) onReconnect(false);
        attempt = 0;
        after = part.sequence;
        if (part.chunk.type === 'start') runId = part.chunk.messageMetadata.runId;
        onPart(part);
        if (isFinish(part)) return;
      }
    } catch (error) {
      if (signal.aborted) return;
      const lasting = error instanceof RequestFailed && error.code !== 'SERVER_UNREACHABLE';
      if (runId === null || lasting) throw error;
    }
    if (signal.aborted) return;
    const delay = delays[attempt++];
    if (delay === undefined || runId === null)
      throw new RequestFailed(
        'The connection broke before the answer was complete.',
        'The server may still work on it; connect again to see the rest.',
        'CONNECTION_LOST',
      );
    onReconnect(true);
    await new Promise((resolve) => setTimeout(resolve, delay));
  }
}
