import type { SearchLogsAnswer } from '@datasherpa/server/client';
import { ChevronRight } from 'lucide-react';
import { endOfPath } from '../../components/ui/end-of-path.ts';
import { formatCount } from '../../components/ui/format.ts';
import { visibleText } from '../../components/ui/visible-text.ts';
import { levelColours } from '../../components/ui/level-colours.ts';
import { condition } from './search-query.ts';

type Field = SearchLogsAnswer['filters'][number]['field'];

interface Choice {
  readonly key: string;
  readonly name: string;
  readonly total: number;
  /** What it adds to the query; null where the query language cannot say it. */
  readonly condition: string | null;
}

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
            total,
            condition: condition('file', name),
          }))}
          onPick={(text) => onPick('file', text)}
        />
        <Facet
          title="Loggers"
          choices={counts.loggers.map(({ name, total }) => ({
            key: name,
            name,
            total,
            condition: condition('logger', name),
          }))}
          onPick={(text) => onPick('logger', text)}
        />
        <Facet
          title="Kinds of message"
          choices={counts.templates.map(({ id, text, total }) => ({
            key: id,
            name: text ?? id,
            total,
            condition: condition('template', id),
          }))}
          onPick={(text) => onPick('template', text)}
        />
      </div>
    </div>
  );
}

function Facet({
  title,
  choices,
  onPick,
}: {
  readonly title: string;
  readonly choices: readonly Choice[];
  readonly onPick: (condition: string) => void;
}) {
  if (choices.length < 2) return null;
  const most = Math.max(...choices.map(({ total }) => total));
  return (
    <details className="group min-w-0">
      <summary className="text-muted hover:text-ink flex min-h-7 list-none items-center gap-1 text-xs font-semibold tracking-wide uppercase">
        <ChevronRight size={13} className="transition-transform group-open:rotate-90" aria-hidden />
        {title}
        <span className="font-normal">{formatCount(choices.length)}</span>
      </summary>
      <ul className="max-h-56 overflow-y-auto pb-1">
        {choices.map(({ key, name, total, condition: text }) => (
          <li key={key}>
            <button
              type="button"
              disabled={text === null}
              title={visibleText(name)}
              onClick={() => text !== null && onPick(text)}
              className="enabled:hover:bg-sunken relative flex w-full items-baseline gap-2 rounded px-1.5 py-1 text-left text-xs"
            >
              <span
                className="bg-accent-soft absolute inset-y-0.5 left-0 rounded"
                style={{ width: `${(total / most) * 100}%` }}
                aria-hidden
              />
              <span className="relative min-w-0 flex-1 truncate">
                {visibleText(title === 'Files' ? endOfPath(name) : name)}
              </span>
              <span className="text-muted relative tabular-nums">{formatCount(total)}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
