import { Command, END, isGraphDrained, RunControl, START, StateGraph } from '@langchain/langgraph';
import type { Answer } from '../plugin/answer.ts';
import { findTool, needsApproval } from '../registry/call-tool.ts';
import { maxSteps } from '../routing/route-request.ts';
import type { AgentHost, Checkpointer } from './agent.ts';
import { answer } from './answer.ts';
import { approve } from './approve.ts';
import { decide } from './decide.ts';
import { heal } from './heal.ts';
import { route } from './route.ts';
import { run } from './run.ts';
import {
  Conversation,
  RunContext,
  type ConversationState,
  type ConversationUpdate,
  type PlannedCall,
  type TurnContext,
  type TurnInput,
} from './state.ts';
import { isLong, trim } from './trim.ts';

/** What a turn starts with: a message, an approval that was decided, or whatever its checkpoint says. */
export type Start =
  | { readonly kind: 'message'; readonly input: TurnInput }
  | { readonly kind: 'decided' }
  | { readonly kind: 'continue' };

type Outcome =
  | { readonly kind: 'done'; readonly answer: Answer }
  /** Stopped before a call that somebody has to approve. */
  | { readonly kind: 'waiting'; readonly call: PlannedCall }
  /** Stopped between two steps; another process can go on. */
  | { readonly kind: 'drained' };

type NodeName = 'heal' | 'route' | 'decide' | 'approve' | 'run' | 'say' | 'trim';

export interface ConversationGraph {
  /** @param onDrain gets the function that stops the turn after its current step. */
  answer(
    start: Start,
    context: TurnContext,
    onDrain: (drain: (reason: string) => void) => void,
  ): Promise<Outcome>;
  /** Deletes what is kept of a conversation. */
  forget(threadId: string): Promise<void>;
}

const resumption = new Command<boolean, ConversationUpdate, NodeName>({ resume: true });
/** Nodes around the tool calls, and two for each call. */
const recursionLimit = 6 + 2 * maxSteps;

/** heal -> route -> (decide) -> ((approve) -> run) for each call -> answer -> (trim) */
export function buildGraph(host: AgentHost, checkpointer: Checkpointer): ConversationGraph {
  // Every step costs two writes: those with nothing to do are passed over.
  const next = ({ answer: said, calls, results }: ConversationState) => {
    const [call] = calls;
    if (said !== null || !call || results.length >= maxSteps) return 'answer';
    return needsApproval(findTool(host.registry, call.tool).tool.risk) ? 'approve' : 'run';
  };
  const after = { approve: 'approve', run: 'run', answer: 'say' } as const;
  const graph = new StateGraph(Conversation, RunContext)
    .addNode('heal', heal(host))
    .addNode('route', route(host))
    .addNode('decide', decide(host))
    .addNode('approve', approve(host))
    .addNode('run', run(host))
    .addNode('say', answer(host))
    .addNode('trim', trim)
    .addEdge(START, 'heal')
    .addEdge('heal', 'route')
    .addConditionalEdges(
      'route',
      (state) => (state.candidates.length > 0 ? 'decide' : next(state)),
      { decide: 'decide', ...after },
    )
    .addConditionalEdges('decide', next, after)
    .addEdge('approve', 'run')
    .addConditionalEdges('run', next, after)
    .addConditionalEdges('say', (state) => (isLong(state) ? 'trim' : 'end'), {
      trim: 'trim',
      end: END,
    })
    .addEdge('trim', END)
    .compile({ checkpointer });

  return {
    async answer(start, context, onDrain) {
      const control = new RunControl();
      onDrain((reason) => control.requestDrain(reason));
      const input =
        start.kind === 'message'
          ? { turn: start.input }
          : start.kind === 'decided'
            ? resumption
            : null;
      try {
        const state = await graph.invoke(input, {
          configurable: { thread_id: context.threadId },
          context: { turn: context },
          signal: context.signal,
          control,
          recursionLimit,
        });
        // Earlier steps only matter while a turn goes on.
        await checkpointer.keepNewest(context.threadId);
        const [call] = state.calls ?? [];
        if ('__interrupt__' in state && call) return { kind: 'waiting', call };
        if (!state.answer) throw new TypeError('a turn ended without an answer');
        return { kind: 'done', answer: state.answer };
      } catch (error) {
        if (isGraphDrained(error)) return { kind: 'drained' };
        throw error;
      }
    },
    forget: (threadId) => checkpointer.deleteThread(threadId),
  };
}
