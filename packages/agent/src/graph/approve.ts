import { interrupt } from '@langchain/langgraph';
import type { AgentHost } from './agent.ts';
import { needsApproval, parseInput, findTool } from '../registry/call-tool.ts';
import { requestApproval } from '../registry/approvals.ts';
import {
  turnOf,
  type ConversationState,
  type ConversationUpdate,
  type NodeRuntime,
} from './state.ts';

/**
 * Waits before a call that writes or executes until somebody approved exactly that call. The approval is a row with the call's
 * id: it survives a restart and can be given by any face.
 */
export const approve =
  (host: AgentHost) =>
  async (state: ConversationState, runtime: NodeRuntime): Promise<ConversationUpdate> => {
    const { runId, threadId, project, emit } = turnOf(runtime);
    const [call] = state.calls;
    if (!call) return {};
    const loaded = findTool(host.registry, call.tool);
    const { risk } = loaded.tool;
    if (!needsApproval(risk)) return {};
    const input = parseInput(loaded, call.input);
    // This node runs again when the decision is there; then the row exists and nothing is asked twice.
    const known = await host.metadata.approvals.get(project, call.id);
    if (!known) {
      await requestApproval(host.metadata, {
        id: call.id,
        runId,
        threadId,
        project,
        tool: call.tool,
        input,
        risk,
        createdAt: host.now(),
      });
      emit({
        type: 'tool-input-available',
        toolCallId: call.id,
        toolName: call.tool,
        input,
        dynamic: true,
      });
      emit({ type: 'tool-approval-request', approvalId: call.id, toolCallId: call.id });
    }
    // What was decided stands in the row, which the gate reads when the call is made.
    interrupt({ approval: call.id });
    return {};
  };
