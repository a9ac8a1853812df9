import type { Answer } from '../plugin/answer.ts';
import { callTool } from '../registry/call-tool.ts';
import type { AgentChunk } from './agent-chunk.ts';
import type { AgentHost } from './agent.ts';
import type { TurnInput } from './state.ts';

/** What the nodes of one turn share and the checkpoint does not keep. */
export interface TurnContext {
  readonly runId: string;
  readonly threadId: string;
  readonly project: string;
  readonly signal: AbortSignal;
  readonly emit: (chunk: AgentChunk) => void;
  /** Hands out the function that stops the turn after its current step. */
  readonly onDrain: (drain: (reason: string) => void) => void;
}

export type Outcome =
  | { readonly kind: 'done' | 'waiting'; readonly answer: Answer }
  | { readonly kind: 'drained' };

export interface ConversationGraph {
  answer(
    start:
      | { readonly kind: 'message'; readonly input: TurnInput }
      | { readonly kind: 'decision'; readonly decision: 'approved' | 'rejected' }
      | { readonly kind: 'continue' },
    context: TurnContext,
  ): Promise<Outcome>;
}

export function buildGraph(host: AgentHost): ConversationGraph {
  return {
    async answer(start, { runId, project, signal, emit }) {
      if (start.kind !== 'message') return { kind: 'drained' };
      const { message, uploads } = start.input;
      const words = message.toLowerCase();
      const loaded =
        [...host.registry.tools.values()].find(({ tool }) =>
          tool.routing?.verbs.some((verb) => words.includes(verb)),
        ) ?? [...host.registry.tools.values()][0]!;
      const main = loaded.tool.cli?.positional[0] ?? 'question';
      const input = { [main]: message, ...(uploads.length > 0 && { uploads }) };
      emit({
        type: 'tool-input-available',
        toolCallId: `${runId}-1`,
        toolName: loaded.name,
        input,
        dynamic: true,
      });
      const answer = await callTool(host, loaded.name, input, {
        project,
        requestId: runId,
        signal,
      });
      emit({
        type: 'tool-output-available',
        toolCallId: `${runId}-1`,
        output: answer,
        dynamic: true,
      });
      emit({ type: 'text-start', id: `${runId}-text` });
      emit({ type: 'text-delta', id: `${runId}-text`, delta: answer.summary });
      emit({ type: 'text-end', id: `${runId}-text` });
      return { kind: 'done', answer };
    },
  };
}
