import type { Answer } from '@datasherpa/agent/plugin';
import type { AgentBody, AgentChunk, Client } from '@datasherpa/server/client';
import { SherpaError, type ErrorCode } from '@datasherpa/tools/errors';

/** What a conversation shows and asks while an answer is made. */
export interface TurnFace {
  /** Words of the answer, as they come. */
  words(text: string): void;
  /** What is being done. */
  note(text: string): void;
  /** May this run? Absent where nobody can be asked. */
  readonly approve?: (call: Call) => Promise<boolean>;
}

export interface Call {
  readonly tool: string;
  readonly input: unknown;
}

/**
 * Sends one message and follows its run to the end, through approvals. When `signal` aborts, the run is cancelled on its server too.
 * @throws CANCELLED, the error that ended the run, and what the client throws.
 */
export async function takeTurn(
  client: Client,
  body: AgentBody,
  face: TurnFace,
  signal: AbortSignal,
): Promise<{ readonly answer: Answer; readonly threadId: string }> {
  const reading = new AbortController();
  const calls = new Map<string, Call>();
  let run: { readonly id: string; readonly threadId: string } | undefined;
  let answer: Answer | undefined;
  let problem: { code: string; message: string; hint: string } | undefined;
  let approval: { readonly id: string; readonly call: Call } | undefined;

  const see = (chunk: AgentChunk): void => {
    switch (chunk.type) {
      case 'start':
        run = { id: chunk.messageMetadata.runId, threadId: chunk.messageMetadata.threadId };
        if (signal.aborted) stop();
        break;
      case 'data-progress':
        face.note(chunk.data.note);
        break;
      case 'tool-input-available':
        calls.set(chunk.toolCallId, { tool: chunk.toolName, input: chunk.input });
        face.note(chunk.toolName);
        break;
      case 'tool-approval-request': {
        const call = calls.get(chunk.toolCallId);
        if (call) approval = { id: chunk.approvalId, call };
        break;
      }
      case 'text-delta':
        face.words(chunk.delta);
        break;
      case 'data-answer':
        answer = chunk.data;
        break;
      case 'data-problem':
        problem = chunk.data;
        break;
      default:
    }
  };
  /** A run that has begun is cancelled on its server, and its stream then ends by itself. */
  const stop = (): void => {
    if (run) client.cancelRun(run.id).catch(() => reading.abort());
    else reading.abort();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    let chunks = client.agent(body, { signal: reading.signal });
    for (let seen = 0; ;) {
      for await (const chunk of chunks) {
        seen += 1;
        see(chunk);
      }
      if (!approval || !face.approve || !run || signal.aborted) break;
      const { id, call } = approval;
      approval = undefined;
      const decision = (await face.approve(call)) ? 'approve' : 'reject';
      await client.decideApproval(id, decision);
      chunks = client.followRun(run.id, seen, { signal: reading.signal });
    }
  } catch (error) {
    throw signal.aborted ? cancelled(error) : error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
  if (signal.aborted) throw cancelled();
  if (problem)
    throw SherpaError.fromProblem({
      code: problem.code as ErrorCode,
      detail: problem.message,
      hint: problem.hint,
    });
  // A run that another face cancelled ends without an answer.
  if (!answer || !run) throw cancelled();
  return { answer, threadId: run.threadId };
}

const cancelled = (cause?: unknown): SherpaError =>
  new SherpaError('CANCELLED', { what: 'The answer' }, { cause });
