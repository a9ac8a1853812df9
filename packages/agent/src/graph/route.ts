import type { AgentHost } from './agent.ts';
import { plainAnswer } from './plain-answer.ts';
import { attachmentKinds } from '../routing/attachment-kinds.ts';
import { routeRequest } from '../routing/route-request.ts';
import {
  turnOf,
  type ConversationState,
  type ConversationUpdate,
  type NodeRuntime,
} from './state.ts';

/** Finds the tool for a request without a model. */
export const route =
  (host: AgentHost) =>
  async (state: ConversationState, runtime: NodeRuntime): Promise<ConversationUpdate> => {
    const { runId } = turnOf(runtime);
    const { scope } = state;
    const tools = [...host.registry.tools.values()];
    const found = routeRequest(tools, {
      text: state.request,
      attachmentKinds: await attachmentKinds(
        tools,
        host.workspaceFor(turnOf(runtime).project),
        scope,
        state.request,
      ),
      lastTool: state.history.findLast(({ role }) => role === 'assistant')?.tool ?? null,
      scope,
    });
    const planned = (calls: readonly { tool: string; input: Record<string, unknown> }[]) =>
      calls.map((call, at) => ({ ...call, id: `${runId}-${at + 1}` }));
    switch (found.kind) {
      case 'call':
        return { calls: planned(found.calls), asked: found.asked };
      case 'unsure':
        return {
          calls: found.guess ? planned([found.guess]) : [],
          candidates: found.candidates.map(({ name }) => name),
        };
      default:
        return { answer: plainAnswer(found, tools, runId) };
    }
  };
