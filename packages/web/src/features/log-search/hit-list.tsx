import { formatCount } from '../../components/ui/format.ts';
import { Quote } from '../../components/evidence/quote.tsx';
import { Section } from '../../components/ui/section.tsx';
import type { SearchResult } from './diagnosis.ts';

/** Lines that were found. */
export function HitList({ result }: { readonly result: SearchResult }) {
  const { hits, total } = result;
  if (hits.length === 0) return null;
  return (
    <Section
      title={
        total > hits.length
          ? `${formatCount(hits.length)} of ${formatCount(total)} matches`
          : 'Matches'
      }
    >
      <ul className="space-y-2">
        {hits.map(({ evidence, occurrences }) => (
          <li key={evidence.id}>
            <Quote evidence={evidence} />
            {occurrences > 1 && (
              <p className="text-muted mt-0.5 text-xs">
                {formatCount(occurrences)} events of this kind in the file
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
