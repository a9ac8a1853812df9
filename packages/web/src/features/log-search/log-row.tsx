import { memo } from 'react';
import { formatBytes, formatCount } from '../../components/ui/format.ts';
import { visibleText } from '../../components/ui/visible-text.ts';
import type { Line } from './line-pages.ts';
import { splitMatches } from './split-matches.ts';

const colours: Partial<Record<Line['level'], string>> = {
  fatal: 'text-danger font-semibold',
  error: 'text-danger',
  warn: 'text-warn',
  debug: 'text-muted',
  trace: 'text-muted',
};

/** One line of a file with its number, which is a link to it. */
export const LogRow = memo(function LogRow(props: {
  readonly number: number;
  /** Null while it is fetched. */
  readonly line: Line | null;
  readonly address: string;
  readonly isMarked: boolean;
  readonly wrap: boolean;
  readonly query: string;
  /** Digits of the last line number: the width of the gutter. */
  readonly digits: number;
  readonly onPick: (number: number, extend: boolean) => void;
}) {
  const { number, line, isMarked, wrap } = props;
  const background = isMarked ? 'bg-mark' : 'bg-surface';
  return (
    <div
      data-line={number}
      aria-current={isMarked ? 'true' : undefined}
      className={`flex min-h-5 min-w-full ${wrap ? '' : 'h-5 w-max'} ${background}`}
    >
      <a
        href={props.address}
        tabIndex={-1}
        onClick={(event) => {
          event.preventDefault();
          props.onPick(number, event.shiftKey);
        }}
        className={`hover:text-accent sticky left-0 shrink-0 border-l-4 pr-3 pl-2 text-right select-none ${background} ${isMarked ? 'text-ink border-warn' : 'text-muted border-transparent'}`}
        style={{ width: `calc(${props.digits}ch + 1.75rem)` }}
      >
        {formatCount(number)}
      </a>
      <span
        className={`pr-4 ${wrap ? 'min-w-0 flex-1 break-all whitespace-pre-wrap' : 'whitespace-pre'} ${line ? (colours[line.level] ?? '') : 'text-muted'}`}
      >
        {line ? <LineText line={line} query={props.query} /> : '…'}
      </span>
    </div>
  );
});

function LineText({ line, query }: { readonly line: Line; readonly query: string }) {
  const text = visibleText(line.text);
  return (
    <>
      {query === ''
        ? text
        : splitMatches(text, query).map((part) =>
            part.isMatch ? (
              <mark key={part.start} className="bg-match text-ink rounded-sm">
                {part.text}
              </mark>
            ) : (
              part.text
            ),
          )}
      {line.cut && (
        <span className="bg-warn-soft text-warn ml-2 rounded px-1.5 font-sans">
          cut here: the whole line has {formatBytes(line.bytes)}
        </span>
      )}
    </>
  );
}
