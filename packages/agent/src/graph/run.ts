import { SherpaError } from '@datasherpa/tools/errors';
import type { Answer } from '../plugin/answer.ts';
import { callTool, findTool, needsApproval } from '../registry/call-tool.ts';
import type { AgentHost } from './agent.ts';
import { failedAnswer } from './failed-answer.ts';
import {
  turnOf,
  type ConversationState,
  type ConversationUpdate,
  type NodeRuntime,
} from './state.ts';

/** Makes the next call of the turn. A tool that fails with an error of the catalogue fails its call, not the conversation. */
export const run =
  (host: AgentHost) =>
  async (state: ConversationState, runtime: NodeRuntime): Promise<ConversationUpdate> => {
    const { runId, project, signal, emit } = turnOf(runtime);
    const [call, ...others] = state.calls;
    if (!call) return {};
    const { tool } = findTool(host.registry, call.tool);
    const approved = needsApproval(tool.risk);
    if (!approved)
      emit({
        type: 'tool-input-available',
        toolCallId: call.id,
        toolName: call.tool,
        input: call.input,
        dynamic: true,
      });
    const progress = `${call.id}-progress`;
    let answer: Answer;
    try {
      answer = await callTool(host, call.tool, call.input, {
        project,
        requestId: runId,
        signal,
        onProgress: (note, fraction) =>
          emit({ type: 'data-progress', id: progress, data: { note, fraction } }),
        ...(approved && { approval: call.id }),
      });
      emit({ type: 'tool-output-available', toolCallId: call.id, output: answer, dynamic: true });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof SherpaError) || error.code === 'INTERNAL') throw error;
      const decision = approved && error.code === 'APPROVAL_DECIDED' && error.details['decision'];
      const rejected = decision !== false && decision !== 'used';
      // After a crash nobody knows how far a call came that was begun: it is not made again.
      answer = rejected
        ? failedAnswer(`"${call.tool}" was not allowed; nothing was done.`, [], runId)
        : decision === 'used'
          ? failedAnswer(
              `"${call.tool}" was begun before and may have been carried out; it is not repeated.`,
              ['Look whether it was done, and ask again if it was not.'],
              runId,
            )
          : failedAnswer(error.message, [error.hint], runId);
      if (rejected) emit({ type: 'tool-output-denied', toolCallId: call.id });
      else
        emit({
          type: 'tool-output-error',
          toolCallId: call.id,
          errorText: `${error.message} ${error.hint}`,
          dynamic: true,
        });
    }
    return {
      calls: others,
      results: [...state.results, { tool: call.tool, answer }],
      ...(tool.routing?.remembers && {
        earlier: { ...state.earlier, [call.tool]: { input: call.input, data: answer.data } },
      }),
    };
  };
