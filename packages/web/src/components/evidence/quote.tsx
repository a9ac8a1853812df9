import { FileText } from 'lucide-react';
import { formatCount } from '../ui/format.ts';
import { visibleText } from '../ui/visible-text.ts';
import { citedId, useEvidence, type Evidence } from './evidence-context.ts';

/** A quoted place of a log: where it stands, what it says, why it matters. The whole opens the file there. */
export function Quote({ evidence }: { readonly evidence: Evidence }) {
  const desk = useEvidence();
  const [from, to] = evidence.lines;
  return (
    <button
      type="button"
      onClick={() => desk.open(evidence)}
      className="group border-line bg-canvas hover:border-accent block w-full rounded-lg border px-3 py-2 text-left transition-colors"
    >
      <span className="flex items-baseline gap-2 text-xs">
        <b className="text-accent">{citedId(desk.evidence, evidence)}</b>
        <FileText size={12} className="text-muted mt-0.5 shrink-0 self-start" aria-hidden />
        <span className="text-muted group-hover:text-accent min-w-0 wrap-anywhere">
          {visibleText(evidence.source)}:{formatCount(from)}
          {to > from && `–${formatCount(to)}`}
        </span>
      </span>
      <code className="mt-1 line-clamp-5 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
        {visibleText(evidence.quote)}
      </code>
      {evidence.why && (
        <span className="text-muted mt-1 block text-xs wrap-anywhere">
          {visibleText(evidence.why)}
        </span>
      )}
    </button>
  );
}
