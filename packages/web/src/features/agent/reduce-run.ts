import type { Answer } from '@datasherpa/agent/plugin';
import type { RunPart } from '../../api/conversations.ts';

/** One call of a tool, as the steps above an answer show it. */
export interface ToolStep {
  readonly callId: string;
  /** `log-search.diagnose` */
  readonly tool: string;
  readonly input: unknown;
  readonly state: 'running' | 'waiting' | 'done' | 'failed' | 'denied';
  readonly note: string | null;
  /** 0..1, or null where the tool does not know. */
  readonly fraction: number | null;
  /** How long it took; null while it runs and where nobody measured. */
  readonly milliseconds: number | null;
  readonly problem: string | null;
}

export interface RunState {
  /** Null until the stream has begun. */
  readonly runId: string | null;
  readonly threadId: string | null;
  /** The last part that was read: where a dropped stream goes on. */
  readonly sequence: number;
  readonly phase: 'running' | 'waiting' | 'done' | 'failed' | 'stopped';
  readonly steps: readonly ToolStep[];
  readonly text: string;
  readonly answer: Answer | null;
  readonly problem: {
    readonly code: string;
    readonly message: string;
    readonly hint: string;
  } | null;
  /** The call that waits for a decision. */
  readonly approval: { readonly approvalId: string; readonly callId: string } | null;
}

export const emptyRun: RunState = {
  runId: null,
  threadId: null,
  sequence: 0,
  phase: 'running',
  steps: [],
  text: '',
  answer: null,
  problem: null,
  approval: null,
};

/** What the page knows of a run after one more part of its stream. A part that was read before changes nothing. */
export function reduceRun(state: RunState, { sequence, chunk }: RunPart): RunState {
  if (sequence <= state.sequence) return state;
  const next = { ...state, sequence };
  switch (chunk.type) {
    case 'start':
      return {
        ...next,
        runId: chunk.messageMetadata.runId,
        threadId: chunk.messageMetadata.threadId,
        phase: 'running',
      };
    case 'data-progress':
      return withStep(next, (step) => chunk.id === `${step.callId}-progress`, chunk.data);
    case 'tool-input-available': {
      const step: ToolStep = {
        callId: chunk.toolCallId,
        tool: chunk.toolName,
        input: chunk.input,
        state: 'running',
        note: null,
        fraction: null,
        milliseconds: null,
        problem: null,
      };
      return {
        ...next,
        steps: [...next.steps.filter(({ callId }) => callId !== step.callId), step],
      };
    }
    case 'tool-output-available':
      return withCall(settled(next, chunk.toolCallId), chunk.toolCallId, {
        state: 'done',
        milliseconds: totalOf(chunk.output.timings),
      });
    case 'tool-output-error':
      return withCall(settled(next, chunk.toolCallId), chunk.toolCallId, {
        state: 'failed',
        problem: chunk.errorText,
      });
    case 'tool-output-denied':
      return withCall(settled(next, chunk.toolCallId), chunk.toolCallId, { state: 'denied' });
    case 'tool-approval-request':
      return withCall(
        { ...next, approval: { approvalId: chunk.approvalId, callId: chunk.toolCallId } },
        chunk.toolCallId,
        { state: 'waiting' },
      );
    case 'text-start':
      return { ...next, text: '' };
    case 'text-delta':
      return { ...next, text: next.text + chunk.delta };
    case 'data-answer':
      return { ...next, answer: chunk.data };
    case 'data-problem':
      return { ...next, phase: 'failed', problem: chunk.data };
    case 'error':
      return next.problem
        ? next
        : {
            ...next,
            phase: 'failed',
            problem: { code: 'INTERNAL', message: chunk.errorText, hint: '' },
          };
    case 'abort':
      return { ...next, phase: 'stopped' };
    case 'finish':
      return { ...next, phase: ended(next, chunk.finishReason) };
    default:
      return next;
  }
}

/** Whether more parts are to come without anybody's doing. */
export const isOpen = (state: RunState): boolean => state.phase === 'running';

function ended(state: RunState, reason: string): RunState['phase'] {
  if (state.phase !== 'running') return state.phase;
  if (reason === 'tool-calls') return 'waiting';
  return reason === 'error' ? 'failed' : 'done';
}

/** An approval is over once its call has come to an end, whoever decided. */
const settled = (state: RunState, callId: string): RunState =>
  state.approval?.callId === callId ? { ...state, approval: null } : state;

const withCall = (state: RunState, callId: string, change: Partial<ToolStep>): RunState =>
  withStep(state, (step) => step.callId === callId, change);

const withStep = (
  state: RunState,
  isMeant: (step: ToolStep) => boolean,
  change: Partial<ToolStep>,
): RunState => ({
  ...state,
  steps: state.steps.map((step) => (isMeant(step) ? { ...step, ...change } : step)),
});

const totalOf = (timings: Answer['timings']): number | null => {
  const parts = Object.values(timings);
  return parts.length > 0 ? parts.reduce((sum, part) => sum + part, 0) : null;
};
