import type { FailureList, FailureView, UploadView } from '@datasherpa/server/client';
import { MessageSquare } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { listFailures } from '../../api/failures.ts';
import { failureOf, type RequestFailed } from '../../api/request.ts';
import { Button } from '../../components/ui/button.tsx';
import { formatCount } from '../../components/ui/format.ts';
import { ProblemNotice } from '../../components/ui/problem-notice.tsx';
import { Spinner } from '../../components/ui/spinner.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import { placeAddress } from '../../navigation/place.ts';
import { FailureBadge } from './failure-badge.tsx';
import { FailureNote } from './failure-note.tsx';
import { seenWords } from './seen-words.ts';

/** More than these are not asked for: the last seen come first. */
const maxFailures = 200;

/** Every kind of failure that was found, with what fixed it. */
export default function FailuresPage({
  uploads,
  onAsk,
}: {
  /** Null until they are known. */
  readonly uploads: readonly UploadView[] | null;
  readonly onAsk: (upload: UploadView) => void;
}) {
  const [list, setList] = useState<FailureList | null>(null);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const load = useCallback(() => {
    setFailure(null);
    listFailures(maxFailures).then(setList, (error: unknown) => setFailure(failureOf(error)));
  }, []);
  useEffect(load, [load]);
  return (
    <div
      className="relative h-full overflow-y-auto px-4 sm:px-6"
      tabIndex={0}
      role="region"
      aria-label="Failures"
    >
      <div className="mx-auto max-w-5xl space-y-6 py-6">
        <header>
          <h1 className="text-2xl font-semibold tracking-tight">Failures</h1>
          <p className="text-muted mt-1">
            What was found in the logs of this project, the last seen first. A note says to the next
            person what fixed it.
          </p>
        </header>
        {failure && (
          <ProblemNotice problem={failure}>
            <Button look="outline" onClick={load}>
              Try again
            </Button>
          </ProblemNotice>
        )}
        {!list && !failure && (
          <p className="text-muted flex items-center gap-2">
            <Spinner /> Loading
          </p>
        )}
        {list?.total === 0 && (
          <p className="text-muted">
            Nothing yet. A failure is remembered when somebody asks why something failed.
          </p>
        )}
        <ul className="space-y-3 empty:hidden">
          {list?.failures.map((each) => (
            <FailureCard
              key={each.fingerprint}
              failure={each}
              newest={uploads?.find(({ id }) => id === each.uploads[0])}
              onAsk={onAsk}
            />
          ))}
        </ul>
        {list && list.total > list.failures.length && (
          <p className="text-muted text-sm">
            The {formatCount(list.failures.length)} last seen of {formatCount(list.total)}.
          </p>
        )}
      </div>
    </div>
  );
}

function FailureCard({
  failure,
  newest,
  onAsk,
}: {
  readonly failure: FailureView;
  /** The newest upload that has it; undefined where it was deleted. */
  readonly newest: UploadView | undefined;
  readonly onAsk: (upload: UploadView) => void;
}) {
  return (
    <li className="border-line bg-surface rounded-xl border px-4 py-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <h2 className="min-w-0 flex-1 basis-60 font-semibold wrap-anywhere">
          {visibleText(failure.title)}
        </h2>
        <FailureBadge status={failure.status} />
      </div>
      {failure.template && (
        <code className="text-muted mt-1 line-clamp-2 font-mono text-xs wrap-anywhere">
          {failure.component && `${visibleText(failure.component)}: `}
          {visibleText(failure.template)}
        </code>
      )}
      <div className="text-muted mt-1.5 text-sm">
        <p className="flex flex-wrap items-center gap-x-3">
          <span className="mr-auto">{seenWords(failure)}</span>
          {newest && (
            <>
              <a
                href={placeAddress({ view: 'uploads', upload: newest.id })}
                className="text-accent underline underline-offset-2"
              >
                Newest upload
              </a>
              <Button onClick={() => onAsk(newest)}>
                <MessageSquare size={14} aria-hidden /> Ask about it
              </Button>
            </>
          )}
        </p>
        <FailureNote fingerprint={failure.fingerprint} title={failure.title} note={failure.note} />
      </div>
    </li>
  );
}
