import type { AgentHost } from './agent.ts';
import { plainAnswer } from './plain-answer.ts';
import { attachmentKinds } from '../routing/attachment-kinds.ts';
import { focusOf } from '../routing/focus-of.ts';
import { routeRequest } from '../routing/route-request.ts';
import {
  turnOf,
  type ConversationState,
  type ConversationUpdate,
  type NodeRuntime,
} from './state.ts';

/** Things that a command does; what they are done to came with the second message. */
const deed =
  /^(?:please\s+)?(?:clean|delete|remove|move|copy|compress|archive|list|count|find|rename)\b/i;

/** Finds the tool for a request without a model. */
export const route =
  (host: AgentHost) =>
  async (state: ConversationState, runtime: NodeRuntime): Promise<ConversationUpdate> => {
    const { runId, project } = turnOf(runtime);
    const tools = [...host.registry.tools.values()];
    const workspace = host.workspaceFor(project);
    const focus = await focusOf(workspace, state.scope, state.focus, state.request);
    const scope = {
      ...(focus.length > 0 ? { uploads: [], files: focus } : state.scope),
      now: host.now(),
      earlier: state.earlier,
    };
    const last = state.history.findLast(({ role }) => role === 'assistant');
    const moved = state.focus.length > 0 && focus.join() !== state.focus.join();
    const lastTool = (moved ? state.opened : null) ?? last?.tool ?? null;
    const routed = async (text: string) =>
      routeRequest(tools, {
        text,
        attachmentKinds: await attachmentKinds(tools, workspace, scope, text),
        lastTool,
        scope,
      });
    let found = await routed(state.request);
    // What was asked back for completes the request before.
    const before = last?.unclear && state.history.findLast(({ role }) => role === 'user')?.content;
    if (before && found.kind !== 'call') {
      const whole = await routed(
        `${deed.test(before) ? 'a command to ' : ''}${before}: ${state.request}`,
      );
      if (whole.kind === 'call' || whole.kind === 'unsure') found = whole;
    }
    const about = (tool: string | null) => ({
      focus,
      ...((moved || state.opened === null) && { opened: tool }),
    });
    const planned = (calls: readonly { tool: string; input: Record<string, unknown> }[]) =>
      calls.map((call, at) => ({ ...call, id: `${runId}-${at + 1}` }));
    switch (found.kind) {
      case 'call':
        return {
          ...about(found.calls[0]?.tool ?? null),
          calls: planned(found.calls),
          asked: found.asked,
        };
      case 'unsure':
        return {
          ...about(found.guess?.tool ?? null),
          calls: found.guess ? planned([found.guess]) : [],
          candidates: found.candidates.map(({ name }) => name),
        };
      default:
        return { focus, answer: plainAnswer(found, tools, runId) };
    }
  };
