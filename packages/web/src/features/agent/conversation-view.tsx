import { ArrowDown } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { plural } from '../../components/ui/format.ts';
import { ProblemNotice } from '../../components/ui/problem-notice.tsx';
import { Spinner } from '../../components/ui/spinner.tsx';
import { TurnView, type TurnActions } from './turn-view.tsx';
import type { Conversation } from './use-conversation.ts';

/** Pixels from the end within which the view follows what is written. */
const near = 80;
/** Pixels above a question that was scrolled to. */
const margin = 24;

/** The turns, scrolled along with the answer unless the reader went up. `children` is what an empty conversation shows. */
export function ConversationView({
  conversation,
  actions,
  children,
}: {
  readonly conversation: Conversation;
  readonly actions: TurnActions;
  readonly children: ReactNode;
}) {
  const { turns, hidden, loading, failure } = conversation;
  const scroller = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const [isAway, setIsAway] = useState(false);
  const toEnd = () => scroller.current?.scrollTo({ top: scroller.current.scrollHeight });

  const lastQuestion = turns.at(-1)?.key;
  const question = useRef<HTMLDivElement>(null);
  useEffect(() => {
    follows.current = true;
  }, [lastQuestion]);
  const isAnswered = turns.at(-1)?.run.answer != null;
  useEffect(() => {
    if (!follows.current) return;
    // A finished answer is read from its beginning.
    if (isAnswered)
      scroller.current?.scrollTo({ top: (question.current?.offsetTop ?? 0) - margin });
    else toEnd();
  }, [turns, isAnswered]);

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        tabIndex={0}
        role="region"
        aria-label="Conversation"
        onScroll={() => {
          const element = scroller.current;
          if (!element) return;
          const left = element.scrollHeight - element.scrollTop - element.clientHeight;
          follows.current = left < near;
          setIsAway(left > 400);
        }}
        className="relative h-full overflow-y-auto px-4 -outline-offset-2 sm:px-6"
      >
        <div className="mx-auto max-w-3xl space-y-10 py-6">
          {loading && (
            <p className="text-muted flex items-center gap-2">
              <Spinner /> Loading the conversation
            </p>
          )}
          {failure && <ProblemNotice problem={failure} />}
          {turns.length === 0 && !loading && !failure && children}
          {hidden > 0 && (
            <p className="text-muted text-center text-sm">
              {plural(hidden, 'earlier question')} of this conversation{' '}
              {hidden === 1 ? 'is' : 'are'} not shown.
            </p>
          )}
          {turns.length > 0 && <h1 className="sr-only">Conversation</h1>}
          {turns.map((turn) => (
            <div key={turn.key} ref={turn.key === lastQuestion ? question : undefined}>
              <TurnView turn={turn} {...actions} />
            </div>
          ))}
        </div>
      </div>
      {isAway && turns.length > 0 && (
        <Button
          look="outline"
          aria-label="To the end"
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-md"
          onClick={toEnd}
        >
          <ArrowDown size={16} aria-hidden />
        </Button>
      )}
    </div>
  );
}
