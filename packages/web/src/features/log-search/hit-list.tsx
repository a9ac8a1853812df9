import type { SearchLogsAnswer } from '@datasherpa/server/client';
import { useEvidence } from '../../components/evidence/evidence-context.ts';
import { endOfPath } from '../../components/ui/end-of-path.ts';
import { formatCount, formatTime } from '../../components/ui/format.ts';
import { visibleText } from '../../components/ui/visible-text.ts';
import { levelColours } from '../../components/ui/level-colours.ts';
import { splitTexts } from './split-texts.ts';

type Hit = SearchLogsAnswer['hits'][number];

const colours = new Map(levelColours);

/** Lines that were found, each with the colour of its level; a click opens it in its file. */
export function HitList({
  hits,
  wanted,
}: {
  readonly hits: readonly Hit[];
  /** Texts to mark. */
  readonly wanted: readonly string[];
}) {
  if (hits.length === 0) return null;
  return (
    <ul
      aria-label="Matches"
      className="border-line divide-line bg-surface divide-y overflow-hidden rounded-xl border"
    >
      {hits.map((hit) => (
        <li key={`${hit.evidence.fileId} ${hit.evidence.bytes[0]}`}>
          <HitRow hit={hit} wanted={wanted} />
        </li>
      ))}
    </ul>
  );
}

function HitRow({ hit, wanted }: { readonly hit: Hit; readonly wanted: readonly string[] }) {
  const { open } = useEvidence();
  const { evidence, level, time, occurrences } = hit;
  const { source, lines } = evidence;
  return (
    <button
      type="button"
      onClick={() => open(evidence)}
      className="hover:bg-sunken relative block w-full py-2 pr-3 pl-4 text-left -outline-offset-2"
    >
      <span className={`absolute inset-y-0 left-0 w-1 ${colours.get(level) ?? ''}`} aria-hidden />
      <span className="text-muted flex flex-wrap items-baseline gap-x-2 text-xs">
        {level !== 'unknown' && <span className="font-semibold">{level}</span>}
        {time !== null && <span className="tabular-nums">{formatTime(time)}</span>}
        <span className="min-w-0 wrap-anywhere" title={visibleText(source)}>
          <span className="text-accent font-mono">
            {visibleText(endOfPath(source))}:{formatCount(lines[0])}
          </span>
        </span>
        {occurrences > 1 && <span>{formatCount(occurrences)} of this kind in the file</span>}
      </span>
      <code className="mt-0.5 line-clamp-3 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
        {splitTexts(visibleText(evidence.quote), wanted).map((part) =>
          part.isMatch ? (
            <mark key={part.start} className="bg-match text-ink rounded-sm">
              {part.text}
            </mark>
          ) : (
            part.text
          ),
        )}
      </code>
    </button>
  );
}
