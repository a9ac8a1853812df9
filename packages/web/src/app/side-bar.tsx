import { FileText, History, Mountain, PanelLeftClose, SquarePen } from 'lucide-react';
import { Button } from '../components/ui/button.tsx';
import { ThreadList } from '../features/agent/thread-list.tsx';
import type { Threads } from '../features/agent/use-threads.ts';
import { WhoAsks } from '../features/access/who-asks.tsx';
import type { Place } from '../navigation/place.ts';
import { ThemeSwitch } from './theme-switch.tsx';

/** Where one can go: a new question, the uploads, failures that are remembered, earlier conversations. */
export function SideBar({
  place,
  threads,
  onNew,
  onClose,
}: {
  readonly place: Place;
  readonly threads: Threads;
  readonly onNew: () => void;
  readonly onClose: () => void;
}) {
  return (
    <div className="flex h-full flex-col gap-2 py-3">
      <div className="flex items-center gap-2 px-4">
        <Mountain size={20} className="text-accent" aria-hidden />
        <span className="mr-auto font-semibold">DataSherpa</span>
        <Button aria-label="Hide the side bar" onClick={onClose}>
          <PanelLeftClose size={17} aria-hidden />
        </Button>
      </div>
      <div className="space-y-0.5 px-2">
        <button
          type="button"
          onClick={onNew}
          className="hover:bg-sunken flex w-full items-center gap-2.5 rounded-lg px-2 py-1.5 text-left text-sm"
        >
          <SquarePen size={16} className="text-muted" aria-hidden /> New question
        </button>
        <a
          href="#/uploads"
          aria-current={place.view === 'uploads' ? 'page' : undefined}
          className="hover:bg-sunken aria-[current=page]:bg-sunken flex items-center gap-2.5 rounded-lg px-2 py-1.5 text-sm"
        >
          <FileText size={16} className="text-muted" aria-hidden /> Uploads
        </a>
        <a
          href="#/failures"
          aria-current={place.view === 'failures' ? 'page' : undefined}
          className="hover:bg-sunken aria-[current=page]:bg-sunken flex items-center gap-2.5 rounded-lg px-2 py-1.5 text-sm"
        >
          <History size={16} className="text-muted" aria-hidden /> Failures
        </a>
      </div>
      <p className="text-muted px-4 pt-2 text-xs font-semibold tracking-wide uppercase">
        Conversations
      </p>
      <ThreadList
        threads={threads}
        current={place.view === 'chat' ? place.thread : null}
        onLeave={onNew}
      />
      <WhoAsks />
      <div className="border-line flex items-center border-t px-2 pt-2">
        <ThemeSwitch />
        <a
          href="/docs"
          className="text-muted hover:bg-sunken hover:text-ink ml-auto rounded-lg px-2 py-1 text-sm"
        >
          API
        </a>
      </div>
    </div>
  );
}
