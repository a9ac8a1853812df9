import type { FileDigestView } from '@datasherpa/server/client';
import { formatCount } from '../../components/ui/format.ts';

const shown = [
  ['fatal', 'bg-danger'],
  ['error', 'bg-danger'],
  ['warn', 'bg-warn'],
  ['info', 'bg-accent/50'],
  ['debug', 'bg-edge/50'],
  ['trace', 'bg-edge/50'],
  ['unknown', 'bg-edge/30'],
] as const;

/** Events by level as one bar. Each level that is there stays visible, however rare: a single error matters among a million lines. */
export function LevelBar({ levels }: { readonly levels: FileDigestView['levels'] }) {
  const present = shown.flatMap(([level, colour]) => {
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
