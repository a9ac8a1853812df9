import type { AgentHost } from './agent.ts';
import { splitPastedText } from '../routing/split-pasted-text.ts';
import {
  turnOf,
  type ConversationState,
  type ConversationUpdate,
  type NodeRuntime,
} from './state.ts';

const maxScope = 1000;
const questionForPastedText = 'Why did this fail?';

/**
 * Begins a turn on whatever the last one left behind: calls that were never made are dropped and an approval that nobody gave
 * expires, so that it cannot be given for a conversation that went on. Pasted log text becomes an upload of its own.
 */
export const heal =
  (host: AgentHost) =>
  async (state: ConversationState, runtime: NodeRuntime): Promise<ConversationUpdate> => {
    const { signal } = turnOf(runtime);
    const { turn } = state;
    for (const { id } of state.calls ?? []) {
      const approval = await host.metadata.approvals.get(turn.project, id);
      if (!approval) continue;
      await host.metadata.approvals.decide(id, 'expired', host.now());
      await host.metadata.runs.update(approval.runId, { status: 'cancelled', endedAt: host.now() });
    }
    const { typed, pasted } = splitPastedText(turn.message);
    const kept =
      pasted !== null && host.keepText ? [await host.keepText(turn.project, pasted, signal)] : [];
    const scope = state.scope ?? { uploads: [], files: [] };
    // What came with this message is what it is about; without anything the conversation's earlier files stay in view.
    const named = [...turn.uploads, ...kept];
    const fresh = named.length > 0 || turn.files.length > 0;
    return {
      scope: fresh
        ? { uploads: named.slice(0, maxScope), files: turn.files.slice(0, maxScope) }
        : scope,
      request:
        typed === ''
          ? questionForPastedText
          : pasted !== null && kept.length === 0
            ? turn.message
            : typed,
      ...(fresh && { focus: [], opened: null }),
      calls: [],
      results: [],
      asked: 1,
      candidates: [],
      answer: null,
    };
  };
