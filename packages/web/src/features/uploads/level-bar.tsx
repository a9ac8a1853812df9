import type { FileDigestView } from '@datasherpa/server/client';
import { formatCount } from '../../components/ui/format.ts';
import { levelColours } from '../../components/ui/level-colours.ts';

/** Events by level as one bar. Each level that is there stays visible, however rare: a single error matters among a million lines. */
export function LevelBar({ levels }: { readonly levels: FileDigestView['levels'] }) {
  const present = levelColours.flatMap(([level, colour]) => {
    const count = levels[level] ?? 0;
    return count > 0 ? [{ level, colour, count }] : [];
  });
  const words = present.map(({ level, count }) => `${formatCount(count)} ${level}`).join(', ');
  return (
    <div
      role="img"
      aria-label={words}
      title={words}
      className="bg-line flex h-2 w-full gap-px overflow-hidden rounded-full"
    >
      {present.map(({ level, colour, count }) => (
        <span key={level} className={`min-w-1 ${colour}`} style={{ flexGrow: count }} />
      ))}
    </div>
  );
}
