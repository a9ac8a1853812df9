import { formatDuration, formatTimeRange } from '../../components/ui/format.ts';

export interface TimeRange {
  readonly first: number;
  readonly last: number;
}

/** When a file speaks, within the time of its whole upload: files of one run under each other show who went on and who stopped. */
export function TimeBar({
  range,
  whole,
}: {
  readonly range: TimeRange;
  readonly whole: TimeRange;
}) {
  const span = Math.max(1, whole.last - whole.first);
  const left = ((range.first - whole.first) / span) * 100;
  const width = ((range.last - range.first) / span) * 100;
  const words = `${formatTimeRange(range.first, range.last)}, ${formatDuration(range.last - range.first)}`;
  return (
    <div
      role="img"
      aria-label={words}
      title={words}
      className="bg-line relative h-2 w-full overflow-hidden rounded-full"
    >
      <span
        className="bg-ink/55 absolute inset-y-0 min-w-1 rounded-full"
        style={{ left: `min(${left}%, calc(100% - 0.25rem))`, width: `${width}%` }}
      />
    </div>
  );
}
