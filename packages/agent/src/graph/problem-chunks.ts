import { SherpaError } from '@datasherpa/tools/errors';
import type { AgentChunk } from './agent-chunk.ts';

/** An error as the catalogue words it; what is not of the catalogue keeps its cause for the log and shows none of its text. */
export const toSherpaError = (error: unknown, requestId: string): SherpaError =>
  error instanceof SherpaError
    ? error
    : new SherpaError('INTERNAL', { requestId }, { cause: error });

/** The parts that end a run which failed or was cancelled. */
export function problemChunks(problem: SherpaError, runId: string): AgentChunk[] {
  const { code, message, hint } = problem;
  if (code === 'CANCELLED')
    return [
      { type: 'abort', reason: message },
      { type: 'finish', finishReason: 'other' },
    ];
  return [
    { type: 'data-problem', id: `${runId}-problem`, data: { code, message, hint } },
    { type: 'error', errorText: `${message} ${hint}` },
    { type: 'finish', finishReason: 'error' },
  ];
}
