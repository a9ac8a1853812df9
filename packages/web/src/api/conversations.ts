import type { AgentChunk } from '@datasherpa/agent';
import type {
  AgentBody,
  ApprovalDecision,
  RunView,
  ThreadDetail,
  ThreadList,
} from '@datasherpa/server/client';
import { readServerSentEvents } from './read-server-sent-events.ts';
import { getJson, jsonPost, path, send } from './request.ts';

export type { AgentBody, AgentChunk, RunView };

/** A part of a run with its place in it, counted from 1. */
export interface RunPart {
  readonly sequence: number;
  readonly chunk: AgentChunk;
}

/** After it nothing comes until somebody does something. */
export const isFinish = ({ chunk }: RunPart): boolean => chunk.type === 'finish';

export const listThreads = (): Promise<ThreadList> => getJson('/threads?limit=100');

export const getThread = (id: string, signal: AbortSignal): Promise<ThreadDetail> =>
  getJson(path`/threads/${id}`, { signal });

export const deleteThread = (id: string): Promise<Response> =>
  send(path`/threads/${id}`, { method: 'DELETE' });

export const cancelRun = (id: string): Promise<Response> =>
  send(path`/runs/${id}/cancel`, { method: 'POST' });

/** Gives the decision; what the run does then is read from its stream. */
export async function decideApproval(
  id: string,
  decision: ApprovalDecision['decision'],
): Promise<void> {
  const body: ApprovalDecision = { decision };
  const response = await send(path`/approvals/${id}`, jsonPost(body, 'application/json'));
  await response.body?.cancel();
}

/** Begins a run. */
export async function* startRun(body: AgentBody, signal: AbortSignal): AsyncGenerator<RunPart> {
  yield* readParts(await send('/agent', jsonPost(body, 'text/event-stream', signal)), 0);
}

/** Parts of a run after a sequence number, as they come. */
export async function* resumeRun(
  id: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<RunPart> {
  yield* readParts(await send(path`/runs/${id}/stream?after=${after}`, { signal }), after);
}

async function* readParts(response: Response, after: number): AsyncGenerator<RunPart> {
  if (!response.body) return;
  let sequence = after;
  for await (const { id, data } of readServerSentEvents(response.body)) {
    if (data === '[DONE]') return;
    sequence = Number(id) || sequence + 1;
    yield { sequence, chunk: JSON.parse(data) as AgentChunk };
  }
}
