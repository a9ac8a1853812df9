import type { LinesView } from '@datasherpa/server/client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { getLines } from '../../api/request.ts';
import { visibleText } from '../../components/ui/visible-text.ts';

/** Lines that are fetched at once. */
const pageLines = 500;
const lineHeight = 20;
/** Browsers cut elements that are higher than about 33 million pixels. */
const maxRows = 1_500_000;

type Line = LinesView['lines'][number];

const colours: Partial<Record<Line['level'], string>> = {
  error: 'text-red-700 dark:text-red-400',
  fatal: 'text-red-700 dark:text-red-400 font-semibold',
  warn: 'text-amber-800 dark:text-amber-400',
};

/** One file, fetched in windows as it is scrolled, with the cited line marked. */
export function LogViewer(props: {
  uploadId: string;
  fileId: string;
  name: string;
  line: number;
  onClose: () => void;
}) {
  const { uploadId, fileId, line } = props;
  const pages = useRef(new Map<number, readonly Line[] | 'loading'>());
  const [total, setTotal] = useState(line);
  const [, redraw] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: Math.min(total, maxRows),
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 20,
  });
  const load = (page: number) => {
    if (pages.current.has(page)) return;
    pages.current.set(page, 'loading');
    getLines(uploadId, fileId, page * pageLines + 1, (page + 1) * pageLines)
      .then((view) => {
        pages.current.set(page, view.lines);
        setTotal(view.totalLines);
        redraw((count) => count + 1);
      })
      .catch(() => pages.current.delete(page));
  };
  useEffect(() => load(Math.floor((line - 1) / pageLines)));
  useEffect(() => rows.scrollToIndex(line - 1, { align: 'center' }), [line, total, rows]);
  useEffect(() => {
    const close = (event: KeyboardEvent) => event.key === 'Escape' && props.onClose();
    addEventListener('keydown', close);
    return () => removeEventListener('keydown', close);
  });
  const items = rows.getVirtualItems();
  for (const { index } of items) load(Math.floor(index / pageLines));
  return (
    <section
      aria-label="Log viewer"
      className="flex h-full flex-col overflow-hidden rounded-xl border border-stone-200 bg-white dark:border-stone-800 dark:bg-stone-900"
    >
      <header className="flex items-center gap-3 border-b border-stone-200 px-4 py-2 text-sm dark:border-stone-800">
        <b className="min-w-0 flex-1 truncate">{visibleText(props.name)}</b>
        <span className="text-stone-600 dark:text-stone-400">
          line {line} of {total.toLocaleString('en')}
        </span>
        <button
          type="button"
          aria-label="Close the viewer"
          onClick={props.onClose}
          className="cursor-pointer"
        >
          <X size={16} />
        </button>
      </header>
      <div
        ref={scroller}
        className="flex-1 overflow-auto font-mono text-xs leading-5"
        tabIndex={0}
        role="region"
        aria-label="Lines"
      >
        <div className="relative min-w-max" style={{ height: rows.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const page = pages.current.get(Math.floor(index / pageLines));
            const shown = Array.isArray(page)
              ? (page as readonly Line[])[index % pageLines]
              : undefined;
            const cited = index + 1 === line;
            return (
              <div
                key={index}
                id={`L${index + 1}`}
                aria-current={cited ? 'true' : undefined}
                className={`absolute left-0 flex min-w-full whitespace-pre ${cited ? 'bg-amber-200 dark:bg-amber-900' : ''}`}
                style={{ transform: `translateY(${start}px)`, height: lineHeight }}
              >
                <span className="w-20 shrink-0 pr-3 text-right text-stone-600 select-none dark:text-stone-400">
                  {index + 1}
                </span>
                <span className={shown && !cited ? colours[shown.level] : ''}>
                  {shown ? visibleText(shown.text) : '…'}
                  {shown?.cut ? ` … (${shown.bytes} bytes)` : ''}
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}
