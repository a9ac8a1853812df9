import type { Answer } from '@datasherpa/agent/plugin';
import { Check, Copy, FileText } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { visibleText } from '../../components/ui/visible-text.ts';

export type EvidenceItem = Answer['evidence'][number];

const words = {
  found: ['Cause found', 'bg-teal-700 text-white'],
  inconclusive: ['Inconclusive', 'bg-amber-600 text-white'],
  nothing_found: ['No failure found', 'bg-stone-600 text-white'],
  needs_approval: ['Needs approval', 'bg-amber-600 text-white'],
  failed: ['Failed', 'bg-red-700 text-white'],
} as const;

interface CauseShape {
  readonly id: string;
  readonly title: string;
  readonly confidence: number;
  readonly explanation: string;
}

export function AnswerView({
  answer,
  onOpen,
}: {
  answer: Answer;
  onOpen: (evidence: EvidenceItem) => void;
}) {
  const causes = (answer.data as { causes?: readonly CauseShape[] }).causes ?? [];
  const [best, ...others] = causes;
  const [label, colour] = words[answer.status];
  return (
    <article className="space-y-5 rounded-xl border border-stone-200 bg-white p-5 shadow-sm dark:border-stone-800 dark:bg-stone-900">
      <header className="flex flex-wrap items-center gap-3">
        <span className={`rounded-full px-3 py-1 text-sm font-medium ${colour}`}>{label}</span>
        {best && answer.status === 'found' && (
          <span className="text-sm text-stone-600 dark:text-stone-400">
            confidence {Math.round(best.confidence * 100)} %
          </span>
        )}
      </header>
      {best && <h2 className="text-xl font-semibold">{best.title}</h2>}
      <p className="leading-relaxed">
        <Cited
          text={visibleText(answer.summary.replaceAll('**', ''))}
          evidence={answer.evidence}
          onOpen={onOpen}
        />
      </p>
      {answer.evidence.length > 0 && (
        <Section title="Evidence">
          <ol className="space-y-2">
            {answer.evidence.map((evidence) => (
              <li key={evidence.id}>
                <button
                  type="button"
                  onClick={() => onOpen(evidence)}
                  className="w-full cursor-pointer rounded-lg border border-stone-200 p-3 text-left hover:border-teal-600 dark:border-stone-700"
                >
                  <span className="flex flex-wrap items-center gap-2 text-sm">
                    <FileText size={14} aria-hidden />
                    <b>{evidence.id}</b>
                    <span className="break-all">
                      {visibleText(evidence.source)}:{evidence.lines[0]}
                    </span>
                    <span className="text-stone-600 dark:text-stone-400">{evidence.why}</span>
                  </span>
                  <code className="mt-2 block max-h-40 overflow-auto text-xs break-words whitespace-pre-wrap">
                    {visibleText(evidence.quote)}
                  </code>
                </button>
              </li>
            ))}
          </ol>
        </Section>
      )}
      {answer.next.length > 0 && (
        <Section title="What to do next">
          <ul className="space-y-1">
            {answer.next.map((step) => (
              <li key={step} className="flex items-start gap-2">
                <CopyButton text={step} />
                <span>{step}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {others.length > 0 && (
        <Section title="Also possible">
          <ul className="list-disc pl-5">
            {others.map(({ id, title, confidence }) => (
              <li key={id}>
                {title} ({Math.round(confidence * 100)} %)
              </li>
            ))}
          </ul>
        </Section>
      )}
      {(answer.limits.length > 0 || answer.degraded.length > 0) && (
        <Section title="Good to know">
          <ul className="list-disc pl-5 text-sm">
            {answer.limits.map((limit) => (
              <li key={limit.what}>
                {limit.shown} of {limit.total} {limit.what} are shown. {limit.why}{' '}
                {limit.howToGetTheRest}
              </li>
            ))}
            {answer.degraded.map((note) => (
              <li key={note.what}>
                {note.what}: {note.why} {note.effect}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </article>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold text-stone-600 dark:text-stone-400">{title}</h3>
      {children}
    </section>
  );
}

/** Citations such as [E1] become buttons; everything else stays text. */
function Cited({
  text,
  evidence,
  onOpen,
}: {
  text: string;
  evidence: readonly EvidenceItem[];
  onOpen: (evidence: EvidenceItem) => void;
}) {
  let offset = 0;
  return text.split(/(\[E\d+\])/).map((part) => {
    const key = (offset += part.length + 1);
    const cited = evidence.find(({ id }) => `[${id}]` === part);
    if (!cited) return <span key={key}>{part}</span>;
    return (
      <button
        key={key}
        type="button"
        onClick={() => onOpen(cited)}
        className="mx-0.5 cursor-pointer rounded bg-teal-100 px-1.5 text-sm font-medium text-teal-900 hover:bg-teal-200 dark:bg-teal-900 dark:text-teal-100"
      >
        {cited.id}
      </button>
    );
  });
}

function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <button
      type="button"
      aria-label={copied ? 'Copied' : 'Copy'}
      onClick={() => void copy()}
      className="mt-1 cursor-pointer text-stone-500 hover:text-teal-700"
    >
      {copied ? <Check size={14} /> : <Copy size={14} />}
    </button>
  );
}
