import type { Answer } from '../plugin/answer.ts';

/**
 * One part of a run's stream: the subset of the AI SDK UI message stream (protocol v1) that a run emits. Clients that read that
 * protocol read these; `agent-chunk.test.ts` checks them against the SDK's own schema.
 */
export type AgentChunk =
  | {
      readonly type: 'start';
      readonly messageId: string;
      readonly messageMetadata: {
        readonly runId: string;
        readonly threadId: string;
        /** What the user said; null where a run goes on. */
        readonly message: string | null;
      };
    }
  | { readonly type: 'start-step' }
  | { readonly type: 'finish-step' }
  | {
      readonly type: 'data-progress';
      /** The same id is the same progress line: the later part replaces the earlier one. */
      readonly id: string;
      readonly data: { readonly note: string; readonly fraction: number | null };
    }
  | {
      readonly type: 'tool-input-available';
      readonly toolCallId: string;
      readonly toolName: string;
      readonly input: unknown;
      readonly dynamic: true;
    }
  | {
      readonly type: 'tool-output-available';
      readonly toolCallId: string;
      readonly output: Answer;
      readonly dynamic: true;
    }
  | {
      readonly type: 'tool-output-error';
      readonly toolCallId: string;
      readonly errorText: string;
      readonly dynamic: true;
    }
  | {
      readonly type: 'tool-approval-request';
      readonly approvalId: string;
      readonly toolCallId: string;
    }
  | { readonly type: 'tool-output-denied'; readonly toolCallId: string }
  | { readonly type: 'text-start'; readonly id: string }
  | { readonly type: 'text-delta'; readonly id: string; readonly delta: string }
  | { readonly type: 'text-end'; readonly id: string }
  /** The whole answer as every other face gives it. */
  | { readonly type: 'data-answer'; readonly id: string; readonly data: Answer }
  /** The error of the catalogue behind the `error` part that follows. */
  | {
      readonly type: 'data-problem';
      readonly id: string;
      readonly data: { readonly code: string; readonly message: string; readonly hint: string };
    }
  | { readonly type: 'error'; readonly errorText: string }
  | { readonly type: 'abort'; readonly reason: string }
  | { readonly type: 'finish'; readonly finishReason: 'stop' | 'tool-calls' | 'error' | 'other' };
