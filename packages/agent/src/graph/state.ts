import { Annotation } from '@langchain/langgraph';
import type { Answer } from '../plugin/answer.ts';
import type { AgentChunk } from './agent-chunk.ts';

/** What a turn begins with. */
export interface TurnInput {
  readonly runId: string;
  readonly project: string;
  readonly message: string;
  readonly uploads: readonly string[];
  readonly files: readonly string[];
}

/** One call of a tool in a turn. Its id is stable, so that an approval and a repeated run mean the same call. */
export interface PlannedCall {
  readonly id: string;
  readonly tool: string;
  readonly input: Record<string, unknown>;
}

export interface CallResult {
  readonly tool: string;
  readonly answer: Answer;
}

/** What was said in earlier turns, shortened; enough to understand a follow-up. */
export interface HistoryEntry {
  readonly role: 'user' | 'assistant';
  readonly content: string;
  /** The tool behind an assistant's words; null where none was called. */
  readonly tool: string | null;
  /** The assistant asked back, because it did not know what was wanted. */
  readonly unclear?: true;
}

/** What a tool was asked before, and what it found: "and only those of yesterday" goes on from there. */
export interface EarlierCall {
  readonly input: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

/** The state of a conversation, kept by the checkpointer. Everything in it is plain JSON. */
export const Conversation = Annotation.Root({
  turn: Annotation<TurnInput>,
  /** Uploads and files that were named in this conversation. */
  scope: Annotation<{ readonly uploads: readonly string[]; readonly files: readonly string[] }>,
  /** The files in scope that the talk is about at the moment; empty: all of them. */
  focus: Annotation<readonly string[]>({ reducer: (_, files) => files, default: () => [] }),
  /** The tool that answered first about what is in focus: "and the other one?" asks the same. */
  opened: Annotation<string | null>({ reducer: (_, tool) => tool, default: () => null }),
  /** The last call of each tool that goes on from it (`routing.remembers`). */
  earlier: Annotation<Readonly<Record<string, EarlierCall>>>({
    reducer: (_, calls) => calls,
    default: () => ({}),
  }),
  history: Annotation<readonly HistoryEntry[]>({
    reducer: (_, entries) => entries,
    default: () => [],
  }),
  /** What the user typed in this turn, without pasted log text. */
  request: Annotation<string>,
  /** Calls of this turn that were not made yet. */
  calls: Annotation<readonly PlannedCall[]>,
  results: Annotation<readonly CallResult[]>,
  /** Steps that the request has; more than are made in one turn where it is very long. */
  asked: Annotation<number>,
  /** Names of the tools that a model may choose from; empty where routing was sure. */
  candidates: Annotation<readonly string[]>,
  /** The answer of this turn; null until it is known. */
  answer: Annotation<Answer | null>,
});
export type ConversationState = typeof Conversation.State;
export type ConversationUpdate = Partial<ConversationState>;

/** What the nodes of one turn share and the checkpoint does not keep. */
export interface TurnContext {
  readonly runId: string;
  readonly threadId: string;
  readonly project: string;
  readonly signal: AbortSignal;
  readonly emit: (chunk: AgentChunk) => void;
}

export const RunContext = Annotation.Root({ turn: Annotation<TurnContext> });

/** What LangGraph hands to a node beside the state. */
export interface NodeRuntime {
  readonly context?: typeof RunContext.State;
}

/** The context of the turn under way. Every run of the graph is started with one (`build-graph.ts`). */
export const turnOf = (runtime: NodeRuntime): TurnContext => runtime.context!.turn;
