import type { Answer } from '@datasherpa/agent/plugin';
import { TriangleAlert } from 'lucide-react';
import { formatCount, sentences } from '../../components/ui/format.ts';
import { visibleText } from '../../components/ui/visible-text.ts';

/** What was cut and what was missing, plainly: an answer is only as good as what it saw. */
export function Reservations({ limits, degraded }: Pick<Answer, 'limits' | 'degraded'>) {
  if (limits.length === 0 && degraded.length === 0) return null;
  return (
    <section
      aria-label="What this answer did not see"
      className="bg-warn-soft flex gap-3 rounded-lg px-3 py-2.5 text-sm"
    >
      <TriangleAlert className="text-warn mt-0.5 shrink-0" size={16} aria-hidden />
      <ul className="min-w-0 space-y-1">
        {degraded.map(({ what, why, effect }) => (
          <li key={`${what} ${why}`} className="wrap-anywhere">
            <b className="font-semibold">{visibleText(what)}:</b>{' '}
            {visibleText(sentences(why, effect))}
          </li>
        ))}
        {limits.map(({ what, total, shown, why, howToGetTheRest }) => (
          <li key={what} className="wrap-anywhere">
            <b className="font-semibold">
              {formatCount(shown)} of {formatCount(total)} {visibleText(what)}
            </b>{' '}
            shown. {visibleText(sentences(why, howToGetTheRest))}
          </li>
        ))}
      </ul>
    </section>
  );
}
