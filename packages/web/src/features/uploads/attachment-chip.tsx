import { CircleAlert, FileCheck, TriangleAlert, X } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { formatBytes, formatDuration } from '../../components/ui/format.ts';
import { Spinner } from '../../components/ui/spinner.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import type { Attachment } from './attachment.ts';

const shownProblems = 3;

/** What is attached: its size, how far it is, and what is wrong with it. */
export function AttachmentChip({
  attachment,
  onRemove,
}: {
  readonly attachment: Attachment;
  readonly onRemove: () => void;
}) {
  const { name, bytes, state, fraction, failure, problems } = attachment;
  const percent = Math.round(fraction * 100);
  const isUnderWay = state === 'sending' || state === 'reading';
  const words = {
    sending: `sending, ${percent} %`,
    reading: `reading, ${percent} %${attachment.etaMs === null ? '' : `, about ${formatDuration(attachment.etaMs)} left`}`,
    ready: attachment.isKnown ? 'known already' : 'read',
    failed: 'not usable',
  }[state];
  return (
    <li
      className={`border-line bg-canvas max-w-full rounded-lg border text-sm ${state === 'failed' ? 'border-danger/50' : ''}`}
    >
      <div className="flex items-center gap-2 pl-2.5">
        {isUnderWay && <Spinner size={15} />}
        {state === 'ready' && <FileCheck size={15} className="text-accent shrink-0" aria-hidden />}
        {state === 'failed' && (
          <CircleAlert size={15} className="text-danger shrink-0" aria-hidden />
        )}
        <span className="max-w-56 truncate font-medium" title={visibleText(name)}>
          {visibleText(name)}
        </span>
        <span className="text-muted whitespace-nowrap">
          {formatBytes(bytes)}, <span role="status">{words}</span>
        </span>
        <Button aria-label={`Remove ${visibleText(name)}`} onClick={onRemove}>
          <X size={14} aria-hidden />
        </Button>
      </div>
      {isUnderWay && (
        <progress
          aria-label={`${visibleText(name)} ${words}`}
          value={fraction}
          className="accent-accent block h-1 w-full"
        />
      )}
      {failure && (
        <p role="alert" className="text-danger px-2.5 pb-2 wrap-anywhere">
          {visibleText(failure.message)} {visibleText(failure.hint)}{' '}
          <span className="font-mono text-xs">{failure.code}</span>
        </p>
      )}
      {!failure &&
        problems.slice(0, shownProblems).map(({ name, problem }) => (
          <p key={name} className="text-warn flex gap-1.5 px-2.5 pb-2 wrap-anywhere">
            <TriangleAlert size={14} className="mt-1 shrink-0" aria-hidden />
            <span>
              {visibleText(name)}: {visibleText(problem.message)} {visibleText(problem.hint)}
            </span>
          </p>
        ))}
      {!failure && problems.length > shownProblems && (
        <p className="text-warn px-2.5 pb-2">
          and {problems.length - shownProblems} more; the uploads page lists them
        </p>
      )}
    </li>
  );
}
