import { Paperclip, RotateCcw } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { ProblemNotice } from '../../components/ui/problem-notice.tsx';
import { Spinner } from '../../components/ui/spinner.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import type { Evidence } from '../../components/evidence/evidence-context.ts';
import { AnswerCard } from './answer-card.tsx';
import { AnswerText } from './answer-text.tsx';
import { ApprovalCard } from './approval-card.tsx';
import { ToolSteps } from './tool-steps.tsx';
import type { Turn } from './turns.ts';

/** From this length on a question may be higher than its box. */
const longMessage = 400;

export interface TurnActions {
  readonly onOpen: (evidence: Evidence) => void;
  readonly onAsk: (question: string) => void;
  readonly onRetry: (turn: Turn) => void;
  readonly onDecide: (turn: Turn, decision: 'approve' | 'reject') => void;
}

/** A question and its answer, from the first step to the last word. */
export function TurnView({
  turn,
  onOpen,
  onAsk,
  onRetry,
  onDecide,
}: { readonly turn: Turn } & TurnActions) {
  const { run, connection } = turn;
  const waiting = run.steps.find(({ callId }) => callId === run.approval?.callId);
  const problem = turn.failure ?? run.problem;
  const requests = run.steps.filter(({ state }) => state === 'done').map(({ input }) => input);
  const isLost = turn.failure?.code === 'CONNECTION_LOST';
  return (
    <div className="space-y-4">
      <div className="flex justify-end">
        <div className="bg-accent-soft max-w-[85%] rounded-2xl rounded-br-md px-4 py-2.5">
          <h2
            className="max-h-72 overflow-auto wrap-anywhere whitespace-pre-wrap"
            // A long question is scrolled, by the keyboard too.
            tabIndex={turn.message.length > longMessage ? 0 : undefined}
          >
            {visibleText(turn.message)}
          </h2>
          {turn.attached.names.length > 0 && (
            <p className="text-muted mt-1 flex items-center gap-1.5 text-xs">
              <Paperclip size={12} aria-hidden />
              {visibleText(turn.attached.names.join(', '))}
            </p>
          )}
        </div>
      </div>
      <div className="min-w-0 space-y-4">
        <ToolSteps steps={run.steps} />
        {run.answer && !waiting ? (
          <AnswerCard answer={run.answer} requests={requests} onOpen={onOpen} onAsk={onAsk} />
        ) : (
          run.text !== '' && <AnswerText text={run.text} />
        )}
        {waiting && (
          <ApprovalCard step={waiting} onDecide={(decision) => onDecide(turn, decision)} />
        )}
        <output aria-live="polite">
          {connection !== 'closed' && (
            <span className="text-muted flex items-center gap-2 text-sm">
              <Spinner /> {activity(turn)}
            </span>
          )}
          {connection === 'closed' && run.answer && (
            <span className="sr-only">The answer is complete.</span>
          )}
        </output>
        {run.phase === 'stopped' && (
          <p className="text-muted flex items-center gap-2 text-sm">
            Stopped.
            <Button look="outline" onClick={() => onRetry(turn)}>
              <RotateCcw size={14} aria-hidden /> Ask again
            </Button>
          </p>
        )}
        {problem && (
          <ProblemNotice problem={problem}>
            <Button look="outline" onClick={() => onRetry(turn)}>
              <RotateCcw size={14} aria-hidden /> {isLost ? 'Connect again' : 'Try again'}
            </Button>
          </ProblemNotice>
        )}
      </div>
    </div>
  );
}

function activity({ connection, run, attached }: Turn): string {
  if (connection === 'reconnecting') return 'The connection broke; connecting again';
  if (connection === 'waiting-for-files')
    return attached.names.length > 0 ? 'Reading the files first' : 'Asking';
  if (run.text !== '') return 'Writing';
  return run.steps.length > 0 ? 'Looking through the logs' : 'Choosing what to look at';
}
