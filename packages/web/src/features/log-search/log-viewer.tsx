import { ArrowLeft, Braces, CircleQuestionMark, Link, Search, TextWrap, X } from 'lucide-react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { placeAddress, type FilePlace } from '../../navigation/place.ts';
import { getLines } from '../../api/uploads.ts';
import { Button } from '../../components/ui/button.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { formatCount, plural } from '../../components/ui/format.ts';
import { ProblemNotice } from '../../components/ui/problem-notice.tsx';
import { useListener } from '../../components/ui/use-listener.ts';
import { visibleText } from '../../components/ui/visible-text.ts';
import { FindBar } from './find-bar.tsx';
import { JsonPanel } from './json-panel.tsx';
import { KeyHelp } from './key-help.tsx';
import { LineField } from './line-field.tsx';
import { LogRow } from './log-row.tsx';
import { scrollMap } from './scroll-map.ts';
import { useFind } from './use-find.ts';
import { useHeight } from './use-height.ts';
import { useLinePages } from './use-line-pages.ts';
import { useScroll } from './use-scroll.ts';

const rowHeight = 20;
/** Most lines that are copied at once; the server gives as many in one answer. */
const maxCopied = 2000;

/** One file of an upload, of any length, with the lines of the address marked. */
export default function LogViewer({
  place,
  isBeside,
  onMove,
  onClose,
}: {
  readonly place: FilePlace;
  /** Beside a conversation, or alone on the page. */
  readonly isBeside: boolean;
  readonly onMove: (place: FilePlace) => void;
  readonly onClose: () => void;
}) {
  const pages = useLinePages(place.upload, place.file);
  const [wrap, setWrap] = useState(false);
  const [open, setOpen] = useState<'find' | 'help' | null>(null);
  const [isJsonShown, setIsJsonShown] = useState(false);
  const [query, setQuery] = useState('');
  const finding = useFind(place.file, open === 'find' ? query : '');
  const scroller = useRef<HTMLDivElement>(null);
  const viewer = useRef<HTMLElement>(null);
  const lineField = useRef<HTMLInputElement>(null);
  const height = useHeight(scroller);
  const total = pages.file?.lines ?? place.to;
  const map = useMemo(() => scrollMap(total, rowHeight, height, wrap), [total, height, wrap]);
  const { line: top, hidden, onScroll, show } = useScroll(scroller, map);

  const rows = pages.file ? Math.min(Math.ceil(height / rowHeight) + 1, total - top + 1) : 0;
  useEffect(() => {
    if (!pages.file) pages.look(place.from - 100, place.from + 100);
    else if (height > 0) pages.look(top - 20, Math.min(total, top + rows + 20));
  }, [pages, pages.file, place.from, top, rows, total, height]);

  // The lines of the address come into view when it changes, the first time when the length of the file is known.
  const shown = useRef(0);
  useLayoutEffect(() => {
    if (height === 0 || !pages.file || shown.current === place.from) return;
    shown.current = place.from;
    show(Math.min(place.from, total));
  }, [pages.file, place.from, total, height, show]);

  // A row that wraps may be higher than the view: it is moved by the share of it that was scrolled past.
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const first = list.current?.firstElementChild;
    if (!list.current || !first) return;
    const above = hidden * (wrap ? first.getBoundingClientRect().height : rowHeight);
    list.current.style.transform = `translateY(${-above}px)`;
  });

  // The focus goes into the viewer, and back to the citation when it is closed.
  useEffect(() => {
    const before = document.activeElement;
    scroller.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);

  const select = useCallback(
    (from: number, to = from) => {
      const bounded = (line: number) => Math.max(1, Math.min(line, total));
      onMove({
        ...place,
        from: bounded(Math.min(from, to)),
        to: bounded(Math.max(from, to)),
      });
    },
    [place, total, onMove],
  );
  const pick = useCallback(
    (number: number, extend: boolean) => select(extend ? place.from : number, number),
    [place.from, select],
  );
  const step = (direction: 1 | -1) => {
    const { lines } = finding;
    const next =
      direction === 1
        ? (lines.find((line) => line > place.from) ?? lines[0])
        : (lines.findLast((line) => line < place.from) ?? lines.at(-1));
    if (next !== undefined) select(next);
  };

  const closeJson = () => {
    setIsJsonShown(false);
    scroller.current?.focus();
  };

  useListener(viewer, 'keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (key === 'Escape') {
      event.preventDefault();
      if (open === 'find') {
        setOpen(null);
        scroller.current?.focus();
      } else if (isJsonShown) closeJson();
      else if (event.target === lineField.current) scroller.current?.focus();
      else onClose();
      return;
    }
    if (event.target instanceof HTMLInputElement) return;
    const actions: Record<string, () => void> = {
      j: () => select(place.to + 1),
      k: () => select(place.from - 1),
      J: () => select(place.from, place.to + 1),
      K: () => select(place.from, Math.max(place.from, place.to - 1)),
      n: () => step(1),
      N: () => step(-1),
      g: () => lineField.current?.focus(),
      G: () => select(total),
      w: () => setWrap(!wrap),
      p: () => setIsJsonShown(!isJsonShown),
      '/': () => setOpen('find'),
      '?': () => setOpen('help'),
    };
    const action = actions[key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  const name = visibleText(pages.file?.name ?? '');
  const Heading = isBeside ? 'h2' : 'h1';
  const folder = name.slice(0, name.lastIndexOf('/') + 1);
  const selected = place.to - place.from + 1;
  const copyLines = async () => {
    const to = Math.min(place.to, place.from + maxCopied - 1);
    const view = await getLines(place.upload, place.file, { from: place.from, to });
    return view.lines.map(({ text }) => visibleText(text)).join('\n');
  };
  const digits = formatCount(total).length;
  return (
    <>
      <section
        ref={viewer}
        aria-label="Log viewer"
        className="bg-surface relative flex h-full min-w-0 flex-col"
      >
        <header className="border-line border-b">
          <div className="flex items-center gap-2 px-3 pt-2">
            {!isBeside && (
              <Button aria-label="Back to the uploads" onClick={onClose}>
                <ArrowLeft size={17} aria-hidden />
              </Button>
            )}
            <Heading className="flex min-w-0 flex-1 text-sm font-semibold" title={name}>
              <span className="text-muted truncate font-normal">{folder}</span>
              <span className="max-w-full shrink-0 truncate">
                {name.slice(folder.length) || (pages.failure ? 'No file' : 'Reading')}
              </span>
            </Heading>
            <Button aria-label="Keys" onClick={() => setOpen('help')}>
              <CircleQuestionMark size={16} aria-hidden />
            </Button>
            {isBeside && (
              <Button aria-label="Close the viewer" onClick={onClose}>
                <X size={17} aria-hidden />
              </Button>
            )}
          </div>
          <div className="flex flex-wrap items-center gap-x-1 px-3 pb-2 text-sm">
            <LineField ref={lineField} line={place.from} total={total} onGo={select} />
            <span className="text-muted mr-auto pl-1">
              of {pages.file ? formatCount(total) : '…'}
              {selected > 1 && `, ${formatCount(selected)} marked`}
            </span>
            <Button
              aria-label="Find in this file"
              aria-pressed={open === 'find'}
              className="aria-pressed:bg-accent-soft aria-pressed:text-accent"
              onClick={() => setOpen(open === 'find' ? null : 'find')}
            >
              <Search size={16} aria-hidden />
            </Button>
            <Button
              aria-label="Wrap long lines"
              aria-pressed={wrap}
              className="aria-pressed:bg-accent-soft aria-pressed:text-accent"
              onClick={() => setWrap(!wrap)}
            >
              <TextWrap size={16} aria-hidden />
            </Button>
            <Button
              aria-label="Show the line as JSON"
              aria-pressed={isJsonShown}
              className="aria-pressed:bg-accent-soft aria-pressed:text-accent"
              onClick={() => setIsJsonShown(!isJsonShown)}
            >
              <Braces size={16} aria-hidden />
            </Button>
            <CopyButton
              label={
                selected > maxCopied
                  ? `Copy the first ${formatCount(maxCopied)} marked lines`
                  : selected > 1
                    ? `Copy ${formatCount(selected)} lines`
                    : 'Copy the line'
              }
              text={copyLines}
            />
            <CopyButton
              label="Copy a link to the marked lines"
              icon={Link}
              text={new URL(placeAddress({ view: 'file', file: place }), location.href).href}
            />
          </div>
          {open === 'find' && (
            <FindBar
              query={query}
              finding={finding}
              at={place.from}
              onQuery={setQuery}
              onStep={step}
              onClose={() => {
                setOpen(null);
                scroller.current?.focus();
              }}
            />
          )}
        </header>
        {pages.failure && (
          <div className="p-3">
            <ProblemNotice problem={pages.failure}>
              <Button look="outline" onClick={() => pages.retry()}>
                Try again
              </Button>
            </ProblemNotice>
          </div>
        )}
        <div
          ref={scroller}
          onScroll={onScroll}
          tabIndex={0}
          role="region"
          aria-label={`Lines of ${name || 'the file'}`}
          className="min-h-0 flex-1 overflow-auto font-mono text-xs leading-5 -outline-offset-2"
        >
          <div className={wrap ? 'min-w-full' : 'w-max min-w-full'} style={{ height: map.height }}>
            <div className="sticky top-0 overflow-hidden" style={{ height }}>
              <div ref={list} className={wrap ? '' : 'w-max min-w-full'}>
                {Array.from({ length: rows }, (_, at) => {
                  const number = top + at;
                  return (
                    <LogRow
                      key={number}
                      number={number}
                      line={pages.line(number)}
                      address={placeAddress({
                        view: 'file',
                        file: { ...place, from: number, to: number },
                      })}
                      isMarked={number >= place.from && number <= place.to}
                      wrap={wrap}
                      query={open === 'find' ? query : ''}
                      digits={digits}
                      onPick={pick}
                    />
                  );
                })}
              </div>
            </div>
          </div>
          {pages.file?.lines === 0 && (
            <p className="text-muted p-4 font-sans">The file is empty.</p>
          )}
        </div>
        {isJsonShown && (
          <JsonPanel number={place.from} line={pages.line(place.from)} onClose={closeJson} />
        )}
        <p className="sr-only" aria-live="polite">
          {plural(selected, 'line')} marked, from line {formatCount(place.from)}
        </p>
      </section>
      {open === 'help' && <KeyHelp onClose={() => setOpen(null)} />}
    </>
  );
}
