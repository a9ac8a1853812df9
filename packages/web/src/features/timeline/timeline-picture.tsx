import { useEffect, useRef, useState } from 'react';
import { useEvidence } from '../../components/evidence/evidence-context.ts';
import { moveAlongRow } from '../../components/ui/arrow-keys.ts';
import { endOfPath } from '../../components/ui/end-of-path.ts';
import { formatCount, formatDuration } from '../../components/ui/format.ts';
import { visibleText } from '../../components/ui/visible-text.ts';
import type { Picture, Stop } from './lay-out.ts';
import { clockTime, skewWords } from './milestone-words.ts';

const laneHeight = 36;

const edges: Readonly<Record<Stop['role'], string>> = {
  culprit: 'border-danger size-6 ring-4 ring-danger/25',
  consequence: 'border-danger size-4.5',
  bad: 'border-danger size-4.5',
  step: 'border-accent size-4.5',
};
const fills: Readonly<Record<Stop['role'], string>> = {
  culprit: 'bg-danger text-surface',
  consequence: 'bg-danger text-surface',
  bad: 'bg-danger-soft text-danger',
  step: 'bg-accent-soft text-accent',
};

export const roleWords: Readonly<Record<Stop['role'], string>> = {
  culprit: 'first culprit',
  consequence: 'consequence',
  bad: 'failure',
  step: '',
};

/** The story as a map: a lane for each tool, time from left to right, a line from the first culprit through what followed. */
export function TimelinePicture({ picture }: { readonly picture: Picture }) {
  const { lanes, stops, width, ticks, waits } = picture;
  const { open } = useEvidence();
  const culprit = stops.findIndex(({ role }) => role === 'culprit');
  const [at, setAt] = useState(Math.max(0, culprit));
  const scroller = useRef<HTMLDivElement>(null);
  const height = lanes.length * laneHeight;
  const share = (x: number) => `${((x / width) * 100).toFixed(3)}%`;
  // A long story begins where the trouble does.
  useEffect(() => {
    const element = scroller.current;
    const first = stops[culprit];
    if (element && first) element.scrollLeft = Math.max(0, first.x - 120);
  }, [stops, culprit]);
  const shown = stops[at];
  return (
    <div className="border-line bg-surface overflow-hidden rounded-xl border">
      <div className="flex">
        <ul
          className="border-line text-muted shrink-0 border-r pt-7 pr-3 pl-3 text-xs"
          aria-label="Tools"
        >
          {lanes.map((lane) => (
            <li key={lane} className="flex items-center" style={{ height: laneHeight }}>
              {visibleText(lane)}
            </li>
          ))}
        </ul>
        <div ref={scroller} className="min-w-0 flex-1 overflow-x-auto">
          <div className="relative pb-6" style={{ minWidth: width }}>
            <div className="text-muted relative h-7 text-[0.6875rem] tabular-nums" aria-hidden>
              {ticks.map(({ x, text }) => (
                <span
                  key={x}
                  className="border-edge absolute bottom-0 border-l pl-1 leading-5 whitespace-nowrap"
                  style={{ left: share(x) }}
                >
                  {text}
                </span>
              ))}
            </div>
            <div className="relative" style={{ height }}>
              {lanes.map((lane, row) => (
                <div
                  key={lane}
                  className={`absolute inset-x-0 ${row % 2 === 0 ? 'bg-canvas' : ''}`}
                  style={{ top: row * laneHeight, height: laneHeight }}
                />
              ))}
              {waits.map(({ from, to }) => (
                <div
                  key={from}
                  className="bg-sunken/70 absolute inset-y-0"
                  style={{
                    left: `calc(${share(from)} + 14px)`,
                    right: `calc(100% - ${share(to)} + 14px)`,
                  }}
                />
              ))}
              <svg
                xmlns="http://www.w3.org/2000/svg"
                viewBox={`0 0 ${width} ${Math.max(1, height)}`}
                preserveAspectRatio="none"
                className="absolute inset-0 size-full"
                aria-hidden
              >
                <path
                  d={chainPath(stops)}
                  fill="none"
                  stroke="var(--color-danger)"
                  strokeOpacity="0.55"
                  strokeWidth="2"
                  vectorEffect="non-scaling-stroke"
                />
              </svg>
              <div
                role="toolbar"
                tabIndex={-1}
                aria-label="Milestones"
                onKeyDown={moveAlongRow}
                className="absolute inset-0"
              >
                {stops.map((stop, place) => (
                  <button
                    key={stop.x}
                    type="button"
                    tabIndex={place === at ? 0 : -1}
                    aria-label={labelOf(stop)}
                    onFocus={() => setAt(place)}
                    onMouseEnter={() => setAt(place)}
                    onClick={() => open(stop.milestone.evidence)}
                    className={`absolute flex -translate-1/2 items-center justify-center rounded-full border-2 text-[0.625rem] leading-none font-bold transition-transform hover:scale-115 ${edges[stop.role]} ${hasOwnTime(stop) ? fills[stop.role] : 'bg-surface text-ink border-dashed'} ${place === at ? 'outline-ink outline-2 outline-offset-2' : ''}`}
                    style={{ left: share(stop.x), top: middle(stop.lane) }}
                  >
                    {stop.milestone.count > 1 ? compact(stop.milestone.count) : ''}
                    {stop.milestone.skewMs !== 0 && (
                      <span className="bg-warn border-surface absolute -top-1.5 -right-1.5 size-2.5 rounded-full border-2" />
                    )}
                  </button>
                ))}
              </div>
            </div>
            <div
              className="text-muted absolute inset-x-0 bottom-1 h-4 text-[0.6875rem]"
              aria-hidden
            >
              {waits.map(
                ({ from, to, ms }) =>
                  to - from >= 48 && (
                    <span
                      key={from}
                      className="absolute -translate-x-1/2 leading-4 whitespace-nowrap"
                      style={{ left: share((from + to) / 2) }}
                    >
                      {formatDuration(ms)}
                    </span>
                  ),
              )}
            </div>
          </div>
        </div>
      </div>
      {shown && <Detail stop={shown} />}
    </div>
  );
}

