import type { SearchLogsBody } from '@datasherpa/server/client';
import { RotateCcw, Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { failureOf, type RequestFailed } from '../../api/request.ts';
import { maxHits, searchLogs, type FoundLines } from '../../api/search-logs.ts';
import { Button } from '../../components/ui/button.tsx';
import { formatCount, plural } from '../../components/ui/format.ts';
import { ProblemNotice } from '../../components/ui/problem-notice.tsx';
import { Section } from '../../components/ui/section.tsx';
import { Spinner } from '../../components/ui/spinner.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import { Facets } from './facets.tsx';
import { HitHistogram } from './hit-histogram.tsx';
import { HitList } from './hit-list.tsx';
import { ValueFacets } from './value-facets.tsx';
import {
  narrowed,
  narrowedToValue,
  typedQuery,
  wantedTexts,
  withoutFilter,
} from './search-query.ts';

/** What was found, with what narrows it: each click searches again, here in the answer. */
export default function SearchResult({
  result,
  request,
}: {
  readonly result: FoundLines;
  /** What the answer was asked with. */
  readonly request: SearchLogsBody;
}) {
  const first = typedQuery(request);
  const [search, setSearch] = useState({
    query: first,
    limit: request.limit ?? result.hits.length,
  });
  const [shown, setShown] = useState({
    result,
    query: first,
    countsAll: request.values === true || request.ask !== undefined,
  });
  const [text, setText] = useState(first);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const run = async (query: string, limit = search.limit, countsAll = false) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setSearch({ query, limit });
    setText(query);
    setFailure(null);
    setIsBusy(true);
    try {
      // What was asked of values is answered already.
      const { mode: _, ask: __, values: ___, ...scope } = request;
      const found = await searchLogs(
        { ...scope, query, limit: Math.max(1, limit), ...(countsAll && { values: true }) },
        controller.signal,
      );
      if (!controller.signal.aborted) setShown({ result: found, query, countsAll });
    } catch (error) {
      if (!controller.signal.aborted) setFailure(failureOf(error));
    } finally {
      if (!controller.signal.aborted) setIsBusy(false);
    }
  };
  const { hits, total, counts, filters, searched, searchedBy } = shown.result;
  // Answers that were kept from before have none.
  const values: typeof shown.result.values | undefined = shown.result.values;
  const narrow = (field: (typeof filters)[number]['field'], condition: string) =>
    void run(narrowed(shown.query, filters, field, condition));
  const during = (from: number, to: number) =>
    void run(
      narrowed(
        narrowed(shown.query, filters, 'after', ''),
        [],
        'before',
        `after:${new Date(from).toISOString()} before:${new Date(to).toISOString()}`,
      ),
    );
  return (
    <Section title="What was found" isContainer>
      <search className="space-y-2">
        <form
          className="flex items-center gap-1.5"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== '') void run(text.trim());
          }}
        >
          <input
            type="search"
            aria-label="Search in these logs"
            value={text}
            maxLength={4000}
            onChange={(event) => setText(event.target.value)}
            className="border-edge bg-surface min-w-0 flex-1 rounded-lg border px-3 py-1.5 font-mono text-sm"
          />
          <Button type="submit" look="outline" aria-label="Search">
            {isBusy ? <Spinner /> : <Search size={16} aria-hidden />}
          </Button>
        </form>
        {filters.length > 0 && (
          <ul aria-label="Conditions" className="flex flex-wrap gap-1.5">
            {filters.map((filter) => (
              <li
                key={filter.span.join('-')}
                className="bg-accent-soft flex min-h-7 max-w-full items-center gap-1 rounded-full pl-2.5 text-xs"
              >
                <span className="text-accent truncate" title={visibleText(filter.text)}>
                  {filter.negated && 'not '}
                  {visibleText(filter.meaning)}
                </span>
                <button
                  type="button"
                  aria-label={`Without ${visibleText(filter.text)}`}
                  onClick={() => {
                    const rest = withoutFilter(shown.query, filter);
                    if (rest !== '') void run(rest);
                    else setText('');
                  }}
                  className="text-accent hover:bg-accent/15 flex size-7 items-center justify-center rounded-full"
                >
                  <X size={13} aria-hidden />
                </button>
              </li>
            ))}
          </ul>
        )}
      </search>
      {search.query !== first && (
        <Button className="-ml-2" onClick={() => void run(first)}>
          <RotateCcw size={14} aria-hidden /> Back to what was asked
        </Button>
      )}
      {failure && <ProblemNotice problem={failure} />}
      <div
        aria-busy={isBusy}
        className={`space-y-3 transition-opacity ${isBusy ? 'opacity-60' : ''}`}
      >
        <p className="text-muted text-sm" aria-live="polite">
          <b className="text-ink font-semibold">
            {total === 0 ? 'Nothing' : plural(total, 'match', 'matches')}
          </b>{' '}
          in {plural(searched.files, 'file')} with {plural(searched.lines, 'line')}
          {total > hits.length && `; the first ${formatCount(hits.length)} are shown`}
          {counts.total > 0 &&
            counts.of !== 'lines' &&
            `. ${formatCount(counts.total)} ${counts.of}`}
          .
        </p>
        {counts.histogram && (
          <HitHistogram histogram={counts.histogram} untimed={counts.untimed} onPick={during} />
        )}
        <Facets counts={counts} onPick={narrow} />
        {values && (
          <ValueFacets
            values={values}
            onPick={(facet, value) => {
              const query =
                facet.kind === 'event'
                  ? null
                  : narrowedToValue(shown.query, filters, facet, value, searchedBy);
              return query === null ? null : () => void run(query);
            }}
            onCountAll={
              values.read < values.of && !shown.countsAll
                ? () => void run(shown.query, search.limit, true)
                : null
            }
          />
        )}
        <HitList hits={hits} wanted={wantedTexts(shown.query, filters)} />
        {total > hits.length && hits.length < maxHits && (
          <Button
            look="outline"
            onClick={() => void run(shown.query, Math.min(maxHits, hits.length * 5))}
          >
            Show {formatCount(Math.min(maxHits, hits.length * 5, total))}
          </Button>
        )}
        {total > maxHits && hits.length >= maxHits && (
          <p className="text-warn text-sm">
            No more than {formatCount(maxHits)} can be shown at once; a condition narrows it.
          </p>
        )}
      </div>
    </Section>
  );
}
