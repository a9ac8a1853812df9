import type { Answer } from '@datasherpa/agent/plugin';
import { useMemo } from 'react';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { formatDuration } from '../../components/ui/format.ts';
import { visibleText } from '../../components/ui/visible-text.ts';
import { answerAsMarkdown } from './answer-as-markdown.ts';
import { AnswerText } from './answer-text.tsx';
import { DataView } from './data-view.tsx';
import { EvidenceContext, type Evidence } from '../../components/evidence/evidence-context.ts';
import { Reservations } from './reservations.tsx';
import { NextSteps } from './next-steps.tsx';
import { QuoteList } from '../../components/evidence/quote-list.tsx';
import { readDiagnosis } from '../log-search/diagnosis.ts';
import { Prevention } from '../log-search/prevention.tsx';
import { Section } from '../../components/ui/section.tsx';
import { StatusLine } from './status-line.tsx';

/** A finished answer: how sure it is, what it says, what proves it, what to do, and what it could not see. */
export function AnswerCard({
  answer,
  requests,
  onOpen,
  onAsk,
}: {
  readonly answer: Answer;
  /** What the tools were asked that it is made of. */
  readonly requests: readonly unknown[];
  readonly onOpen: (evidence: Evidence) => void;
  /** Asks one of the questions that the answer proposes. */
  readonly onAsk: (question: string) => void;
}) {
  const desk = useMemo(
    () => ({ evidence: answer.evidence, open: onOpen }),
    [answer.evidence, onOpen],
  );
  const spent = Object.values(answer.timings).reduce((sum, part) => sum + part, 0);
  return (
    <EvidenceContext value={desk}>
      <article aria-label="Answer" className="space-y-5">
        <StatusLine answer={answer} />
        <AnswerText text={answer.summary} />
        <DataView status={answer.status} data={answer.data} requests={requests}>
          {answer.evidence.length > 0 && (
            <Section title="Evidence">
              <QuoteList evidence={answer.evidence} />
            </Section>
          )}
        </DataView>
        <NextSteps steps={answer.next} onAsk={onAsk} />
        <Prevention steps={readDiagnosis(answer.data)?.causes[0]?.prevention ?? []} />
        <Reservations limits={answer.limits} degraded={answer.degraded} />
        <footer className="border-line text-muted flex flex-wrap items-center gap-x-3 border-t pt-2 text-xs">
          <span className="mr-auto">
            {answer.model ? `Worded by ${visibleText(answer.model)}` : 'Worded by rules, no model'}
            {spent > 0 && `, ${formatDuration(spent)}`}
          </span>
          <CopyButton showLabel label="Copy for a ticket" text={answerAsMarkdown(answer)} />
          <CopyButton showLabel label="Copy JSON" text={JSON.stringify(answer, null, 2)} />
        </footer>
      </article>
    </EvidenceContext>
  );
}
