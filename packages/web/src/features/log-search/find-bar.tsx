import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { maxHits } from '../../api/search-logs.ts';
import { Button } from '../../components/ui/button.tsx';
import { formatCount } from '../../components/ui/format.ts';
import { Spinner } from '../../components/ui/spinner.tsx';
import type { Finding } from './use-find.ts';

/** Finds a text in one file and steps through the lines that have it. */
export function FindBar({
  query,
  finding,
  at,
  onQuery,
  onStep,
  onClose,
}: {
  readonly query: string;
  readonly finding: Finding;
  /** The line that is marked now. */
  readonly at: number;
  readonly onQuery: (query: string) => void;
  readonly onStep: (direction: 1 | -1) => void;
  readonly onClose: () => void;
}) {
  const { lines, total } = finding;
  return (
    <search className="border-line flex flex-wrap items-center gap-1 border-t px-3 py-2 text-sm">
      <input
        // eslint-disable-next-line jsx-a11y/no-autofocus -- the bar is opened by the key or button that asks for it
        autoFocus
        type="search"
        aria-label="Find in this file"
        placeholder="Text in a line; capitals make case count"
        value={query}
        maxLength={1000}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && onStep(event.shiftKey ? -1 : 1)}
        className="border-edge bg-canvas min-w-40 flex-1 rounded-lg border px-3 py-1"
      />
      <output className="text-muted min-w-20 px-1 text-center" aria-live="polite">
        {finding.state === 'searching' ? <Spinner /> : words(finding, lines.indexOf(at) + 1)}
      </output>
      <Button aria-label="Previous" disabled={lines.length === 0} onClick={() => onStep(-1)}>
        <ChevronUp size={16} aria-hidden />
      </Button>
      <Button aria-label="Next" disabled={lines.length === 0} onClick={() => onStep(1)}>
        <ChevronDown size={16} aria-hidden />
      </Button>
      <Button aria-label="Close the search" onClick={onClose}>
        <X size={16} aria-hidden />
      </Button>
      {total > lines.length && (
        <p className="text-warn w-full">
          {formatCount(total)} lines match; the first {formatCount(Math.min(maxHits, lines.length))}{' '}
          can be stepped through. A longer text narrows it.
        </p>
      )}
      {finding.failure && (
        <p role="alert" className="text-danger w-full">
          {finding.failure.message} {finding.failure.hint}
        </p>
      )}
    </search>
  );
}

function words({ state, lines, total, failure }: Finding, position: number): string {
  if (state === 'idle' || failure) return '';
  if (total === 0) return 'no line';
  return `${position > 0 ? formatCount(position) : '–'} of ${formatCount(Math.max(total, lines.length))}`;
}
