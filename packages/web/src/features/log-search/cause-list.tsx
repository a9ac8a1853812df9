import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { plural } from '../../components/ui/format.ts';
import { visibleText } from '../../components/ui/visible-text.ts';
import { QuoteList } from '../../components/evidence/quote-list.tsx';
import { Section } from '../../components/ui/section.tsx';
import { Confidence } from './confidence.tsx';
import { LookCommands } from './look-commands.tsx';
import type { Cause } from './diagnosis.ts';

/** Causes, the best one open. What to do about the best is said once, by the next steps of the answer. */
export function CauseList({
  isProven,
  causes,
}: {
  /** The summary names the best one then; otherwise it is named here. */
  readonly isProven: boolean;
  readonly causes: readonly Cause[];
}) {
  const [best, ...others] = causes;
  if (!best) return null;
  return (
    <>
      {!isProven && (
        <p>
          Most likely of what these logs show:{' '}
          <b className="font-semibold">{visibleText(best.title)}</b>
        </p>
      )}
      <Section title="What speaks for it">
        <Proof cause={best} />
      </Section>
      <LookCommands commands={best.commands ?? []} />
      {others.length > 0 && (
        <Section title={others.length === 1 ? 'Another possible cause' : 'Other possible causes'}>
          {others.map((cause) => (
            <Other key={cause.id} cause={cause} />
          ))}
        </Section>
      )}
    </>
  );
}

function Proof({ cause }: { readonly cause: Cause }) {
  return (
    <div className="space-y-2">
      <QuoteList evidence={cause.evidence} />
      {cause.occurrences > cause.evidence.length && (
        <p className="text-muted text-sm">
          Seen {plural(cause.occurrences, 'time')} in all; {cause.evidence.length} quoted.
        </p>
      )}
      {cause.counterEvidence.length === 0 ? (
        <p className="text-muted text-sm">No line in these logs speaks against it.</p>
      ) : (
        <>
          <h4 className="text-muted pt-1 text-xs font-semibold tracking-wide uppercase">
            What speaks against it
          </h4>
          <QuoteList evidence={cause.counterEvidence} />
        </>
      )}
    </div>
  );
}

function Other({ cause }: { readonly cause: Cause }) {
  return (
    <details className="group border-line rounded-lg border">
      <summary className="hover:bg-sunken flex list-none flex-wrap items-center gap-x-3 gap-y-1 rounded-lg px-3 py-2">
        <ChevronRight
          size={15}
          className="text-muted shrink-0 transition-transform group-open:rotate-90"
          aria-hidden
        />
        <span className="min-w-0 flex-1 font-medium">{visibleText(cause.title)}</span>
        <Confidence value={cause.confidence} />
      </summary>
      <div className="space-y-3 px-3 pt-1 pb-3">
        <p className="text-sm">{visibleText(cause.explanation)}</p>
        <Proof cause={cause} />
        <Points title="What to do if it is this one">{cause.fix}</Points>
        <Points title="What to check first">{cause.firstChecks}</Points>
        {cause.lookNext && <Points title="Where to look next">{[cause.lookNext]}</Points>}
      </div>
    </details>
  );
}

const Points = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children: readonly string[];
}): ReactNode =>
  children.length > 0 && (
    <div className="text-sm">
      <h4 className="text-muted text-xs font-semibold tracking-wide uppercase">{title}</h4>
      <ul className="list-disc pl-5">
        {children.map((point) => (
          <li key={point}>{visibleText(point)}</li>
        ))}
      </ul>
    </div>
  );
