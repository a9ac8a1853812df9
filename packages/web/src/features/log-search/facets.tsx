import type { SearchLogsAnswer } from '@datasherpa/server/client';
import { endOfPath } from '../../components/ui/end-of-path.ts';
import { formatCount } from '../../components/ui/format.ts';
import { levelColours } from '../../components/ui/level-colours.ts';
import { Facet } from './facet.tsx';
import { condition } from './search-query.ts';

type Field = SearchLogsAnswer['filters'][number]['field'];

/** By level, file, logger and template how much was found; each narrows the search to it. */
export function Facets({
  counts,
  onPick,
}: {
  readonly counts: SearchLogsAnswer['counts'];
  readonly onPick: (field: Field, condition: string) => void;
}) {
  const levels = levelColours.flatMap(([level, colour]) => {
    const total = counts.levels[level] ?? 0;
    return total > 0 ? [{ level, colour, total }] : [];
  });
  /** Null where the query language cannot say it. */
  const picking = (field: 'file' | 'logger' | 'template', value: string): (() => void) | null => {
    const text = condition(field, value);
    return text === null ? null : () => onPick(field, text);
  };
  return (
    <div className="space-y-1.5 empty:hidden">
      {levels.length > 0 && (
        <ul aria-label="Levels" className="flex flex-wrap gap-1.5">
          {levels.map(({ level, colour, total }) => (
            <li key={level}>
              <button
                type="button"
                onClick={() => onPick('level', `level:${level}`)}
                className="border-line bg-surface hover:border-accent flex min-h-7 items-center gap-1.5 rounded-full border px-2.5 text-xs"
              >
                <span className={`size-2 rounded-full ${colour}`} aria-hidden />
                {level} <span className="text-muted tabular-nums">{formatCount(total)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="grid items-start gap-x-4 @[36rem]:grid-cols-3">
        <Facet
          title="Files"
          choices={counts.files.map(({ id, name, total }) => ({
            key: id,
            name,
            shown: endOfPath(name),
            total,
            pick: picking('file', name),
          }))}
        />
        <Facet
          title="Loggers"
          choices={counts.loggers.map(({ name, total }) => ({
            key: name,
            name,
            total,
            pick: picking('logger', name),
          }))}
        />
        <Facet
          title="Kinds of message"
          choices={counts.templates.map(({ id, text, total }) => ({
            key: id,
            name: text ?? id,
            total,
            pick: picking('template', id),
          }))}
        />
      </div>
    </div>
  );
}
