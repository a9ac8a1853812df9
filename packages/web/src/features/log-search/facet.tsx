import { ChevronRight } from 'lucide-react';
import { formatCount } from '../../components/ui/format.ts';
import { visibleText } from '../../components/ui/visible-text.ts';

interface Choice {
  readonly key: string;
  readonly name: string;
  /** What of the name is shown, where that is not all of it. */
  readonly shown?: string;
  readonly total: number;
  /** Narrows the search to it; null where the query language cannot say it. */
  readonly pick: (() => void) | null;
}

/** One way to narrow a search: a list that opens, each entry with how much was found. */
export function Facet({
  title,
  count,
  note,
  isName = false,
  choices,
}: {
  readonly title: string;
  /** Of how many there are; the number of choices where it is missing. */
  readonly count?: string;
  readonly note?: string | null;
  /** The title is a name of the log, which keeps its capitals. */
  readonly isName?: boolean;
  readonly choices: readonly Choice[];
}) {
  if (choices.length < 2) return null;
  const most = Math.max(...choices.map(({ total }) => total));
  return (
    <details className="group min-w-0">
      <summary
        className={`text-muted hover:text-ink flex min-h-7 list-none items-center gap-1 text-xs font-semibold ${isName ? 'font-mono' : 'tracking-wide uppercase'}`}
      >
        <ChevronRight
          size={13}
          className="shrink-0 transition-transform group-open:rotate-90"
          aria-hidden
        />
        <span className="min-w-0 truncate" title={visibleText(title)}>
          {visibleText(title)}
        </span>
        <span className="font-normal">{count ?? formatCount(choices.length)}</span>
      </summary>
      {note && <p className="text-muted px-1.5 text-xs break-words">{visibleText(note)}</p>}
      <ul className="max-h-56 overflow-y-auto pb-1">
        {choices.map(({ key, name, shown, total, pick }) => (
          <li key={key}>
            <button
              type="button"
              disabled={pick === null}
              title={visibleText(name)}
              onClick={() => pick?.()}
              className="enabled:hover:bg-sunken relative flex w-full items-baseline gap-2 rounded px-1.5 py-1 text-left text-xs"
            >
              <span
                className="bg-accent-soft absolute inset-y-0.5 left-0 rounded"
                style={{ width: `${(total / most) * 100}%` }}
                aria-hidden
              />
              <span className="relative min-w-0 flex-1 truncate">{visibleText(shown ?? name)}</span>
              <span className="text-muted relative tabular-nums">{formatCount(total)}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
