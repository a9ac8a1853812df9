import { PlaceButton } from '../../components/evidence/place-button.tsx';
import { formatCount } from '../../components/ui/format.ts';
import { visibleText } from '../../components/ui/visible-text.ts';
import type { Stop } from './lay-out.ts';
import { clockTime, skewWords } from './milestone-words.ts';
import { capital, roleWords } from './timeline-picture.tsx';

const marks: Readonly<Record<Stop['role'], string>> = {
  culprit: 'bg-danger border-danger ring-4 ring-danger/25',
  consequence: 'bg-danger border-danger',
  bad: 'bg-danger-soft border-danger',
  step: 'bg-accent-soft border-accent',
};

/** Milestones one under the other, in their order. */
export const MilestoneList = ({ stops }: { readonly stops: readonly Stop[] }) => (
  <ol aria-label="Milestones in order" className="relative">
    {stops.map(({ milestone, role, x }) => (
      <li
        key={x}
        className="border-line relative ml-1.5 border-l-2 pb-3 pl-4 last:border-transparent last:pb-0"
      >
        <span
          className={`absolute top-1 -left-1.75 size-3 rounded-full border-2 ${marks[role]}`}
          aria-hidden
        />
        <p className="text-muted flex flex-wrap items-baseline gap-x-2 text-xs">
          <span className="font-mono tabular-nums">{clockTime(milestone)}</span>
          {visibleText(milestone.tool)}
          {role === 'culprit' && (
            <span className="text-danger font-semibold">{roleWords[role]}</span>
          )}
          {milestone.skewMs !== 0 && <span className="text-warn">{skewWords(milestone)}</span>}
        </p>
        <p className="text-sm wrap-anywhere">
          {visibleText(capital(milestone.what))}
          {milestone.count > 1 && (
            <span className="text-muted"> ({formatCount(milestone.count)} times)</span>
          )}
        </p>
        {milestone.quote && (
          <code className="text-muted line-clamp-2 font-mono text-xs wrap-anywhere">
            {visibleText(milestone.quote)}
          </code>
        )}
        <PlaceButton evidence={milestone.evidence} />
      </li>
    ))}
  </ol>
);
