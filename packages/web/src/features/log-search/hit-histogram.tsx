import type { SearchLogsAnswer } from '@datasherpa/server/client';
import { useState } from 'react';
import { moveAlongRow } from '../../components/ui/arrow-keys.ts';
import {
  formatCount,
  formatDuration,
  formatTime,
  formatTimeRange,
  plural,
} from '../../components/ui/format.ts';
import { levelColours } from '../../components/ui/level-colours.ts';

type Histogram = NonNullable<SearchLogsAnswer['counts']['histogram']>;

/** When the hits happened, by level. A bar narrows the search to its time. */
export function HitHistogram({
  histogram: { buckets, bucketMilliseconds },
  untimed,
  onPick,
}: {
  readonly histogram: Histogram;
  /** Hits without a time. */
  readonly untimed: number;
  /** Epoch milliseconds, both inclusive. */
  readonly onPick: (from: number, to: number) => void;
}) {
  const [at, setAt] = useState(0);
  const most = Math.max(1, ...buckets.map(({ total }) => total));
  const [first] = buckets;
  const last = buckets.at(-1);
  if (!first || !last || buckets.length < 2) return null;
  const current = Math.min(at, buckets.length - 1);
  return (
    <div>
      <div
        role="toolbar"
        tabIndex={-1}
        aria-label="Matches over time"
        onKeyDown={moveAlongRow}
        className="border-line flex h-16 items-end border-b"
      >
        {buckets.map((bucket, place) => (
          <button
            key={bucket.time}
            type="button"
            tabIndex={place === current ? 0 : -1}
            aria-label={wordsOf(bucket)}
            title={wordsOf(bucket)}
            onFocus={() => setAt(place)}
            onClick={() => {
              if (bucket.total > 0) onPick(bucket.time, bucket.time + bucketMilliseconds - 1);
            }}
            className="hover:bg-sunken flex h-full min-w-0 flex-1 flex-col justify-end px-px -outline-offset-2"
          >
            {levelColours.map(([level, colour]) => {
              const count = bucket.levels[level] ?? 0;
              return (
                count > 0 && (
                  <span
                    key={level}
                    className={`block w-full shrink-0 first:rounded-t-sm ${colour}`}
                    style={{ height: `max(2px, ${(count / most) * 92}%)` }}
                  />
                )
              );
            })}
          </button>
        ))}
      </div>
      <p className="text-muted flex flex-wrap justify-between gap-x-3 pt-1 text-xs tabular-nums">
        <span>{formatTimeRange(first.time, last.time + bucketMilliseconds)}</span>
        <span>
          a bar is {formatDuration(bucketMilliseconds)}
          {untimed > 0 && `; ${formatCount(untimed)} without a time`}
        </span>
      </p>
    </div>
  );
}

const wordsOf = ({ time, total, levels }: Histogram['buckets'][number]): string =>
  [
    `${formatTime(time)}: ${total === 0 ? 'none' : plural(total, 'match', 'matches')}`,
    ...levelColours.flatMap(([level]) => {
      const count = levels[level] ?? 0;
      return count > 0 ? `${formatCount(count)} ${level}` : [];
    }),
  ].join(', ');