const middle = (lane: number): number => (lane + 0.5) * laneHeight;

/** A curve through the first culprit and its consequences. */
const chainPath = (stops: readonly Stop[]): string =>
  stops
    .filter(({ role }) => role === 'culprit' || role === 'consequence')
    .map(({ x, lane }, place, chain) => {
      const before = chain[place - 1];
      if (!before) return `M${x} ${middle(lane)}`;
      const half = (before.x + x) / 2;
      return `C${half} ${middle(before.lane)} ${half} ${middle(lane)} ${x} ${middle(lane)}`;
    })
    .join('');

/** What stands under the picture about the milestone that is pointed at. */
function Detail({ stop: { milestone, role } }: { readonly stop: Stop }) {
  const { source, lines } = milestone.evidence;
  const skew = skewWords(milestone);
  return (
    <div className="border-line min-h-19 border-t px-3 py-2 text-sm" aria-hidden>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-mono text-xs tabular-nums">{clockTime(milestone)}</span>
        <span className="text-muted text-xs">{visibleText(milestone.tool)}</span>
        {roleWords[role] && (
          <span className="text-danger text-xs font-semibold">{roleWords[role]}</span>
        )}
        {skew && <span className="text-warn text-xs">{skew}</span>}
        <span className="text-muted ml-auto font-mono text-xs">
          {visibleText(endOfPath(source))}:{formatCount(lines[0])}
        </span>
      </p>
      <p className="wrap-anywhere">
        <span className="font-medium">{visibleText(capital(milestone.what))}</span>
        {milestone.count > 1 && (
          <span className="text-muted"> ({formatCount(milestone.count)} times)</span>
        )}
        {milestone.quote && (
          <code className="text-muted line-clamp-1 font-mono text-xs">
            {visibleText(milestone.quote)}
          </code>
        )}
      </p>
    </div>
  );
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const hasOwnTime = ({ milestone }: Stop): boolean =>
  milestone.time !== null && !milestone.timeIsEstimated;

/** Two digits fit into a circle; the words below have the number. */
const compact = (count: number): string => (count > 99 ? '+' : String(count));

function labelOf({ milestone, role }: Stop): string {
  const { evidence, tool, what, quote, count } = milestone;
  return visibleText(
    [
      `${clockTime(milestone)} ${tool}: ${what}`,
      roleWords[role],
      count > 1 ? `${count} times` : '',
      quote ?? '',
      skewWords(milestone),
      `line ${evidence.lines[0]} of ${evidence.source}`,
    ]
      .filter((part) => part !== '')
      .join(', '),
  );
}
