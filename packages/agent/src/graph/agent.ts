import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import type { MetadataStore, Presence } from '@datasherpa/tools/ports';
import type { Answer } from '../plugin/answer.ts';
import type { ToolHost } from '../registry/call-tool.ts';
import type { AgentChunk } from './agent-chunk.ts';

/** Keeps the steps of conversations; `keepNewest` deletes all of a thread's steps but the last. */
export type Checkpointer = BaseCheckpointSaver & {
  keepNewest(threadId: string): Promise<void>;
};

/** What an agent is made of: the tools' host, and where conversations are kept. */
export interface AgentHost extends ToolHost {
  readonly metadata: MetadataStore;
  /** Opened with the first message: its libraries take longer to load than most commands run. */
  readonly openCheckpointer: () => Promise<Checkpointer>;
  /** Tells which processes are gone, so that the leases of their conversations need not run out. */
  readonly presence?: Presence;
  /** Unique names for runs, messages and approvals; random UUIDs by default. */
  readonly newId?: () => string;
}

export interface AgentRequest {
  readonly project: string;
  readonly message: string;
  /** Goes on with a conversation; a new one is begun with an unknown id or without one. */
  readonly threadId?: string;
  /** Uploads and files that came with the message; they stay in scope for the conversation. */
  readonly uploads?: readonly string[];
  readonly files?: readonly string[];
  /** Cancels the run. A reader that only goes away should not abort: the run goes on and can be read with `resume`. */
  readonly signal?: AbortSignal;
}

/**
 * A run under way. Iterating gives its parts as they come, from the first; the n-th part has the sequence number n.
 * A reader that stops early does not stop the run.
 */
export interface AgentRun extends AsyncIterable<AgentChunk> {
  readonly runId: string;
  readonly threadId: string;
  /** The answer after the end of the run. Rejects with the error that ended it (CANCELLED for a cancelled run). */
  answer(): Promise<Answer>;
}

export interface Agent {
  /**
   * Begins to answer a message. Resolves as soon as the run has begun.
   * @throws QUESTION_EMPTY, QUESTION_TOO_LONG, THREAD_BUSY, STORE_UNAVAILABLE
   */
  run(request: AgentRequest): Promise<AgentRun>;
  /**
   * Parts of a run after the sequence number `after` (0 for all), up to its end, whatever process runs it.
   * @throws NOT_FOUND
   */
  resume(
    project: string,
    runId: string,
    after: number,
    signal?: AbortSignal,
  ): Promise<AsyncIterable<AgentChunk>>;
  /** Stops a run; false where it had ended before. Throws NOT_FOUND. */
  cancel(project: string, runId: string): Promise<boolean>;
  /**
   * Decides a pending approval and goes on with its run; the parts continue the run's sequence.
   * Null where the approval belongs to a direct tool call: repeat the call with its id.
   * @throws NOT_FOUND, APPROVAL_DECIDED, THREAD_BUSY
   */
  decide(
    project: string,
    approvalId: string,
    decision: 'approved' | 'rejected',
  ): Promise<AgentRun | null>;
  /**
   * Deletes a conversation with its runs and checkpoints.
   * @throws NOT_FOUND; THREAD_BUSY while it is being answered
   */
  forget(project: string, threadId: string): Promise<void>;
  /**
   * Takes over runs that a stopped or crashed process left behind: at once where `presence` says that it is gone, else when its lease
   * has run out. Returns how many. Call it at start and now and then: other processes may end at any time.
   */
  recover(): Promise<number>;
  /**
   * Stops runs after their current step, so that `recover` can go on with them elsewhere. A step that takes longer than `patienceMs` (of a
   * model that does not answer) is broken off, and begun again there.
   */
  drain(reason: string, patienceMs: number): Promise<void>;
}
