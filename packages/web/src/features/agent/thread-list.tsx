import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { EditorButton } from '../access/editor-button.tsx';
import { formatAge, formatCount } from '../../components/ui/format.ts';
import { useNow } from '../../components/ui/use-now.ts';
import { visibleText } from '../../components/ui/visible-text.ts';
import { placeAddress } from '../../navigation/place.ts';
import type { Threads } from './use-threads.ts';

/** Conversations to go back to. Deleting one asks in its place first. */
export function ThreadList({
  threads,
  current,
  onLeave,
}: {
  readonly threads: Threads;
  readonly current: string | null;
  /** The conversation that is shown was deleted. */
  readonly onLeave: () => void;
}) {
  const [doomed, setDoomed] = useState<string | null>(null);
  const now = useNow();
  const { list, total, failure } = threads;
  return (
    <nav aria-label="Conversations" className="min-h-0 flex-1 overflow-y-auto px-2">
      {failure && (
        <p className="text-danger px-2 py-1 text-sm">
          {failure.message} {failure.hint}
        </p>
      )}
      {list?.length === 0 && (
        <p className="text-muted px-2 py-1 text-sm">Your conversations will stand here.</p>
      )}
      <ul className="space-y-0.5">
        {list?.map(({ id, title, updatedAt }) => (
          <li
            key={id}
            className="group hover:bg-sunken has-aria-[current=page]:bg-sunken flex items-center rounded-lg"
          >
            {doomed === id ? (
              <div className="flex w-full items-center justify-between gap-1 px-2 py-1 text-sm">
                Delete it?
                <span className="flex">
                  <Button
                    look="danger"
                    onClick={() => {
                      setDoomed(null);
                      void threads.remove(id);
                      if (id === current) onLeave();
                    }}
                  >
                    Delete
                  </Button>
                  <Button onClick={() => setDoomed(null)}>Keep</Button>
                </span>
              </div>
            ) : (
              <>
                <a
                  href={placeAddress({ view: 'chat', thread: id, file: null })}
                  aria-current={id === current ? 'page' : undefined}
                  className="min-w-0 flex-1 px-2 py-1.5 text-sm"
                >
                  <span className="block truncate">{visibleText(title)}</span>
                  <span className="text-muted block text-xs">{formatAge(updatedAt, now)}</span>
                </a>
                <EditorButton
                  aria-label={`Delete the conversation ${visibleText(title)}`}
                  className="opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
                  onClick={() => setDoomed(id)}
                >
                  <Trash2 size={14} aria-hidden />
                </EditorButton>
              </>
            )}
          </li>
        ))}
      </ul>
      {list && total > list.length && (
        <p className="text-muted px-2 py-1 text-xs">
          The latest {formatCount(list.length)} of {formatCount(total)}
        </p>
      )}
    </nav>
  );
}
