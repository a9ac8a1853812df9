import type { SearchLogsAnswer } from '@datasherpa/server/client';
import { formatCount } from '../../components/ui/format.ts';
import { Facet } from './facet.tsx';

type Values = SearchLogsAnswer['values'];
type FoundFacet = Values['facets'][number];

const maxShown = 9;

/** What stands in the lines, by its names: each value narrows the search to the lines that have it. */
export function ValueFacets({
  values,
  onPick,
  onCountAll,
}: {
  readonly values: Values;
  /** The query with the value; null where it cannot be asked for. */
  readonly onPick: (facet: FoundFacet, value: string) => (() => void) | null;
  /** Null where all lines are counted already. */
  readonly onCountAll: (() => void) | null;
}) {
  const facets = values.facets.filter(({ distinct }) => distinct > 1).slice(0, maxShown);
  if (facets.length === 0) return null;
  return (
    <section aria-label="Values" className="space-y-1">
      <h3 className="text-muted text-xs font-semibold tracking-wide uppercase">Values</h3>
      <div className="grid items-start gap-x-4 @[36rem]:grid-cols-3">
        {facets.map((facet) => (
          <Facet
            key={`${facet.name} ${facet.kind} ${facet.templates.join(' ')}`}
            title={facet.name}
            isName
            count={`${formatCount(facet.distinct)}${facet.orMore ? '+' : ''}`}
            note={rangeOf(facet)}
            choices={facet.top.map(({ text, total }) => ({
              key: text,
              name: text,
              total,
              pick: onPick(facet, text),
            }))}
          />
        ))}
      </div>
      {values.read < values.of && (
        <p className="text-muted text-xs">
          Counted in {formatCount(values.read)} of {formatCount(values.of)} lines.{' '}
          {onCountAll && (
            <button type="button" className="text-accent underline" onClick={onCountAll}>
              Count more
            </button>
          )}
        </p>
      )}
    </section>
  );
}

const rangeOf = ({ numbers, unit }: FoundFacet): string | null =>
  numbers &&
  `${numbers.least.text} to ${numbers.greatest.text}, mean ${Number(numbers.mean.toPrecision(4))} ${numbers.meanUnit ?? unit ?? ''}`;
