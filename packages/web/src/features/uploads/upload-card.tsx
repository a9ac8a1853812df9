import type { FileView, UploadView } from '@datasherpa/server/client';
import { MessageSquare, RotateCw, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { EditorButton } from '../access/editor-button.tsx';
import {
  formatAge,
  formatBytes,
  formatCount,
  formatDuration,
  plural,
  sentences,
  formatTimeRange,
} from '../../components/ui/format.ts';
import { useNow } from '../../components/ui/use-now.ts';
import { visibleText } from '../../components/ui/visible-text.ts';
import { placeAddress } from '../../navigation/place.ts';
import { FormatChoice } from './format-choice.tsx';
import { LevelBar } from './level-bar.tsx';
import { TimeBar, type TimeRange } from './time-bar.tsx';

/** Rows shown before the reader asks for all. */
const firstRows = 30;

/** One upload: a row for each file with its state, size, levels and time. */
export function UploadCard({
  upload,
  onAsk,
  onRemove,
  onCancel,
  onReadAgain,
  onReadAs,
}: {
  readonly upload: UploadView;
  readonly onAsk: () => void;
  readonly onRemove: () => void;
  readonly onCancel: (file: string) => void;
  readonly onReadAgain: (file: string) => void;
  readonly onReadAs: (file: string, format: string) => void;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const [isDoomed, setIsDoomed] = useState(false);
  const now = useNow();
  const { files } = upload;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const whole = wholeRange(files);
  const rows = isOpen ? files : files.slice(0, firstRows);
  return (
    <section className="border-line bg-surface rounded-2xl border">
      <header className="border-line flex flex-wrap items-center gap-x-1 gap-y-1 border-b py-2 pr-2 pl-4">
        <h2 className="font-semibold">{plural(files.length, 'file')}</h2>
        <p className="text-muted mr-auto pl-2 text-sm">
          {formatBytes(bytes)}, {formatAge(upload.createdAt, now)}
        </p>
        {isDoomed ? (
          <>
            <span className="text-sm">Delete it with all its files?</span>
            <Button look="danger" onClick={onRemove}>
              Delete
            </Button>
            <Button onClick={() => setIsDoomed(false)}>Keep</Button>
          </>
        ) : (
          <>
            <Button onClick={onAsk}>
              <MessageSquare size={15} aria-hidden /> Ask about it
            </Button>
            <EditorButton aria-label="Delete the upload" onClick={() => setIsDoomed(true)}>
              <Trash2 size={15} aria-hidden />
            </EditorButton>
          </>
        )}
      </header>
      {upload.problem && (
        <p className="text-danger px-4 pt-2 text-sm">
          {visibleText(upload.problem.message)} {upload.problem.hint}
        </p>
      )}
      <ul className="divide-line divide-y">
        {rows.map((file) => (
          <FileRow
            key={file.id}
            file={file}
            whole={whole}
            onCancel={() => onCancel(file.id)}
            onReadAgain={() => onReadAgain(file.id)}
            onReadAs={(format) => onReadAs(file.id, format)}
          />
        ))}
      </ul>
      {rows.length < files.length && (
        <Button className="m-2" onClick={() => setIsOpen(true)}>
          Show all {formatCount(files.length)} files
        </Button>
      )}
    </section>
  );
}

function FileRow({
  file,
  whole,
  onCancel,
  onReadAgain,
  onReadAs,
}: {
  readonly file: FileView;
  readonly whole: TimeRange | null;
  readonly onCancel: () => void;
  readonly onReadAgain: () => void;
  readonly onReadAs: (format: string) => void;
}) {
  const { digest, problem, status, progress } = file;
  const range = rangeOf(file);
  const errors = (digest?.levels.error ?? 0) + (digest?.levels.fatal ?? 0);
  const name = visibleText(file.name);
  const address = placeAddress({
    view: 'file',
    file: { upload: file.uploadId, file: file.id, from: 1, to: 1 },
  });
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-2.5 text-sm md:grid-cols-[minmax(0,1fr)_11rem]">
      <div className="min-w-0">
        {status === 'ready' ? (
          <a href={address} className="hover:text-accent font-medium wrap-anywhere hover:underline">
            {name}
          </a>
        ) : (
          <span className="font-medium wrap-anywhere">{name}</span>
        )}
        <p className="text-muted">
          {digest && <FormatChoice name={name} digest={digest} onChoose={onReadAs} />}
          {digest
            ? ` ${plural(digest.lines, 'line')}, ${plural(digest.events, 'event')}, ${formatBytes(file.bytes)}`
            : formatBytes(file.bytes)}
          {errors > 0 && (
            <span className="text-danger font-medium">, {plural(errors, 'error')}</span>
          )}
          {range && `, ${formatTimeRange(range.first, range.last)}`}
          {file.duplicateOf && ', the same as an earlier file'}
          {file.rotation &&
            `, part ${file.rotation.part} of ${file.rotation.parts} of ${visibleText(file.rotation.log)}`}
        </p>
        {(status === 'stored' || status === 'ingesting') && (
          <div className="text-muted flex items-center gap-2">
            <span role="status">
              {visibleText(progress?.note ?? 'waiting')}
              {progress && `, ${Math.round(progress.fraction * 100)} %`}
              {progress &&
                progress.etaMs !== null &&
                `, about ${formatDuration(progress.etaMs)} left`}
            </span>
            {progress && (
              <progress
                aria-label={`Reading ${name}`}
                value={progress.fraction}
                className="accent-accent h-1 w-24"
              />
            )}
            <EditorButton onClick={onCancel} aria-label={`Cancel reading ${name}`}>
              <X size={14} aria-hidden /> Cancel
            </EditorButton>
          </div>
        )}
        {(status === 'cancelled' || (status === 'failed' && file.bytes > 0)) && (
          <EditorButton className="-ml-2" onClick={onReadAgain} aria-label={`Read again: ${name}`}>
            <RotateCw size={14} aria-hidden /> Read again
          </EditorButton>
        )}
        {problem && (
          <p
            className={
              status === 'failed'
                ? 'text-danger'
                : status === 'cancelled'
                  ? 'text-muted'
                  : 'text-warn'
            }
          >
            {visibleText(problem.message)} {visibleText(problem.hint)}{' '}
            <span className="font-mono text-xs">{problem.code}</span>
          </p>
        )}
        {digest?.degraded.map((note) => (
          <p key={note.what} className="text-muted text-xs wrap-anywhere">
            {visibleText(`${note.what}: ${sentences(note.why, note.effect)}`)}
          </p>
        ))}
      </div>
      {digest && digest.events > 0 && (
        <div className="flex flex-col justify-center gap-1.5">
          <LevelBar levels={digest.levels} />
          {range && whole && <TimeBar range={range} whole={whole} />}
        </div>
      )}
    </li>
  );
}

const rangeOf = ({ digest }: FileView): TimeRange | null =>
  digest && digest.firstTime !== null && digest.lastTime !== null
    ? { first: digest.firstTime, last: digest.lastTime }
    : null;

function wholeRange(files: readonly FileView[]): TimeRange | null {
  const ranges = files.flatMap((file) => rangeOf(file) ?? []);
  // One file alone fills its own time; a bar would say nothing.
  if (ranges.length < 2) return null;
  return {
    first: Math.min(...ranges.map(({ first }) => first)),
    last: Math.max(...ranges.map(({ last }) => last)),
  };
}
